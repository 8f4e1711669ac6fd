"""The hand-over card and what was new while others had a child: of each seat, and of nobody's own."""

from collections.abc import Sequence
from dataclasses import fields
from uuid import UUID

import pytest

from kinwell import ask
from kinwell.core.handover import Fact
from kinwell.core.ids import PersonId
from kinwell.core.log.events import (
    Amended,
    CardWritten,
    Changed,
    DutyTaken,
    Fed,
    LineLeft,
    NightAgreed,
    NightProposed,
    Slept,
)
from kinwell.words import handing
from tests.builders import ADA, DAY, IRIS, LEO, NAN, SAM, ZONE, holder, instant
from tests.household import Home

NIGHT = NightProposed(
    night=DAY, first=ADA, second=SAM, begin=instant("20:00"), turn=instant("+1 01:00"), end=instant("+1 07:00")
)
WET = Changed(child=IRIS, wet=True)
I_HAVE_IRIS = DutyTaken(child=IRIS)


@pytest.fixture
def home(db: None) -> Home:
    return Home.found()


def card(home: Home, at: str, *, of: str = "ada", child: PersonId = IRIS) -> ask.Card:
    found = ask.card(home.seat(of), child, instant(at))
    assert found is not None
    return found


def away(home: Home, at: str, *, of: str = "ada") -> Sequence[ask.Away]:
    return ask.now(home.seat(of), instant(at)).away


def rows(card: ask.Card) -> dict[str, str]:
    return {row.code: row.text for row in handing.card_rows(card)}


def told(home: Home) -> None:
    home.says("ada", "10:00", Slept(holder=holder("iris")), until="11:00")
    home.says("ada", "11:10", Fed(child=IRIS, how="breast", side="left"), until="11:30")
    home.says("sam", "11:40", WET)
    home.says("ada", "11:45", CardWritten(child=IRIS, helps="porch", places="fridge", ring_first="Mel", own_way=True))


def test_a_card_of_which_nothing_was_told_has_dashes_and_no_guess(home: Home) -> None:
    assert rows(card(home, "12:00")) == dict.fromkeys(("fed", "sleep", "change", "medicine", "helps"), "–")
    assert card(home, "12:00").now is None
    assert card(home, "12:00").duty is None


def test_a_card_tells_what_was_last_and_what_often_comes_next(home: Home) -> None:
    told(home)
    assert rows(card(home, "12:00")) == {
        "fed": "11:10, left · right next, when hungry, often 12:55 to 2:05",
        "sleep": "10 am to 11 am · likely tired 12:15 to 1 pm · still learning",
        "change": "11:40, wet",
        "medicine": "–",
        "helps": "porch",
    }
    assert handing.head(card(home, "12:00")) == "Iris, 14 weeks."
    assert handing.now(card(home, "12:00")) == "Awake since 11 am."


def test_once_a_range_is_past_the_card_says_nothing_of_it(home: Home) -> None:
    told(home)
    later = rows(card(home, "16:00"))
    assert later["fed"] == "11:10, left · right next"
    assert later["sleep"] == "10 am to 11 am"


def test_a_sleep_or_a_feed_that_goes_on_is_told_as_such(home: Home) -> None:
    home.says("ada", "12:00", Fed(child=IRIS, how="bottle"))
    home.says("ada", "12:05", Slept(holder=holder("iris")))
    found = rows(card(home, "12:10"))
    assert found["fed"] == "bottle since noon"
    assert found["sleep"] == "asleep since 12:05 · likely up 12:30 to 2:10 · still learning"


def test_the_card_of_one_child_is_not_the_other_s(home: Home) -> None:
    told(home)
    home.says("sam", "11:50", DutyTaken(child=LEO))
    found = card(home, "12:00", child=LEO)
    assert set(rows(found).values()) == {"–"}
    assert found.duty is not None
    assert card(home, "12:00").duty is None


