"""What one keeps to oneself changes nothing another can obtain.

A family lives the same days twice: once with everything that Ada keeps to herself, amended, removed, shown (one by one
or by need) and hidden again, and once without. Whatever Sam and Nan can ask must be the same, to the byte. (Over HTTP:
tests/web.)
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from kinwell import ask, record
from kinwell.core.ids import ME, EntryId, Seat, pair_of
from kinwell.core.log.entry import Entry
from kinwell.core.log.events import KINDS, META, EyesByNeed, EyesChanged, NightProposed
from kinwell.documents import now as answers
from kinwell.store import index, journal, recall
from kinwell.store.models import ERASED, Count, EntryRow, IndexRow, Number
from kinwell.store.within import within
from tests.builders import ADA, SAM
from tests.household import HOME, Home, records
from tests.strategies import Log, examples, logs

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_short_tails")]

STORED = ("id", "at", "until", "noted", "received", "zone", "by", "eyes", "kind", "shape", "source", "body")


@pytest.fixture
def _short_tails(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let generated logs, which are short, be worth snapshots."""
    monkeypatch.setattr(recall, "LONG_TAIL", 1)


def of_ada_alone(log: Log) -> set[EntryId]:
    """Return what Ada keeps to herself: her private entries, all words about them, and what she showed for a while,
    with her choices to."""
    private = {e.id for e in log.entries if e.by == ADA and (e.eyes == ME or isinstance(e.event, EyesByNeed))}
    private |= {e.id for e in log.entries if isinstance(e.event, META) and e.event.target in private}
    return private | {e.id for e in log.entries if isinstance(e.event, EyesChanged) and e.event.target in private}


def hidings(log: Log, private: set[EntryId]) -> list[Entry]:
    """Return a taking back of everything that Ada ever showed, one by one."""
    shown = [
        e for e in log.entries if e.id in private and isinstance(e.event, EyesChanged) and e.event.shown is not None
    ]
    return [
        replace(
            entry,
            id=EntryId(UUID(int=entry.id.int + (1 << 60))),
            at=log.ends,
            noted=log.ends,
            eyes=ME,
            event=EyesChanged(target=entry.event.target, eyes=ME),  # type: ignore[attr-defined]
        )
        for entry in shown
    ]


def nothing(home: Home, log: Log) -> Entry:
    """Return Ada's choice to show Sam nothing of her needs."""
    return home.entry("ada", log.ends, EyesByNeed(pair=pair_of(ADA, SAM), to=SAM))


def lived(log: Log, batches: list[int], *, without: set[EntryId]) -> dict[str, Any]:
    """Live the log from the first batch to the last, with everybody asking in between; return all that Sam and Nan can
    obtain, during and afterwards."""
    home = Home.found()
    found: dict[str, Any] = {}
    entries, number = list(log.entries), 0
    while entries:
        size = batches[number % len(batches)]
        batch, entries = entries[:size], entries[size:]
        at = log.arrived[batch[-1].id]
        records(home, [entry for entry in batch if entry.id not in without], now=at)
        ask.now(home.seat("ada"), at, keeps=True)
        number += 1
    if not without:
        records(home, [*hidings(log, of_ada_alone(log)), nothing(home, log)], now=log.ends)
    ask.now(home.seat("ada"), log.ends, keeps=True)
    for name in ("sam", "nan"):
        found |= {f"{name}: {what}": value for what, value in obtained(home, name, log).items()}
    return found


def obtained(home: Home, name: str, log: Log) -> dict[str, Any]:
    """Return all that a seat can obtain, by name."""
    seat = home.seat(name)
    found: dict[str, Any] = {"seen": ask.seen(seat)}
    found["count"] = next(number for number in range(1_000) if ask.holds_at_most(seat, number))
    for days in range(0, 12, 2):
        at = log.begins + timedelta(days=days, hours=12 + days)
        found |= {f"history of day {days}": ask.history(seat, log.ends, day=at.date())}
        found |= {f"now {part} on day {days}": value for part, value in said(seat, at).items()}
    found |= {f"now {part} at the end": value for part, value in said(seat, log.ends).items()}
    with within(HOME):
        rows = [row for row in EntryRow.objects.filter(family_id=HOME) if row.eyes and row.eyes in seat.eyes - {ME}]
        found["stored"] = sorted(tuple(_plain(getattr(row, name)) for name in STORED) for row in rows)
        found["listed"] = [
            tuple(_plain(getattr(row, field.attname)) for field in IndexRow._meta.concrete_fields)
            for row in IndexRow.objects.filter(family_id=HOME).order_by("collection", "number")
        ]
        found["counts"] = sorted(Count.objects.filter(family_id=HOME).values_list("collection", "child", "count"))
        found["numbers"] = sorted(Number.objects.filter(family_id=HOME).values_list("collection", "number", "entry_id"))
    return found


