"""Needs as docs/model.md, 1, says: how a wait grows, what met it, what is known, and when it is at its floor."""

from datetime import timedelta
from math import exp, log

import pytest

from kinwell.core.catalogue import need, needs
from kinwell.core.log.events import NeedStated, QuestionAnswered, Responded
from kinwell.core.needs import need as state_of
from kinwell.core.needs import pressure
from kinwell.core.needs.pressure import Reading
from tests.builders import ADA, ZONE, Days, When, a_family, holder, instant

# Drinking: cadence 120, floor 240 waking minutes, a bit takes half away and closes the floor.
# Eating: cadence 210, floor 360, a bit never closes its floor. The pair's talk: by the wall clock.


def read(day: Days, at: When, code: str = "drink", of: str = "ada") -> Reading:
    viewer = of if of in ("ada", "sam") else "ada"
    return pressure.read(day.state(viewer, at).needs, holder(of), code, instant(at), ZONE)


def deficit(day: Days, at: When, code: str = "drink", of: str = "ada") -> float:
    found = read(day, at, code, of).deficit
    assert found is not None
    return found


def level(day: Days, at: When) -> int | None:
    return pressure.level(pressure.read_all(day.state("ada", at).needs, holder("ada"), instant(at), ZONE))


def test_just_after_drinking_nothing_waits() -> None:
    assert deficit(a_family().met("12:00", "drink"), "12:00") == 0


def test_after_one_cadence_half_is_gone() -> None:
    assert deficit(a_family().met("12:00", "drink"), "14:00") == pytest.approx(0.5)


def test_after_two_cadences_three_quarters_are_gone() -> None:
    assert deficit(a_family().met("12:00", "drink"), "16:00") == pytest.approx(0.75)


def test_a_bit_takes_its_share_away() -> None:
    day = a_family().met("12:00", "drink").met("14:00", "drink", full=False)
    assert deficit(day, "14:00") == pytest.approx(0.5 * (1 - need("drink").bit))


def test_a_bit_halves_the_wait() -> None:
    day = a_family().met("12:00", "drink").met("14:00", "drink", full=False)
    assert read(day, "14:00").wait_minutes == pytest.approx(60)
    assert read(day, "15:00").wait_minutes == pytest.approx(120)


@pytest.mark.parametrize(("strength", "least"), [("early", 0.35), ("clear", 0.5), ("urgent", 0.75)])
def test_a_cue_is_a_measurement(strength: str, least: float) -> None:
    day = a_family().met("12:00", "drink").noticed("12:00", "drink", strength)
    assert deficit(day, "12:00") == pytest.approx(least)


def test_an_early_cue_lowers_no_wait_that_is_longer() -> None:
    day = a_family().met("12:00", "drink").noticed("16:00", "drink", "early")
    assert deficit(day, "16:00") == pytest.approx(0.75)


# Known and unknown.


def test_before_the_first_word_a_need_is_unknown() -> None:
    found = read(a_family().met("12:00", "eat"), "13:00", "drink")
    assert (found.known, found.deficit, found.wait_minutes, found.at_floor) == (False, None, None, False)


def test_a_need_is_known_from_a_cue_on() -> None:
    assert read(a_family().noticed("12:00", "drink"), "12:00").known


def test_a_need_with_a_floor_is_known_until_twice_its_floor() -> None:
    day = a_family().met("08:00", "drink")
    assert read(day, "16:00").known
    assert not read(day, "16:01").known


def test_a_need_without_a_floor_is_known_for_four_cadences() -> None:
    day = a_family().agreed().met("08:00", "pair.affection", of="us")
    assert need("pair.affection").floor_minutes is None
    at = instant("08:00") + timedelta(minutes=4 * need("pair.affection").cadence_minutes)
    assert read(day, at, "pair.affection", "us").known
    assert not read(day, at + timedelta(minutes=1), "pair.affection", "us").known


def test_an_unknown_need_is_at_no_floor_though_it_was_said() -> None:
    day = a_family().met("08:00", "drink").noticed("08:30", "drink")
    assert not read(day, "20:00").known
    assert not read(day, "20:00").at_floor


def test_a_forgotten_question_makes_the_need_unknown() -> None:
    day = a_family().met("08:00", "drink")
    day = day.says("13:00", QuestionAnswered(holder=holder("ada"), need="drink", answer="forget"))
    assert read(day, "12:59").known
    assert not read(day, "13:00").known