@pytest.mark.parametrize("nobody", [ADA, PersonId(UUID(int=4711))])
def test_of_whom_is_no_child_there_is_no_card(home: Home, nobody: PersonId) -> None:
    assert ask.card(home.seat("ada"), nobody, instant("12:00")) is None


def test_a_card_holds_nothing_of_the_adults_but_who_said_they_have_the_child(home: Home) -> None:
    assert {field.name for field in fields(ask.Card)} == {
        "at", "zone", "viewer", "people", "child", "now", "lines", "learning", "written", "duty", "line", "seen",
        "asking",
    }  # fmt: skip
    assert card(home, "12:00", of="nan").asking is None  # whom the viewer may ask, which is nobody else's
    assert not {"level", "needs", "mood"} & {field.name for field in fields(Fact)}


def test_a_helper_and_an_adult_read_the_same_card(home: Home) -> None:
    told(home)
    assert rows(card(home, "12:00", of="nan")) == rows(card(home, "12:00"))


def test_a_line_stands_on_the_card_for_a_day(home: Home) -> None:
    home.says("nan", "12:00", LineLeft(child=IRIS, text="Out like a light."))
    found = card(home, "12:30")
    assert found.line is not None
    assert handing.left(found.line, found.at, found.people, ZONE) == "Nan, noon: “Out like a light.”"
    assert card(home, "+1 12:01").line is None


# Who has the child.


def says(home: Home, at: str, *, of: str) -> str:
    found = card(home, at, of=of)
    return handing.duty(found.duty, found.child, found.people, found.viewer, ZONE)


def test_a_word_is_said_to_everyone_who_cares(home: Home) -> None:
    home.says("sam", "12:00", I_HAVE_IRIS)
    assert says(home, "12:01", of="sam") == "You have Iris"
    assert says(home, "12:01", of="ada") == says(home, "12:01", of="nan") == "Sam has Iris"


def test_a_settled_night_says_till_when_to_the_adults(home: Home) -> None:
    night = home.says("ada", "18:00", NIGHT).id
    assert says(home, "21:00", of="sam") == ""
    home.says("sam", "18:05", NightAgreed(proposal=night))
    assert says(home, "21:00", of="ada") == "You have Iris till 1 am"
    assert says(home, "21:00", of="sam") == "Ada has Iris till 1 am"
    assert says(home, "+1 03:00", of="ada") == "Sam has Iris till 7 am"
    assert says(home, "21:00", of="nan") == ""  # what two settle is theirs
    assert says(home, "+1 07:00", of="ada") == ""


def test_two_who_take_the_child_at_once_are_both_named(home: Home) -> None:
    home.says("ada", "12:00", I_HAVE_IRIS)
    home.says("sam", "12:00", I_HAVE_IRIS)
    assert says(home, "12:01", of="ada") == "You and Sam both said that you have Iris"
    assert says(home, "12:01", of="sam") == "You and Ada both said that you have Iris"
    assert says(home, "12:01", of="nan") == "Sam and Ada both said that they have Iris"


# While you were away.


def with_sam(home: Home) -> None:
    told(home)
    home.says("ada", "11:50", I_HAVE_IRIS)
    home.says("sam", "12:00", I_HAVE_IRIS)
    home.says("sam", "12:30", Fed(child=IRIS, how="bottle", millilitres=90.0), until="12:45")


def test_who_takes_a_child_back_reads_what_was_new_and_who_told_it(home: Home) -> None:
    with_sam(home)
    home.says("sam", "13:00", LineLeft(child=IRIS, text="All quiet."))
    assert away(home, "13:30") == ()
    home.says("ada", "14:00", I_HAVE_IRIS)
    [found] = away(home, "14:01")
    assert (found.since, found.till, found.by) == (instant("12:00"), instant("14:00"), (SAM,))
    people = ask.people(home.seat("ada"), instant("14:01"))
    assert handing.away_who(found, instant("14:01"), people, ZONE) == "Sam had Iris from noon to 2 pm."
    new = {row.code: row.text for row in handing.away_rows(found, instant("14:01"), people, ZONE)}
    assert new == {"fed": "12:30, bottle, 90 ml · Sam"}
    assert found.line is not None
    assert found.line.text == "All quiet."
    assert away(home, "14:01", of="sam") == away(home, "14:01", of="nan") == ()


