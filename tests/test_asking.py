"""What is asked of an adult and by them, as `ask` answers it; whom they may ask, and whom Kinwell may offer."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kinwell import ask
from kinwell.core.ids import ADULTS, CARE, ME, pair_of
from kinwell.core.log.events import AsksRested, FavourAnswered, FavourAsked, FavourDrafted, FriendKept, Thanked
from tests.builders import ADA, IRIS, MEL, SAM, instant
from tests.household import Home

pytestmark = pytest.mark.django_db

US = pair_of(ADA, SAM)
ASK = FavourAsked(
    pair=US, to=SAM, what="take Iris", minutes=20, when=instant("18:00"), until=instant("18:20"), child=IRIS
)


@pytest.fixture
def home() -> Home:
    return Home.found()


def asking(home: Home, name: str, at: str) -> ask.Asking:
    found = ask.now(home.seat(name), instant(at)).asking
    assert found is not None
    return found


def test_there_is_nothing_to_ask_for_a_helper_or_the_host(home: Home) -> None:
    home.says("ada", "17:00", ASK)
    for name in ("nan", "host"):
        assert ask.now(home.seat(name), instant("17:01")).asking is None


def test_an_ask_is_told_to_both_from_where_each_sits(home: Home) -> None:
    entry = home.says("ada", "17:00", ASK).id
    [mine] = asking(home, "ada", "17:01").waiting
    [arrived] = asking(home, "sam", "17:01").arrived
    assert (mine.entry, mine.name, mine.mine) == (entry, "Sam", True)
    assert (arrived.entry, arrived.name, arrived.mine) == (entry, "Ada", False)
    assert (mine.times, len(arrived.times)) == ((), 4)
    assert asking(home, "ada", "17:01").waits_for(SAM) == mine
    assert asking(home, "sam", "17:01").waits_for(ADA) is None


def test_hours_to_name_instead_lie_ahead_also_when_the_asked_one_has_begun(home: Home) -> None:
    home.says("ada", "17:00", replace(ASK, when=instant("17:00"), until=instant("18:20")))
    [arrived] = asking(home, "sam", "17:40").arrived
    assert arrived.times == tuple(instant(when) for when in ("18:00", "18:30", "19:30", "+1 17:30"))


def test_another_hour_can_be_asked_for_while_nothing_else_is_open_and_it_lies_ahead(home: Home) -> None:
    entry = home.says("ada", "17:00", ASK).id
    home.says("sam", "17:05", FavourAnswered(pair=US, favour=entry, answer="another_time", when=instant("20:00")))
    assert [one.sendable for one in asking(home, "ada", "17:06").at_another_time] == [True]
    assert [one.sendable for one in asking(home, "ada", "20:00").at_another_time] == [False]
    home.says("ada", "17:10", replace(ASK, what="bring the post"))
    assert [one.sendable for one in asking(home, "ada", "17:11").at_another_time] == [False]


def test_a_draft_waits_for_the_first_ask_and_then_for_its_hour(home: Home) -> None:
    home.says("ada", "17:00", ASK)
    home.says("ada", "17:01", FavourDrafted(to=SAM, what="later", minutes=10, when=instant("18:30")))

    def told(at: str) -> tuple[bool, bool, str]:
        [draft] = asking(home, "ada", at).drafts
        return draft.sendable, draft.now, draft.until.astimezone(instant(at).tzinfo).isoformat()[11:16]

    assert told("17:02") == (False, False, instant("18:50").isoformat()[11:16])
    assert told("18:20") == (True, False, instant("18:50").isoformat()[11:16])
    assert told("19:00") == (True, True, instant("19:20").isoformat()[11:16])
    assert asking(home, "sam", "17:02").drafts == ()


def test_whoever_is_no_member_any_more_is_nobody_to_ask(home: Home) -> None:
    assert [one.id for one in asking(home, "ada", "12:00").may_ask] == [SAM]
    alone = replace(home.seat("ada"), eyes=frozenset({CARE, ADULTS, ME}))
    found = ask.now(alone, instant("12:00")).asking
    assert found is not None
    assert (found.may_ask, found.offers) == ((), ())


def test_where_no_adult_is_offered_ones_own_people_are(home: Home) -> None:
    home.says("ada", "12:00", FriendKept(friend=MEL, name="Mel", number="0170 1"))
    assert [one.id for one in asking(home, "ada", "12:01").offers] == [SAM]
    for when in ("13:00", "14:00", "15:00"):
        begin = instant(when)
        home.says("ada", when, replace(ASK, when=begin, until=begin + timedelta(minutes=20)))
    found = asking(home, "ada", "15:20")
    assert [one.id for one in found.offers] == [MEL]
    assert [one.id for one in found.may_ask] == [SAM], "whoever wants to ask may"
    assert asking(home, "sam", "15:20").own_people == ()


def test_a_rest_from_asks_is_told_while_it_lasts_and_reaches_the_next_morning(home: Home) -> None:
    assert asking(home, "sam", "17:00").rest_to == instant("+1 07:00")
    assert asking(home, "sam", "+1 03:59").rest_to == instant("+1 07:00")
    assert asking(home, "sam", "+1 04:00").rest_to == instant("+2 07:00")
    home.says("sam", "17:00", AsksRested(until=instant("+1 07:00")))
    assert asking(home, "sam", "+1 06:59").rests_until == instant("+1 07:00")
    assert asking(home, "sam", "+1 07:00").rests_until is None


def test_thanks_are_for_whom_they_are_for(home: Home) -> None:
    home.says("ada", "17:00", Thanked(pair=US, to=SAM, text="So good."))
    assert [one.text for one in asking(home, "sam", "17:01").thanks] == ["So good."]
    assert asking(home, "ada", "17:01").thanks == ()
