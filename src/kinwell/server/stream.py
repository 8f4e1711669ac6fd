"""The live stream: a page that is open hears that something it may see was written, and nothing else.

GET /f/<family>/stream answers with server-sent events. The first holds the word of `ask.seen`; another follows when
that word has changed. So what somebody keeps to themselves sends nothing to anyone else, and what is sent tells nothing
that the page did not hold. A heartbeat comes by the clock of the stream alone, whatever is written meanwhile.

One task looks, four times a second while any stream is open, whether anything was committed at all. If so, each stream
is asked for anew as a view would be: who is signed in, whether they belong to the family, what they see. Whoever is not
or does not hears the end of it. Streams wait in the event loop and hold no thread.
"""

import asyncio
import logging
import re
import signal
from collections.abc import Awaitable, Callable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from io import BytesIO
from types import FrameType
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.exceptions import DisallowedHost
from django.core.handlers.asgi import ASGIRequest
from django.db import close_old_connections
from django.http import Http404, HttpResponse

from kinwell import ask
from kinwell.accounts import access
from kinwell.web import pages

type Scope = MutableMapping[str, Any]
type Receive = Callable[[], Awaitable[Any]]
type Send = Callable[[Any], Awaitable[None]]

ADDRESS = re.compile(r"/f/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/stream")
THREADS = 2  # that look; each look is a few queries
POLL = 0.25  # seconds between two looks at whether anything was written
HEARTBEAT = 20.0  # seconds; a proxy takes a connection for dead after 30 to 60
LASTS = 600.0  # seconds, then the browser connects anew: nothing of an old session lives on in a stream
MOST = 300  # streams at once; each is an open file, of which a process commonly has 1024
AGAIN = 1500  # milliseconds after which a browser connects anew

_log = logging.getLogger(__name__)


@dataclass(eq=False)
class Listener:
    """One open stream: how it was asked for, the word last told, and what is to be told (None is the end)."""

    scope: Scope
    family: UUID
    word: str | None = None
    told: "asyncio.Queue[str | None]" = field(default_factory=asyncio.Queue)
    looks: asyncio.Lock = field(default_factory=asyncio.Lock)  # two looks never answer in the wrong order


class Streams:
    """The open streams of this process, and the task that looks for news while there are any."""

    def __init__(self) -> None:
        """Begin with none."""
        self._open: set[Listener] = set()
        self._ending = False
        self._watching: asyncio.Task[None] | None = None
        self._threads = ThreadPoolExecutor(max_workers=THREADS, thread_name_prefix="stream")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request for a stream, until it has lasted its time, the page is left, or it is theirs no more."""
        found = ADDRESS.fullmatch(scope["path"])
        if found is None or scope["method"] != "GET":
            await _refuse(send, 404)
        elif self._ending or len(self._open) >= MOST:
            await _refuse(send, 503)
        else:
            await self._serve(Listener(scope, UUID(found[1])), receive, send)

    def end_when_stopped(self) -> None:
        """End every stream as soon as this process is asked to stop: else they would hold it until it is killed."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            before = signal.getsignal(number)

            def stopped(number: int, frame: FrameType | None, before: object = before) -> None:
                loop.call_soon_threadsafe(self.end)
                if callable(before):
                    before(number, frame)

            signal.signal(number, stopped)
            signal.siginterrupt(number, False)

    def end(self) -> None:
        """End every stream, and open none from now on."""
        self._ending = True
        for listener in self._open:
            listener.told.put_nowait(None)

    async def _serve(self, listener: Listener, receive: Receive, send: Send) -> None:
        self._open.add(listener)  # before the first look: what is written from now on is news
        try:
            if self._watching is None:
                self._watching = asyncio.create_task(self._watch())
            await self._look(listener)
            if listener.word is None:
                await _refuse(send, 404)
                return
            left = asyncio.create_task(_left(receive))
            try:
                await _tell(listener, left, send)
            finally:
                left.cancel()
        finally:
            self._open.discard(listener)

    async def _watch(self) -> None:
        """Look for news until no stream is open."""
        watch = await self._in_thread(ask.Watch)
        try:
            while self._open:
                try:
                    if await self._in_thread(watch.has_news):
                        await asyncio.gather(*map(self._look_again, list(self._open)))
                except Exception:
                    _log.exception("looking for news failed")
                await asyncio.sleep(POLL)
        finally:
            self._watching = None  # who comes while this one closes begins to watch anew
            await self._in_thread(watch.close)

    async def _look_again(self, listener: Listener) -> None:
        try:
            await self._look(listener)
        except Exception:
            _log.exception("a stream could not be asked for")
            listener.told.put_nowait(None)  # the page connects anew

    async def _look(self, listener: Listener) -> None:
        """Ask for a listener's word anew, and have it told if it is another."""
        async with listener.looks:
            word = await self._in_thread(lambda: word_for(listener.scope, listener.family))
            if word != listener.word:
                listener.word = word
                listener.told.put_nowait(word)

    async def _in_thread[T](self, does: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, does)


def word_for(scope: Scope, family: UUID) -> str | None:
    """Return what `ask.seen` says to whoever asks; None for somebody to whom the family is not there."""
    close_old_connections()
    try:
        request = ASGIRequest(dict(scope), BytesIO())
        request.get_host()
        SessionMiddleware(lambda _: HttpResponse()).process_request(request)
        request.user = get_user(request)
        request.present = pages.now()  # type: ignore[attr-defined]
        return ask.seen(access.seat(request, family, links=True))
    except (Http404, DisallowedHost):
        return None
    finally:
        close_old_connections()


async def _tell(listener: Listener, left: "asyncio.Task[None]", send: Send) -> None:
    loop = asyncio.get_running_loop()
    now = loop.time()
    ends, beats = now + LASTS, now + HEARTBEAT
    await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
    await send(_part(f"retry: {AGAIN}\n\n"))
    while (now := loop.time()) < ends and not left.done():
        if now >= beats:
            beats += HEARTBEAT
            await send(_part(":\n\n"))
        news = asyncio.ensure_future(listener.told.get())
        await asyncio.wait({news, left}, timeout=min(beats, ends) - now, return_when=asyncio.FIRST_COMPLETED)
        if not news.done():
            news.cancel()
            continue
        word = news.result()
        if word is None:
            break
        await send(_part(f"data: {word}\n\n"))
    if not left.done():
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _left(receive: Receive) -> None:
    """Return when the page was left."""
    while (await receive())["type"] != "http.disconnect":
        pass


async def _refuse(send: Send, status: int) -> None:
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-length", b"0")]})
    await send({"type": "http.response.body", "body": b""})


def _part(text: str) -> dict[str, object]:
    return {"type": "http.response.body", "body": text.encode(), "more_body": True}


_HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),  # nginx passes each event on as it comes
    (b"x-content-type-options", b"nosniff"),
]
