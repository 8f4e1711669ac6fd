"""The one way in: who may write what, of whom, about what and when; and what is kept of it."""

from dataclasses import replace
from datetime import date, timedelta
from types import MappingProxyType
from uuid import UUID

import pytest

from kinwell import ask, record
from kinwell.core.ids import ADULTS, CARE, ME, EntryId, PersonId, Seat, adult, child, pair_of
from kinwell.core.log.entry import Entry
from kinwell.core.log.events import (
    ActPassed,
    ActsDeclined,
    ActTaken,
    AdultAdded,
    Amended,
    Changed,
    ChildAdded,
    CueNoticed,
    Event,
    EyesChanged,
    Fed,
    Held,
    PairAgreed,
    PutSecond,
    Responded,
    Restored,
    Retracted,
    Slept,
)
from kinwell.core.people import SINCE_EVER
from kinwell.store import journal
from kinwell.store.models import EntryRow
from kinwell.store.within import within
from tests.builders import ADA, IRIS, LEO, NAN, SAM, US, instant
from tests.household import HOME, NEIGHBOURS, Home
from tests.strategies import copy_of

pytestmark = pytest.mark.django_db

FED = Fed(child=IRIS, how="bottle", millilitres=120.0)
CUE = CueNoticed(holder=adult(ADA), need="eat")
STRANGER = PersonId(UUID(int=777))
NOW = "13:00"


@pytest.fixture
def home() -> Home:
    return Home.found()


def refusal(home: Home, seat: str, *entries: Entry, now: str = NOW) -> str:
    """Return the code with which the last of these is refused, empty when it is kept."""
    done = home.keeps(seat, *entries, now=now)
    reason = done.refused.get(entries[-1].id)
    return reason.code if reason else ""


def kept(home: Home, id: EntryId, seat: str = "ada") -> Entry | None:
    with within(home.family):
        return journal.by_ids(home.seat(seat), [id]).get(id)


# When.


def test_a_feed_in_an_hour_is_refused_with_how_far_off_it_is(home: Home) -> None:
    fed = home.entry("ada", "14:00", FED)
    done = home.keeps("ada", fed, now=NOW)
    (reason,) = done.refused.values()
    assert (reason.code, reason.facts) == ("refused.future", {"minutes": 60})
    assert kept(home, fed.id) is None


def test_a_feed_that_ends_in_an_hour_is_refused_too(home: Home) -> None:
    assert refusal(home, "ada", home.entry("ada", "12:50", FED, until="14:00", noted="12:50")) == "refused.future"


def test_a_feed_noted_in_an_hour_is_refused_too(home: Home) -> None:
    assert refusal(home, "ada", home.entry("ada", "12:50", FED, noted="14:00")) == "refused.future"


def test_a_feed_told_before_it_happened_is_refused_though_it_lies_in_the_past(home: Home) -> None:
    assert refusal(home, "ada", home.entry("ada", "12:30", FED, noted="12:00")) == "refused.future"


def test_a_phone_two_minutes_ahead_is_taken_at_its_word_as_now(home: Home) -> None:
    fed = home.entry("ada", "13:02", FED, until="13:02")
    assert refusal(home, "ada", fed) == ""
    stored = kept(home, fed.id)
    assert stored is not None
    assert (stored.at, stored.until, stored.noted) == (instant(NOW), instant(NOW), instant(NOW))


def test_two_minutes_and_a_second_ahead_is_refused(home: Home) -> None:
    late = replace(home.entry("ada", "13:02", FED), noted=instant("13:02") + timedelta(seconds=1))
    assert refusal(home, "ada", late) == "refused.future"


def test_a_nap_that_ends_before_it_began_is_refused(home: Home) -> None:
    nap = home.entry("ada", "12:00", Slept(holder=child(IRIS)), until="11:50", noted="12:30")
    assert refusal(home, "ada", nap) == "refused.end_before_start"


def test_a_bottle_of_no_length_is_kept(home: Home) -> None:
    assert refusal(home, "ada", home.entry("ada", "12:00", FED, until="12:00")) == ""


def test_what_is_told_days_late_is_kept(home: Home) -> None:
    assert refusal(home, "ada", home.entry("ada", "12:00", FED, noted="+3 09:00"), now="+3 09:00") == ""


