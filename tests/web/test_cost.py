"""What a page costs: the same few questions to the database after a hundred entries and after ten thousand, and never
a fold from the beginning because somebody wrote something."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kinwell import record
from kinwell.core.ids import EntryId, Seat
from kinwell.core.log.entry import Entry
from kinwell.core.log.events import Changed, Event, Fed, Slept
from kinwell.store import recall
from kinwell.web import taps
from tests.builders import ADA, IRIS, ZONE, holder, instant
from tests.web.browsing import Clock, Household, Phone, cue

FEW, MANY = 100, 10_000
APART = timedelta(minutes=55)
KINDS: tuple[Callable[[], Event], ...] = (
    lambda: Fed(child=IRIS, how="bottle", millilitres=120),
    lambda: Changed(child=IRIS, wet=True),
    lambda: Slept(holder=holder("iris")),
)
WET = taps.change(IRIS, wet=True, dirty=False)[0]


def lived(household: Household, number: int) -> None:
    """Let the family have told so many entries, the last of them an hour ago, and everyone have looked once since."""
    end = household.clock.now - timedelta(hours=1)
    for begin in range(0, number, 500):
        entries = [_entry(n, end - APART * (number - n)) for n in range(begin, min(begin + 500, number))]
        done = record.entries(household.home.seat("ada"), entries, now=household.clock.now)
        assert len(done.new) == len(entries), done.refused
    for phone in household.everyone():
        phone.opens()


def _entry(number: int, at: datetime) -> Entry:
    event = KINDS[number % len(KINDS)]()
    until = at + timedelta(minutes=20) if event.SPAN else None
    id = EntryId(UUID(int=1_000_000 + number))
    return Entry(id=id, at=at, until=until, noted=until or at, by=ADA, eyes="care", zone=ZONE, event=event)


def questions(does: Callable[[], object]) -> int:
    """Return how many questions to the database something costs."""
    with CaptureQueriesContext(connection) as asked:
        does()
    return len(asked)


def costs(household: Household) -> dict[str, int]:
    """Return what each page and each write costs, on each phone."""
    found: dict[str, int] = {}
    for name in ("ada", "sam", "nan"):
        phone = household.phone(name)
        found[f"now, {name}"] = questions(phone.opens)
        found[f"a nappy, {name}"] = questions(lambda phone=phone: phone.taps(WET))  # type: ignore[misc]
        found[f"now after it, {name}"] = questions(phone.opens)
        seen = phone.opens().seen
        found[f"nothing fresh, {name}"] = questions(lambda phone=phone, seen=seen: phone.asks_fresh(seen))  # type: ignore[misc]
    ada = household.phone("ada")
    ada.taps(cue("ada", "eat"))
    found["a cue, ada"] = questions(lambda: ada.taps(cue("ada", "drink"), sheet="noted"))
    found["now with something of one's own, ada"] = questions(ada.opens)
    found["days, ada"] = questions(lambda: ada.opens("history"))
    found["family, ada"] = questions(lambda: ada.opens("family"))
    found["a card, ada"] = questions(lambda: ada.opens("handover", IRIS))
    return found


def test_a_page_asks_as_much_after_ten_thousand_entries_as_after_a_hundred(db: None, clock: Clock) -> None:
    few, many = Household.found(clock), Household.found(clock, UUID(int=97))
    lived(few, FEW)
    lived(many, MANY)

    assert costs(many) == costs(few)


@pytest.fixture
def folds(monkeypatch: pytest.MonkeyPatch) -> list[datetime | None]:
    """Return the instants from which States are folded; None stands for the beginning."""
    found: list[datetime | None] = []
    tail = recall.tail

    def watched(seat: Seat, since: datetime | None) -> list[Entry]:
        found.append(since)
        return tail(seat, since)

    monkeypatch.setattr(recall, "tail", watched)
    return found


WRITES: dict[str, Callable[[Phone], object]] = {
    "a nappy": lambda phone: phone.taps(WET),
    "a feed": lambda phone: phone.taps(*taps.feed(IRIS, "breast", "left")),
    "a nappy of yesterday": lambda phone: phone.taps(WET, at=instant("-1 13:00")),
    "a feed of yesterday, moved": lambda phone: phone.sends_form(
        "edit", _latest(), at="2026-05-03T12:00", until="2026-05-03T12:20", side="", millilitres="120", food=""
    ),
    "the last one taken out": lambda phone: phone.sends_form("remove", _latest()),
}


def _latest() -> UUID:
    return UUID(int=1_000_000 + 399)  # a feed of the last days


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_what_follows_a_write_is_never_folded_from_the_beginning(
    household: Household, folds: list[datetime | None], write: Callable[[Phone], object]
) -> None:
    lived(household, 400)
    folds.clear()

    write(household.phone("ada"))
    for phone in household.everyone():
        phone.opens()
        phone.opens("history")

    assert folds
    assert None not in folds


def test_the_first_thing_that_one_keeps_to_oneself_folds_nothing_from_the_beginning(
    household: Household, folds: list[datetime | None]
) -> None:
    lived(household, 400)
    folds.clear()

    household.phone("ada").taps(cue("ada", "eat"))
    household.phone("ada").opens()

    assert None not in folds


def test_what_one_keeps_to_oneself_costs_others_no_fold(household: Household, folds: list[datetime | None]) -> None:
    lived(household, 400)
    sam = household.phone("sam")
    household.phone("ada").taps(cue("ada", "eat"))
    folds.clear()

    sam.opens()

    assert None not in folds
