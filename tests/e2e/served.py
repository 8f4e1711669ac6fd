"""What the server process runs: Kinwell's own application, which asks the clock of the tests what time it is."""

import os
import sys
from datetime import UTC, datetime
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kinwell.server.settings")


def _application() -> Any:
    from django.conf import settings

    from kinwell.server import asgi
    from kinwell.web import pages
    from tests.e2e.server import ahead

    pages.now = lambda: datetime.now(UTC) + ahead(settings.DATA)
    return asgi.application


def main(port: int) -> None:
    """Set up the tables and static files, and serve, as `kinwell serve` does."""
    import django
    from django.core.management import call_command
    from granian.constants import Interfaces
    from granian.server import Server

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    Server(
        "tests.e2e.served:application",
        address="127.0.0.1",
        port=port,
        interface=Interfaces.ASGI,
        workers=1,
        websockets=False,
        log_access=False,
        workers_kill_timeout=5,
    ).serve()


if __name__ == "__main__":
    main(int(sys.argv[1]))
else:
    application = _application()
