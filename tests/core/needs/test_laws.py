"""With cadences held as stated, a response never raises a deficit and a cue never lowers one, at any later instant."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinwell.core.ids import EntryId, Holder
from kinwell.core.log.entry import Entry, sees
from kinwell.core.log.events import Amended, CueNoticed, Event, Responded
from kinwell.core.log.standing import marks, stand
from kinwell.core.needs import need, pressure
from kinwell.core.state import State, fold
from tests.builders import ZONE, a_seat
from tests.strategies import STEP, Log, examples, logs

NEARLY = 1e-9


@pytest.fixture(autouse=True)
def _cadences_are_held(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as held:
        held.setattr(need, "cadence", need.stated_cadence)
        yield


def deficits(entries: list[Entry], holder: Holder, code: str, hours: list[int], begin: Entry) -> list[float | None]:
    found = []
    for hour in hours:
        at = begin.at + timedelta(hours=hour)
        seen = (entry for entry in entries if sees(a_seat("ada"), entry))
        line = [mark for mark in marks(stand(seen).entries) if mark.at <= at]
        reading = pressure.read(fold(State(zone=ZONE), line).needs, holder, code, at, ZONE)
        found.append(reading.deficit)
    return found


def at_home(log: Log) -> list[Entry]:
    """Return the log as if nobody travelled, nor was later said to have: a night is then the same night with one more
    word in it."""
    return [replace(entry, zone=ZONE, event=_of_home(entry.event)) for entry in log.entries]


def _of_home(event: Event) -> Event:
    if not isinstance(event, Amended) or "zone" not in event.changes:
        return event
    return replace(event, changes=MappingProxyType({**event.changes, "zone": ZONE}))


def compare(
    log: Log,
    draw: st.DataObject,
    word: Callable[[Holder, str], Event],
    holds: Callable[[float, float], bool],
) -> int:
    """Add one word after another about the same need, and compare at later instants; return how often it could."""
    entries = at_home(log)
    spoken = [
        entry
        for entry in entries
        if isinstance(entry.event, (CueNoticed, Responded))
        and sees(a_seat("ada"), entry)
        and entry in log_standing(log)
    ]
    if not spoken:
        return 0
    before = draw.draw(st.sampled_from(spoken))
    assert isinstance(before.event, (CueNoticed, Responded))
    code = before.event.need if isinstance(before.event, CueNoticed) else before.event.needs[0]
    at = before.at + draw.draw(st.integers(0, 60)) * STEP
    event = word(before.event.holder, code)
    added = replace(before, id=EntryId(UUID(int=7)), at=at, noted=at, until=None, event=event)
    hours = draw.draw(st.lists(st.integers(0, 48), min_size=1, max_size=5))
    without = deficits(entries, before.event.holder, code, hours, added)
    with_it = deficits([*entries, added], before.event.holder, code, hours, added)
    known = [(a, b) for a, b in zip(without, with_it, strict=True) if a is not None and b is not None]
    for a, b in known:
        assert holds(a, b), f"{code}: {a} without, {b} with"
    return len(known)


def log_standing(log: Log) -> list[Entry]:
    """Return the plain entries as they stand where nothing was changed about them."""
    standing = {entry.id: entry for entry in stand(log.entries).entries}
    return [replace(e, zone=ZONE) for e in log.entries if standing.get(e.id) == e]


def test_a_response_never_raises_a_deficit() -> None:
    compared = 0

    @examples(260)
    @given(logs(words=6), st.booleans(), st.data())
    def law(log: Log, full: bool, draw: st.DataObject) -> None:
        nonlocal compared
        compared += compare(
            log,
            draw,
            lambda holder, code: Responded(holder=holder, needs=(code,), full=full),
            lambda without, with_it: with_it <= without + NEARLY,
        )

    law()
    assert compared > 100


def test_a_cue_never_lowers_a_deficit() -> None:
    compared = 0

    @examples(260)
    @given(logs(words=6), st.sampled_from(["early", "clear", "urgent"]), st.data())
    def law(log: Log, strength: str, draw: st.DataObject) -> None:
        nonlocal compared
        compared += compare(
            log,
            draw,
            lambda holder, code: CueNoticed(holder=holder, need=code, strength=strength),  # type: ignore[arg-type]
            lambda without, with_it: with_it >= without - NEARLY,
        )

    law()
    assert compared > 100
