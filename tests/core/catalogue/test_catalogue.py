"""The catalogue a family starts from: whole, within its ranges, and safe."""

import pytest

from kinwell.core import catalogue

ADULT = 16
CHILD = 16
PAIR = 11


def of(kind: str) -> list[catalogue.Need]:
    return [need for need in catalogue.needs().values() if need.of == kind]


def full(act: catalogue.Act) -> set[str]:
    return {meets.need for meets in act.meets if meets.full}


def test_sixteen_adult_needs_are_kept_in_view() -> None:
    assert len(of("adult")) == ADULT


def test_sixteen_needs_of_a_child_are_kept_in_view() -> None:
    assert len(of("child")) == CHILD


def test_eleven_needs_of_the_pair_are_kept_in_view() -> None:
    assert len(of("pair")) == PAIR


@pytest.mark.parametrize("code", ["sleep", "eat", "medical", "child.feed", "child.sleep"])
def test_a_bit_never_closes_the_floor_of_sleep_food_or_medicine(code: str) -> None:
    assert not catalogue.need(code).bit_closes_floor


@pytest.mark.parametrize("code", ["drink", "sit", "quiet", "pair.seek"])
def test_a_bit_of_what_can_be_had_in_small_may_close_its_floor(code: str) -> None:
    assert catalogue.need(code).bit_closes_floor


def test_affection_is_never_hurried_by_a_floor() -> None:
    assert catalogue.need("pair.affection").floor_minutes is None


def test_a_childs_cues_lead_and_no_floor_of_ours_does() -> None:
    assert all(need.floor_minutes is None for need in of("child"))


def test_two_days_without_a_wash_are_counted_in_waking_hours() -> None:
    assert catalogue.need("wash").floor_minutes == 2 * 16 * 60


def test_two_nights_without_a_block_are_counted_by_the_wall_clock() -> None:
    assert catalogue.need("sleep").floor_minutes == 2 * 24 * 60


def test_the_clock_of_an_adults_needs_rests_in_sleep_but_for_sleep_and_medicine() -> None:
    assert {need.code for need in of("adult") if not need.while_awake} == {"sleep", "medical"}


def test_the_rungs_that_open_help_are_the_five_of_danger() -> None:
    danger = {(need.code, rung) for need in catalogue.needs().values() for rung in need.danger}
    assert danger == {(code, "urgent") for code in ("sleep", "quiet", "relief", "good_enough", "medical")}


def test_feeds_sleep_and_changes_are_drawn_unless_the_family_says_otherwise() -> None:
    assert {need.code for need in of("child") if need.drawn} == {"child.feed", "child.sleep", "child.change"}


def test_doing_it_alone_waits_for_fifteen_months() -> None:
    assert catalogue.need("child.do_it_myself").from_month == 15


def test_touched_out_asks_for_quiet_and_needed_out_for_relief() -> None:
    assert {cue.code: cue.need for cue in catalogue.cues().values()} == {
        "touched_out": "quiet",
        "needed_out": "relief",
    }


@pytest.mark.parametrize("code", sorted(catalogue.needs()))
def test_every_need_has_a_smallest_act_that_answers_it(code: str) -> None:
    assert code in {meets.need for meets in catalogue.smallest(code).meets}


@pytest.mark.parametrize("code", sorted(catalogue.needs()))
def test_every_need_can_be_met_whole_by_some_act(code: str) -> None:
    assert any(code in full(act) for act in catalogue.acts().values())


@pytest.mark.parametrize("code", ["eat", "drink", "sit", "sleep", "quiet", "held", "heard", "outdoors", "good_enough"])
def test_what_hurts_most_has_a_step_of_two_minutes_without_another_adult(code: str) -> None:
    short = catalogue.default("short_act_minutes")
    alone = [act for act in catalogue.acts().values() if not act.others and act.minutes <= short]
    assert any(meets.need == code and meets.holder == "self" for act in alone for meets in act.meets)


