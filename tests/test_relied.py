"""What two say to each other through `record`: who may, and that nothing stays of what was replaced or left."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from kinwell import ask
from kinwell.core.ids import EntryId, Seat, pair_of
from kinwell.core.log.events import (
    Amended,
    CardWritten,
    DutyTaken,
    Event,
    FavourAnswered,
    FavourAsked,
    FavourDeclined,
    NightAgreed,
    NightLeft,
    NightProposed,
    Retracted,
    Thanked,
)
from kinwell.core.together.duty import who_has
from kinwell.store.models import ERASED, EntryRow
from kinwell.store.within import within
from tests.builders import ADA, DAY, IRIS, NAN, SAM, instant
from tests.household import Home

pytestmark = pytest.mark.django_db

US = pair_of(ADA, SAM)
NIGHT = NightProposed(
    night=DAY,
    first=ADA,
    second=SAM,
    begin=instant("20:00"),
    turn=instant("+1 01:00"),
    end=instant("+1 07:00"),
)
ASK = FavourAsked(
    pair=US, to=SAM, what="take Iris", minutes=20, when=instant("18:00"), until=instant("19:00"), child=IRIS
)


@pytest.fixture
def home() -> Home:
    return Home.found()


def kept(home: Home) -> list[str]:
    with within(home.family):
        rows = EntryRow.objects.filter(family_id=home.family).exclude(kind="").exclude(kind__startswith="people.")
        return [row.kind for row in rows.order_by("seq")]


def why(home: Home, who: str, when: str, event: Event) -> str:
    """Return the code of the refusal, or nothing when it was kept."""
    refused = home.keeps(who, home.entry(who, when, event)).refused
    return next((reason.code for reason in refused.values()), "")


def test_a_yes_from_each_settles_the_night_and_hands_over(home: Home) -> None:
    night = home.says("ada", "18:00", NIGHT).id
    assert ask.state(home.seat("sam"), instant("18:01")).nights.settled(DAY) is None
    home.says("sam", "18:05", NightAgreed(proposal=night))
    for name in ("ada", "sam"):
        state = ask.state(home.seat(name), instant("+1 02:00"))
        assert state.nights.settled(DAY) == NIGHT
        found = who_has(state.duties, state.nights, IRIS, instant("+1 02:00"))
        assert found is not None
        assert found.person == SAM


def test_a_night_proposed_anew_empties_the_one_before_and_its_yes(home: Home) -> None:
    night = home.says("ada", "18:00", NIGHT).id
    home.says("sam", "18:05", NightAgreed(proposal=night))
    home.says("sam", "18:10", replace(NIGHT, turn=instant("+1 03:00")))
    assert kept(home) == [ERASED, ERASED, "night.proposed"]
    assert ask.state(home.seat("ada"), instant("18:11")).nights.settled(DAY) is None


def test_a_night_left_empties_ones_own_part_and_is_ones_own(home: Home) -> None:
    night = home.says("ada", "18:00", NIGHT).id
    before = ask.state(home.seat("ada"), instant("18:20"))
    home.says("sam", "18:05", NightAgreed(proposal=night))
    home.says("sam", "18:10", NightLeft(night=DAY))
    assert kept(home) == ["night.proposed", ERASED]  # what Sam left shows no kind at all
    assert ask.state(home.seat("ada"), instant("18:20")) == before


def test_who_proposed_leaves_it_for_both(home: Home) -> None:
    night = home.says("ada", "18:00", NIGHT).id
    home.says("sam", "18:05", NightAgreed(proposal=night))
    home.says("ada", "18:10", NightLeft(night=DAY))
    assert ask.state(home.seat("sam"), instant("18:11")).nights.proposed == {}


@pytest.mark.parametrize(
    "night",
    [
        replace(NIGHT, first=SAM, second=SAM),  # of others alone
        replace(NIGHT, second=NAN),  # a helper has no night of theirs settled
        replace(NIGHT, feeder=NAN),
    ],
)
def test_a_night_is_of_its_writer_and_an_adult(home: Home, night: NightProposed) -> None:
    assert why(home, "ada", "18:00", night) == "refused.unknown"


def test_a_night_whose_hours_do_not_follow_is_refused(home: Home) -> None:
    for night in (
        replace(NIGHT, turn=instant("19:00")),
        replace(NIGHT, end=instant("20:00"), turn=instant("20:00")),
        replace(NIGHT, end=NIGHT.begin + timedelta(hours=21)),
    ):
        assert why(home, "ada", "18:00", night) == "refused.end_before_start"


def test_what_was_said_yes_to_is_never_changed_afterwards(home: Home) -> None:
    night = home.says("ada", "18:00", NIGHT).id
    yes = home.says("sam", "18:05", NightAgreed(proposal=night)).id
    later = Amended(target=night, of=NightProposed.KIND, changes={"turn": instant("+1 05:00")})
    assert why(home, "ada", "18:06", later) == "refused.not_yours"
    assert why(home, "ada", "18:07", Retracted(target=yes)) == "refused.not_yours"
    assert why(home, "sam", "18:08", Retracted(target=yes)) == ""
    assert ask.state(home.seat("ada"), instant("18:09")).nights.settled(DAY) is None


def test_a_helper_takes_a_child_and_writes_no_card_and_no_night(home: Home) -> None:
    assert why(home, "nan", "14:00", DutyTaken(child=IRIS)) == ""
    assert why(home, "nan", "14:01", CardWritten(child=IRIS, helps="porch")) == "refused.not_yours"
    assert why(home, "nan", "14:02", NIGHT) == "refused.unknown"
    state = ask.state(home.seat("ada"), instant("14:03"))
    found = who_has(state.duties, state.nights, IRIS, instant("14:03"))
    assert found is not None
    assert found.person == NAN


def test_an_answer_after_it_faded_is_refused_and_says_so(home: Home) -> None:
    favour = home.says("ada", "17:00", ASK).id
    yes = FavourAnswered(pair=US, favour=favour, answer="yes")
    assert why(home, "ada", "17:01", yes) == "refused.not_yours"
    assert why(home, "sam", "19:00", yes) == "refused.faded"
    assert why(home, "sam", "18:59", yes) == ""


@pytest.mark.parametrize(
    ("ask_", "code"),
    [
        (replace(ASK, to=ADA), "refused.unknown"),
        (replace(ASK, to=NAN, pair=pair_of(ADA, NAN)), "refused.unknown"),
        (replace(ASK, pair=pair_of(SAM, NAN)), "refused.unknown"),
        (replace(ASK, what=" "), "refused.unreadable"),
        (replace(ASK, minutes=0), "refused.unreadable"),
        (replace(ASK, until=ASK.when + timedelta(days=3)), "refused.unreadable"),
    ],
)
def test_an_ask_is_to_another_adult_small_and_timed(home: Home, ask_: FavourAsked, code: str) -> None:
    assert why(home, "ada", "17:00", ask_) == code


def test_a_no_is_sealed_and_changes_nothing_for_who_asked(home: Home) -> None:
    favour = home.says("ada", "17:00", ASK).id
    seat = home.seat("ada")
    before = ask.state(seat, instant("17:30")), ask.seen(seat)
    home.says("sam", "17:05", FavourDeclined(favour=favour))
    assert (ask.state(seat, instant("17:30")), ask.seen(seat)) == before
    with within(home.family):
        assert EntryRow.objects.filter(family_id=home.family, eyes="me", kind="").count() == 1


def test_thanks_need_words_and_none_of_it_is_history(home: Home) -> None:
    assert why(home, "sam", "08:00", Thanked(pair=US, to=ADA, text="  ")) == "refused.unreadable"
    home.says("sam", "08:00", Thanked(pair=US, to=ADA, text="For the night."))
    home.says("ada", "18:00", NIGHT)
    for name in ("ada", "sam"):
        assert ask.history(home.seat(name), instant("20:00")).lines == ()


def test_a_favour_of_nobody_one_knows_is_not_there(home: Home) -> None:
    strange = EntryId(pair_of(ADA, NAN))
    assert why(home, "sam", "17:00", FavourDeclined(favour=strange)) == "refused.unknown"
    seat: Seat = home.seat("nan")
    assert ask.state(seat, instant("17:01")).favours.asked == ()


@pytest.mark.parametrize(
    "hours", [{"when": instant("+4 18:00"), "until": instant("+4 19:00")}, {"until": instant("+9 19:00")}]
)
def test_an_ask_is_of_the_next_days(home: Home, hours: dict[str, datetime]) -> None:
    assert why(home, "ada", "17:00", replace(ASK, **hours)) == "refused.unreadable"
    assert why(home, "ada", "17:00", replace(ASK, when=instant("+1 19:00"), until=instant("+1 20:00"))) == ""
