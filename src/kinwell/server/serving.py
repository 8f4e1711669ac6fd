"""Serving: granian with one ASGI process; static files collected and compressed first."""

import multiprocessing
import os
from collections.abc import Sequence
from http.server import ThreadingHTTPServer
from pathlib import Path

from django.core.management import call_command

from kinwell.server import phone_steps
from kinwell.server.names import Names

KILLED_AFTER = 5  # seconds that what runs has to end; streams end at once when asked to stop


def serve(host: str, port: int) -> None:
    """Serve until stopped."""
    call_command("collectstatic", verbosity=0, interactive=False)
    _serve(host, port)


def serve_https(host: str, port: int, here: phone_steps.Here, steps: ThreadingHTTPServer) -> None:
    """Serve with the certificate until stopped, and the steps for phones beside it."""
    call_command("collectstatic", verbosity=0, interactive=False)
    multiprocessing.set_start_method("spawn", force=True)  # a process with a thread in it is not forked
    phone_steps.serve(steps, phone_steps.pages(here))
    try:
        _serve(host, port, certificate=here.ready.paths.certificate, key=here.ready.paths.key)
    finally:
        steps.shutdown()
        steps.server_close()


def answer_over_https(names: Names, port: int) -> None:
    """Set what the settings read, before they do: this server speaks HTTPS itself, under these names."""
    os.environ["KINWELL_HTTPS"] = "own"
    _add("KINWELL_HOSTS", names.hosts())
    _add("KINWELL_ORIGINS", [f"https://{host}:{port}" for host in names.hosts()])


def _add(name: str, values: Sequence[str]) -> None:
    before = [value for value in os.environ.get(name, "").split(",") if value]
    os.environ[name] = ",".join(dict.fromkeys([*before, *values]))


def _serve(host: str, port: int, *, certificate: Path | None = None, key: Path | None = None) -> None:
    from granian.constants import Interfaces
    from granian.server import Server

    Server(
        "kinwell.server.asgi:application",
        address=host,
        port=port,
        interface=Interfaces.ASGI,
        workers=1,
        websockets=False,
        log_access=False,
        workers_kill_timeout=KILLED_AFTER,
        ssl_cert=certificate,
        ssl_key=key,
    ).serve()
