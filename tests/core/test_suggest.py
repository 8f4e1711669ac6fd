"""What to do now: days of a family, and what is offered in them (docs/model.md, 2)."""

import pytest

from kinwell.core import suggest
from kinwell.core.clock import Window
from kinwell.core.suggest import Suggestion
from tests.builders import ADA, SAM, a_family, instant
from tests.core.suggested import acts, codes, met, now, offered

# What speaks for an act.


def test_where_nothing_is_told_nothing_is_offered() -> None:
    assert now(a_family(), "13:00", "sam", minutes=30) == Suggestion()


def test_what_was_met_a_moment_ago_is_no_reason() -> None:
    assert now(a_family().met("13:00", "eat", "drink"), "13:05") == Suggestion()


def test_a_need_becomes_unknown_when_long_nothing_was_told_and_is_a_reason_no_more() -> None:
    day = a_family().met("07:00", "drink")
    assert "drink_glass" in acts(now(day, "12:00"))
    assert now(day, "20:00") == Suggestion()


def test_a_clear_cue_is_answered_with_the_words_it_was_told_in() -> None:
    offer = now(a_family().noticed("13:00", "drink"), "13:05").acts[0]
    assert (offer.act, offer.by, offer.meets) == ("drink_glass", ADA, (met("ada", "drink"),))
    assert codes(offer) == ["reason.told_cue", "reason.short"]
    assert offer.reasons[0].facts == {"need": "drink", "rung": "clear", "since": instant("13:00")}


def test_an_act_never_lists_a_need_of_which_nothing_is_told() -> None:
    day = a_family().noticed("13:00", "eat").asleep("13:00")
    assert offered(now(day, "13:05", minutes=15), "eat_meal").meets == (met("ada", "eat"),)


def test_an_act_that_meets_two_known_needs_says_so() -> None:
    day = a_family().noticed("13:00", "eat").noticed("13:00", "heard").asleep("13:00")
    assert "reason.meets_both" in codes(offered(now(day, "13:05", minutes=15), "eat_and_voice_note"))


def test_what_a_day_may_not_hold_offers_its_smallest_step_and_says_so() -> None:
    day = a_family().asleep("02:00", "04:00", who="ada").asleep("13:00")  # under five hours in the last 24
    offer = now(day, "13:05", minutes=10).acts[0]
    assert offer.act == "rest_eyes"
    assert codes(offer)[-2:] == ["reason.smallest", "reason.tonight"]
    assert offer.reasons[-2].facts == {"need": "sleep"}


@pytest.mark.parametrize("minutes", [2, 30, None])
def test_what_fits_a_longer_window_of_today_says_no_such_thing(minutes: float | None) -> None:
    day = a_family().noticed("06:00", "eat")
    suggestion = now(day, "13:05", minutes=minutes)
    assert met("ada", "eat") in suggestion.acts[0].meets
    assert not any("reason.smallest" in codes(offer) for offer in suggestion.acts)


# The order.


def test_a_childs_clear_cue_leads_with_the_smallest_response() -> None:
    day = a_family().noticed("07:00", "toilet", "urgent").noticed("13:00", "child.hold", of="iris")
    lead = now(day, "13:05").acts[0]
    assert lead.act == "small_child_hold"
    assert lead.reasons[0].facts == {"child": "Iris", "need": "child.hold", "rung": "clear"}


def test_beside_the_child_stands_a_need_of_ones_own() -> None:
    day = a_family().noticed("12:00", "drink", "early").noticed("13:00", "child.feed", of="iris")
    assert acts(now(day, "13:05"))[:2] == ["small_child_feed", "drink_glass"]


def test_beside_the_child_stands_even_a_need_that_hardly_waits() -> None:
    day = a_family().met("12:40", "drink").noticed("13:00", "child.feed", of="iris")
    assert acts(now(day, "13:05"))[1] == "drink_glass"
    assert now(a_family().met("12:40", "drink"), "13:05") == Suggestion()


def test_a_childs_early_cue_does_not_lead() -> None:
    day = a_family().noticed("13:00", "drink").noticed("13:00", "child.feed", "early", of="iris")
    assert acts(now(day, "13:05"))[0] == "drink_glass"
    assert "small_child_feed" in acts(now(day, "13:05"))


def test_the_clock_alone_does_not_speak_for_a_child() -> None:
    assert now(a_family().fed("06:00", "06:20"), "10:30") == Suggestion()


