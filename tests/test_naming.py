"""Needs of one's own through `record`: of those alone that the writer named, and for no eyes but theirs."""

from uuid import UUID

import click
import pytest

from kinwell import ask
from kinwell.core.ids import ADULTS, EntryId, pair_eyes, pair_of
from kinwell.core.log.events import (
    ActAdded,
    ActHidden,
    ActTaken,
    Amended,
    BoundarySet,
    CueNoticed,
    Deferred,
    Event,
    EyesByNeed,
    EyesChanged,
    FavourAsked,
    FavourDrafted,
    NeedNamed,
    NeedStated,
    PutSecond,
    QuestionAnswered,
    Responded,
    Retracted,
    WishSaid,
)
from kinwell.telling import Teller
from kinwell.telling import _need as need_of
from tests.builders import ADA, IRIS, SAM, holder, instant
from tests.household import Home

pytestmark = pytest.mark.django_db

ME, US = holder("ada"), pair_of(ADA, SAM)
PIANO = NeedNamed(need="own_1", name="piano")
CUE = CueNoticed(holder=ME, need="own_1")
OF_ONES_OWN: tuple[Event, ...] = (
    CUE,
    Responded(holder=ME, needs=("eat", "own_1")),
    PutSecond(holder=ME, need="own_1", first=IRIS),
    Deferred(holder=ME, need="own_1", until="asleep"),
    QuestionAnswered(holder=ME, need="own_1", answer="not_yet"),
    NeedStated(holder=ME, need="own_1", cadence_minutes=300.0),
    ActTaken(act="own_1_five"),
    WishSaid(text="an hour", need="own_1"),
    BoundarySet(text="no", about="work", acts=("small_own_1",)),
)
ASK = {"to": SAM, "what": "take Iris", "minutes": 20, "when": instant("18:00"), "need": "own_1"}
FOR_OTHERS: tuple[Event, ...] = (
    EyesByNeed(pair=US, to=SAM, needs=("eat", "own_1")),
    FavourAsked(pair=US, until=instant("19:00"), **ASK),  # type: ignore[arg-type]
    FavourDrafted(**ASK),  # type: ignore[arg-type]
    ActAdded(name="Scales", minutes=5, needs=("own_1",)),
    ActAdded(name="Scales", minutes=5, needs=("eat",), for_other=("own_1",)),
    ActHidden(act="small_own_1"),
)


@pytest.fixture
def home() -> Home:
    return Home.found()


def why(home: Home, who: str, when: str, event: Event) -> str:
    """Return the code of the refusal, or nothing when it was kept."""
    refused = home.keeps(who, home.entry(who, when, event)).refused
    return next((reason.code for reason in refused.values()), "")


def called(home: Home, who: str, when: str = "20:00") -> dict[str, str]:
    return dict(ask.called(home.seat(who), instant(when)))


def kind(event: Event) -> str:
    return event.KIND


@pytest.mark.parametrize("event", OF_ONES_OWN, ids=kind)
def test_what_is_said_of_one_is_refused_until_it_is_named_and_after_it_is_taken_away(home: Home, event: Event) -> None:
    assert why(home, "ada", "12:00", event) == "refused.unknown"
    home.says("ada", "12:01", PIANO)
    assert why(home, "ada", "12:02", event) == ""
    home.says("ada", "12:03", NeedNamed(need="own_1", name=""))
    assert why(home, "ada", "12:04", event) == "refused.unknown"


@pytest.mark.parametrize("event", FOR_OTHERS, ids=kind)
def test_what_others_could_read_speaks_of_none(home: Home, event: Event) -> None:
    home.says("ada", "12:00", PIANO)
    assert why(home, "ada", "12:01", event) in ("refused.unknown", "refused.unreadable")


def test_a_name_and_what_is_said_of_it_may_come_together(home: Home) -> None:
    told = [home.entry("ada", "12:00", PIANO), home.entry("ada", "12:01", CUE)]
    assert not home.keeps("ada", *told).refused


@pytest.mark.parametrize(
    "named",
    [
        NeedNamed(need="eat", name="food"),
        NeedNamed(need="own_4", name="piano"),
        NeedNamed(need="own_1", name=" "),
        NeedNamed(need="own_1", name=" piano"),
        NeedNamed(need="own_1", name="pia\nno"),
    ],
)
def test_a_name_that_is_none_is_refused(home: Home, named: NeedNamed) -> None:
    assert why(home, "ada", "12:00", named) == "refused.unreadable"


def test_a_name_is_no_longer_than_a_button(home: Home) -> None:
    assert why(home, "ada", "12:00", NeedNamed(need="own_1", name="x" * 30)) == ""
    assert why(home, "ada", "12:00", NeedNamed(need="own_1", name="x" * 31)) == "needs.name_long"


