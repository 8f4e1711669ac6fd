"""What is never offered: for every hard rule a day that it forbids and one that it allows (docs/model.md, 2)."""

from datetime import date

import pytest

from kinwell.core.catalogue import act
from kinwell.core.log.events import ChildAdded
from kinwell.core.suggest import Suggestion
from tests.builders import ARRIVED, LEO, a_family, holder
from tests.core.suggested import acts, met, now


def test_what_was_declined_rests_that_day() -> None:
    ways = ("drink_glass", "small_drink", "bite_and_glass", "glass_at_window")
    day = a_family().noticed("13:00", "drink")
    assert not {*acts(now(day.declined("13:01", "drink_glass"), "13:05"))} & {"drink_glass"}
    assert now(day.declined("13:01", *ways), "13:05") == Suggestion()


def test_what_was_declined_is_offered_again_the_next_day() -> None:
    day = a_family().declined("13:01", "drink_glass").noticed("+1 07:00", "drink")
    assert "drink_glass" in acts(now(day, "+1 07:05"))


def test_an_act_taken_twice_rests_that_day() -> None:
    day = a_family().noticed("13:00", "drink").took("09:00", "drink_glass").took("11:00", "drink_glass")
    assert "drink_glass" not in acts(now(day, "13:05"))


def test_an_act_taken_once_may_be_taken_again() -> None:
    assert "drink_glass" in acts(now(a_family().noticed("13:00", "drink").took("09:00", "drink_glass"), "13:05"))


def test_passed_over_three_times_it_comes_after_its_equals() -> None:
    day = a_family().noticed("12:59", "drink").declined("12:59", "bite_and_glass", "glass_at_window")
    assert now(day, "13:05").acts[0].act == "drink_glass"
    for minute in ("13:00", "13:01", "13:02"):
        day = day.passed(minute, "drink_glass")
    assert acts(now(day, "13:05")) == ["small_drink", "drink_glass"]


def test_passed_over_twice_it_keeps_its_place() -> None:
    day = a_family().noticed("12:59", "drink").passed("13:00", "drink_glass").passed("13:01", "drink_glass")
    assert now(day, "13:05").acts[0].act == "drink_glass"


def test_a_hand_over_needs_somebody_there() -> None:
    assert "named_handover" not in acts(now(a_family().noticed("13:00", "relief"), "13:05", minutes=10))


def test_a_hand_over_is_offered_with_nan_there() -> None:
    assert "named_handover" in acts(now(a_family().noticed("13:00", "relief"), "13:05", "nan", minutes=10))


def test_a_hug_is_not_offered_before_both_said_yes_to_an_us() -> None:
    day = a_family().noticed("13:00", "held")
    assert "ask_for_hug" not in acts(now(day, "13:05", "sam"))
    assert "ask_for_hug" not in acts(now(day.agreed(), "13:05", "nan"))
    assert "ask_for_hug" not in acts(now(day.agreed(), "13:05"))


def test_a_hug_may_be_asked_for_where_both_did_and_sam_is_there() -> None:
    assert "ask_for_hug" in acts(now(a_family().noticed("13:00", "held").agreed(), "13:05", "sam"))


@pytest.mark.parametrize(("need", "cue"), [("quiet", "touched_out"), ("relief", "needed_out")])
def test_touched_out_or_needed_out_nothing_for_two_is_offered(need: str, cue: str) -> None:
    day = a_family().agreed().noticed("12:00", "pair.seek", of="us").noticed("12:00", "held")
    day = day.noticed("13:00", need, cue=cue)
    suggestion = now(day, "13:05", "sam", minutes=10)
    assert not any(one.holder == holder("us") and one.need != "pair.rest" for o in suggestion.acts for one in o.meets)
    assert not any(act(code).consent for code in acts(suggestion))


def test_touched_out_rest_from_being_needed_is_offered() -> None:
    day = a_family().agreed().noticed("12:00", "pair.rest", of="us").noticed("13:00", "relief", cue="needed_out")
    offers = now(day, "13:05", "sam", minutes=10).acts
    assert met("us", "pair.rest") in {one for offer in offers for one in offer.meets}
    assert not any(offer.act in ("take_over_for_other", "small_pair_rest") for offer in offers)


def test_what_sam_showed_of_being_touched_out_lets_him_be_too() -> None:
    day = a_family().agreed().noticed("12:00", "pair.seek", of="us").noticed("12:00", "held")
    assert "ask_for_hug" in acts(now(day, "13:05", "sam", minutes=10))
    day = day.noticed("13:00", "quiet", of="sam", cue="touched_out")
    assert "ask_for_hug" not in acts(now(day, "13:05", "sam", minutes=10))