def test_an_own_sleep_of_more_than_a_day_is_an_end_never_told_and_refused(home: Home) -> None:
    slept = home.entry("ada", "12:00", Slept(holder=adult(ADA)), until="+1 12:01")
    assert refusal(home, "ada", slept, now="+2 09:00") == "refused.too_long"


def test_good_entries_of_a_request_are_kept_beside_refused_ones(home: Home) -> None:
    good, bad = home.entry("ada", "12:00", FED), home.entry("ada", "14:00", FED)
    done = home.keeps("ada", bad, good, now=NOW)
    assert (done.new, set(done.refused)) == ((good.id,), {bad.id})


# Of whom.


@pytest.mark.parametrize(
    "event",
    [
        Fed(child=STRANGER, how="bottle"),
        Changed(child=STRANGER),
        Held(child=STRANGER),
        Slept(holder=child(STRANGER)),
        CueNoticed(holder=child(STRANGER), need="child.feed"),
        PutSecond(holder=adult(ADA), need="eat", first=STRANGER),
        Fed(child=ADA, how="bottle"),
    ],
)
def test_nobody_writes_of_a_child_who_is_not_of_the_family(home: Home, event: Event) -> None:
    assert refusal(home, "ada", home.entry("ada", "12:00", event)) == "refused.unknown"


def test_nobody_writes_of_the_neighbours_child(home: Home) -> None:
    neighbours = Home.found(NEIGHBOURS)
    theirs = ChildAdded(child=STRANGER, name="Theo", born=LEO_BORN)
    assert refusal(neighbours, "ada", neighbours.entry("ada", "12:00", theirs)) == ""
    fed = Fed(child=STRANGER, how="bottle")
    assert refusal(neighbours, "ada", neighbours.entry("ada", "12:10", fed)) == ""
    assert refusal(home, "ada", home.entry("ada", "12:10", fed)) == "refused.unknown"


LEO_BORN = instant("12:00").date() - timedelta(days=700)


@pytest.mark.parametrize(
    "event",
    [
        Responded(holder=adult(SAM), needs=("eat",)),
        CueNoticed(holder=adult(SAM), need="eat"),
        Slept(holder=adult(SAM)),
        PutSecond(holder=adult(SAM), need="eat", first=IRIS),
    ],
)
def test_nobody_says_what_another_adult_needs_or_got(home: Home, event: Event) -> None:
    assert refusal(home, "ada", home.entry("ada", "12:00", event)) == "refused.unknown"


def test_one_responds_for_oneself_for_a_child_and_for_the_pair(home: Home) -> None:
    for holder, need in ((adult(ADA), "eat"), (child(IRIS), "child.feed"), (US, "pair.talk")):
        assert refusal(home, "ada", home.entry("ada", "12:00", Responded(holder=holder, needs=(need,)))) == ""


@pytest.mark.parametrize(
    "event",
    [CueNoticed(holder=adult(NAN), need="eat"), Slept(holder=adult(NAN)), ActTaken(act="small_eat")],
)
def test_who_helps_has_no_needs_here(home: Home, event: Event) -> None:
    assert refusal(home, "nan", home.entry("nan", "12:00", event)) in ("refused.unknown", "refused.not_yours")


def test_who_helps_says_nothing_of_an_adult_or_the_pair(home: Home) -> None:
    for holder, need in ((adult(ADA), "eat"), (US, "pair.talk")):
        entry = home.entry("nan", "12:00", Responded(holder=holder, needs=(need,)))
        assert refusal(home, "nan", entry) == "refused.unknown"


def test_who_helps_logs_care(home: Home) -> None:
    assert refusal(home, "nan", home.entry("nan", "12:00", FED)) == ""


def test_nobody_writes_in_anothers_name(home: Home) -> None:
    assert refusal(home, "sam", home.entry("ada", "12:00", FED)) == "refused.not_yours"


@pytest.mark.parametrize("need", ["sleep", "quiet"])
def test_a_rung_that_means_danger_is_kept_nowhere(home: Home, need: str) -> None:
    cue = home.entry("ada", "12:00", CueNoticed(holder=adult(ADA), need=need, strength="urgent"))
    assert refusal(home, "ada", cue) == "refused.danger"
    assert kept(home, cue.id) is None


