"""How full an adult is: a band, never a verdict; and when to say early that help comes first (safety R46, R47)."""

from datetime import date, timedelta

import pytest

from kinwell.core.log.events import Amended, CheckedIn
from kinwell.core.needs import fullness
from kinwell.core.needs.fullness import SCALES, Fullness, level
from tests.builders import ADA, IRIS, ZONE, Days, a_family, instant


def read(day: Days, at: str) -> Fullness:
    state = day.state("ada", at)
    parts = {"energy": state.energy, "wakings": state.wakings, "needs": state.needs, "people": state.people}
    return fullness.read(ADA, instant(at), ZONE, **parts)


def told(*energies: int | None, day: Days | None = None, first: int = 0) -> Days:
    """Return days with energy told at ten in the morning of each, None where nothing was."""
    day = day or a_family()
    for n, energy in enumerate(energies, first):
        day = day.says(f"+{n} 10:00", CheckedIn(energy=energy)) if energy is not None else day
    return day


# The band.


@pytest.mark.parametrize(("energy", "band"), [(0, "low"), (3, "low"), (4, "middle"), (6, "middle"), (7, "high")])
def test_what_one_says_today_is_the_band(energy: int, band: str) -> None:
    assert read(told(8, 8, 8, energy), "+3 11:00").band == band


def test_of_somebody_who_said_nothing_nothing_is_known() -> None:
    found = read(a_family(), "10:00")
    assert (found.band, found.today, found.said, found.warning) == ("unknown", None, None, "")


def test_where_nothing_is_said_today_it_is_what_is_likely() -> None:
    assert read(told(1, 2, 1), "+3 09:00").band == "low"
    assert read(told(9, 9, 9), "+3 09:00").band == "high"


def test_a_week_without_a_word_and_nothing_is_known_any_more() -> None:
    assert read(told(1, 1), "+7 10:00").band == "low"
    assert read(told(1, 1), "+8 10:00").band == "unknown"


def test_a_bad_night_that_was_logged_speaks_for_a_day_without_a_word() -> None:
    day = told(5, 5, 5)
    for hour in ("00", "02", "04", "05"):
        day = day.asleep(f"+3 {hour}:00", f"+3 {hour}:50")
    assert (read(told(5, 5, 5), "+3 09:00").band, read(day, "+3 09:00").band) == ("middle", "low")


def test_mood_alone_says_nothing_of_energy() -> None:
    found = read(a_family().says("09:00", CheckedIn(mood=2)), "10:00")
    assert found.band == "unknown"
    assert found.today is not None
    assert (found.today.mood, found.today.energy) == (2, None)


def test_of_each_scale_the_last_word_of_today_holds() -> None:
    day = a_family().says("08:00", CheckedIn(energy=9, mood=8)).says("15:00", CheckedIn(energy=3))
    found = read(day, "16:00")
    assert found.today is not None
    assert (found.today.energy, found.today.mood, found.said) == (3, 8, instant("15:00"))
    assert read(day, "+1 16:00").today is None


@pytest.mark.parametrize("scale", SCALES)
def test_every_level_is_read_as_itself_and_all_of_a_scale_is_some_level(scale: str) -> None:
    assert {name: level(scale, value) for name, value in SCALES[scale].items()} == {n: n for n in SCALES[scale]}
    assert [level(scale, n) for n in (0, 10)] == [next(iter(SCALES[scale])), [*SCALES[scale]][-1]]


# Wired (R46): full of energy on hardly any sleep, two days running, in the year after a birth.


def nights(*hours: float, day: Days | None = None) -> Days:
    """Return days with so much sleep told of the night before each, from midnight on."""
    day = day or a_family()
    for n, slept in enumerate(hours):
        if slept:
            end = instant(f"+{n} 00:30") + timedelta(hours=slept)
            day = day.asleep(f"+{n} 00:30", end, who="ada")
    return day


def test_full_of_energy_on_hardly_any_sleep_two_days_running_is_worth_a_call() -> None:
    found = read(told(9, 9, day=nights(2, 2.5)), "+1 11:00")
    assert (found.warning, found.band) == ("wired", "low"), "never drawn as good, and nothing big is offered on it"


def test_it_still_is_the_morning_after_before_anything_is_said() -> None:
    assert read(told(9, 9, day=nights(2, 2)), "+2 08:00").warning == "wired"
    assert read(told(9, 9, 5, day=nights(2, 2)), "+2 11:00").warning == ""
    assert read(told(9, 9, day=nights(2, 2)), "+3 08:00").warning == ""


@pytest.mark.parametrize(
    ("energies", "slept"),
    [
        ((9,), (2,)),
        ((9, 9), (2, 4)),
        ((7, 9), (2, 2)),
        ((9, 9), (2, 0)),
        ((9, 9), (3, 3)),
        ((9, None, 9), (2, 2, 2)),
    ],
    ids=["one day", "one night slept", "less than eight", "a night not told", "three hours", "a day between"],
)
def test_less_than_that_is_not_spoken_of(energies: tuple[int | None, ...], slept: tuple[float, ...]) -> None:
    assert read(told(*energies, day=nights(*slept)), f"+{len(energies) - 1} 11:00").warning == ""


def test_eight_is_full_and_seven_is_not() -> None:
    assert read(told(8, 8, day=nights(2, 2)), "+1 11:00").warning == "wired"


def test_after_the_first_year_it_is_not_that() -> None:
    day = a_family()
    child = next(entry for entry in day.told if getattr(entry.event, "child", None) == IRIS)
    older = day.says(
        "00:00", Amended(target=child.id, of="people.child", changes={"born": date(2025, 5, 4)}), eyes="care"
    )
    assert read(told(9, 9, day=nights(2, 2, day=older)), "+1 11:00").warning == ""


def test_what_was_tired_in_the_evening_was_wired_in_the_morning() -> None:
    day = told(9, 9, day=nights(2, 2)).says("+1 20:00", CheckedIn(energy=1))
    assert read(day, "+1 21:00").warning == "wired"


# Low for long, and falling (R47).


def test_low_on_most_days_of_a_week_is_spoken_of() -> None:
    assert read(told(3, 3, None, 1, 3), "+4 11:00").warning == "low"


def test_three_low_days_are_not_yet_a_week() -> None:
    assert read(told(1, 1, None, 1), "+3 11:00").warning == ""


def test_low_days_are_let_go_of_when_they_are_over() -> None:
    assert read(told(1, 1, 1, 1, 6, 7, 7), "+6 11:00").warning == ""
    assert read(told(1, 1, 1, 1), "+9 11:00").warning == ""


def test_a_week_far_below_the_one_before_is_spoken_of() -> None:
    before = (7, 7, None, 7, 7, None, None)
    assert read(told(*before, 5, 5, None, 4, 4), "+13 11:00").warning == "falling"
    assert read(told(*before, 5, 6, None, 6, 5), "+13 11:00").warning == "", "a little lower is not far below"
    assert read(told(9, 9, 9, 9, None, None, None, 6, 6, 6, 6), "+13 11:00").warning == "", "and not yet low"
    assert read(told(None, 7, None, 7, None, None, None, 4, 4, 4, 4), "+13 11:00").warning == "", "too little told"