def test_a_word_after_it_makes_it_known_again() -> None:
    day = a_family().met("08:00", "drink")
    day = day.says("13:00", QuestionAnswered(holder=holder("ada"), need="drink", answer="forget"))
    assert read(day.noticed("13:30", "drink"), "13:30").known


def test_telling_how_often_one_wants_it_tells_nothing_of_when_it_was() -> None:
    day = a_family().says("08:00", NeedStated(holder=holder("ada"), need="drink", cadence_minutes=60.0))
    assert not read(day, "08:30").known


# Floors.


def test_a_need_past_its_floor_is_at_it_when_its_holder_said_so() -> None:
    day = a_family().met("08:00", "drink").noticed("11:00", "drink")
    assert not read(day, "12:00").at_floor
    assert read(day, "12:01").at_floor


def test_a_floor_that_passes_without_a_word_is_a_question_and_no_floor() -> None:
    found = read(a_family().met("08:00", "drink"), "12:01")
    assert (found.at_floor, found.asked) == (False, True)


def test_a_word_before_it_was_last_met_is_no_word_about_this_floor() -> None:
    day = a_family().noticed("07:30", "drink").met("08:00", "drink")
    assert not read(day, "12:01").at_floor


def test_not_yet_puts_the_need_at_its_floor() -> None:
    day = a_family().met("08:00", "drink")
    day = day.says("12:30", QuestionAnswered(holder=holder("ada"), need="drink", answer="not_yet"))
    assert read(day, "12:30").at_floor


def test_a_bit_closes_the_floor_of_drinking() -> None:
    day = a_family().met("08:00", "drink").noticed("11:00", "drink").met("12:30", "drink", full=False)
    assert not read(day, "12:31").at_floor


def test_a_bit_never_closes_the_floor_of_food() -> None:
    day = a_family().met("08:00", "eat").noticed("11:00", "eat").met("14:30", "eat", full=False)
    assert read(day, "14:31", "eat").at_floor


def test_in_full_closes_the_floor_of_food() -> None:
    day = a_family().met("08:00", "eat").noticed("11:00", "eat").met("14:30", "eat")
    assert not read(day, "14:31", "eat").at_floor


@pytest.mark.parametrize(("times", "floor"), [(0, 240), (1, 180), (2, 120), (3, 120), (5, 120)])
def test_each_time_iris_comes_first_the_floor_is_a_quarter_nearer_at_most_by_half(times: int, floor: int) -> None:
    day = a_family().met("08:00", "drink").noticed("08:01", "drink")
    for minute in range(times):
        day = day.put_second(f"08:{10 + minute}", "drink")
    assert not read(day, instant("08:00") + timedelta(minutes=floor)).at_floor
    assert read(day, instant("08:00") + timedelta(minutes=floor + 1)).at_floor


def test_an_answer_brings_the_floor_back_to_where_it_was() -> None:
    day = a_family().met("07:00", "drink").put_second("07:30", "drink").put_second("07:40", "drink")
    day = day.met("08:00", "drink").noticed("08:01", "drink")
    assert not read(day, "12:00").at_floor


def test_ones_own_floor_holds_instead_of_ours() -> None:
    day = a_family().says("07:00", NeedStated(holder=holder("ada"), need="drink", floor_minutes=60.0))
    day = day.met("08:00", "drink").noticed("08:01", "drink")
    assert read(day, "09:01").at_floor


def test_a_childs_need_asks_no_question() -> None:
    day = a_family().fed("08:00", "08:10")
    found = read(day, "12:30", "child.feed", "iris")
    assert not found.asked


# While awake.


def test_a_need_of_waking_hours_stands_still_while_its_holder_sleeps() -> None:
    day = a_family().met("12:00", "drink").asleep("13:00", "15:00", who="ada")
    assert read(day, "16:00").wait_minutes == pytest.approx(120)


def test_it_stands_still_while_a_sleep_goes_on() -> None:
    day = a_family().met("12:00", "drink").asleep("13:00", who="ada")
    assert read(day, "15:00").wait_minutes == pytest.approx(60)


def test_in_a_night_of_which_nothing_was_told_it_stands_still_by_the_usual_night() -> None:
    day = a_family().met("22:00", "drink")  # the usual night is 22:30 to 6:30
    assert read(day, "+1 07:00").wait_minutes == pytest.approx(60)


def test_a_night_that_was_told_counts_as_it_was_told() -> None:
    day = a_family().met("21:30", "drink").asleep("22:15", "+1 01:00", who="ada")
    assert read(day, "+1 03:00").wait_minutes == pytest.approx(45 + 120)