@pytest.mark.parametrize(
    "event",
    [
        ActTaken(act="bogus"),
        ActPassed(act="bogus"),
        ActsDeclined(acts=("small_eat", "bogus")),
        Responded(holder=adult(ADA), needs=("eat",), act="bogus"),
    ],
)
def test_an_act_that_there_is_not_spoils_no_day(home: Home, event: Event) -> None:
    assert refusal(home, "ada", home.entry("ada", "12:00", event)) == "refused.unreadable"


def test_nor_does_a_cue_become_one_by_an_amendment(home: Home) -> None:
    cue = home.says("ada", "12:00", CueNoticed(holder=adult(ADA), need="sleep", strength="clear"))
    word = home.entry("ada", "12:05", Amended(target=cue.id, of="need.cue", changes={"strength": "urgent"}))
    assert refusal(home, "ada", word) == "refused.danger"


def test_nor_by_two_amendments_that_are_harmless_each(home: Home) -> None:
    cue = home.says("ada", "12:00", CueNoticed(holder=adult(ADA), need="eat", strength="clear"))
    home.says("ada", "12:05", Amended(target=cue.id, of="need.cue", changes={"strength": "urgent"}))
    word = home.entry("ada", "12:06", Amended(target=cue.id, of="need.cue", changes={"need": "sleep"}))
    assert refusal(home, "ada", word) == "refused.danger"


# Who the family is.


def test_an_adult_is_let_in_by_no_entry(home: Home) -> None:
    entry = home.entry("ada", SINCE_EVER, AdultAdded(adult=STRANGER, name="Mel"), noted="12:00")
    assert refusal(home, "ada", entry) == "refused.not_yours"


def test_an_adult_adds_a_child_and_a_helper_does_not(home: Home) -> None:
    added = ChildAdded(child=STRANGER, name="Mo", born=LEO_BORN)
    assert refusal(home, "nan", home.entry("nan", "12:00", added)) == "refused.not_yours"
    assert refusal(home, "ada", home.entry("ada", "12:00", added)) == ""


def test_a_child_is_not_added_over_an_adult_or_another_child(home: Home) -> None:
    for id in (SAM, IRIS):
        entry = home.entry("ada", "12:00", ChildAdded(child=id, name="X", born=LEO_BORN))
        assert refusal(home, "ada", entry) == "refused.not_yours"


def test_one_agrees_to_a_pair_of_oneself_and_another_adult(home: Home) -> None:
    ours = PairAgreed(pair=pair_of(ADA, SAM), other=SAM)
    assert refusal(home, "ada", home.entry("ada", "12:00", ours)) == ""


@pytest.mark.parametrize(
    "event",
    [
        PairAgreed(pair=pair_of(SAM, NAN), other=SAM),
        PairAgreed(pair=pair_of(ADA, STRANGER), other=STRANGER),
        PairAgreed(pair=pair_of(ADA, IRIS), other=IRIS),
    ],
)
def test_one_agrees_to_no_other_pair(home: Home, event: Event) -> None:
    assert refusal(home, "ada", home.entry("ada", "12:00", event)) == "refused.unknown"


def people_entry(home: Home, person: PersonId) -> EntryId:
    with within(HOME):
        found = journal.people(HOME)
    return next(e.id for e in found if person in (getattr(e.event, "adult", None), getattr(e.event, "child", None)))


def test_a_name_can_be_corrected(home: Home) -> None:
    word = Amended(target=people_entry(home, IRIS), of="people.child", changes={"name": "Iris Maria"})
    assert refusal(home, "sam", home.entry("sam", "12:00", word)) == ""
    assert ask.people(home.seat("nan"), instant(NOW)).children[IRIS].name == "Iris Maria"


def test_ones_own_name_too(home: Home) -> None:
    word = Amended(target=people_entry(home, SAM), of="people.adult", changes={"name": "Samir"})
    assert refusal(home, "sam", home.entry("sam", "12:00", word)) == ""
    assert ask.people(home.seat("nan"), instant(NOW)).adults[SAM].name == "Samir"


@pytest.mark.parametrize(("by", "person"), [("ada", SAM), ("ada", NAN), ("nan", NAN)])
def test_nobody_elses_name_and_no_helpers(home: Home, by: str, person: PersonId) -> None:
    word = Amended(target=people_entry(home, person), of="people.adult", changes={"name": "Nobody"})
    assert refusal(home, by, home.entry(by, "12:00", word)) == "refused.not_yours"


