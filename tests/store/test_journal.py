"""What was written stays as it was written: once, by its author, numbered without a gap."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given

from kinwell.core.ids import CARE, adult, child
from kinwell.core.log.entry import Entry
from kinwell.core.log.events import Amended, Changed, CueNoticed, Fed, Retracted, Slept
from kinwell.store import journal
from kinwell.store.models import EntryRow, Family
from kinwell.store.within import within
from tests.builders import ADA, IRIS, SAM, instant
from tests.household import HOME, NEIGHBOURS, Home
from tests.strategies import Log, examples, logs

pytestmark = pytest.mark.django_db

FED = Fed(child=IRIS, how="bottle", millilitres=120.0)


@pytest.fixture
def home() -> Home:
    return Home.found()


def seqs(home: Home) -> list[int]:
    with within(home.family):
        rows = EntryRow.objects.filter(family_id=home.family).order_by("seq")
        return list(rows.values_list("seq", flat=True))


def test_sending_twice_is_sending_once(home: Home) -> None:
    fed = home.entry("ada", "12:00", FED)
    first, second = home.keeps("ada", fed), home.keeps("ada", fed)
    assert (first.new, first.there) == ((fed.id,), ())
    assert (second.new, second.there) == ((), (fed.id,))
    assert len(seqs(home)) == 6


def test_the_same_twice_in_one_request_is_once_too(home: Home) -> None:
    fed = home.entry("ada", "12:00", FED)
    done = home.keeps("ada", fed, fed)
    assert (done.new, done.there, dict(done.refused)) == ((fed.id,), (fed.id,), {})


def test_a_private_entry_sent_twice_is_opened_to_compare_and_once(home: Home) -> None:
    cue = home.entry("ada", "12:00", CueNoticed(holder=adult(ADA), need="eat"))
    home.keeps("ada", cue)
    assert home.keeps("ada", cue).there == (cue.id,)


@pytest.mark.parametrize(
    "other",
    [
        lambda fed: replace(fed, event=replace(FED, millilitres=90.0)),
        lambda fed: replace(fed, event=Changed(child=IRIS)),
        lambda fed: replace(fed, at=fed.at - timedelta(hours=1)),
        lambda fed: replace(fed, until=fed.at),
        lambda fed: replace(fed, zone="Asia/Kolkata"),
    ],
)
def test_the_same_id_with_something_else_is_refused_and_the_first_is_kept(home: Home, other: object) -> None:
    fed = home.says("ada", "12:00", FED)
    done = home.keeps("ada", other(fed), now="13:00")  # type: ignore[operator]
    assert [reason.code for reason in done.refused.values()] == ["refused.other_bytes"]
    with within(home.family):
        assert journal.by_ids(home.seat("ada"), [fed.id])[fed.id] == fed


def test_a_private_id_with_something_else_is_refused_too(home: Home) -> None:
    cue = home.says("ada", "12:00", CueNoticed(holder=adult(ADA), need="eat"))
    done = home.keeps("ada", replace(cue, event=CueNoticed(holder=adult(ADA), need="drink")))
    assert [reason.code for reason in done.refused.values()] == ["refused.other_bytes"]


def test_the_same_id_by_another_author_is_refused(home: Home) -> None:
    fed = home.says("ada", "12:00", FED)
    done = home.keeps("sam", replace(fed, by=SAM))
    assert [reason.code for reason in done.refused.values()] == ["refused.other_bytes"]


def test_the_same_id_in_another_family_is_another_entry(home: Home) -> None:
    fed = home.says("ada", "12:00", FED)
    assert Home.found(NEIGHBOURS).keeps("ada", fed).new == (fed.id,)


def test_a_phone_whose_clock_is_wrong_may_send_again_with_all_instants_moved(home: Home) -> None:
    fed = home.entry("ada", "12:00", FED, until="12:20")
    home.keeps("ada", fed, now="13:00")
    moved = timedelta(minutes=3)
    again = replace(fed, at=fed.at + moved, until=instant("12:23"), noted=fed.noted + moved)
    assert home.keeps("ada", again, now="13:00").there == (fed.id,)


def test_so_may_it_with_the_end_that_an_amendment_tells(home: Home) -> None:
    nap = home.says("ada", "12:00", Slept(holder=child(IRIS)))
    moved = timedelta(minutes=3)
    ends = [
        home.entry("ada", when, Amended(target=nap.id, of="care.slept", changes={"until": when}), id=UUID(int=77))
        for when in (instant("12:50"), instant("12:50") + moved)
    ]
    assert home.keeps("ada", ends[0], now="13:00").new == (ends[0].id,)
    assert home.keeps("ada", ends[1], now="13:00").there == (ends[0].id,)


def test_what_was_taken_as_now_is_the_same_when_it_comes_again_a_minute_later(home: Home) -> None:
    # The phone is a minute ahead: it says 13:01, of a nap since 12:50, while it is 13:00 and then 13:01.
    nap = home.entry("ada", "12:50", Slept(holder=child(IRIS)), noted="13:01")
    assert home.keeps("ada", nap, now="13:00").new == (nap.id,)
    assert home.keeps("ada", nap, now="13:01").there == (nap.id,)


def test_an_erased_entry_that_comes_again_stays_erased_without_a_word(home: Home) -> None:
    fed = home.says("ada", "12:00", FED)
    with within(home.family, writes=True):
        journal.erase(home.family, [fed.id])
    done = home.keeps("ada", fed)
    assert (done.there, dict(done.refused)) == ((fed.id,), {})
    with within(home.family):
        assert journal.by_ids(home.seat("ada"), [fed.id]) == {}


def test_an_erased_row_holds_its_id_and_nothing_else(home: Home) -> None:
    fed = home.says("ada", "12:00", replace(FED, food="Brei"))
    with within(home.family, writes=True):
        journal.erase(home.family, [fed.id])
        row = EntryRow.objects.get(family_id=home.family, id=fed.id)
    left = {name: getattr(row, name) for name in ("until", "noted", "received", "zone", "by", "eyes", "source", "body")}
    assert not any(left.values()), left
    assert row.at.year == 1970


def test_entries_are_numbered_without_a_gap(home: Home) -> None:
    for minute in range(10):
        home.says("ada", f"12:{minute:02}", FED)
    home.keeps("sam", *[home.entry("sam", f"13:{minute:02}", FED) for minute in range(5)])
    assert seqs(home) == list(range(1, 21))


def test_a_refused_entry_takes_no_number(home: Home) -> None:
    good, bad = home.entry("ada", "12:00", FED), home.entry("ada", "12:01", Changed(child=ADA))
    home.keeps("ada", bad, good)
    assert seqs(home) == list(range(1, 7))


def test_a_number_is_never_given_again_after_an_erasure(home: Home) -> None:
    fed = home.says("ada", "12:00", FED)
    with within(home.family, writes=True):
        journal.erase(home.family, [fed.id])
    home.says("ada", "12:10", FED)
    assert seqs(home) == list(range(1, 8))


def test_two_families_count_each_for_themselves(home: Home) -> None:
    home.says("ada", "12:00", FED)
    other = Home.found(NEIGHBOURS)
    other.says("ada", "12:00", FED)
    assert seqs(home) == seqs(other) == list(range(1, 7))


@examples(25)
@given(logs())
def test_numbers_have_no_gap_whatever_was_refused_or_sent_twice(log: Log) -> None:
    from django.db import transaction

    from tests.household import records

    with transaction.atomic():
        home = Home.found()
        for again in (log.entries, log.entries):
            records(home, again, now=log.ends)
        assert seqs(home) == list(range(1, len(seqs(home)) + 1))
        assert Family.objects.get(id=HOME).seq == len(seqs(home))
        transaction.set_rollback(True)


def test_one_finds_the_words_about_an_entry_and_the_words_about_these(home: Home) -> None:
    fed = home.says("ada", "12:00", FED)
    amended = home.says("sam", "12:10", Amended(target=fed.id, of="care.fed", changes={"how": "solid"}))
    undone = home.says("ada", "12:20", Retracted(target=amended.id))
    with within(home.family):
        assert {word.id for word in journal.about(home.seat("nan"), [fed.id])} == {amended.id, undone.id}
        targets = journal.with_targets(home.seat("nan"), [undone])
    assert targets.keys() == {amended.id, fed.id}


def test_who_the_family_is_is_read_with_corrections(home: Home) -> None:
    with within(home.family):
        before = journal.people(home.family)
        iris = next(entry for entry in before if getattr(entry.event, "child", None) == IRIS)
    renamed = home.says("ada", "12:00", Amended(target=iris.id, of="people.child", changes={"name": "Iris Maria"}))
    with within(home.family):
        assert renamed.id in {entry.id for entry in journal.people(home.family)}


def kept(home: Home, entry: Entry) -> EntryRow:
    with within(home.family):
        return EntryRow.objects.get(family_id=home.family, id=entry.id)


def test_a_shared_entry_is_kept_as_it_was_told(home: Home) -> None:
    fed = home.says("ada", "12:00", FED, until="12:20")
    row = kept(home, fed)
    assert (row.at, row.until, row.noted, row.by, row.eyes, row.kind) == (
        fed.at,
        fed.until,
        fed.noted,
        ADA,
        CARE,
        "care.fed",
    )
