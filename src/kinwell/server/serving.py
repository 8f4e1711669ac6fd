"""Serving: granian with one ASGI process; static files collected and compressed first."""

from django.core.management import call_command


def serve(host: str, port: int) -> None:
    """Serve until stopped. Open streams must not hold the shutdown, hence the kill timeout."""
    from granian.constants import Interfaces
    from granian.server import Server

    call_command("collectstatic", verbosity=0, interactive=False)
    Server(
        "kinwell.server.asgi:application",
        address=host,
        port=port,
        interface=Interfaces.ASGI,
        workers=1,
        websockets=False,
        log_access=False,
        workers_kill_timeout=5,
    ).serve()
