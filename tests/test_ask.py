"""The one way out: what is answered, to whom, at which cost."""

from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kinwell import ask, record
from kinwell.ask import whole
from kinwell.core.clock import FamilyDay
from kinwell.core.ids import ADULTS, EntryId, PairId, adult, child
from kinwell.core.log.entry import Entry
from kinwell.core.log.events import (
    ActTaken,
    Amended,
    Changed,
    CueNoticed,
    EyesChanged,
    Fed,
    NoteWritten,
    PairAgreed,
    Responded,
    Restored,
    Retracted,
    Slept,
)
from kinwell.core.log.standing import Standing
from kinwell.core.state import State
from kinwell.store import journal, recall, vault
from kinwell.store.models import IndexRow, SnapshotRow
from kinwell.store.within import within
from tests.builders import ADA, IRIS, LEO, SAM, US, ZONE, When, instant
from tests.household import HOME, Home
from tests.strategies import copy_of

pytestmark = pytest.mark.django_db

FED = Fed(child=IRIS, how="bottle", millilitres=120.0)
CUE = CueNoticed(holder=adult(ADA), need="eat")


@pytest.fixture
def home() -> Home:
    return Home.found()


def now(home: Home, name: str, at: When) -> ask.Now:
    return ask.now(home.seat(name), instant(at))


# Now.


def test_everybody_hears_that_iris_sleeps(home: Home) -> None:
    home.says("ada", "13:00", Slept(holder=child(IRIS)))
    for name in ("ada", "sam", "nan", "host"):
        (doing,) = now(home, name, "13:30").doing
        assert (doing.name, doing.kind, doing.since, doing.minutes) == ("Iris", "sleep", instant("13:00"), 30)


def test_the_past_is_answered_with_what_is_known_of_it_today(home: Home) -> None:
    home.says("ada", "13:00", Slept(holder=child(IRIS)), until="14:00")
    home.says("ada", "13:20", FED, until="13:20", noted="15:00")
    answer = now(home, "sam", "13:30")
    (iris, _) = answer.children
    assert iris.asleep is not None
    assert iris.fact("fed") is not None


def test_ada_has_a_well_of_her_own_and_sees_none_of_sams(home: Home) -> None:
    home.says("ada", "12:00", CUE)
    answer = now(home, "ada", "12:30")
    assert answer.own is not None
    assert [reading.need for reading in answer.own.known] == ["eat"]
    assert {line.name: line.words for line in answer.others} == {"Sam": ()}


def test_who_helps_and_the_host_have_no_well_and_see_no_adult(home: Home) -> None:
    home.says("ada", "12:00", CUE)
    assert now(home, "nan", "12:30").own is None
    assert now(home, "nan", "12:30").others == ()
    assert now(home, "host", "12:30").own is None
    assert now(home, "host", "12:30").suggestion.acts == ()


def test_a_cue_that_ada_shows_is_one_word_to_sam_and_no_number(home: Home) -> None:
    cue = home.says("ada", "12:00", CUE)
    opening = home.entry("ada", "12:05", EyesChanged(target=cue.id, eyes=ADULTS, shown=copy_of(cue)), eyes=ADULTS)
    home.keeps("ada", opening)
    (line,) = now(home, "sam", "12:30").others
    assert [(word.code, word.facts["need"]) for word in line.words] == [("shown.glad", "eat")]
    assert all(isinstance(fact, str) for word in line.words for fact in word.facts.values())


def test_adas_act_goes_on_for_ada_alone(home: Home) -> None:
    home.says("ada", "12:00", ActTaken(act="small_eat"))
    assert [doing.kind for doing in now(home, "ada", "12:02").doing] == ["act"]
    assert now(home, "sam", "12:02").doing == ()


def test_opening_for_itself_is_an_instant_like_any_other(home: Home) -> None:
    home.says("ada", "13:00", Slept(holder=child(IRIS)), until="14:00")
    assert now(home, "sam", "12:59").doing == ()
    assert now(home, "sam", "14:00").doing == ()


# History.


def lines(home: Home, name: str, day: int = 0) -> list[Entry]:
    on = date(2026, 5, 4) + timedelta(days=day)
    found = ask.history(home.seat(name), instant("+9 12:00"), day=on)
    return [line.entry for line in found.lines if line.stands]


