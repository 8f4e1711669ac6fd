"""The morning through the door: what happened while one slept, for each adult of their own hours, and thanks."""

from datetime import date

import pytest

from kinwell.core.log.events import NightProposed
from kinwell.web import taps
from tests.builders import ADA, IRIS, SAM, adult, holder, instant
from tests.web.browsing import Clock, Household, Phone

NIGHT = NightProposed(
    night=date(2026, 5, 4),
    first=ADA,
    second=SAM,
    begin=instant("21:00"),
    turn=instant("+1 02:00"),
    end=instant("+1 07:00"),
)


@pytest.fixture
def night(ada: Phone, sam: Phone, clock: Clock) -> Clock:
    """Ada has the children till 2, Sam from 2; Iris sleeps, is fed by each, and sleeps again."""
    clock.at("20:00")
    ada.taps(*taps.night(NIGHT))
    sam.presses("b-night-yes")
    for phone, begin, end in ((ada, "21:10", "23:40"), (ada, "+1 00:20", "+1 03:10"), (sam, "+1 03:50", "+1 06:30")):
        clock.at(end)
        phone.taps(*taps.sleep(holder("iris")), at=begin, until=end)
    for phone, at in ((ada, "+1 00:05"), (sam, "+1 03:20")):
        clock.at("+1 06:31")
        phone.taps(*taps.feed(IRIS, "bottle"), at=at, until="+1 03:40")
    sam.taps(*taps.change(IRIS, wet=True, dirty=False), at="+1 03:15")
    clock.at("+1 07:30")
    return clock


def test_each_is_told_of_the_hours_that_were_the_others(ada: Phone, sam: Phone, night: Clock) -> None:
    hers, his = ada.opens().says, sam.opens().says
    assert "While you slept" in hers
    assert "2 am to 7 am" in hers
    assert "Asleep 12:20 to 3:10 and 3:50 to 6:30" in hers
    assert "Fed 3:20" in hers
    assert "1 change" in hers
    assert "Thanks to Sam" in hers
    assert "9 pm to 2 am" in his
    assert "Asleep 9:10 to 11:40 and 12:20 to 3:10" in his
    assert "Fed 12:05" in his
    assert "1 change" not in his


def test_what_may_come_is_a_range(ada: Phone, night: Clock) -> None:
    assert "likely tired" in ada.opens().says


def test_ones_own_longest_piece_is_told_to_oneself_alone(ada: Phone, sam: Phone, night: Clock) -> None:
    before = sam.opens().says
    ada.taps(*taps.sleep(adult(ADA)), at="+1 02:10", until="+1 05:40")
    assert "You told me of 3½ hours in one piece. Nobody else sees this." in ada.opens().says
    assert sam.opens().says == before


@pytest.mark.parametrize(
    ("when", "there"), [("+1 04:59", False), ("+1 05:00", True), ("+1 10:59", True), ("+1 11:00", False)]
)
def test_it_is_there_in_the_morning(ada: Phone, night: Clock, when: str, there: bool) -> None:
    night.at(when)
    assert ada.opens().has("t-morning") is there


def test_thanks_are_in_ones_own_words_and_are_asked_for_once(ada: Phone, sam: Phone, night: Clock) -> None:
    page = ada.opens()
    (spec,) = page.button(kind="thanks.sent")
    ada.taps({**spec, "body": {**spec["body"], "text": "I slept till six"}})
    assert "I slept till six" in sam.opens().says
    assert "Thanks to Sam" not in ada.opens().says


def test_where_nothing_was_settled_it_is_the_night_and_nobody_is_thanked(ada: Phone, sam: Phone, clock: Clock) -> None:
    clock.at("+1 06:00")
    sam.taps(*taps.sleep(holder("iris")), at="22:00", until="+1 03:00")
    said = ada.opens().says
    assert "The night" in said
    assert "Asleep 10 pm to 3 am" in said
    assert "Thanks to" not in said
    assert "While you slept" not in said


def test_where_nothing_was_told_there_is_no_card_and_a_helper_has_none(household: Household, night: Clock) -> None:
    assert not household.phone("nan").opens().has("t-morning")
    night.at("+2 07:30")
    assert not household.phone("ada").opens().has("t-morning")


def test_who_comes_back_to_a_child_in_the_morning_reads_what_was_new_first(household: Household, night: Clock) -> None:
    ada, nan = household.phone("ada"), household.phone("nan")
    night.at("+1 08:05")
    nan.taps(*taps.duty(IRIS))
    night.at("+1 09:00")
    nan.taps(*taps.change(IRIS, wet=True, dirty=False))
    assert ada.opens().has("t-morning")
    night.at("+1 10:00")
    ada.taps(*taps.duty(IRIS))
    page = ada.opens()
    assert "While you were away" in page.says
    assert not page.has("t-morning")