def test_two_adults_name_theirs_apart(home: Home) -> None:
    home.says("ada", "12:00", PIANO)
    assert why(home, "sam", "12:01", CueNoticed(holder=holder("sam"), need="own_1")) == "refused.unknown"
    home.says("sam", "12:02", NeedNamed(need="own_1", name="choir"))
    assert (called(home, "ada"), called(home, "sam")) == ({"own_1": "piano"}, {"own_1": "choir"})


def test_a_helper_has_none(home: Home) -> None:
    assert why(home, "nan", "12:00", PIANO) == "refused.not_yours"


def test_a_name_put_right_and_one_taken_back(home: Home) -> None:
    first = home.says("ada", "12:00", PIANO).id
    home.says("ada", "12:05", Amended(target=first, of=PIANO.KIND, changes={"name": "the piano"}))
    assert called(home, "ada") == {"own_1": "the piano"}
    home.says("ada", "12:06", Retracted(target=first))
    assert called(home, "ada") == {}


def test_the_later_name_stands_whichever_comes_in_first(home: Home) -> None:
    home.says("ada", "12:10", NeedNamed(need="own_1", name="later"))
    home.says("ada", "12:00", PIANO, noted="12:00")
    assert called(home, "ada") == {"own_1": "later"}


def test_no_amendment_leads_to_one_that_has_no_name(home: Home) -> None:
    id = home.says("ada", "12:00", CueNoticed(holder=ME, need="eat")).id
    word = Amended(target=id, of=CUE.KIND, changes={"need": "own_1"})
    assert why(home, "ada", "12:01", word) == "refused.unknown"


def test_what_was_said_of_one_can_be_put_right_after_it_is_gone(home: Home) -> None:
    home.says("ada", "12:00", PIANO)
    id = home.says("ada", "12:01", CUE).id
    home.says("ada", "12:02", NeedNamed(need="own_1", name=""))
    assert why(home, "ada", "12:03", Amended(target=id, of=CUE.KIND, changes={"strength": "early"})) == ""
    assert why(home, "ada", "12:04", Retracted(target=id)) == ""


@pytest.mark.parametrize("eyes", [ADULTS, pair_eyes(US)])
def test_neither_a_name_nor_what_is_said_of_it_is_opened_to_others(home: Home, eyes: str) -> None:
    told = [home.says("ada", "12:00", PIANO).id, home.says("ada", "12:01", CUE).id]
    told.append(home.says("ada", "12:02", ActTaken(act="small_own_1")).id)
    for id in told:
        assert why(home, "ada", "12:03", EyesChanged(target=id, eyes=eyes)) == "refused.not_yours"


def test_nor_what_once_spoke_of_one(home: Home) -> None:
    home.says("ada", "12:00", PIANO)
    id = home.says("ada", "12:01", CueNoticed(holder=ME, need="eat")).id
    home.says("ada", "12:02", Amended(target=id, of=CUE.KIND, changes={"need": "own_1"}))
    assert why(home, "ada", "12:03", EyesChanged(target=id, eyes=ADULTS)) == "refused.not_yours"


def test_taken_away_it_is_in_no_answer_and_named_again_it_begins_anew(home: Home) -> None:
    home.says("ada", "12:00", PIANO)
    home.says("ada", "12:01", CUE)
    home.says("ada", "12:02", NeedNamed(need="own_1", name=""))
    own = ask.now(home.seat("ada"), instant("12:03")).own
    assert own is not None
    assert "own_1" not in {reading.need for reading in own.needs}
    home.says("ada", "12:04", PIANO)
    own = ask.now(home.seat("ada"), instant("12:05")).own
    assert own is not None
    assert next(reading for reading in own.needs if reading.need == "own_1").noticed == 0


def test_an_unknown_target_is_no_fault(home: Home) -> None:
    word = Amended(target=EntryId(UUID(int=7)), of=PIANO.KIND, changes={"name": "x"})
    assert why(home, "ada", "12:00", word) == "refused.unknown"


@pytest.mark.parametrize("typed", ["piano", "PIANO ", "own_1"])
def test_the_command_line_knows_one_by_its_name(home: Home, typed: str) -> None:
    teller = Teller(family=None, seat=home.seat("ada"), at=instant("12:05"), now=instant("12:05"))
    with pytest.raises(click.UsageError, match="no need of an adult"):
        need_of(teller, typed, ME)
    home.says("ada", "12:00", PIANO)
    assert need_of(teller, typed, ME) == "own_1"
    with pytest.raises(click.UsageError, match="no need of a child"):
        need_of(teller, typed, holder("iris"))
