"""An adult's own sleep: five examples that stand in docs/model.md, and the debt."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from kinwell.core.needs import pressure, sleep
from kinwell.core.needs.pressure import Reading
from kinwell.core.needs.sleep import SleepLog, Stretch, slept
from tests.builders import ZONE, Days, a_family, holder, instant

# A night is a list of pieces, each (from, until) on the wall. Read at 8 in the morning after the second night.
BROKEN = [("22:00", "+1 01:00"), ("+1 02:00", "+1 05:00")]  # 3 h and 3 h
WITH_A_BLOCK = [("22:00", "+1 02:30"), ("+1 03:30", "+1 05:30")]  # 4½ h and 2 h
SHORT = [("+1 00:00", "+1 02:00"), ("+1 03:00", "+1 05:00")]  # 2 h and 2 h
NOT_TOLD: list[tuple[str, str]] = []

FIVE = [
    pytest.param(BROKEN, BROKEN, True, True, id="two told nights, no piece of 4 h in either: at its floor"),
    pytest.param(WITH_A_BLOCK, BROKEN, True, False, id="one of the two had 4½ h in a piece: not at its floor"),
    pytest.param(WITH_A_BLOCK, SHORT, True, True, id="under 5 h told in the last 24: at its floor"),
    pytest.param(NOT_TOLD, NOT_TOLD, False, False, id="nothing told: unknown, and no floor"),
    pytest.param(NOT_TOLD, BROKEN, True, False, id="one broken night told, the other not at all: not at its floor"),
]


def days(first: list[tuple[str, str]], second: list[tuple[str, str]]) -> Days:
    found = a_family()
    for begin, end in first:
        found = found.asleep(instant(begin), instant(end), who="ada")
    for begin, end in second:
        later = timedelta(days=1)
        found = found.asleep(instant(begin) + later, instant(end) + later, who="ada")
    return found


def read(day: Days, at: str = "+2 08:00") -> Reading:
    return pressure.read(day.state("ada", at).needs, holder("ada"), "sleep", instant(at), ZONE)


@pytest.mark.parametrize(("first", "second", "known", "at_floor"), FIVE)
def test_the_floor_of_sleep(
    first: list[tuple[str, str]], second: list[tuple[str, str]], known: bool, at_floor: bool
) -> None:
    found = read(days(first, second))
    assert (found.known, found.at_floor) == (known, at_floor)


def test_an_unknown_sleep_waits_for_nothing_and_is_no_number() -> None:
    found = read(days(NOT_TOLD, NOT_TOLD))
    assert (found.deficit, found.wait_minutes) == (None, None)


def test_a_nap_told_alone_is_not_all_the_sleep_there_was() -> None:
    day = a_family().asleep("+1 14:00", "+1 15:00", who="ada")
    assert not read(day, "+1 20:00").at_floor


def test_a_block_in_the_night_that_still_goes_on_lifts_the_floor() -> None:
    day = days(BROKEN, BROKEN).asleep("+2 21:00", "+3 01:30", who="ada")
    assert not read(day, "+3 02:00").at_floor


def night(debt: float, minutes: int) -> float:
    """Return the debt after one more told night."""
    log = SleepLog(debt=debt, night=date(2026, 5, 4))
    begin = instant("22:00")
    log = slept(log, Stretch(begin=begin, end=begin + timedelta(minutes=minutes)), ZONE)
    return slept(log, Stretch(begin=instant("+1 22:00"), end=instant("+1 22:01")), ZONE).debt


@pytest.mark.parametrize(
    ("debt", "minutes", "after"),
    [
        (0, 450, 0),  # as much as one needs
        (0, 330, 120),
        (300, 450, 240),  # four fifths are carried over
        (300, 330, 360),
        (100, 700, 0),  # never below nothing
        (1200, 60, 1200),  # never above 20 h
    ],
)
def test_a_nights_debt_is_what_the_formula_says(debt: float, minutes: int, after: float) -> None:
    assert night(debt, minutes) == pytest.approx(after)


def test_ten_hours_of_debt_are_a_whole_deficit() -> None:
    log = SleepLog(debt=600, night=date(2026, 5, 4))
    assert sleep.deficit(log, instant("12:30"), ZONE) == 1
    assert sleep.deficit(SleepLog(debt=300, night=date(2026, 5, 4)), instant("12:30"), ZONE) == 0.5


def test_a_night_of_which_nothing_was_told_changes_no_debt() -> None:
    log = SleepLog(debt=300, night=date(2026, 5, 4))
    assert sleep.deficit(log, instant("+3 12:30"), ZONE) == 0.5


def test_a_nap_after_noon_belongs_to_the_night_to_come() -> None:
    assert sleep.night_of(instant("12:00"), ZONE) == date(2026, 5, 4)
    assert sleep.night_of(instant("11:59"), ZONE) == date(2026, 5, 3)


def test_a_block_of_four_hours_meets_the_need_and_a_shorter_piece_meets_it_a_bit() -> None:
    tired = a_family().noticed("21:00", "sleep", "clear")
    block = tired.asleep("22:00", "+1 02:30", who="ada")
    piece = tired.asleep("22:00", "+1 00:30", who="ada")
    assert read(block, "+1 03:00").cue is None
    states = [day.state("ada", "+1 03:00").needs.states[UUID(int=1)]["sleep"] for day in (block, piece)]
    assert states[0].d == 0 < states[1].d


def test_sams_sleep_is_not_adas() -> None:
    day = days(BROKEN, BROKEN)
    state = day.state("ada", "+2 08:00")
    assert not pressure.read(state.needs, holder("sam"), "sleep", instant("+2 08:00"), ZONE).known