def test_an_act_for_while_children_sleep_waits_until_both_do() -> None:
    day = a_family().with_leo().noticed("13:00", "sit").asleep("13:00")
    assert "sit_hands_free" not in acts(now(day, "13:05"))
    assert "sit_hands_free" in acts(now(day.asleep("13:00", who="leo"), "13:05"))


def test_a_sleeping_child_is_not_woken_to_be_sung_to() -> None:
    day = a_family().noticed("13:00", "child.voice", of="iris")
    assert "small_child_voice" in acts(now(day, "13:05"))
    assert now(day.asleep("13:02"), "13:05") == Suggestion()


def test_a_cue_that_can_be_answered_asleep_leads_asleep_too() -> None:
    day = a_family().asleep("13:00").noticed("13:02", "child.feed", of="iris")
    assert acts(now(day, "13:05"))[0] == "small_child_feed"


def test_a_child_in_arms_leaves_one_hand() -> None:
    day = a_family().noticed("13:00", "wash")
    assert "small_wash" not in acts(now(day.held("13:01"), "13:05"))
    assert "small_wash" not in acts(now(day.fed("13:01"), "13:05"))
    assert "small_wash" in acts(now(day.held("13:01", "13:03"), "13:05"))


def test_the_child_in_arms_is_no_hand_too_few_for_its_own_change() -> None:
    day = a_family().with_leo().held("13:00").noticed("13:02", "child.change", of="iris")
    assert "small_child_change" in acts(now(day, "13:05"))
    leo = a_family().with_leo().held("13:00").noticed("13:02", "child.change", of="leo")
    assert acts(now(leo, "13:05")) == ["nappy_look"]
    assert now(leo.declined("13:03", "nappy_look"), "13:05") == Suggestion(named=(met("leo", "child.change"),))


def test_by_night_no_act_seats_her_with_the_child() -> None:
    day = a_family().noticed("21:00", "sit").noticed("21:00", "child.hold", of="iris")
    assert acts(now(day, "21:05"))[0] == "small_child_comfort"
    assert "small_sit" not in acts(now(day, "21:05"))


def test_by_day_and_awake_it_may() -> None:
    day = a_family().noticed("20:00", "sit").noticed("20:00", "child.hold", of="iris")
    assert act("small_child_hold").drowsy_unsafe
    assert acts(now(day, "20:05"))[0] == "small_child_hold"


def test_while_sleep_is_clear_the_drowsy_rule_holds_by_day() -> None:
    day = a_family().noticed("13:00", "sit").noticed("13:00", "sleep", "clear")
    assert "small_sit" not in acts(now(day, "13:05"))


def test_while_sleep_is_at_its_floor_the_drowsy_rule_holds_by_day() -> None:
    day = a_family().asleep("-1 23:30", "02:00", who="ada").noticed("13:00", "sit")
    assert "small_sit" not in acts(now(day, "13:05"))


def test_while_sleep_is_early_it_does_not_hold_by_day() -> None:
    day = a_family().noticed("13:00", "sit").noticed("13:00", "sleep", "early")
    assert "small_sit" in acts(now(day, "13:05"))


def test_where_sam_is_tired_arms_are_not_swapped() -> None:
    day = a_family().agreed().noticed("13:00", "toilet")
    assert "swap_arms" in acts(now(day, "13:05", "sam", minutes=10))
    assert "swap_arms" not in acts(now(day.noticed("13:00", "sleep", of="sam"), "13:05", "sam", minutes=10))


def test_within_twelve_weeks_of_a_birth_nothing_is_offered_as_exercise() -> None:
    day = a_family().noticed("13:00", "move")
    assert "stretch_two" in acts(now(day, "13:05", minutes=2))
    newborn = day.says(ARRIVED, ChildAdded(child=LEO, name="Leo", born=date(2026, 2, 10)))
    assert "stretch_two" not in acts(now(newborn, "13:05", minutes=2))
    assert "walk_with_child" in acts(now(newborn, "13:05", minutes=30))


def test_a_message_to_sam_is_for_while_he_is_not_there() -> None:
    day = a_family().agreed().noticed("12:00", "pair.thanks", of="us")
    assert "thanks_by_message" in acts(now(day, "13:05"))
    assert "thanks_by_message" not in acts(now(day, "13:05", "sam"))
    assert "small_pair_thanks" in acts(now(day, "13:05", "sam"))


def test_touched_out_no_message_for_two_is_offered_either() -> None:
    day = a_family().agreed().noticed("12:00", "pair.thanks", of="us").noticed("13:00", "quiet", cue="touched_out")
    assert "thanks_by_message" not in acts(now(day, "13:05"))


def test_with_a_child_in_arms_what_needs_no_putting_down_comes_first() -> None:
    day = a_family().noticed("13:00", "move").noticed("13:00", "quiet")
    assert acts(now(day, "13:05"))[0] == "quiet_two"
    assert acts(now(day.held("13:01"), "13:05"))[0] == "ear_defenders"