def test_of_two_children_the_urgent_one_leads_and_the_other_keeps_a_place() -> None:
    day = a_family().with_leo().noticed("13:01", "child.hold", "urgent", of="iris").noticed("07:00", "drink")
    suggestion = now(day.noticed("13:00", "child.feed", of="leo"), "13:05")
    assert suggestion.acts[0].meets[0] == met("iris", "child.hold")
    assert met("leo", "child.feed") in suggestion.acts[2].meets


def test_a_childs_cue_for_which_no_place_is_left_is_named_first() -> None:
    day = a_family().with_leo().noticed("13:01", "child.feed", "urgent", of="iris").asleep("13:00", who="leo")
    day = day.noticed("13:02", "child.change", of="leo").noticed("06:00", "wash").noticed("07:00", "drink")
    day = day.noticed("13:03", "eat", of="sam").noticed("04:00", "sit", of="sam").noticed("13:03", "head_clear")
    assert now(day, "13:05", "sam").named[:1] == (met("leo", "child.change"),)


def test_feeding_one_child_feeds_no_other() -> None:
    day = a_family().with_leo().fed("08:00", "08:20", who="leo").noticed("13:00", "child.feed", of="iris")
    assert now(day, "13:05").acts[0].meets == (met("iris", "child.feed"),)


def test_at_its_floor_food_comes_before_a_clear_wish_for_air() -> None:
    day = a_family().noticed("06:40", "eat").noticed("13:00", "outdoors")
    assert now(day, "13:05").acts[0].meets == (met("ada", "eat"),)


def test_among_ways_to_eat_the_one_with_sam_comes_first() -> None:
    day = a_family().agreed().noticed("06:40", "eat").noticed("12:00", "pair.talk", of="us").asleep("13:00")
    assert now(day, "13:05", "sam", minutes=30).acts[0].act == "eat_together"
    assert "eat_together" not in acts(now(day, "13:05", minutes=30))


def test_the_pair_at_its_floor_comes_before_what_is_merely_clear() -> None:
    day = a_family().agreed().noticed("-1 12:00", "pair.seek", of="us").noticed("13:00", "head_clear")
    assert now(day, "13:05", "sam", minutes=2).acts[0].act == "small_pair_seek"
    assert now(day, "13:05", minutes=30).acts[0].act == "line_across"
    day = day.declined("13:01", "line_across", "something_silly")
    assert now(day, "13:05", minutes=30).acts[0].act == "one_line_down"


def test_a_floor_that_no_window_holds_does_not_hold_the_queue() -> None:
    day = a_family().asleep("-1 23:30", "02:00", who="ada").asleep("12:00").noticed("12:30", "eat", "urgent")
    suggestion = now(day, "13:00", minutes=10)
    assert suggestion.acts[0].meets == (met("ada", "eat"),)
    assert "rest_eyes" in acts(suggestion)


def test_a_floor_that_only_sam_can_answer_becomes_a_favour() -> None:
    day = a_family().noticed("-3 07:00", "wash").noticed("13:00", "wash")
    assert acts(now(day.held("13:00"), "14:05"))[0] == "flannel"
    day = day.declined("13:01", "flannel", "toilet_with_child")
    assert [(offer.act, offer.by) for offer in now(day.held("13:00"), "14:05", "sam").acts] == [("cover_shower", SAM)]
    assert now(day.held("13:00"), "14:05") == Suggestion(named=(met("ada", "wash"),))
    assert now(day, "14:05", "sam").acts[0].by == ADA


def test_a_floor_that_this_window_cannot_close_brings_the_smallest_step_and_a_favour() -> None:
    day = a_family().noticed("06:40", "eat")
    offers = now(day, "13:05", "sam", minutes=2).acts
    assert [(offer.act, offer.by) for offer in offers] == [
        ("small_eat", ADA),
        ("bring_plate", SAM),
        ("bring_bite_water", SAM),
    ]
    assert acts(now(day, "13:05", minutes=2)) == ["small_eat"]
    assert all(offer.by == ADA for offer in now(day, "13:05", "sam", minutes=10).acts)


def test_for_a_block_of_sleep_that_no_window_holds_a_favour_is_among_the_ways() -> None:
    day = a_family().asleep("-1 23:30", "02:00", who="ada").asleep("12:00")
    assert SAM in {offer.by for offer in now(day, "13:00", "sam", minutes=60).acts}
    assert "lie_down_hour" in acts(now(day, "13:00", minutes=60))


def test_what_this_window_can_close_comes_before_what_it_cannot() -> None:
    day = a_family().noticed("06:30", "eat").noticed("08:50", "drink")
    assert acts(now(day, "13:05", minutes=2))[:2] == ["drink_glass", "small_eat"]


