"""What is offered obeys what a family says of itself: boundaries, limits, values, acts of its own."""

from dataclasses import replace
from datetime import time

from kinwell.core import suggest
from kinwell.core.log.events import ActAdded, ActHidden, BoundarySet, Event, LimitSet, ValueHeld
from kinwell.core.suggest import Suggestion
from tests.builders import ADA, ADULTS, Days, a_family, instant, people


def hungry() -> Days:
    return a_family().noticed("12:50", "eat", "urgent")


def now(day: Days, at: str = "13:00", *present: str) -> Suggestion:
    return suggest.now(day.state("ada", at), ADA, instant(at), hands_minutes=10, present=people(*present))


def codes(suggestion: Suggestion) -> list[str]:
    return [offer.act for offer in suggestion.acts]


def not_ok(**what: object) -> Event:
    return BoundarySet(text="not that", about="partner", **what)  # type: ignore[arg-type]


def test_an_act_that_a_boundary_names_is_not_offered() -> None:
    first = codes(now(hungry()))[0]
    assert first not in codes(now(hungry().says("08:00", not_ok(acts=(first,)))))


def test_a_boundary_about_a_need_leaves_the_others_their_acts() -> None:
    day = hungry().noticed("12:50", "drink", "urgent").says("08:00", not_ok(needs=("eat",)))
    assert {met.need for offer in now(day).acts for met in offer.meets} == {"drink"}


def test_without_it_food_is_among_them() -> None:
    day = hungry().noticed("12:50", "drink", "urgent")
    assert {met.need for offer in now(day).acts for met in offer.meets} == {"eat", "drink"}


def test_a_limit_of_sams_that_he_did_not_show_changes_nothing() -> None:
    day = a_family().agreed().noticed("12:00", "held")
    told = BoundarySet(text="not now", about="partner", traits=("touch",))
    assert now(day.says("08:00", told, by="sam"), "13:00", "sam") == now(day, "13:00", "sam")


def test_one_that_he_showed_is_kept_for_what_he_is_in_and_for_nothing_else() -> None:
    told = BoundarySet(text="not now", about="partner", traits=("touch", "exercise"))
    held = a_family().agreed().noticed("12:00", "held")
    assert "ask_for_hug" in codes(now(held, "13:00", "sam"))
    assert "ask_for_hug" not in codes(now(held.says("08:00", told, by="sam", eyes=ADULTS), "13:00", "sam"))
    stiff = a_family().noticed("12:00", "move").says("08:00", told, by="sam", eyes=ADULTS)
    assert "stretch_two" in codes(now(stiff, "13:00", "sam"))


def test_no_talks_after_nine_is_kept_after_nine_and_not_before() -> None:
    late = LimitSet(text="no talks after nine", traits=("talk",), begins=time(21), ends=time(6))
    day = a_family().agreed().says("08:00", late).noticed("18:00", "pair.talk", of="us")
    assert "talk_ten" in codes(now(day, "19:00", "sam"))
    assert "talk_ten" not in codes(now(day, "21:30", "sam"))


def test_a_childs_cue_that_a_boundary_leaves_without_an_act_is_named() -> None:
    day = a_family().noticed("12:58", "child.play", of="iris").says("08:00", not_ok(needs=("child.play",)))
    assert [met.need for met in now(day).named] == ["child.play"]


def test_what_serves_a_value_comes_first_among_its_equals() -> None:
    day = a_family().noticed("12:58", "outdoors").noticed("12:58", "heard")
    first = now(day).acts[0].meets[0].need
    other = {"outdoors": "heard", "heard": "outdoors"}[first]
    assert now(day.says("08:00", ValueHeld(text="that", rank=1, needs=(other,)))).acts[0].meets[0].need == other


def test_no_value_lifts_an_act_over_a_floor() -> None:
    day = a_family().noticed("06:40", "eat").noticed("12:58", "outdoors")
    day = day.says("08:00", ValueHeld(text="air", rank=1, needs=("outdoors",)))
    assert now(day).acts[0].meets[0].need == "eat"


def test_an_act_that_the_family_hid_is_offered_no_more() -> None:
    first = codes(now(hungry()))[0]
    assert first not in codes(now(hungry().says("08:00", ActHidden(act=first), by="sam")))


def test_an_act_of_the_familys_own_takes_part() -> None:
    day = hungry().says("08:00", ActAdded(name="Nan’s soup", minutes=2, needs=("eat",)), by="sam")
    offer = next(offer for offer in now(day).acts if offer.act.startswith("own."))
    assert [(one.need, one.full) for one in offer.does] == [("eat", True)]


def test_an_own_act_waits_out_the_drowsy_hours_unless_the_family_says_that_it_may_be_done_half_asleep() -> None:
    soup = ActAdded(name="Nan’s soup", minutes=2, needs=("eat",))
    day = a_family().noticed("22:00", "eat", "urgent")
    assert not any(code.startswith("own.") for code in codes(now(day.says("08:00", soup), "22:10")))
    easy = replace(soup, drowsy_unsafe=False)
    assert any(code.startswith("own.") for code in codes(now(day.says("08:00", easy), "22:10")))


def test_an_own_act_that_touches_waits_for_the_others_yes() -> None:
    hug = ActAdded(name="the long hug", minutes=2, needs=("held",), traits=("touch",))
    day = a_family().noticed("12:00", "held").says("08:00", hug)
    assert not any(code.startswith("own.") for code in codes(now(day)))
    assert not any(code.startswith("own.") for code in codes(now(day, "13:00", "sam")))
    assert any(code.startswith("own.") for code in codes(now(day.agreed(), "13:00", "sam")))


def test_an_own_act_that_was_passed_over_and_declined_rests_like_any_other() -> None:
    day = hungry().says("08:00", ActAdded(name="Nan’s soup", minutes=2, needs=("eat",)))
    own = next(code for code in codes(now(day)) if code.startswith("own."))
    assert own not in codes(now(day.declined("12:59", own)))
