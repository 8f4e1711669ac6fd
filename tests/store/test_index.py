"""The index is what the log says, whatever was changed about it; and a number, once given, is given to nobody else."""

import pytest
from django.db import transaction
from hypothesis import given

from kinwell import ask, record
from kinwell.core.ids import child
from kinwell.core.log.events import Amended, Changed, CueNoticed, Fed, Restored, Retracted, Slept
from kinwell.store import index
from kinwell.store.models import Count, IndexRow, Number
from kinwell.store.within import within
from tests.builders import IRIS, LEO, instant
from tests.household import HOME, Home, records
from tests.strategies import Log, examples, logs

pytestmark = pytest.mark.django_db

FED = Fed(child=IRIS, how="bottle", millilitres=120.0)


@pytest.fixture
def home() -> Home:
    return Home.found()


def rows() -> list[IndexRow]:
    with within(HOME):
        return list(IndexRow.objects.filter(family_id=HOME).order_by("at", "number"))


def counts() -> dict[tuple[str, object], int]:
    with within(HOME):
        return {(row.collection, row.child): row.count for row in Count.objects.filter(family_id=HOME).exclude(count=0)}


def test_after_any_log_the_index_is_what_making_it_anew_gives() -> None:
    listed = 0

    @examples(40)
    @given(logs(most=30))
    def law(log: Log) -> None:
        nonlocal listed
        with transaction.atomic():
            home = Home.found()
            records(home, log.entries, now=log.ends)
            assert ask.differences(HOME) == []
            before = {(row.collection, row.number, row.entry_id, bytes(row.body)) for row in rows()}
            counted = counts()
            record.rebuild(home.seat("host"))
            assert {(row.collection, row.number, row.entry_id, bytes(row.body)) for row in rows()} == before
            assert counts() == counted
            listed += len(before)
            transaction.set_rollback(True)

    law()
    assert listed > 2 * 40  # two a log at the least: what is drawn varies with the modules that happen to be loaded


@examples(25)
@given(logs())
def test_a_number_is_given_once_and_for_ever(log: Log) -> None:
    with transaction.atomic():
        home = Home.found()
        given_before: dict[tuple[str, int], object] = {}
        for begin in range(0, len(log.entries), 6):
            records(home, log.entries[begin : begin + 6], now=log.ends)
            with within(HOME):
                kept = Number.objects.filter(family_id=HOME)
                now = {(row.collection, row.number): row.entry_id for row in kept}
            assert given_before.items() <= now.items()
            assert len(set(now.values())) == len(now)
            given_before = now
        transaction.set_rollback(True)


def test_a_feed_is_listed_with_what_one_filters_by(home: Home) -> None:
    fed = home.says("ada", "12:00", FED, until="12:20")
    (row,) = rows()
    assert (row.collection, row.number, row.entry_id, row.child, row.at, row.until, row.by, row.detail) == (
        "feedings",
        1,
        fed.id,
        IRIS,
        fed.at,
        fed.until,
        fed.by,
        "bottle",
    )
    assert index.entry(bytes(row.body)) == fed


def test_an_amended_feed_is_listed_as_it_now_reads_under_its_number(home: Home) -> None:
    fed = home.says("ada", "12:00", FED)
    home.says("ada", "12:01", FED)
    changes = {"how": "solid", "child": LEO, "at": instant("11:00")}
    home.says("sam", "12:10", Amended(target=fed.id, of="care.fed", changes=changes))
    row = rows()[0]
    assert (row.number, row.child, row.at, row.detail) == (1, LEO, instant("11:00"), "solid")
    assert counts() == {("feedings", IRIS): 1, ("feedings", LEO): 1}


def test_a_removed_feed_leaves_the_list_and_its_number_to_nobody(home: Home) -> None:
    fed = home.says("ada", "12:00", FED)
    home.says("ada", "12:05", Retracted(target=fed.id))
    assert rows() == []
    assert counts() == {}
    home.says("ada", "12:10", FED)
    assert [row.number for row in rows()] == [2]


def test_a_restored_feed_comes_back_under_its_number(home: Home) -> None:
    fed = home.says("ada", "12:00", FED)
    home.says("ada", "12:01", FED)
    home.says("ada", "12:05", Retracted(target=fed.id))
    home.says("ada", "12:06", Restored(target=fed.id))
    assert [(row.number, row.entry_id == fed.id) for row in rows()] == [(1, True), (2, False)]
    assert counts() == {("feedings", IRIS): 2}


def test_an_undone_amendment_is_undone_in_the_list_too(home: Home) -> None:
    fed = home.says("ada", "12:00", FED)
    amended = home.says("ada", "12:05", Amended(target=fed.id, of="care.fed", changes={"how": "solid"}))
    home.says("ada", "12:06", Retracted(target=amended.id))
    assert rows()[0].detail == "bottle"


def test_each_collection_counts_for_itself(home: Home) -> None:
    home.says("ada", "12:00", FED)
    home.says("ada", "12:10", Changed(child=IRIS, wet=True))
    home.says("ada", "12:20", Slept(holder=child(LEO)))
    home.says("ada", "12:30", CueNoticed(holder=child(IRIS), need="child.feed"))
    assert [(row.collection, row.number) for row in rows()] == [
        ("feedings", 1),
        ("changes", 1),
        ("sleep", 1),
        ("cues", 1),
    ]
    assert counts()["sleep", LEO] == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("at", instant("09:00")),
        ("until", instant("13:00")),
        ("detail", "solid"),
        ("child", LEO),
        ("by", LEO),
        ("collection", "sleep"),
        ("number", 7),
        ("body", b"{}"),
    ],
)
def test_a_spoilt_field_is_named(home: Home, field: str, value: object) -> None:
    fed = home.says("ada", "12:00", FED)
    with within(HOME, writes=True):
        IndexRow.objects.filter(family_id=HOME).update(**{field: value})
    found = ask.differences(HOME)
    assert any(str(fed.id) in line and field in line for line in found), found


def test_a_lost_row_a_stray_row_and_a_wrong_count_are_named(home: Home) -> None:
    fed, other = home.says("ada", "12:00", FED), home.says("ada", "12:10", FED)
    home.says("ada", "12:20", Retracted(target=other.id))
    with within(HOME, writes=True):
        IndexRow.objects.filter(family_id=HOME).update(entry_id=other.id)
        Count.objects.filter(family_id=HOME).update(count=9)
    found = "\n".join(ask.differences(HOME))
    assert f"{fed.id} is not in the index" in found
    assert f"{other.id} is in the index and does not stand" in found
    assert "count of feedings" in found


def test_making_it_anew_mends_it_and_keeps_the_numbers(home: Home) -> None:
    home.says("ada", "12:00", FED)
    home.says("ada", "12:10", FED)
    with within(HOME, writes=True):
        IndexRow.objects.filter(family_id=HOME, number=1).delete()
    assert record.rebuild(home.seat("host")) == 2
    assert [row.number for row in rows()] == [1, 2]
    assert ask.differences(HOME) == []


def test_two_taken_back_at_once_leave_the_index_and_its_counts(home: Home) -> None:
    fed = [home.says("ada", hour, FED) for hour in ("12:00", "12:10", "12:20")]
    gone = [home.entry("ada", "12:30", Retracted(target=one.id)) for one in fed[:2]]
    record.entries(home.seat("ada"), gone, now=gone[0].noted)
    assert [row.entry_id for row in rows()] == [fed[2].id]
    assert ask.differences(HOME) == []