def test_what_one_said_of_oneself_nobody_else_takes_back(home: Home) -> None:
    name = Amended(target=people_entry(home, SAM), of="people.adult", changes={"name": "Samir"})
    said = home.says("sam", "12:00", name)
    assert refusal(home, "ada", home.entry("ada", "12:01", Retracted(target=said.id))) == "refused.not_yours"
    assert refusal(home, "sam", home.entry("sam", "12:01", Retracted(target=said.id))) == ""


def test_a_helper_corrects_no_child(home: Home) -> None:
    word = Amended(target=people_entry(home, IRIS), of="people.child", changes={"name": "Ines"})
    assert refusal(home, "nan", home.entry("nan", "12:00", word)) == "refused.not_yours"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": " "}, "first.child_missing"),
        ({"name": "I" * 61}, "people.name_long"),
        ({"born": date(2026, 5, 5)}, "first.born_ahead"),
        ({"born": date(1990, 5, 5)}, "people.born_long_ago"),
        ({"at": instant("11:00")}, "refused.not_yours"),
        ({"zone": "UTC"}, "refused.not_yours"),
    ],
)
def test_a_name_and_a_birth_must_fit_through_every_door(home: Home, changes: dict[str, object], code: str) -> None:
    word = Amended(target=people_entry(home, IRIS), of="people.child", changes=changes)
    assert refusal(home, "ada", home.entry("ada", "12:00", word)) == code


def test_those_of_a_new_child_too(home: Home) -> None:
    added = ChildAdded(child=STRANGER, name="Mo", born=date(2026, 5, 5))
    assert refusal(home, "ada", home.entry("ada", "12:00", added)) == "first.born_ahead"


@pytest.mark.parametrize(
    ("person", "of", "changes"),
    [
        (SAM, "people.adult", {"adult": ADA}),
        (SAM, "people.adult", {"role": "helper"}),
        (NAN, "people.adult", {"role": "adult"}),
        (IRIS, "people.child", {"child": LEO}),
    ],
)
def test_who_somebody_is_cannot(home: Home, person: PersonId, of: str, changes: dict[str, object]) -> None:
    word = Amended(target=people_entry(home, person), of=of, changes=changes)
    assert refusal(home, "ada", home.entry("ada", "12:00", word)) == "refused.not_yours"


# About other entries.


def amended(target: Entry, **changes: object) -> Amended:
    return Amended(target=target.id, of=target.event.KIND, changes=MappingProxyType(changes))


@pytest.mark.parametrize("event", [Retracted, Restored])
def test_a_word_about_nothing_is_refused(home: Home, event: type[Retracted]) -> None:
    word = home.entry("ada", "12:00", event(target=EntryId(UUID(int=12345))))
    assert refusal(home, "ada", word) == "refused.unknown"


def test_a_word_about_the_neighbours_entry_is_refused(home: Home) -> None:
    theirs = Home.found(NEIGHBOURS)
    theirs.last_id = 50_000
    fed = theirs.says("ada", "12:00", FED)
    assert refusal(home, "ada", home.entry("ada", "12:05", Retracted(target=fed.id))) == "refused.unknown"


def test_sam_corrects_the_care_that_ada_wrote(home: Home) -> None:
    fed = home.says("ada", "12:00", FED)
    assert refusal(home, "sam", home.entry("sam", "12:05", amended(fed, how="solid"))) == ""


def test_nan_corrects_what_she_wrote_and_nothing_else(home: Home) -> None:
    hers, adas = home.says("nan", "12:00", FED), home.says("ada", "12:01", FED)
    assert refusal(home, "nan", home.entry("nan", "12:05", amended(hers, how="solid"))) == ""
    assert refusal(home, "nan", home.entry("nan", "12:05", amended(adas, how="solid"))) == "refused.not_yours"
    assert refusal(home, "nan", home.entry("nan", "12:05", Retracted(target=adas.id))) == "refused.not_yours"