def test_a_day_lists_the_shared_record_newest_first_and_ones_own(home: Home) -> None:
    fed, cue, changed = (
        home.says("ada", "12:00", FED),
        home.says("ada", "12:30", CUE),
        home.says("sam", "13:00", Changed(child=IRIS)),
    )
    assert lines(home, "ada") == [changed, cue, fed]
    assert lines(home, "sam") == lines(home, "nan") == [changed, fed]


def test_a_feed_at_three_in_the_morning_stands_in_the_night_before(home: Home) -> None:
    fed = home.says("ada", "+1 03:00", FED)
    assert lines(home, "sam", 0) == [fed]
    assert lines(home, "sam", 1) == []


def test_the_day_that_is_meant_is_todays_when_none_is_said(home: Home) -> None:
    fed = home.says("ada", "12:00", FED)
    found = ask.history(home.seat("sam"), instant("+1 03:30"))
    assert (found.day, [line.entry for line in found.lines]) == (FamilyDay(date=date(2026, 5, 4), zone=ZONE), [fed])


def test_who_changed_what_stays_to_be_seen(home: Home) -> None:
    fed = home.says("ada", "12:00", FED)
    home.says("sam", "12:10", Amended(target=fed.id, of="care.fed", changes={"millilitres": 90.0}))
    home.says("ada", "12:20", Retracted(target=fed.id))
    home.says("sam", "12:30", Restored(target=fed.id))
    (line,) = ask.history(home.seat("nan"), instant("13:00")).lines
    assert (line.stands, line.entry.event) == (True, replace(FED, millilitres=90.0))
    said = [(change.by, [(edit.field, edit.before) for edit in change.edits]) for change in line.changes]
    assert said == [(SAM, [("millilitres", 120)]), (ADA, [("removed", None)]), (SAM, [("restored", None)])]


def test_a_removed_feed_is_still_told_of_as_removed(home: Home) -> None:
    fed = home.says("ada", "12:00", FED)
    home.says("ada", "12:20", Retracted(target=fed.id))
    (line,) = ask.history(home.seat("sam"), instant("13:00")).lines
    assert not line.stands


@pytest.mark.parametrize("name", ["ada", "sam", "nan"])
def test_a_feed_moved_to_another_day_stands_there_and_there_alone(home: Home, name: str) -> None:
    fed = home.says("ada", "12:00", FED)
    home.says("ada", "+5 12:10", Amended(target=fed.id, of="care.fed", changes={"at": instant("+4 12:00")}))
    assert [entry.id for entry in lines(home, name, 4)] == [fed.id]
    assert lines(home, name, 0) == []


def test_so_does_something_of_ones_own(home: Home) -> None:
    cue = home.says("ada", "12:00", CUE)
    home.says("ada", "+5 12:10", Amended(target=cue.id, of="need.cue", changes={"at": instant("+4 12:00")}))
    assert [entry.id for entry in lines(home, "ada", 4)] == [cue.id]
    assert lines(home, "ada", 0) == []


def agreed(home: Home) -> None:
    """Both say yes to an "us"."""
    for by, other in (("ada", SAM), ("sam", ADA)):
        home.says(by, "+0 00:00", PairAgreed(pair=PairId(US.id), other=other))


def test_what_was_said_to_the_pair_is_shown_once_both_said_yes(home: Home) -> None:
    cue = home.says("ada", "12:00", CueNoticed(holder=US, need="pair.talk"))
    assert lines(home, "sam") == []
    agreed(home)
    assert cue in lines(home, "sam")


def test_so_does_something_of_the_pair(home: Home) -> None:
    agreed(home)
    cue = home.says("ada", "12:00", CueNoticed(holder=US, need="pair.talk"))
    home.says("ada", "+5 12:10", Amended(target=cue.id, of="need.cue", changes={"at": instant("+4 12:00")}))
    assert [entry.id for entry in lines(home, "sam", 4)] == [cue.id]
    assert cue.id not in {entry.id for entry in lines(home, "sam", 0)}