@pytest.mark.parametrize("code", ["small_eat", "small_sleep", "rest_eyes", "early_bed", "small_medical"])
def test_the_smallest_step_of_food_sleep_and_medicine_is_a_bit(code: str) -> None:
    assert not full(catalogue.act(code)) & {"eat", "sleep", "medical"}


@pytest.mark.parametrize("code", ["ask_for_hug", "small_pair_affection"])
def test_affection_waits_for_the_others_yes(code: str) -> None:
    assert catalogue.act(code).consent


def test_every_act_of_affection_waits_for_the_others_yes() -> None:
    touching = [act for act in catalogue.acts().values() if any(meets.need == "pair.affection" for meets in act.meets)]
    assert touching
    assert all(act.consent and act.others for act in touching)


def test_water_can_be_had_without_anybodys_yes() -> None:
    assert not catalogue.act("small_drink").consent


HELD_OR_SEATED = {
    "small_sit",
    "small_child_hold",
    "hold_child",
    "bathe_child",
    "hold_child_for_other",
    "water_bite_beside",
    "swap_arms",
    "toilet_with_child",
    "doorstep",
    "hall_walk",
    "feed_unhurried",
    "sway_and_hum",
    "slow_tour",
}


def test_what_may_seat_or_carry_a_child_is_not_offered_to_the_drowsy() -> None:
    assert {act.code for act in catalogue.acts().values() if act.drowsy_unsafe} == HELD_OR_SEATED


def test_lying_down_asks_that_the_child_sleeps_or_is_with_someone() -> None:
    lying = [
        act
        for act in catalogue.acts().values()
        if any(meets.need == "sleep" and meets.holder == "self" for meets in act.meets)
    ]
    first_steps = {"ask_for_a_morning", "ready_for_night"}  # which lay nobody down
    assert all(act.child == "asleep" or act.others for act in lying if act.code not in first_steps)
    assert first_steps < {act.code for act in lying}


def test_rest_from_being_needed_is_there_for_the_other() -> None:
    rest = catalogue.act("small_pair_rest")
    assert {meets.need for meets in rest.meets if meets.holder == "other"} == {"quiet", "relief"}


def test_one_walk_meets_the_needs_of_all() -> None:
    assert {meets.holder for meets in catalogue.act("pram_walk").meets} == {"self", "other", "child", "pair"}


def test_a_child_of_fourteen_weeks_naps_as_its_age_does() -> None:
    assert catalogue.age_band(3.2).nap_minutes_q90 == 126


def test_a_child_past_the_last_band_keeps_the_last() -> None:
    assert catalogue.age_band(90) == catalogue.ages()[-1]


def test_before_birth_there_is_no_age_band() -> None:
    with pytest.raises(ValueError, match="before birth"):
        catalogue.age_band(-1)


@pytest.mark.parametrize("band", catalogue.ages())
def test_naps_vary_within_every_age(band: catalogue.AgeBand) -> None:
    assert band.nap_minutes_q10 < band.nap_minutes_q50 < band.nap_minutes_q90


def test_the_drowsy_hours_run_from_nine_to_six() -> None:
    assert [catalogue.clock_default(name).hour for name in ("drowsy_from", "drowsy_to")] == [21, 6]


def test_a_number_asked_as_a_time_of_day_is_refused_by_name() -> None:
    with pytest.raises(TypeError, match="cue_clear"):
        catalogue.clock_default("cue_clear")


def test_a_time_of_day_asked_as_a_number_is_refused_by_name() -> None:
    with pytest.raises(TypeError, match="drowsy_from"):
        catalogue.default("drowsy_from")


@pytest.mark.parametrize("ask", [catalogue.need, catalogue.act, catalogue.default, catalogue.smallest])
def test_an_unknown_code_is_named(ask: object) -> None:
    assert callable(ask)
    with pytest.raises(KeyError, match="knitting"):
        ask("knitting")


def test_the_catalogue_is_read_once() -> None:
    assert catalogue.needs() is catalogue.needs()


def test_nobody_changes_the_catalogue_by_accident() -> None:
    with pytest.raises(TypeError):
        catalogue.needs()["eat"] = catalogue.need("drink")  # type: ignore[index]