def test_nan_ends_what_ada_began_and_changes_nothing_else_of_it(home: Home) -> None:
    nap = home.says("ada", "11:00", Slept(holder=child(IRIS)))
    awake = amended(nap, until=instant("12:00"))
    assert refusal(home, "nan", home.entry("nan", "12:05", awake)) == ""
    assert refusal(home, "sam", home.entry("sam", "12:06", amended(nap, until=instant("12:02")))) == ""
    both = amended(nap, until=instant("12:00"), at=instant("10:00"))
    for word in (both, amended(nap, at=instant("10:00")), amended(nap, until=None)):
        assert refusal(home, "nan", home.entry("nan", "12:07", word)) == "refused.not_yours"
    state = ask.state(home.seat("ada"), instant("12:10"))
    assert state.sleeps.last[IRIS].end == instant("12:02")


def test_an_end_that_was_told_at_once_is_its_writer_s(home: Home) -> None:
    done = home.says("ada", "11:00", FED, until="11:20")
    word = amended(done, until=instant("11:30"))
    assert refusal(home, "nan", home.entry("nan", "12:05", word)) == "refused.not_yours"


def test_nan_corrects_nothing_by_sending_one_of_her_own_under_the_same_id(home: Home) -> None:
    adas = home.says("ada", "12:00", FED)
    pretended = home.entry("nan", "12:00", Changed(child=IRIS), id=adas.id)
    word = home.entry("nan", "12:05", Retracted(target=adas.id))
    assert refusal(home, "nan", pretended, word) == "refused.not_yours"
    assert ask.entry(home.seat("ada"), adas.id) == adas


def test_sam_removes_nothing_private_by_sending_one_of_his_own_under_the_same_id(home: Home) -> None:
    cue = home.says("ada", "12:00", CUE)
    pretended = home.entry("sam", "12:00", Changed(child=IRIS), id=cue.id)
    word = home.entry("sam", "12:05", Retracted(target=cue.id))
    assert refusal(home, "sam", pretended, word) == "refused.unknown"
    assert ask.entry(home.seat("ada"), cue.id) == cue


def test_a_word_may_come_in_one_request_with_what_it_is_about_in_any_order(home: Home) -> None:
    nap = home.entry("ada", "12:00", Slept(holder=child(IRIS)))
    ended = home.entry("ada", "12:50", amended(nap, until=instant("12:50")))
    done = home.keeps("ada", ended, nap, now=NOW)
    assert set(done.new) == {nap.id, ended.id}


def test_a_word_about_something_refused_is_refused_with_it(home: Home) -> None:
    wrong = home.entry("ada", "12:00", Fed(child=STRANGER, how="bottle"))
    word = home.entry("ada", "12:05", amended(wrong, how="solid"))
    assert refusal(home, "ada", wrong, word) == "refused.unknown"


def test_an_adults_own_is_there_for_nobody_else(home: Home) -> None:
    cue = home.says("ada", "12:00", CUE)
    for name in ("sam", "nan"):
        for event in (amended(cue, strength="early"), Retracted(target=cue.id)):
            assert refusal(home, name, home.entry(name, "12:05", event)) == "refused.unknown"


def test_the_pairs_are_changed_by_who_wrote_them(home: Home) -> None:
    cue = home.says("ada", "12:00", CueNoticed(holder=US, need="pair.talk"))
    assert refusal(home, "sam", home.entry("sam", "12:05", Retracted(target=cue.id))) == "refused.not_yours"
    assert refusal(home, "ada", home.entry("ada", "12:05", Retracted(target=cue.id))) == ""


def test_an_amendment_of_the_wrong_kind_is_refused(home: Home) -> None:
    fed = home.says("ada", "12:00", FED)
    word = Amended(target=fed.id, of="care.slept", changes={"until": instant("12:30")})
    assert refusal(home, "ada", home.entry("ada", "12:31", word)) == "refused.unreadable"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"child": STRANGER}, "refused.unknown"),
        ({"until": instant("11:00")}, "refused.end_before_start"),
        ({"at": instant("12:40")}, "refused.end_before_start"),
        ({"at": instant("14:00"), "until": instant("14:10")}, "refused.future"),
        ({"until": instant("14:10")}, "refused.future"),
        ({"millilitres": -3.0}, "refused.unreadable"),
    ],
)
def test_an_amendment_must_leave_what_could_have_been_written(
    home: Home, changes: dict[str, object], code: str
) -> None:
    fed = home.says("ada", "12:00", FED, until="12:20")
    assert refusal(home, "ada", home.entry("ada", "12:45", amended(fed, **changes))) == code


