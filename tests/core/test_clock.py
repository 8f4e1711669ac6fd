"""The family's day rolls over at four, whatever the clocks on the wall do."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinwell.core.clock import FamilyDay, at_wall, minutes_between, nights, utc, within_hours, zone
from tests.strategies import ZONES, examples

BERLIN = "Europe/Berlin"
instants = st.integers(0, 4 * 365 * 1440).map(
    lambda minutes: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


def berlin(day: int, month: int, hour: int, minute: int = 0) -> datetime:
    return at_wall(date(2026, month, day), time(hour, minute), BERLIN)


def test_a_feed_at_three_in_the_morning_belongs_to_the_night_it_is_part_of() -> None:
    assert FamilyDay.of(berlin(5, 5, 3), BERLIN).date == date(2026, 5, 4)


def test_a_feed_at_four_begins_the_new_day() -> None:
    assert FamilyDay.of(berlin(5, 5, 4), BERLIN).date == date(2026, 5, 5)


def test_the_day_before_the_clocks_go_forward_has_23_hours() -> None:
    day = FamilyDay(date=date(2026, 3, 28), zone=BERLIN)
    assert day.end - day.begin == timedelta(hours=23)


def test_the_day_before_the_clocks_go_back_has_25_hours() -> None:
    day = FamilyDay(date=date(2026, 10, 24), zone=BERLIN)
    assert day.end - day.begin == timedelta(hours=25)


def test_the_same_instant_is_another_day_for_a_family_far_away() -> None:
    at = berlin(5, 5, 4, 30)
    assert FamilyDay.of(at, "America/New_York").date == date(2026, 5, 4)


@examples(200)
@given(instants, st.sampled_from(ZONES))
def test_every_instant_lies_in_its_day_and_in_no_other(at: datetime, name: str) -> None:
    day = FamilyDay.of(at, name)
    assert day.begin <= at < day.end
    assert day.end == day.plus(1).begin


@examples(100)
@given(instants, st.sampled_from(ZONES))
def test_a_day_has_23_to_25_hours(at: datetime, name: str) -> None:
    day = FamilyDay.of(at, name)
    assert timedelta(hours=23) <= day.end - day.begin <= timedelta(hours=25)


def test_a_nap_over_the_change_of_the_clocks_is_as_long_as_it_really_was() -> None:
    assert minutes_between(berlin(29, 3, 1), berlin(29, 3, 4)) == 120  # three hours on the wall


def test_an_instant_without_a_zone_is_refused_since_its_zone_would_be_a_guess() -> None:
    with pytest.raises(ValueError, match="zone"):
        utc(datetime(2026, 5, 4, 12))  # noqa: DTZ001  (what is refused)


def test_a_zone_that_there_is_not_is_named() -> None:
    with pytest.raises(ValueError, match="Europe/Atlantis"):
        zone("Europe/Atlantis")


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "/etc/localtime", "Europe/Berlin\0"])
def test_a_zone_is_no_path(name: str) -> None:
    with pytest.raises(ValueError, match="time zone"):
        zone(name)


def test_half_past_two_comes_twice_in_autumn_and_the_first_is_meant() -> None:
    assert berlin(25, 10, 2, 30) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_nights_that_touch_a_stretch_are_given_once_each() -> None:
    found = list(nights(berlin(4, 5, 12), berlin(6, 5, 12), falls=time(22, 30), lifts=time(6, 30), zone_name=BERLIN))
    assert found == [(berlin(4, 5, 22, 30), berlin(5, 5, 6, 30)), (berlin(5, 5, 22, 30), berlin(6, 5, 6, 30))]


@pytest.mark.parametrize(("hour", "inside"), [(20, False), (21, True), (2, True), (5, True), (6, False)])
def test_hours_over_midnight_hold_the_night(hour: int, inside: bool) -> None:
    found = within_hours(berlin(5, 5, hour), begin=time(21), end=time(6), zone_name=BERLIN)
    assert found == inside