def said(seat: Seat, at: datetime) -> dict[str, Any]:
    now = ask.now(seat, at, keeps=True)
    return {"whole": now, "in JSON": answers.now_as_json(now)}


def _plain(value: object) -> str:
    return repr(bytes(value) if isinstance(value, (bytes, memoryview)) else value)


def same(log: Log, batches: list[int]) -> None:
    both = []
    for without in (set(), of_ada_alone(log)):
        with transaction.atomic():
            both.append(lived(log, batches, without=without))
            transaction.set_rollback(True)
    with_it, without_it = both
    for what, value in without_it.items():
        assert with_it[what] == value, what


batches = st.lists(st.integers(1, 9), min_size=1, max_size=4)


def test_what_ada_keeps_to_herself_changes_nothing_that_sam_or_nan_can_obtain() -> None:
    examples(20)(given(logs(), batches)(same))()


def test_the_generated_logs_hold_what_is_private_of_every_kind_and_show_and_hide_it() -> None:
    kinds: set[str] = set()
    words: set[str] = set()
    shown = 0

    @examples(900)
    @given(logs())
    def look(log: Log) -> None:
        nonlocal shown
        private = of_ada_alone(log)
        kinds.update(e.event.KIND for e in log.entries if e.id in private and not isinstance(e.event, META))
        words.update(e.event.KIND for e in log.entries if e.id in private and isinstance(e.event, META))
        shown += len(hidings(log, private))

    look()
    born_private = {kind for kind, cls in KINDS.items() if cls.BORN in ("me", "holder")}
    assert kinds == born_private | {EyesByNeed.KIND, NightProposed.KIND}  # a night that one has alone
    assert words == {kind.KIND for kind in META}
    assert shown > 50


# A law that nothing can break says nothing: each of these leaks must break it.


def _everything(seat: Seat) -> Any:
    return EntryRow.objects.filter(family_id=seat.family).exclude(kind=ERASED)


def _leaks_by_rows(planted: pytest.MonkeyPatch) -> None:
    """What is asked for forgets whose eyes it is for."""
    planted.setattr(journal, "visible", _everything)


def _leaks_by_snapshots(planted: pytest.MonkeyPatch) -> None:
    """Ada's own snapshots lie where those of all adults do."""
    planted.setattr(recall, "_key", lambda seat: "adults" if "adults" in seat.eyes else "care")


def _leaks_by_hiding_nothing(planted: pytest.MonkeyPatch) -> None:
    """What was shown and taken back stays."""
    planted.setattr(record, "_close", lambda *_: None)


def _leaks_by_listing(planted: pytest.MonkeyPatch) -> None:
    """The index lists what is private as well."""
    planted.setattr(index, "collection", lambda entry: index.COLLECTIONS.get(entry.event.KIND))


def _leaks_by_eyes(planted: pytest.MonkeyPatch) -> None:
    """What Ada tells of herself is born for all adults."""
    from kinwell.record import check

    born = check.born_eyes
    planted.setattr(check, "born_eyes", lambda event: "adults" if born(event) == ME else born(event))


@pytest.fixture
def planted(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    with monkeypatch.context() as context:
        yield context


@pytest.mark.parametrize(
    "leak",
    [_leaks_by_rows, _leaks_by_snapshots, _leaks_by_hiding_nothing, _leaks_by_listing, _leaks_by_eyes],
    ids=lambda leak: leak.__name__.strip("_"),
)
def test_a_planted_leak_is_found(planted: pytest.MonkeyPatch, leak: Any) -> None:
    leak(planted)
    once = settings(max_examples=200, phases=[Phase.generate], report_multiple_bugs=False)
    with pytest.raises(AssertionError):
        once(given(logs(), batches)(same))()
