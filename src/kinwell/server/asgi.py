"""The one ASGI application: Django behind a thread pool, and beside it the live stream, which holds no thread."""

import os
from collections.abc import Awaitable, Callable
from typing import Any

from a2wsgi import WSGIMiddleware
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kinwell.server.settings")

WORKERS = 8  # threads; SQLite has one writer, so more of them would only wait

wsgi = get_wsgi_application()

from kinwell.server.stream import Streams  # noqa: E402  (it names models, so Django comes first)

_threaded = WSGIMiddleware(wsgi, workers=WORKERS)  # type: ignore[arg-type]  # Django types its answer as its own
_streams = Streams()


async def application(
    scope: Any, receive: Callable[[], Awaitable[Any]], send: Callable[[Any], Awaitable[None]]
) -> None:
    """Answer one request. The thread pool wants coroutines, and the server hands in other awaitables: hence the two
    small wrappers."""

    async def received() -> Any:
        return await receive()

    async def sent(message: Any) -> None:
        await send(message)

    if scope["type"] == "lifespan":
        _streams.end_when_stopped()
    if scope["type"] == "http" and scope["path"].endswith("/stream"):
        await _streams(scope, received, sent)
        return
    await _threaded(scope, received, sent)
