"""What energy is likely to be, from what was told and how often the night was broken (docs/model.md, 6)."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinwell.core.energy import CheckIn, Likely, by_day, likely
from kinwell.core.log.events import CheckedIn, Retracted
from tests.builders import ADA, DAY, Days, a_family, instant
from tests.strategies import examples

STATIONARY = 0.15 / (1 - 0.97**2)


def days(*told: float | None) -> dict[date, float]:
    return {DAY + timedelta(days=n): value for n, value in enumerate(told) if value is not None}


def said(day: Days) -> tuple[CheckIn, ...]:
    return day.state("ada", "+60 12:00").energy.of(ADA)


def test_of_somebody_who_said_nothing_the_usual_is_likely_and_little_is_sure() -> None:
    found = likely({}, {}, DAY)
    assert found == Likely(mean=6.5, sd=pytest.approx((STATIONARY + 1) ** 0.5))


def test_one_word_moves_it_by_the_share_that_the_filter_trusts() -> None:
    found = likely(days(2.5), {}, DAY)
    assert found.mean == pytest.approx(6.5 - 4 * STATIONARY / (STATIONARY + 1))


def test_two_days_are_filtered_as_by_hand() -> None:
    """Night of 3.3 wakings more than usual on the second day, worked out with pencil and paper."""
    spread = STATIONARY / (STATIONARY + 1)  # after the first day's word
    level = -1.5 * spread
    level, spread = 0.97 * level, 0.97**2 * spread + 0.15
    x = 4 - 1.3
    total = spread + x**2 * 0.16 + 1
    off = 3.0 - (6.5 + level - 0.8 * x)
    level, cost = level + spread / total * off, -0.8 + x * 0.16 / total * off
    found = likely(days(5.0, 3.0), {DAY + timedelta(days=1): 4}, DAY + timedelta(days=1))
    assert found.mean == pytest.approx(6.5 + level + x * cost)


def test_a_broken_night_tells_of_a_day_that_nothing_was_said_of() -> None:
    told, today = days(6, 6, 6), DAY + timedelta(days=3)
    calm, broken = (likely(told, {today: number}, today).mean for number in (0, 5))
    assert calm - broken == pytest.approx(5 * 0.8)


def test_what_a_waking_costs_somebody_is_learnt_from_their_own_days() -> None:
    told = days(*[6.5 if n % 2 else 6.4 for n in range(30)])
    nights = {day: 4 if n % 2 else 0 for n, day in enumerate(told)}
    today = DAY + timedelta(days=30)
    assert likely(told, {**nights, today: 5}, today).mean > likely({}, {today: 5}, today).mean + 1


def test_a_day_without_a_word_is_missing_and_never_nought() -> None:
    gaps, today = days(3, None, None, 3), DAY + timedelta(days=3)
    assert likely(days(3, 0, 0, 3), {}, today).mean < likely(gaps, {}, today).mean < likely(days(3), {}, today).mean


scale = st.floats(0, 10)
weeks = st.lists(st.none() | scale, min_size=1, max_size=60)


@examples(100)
@given(weeks, st.lists(st.none() | st.integers(0, 12), min_size=60, max_size=60))
def test_it_stays_on_the_scale_and_gets_no_surer_than_one_day_can_be(
    told: list[float | None], nights: list[int | None]
) -> None:
    wakings = {DAY + timedelta(days=n): number for n, number in enumerate(nights) if number is not None}
    found = likely(days(*told), wakings, DAY + timedelta(days=len(told) - 1))
    assert 0 <= found.mean <= 10
    assert found.sd >= 1


@examples(60)
@given(weeks, scale)
def test_what_is_said_later_changes_no_day_before(told: list[float | None], later: float) -> None:
    today = DAY + timedelta(days=len(told) - 1)
    assert likely(days(*told), {}, today) == likely(days(*told, later), {}, today)


# What was said.


def test_a_word_belongs_to_the_family_day_and_a_day_is_the_mean_of_its_words() -> None:
    day = a_family().says("08:00", CheckedIn(energy=3)).says("+1 02:00", CheckedIn(energy=5))
    assert by_day(said(day.says("+1 09:00", CheckedIn(mood=2)))) == {DAY: 4.0}


def test_a_word_soon_after_corrects_the_one_before() -> None:
    day = a_family().says("08:00", CheckedIn(energy=9)).says("08:04", CheckedIn(energy=3))
    [one] = said(day.says("08:08", CheckedIn(patience=2)))
    assert (one.energy, one.patience, one.mood) == (3, 2, None)
    assert len(said(a_family().says("08:00", CheckedIn(energy=9)).says("08:11", CheckedIn(energy=3)))) == 2


def test_a_word_that_was_taken_back_was_never_said() -> None:
    day = a_family().says("08:00", CheckedIn(energy=9))
    assert said(day.says("08:01", Retracted(target=day.told[-1].id), eyes="me")) == ()
    assert day.told[-1].id != UUID(int=0)


def test_a_word_of_eight_weeks_ago_is_let_go_of_with_the_next_one() -> None:
    day = a_family().says("08:00", CheckedIn(energy=9)).says("+57 08:00", CheckedIn(energy=3))
    assert [one.at for one in said(day)] == [instant("+57 08:00")]


def test_what_sam_says_is_in_no_state_of_ada() -> None:
    day = a_family().says("08:00", CheckedIn(energy=1), by="sam")
    assert day.state("ada", "09:00").energy.said == {}
    assert day.state("ada", "09:00") == a_family().state("ada", "09:00")