def test_an_end_told_for_later_than_the_telling_is_refused_though_it_lies_in_the_past(home: Home) -> None:
    nap = home.says("ada", "10:00", Slept(holder=child(IRIS)))
    early = home.entry("ada", "10:30", amended(nap, until=instant("12:00")))
    assert refusal(home, "ada", early) == "refused.future"


def test_an_unknown_need_told_by_an_amendment_spoils_no_familys_day(home: Home) -> None:
    cue = home.says("ada", "12:00", CUE)
    assert refusal(home, "ada", home.entry("ada", "12:05", amended(cue, need="bogus"))) == "refused.unreadable"
    assert ask.now(home.seat("ada"), instant(NOW)).own is not None


def test_a_childs_sleep_is_not_turned_into_an_adults_for_all_to_see(home: Home) -> None:
    nap = home.says("ada", "12:00", Slept(holder=child(IRIS)))
    assert refusal(home, "ada", home.entry("ada", "12:05", amended(nap, holder=adult(ADA)))) == "refused.not_yours"


def test_an_undoing_is_not_undone_but_done_again(home: Home) -> None:
    fed = home.says("ada", "12:00", FED)
    gone = home.says("ada", "12:05", Retracted(target=fed.id))
    assert refusal(home, "ada", home.entry("ada", "12:06", Retracted(target=gone.id))) == "refused.unreadable"
    assert refusal(home, "ada", home.entry("ada", "12:07", Restored(target=fed.id))) == ""


def test_a_word_has_the_eyes_of_what_it_is_about_whatever_was_sent(home: Home) -> None:
    cue = home.says("ada", "12:00", CUE)
    word = home.entry("ada", "12:05", Retracted(target=cue.id), eyes=CARE)
    home.keeps("ada", word, now=NOW)
    with within(HOME):
        assert EntryRow.objects.get(family_id=HOME, id=word.id).eyes == ME


def test_an_entry_has_the_eyes_it_is_born_for_whatever_was_sent(home: Home) -> None:
    cue, fed = home.entry("ada", "12:00", CUE, eyes=CARE), home.entry("ada", "12:01", FED, eyes=ME)
    home.keeps("ada", cue, fed, now=NOW)
    with within(HOME):
        eyes = dict(EntryRow.objects.filter(id__in=[cue.id, fed.id]).values_list("id", "eyes"))
    assert eyes == {cue.id: ME, fed.id: CARE}


# Showing and hiding.


def shows(home: Home, cue: Entry, eyes: str, when: str = "12:10", *, by: str = "ada") -> Entry:
    shown = copy_of(cue) if eyes != ME else None
    return home.entry(by, when, EyesChanged(target=cue.id, eyes=eyes, shown=shown), eyes=eyes)


def seen_by(home: Home, name: str, cue: Entry) -> list[str]:
    with within(HOME):
        rows = journal.read(home.seat(name), journal.visible(home.seat(name)))
    return [e.event.KIND for e in rows if isinstance(e.event, EyesChanged) and e.event.target == cue.id]


def test_ada_shows_a_cue_to_the_adults(home: Home) -> None:
    cue = home.says("ada", "12:00", CUE)
    assert refusal(home, "ada", shows(home, cue, ADULTS)) == ""
    assert seen_by(home, "sam", cue) == ["log.eyes"]
    assert seen_by(home, "nan", cue) == []


def test_what_is_shown_is_what_the_cue_now_says_and_not_what_was_sent(home: Home) -> None:
    cue = home.says("ada", "12:00", CUE)
    home.says("ada", "12:05", amended(cue, strength="early"))
    forged = replace(cue, event=AdultAdded(adult=SAM, name="Nobody", role="helper"))
    opening = shows(home, forged, ADULTS)
    home.keeps("ada", opening, now=NOW)
    stored = kept(home, opening.id)
    assert stored is not None
    assert isinstance(stored.event, EyesChanged)
    assert stored.event.shown is not None
    assert stored.event.shown.event == replace(CUE, strength="early")


