"""How often the night was broken, as the children's sleep was logged."""

from datetime import timedelta

from kinwell.core.log.events import Slept
from tests.builders import DAY, Days, a_family, holder

MORNING = DAY + timedelta(days=1)


def counted(day: Days, at: str = "+1 12:00") -> dict[object, int]:
    return dict(day.state("ada", at).wakings.by_morning)


def test_every_end_of_a_sleep_in_the_usual_night_breaks_it() -> None:
    night = a_family().asleep("19:30", "23:10").asleep("23:40", "+1 03:00").asleep("+1 03:30", "+1 06:50")
    assert counted(night) == {MORNING: 2}


def test_a_night_slept_through_is_told_and_was_not_broken() -> None:
    assert counted(a_family().asleep("19:30", "+1 06:45")) == {MORNING: 0}


def test_a_night_of_which_nothing_was_told_is_not_there() -> None:
    assert counted(a_family().asleep("13:00", "14:30").fed("+1 02:00", "+1 02:20")) == {}


def test_two_children_who_wake_together_break_it_once() -> None:
    night = a_family().with_leo().asleep("20:00", "+1 01:00").asleep("20:00", "+1 01:15", who="leo")
    assert counted(night) == {MORNING: 1}
    assert counted(night.asleep("+1 01:20", "+1 02:00", who="leo")) == {MORNING: 2}


def test_a_waking_at_three_is_of_the_morning_that_follows_it_and_not_of_the_family_day() -> None:
    assert counted(a_family().asleep("+1 02:00", "+1 03:00")) == {MORNING: 1}


def test_the_night_when_clocks_go_back_is_one_night() -> None:
    night = a_family().asleep("+173 21:00", "+174 02:30").asleep("+174 03:30", "+174 06:40")  # 25 October 2026
    assert counted(night, "+174 12:00") == {DAY + timedelta(days=174): 1}


def test_a_sleep_whose_end_was_told_a_day_later_was_no_waking() -> None:
    assert counted(a_family().asleep("06:50", "+1 03:00")) == {DAY: 0}


def test_a_parents_own_sleep_is_no_childs() -> None:
    assert counted(a_family().says("22:00", Slept(holder=holder("ada")), until="+1 02:00")) == {}


def test_a_night_of_two_months_ago_is_let_go_of() -> None:
    night = a_family().asleep("19:30", "23:10").asleep("+70 19:30", "+70 23:10")
    assert list(counted(night, "+71 12:00")) == [DAY + timedelta(days=71)]