def test_a_line_says_whether_one_may_change_it(home: Home) -> None:
    home.says("ada", "12:00", FED)
    home.says("nan", "12:10", FED)
    mine = {
        name: [line.mine for line in ask.history(home.seat(name), instant("13:00")).lines] for name in ("sam", "nan")
    }
    assert mine == {"sam": [True, True], "nan": [True, False]}


# Whether anything is new.


def test_a_word_changes_when_something_that_one_sees_was_written_and_then_only(home: Home) -> None:
    before = {name: ask.seen(home.seat(name)) for name in ("ada", "sam", "nan")}
    home.says("ada", "12:00", CUE)
    assert ask.seen(home.seat("ada")) != before["ada"]
    assert (ask.seen(home.seat("sam")), ask.seen(home.seat("nan"))) == (before["sam"], before["nan"])
    home.says("ada", "12:10", CueNoticed(holder=US, need="pair.talk"))
    assert ask.seen(home.seat("sam")) != before["sam"]
    assert ask.seen(home.seat("nan")) == before["nan"]


def test_the_word_in_the_answer_is_the_same_word(home: Home) -> None:
    home.says("ada", "12:00", CUE)
    for name in ("ada", "sam", "nan"):
        assert now(home, name, "12:30").seen == ask.seen(home.seat(name))


def test_an_entry_reads_as_it_now_stands_and_for_no_other_eyes(home: Home) -> None:
    cue = home.says("ada", "12:00", CUE)
    home.says("ada", "12:10", Amended(target=cue.id, of="need.cue", changes={"strength": "early"}))
    found = ask.entry(home.seat("ada"), cue.id)
    assert found is not None
    assert found.event == replace(CUE, strength="early")
    assert ask.entry(home.seat("sam"), cue.id) is None
    home.says("ada", "12:20", Retracted(target=cue.id))
    assert ask.entry(home.seat("ada"), cue.id) is None


# Whether what is kept is what the log says.


def test_a_spoilt_snapshot_and_a_spoilt_row_are_both_named(home: Home) -> None:
    a_log(home, 200)
    for name in ("nan", "host"):
        ask.now(home.seat(name), LATER, keeps=True)
    assert ask.differences(HOME) == []
    with within(HOME, writes=True):
        for row in SnapshotRow.objects.filter(family_id=HOME):
            body = bytes(row.body).replace(b"bottle", b"breast")
            SnapshotRow.objects.filter(family_id=HOME, eyes=row.eyes, at=row.at).update(body=body)
        IndexRow.objects.filter(family_id=HOME, number=3).update(detail="solid")
    found = ask.differences(HOME)
    assert any(line.startswith("snapshot") and "feeds" in line for line in found)
    assert any("detail in the index" in line for line in found)
    record.rebuild(home.seat("host"))
    assert ask.differences(HOME) == []


def test_a_snapshot_that_cannot_be_read_is_named_too(home: Home) -> None:
    a_log(home, 200)
    ask.now(home.seat("nan"), LATER, keeps=True)
    with within(HOME, writes=True):
        SnapshotRow.objects.filter(family_id=HOME).update(body=b"\xff{")
    assert any("cannot be read" in line for line in ask.differences(HOME))


# What it costs.

LATER = instant("+2 12:00")


def a_log(home: Home, number: int) -> None:
    """Thirty entries a day, the last of them just before LATER; every tenth is Ada's own."""
    entries = []
    for n in range(number):
        at = LATER - timedelta(minutes=48 * (number - n))
        event = CUE if n % 10 == 0 else FED if n % 2 else Responded(holder=child(LEO), needs=("child.play",))
        entry = home.entry("ada", at, event, until=at if event is FED else None, id=UUID(int=100_000 + n))
        entries.append(entry)
    for begin in range(0, number, 500):
        home.keeps("ada", *entries[begin : begin + 500], now=LATER)


