"""What a family knows of itself, through `record`: who may say it, and that an agreement which ended leaves nothing."""

from dataclasses import replace
from datetime import time
from uuid import UUID

import pytest

from kinwell import ask, bounds, codec
from kinwell.core.ids import ADULTS, EntryId, pair_of
from kinwell.core.log.events import (
    ActAdded,
    ActHidden,
    ActTaken,
    AgreementAccepted,
    AgreementLeft,
    AgreementProposed,
    Amended,
    AnchorSet,
    BoundarySet,
    CueNoticed,
    Event,
    EyesChanged,
    LimitSet,
    Retracted,
    ValueHeld,
    WishSaid,
)
from kinwell.core.needs.own_acts import code_of
from kinwell.core.together.agreements import Agreements
from kinwell.store.models import ERASED, EntryRow
from kinwell.store.within import within
from tests.builders import ADA, NAN, SAM, holder, instant
from tests.household import Home

pytestmark = pytest.mark.django_db

US = pair_of(ADA, SAM)
NO_PHONES = AgreementProposed(pair=US, to=SAM, text="No phones at supper")
SOUP = ActAdded(name="Nan’s soup", minutes=5, needs=("eat",))


@pytest.fixture
def home() -> Home:
    return Home.found()


def why(home: Home, who: str, when: str, event: Event) -> str:
    """Return the code of the refusal, or nothing when it was kept."""
    refused = home.keeps(who, home.entry(who, when, event)).refused
    return next((reason.code for reason in refused.values()), "")


def agreements(home: Home, who: str, when: str = "20:00") -> Agreements:
    return ask.state(home.seat(who), instant(when)).agreements


def settle(home: Home) -> EntryId:
    id = home.says("ada", "18:00", NO_PHONES).id
    home.says("sam", "18:05", AgreementAccepted(pair=US, agreement=id))
    return id


def rows(home: Home) -> list[str]:
    with within(home.family):
        found = EntryRow.objects.filter(family_id=home.family).exclude(kind="").exclude(kind__startswith="people.")
        return [row.kind for row in found.order_by("seq")]


# Agreements.


def test_an_agreement_holds_once_both_said_yes(home: Home) -> None:
    id = home.says("ada", "18:00", NO_PHONES).id
    for who, person in (("ada", ADA), ("sam", SAM)):
        assert agreements(home, who).held(person) == ()
        assert [one.text for one in agreements(home, who).open(person)] == ["No phones at supper"]
    home.says("sam", "18:05", AgreementAccepted(pair=US, agreement=id))
    for who, person in (("ada", ADA), ("sam", SAM)):
        assert [one.entry for one in agreements(home, who).held(person)] == [id]
        assert agreements(home, who).open(person) == ()


@pytest.mark.parametrize("who", ["ada", "sam"])
def test_either_ends_it_alone_at_once_for_both_and_nothing_of_it_stays(home: Home, who: str) -> None:
    id = settle(home)
    home.says(who, "19:00", AgreementLeft(agreement=id))
    for name, person in (("ada", ADA), ("sam", SAM)):
        assert (agreements(home, name).held(person), agreements(home, name).open(person)) == ((), ())
        assert agreements(home, name).proposed == {}
    assert rows(home) == [ERASED, ERASED]


def test_what_sam_does_not_want_leaves_his_screen_and_to_ada_was_never_answered(home: Home) -> None:
    id = home.says("ada", "18:00", NO_PHONES).id
    before = agreements(home, "ada")
    home.says("sam", "18:05", AgreementLeft(agreement=id))
    assert agreements(home, "sam").open(SAM) == ()
    assert agreements(home, "ada") == before


def test_whoever_left_it_may_still_say_yes(home: Home) -> None:
    id = home.says("ada", "18:00", NO_PHONES).id
    home.says("sam", "18:05", AgreementLeft(agreement=id))
    home.says("sam", "18:30", AgreementAccepted(pair=US, agreement=id))
    assert [one.entry for one in agreements(home, "sam").held(SAM)] == [id]
    assert [one.entry for one in agreements(home, "ada").held(ADA)] == [id]


