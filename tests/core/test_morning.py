"""What is told of a child's night: pieces of sleep joined, feeds and changes within its hours; one's own longest."""

from datetime import timedelta

import pytest

from kinwell.core.log.entry import Entry
from kinwell.core.log.events import Changed, Event, Fed, Slept
from kinwell.core.morning import NightOf, Piece, longest, night_of
from kinwell.core.needs.sleep import SleepLog, Stretch
from tests.builders import IRIS, LEO, When, a_family, holder, instant

BEGIN, END = instant("21:00"), instant("+1 02:00")
BOTTLE = Fed(child=IRIS, how="bottle")


def told(*entries: tuple[When, When | None, Event]) -> NightOf:
    days = a_family()
    for when, until, event in entries:
        days = days.says(when, event, until=until)
    return night_of(IRIS, days.told, BEGIN, END)


def slept(begin: When, end: When | None = None, who: str = "iris") -> tuple[When, When | None, Event]:
    return begin, end, Slept(holder=holder(who))


def pieces(*found: tuple[When, When | None]) -> tuple[Piece, ...]:
    return tuple(Piece(begin=instant(b), end=instant(e) if e is not None else None) for b, e in found)


def test_what_touches_the_hours_is_told_whole() -> None:
    night = told(slept("18:00", "20:00"), slept("20:30", "22:10"), slept("+1 01:40", "+1 05:00"), slept("+1 05:30"))
    assert night.slept == pieces(("20:30", "22:10"), ("+1 01:40", "+1 05:00"))


def test_what_two_told_as_one_is_one() -> None:
    assert told(slept("21:10", "23:00"), slept("21:15", "23:05")).slept == pieces(("21:10", "23:05"))
    assert told(slept("21:10"), slept("21:15", "23:05")).slept == pieces(("21:10", "23:05"))


def test_an_end_never_told_leaves_nothing_of_it_once_another_began() -> None:
    assert told(slept("21:10"), slept("23:00", "23:50")).slept == pieces(("23:00", "23:50"))


def test_what_goes_on_goes_on() -> None:
    assert told(slept("21:10", "22:00"), slept("22:40")).slept == pieces(("21:10", "22:00"), ("22:40", None))
    assert told(slept(BEGIN - timedelta(hours=12))).slept == ()  # so long ago that nobody knows


def test_feeds_and_changes_are_those_that_began_in_these_hours_and_of_this_child() -> None:
    night = told(
        ("20:59", "21:10", BOTTLE),
        ("21:00", "21:20", BOTTLE),
        ("21:04", "21:20", BOTTLE),  # by two
        ("23:30", None, BOTTLE),
        ("23:30", None, Fed(child=LEO, how="bottle")),
        ("+1 02:00", None, BOTTLE),
        ("23:40", None, Changed(child=IRIS, wet=True)),
        ("23:50", None, Changed(child=LEO, wet=True)),
        slept("22:00", "23:00", "leo"),
    )
    assert (night.fed, night.changes, night.slept) == ((instant("21:00"), instant("23:30")), 1, ())
    assert night.told
    assert not told().told


def test_order_of_telling_does_not_matter() -> None:
    entries: list[Entry] = list(a_family().asleep("22:00", "23:00").asleep("23:30", "+1 00:30").told)
    assert night_of(IRIS, entries, BEGIN, END) == night_of(IRIS, reversed(entries), BEGIN, END)


@pytest.mark.parametrize(
    ("stretches", "minutes"),
    [
        ((), None),
        ((("22:00", "23:00"), ("23:30", "+1 01:30")), 120),
        ((("20:00", "21:30"),), 30),  # what lies in these hours
        ((("12:00", "13:00"),), None),
    ],
)
def test_ones_own_longest_piece_is_of_these_hours(stretches: tuple[tuple[str, str], ...], minutes: int | None) -> None:
    log = SleepLog(stretches=tuple(Stretch(begin=instant(b), end=instant(e)) for b, e in stretches))
    assert longest(log, BEGIN, END) == minutes
    assert longest(None, BEGIN, END) is None