def test_what_hardly_fits_a_forecast_window_waits_behind_what_fits() -> None:
    day = a_family().noticed("06:40", "eat").declined("13:00", "bite_and_glass")
    assert acts(now(day, "13:05", window=Window(p10=2, p50=5, p90=20))) == ["small_eat", "eat_one_handed"]
    assert acts(now(day, "13:05", window=Window(p10=10, p50=25, p90=60)))[0] == "eat_one_handed"


def test_even_a_small_step_with_sam_comes_before_a_whole_one_alone_at_a_floor() -> None:
    day = a_family().agreed().noticed("-2 06:30", "heard").noticed("12:30", "heard").declined("12:31", "talk_ten")
    assert acts(now(day, "13:05", "sam", minutes=10))[0] == "call_someone"
    day = day.noticed("12:30", "pair.seek", "early", of="us")
    assert acts(now(day, "13:05", "sam", minutes=10))[0] == "small_pair_seek"


def test_of_two_ways_that_meet_the_same_the_easier_comes_first() -> None:
    day = a_family().agreed().noticed("13:00", "move").asleep("13:00")
    assert acts(now(day, "13:05", "sam", minutes=30))[0] == "stretch_ten"


def test_of_two_ways_that_meet_the_same_the_one_likelier_to_fit_comes_first() -> None:
    day = a_family().noticed("13:00", "eat").asleep("13:00")
    assert acts(now(day, "13:05", window=Window(p10=4, p50=20, p90=60)))[0] == "eat_one_handed"
    assert acts(now(day, "13:05", minutes=30))[0] == "eat_and_voice_note"


def test_one_who_slept_four_hours_and_no_more_may_close_their_eyes() -> None:
    day = a_family().asleep("02:00", "06:10", who="ada").asleep("09:00")
    assert "rest_eyes" in acts(now(day, "09:30"))


def test_whoever_looks_is_no_company_to_themselves() -> None:
    assert "named_handover" not in acts(now(a_family().noticed("13:00", "relief"), "13:05", "ada", minutes=10))


def test_what_sam_showed_is_met_without_a_word_of_how_much() -> None:
    offer = now(a_family().noticed("12:00", "eat", "urgent", of="sam"), "13:05", "sam").acts[0]
    assert (offer.act, offer.meets) == ("bring_plate", (met("sam", "eat"),))
    assert offer.reasons[0].code == "reason.other_glad"
    assert offer.reasons[0].facts == {"name": "Sam", "need": "eat"}


def test_what_an_absent_sam_showed_is_only_named() -> None:
    day = a_family().noticed("06:30", "eat", of="sam")
    assert now(day, "13:05") == Suggestion(named=(met("sam", "eat"),))


# The promises.


def test_the_floor_furthest_past_is_met_and_the_others_are_named() -> None:
    day = a_family().noticed("06:00", "eat").noticed("06:30", "drink").noticed("07:00", "toilet")
    day = day.noticed("07:30", "sit").noticed("13:00", "child.feed", of="iris").noticed("06:00", "heard")
    suggestion = now(day, "13:05")
    assert acts(suggestion)[:2] == ["small_child_feed", "drink_glass"]
    met_now = {one for offer in suggestion.acts for one in offer.meets}
    floors = {met("ada", need) for need in ("eat", "drink", "toilet", "sit")}
    assert floors - met_now == set(suggestion.named) != set()


def test_one_of_the_acts_takes_two_minutes_or_less() -> None:
    day = a_family().noticed("13:00", "eat").noticed("13:00", "move").noticed("13:00", "head_clear")
    assert any(offer.minutes <= 2 for offer in now(day, "13:05", minutes=30).acts)


def test_a_short_act_may_be_for_a_need_that_hardly_waits() -> None:
    day = a_family().noticed("13:00", "self").met("13:00", "drink").asleep("13:00")
    day = day.declined("13:01", "one_page")
    assert codes(offered(now(day, "13:15", minutes=30), "drink_glass")) == ["reason.short"]


def test_one_stays_short_when_a_child_a_floor_of_sams_and_a_need_of_ones_own_share_three_places() -> None:
    day = (
        a_family()
        .noticed("06:40", "eat", of="sam")
        .noticed("13:00", "head_clear")
        .noticed("13:02", "child.feed", of="iris")
    )
    offers = now(day, "13:05", "sam").acts
    assert [offer.act for offer in offers] == ["small_child_feed", "one_line_down", "bring_bite_water"]