def test_what_had_begun_before_is_new_once_it_ended_and_nobody_s(home: Home) -> None:
    nap = home.says("ada", "11:50", Slept(holder=holder("iris")))
    home.says("sam", "12:00", I_HAVE_IRIS)
    home.says("sam", "12:10", WET)
    home.says("ada", "14:00", I_HAVE_IRIS)
    [found] = away(home, "14:01")
    assert found.lines.slept is None  # it goes on, as Ada knows
    home.says("sam", "14:02", Amended(target=nap.id, of="care.slept", changes={"until": instant("13:00")}))
    [found] = away(home, "14:03")
    people = ask.people(home.seat("ada"), instant("14:03"))
    new = {row.code: row.text for row in handing.away_rows(found, instant("14:03"), people, ZONE)}
    assert new["sleep"] == "11:50 to 1 pm"


def test_what_one_tells_after_coming_back_is_not_what_was_new(home: Home) -> None:
    with_sam(home)
    home.says("ada", "14:00", I_HAVE_IRIS)
    home.says("ada", "14:05", WET)
    [found] = away(home, "14:10")
    assert found.lines.changed is None


def test_after_some_hours_it_is_gone_by_itself(home: Home) -> None:
    with_sam(home)
    home.says("ada", "14:00", I_HAVE_IRIS)
    assert away(home, "17:00") != ()
    assert away(home, "17:01") == ()


def test_where_nothing_was_new_nothing_is_said(home: Home) -> None:
    home.says("sam", "12:00", I_HAVE_IRIS)
    home.says("ada", "14:00", I_HAVE_IRIS)
    assert away(home, "14:01") == ()


def test_ones_own_line_is_not_read_back_to_one(home: Home) -> None:
    home.says("sam", "12:00", I_HAVE_IRIS)
    home.says("ada", "12:10", LineLeft(child=IRIS, text="Ring me."))
    home.says("ada", "14:00", I_HAVE_IRIS)
    assert away(home, "14:01") == ()


def test_several_who_had_the_child_in_turn_are_named(home: Home) -> None:
    with_sam(home)
    home.says("nan", "13:00", I_HAVE_IRIS)
    home.says("ada", "14:00", I_HAVE_IRIS)
    [found] = away(home, "14:01")
    assert (found.since, found.by) == (instant("12:00"), (SAM, NAN))


def test_a_helper_who_comes_for_the_first_time_was_not_away(home: Home) -> None:
    with_sam(home)
    home.says("nan", "14:00", I_HAVE_IRIS)
    assert away(home, "14:01", of="nan") == ()


def test_after_the_other_s_half_of_a_settled_night_one_reads_what_was_new(home: Home) -> None:
    night = home.says("ada", "18:00", NIGHT).id
    home.says("sam", "18:05", NightAgreed(proposal=night))
    home.says("sam", "+1 02:00", Fed(child=IRIS, how="bottle"), until="+1 02:20")
    assert away(home, "+1 06:59") == ()
    [found] = away(home, "+1 07:30")
    assert (found.since, found.till, found.by) == (instant("+1 01:00"), instant("+1 07:00"), (SAM,))
    assert away(home, "+1 07:30", of="sam") == away(home, "+1 07:30", of="nan") == ()


def test_a_host_s_command_was_never_away(home: Home) -> None:
    with_sam(home)
    home.says("ada", "14:00", I_HAVE_IRIS)
    assert away(home, "14:01", of="host") == ()