def test_up_to_the_first_word_of_a_night_it_was_the_usual_one() -> None:
    day = a_family().met("22:00", "drink").asleep("23:30", "+1 03:00", who="ada")
    assert read(day, "+1 05:00").wait_minutes == pytest.approx(30 + 120)


def test_the_pairs_needs_run_by_the_wall_clock() -> None:
    day = a_family().agreed().met("22:00", "pair.seek", of="us")
    assert read(day, "+1 07:00", "pair.seek", "us").wait_minutes == pytest.approx(540)


def test_two_tellings_of_one_sleep_stand_still_once_and_either_end_ends_both() -> None:
    day = a_family().met("12:00", "drink").asleep("13:00", "14:00", who="ada").asleep("13:05", who="ada")
    assert read(day, "15:00").wait_minutes == pytest.approx(120)


def test_a_sleep_whose_end_was_never_told_does_not_stop_the_clock_for_later_sleeps() -> None:
    day = a_family().met("08:00", "drink").asleep("09:00", who="ada")  # its end is never told
    day = day.met("+2 12:00", "drink").asleep("+2 13:00", "+2 15:00", who="ada")
    assert read(day, "+2 16:00").wait_minutes == pytest.approx(120)


def test_after_a_nap_whose_end_was_never_told_usual_nights_count_again_with_the_next_one() -> None:
    day = a_family().asleep("09:00").asleep("+2 13:00", "+2 14:00").met("+2 18:30", "child.play", of="iris")
    # Iris's usual night is 19:00 to 7:00, and nothing was told of it.
    assert read(day, "+3 07:30", "child.play", "iris").wait_minutes == pytest.approx(60)


def test_the_clocks_going_back_make_no_need_longer_than_it_was() -> None:
    late = a_family().met("+173 22:00", "drink")  # 24 October: the night has nine hours, eight of them usual sleep
    assert read(late, "+174 07:00").wait_minutes == pytest.approx(60)


# Questions.


def asks(day: Days, at: When) -> str | None:
    state = day.state("ada", at)
    readings = pressure.read_all(state.needs, holder("ada"), instant(at), ZONE)
    found = pressure.question(state.needs, readings, instant(at), ZONE)
    return found.need if found else None


def test_the_need_longest_past_its_floor_is_asked_about() -> None:
    day = a_family().met("06:00", "eat").met("06:30", "drink").met("06:50", "toilet")
    assert asks(day, "11:30") == "drink"  # 300 of 240, against 280 of 240 and 330 of 360


def test_once_answered_nothing_is_asked_in_the_same_part_of_the_day() -> None:
    day = a_family().met("06:30", "drink").met("06:40", "toilet")
    day = day.says("11:10", QuestionAnswered(holder=holder("ada"), need="drink", answer="forget"))
    assert asks(day, "11:00") == "drink"
    assert asks(day, "11:50") is None
    assert asks(day, "12:10") == "toilet"


def test_an_answer_by_eating_counts_as_an_answer_too() -> None:
    day = a_family().met("06:30", "drink").met("06:40", "toilet")
    day = day.says("11:10", Responded(holder=holder("ada"), needs=("drink",), asked=True))
    assert asks(day, "11:30") is None


def test_drinking_unasked_leaves_the_question_about_the_other_need() -> None:
    day = a_family().met("06:30", "drink").met("06:40", "toilet").met("11:10", "drink")
    assert asks(day, "11:30") == "toilet"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("04:00", "11:59", True),
        ("11:59", "12:00", False),
        ("17:59", "18:00", False),
        ("22:00", "+1 03:59", True),
        ("+1 03:59", "+1 04:00", False),
        ("09:00", "+1 09:00", False),
    ],
)
def test_parts_of_the_day_are_morning_afternoon_evening_and_night(one: str, other: str, same: bool) -> None:
    parts = {pressure.part_of_day(instant(when), ZONE) for when in (one, other)}
    assert (len(parts) == 1) == same


# The level.


def mine() -> list[tuple[str, int]]:
    return [(code, found.weight) for code, found in needs().items() if found.of == "adult" and code != "sleep"]


def told_for(share: float) -> Days:
    """Return a day on which so large a share of the weight is known, and nothing waits."""
    whole = sum(found.weight for found in needs().values() if found.of == "adult")
    day, known = a_family(), 0
    for code, weight in sorted(mine(), key=lambda one: -one[1]):
        if known + weight > share * whole + 1e-9:
            break
        day, known = day.met("12:00", code), known + weight
    return day