# The window.


def test_what_takes_longer_than_hands_are_free_is_not_offered() -> None:
    day = a_family().noticed("13:00", "eat").asleep("13:00")
    assert acts(now(day, "13:05", minutes=2)) == ["small_eat"]
    assert "eat_meal" in acts(now(day, "13:05", minutes=30))


def test_where_nothing_is_said_of_hands_only_what_can_be_broken_off_is_offered() -> None:
    day = a_family().noticed("13:00", "wash").asleep("13:00")
    assert "shower" not in acts(now(day, "13:05"))
    assert "shower" in acts(now(day, "13:05", minutes=10))


def test_a_forecast_window_is_a_chance() -> None:
    day = a_family().noticed("13:00", "wash").asleep("13:00")
    assert "shower" in acts(now(day, "13:05", window=Window(p10=15, p50=40, p90=90)))
    assert now(day, "13:05", window=Window(p10=1, p50=2, p90=9)).acts[0].act == "face_and_hands"
    assert "shower" not in acts(now(day, "13:05", window=Window(p10=1, p50=2, p90=9)))


@pytest.mark.parametrize(("minutes", "chance"), [(10, 0.9), (20, 0.7), (40, 0.5), (160, 0.1), (1, 1.0), (999, 0.0)])
def test_the_chance_that_hands_stay_free_is_a_straight_line_in_log_minutes(minutes: float, chance: float) -> None:
    hands = suggest.Hands(window=Window(p10=10, p50=40, p90=160))
    assert hands.p_last(minutes) == pytest.approx(chance)


def test_a_window_whose_quantiles_are_one_is_a_step() -> None:
    hands = suggest.Hands(window=Window(p10=10, p50=10, p90=10))
    assert (hands.p_last(10), hands.p_last(11)) == (0.9, 0.0)


# What was put off.


def test_put_second_it_comes_first_once_hands_are_free() -> None:
    day = a_family().noticed("12:50", "head_clear", "early").put_second("12:55", "head_clear").noticed("07:00", "drink")
    assert now(day, "13:05").acts[0].meets == (met("ada", "drink"),)
    offer = now(day, "13:05", minutes=10).acts[0]
    assert offer.meets == (met("ada", "head_clear"),)
    assert offer.reasons[0].facts == {"child": "Iris", "need": "head_clear"}
    assert now(day.asleep("13:00"), "13:05").acts[0].meets == (met("ada", "head_clear"),)


def test_put_second_it_keeps_its_place_among_floors_and_the_pair() -> None:
    day = a_family().agreed().noticed("12:50", "head_clear", "early").put_second("12:55", "head_clear")
    day = day.noticed("06:40", "eat").noticed("12:00", "pair.seek", of="us")
    assert acts(now(day, "13:05", "sam", minutes=10))[0] == "give_one_thing_away"


def test_put_off_to_an_hour_it_waits_for_that_hour() -> None:
    day = a_family().noticed("13:00", "drink").later("13:01", "drink", "hour", "14:00")
    assert now(day, "13:59") == Suggestion()
    assert codes(now(day, "14:00").acts[0])[0] == "reason.deferred"


def test_put_off_to_an_hour_it_comes_then_though_it_hardly_waits() -> None:
    day = a_family().met("13:00", "drink").later("13:01", "drink", "hour", "13:30")
    assert "drink_glass" in acts(now(day, "13:30"))


def test_put_off_to_the_end_of_the_feed_it_waits_for_that() -> None:
    day = a_family().noticed("13:00", "drink").later("13:01", "drink", "feed_ends")
    assert now(day.fed("13:00"), "13:10") == Suggestion()
    assert codes(now(day.fed("13:00", "13:20"), "13:25").acts[0])[0] == "reason.deferred_feed"


def test_put_off_till_the_child_sleeps_it_waits_for_that() -> None:
    day = a_family().noticed("13:00", "drink").later("13:01", "drink", "asleep")
    assert now(day, "13:10") == Suggestion()
    offer = now(day.asleep("13:20"), "13:25").acts[0]
    assert offer.reasons[0].code == "reason.deferred_asleep"
    assert offer.reasons[0].facts == {"need": "drink", "child": "Iris"}


def test_put_off_and_at_its_floor_it_is_still_named() -> None:
    day = a_family().noticed("06:00", "drink").later("13:00", "drink", "hour", "14:00")
    assert now(day, "13:05") == Suggestion(named=(met("ada", "drink"),))
