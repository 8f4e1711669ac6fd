"""Feeds, sleeps, holding and nappies as two tired carers tell them."""

import pytest

from kinwell.core import handover
from kinwell.core.handover import Fact
from kinwell.core.log.events import Changed, Fed, SideSwitched
from tests.builders import IRIS, LEO, Days, a_family, instant

LEFT = Fed(child=IRIS, how="breast", side="left")


def facts(day: Days, at: str, who: str = "iris") -> dict[str, Fact]:
    child = IRIS if who == "iris" else LEO
    return {fact.kind: fact for fact in handover.facts(day.state("ada", at), child, instant(at))}


def test_nothing_told_of_iris_is_no_fact() -> None:
    assert facts(a_family(), "12:00") == {}


def test_iris_is_asleep_since_her_nap_began() -> None:
    asleep = facts(a_family().asleep("13:00"), "13:40")["asleep"]
    assert (asleep.at, asleep.minutes_ago) == (instant("13:00"), 40)


def test_iris_is_awake_since_her_nap_ended() -> None:
    found = facts(a_family().asleep("13:00", "13:50"), "14:00")
    assert "asleep" not in found
    assert found["awake"].at == instant("13:50")


def test_one_childs_nap_says_nothing_of_the_other() -> None:
    day = a_family().with_leo().asleep("13:00")
    assert facts(day, "13:30", "leo") == {}


def test_two_carers_who_log_one_nap_log_one_nap() -> None:
    day = a_family().asleep("13:00").asleep("13:06")
    assert facts(day, "13:30")["asleep"].at == instant("13:00")


def test_either_of_two_carers_ends_the_nap_they_both_logged() -> None:
    day = a_family().asleep("13:00", "14:00").asleep("13:06")
    found = facts(day, "14:10")
    assert "asleep" not in found
    assert found["awake"].at == instant("14:00")


def test_a_new_nap_takes_the_place_of_one_whose_end_was_never_told() -> None:
    day = a_family().asleep("09:00").asleep("13:00")
    assert facts(day, "13:30")["asleep"].at == instant("13:00")


def test_the_old_naps_end_told_later_does_not_wake_her_from_the_new_one() -> None:
    day = a_family().asleep("09:00", "13:10").asleep("13:00")
    assert facts(day, "13:30")["asleep"].at == instant("13:00")


def test_a_sleep_of_17_hours_is_an_end_that_was_never_told() -> None:
    day = a_family().asleep("+0 10:00")
    assert "asleep" in facts(day, "+1 01:59")
    assert "asleep" not in facts(day, "+1 03:00")


def test_after_an_end_that_was_never_told_nobody_claims_that_she_is_awake() -> None:
    day = a_family().asleep("08:00", "09:00").asleep("10:00")
    assert "awake" not in facts(day, "+1 03:00")


def test_a_feed_that_is_switched_ends_on_the_other_side() -> None:
    day = a_family().says("12:00", LEFT, until="12:20").says("12:10", SideSwitched(child=IRIS, side="right"))
    assert facts(day, "12:15")["feeding"].side == "right"
    assert facts(day, "12:30")["fed"].side == "right"


def test_a_switch_long_after_the_feed_changes_no_side() -> None:
    day = a_family().says("12:00", LEFT, until="12:20").says("13:10", SideSwitched(child=IRIS, side="right"))
    assert facts(day, "13:30")["fed"].side == "left"


def test_minutes_on_both_sides_end_on_the_second() -> None:
    both = Fed(child=IRIS, how="breast", side="left", left_minutes=8, right_minutes=5)
    assert facts(a_family().says("12:00", both, until="12:15"), "12:30")["fed"].side == "right"


def test_minutes_on_one_side_end_on_it() -> None:
    one = Fed(child=IRIS, how="breast", side="left", left_minutes=8)
    assert facts(a_family().says("12:00", one, until="12:15"), "12:30")["fed"].side == "left"


def test_a_bottle_told_as_a_moment_was_given_and_does_not_go_on() -> None:
    bottle = Fed(child=IRIS, how="bottle", millilitres=120)
    found = facts(a_family().says("12:00", bottle, until="12:00"), "12:05")
    assert "feeding" not in found
    assert (found["fed"].how, found["fed"].millilitres, found["fed"].minutes_ago) == ("bottle", 120, 5)


def test_how_much_was_drunk_is_not_known_while_she_drinks() -> None:
    bottle = Fed(child=IRIS, how="bottle", millilitres=120)
    assert facts(a_family().says("12:00", bottle, until="12:20"), "12:10")["feeding"].millilitres is None


def test_a_feed_that_was_left_running_for_hours_is_not_shown_as_going_on() -> None:
    day = a_family().fed("12:00")
    assert "feeding" in facts(day, "14:59")
    assert "feeding" not in facts(day, "15:01")


def test_iris_is_in_arms_until_she_is_put_down() -> None:
    day = a_family().held("12:00", "12:40")
    assert facts(day, "12:30")["holding"].at == instant("12:00")
    assert facts(day, "12:50")["held"].at == instant("12:40")


@pytest.mark.parametrize(("wet", "dirty"), [(True, False), (False, True), (True, True), (False, False)])
def test_the_last_nappy_is_told_as_it_was(wet: bool, dirty: bool) -> None:
    day = a_family().says("10:00", Changed(child=IRIS, wet=True, dirty=True))
    day = day.says("12:00", Changed(child=IRIS, wet=wet, dirty=dirty))
    changed = facts(day, "12:30")["changed"]
    assert (changed.at, changed.wet, changed.dirty) == (instant("12:00"), wet, dirty)


def test_what_goes_on_is_told_before_what_was_last() -> None:
    day = a_family().fed("12:00", "12:20").asleep("12:30")
    kinds = [fact.kind for fact in handover.facts(day.state("ada", "13:00"), IRIS, instant("13:00"))]
    assert kinds.index("asleep") < kinds.index("fed")


def test_the_entry_that_goes_on_is_named_so_that_it_can_be_ended() -> None:
    day = a_family().asleep("13:00")
    assert facts(day, "13:10")["asleep"].entry == str(day.told[-1].id)