def test_the_same_leaving_sent_twice_is_one(home: Home) -> None:
    left = home.entry("sam", "19:00", AgreementLeft(agreement=settle(home)))
    assert home.keeps("sam", left).new == (left.id,)
    assert home.keeps("sam", left).there == (left.id,)


def test_a_yes_to_what_was_taken_back_meanwhile_is_refused_and_says_so(home: Home) -> None:
    id = home.says("ada", "18:00", NO_PHONES).id
    home.says("ada", "18:01", AgreementLeft(agreement=id))
    assert why(home, "sam", "18:05", AgreementAccepted(pair=US, agreement=id)) == "refused.agreement_changed"


def test_nobody_says_yes_for_another_or_to_their_own(home: Home) -> None:
    id = home.says("ada", "18:00", NO_PHONES).id
    assert why(home, "ada", "18:05", AgreementAccepted(pair=US, agreement=id)) == "refused.agreement_changed"
    assert why(home, "nan", "18:05", AgreementAccepted(pair=US, agreement=id)) == "refused.agreement_changed"


def test_an_agreement_is_of_two_adults_and_in_their_names(home: Home) -> None:
    assert why(home, "ada", "18:00", replace(NO_PHONES, to=NAN)) == "refused.unknown"
    assert why(home, "ada", "18:00", replace(NO_PHONES, to=ADA)) == "refused.unknown"
    assert why(home, "ada", "18:00", replace(NO_PHONES, pair=pair_of(ADA, NAN))) == "refused.unknown"
    assert why(home, "ada", "18:00", replace(NO_PHONES, text="  ")) == "refused.unreadable"


def test_the_words_that_were_agreed_to_are_never_amended(home: Home) -> None:
    id = settle(home)
    amended = Amended(target=id, of="agree.proposed", changes={"text": "No screens at all"})
    assert why(home, "ada", "18:30", amended) == "refused.not_yours"


def test_leaving_what_is_none_of_ones_own_empties_nothing(home: Home) -> None:
    nappy = home.says("ada", "18:00", AnchorSet(name="supper", hour=time(18)))
    home.says("sam", "18:05", AgreementLeft(agreement=nappy.id))
    assert [one.name for one in ask.state(home.seat("ada"), instant("18:10")).lists.rhythm()] == ["supper"]


# Lists.


@pytest.mark.parametrize(
    "event",
    [
        WishSaid(text=" "),
        ValueHeld(text="air", rank=0),
        ValueHeld(text="air", rank=6),
        ValueHeld(text="", rank=1),
        LimitSet(text="late", begins=time(21)),
        LimitSet(text=""),
        BoundarySet(text=" ", about="kin"),
        BoundarySet(text="that", about="kin", acts=("knitting",)),
        LimitSet(text="that", acts=(code_of(EntryId(UUID(int=5))),)),
        AnchorSet(name="", hour=time(18)),
        AnchorSet(name="x" * 61, hour=time(18)),
        ActHidden(act="knitting"),
        ActHidden(act="own.no-id"),
        replace(SOUP, name=" "),
        replace(SOUP, minutes=0.1),
        replace(SOUP, hands=3),
        replace(SOUP, effort=-1),
        replace(SOUP, needs=()),
        replace(SOUP, for_other=("pair.talk",)),
        replace(SOUP, carried=True, child_is="asleep"),
    ],
)
def test_what_does_not_hold_is_refused(home: Home, event: Event) -> None:
    assert why(home, "ada", "12:00", event) == "refused.unreadable"


