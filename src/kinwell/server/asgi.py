"""The one ASGI application: Django behind a thread pool; the live stream will stand beside it."""

import os
from collections.abc import Awaitable, Callable
from typing import Any

from a2wsgi import WSGIMiddleware
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kinwell.server.settings")

WORKERS = 8  # threads; SQLite has one writer, so more of them would only wait

wsgi = get_wsgi_application()
_threaded = WSGIMiddleware(wsgi, workers=WORKERS)  # type: ignore[arg-type]  # Django types its answer as its own


async def application(
    scope: Any, receive: Callable[[], Awaitable[Any]], send: Callable[[Any], Awaitable[None]]
) -> None:
    """Answer one request. The thread pool wants coroutines, and the server hands in other awaitables: hence the two
    small wrappers."""

    async def received() -> Any:
        return await receive()

    async def sent(message: Any) -> None:
        await send(message)

    await _threaded(scope, received, sent)