def test_nobody_has_a_level_before_anything_is_told() -> None:
    assert level(a_family(), "12:00") is None


def test_there_is_no_level_under_two_thirds_of_the_weight() -> None:
    assert level(told_for(0.6), "12:00") is None


def test_there_is_a_level_from_two_thirds_on() -> None:
    assert level(told_for(0.8), "12:00") == 100


def test_a_level_falls_as_things_wait() -> None:
    day = told_for(0.8)
    levels = [level(day, at) for at in ("12:00", "13:00", "14:00", "15:30")]
    assert levels == sorted(levels, key=lambda one: -(one or 0))
    assert levels[0] != levels[-1]


def test_a_level_is_at_most_40_while_a_need_is_at_its_floor() -> None:
    day = told_for(0.8).noticed("12:01", "toilet")
    assert (level(day, "15:59") or 0) > 40
    assert level(day, "16:01") == 40


def test_an_unknown_need_is_in_no_mean() -> None:
    day = told_for(0.8)
    known = [
        r for r in pressure.read_all(day.state("ada", "14:00").needs, holder("ada"), instant("14:00"), ZONE) if r.known
    ]
    weights = [need(reading.need).weight for reading in known]
    mean = sum(w * (r.deficit or 0) for w, r in zip(weights, known, strict=True)) / sum(weights)
    assert level(day, "14:00") == round(100 * (1 - mean))


# The learned cadence.


def eaten(day: Days, *times: str) -> Days:
    for at in times:
        day = day.met(at, "drink")
    return day


def cadence(day: Days, at: When) -> float:
    return state_of.cadence(day.state("ada", at).needs.states[ADA]["drink"], need("drink"))


def test_a_cadence_is_the_stated_one_before_anything_is_learned() -> None:
    assert cadence(eaten(a_family(), "08:00"), "08:00") == need("drink").cadence_minutes


def test_drinking_more_often_is_learned_bit_by_bit() -> None:
    once = cadence(eaten(a_family(), "08:00", "09:00"), "09:00")
    often = cadence(eaten(a_family(), "08:00", "09:00", "10:00", "11:00", "12:00"), "12:00")
    assert 60 < often < once < 120


def test_the_mean_of_the_gaps_pulls_as_the_formula_says() -> None:
    expected = exp((log(120) / 0.36 + 2 / 0.49 * log(60)) / (1 / 0.36 + 2 / 0.49))
    assert cadence(eaten(a_family(), "08:00", "09:00", "10:00"), "10:00") == pytest.approx(expected, rel=1e-4)


def test_a_learned_cadence_is_at_most_half_as_long_again_as_the_stated_one() -> None:
    day = a_family()
    for hours in range(0, 13, 3):
        day = day.says("06:00", NeedStated(holder=holder("ada"), need="drink", floor_minutes=2000.0))
        day = day.met(instant("08:00") + timedelta(hours=hours), "drink")
    for days in range(1, 20):
        for hour in (8, 13, 18):
            day = day.met(f"+{days} {hour:02}:00", "drink")
    assert cadence(day, "+20 08:00") == pytest.approx(1.5 * 120)


def test_a_gap_in_which_iris_came_first_is_not_learned() -> None:
    day = a_family().met("08:00", "drink").put_second("09:30", "drink").met("11:00", "drink")
    assert cadence(day, "11:00") == need("drink").cadence_minutes


def test_the_gap_after_it_is_learned_again() -> None:
    day = a_family().met("08:00", "drink").put_second("09:30", "drink").met("11:00", "drink").met("12:00", "drink")
    assert cadence(day, "12:00") < need("drink").cadence_minutes


def test_a_gap_past_the_floor_is_a_bad_spell_and_not_learned() -> None:
    assert cadence(eaten(a_family(), "08:00", "13:00"), "13:00") == need("drink").cadence_minutes


def test_floors_are_never_learned() -> None:
    day = eaten(a_family(), "06:00", "07:00", "08:00", "09:00", "10:00").noticed("10:01", "drink")
    assert not read(day, "14:00").at_floor
    assert read(day, "14:01").at_floor


def test_a_bit_is_no_gap_of_the_cadence() -> None:
    day = a_family().met("08:00", "drink").met("09:00", "drink", full=False).met("10:00", "drink")
    whole = a_family().met("08:00", "drink").met("10:00", "drink")
    assert cadence(day, "10:00") == cadence(whole, "10:00")