def queries(home: Home, name: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        ask.now(home.seat(name), LATER, keeps=True)
    return len(captured)


@pytest.mark.parametrize("name", ["ada", "sam", "nan"])
def test_now_asks_the_database_as_often_after_a_year_as_on_the_third_day(home: Home, name: str) -> None:
    agreed(home)
    counted = []
    for number in (100, 10_000):
        a_log(home, number)
        queries(home, name)  # the first one keeps what it passed
        counted.append(queries(home, name))
    assert counted[0] == counted[1]
    assert counted[0] <= 16


def test_after_a_normal_write_nothing_is_folded_from_the_beginning(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    a_log(home, 300)
    for name in ("ada", "sam", "nan"):
        ask.now(home.seat(name), LATER, keeps=True)
    home.keeps("ada", home.entry("ada", LATER, FED, until=LATER), home.entry("ada", LATER, CUE), now=LATER)
    begins: list[datetime | None] = []
    real = recall.tail

    def spy(seat: object, since: datetime | None) -> list[Entry]:
        begins.append(since)
        return real(seat, since)  # type: ignore[arg-type]

    monkeypatch.setattr(recall, "tail", spy)
    for name in ("ada", "sam", "nan"):
        ask.now(home.seat(name), LATER, keeps=True)
    assert len(begins) == 3
    assert all(since is not None and LATER - since < timedelta(days=2) for since in begins), begins


def test_a_correction_of_today_drops_no_more_than_today(home: Home) -> None:
    a_log(home, 300)
    ask.now(home.seat("sam"), LATER, keeps=True)
    fed = home.entry("ada", LATER - timedelta(minutes=30), FED, until=LATER - timedelta(minutes=30))
    home.keeps("ada", fed, now=LATER)
    home.keeps(
        "sam", home.entry("sam", LATER, Amended(target=fed.id, of="care.fed", changes={"how": "solid"})), now=LATER
    )
    with within(HOME):
        newest = recall._nearest(home.seat("sam"), LATER)
    assert newest is not None
    assert LATER - newest[0] < timedelta(days=1)


def test_an_answer_about_the_past_is_not_kept(home: Home) -> None:
    a_log(home, 300)
    ask.now(home.seat("sam"), LATER)
    with within(HOME):
        assert not SnapshotRow.objects.filter(family_id=HOME).exists()


def test_recalled_answers_hold_what_stood(home: Home) -> None:
    home.says("ada", "12:00", FED)
    with within(HOME):
        recalled = recall.state(home.seat("sam"), instant("13:00"))
    assert isinstance(recalled.standing, Standing)
    assert EntryId(UUID(int=home.last_id)) in {entry.id for entry in recalled.standing.entries}


def test_a_day_opens_each_row_of_ones_own_once(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    note = home.says("ada", "09:00", NoteWritten(text="soup"))
    for day in range(1, 9):
        home.says("ada", f"+{day} 09:00", NoteWritten(text="more soup"))
    home.says("ada", "+9 09:00", Amended(target=note.id, of="note.written", changes={"text": "no soup"}))
    opened: Counter[str] = Counter()
    opens = vault.Key.open

    def counted(key: vault.Key, sealed: bytes, *, bound: str) -> bytes:
        opened[bound] += 1
        return opens(key, sealed, bound=bound)

    journal.put_away()
    seat, now = home.seat("ada"), instant("+9 10:00")
    monkeypatch.setattr(whole, "with_paused", lambda *_: State(zone=ZONE))  # which folds, and opens what it needs
    monkeypatch.setattr(vault.Key, "open", counted)

    [line] = ask.history(seat, now, day=instant("09:00").date()).lines

    assert line.entry.event == NoteWritten(text="no soup")
    assert len(line.changes) == 1
    assert set(opened.values()) == {1}
    assert len(opened) == 10


def test_what_was_moved_into_a_day_by_a_word_years_later_is_on_it_with_all_its_words(home: Home) -> None:
    note = home.says("ada", "+40 09:00", NoteWritten(text="soup"))
    home.says("ada", "+41 09:00", Amended(target=note.id, of="note.written", changes={"text": "no soup"}))
    home.says("ada", "+800 09:00", Amended(target=note.id, of="note.written", changes={"at": instant("+3 09:00")}))

    seat, now = home.seat("ada"), instant("+801 10:00")
    [line] = ask.history(seat, now, day=instant("+3 09:00").date()).lines

    assert (line.entry.event, len(line.changes)) == (NoteWritten(text="no soup"), 2)
    assert ask.history(seat, now, day=instant("+40 09:00").date()).lines == ()
