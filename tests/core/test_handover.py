"""What often comes next for a child, as a range usual at the age: never a certain time, and nothing once it is past."""

from datetime import datetime

import pytest

from kinwell.core import handover
from kinwell.core.catalogue import age_band
from kinwell.core.handover import Between
from kinwell.core.log.events import CardWritten, Changed, Fed
from tests.builders import ADA, IRIS, SAM, ZONE, Days, a_family, instant

BAND = age_band(3)  # of 14 weeks: a feed every 138 minutes by day and 230 by night, awake for 97


def feed(days: Days, at: str) -> Between | None:
    return handover.next_feed(days.state("ada", at), IRIS, instant(at), BAND, ZONE)


def sleep(days: Days, at: str) -> Between | None:
    return handover.next_sleep(days.state("ada", at), IRIS, instant(at), BAND, ZONE)


def wall(between: Between | None) -> tuple[datetime, datetime] | None:
    return (between.early, between.late) if between is not None else None


def test_the_next_feed_is_counted_from_the_begin_of_the_last() -> None:
    days = a_family().fed("12:00", "12:20")
    assert wall(feed(days, "12:30")) == (instant("13:45"), instant("14:55"))


def test_by_night_feeds_lie_further_apart() -> None:
    days = a_family().fed("23:00", "23:20")
    assert wall(feed(days, "23:30")) == (instant("+1 01:55"), instant("+1 03:50"))


@pytest.mark.parametrize("at", ["12:10", "14:55", "20:00"])
def test_nothing_is_said_of_a_next_feed_while_one_goes_on_or_once_it_is_past(at: str) -> None:
    assert feed(a_family().fed("12:00", "12:20" if at != "12:10" else None), at) is None


def test_without_a_feed_there_is_no_next_one() -> None:
    assert feed(a_family(), "12:00") is None


def test_an_awake_child_is_likely_tired_within_a_range() -> None:
    days = a_family().asleep("10:00", "11:00")
    assert wall(sleep(days, "11:30")) == (instant("12:15"), instant("13:00"))
    assert sleep(days, "13:05") is None


def test_after_the_night_the_first_time_awake_is_shorter() -> None:
    days = a_family().asleep("-1 21:00", "07:10")
    assert wall(sleep(days, "07:30")) == (instant("08:15"), instant("09:00"))


def test_a_nap_is_likely_over_within_a_range_and_a_night_has_none() -> None:
    assert wall(sleep(a_family().asleep("13:00"), "13:10")) == (instant("13:25"), instant("15:05"))
    assert sleep(a_family().asleep("21:00"), "23:00") is None


def test_of_a_child_awake_by_night_nothing_is_said() -> None:
    assert sleep(a_family().asleep("21:00", "+1 02:00"), "+1 02:10") is None


def test_a_sleep_whose_end_was_never_told_says_nothing() -> None:
    assert sleep(a_family().asleep("-2 10:00"), "11:00") is None


def test_who_changed_the_child_is_known() -> None:
    days = a_family().says("12:00", Changed(child=IRIS, wet=True), by="sam")
    found = handover.facts(days.state("ada", "12:10"), IRIS, instant("12:10"))
    assert [(fact.kind, fact.by) for fact in found] == [("changed", SAM)]


def test_who_fed_the_child_is_known() -> None:
    days = a_family().says("12:00", Fed(child=IRIS, how="bottle"), until="12:10")
    assert [fact.by for fact in handover.facts(days.state("ada", "12:10"), IRIS, instant("12:10"))] == [ADA]


def test_since_when_a_child_is_helped_so_changes_with_what_helps_alone() -> None:
    days = a_family().says("12:00", CardWritten(child=IRIS, helps="porch"))
    days = days.says("13:00", CardWritten(child=IRIS, helps="porch", places="fridge"))
    assert days.state("ada", "13:01").cards.helps_since == {IRIS: instant("12:00")}
    days = days.says("14:00", CardWritten(child=IRIS, helps="shush", places="fridge"))
    assert days.state("ada", "14:01").cards.helps_since == {IRIS: instant("14:00")}
