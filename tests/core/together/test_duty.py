"""Who has a child: by a word or a settled night, whichever came last; right across the change of the clocks."""

from datetime import UTC, date, datetime, timedelta

import pytest

from kinwell.core.ids import EntryId
from kinwell.core.log.events import DutyTaken, NightAgreed, NightLeft, NightProposed, Retracted
from kinwell.core.together.duty import Duty, who_has
from tests.builders import ADA, DAY, IRIS, SAM, Days, a_family, instant

EVENING, MORNING = "20:00", "+1 07:00"


def proposes(days: Days, when: str, *, by: str = "ada", turn: str = "+1 01:00", ada_first: bool = True) -> Days:
    first, second = (ADA, SAM) if ada_first else (SAM, ADA)
    night = NightProposed(
        night=DAY, first=first, second=second, begin=instant(EVENING), turn=instant(turn), end=instant(MORNING)
    )
    return days.says(when, night, by=by)


def last(days: Days) -> EntryId:
    return days.told[-1].id


def settled(*, turn: str = "+1 01:00") -> Days:
    days = proposes(a_family(), "18:00", turn=turn)
    return days.says("18:05", NightAgreed(proposal=last(days)), by="sam")


def has(days: Days, at: str, *, seen_by: str = "ada") -> Duty | None:
    state = days.state(seen_by, at)
    return who_has(state.duties, state.nights, IRIS, instant(at))


def who(days: Days, at: str) -> object:
    found = has(days, at)
    return None if found is None else {ADA: "ada", SAM: "sam"}[found.person]


def test_nobody_is_known_to_have_the_child_before_a_word() -> None:
    assert who(a_family(), "12:00") is None


def test_a_word_hands_the_child_over() -> None:
    days = a_family().says("12:00", DutyTaken(child=IRIS)).says("14:00", DutyTaken(child=IRIS), by="sam")
    assert [who(days, at) for at in ("11:59", "12:00", "13:59", "14:00", "20:00")] == [None, "ada", "ada", "sam", "sam"]


def test_a_word_does_not_last_for_ever() -> None:
    days = a_family().says("12:00", DutyTaken(child=IRIS))
    assert who(days, "+1 12:00") == "ada"
    assert who(days, "+1 12:01") is None


def test_a_settled_night_hands_over_by_itself_and_ends() -> None:
    days = settled()
    told = [who(days, at) for at in ("19:59", "20:00", "+1 00:59", "+1 01:00", "+1 06:59", "+1 07:00")]
    assert told == [None, "ada", "ada", "sam", "sam", None]


def test_a_night_that_is_not_settled_hands_over_nothing() -> None:
    assert who(proposes(a_family(), "18:00"), "21:00") is None


def test_whichever_came_last_holds() -> None:
    days = settled().says("22:00", DutyTaken(child=IRIS), by="sam")
    assert [who(days, at) for at in ("21:59", "22:00", "+1 01:00")] == ["ada", "sam", "sam"]
    taken_back = days.says("+1 03:00", DutyTaken(child=IRIS))
    assert [who(taken_back, at) for at in ("+1 02:59", "+1 03:00", "+1 06:00")] == ["sam", "ada", "ada"]


def test_two_who_take_the_child_at_once_are_both_named() -> None:
    days = a_family().says("12:00", DutyTaken(child=IRIS)).says("12:04", DutyTaken(child=IRIS), by="sam")
    found = has(days, "12:10")
    assert found is not None
    assert (found.person, found.also) == (SAM, ADA)
    apart = a_family().says("12:00", DutyTaken(child=IRIS)).says("12:06", DutyTaken(child=IRIS), by="sam")
    assert (found := has(apart, "12:10")) is not None
    assert found.also is None


def test_who_says_it_a_second_time_has_the_child_alone() -> None:
    both = a_family().says("12:00", DutyTaken(child=IRIS)).says("12:01", DutyTaken(child=IRIS), by="sam")
    again = both.says("12:02", DutyTaken(child=IRIS))
    assert (found := has(again, "12:03")) is not None
    assert (found.person, found.also) == (ADA, None)
    late = a_family().says("12:00", DutyTaken(child=IRIS), by="sam").says("12:01", DutyTaken(child=IRIS))
    assert (found := has(late.says("12:02", DutyTaken(child=IRIS)), "12:03")) is not None
    assert (found.person, found.also) == (ADA, None)
    thrice = a_family().says("12:00", DutyTaken(child=IRIS)).says("12:02", DutyTaken(child=IRIS))
    thrice = thrice.says("12:03", DutyTaken(child=IRIS), by="sam")
    assert (found := has(thrice, "12:04")) is not None
    assert (found.person, found.also) == (SAM, ADA)


def until(days: Days, at: str) -> datetime | None:
    return found.until if (found := has(days, at)) is not None else None


