"""The live stream: who may hear, what they hear, and that nothing of it tells what somebody keeps to themselves."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session

from kinwell.accounts.models import Membership
from kinwell.server import stream
from kinwell.server.stream import Streams, word_for
from kinwell.web import taps
from tests.builders import IRIS
from tests.household import HOME, NEIGHBOURS
from tests.web.browsing import Clock, Household, Phone, cue, next_door

WET = taps.change(IRIS, wet=True, dirty=False)[0]
PATIENCE = 10.0  # seconds that something may take on a busy machine


def scope_of(phone: Phone | None = None, family: UUID = HOME, **more: Any) -> dict[str, Any]:
    """Return how a phone asks for the stream of a family."""
    cookie = phone.client.cookies.get(settings.SESSION_COOKIE_NAME) if phone else None
    sent = [(b"cookie", f"{settings.SESSION_COOKIE_NAME}={cookie.value}".encode())] if cookie else []
    asked = {"type": "http", "method": "GET", "path": f"/f/{family}/stream", "query_string": b""}
    return {**asked, "headers": [(b"host", b"testserver"), *sent], **more}


def heard(phone: Phone | None, family: UUID = HOME) -> str | None:
    return word_for(scope_of(phone, family), family)


# Who may hear, and what.


def test_the_word_is_the_one_that_the_page_was_given(ada: Phone, sam: Phone, nan: Phone) -> None:
    ada.taps(WET)
    ada.taps(cue("ada", "eat"))

    for phone in (ada, sam, nan):
        assert heard(phone) == phone.opens().seen.split(".")[0] != ""


def test_a_nappy_that_ada_tells_changes_everyones_word(ada: Phone, sam: Phone, nan: Phone) -> None:
    before = [heard(phone) for phone in (ada, sam, nan)]
    ada.taps(WET)

    after = [heard(phone) for phone in (ada, sam, nan)]
    assert all(old != new for old, new in zip(before, after, strict=True))


def test_what_ada_keeps_to_herself_changes_her_word_alone(ada: Phone, sam: Phone, nan: Phone) -> None:
    before = [heard(phone) for phone in (ada, sam, nan)]
    ada.taps(cue("ada", "eat", "urgent"))

    assert heard(ada) != before[0]
    assert [heard(sam), heard(nan)] == before[1:]


def test_nobody_hears_who_is_not_signed_in_or_of_another_family(household: Household, clock: Clock) -> None:
    joe = next_door(clock)

    assert heard(None) is None
    assert heard(joe) is None
    assert heard(joe, NEIGHBOURS) is not None
    assert heard(household.phone("ada"), UUID(int=404)) is None


def test_whoever_signed_out_hears_no_more(ada: Phone) -> None:
    asked = scope_of(ada)
    ada.client.logout()

    assert word_for(asked, HOME) is None


def test_whoever_left_hears_no_more(ada: Phone, sam: Phone) -> None:
    Membership.objects.filter(user__username="sam").delete()

    assert heard(sam) is None
    assert heard(ada) is not None


def test_a_session_that_ended_hears_no_more(ada: Phone) -> None:
    Session.objects.all().delete()

    assert heard(ada) is None


def test_a_server_is_not_called_by_a_name_that_is_not_its_own(ada: Phone, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["kinwell.home"]

    assert heard(ada) is None


# How it is told. The store stands still here: `house` says what is to be heard.


@dataclass
class House:
    """What each who asks is to hear, whether something was written, and how often each was looked at."""

    word: str | None = "first"
    news: bool = False
    looked: int = 0

    def says(self, *_: object) -> str | None:
        self.looked += 1
        return self.word

    def tells(self, word: str | None) -> None:
        self.word, self.news = word, True

    def has_news(self) -> bool:
        news, self.news = self.news, False
        return news

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def house(monkeypatch: pytest.MonkeyPatch) -> House:
    stands = House()
    monkeypatch.setattr(stream, "word_for", stands.says)
    monkeypatch.setattr(stream.ask, "Watch", lambda: stands)
    monkeypatch.setattr(stream, "POLL", 0.01)
    return stands


@dataclass
class Ear:
    """The other end of a stream."""

    sent: list[dict[str, Any]] = field(default_factory=list)
    came: asyncio.Event = field(default_factory=asyncio.Event)
    leaves: asyncio.Event = field(default_factory=asyncio.Event)

    async def receive(self) -> dict[str, Any]:
        await self.leaves.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: dict[str, Any]) -> None:
        self.sent.append(message)
        self.came.set()

    @property
    def text(self) -> str:
        return b"".join(message.get("body", b"") for message in self.sent).decode()

    @property
    def words(self) -> list[str]:
        return [line.removeprefix("data: ") for line in self.text.splitlines() if line.startswith("data")]

    async def until(self, so: Callable[["Ear"], bool]) -> None:
        async with asyncio.timeout(PATIENCE):
            while not so(self):
                self.came.clear()
                await self.came.wait()


@asynccontextmanager
async def listening(streams: Streams, **more: Any) -> AsyncIterator[tuple[Ear, "asyncio.Task[None]"]]:
    ear = Ear()
    task = asyncio.create_task(streams(scope_of(**more), ear.receive, ear.send))
    yield ear, task
    ear.leaves.set()
    async with asyncio.timeout(PATIENCE):
        await task


def test_the_first_word_comes_at_once_and_the_next_when_it_is_another(house: House) -> None:
    async def told() -> None:
        async with listening(Streams()) as (ear, _):
            await ear.until(lambda ear: ear.words == ["first"])
            house.tells("second")
            await ear.until(lambda ear: ear.words == ["first", "second"])
        assert dict(ear.sent[0]["headers"])[b"content-type"].startswith(b"text/event-stream")
        assert ear.sent[0]["status"] == 200

    asyncio.run(told())


def test_what_does_not_change_the_word_is_looked_at_and_sends_nothing(house: House) -> None:
    async def told() -> None:
        async with listening(Streams()) as (ear, _):
            await ear.until(lambda ear: ear.words == ["first"])
            before, sent = house.looked, len(ear.sent)
            house.tells("first")
            while house.looked == before:
                await asyncio.sleep(0.01)
            assert len(ear.sent) == sent
            house.tells("second")
            await ear.until(lambda ear: "second" in ear.words)
            assert ear.words == ["first", "second"]

    asyncio.run(told())


def test_without_anything_written_nobody_is_asked_for_anew(house: House) -> None:
    async def told() -> None:
        async with listening(Streams()) as (ear, _):
            await ear.until(lambda ear: ear.words == ["first"])
            await asyncio.sleep(0.1)

    asyncio.run(told())
    assert house.looked == 1


def test_the_stream_ends_for_whom_the_family_is_there_no_more(house: House) -> None:
    async def told() -> None:
        async with listening(Streams()) as (ear, task):
            await ear.until(lambda ear: ear.words == ["first"])
            house.tells(None)
            async with asyncio.timeout(PATIENCE):
                await task
            assert ear.sent[-1] == {"type": "http.response.body", "body": b"", "more_body": False}

    asyncio.run(told())


def test_for_others_it_is_not_there(house: House) -> None:
    house.word = None

    async def told() -> None:
        for more in ({}, {"method": "POST"}, {"path": f"/f/{HOME}/x/stream"}):
            async with listening(Streams(), **more) as (ear, task):
                await task
            assert ear.sent[0]["status"] == 404
            assert ear.text == ""

    asyncio.run(told())


def test_a_heartbeat_comes_whatever_is_written(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "HEARTBEAT", 0.05)

    async def told() -> None:
        async with listening(Streams()) as (ear, _):
            await ear.until(lambda ear: ear.text.count("\n:\n\n") >= 2)
            assert ear.words == ["first"]

    asyncio.run(told())


def test_it_ends_by_itself_after_a_while(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "LASTS", 0.05)

    async def told() -> None:
        async with listening(Streams()) as (ear, task):
            async with asyncio.timeout(PATIENCE):
                await task
            assert ear.sent[-1]["more_body"] is False

    asyncio.run(told())


def test_when_the_server_stops_each_stream_ends_and_no_other_begins(house: House) -> None:
    async def told() -> None:
        streams = Streams()
        async with listening(streams) as (ear, task):
            await ear.until(lambda ear: ear.words == ["first"])
            streams.end()
            async with asyncio.timeout(PATIENCE):
                await task
        async with listening(streams) as (late, task):
            await task
        assert late.sent[0]["status"] == 503

    asyncio.run(told())


def test_many_streams_hold_few_threads_and_too_many_are_refused(house: House) -> None:
    async def told() -> None:
        streams = Streams()
        ears = [Ear() for _ in range(stream.MOST + 1)]
        tasks = [asyncio.create_task(streams(scope_of(), ear.receive, ear.send)) for ear in ears]
        for ear in ears[:-1]:
            await ear.until(lambda ear: ear.words == ["first"])
        assert ears[-1].sent[0]["status"] == 503
        assert len(streams._threads._threads) <= stream.THREADS
        house.tells("second")
        for ear in ears:
            if ear.words:
                await ear.until(lambda ear: ear.words == ["first", "second"])
            ear.leaves.set()
        async with asyncio.timeout(PATIENCE):
            await asyncio.gather(*tasks)
        assert not streams._open

    asyncio.run(told())


def test_once_nobody_listens_nothing_is_looked_at(house: House) -> None:
    async def told() -> None:
        streams = Streams()
        async with listening(streams) as (ear, _):
            await ear.until(lambda ear: ear.words == ["first"])
        assert streams._watching is not None
        async with asyncio.timeout(PATIENCE):
            await streams._watching
        assert house.closed
        async with listening(streams) as (ear, _):  # and the next to come finds it at work
            house.tells("second")
            await ear.until(lambda ear: "second" in ear.words)

    asyncio.run(told())