def test_a_need_that_is_none_is_refused_where_it_is_read() -> None:
    for body in (b'{"text": "x", "rank": 1, "needs": ["knitting"]}', b'{"text": "x", "rank": 1, "needs": "eat"}'):
        with pytest.raises(bounds.Unreadable):
            codec.load_event("list.value", body)
    with pytest.raises(bounds.Unreadable):
        codec.load_event("rhythm.anchor", b'{"name": "supper", "hour": "18:00:00+02:00"}')
    with pytest.raises(bounds.Unreadable):
        codec.load_event("list.boundary", b'{"text": "x", "about": "kin", "traits": ["knitting"]}')


def test_a_helper_neither_adds_to_what_is_offered_nor_sets_the_rhythm(home: Home) -> None:
    assert why(home, "nan", "12:00", SOUP) == "refused.not_yours"
    assert why(home, "nan", "12:00", AnchorSet(name="supper", hour=time(18))) == "refused.not_yours"
    assert why(home, "nan", "12:00", WishSaid(text="a chair")) == "refused.not_yours"


def test_an_item_put_right_reads_anew_and_one_taken_back_is_gone(home: Home) -> None:
    told = home.says("ada", "08:00", BoundarySet(text="visits", about="kin", traits=("visitors",)))
    home.says("ada", "08:05", Amended(target=told.id, of="list.boundary", changes={"i_do": "I keep the door shut"}))
    [bound] = ask.state(home.seat("ada"), instant("08:10")).lists.bounds_of([ADA])
    assert (bound.text, bound.i_do) == ("visits", "I keep the door shut")
    home.says("ada", "08:15", Retracted(target=told.id))
    assert ask.state(home.seat("ada"), instant("08:20")).lists.bounds_of([ADA]) == ()


def test_a_boundary_is_shown_to_sam_and_taken_back(home: Home) -> None:
    told = home.says("ada", "08:00", BoundarySet(text="visits", about="kin", traits=("visitors",)))
    assert ask.state(home.seat("sam"), instant("08:01")).lists.bounds == {}
    home.says("ada", "08:05", EyesChanged(target=told.id, eyes=ADULTS))
    assert [one.by for one in ask.state(home.seat("sam"), instant("08:06")).lists.bounds_of([ADA])] == [ADA]
    home.says("ada", "08:10", EyesChanged(target=told.id, eyes="me"))
    assert ask.state(home.seat("sam"), instant("08:11")).lists.bounds == {}


# Acts of the family's own.


def test_an_own_act_is_offered_taken_and_answers_what_it_is_for(home: Home) -> None:
    added = home.says("sam", "08:00", SOUP)
    home.says("ada", "12:00", CueNoticed(holder=holder("ada"), need="eat"))
    now = ask.now(home.seat("ada"), instant("12:05"))
    [offer] = [offer for offer in now.suggestion.acts if offer.act == code_of(added.id)]
    assert now.own_acts.names[offer.act] == ("Nan’s soup", "")
    home.says("ada", "12:06", ActTaken(act=offer.act))
    running = ask.now(home.seat("ada"), instant("12:07")).own
    assert running is not None
    assert running.act is not None
    assert [meets.need for meets in running.act.does] == ["eat"]


def test_an_act_may_be_added_and_taken_in_one_lot_as_a_phone_without_a_net_sends_them(home: Home) -> None:
    added = home.entry("ada", "08:00", SOUP)
    taken = home.entry("ada", "08:05", ActTaken(act=code_of(added.id)))
    assert home.keeps("ada", added, taken).new == (added.id, taken.id)


def test_nan_cannot_take_what_is_the_adults_to_see(home: Home) -> None:
    added = home.says("sam", "08:00", SOUP)
    assert why(home, "nan", "09:00", ActTaken(act=code_of(added.id))) == "refused.unreadable"


def test_what_ada_hid_sam_may_bring_back(home: Home) -> None:
    hidden = home.says("ada", "08:00", ActHidden(act="shower"))
    assert ask.state(home.seat("sam"), instant("08:01")).own_acts.hidden.keys() == {"shower"}
    home.says("sam", "08:05", Retracted(target=hidden.id))
    assert ask.state(home.seat("ada"), instant("08:06")).own_acts.hidden == {}