def test_a_settled_night_says_till_when() -> None:
    days = settled()
    assert [until(days, at) for at in ("20:00", "+1 00:59", "+1 01:00")] == [
        instant("+1 01:00"),
        instant("+1 01:00"),
        instant(MORNING),
    ]


def test_a_word_lasts_until_the_night_hands_the_child_to_another() -> None:
    days = settled().says("19:00", DutyTaken(child=IRIS), by="sam").says("22:00", DutyTaken(child=IRIS), by="sam")
    assert until(days, "19:30") == instant("20:00")  # then Ada has Iris, as settled
    assert until(days, "22:30") == instant(MORNING)  # his own turn comes at 1
    assert until(a_family().says("12:00", DutyTaken(child=IRIS)), "12:30") is None


def test_a_night_with_one_turn_alone_is_of_who_has_that_turn() -> None:
    days = proposes(a_family(), "18:00", turn=EVENING)
    days = days.says("18:05", NightAgreed(proposal=last(days)), by="sam")
    assert [who(days, at) for at in ("20:00", "+1 06:00")] == ["sam", "sam"]


def test_of_two_nights_proposed_at_once_the_later_stands_and_neither_is_settled() -> None:
    days = proposes(proposes(a_family(), "18:00"), "18:01", by="sam", turn="+1 03:00")
    for eyes in ("ada", "sam"):
        nights = days.state(eyes, "18:02").nights
        assert nights.settled(DAY) is None
        assert nights.proposed[DAY].by == SAM
        assert nights.proposed[DAY].night.turn == instant("+1 03:00")
    yes_to_the_first = days.says("18:03", NightAgreed(proposal=days.told[-2].id), by="sam")
    assert yes_to_the_first.state("ada", "18:04").nights.settled(DAY) is None
    assert days.says("18:03", NightAgreed(proposal=last(days))).state("ada", "18:04").nights.settled(DAY) is not None


def test_the_same_word_twice_is_one_yes() -> None:
    days = proposes(a_family(), "18:00")
    days = days.says("18:01", NightAgreed(proposal=last(days))).says("18:02", NightAgreed(proposal=last(days)))
    assert days.state("ada", "18:03").nights.settled(DAY) is None


def test_a_yes_taken_back_leaves_the_night_unsettled() -> None:
    days = settled()
    days = days.says("19:00", Retracted(target=last(days)), by="sam", eyes="adults")
    assert days.state("ada", "19:01").nights.settled(DAY) is None
    assert who(days, "21:00") is None


def test_a_night_left_shows_to_nobody_else() -> None:
    days = proposes(a_family(), "18:00")
    left = days.says("18:10", NightLeft(night=DAY), by="sam")
    assert left.state("sam", "18:11").nights.left == {SAM: DAY}
    assert left.state("ada", "18:11").nights == days.state("ada", "18:11").nights


def test_one_adult_settles_a_night_alone_which_hands_nobody_over() -> None:
    night = NightProposed(
        night=DAY, first=ADA, second=ADA, begin=instant(EVENING), turn=instant("+1 01:00"), end=instant(MORNING)
    )
    alone = a_family().says("18:00", night)
    assert alone.state("ada", "23:00").nights.settled(DAY) == night
    assert who(alone, "23:00") is None


@pytest.mark.parametrize(
    ("night", "hours"),
    [(date(2026, 3, 28), 10), (date(2026, 10, 24), 12), (date(2026, 5, 4), 11)],  # the clocks of Berlin change at 2
)
def test_a_night_of_any_length_is_covered_without_a_gap(night: date, hours: int) -> None:
    begin = datetime(night.year, night.month, night.day, 20, tzinfo=instant("12:00").tzinfo) - timedelta(
        hours=1 if night.month == 3 else 2
    )
    end = begin + timedelta(hours=hours)
    turn = begin + timedelta(hours=5)
    proposal = NightProposed(night=night, first=ADA, second=SAM, begin=begin, turn=turn, end=end)
    days = a_family().says(begin - timedelta(hours=2), proposal)
    days = days.says(begin - timedelta(hours=1), NightAgreed(proposal=last(days)), by="sam")
    state = days.state("ada", end)
    for half_hours in range(2 * hours):
        at = begin + half_hours * timedelta(minutes=30)
        found = who_has(state.duties, state.nights, IRIS, at)
        assert found is not None
        assert found.person == (ADA if at < turn else SAM)
    assert who_has(state.duties, state.nights, IRIS, end.astimezone(UTC)) is None


def test_nights_long_past_are_let_go() -> None:
    days = settled()
    later = DAY + timedelta(days=9)
    hours = {"begin": instant("+9 20:00"), "turn": instant("+10 01:00"), "end": instant("+10 07:00")}
    days = days.says("+9 18:00", NightProposed(night=later, first=ADA, second=SAM, **hours))
    nights = days.state("ada", "+9 18:01").nights
    assert set(nights.proposed) == {later}
    assert nights.agreed == {}
