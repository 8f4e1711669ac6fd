"""How a night is shared: its hours, its half hours, each one's block by subtraction, and whose turn the long one is."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest

from kinwell.core.clock import at_wall
from kinwell.core.log.events import NightAgreed, NightProposed
from kinwell.core.people import People
from kinwell.core.state import State
from kinwell.core.together import split
from kinwell.core.together.split import Block
from tests.builders import ADA, DAY, IRIS, NAN, SAM, ZONE, a_family, instant

NIGHT = NightProposed(
    night=DAY, first=ADA, second=SAM, begin=instant("21:00"), turn=instant("+1 02:00"), end=instant("+1 07:00")
)
LONG_FOR_SAM = replace(NIGHT, turn=instant("+1 04:00"))


def family() -> State:
    """Return Ada, Sam, and Iris of three months."""
    return a_family().state("ada", "18:00")


def settled(night: NightProposed) -> State:
    """Return the State after both said yes to a night."""
    days = a_family().says("18:00", night)
    proposal = days.told[-1].id
    return days.says("18:05", NightAgreed(proposal=proposal), by="sam").state("ada", "+1 18:00")


def of_ada(state: State, when: str) -> NightProposed:
    found = split.usual(state.nights, state.people, ADA, instant(when), ZONE)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("when", "night"),
    [("16:00", DAY), ("23:59", DAY), ("+1 03:00", DAY), ("+1 06:59", DAY), ("+1 07:00", date(2026, 5, 5))],
)
def test_a_night_is_the_one_that_is_on_until_the_morning(when: str, night: date) -> None:
    assert split.night_of(instant(when), ZONE) == night


@pytest.mark.parametrize(
    ("when", "begin"),
    [("16:00", "21:00"), ("21:00", "21:00"), ("22:40", "22:30"), ("+1 03:10", "+1 03:00"), ("+1 06:59", "+1 06:30")],
)
def test_what_can_still_be_shared_begins_in_the_evening_or_at_the_half_hour_that_is_on(when: str, begin: str) -> None:
    assert split.hours(DAY, instant(when), ZONE) == (instant(begin), instant("+1 07:00"))


@pytest.mark.parametrize(("night", "halves"), [(date(2026, 3, 28), 18), (date(2026, 10, 24), 22), (DAY, 20)])
def test_the_half_hours_last_half_an_hour_also_where_the_clocks_change(night: date, halves: int) -> None:
    begin, end = split.hours(night, at_wall(night, split.clock_default("tonight_from"), ZONE), ZONE)
    steps = split.steps(begin, end)
    assert len(steps) - 1 == halves
    assert {late - early for early, late in pairwise(steps)} == {timedelta(minutes=30)}
    assert (steps[0], steps[-1]) == (begin, end)


def test_it_begins_in_halves_with_whoever_asks() -> None:
    assert of_ada(family(), "18:00") == NIGHT


def test_a_block_is_what_is_off_duty_less_the_time_to_fall_asleep() -> None:
    found = split.blocks(NIGHT, family().people, DAY)
    assert found == (Block(person=ADA, minutes=270), Block(person=SAM, minutes=270))


def test_a_night_feed_ends_the_block_of_whoever_gives_it() -> None:
    night = replace(LONG_FOR_SAM, feeds="one", feeder=SAM)  # of Iris, from feed to feed likely 230 minutes
    assert split.blocks(night, family().people, DAY) == (
        Block(person=ADA, minutes=150),
        Block(person=SAM, minutes=210, feeds=True),
    )


def test_no_feed_is_counted_in_with_a_bottle_nor_for_a_child_of_a_year() -> None:
    assert not any(block.feeds for block in split.blocks(replace(LONG_FOR_SAM, feeds="bottle"), family().people, DAY))
    old = replace(family().people.children[IRIS], born=date(2025, 1, 1))
    people = replace(family().people, children={IRIS: old})
    assert not any(block.feeds for block in split.blocks(replace(LONG_FOR_SAM, feeds="one", feeder=SAM), people, DAY))


def test_who_had_the_shorter_block_has_the_longer_one_the_night_after() -> None:
    assert split.longer_one(split.blocks(LONG_FOR_SAM, family().people, DAY)) == SAM
    night = of_ada(settled(LONG_FOR_SAM), "+1 18:00")
    assert (night.first, night.second, night.turn) == (SAM, ADA, instant("+2 04:00"))


def test_the_hour_is_that_of_the_wall_also_over_a_change_of_the_clocks() -> None:
    before = date(2026, 3, 27)  # in Berlin the clocks change in the night after
    at = at_wall(before, split.clock_default("tonight_from"), ZONE)
    two = replace(of_ada(family(), "18:00"), night=before)
    begin, end = split.hours(before, at, ZONE)
    last = replace(two, begin=begin, turn=begin + timedelta(hours=6), end=end)
    days = a_family().says(at, last)
    state = days.says(at, NightAgreed(proposal=days.told[-1].id), by="sam").state("ada", at + timedelta(days=1))
    night = split.usual(state.nights, state.people, ADA, at + timedelta(days=1), ZONE)
    assert night is not None
    assert [turn.astimezone(split.zone(ZONE)).hour for turn in (last.turn, night.turn)] == [3, 3]


def test_after_halves_the_order_stays() -> None:
    swapped = split.swapped(NIGHT)
    night = of_ada(settled(swapped), "+1 18:00")
    assert (night.first, night.second, night.turn) == (SAM, ADA, instant("+2 02:00"))


def test_a_night_that_was_not_settled_leaves_no_trace_in_the_next() -> None:
    state = a_family().says("18:00", split.swapped(LONG_FOR_SAM)).state("ada", "+1 18:00")
    assert of_ada(state, "+1 18:00").first == ADA


def test_an_hour_less_is_taken_from_ones_own_part() -> None:
    assert split.shorter(NIGHT, ADA) == replace(NIGHT, turn=instant("+1 01:00"))
    assert split.shorter(NIGHT, SAM) == replace(NIGHT, turn=instant("+1 03:00"))
    assert split.shorter(replace(NIGHT, turn=instant("22:00")), ADA) is None


def test_a_helper_has_no_night_and_one_adult_has_one_alone() -> None:
    state = family()
    assert split.usual(state.nights, state.people, NAN, instant("18:00"), ZONE) is None
    alone = replace(state.people, adults={ADA: state.people.adults[ADA]})
    night = split.usual(state.nights, alone, ADA, instant("18:00"), ZONE)
    assert night is not None
    assert (night.first, night.second, night.turn) == (ADA, ADA, instant("20:30"))
    assert split.blocks(night, alone, DAY) == (Block(person=ADA, minutes=210, feeds=True),)
    assert split.longer_one(split.blocks(night, alone, DAY)) is None


@pytest.mark.parametrize(("when", "bed"), [("22:40", "22:30"), ("+1 01:10", "+1 01:00")])
def test_bed_is_never_in_the_past(when: str, bed: str) -> None:
    people: People = replace(family().people, adults={ADA: family().people.adults[ADA]})
    at: datetime = instant(when)
    night = split.usual(family().nights, people, ADA, at, ZONE)
    assert night is not None
    assert (night.turn, night.begin <= night.turn) == (instant(bed), True)