def test_taken_back_it_is_at_once_as_if_it_had_never_been_shown(home: Home) -> None:
    cue = home.says("ada", "12:00", CUE)
    opening = shows(home, cue, ADULTS)
    home.keeps("ada", opening, now=NOW)
    home.keeps("ada", shows(home, cue, ME, "12:20"), now=NOW)
    assert seen_by(home, "sam", cue) == []
    with within(HOME):
        row = EntryRow.objects.get(family_id=HOME, id=opening.id)
    assert (row.body, row.eyes, row.by) == (b"", "", None)


def test_a_cue_that_ada_removes_is_gone_for_sam_too(home: Home) -> None:
    cue = home.says("ada", "12:00", CUE)
    home.keeps("ada", shows(home, cue, ADULTS), now=NOW)
    home.says("ada", "12:20", Retracted(target=cue.id))
    assert seen_by(home, "sam", cue) == []
    assert ask.now(home.seat("sam"), instant(NOW)).others[0].words == ()


def test_an_opening_that_arrives_after_it_was_taken_back_opens_nothing(home: Home) -> None:
    cue = home.says("ada", "12:00", CUE)
    late = shows(home, cue, ADULTS, "12:10")
    home.keeps("ada", shows(home, cue, ME, "12:20"), now=NOW)
    assert refusal(home, "ada", late) == "refused.not_yours"
    assert seen_by(home, "sam", cue) == []


def test_what_ada_removed_can_be_shown_to_nobody(home: Home) -> None:
    cue = home.says("ada", "12:00", CUE)
    home.says("ada", "12:20", Retracted(target=cue.id))
    assert refusal(home, "ada", shows(home, cue, ADULTS, "12:30")) == "refused.not_yours"


@pytest.mark.parametrize("eyes", ["pair:" + str(UUID(int=4)), "everyone", ""])
def test_it_is_shown_to_no_eyes_that_ada_does_not_have(home: Home, eyes: str) -> None:
    cue = home.says("ada", "12:00", CUE)
    assert refusal(home, "ada", shows(home, cue, eyes)) == "refused.not_yours"


def test_sam_shows_nothing_of_adas(home: Home) -> None:
    cue = home.says("ada", "12:00", CUE)
    assert refusal(home, "sam", shows(home, cue, ADULTS, by="sam")) == "refused.unknown"


def test_the_shared_record_is_hidden_by_nobody(home: Home) -> None:
    fed = home.says("ada", "12:00", FED)
    assert refusal(home, "ada", shows(home, fed, ME)) == "refused.not_yours"


# Withdrawing: for a tap that must leave nothing.


def test_a_withdrawn_cue_leaves_its_id_and_nothing_else(home: Home) -> None:
    cue = home.says("ada", "12:00", CUE)
    home.keeps("ada", shows(home, cue, ADULTS), now=NOW)
    home.says("ada", "12:15", amended(cue, strength="early"))
    assert record.withdraw(home.seat("ada"), cue.id, now=instant(NOW))
    with within(HOME):
        rows = EntryRow.objects.filter(family_id=HOME, kind="erased")
        assert rows.count() == 3
        assert not any(row.body or row.eyes or row.by for row in rows)
    assert ask.now(home.seat("sam"), instant(NOW)).others[0].words == ()


def test_sam_withdraws_nothing_of_adas_and_ada_nothing_shared(home: Home) -> None:
    cue, fed = home.says("ada", "12:00", CUE), home.says("ada", "12:01", FED)
    assert not record.withdraw(home.seat("sam"), cue.id, now=instant(NOW))
    assert not record.withdraw(home.seat("ada"), fed.id, now=instant(NOW))
    assert kept(home, cue.id) == cue
    assert kept(home, fed.id) == fed


def test_what_an_import_brings_in_is_by_nobody_and_for_all_who_care(home: Home) -> None:
    brought = replace(home.entry(None, "12:00", FED), source="babyconnect:A")
    seat = Seat(family=HOME, viewer=None, eyes=frozenset({CARE}))
    done = record.entries(seat, [brought], now=instant(NOW))
    assert done.new == (brought.id,)
    assert kept(home, brought.id, "nan") == brought


def test_what_nobody_wrote_is_no_adults_own(home: Home) -> None:
    seat = Seat(family=HOME, viewer=None, eyes=frozenset({CARE}))
    done = record.entries(seat, [home.entry(None, "12:00", CUE)], now=instant(NOW))
    assert [reason.code for reason in done.refused.values()] == ["refused.unknown"]
