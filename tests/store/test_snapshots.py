"""A snapshot and what came after it are the whole, whoever asks, whatever the tail changes about older days."""

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date, datetime, time, timedelta

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from kinwell.core.clock import FamilyDay, at_wall, zone
from kinwell.core.ids import EntryId, Seat, adult, child
from kinwell.core.log.events import Amended, CueNoticed, Fed, Retracted, Slept
from kinwell.core.log.standing import marks, stand
from kinwell.core.state import State, fold
from kinwell.store import journal, recall, vault
from kinwell.store.models import SnapshotRow
from kinwell.store.within import within
from tests.builders import ADA, IRIS, LEO, ZONE, When, instant
from tests.household import Home, records
from tests.strategies import Log, examples, logs

SEATS = ("ada", "sam", "nan", "host")


@pytest.fixture
def _short_tails(monkeypatch: pytest.MonkeyPatch) -> None:
    """A generated log is short: let every tail of more than one mark be worth snapshots."""
    monkeypatch.setattr(recall, "LONG_TAIL", 1)


def from_scratch(home: Home, name: str, at: datetime) -> State:
    """Return the State of these eyes at an instant, folded from everything they may see."""
    seat = home.seat(name)
    entries = journal.read(seat, journal.visible(seat))
    return fold(State(zone=ZONE), [mark for mark in marks(stand(entries).entries) if mark.at <= at])


class Lived:
    """A log as a family lived it: batches arrive, and between them somebody asks and snapshots are kept."""

    def __init__(self, home: Home, draw: st.DataObject, log: Log) -> None:
        self.home = home
        self.draw = draw
        self.log = log
        self.refused: dict[EntryId, str] = {}
        self.recalled = 0  # answers that began from a snapshot

    def live(self) -> None:
        entries = list(self.log.entries)
        while entries:
            size = self.draw.draw(st.integers(1, 8), label="batch")
            batch, entries = entries[:size], entries[size:]
            now = self.log.arrived[batch[-1].id]
            self.refused |= records(self.home, batch, now=now)
            for name in self.draw.draw(st.lists(st.sampled_from(SEATS), min_size=1, max_size=3, unique=True)):
                self.asks(name, now)
                self.asks(name, now)  # and again, from what was kept just now
        for name in SEATS:
            for hours in self.draw.draw(st.lists(st.integers(0, 12 * 24), min_size=2, max_size=4), label="at"):
                self.asks(name, self.log.begins + timedelta(hours=hours))

    def asks(self, name: str, at: datetime) -> None:
        seat = self.home.seat(name)
        with within(self.home.family, writes=True):
            self.recalled += recall._nearest(seat, at) is not None
            recalled = recall.state(seat, at)
            whole = from_scratch(self.home, name, at)
            apart = [f.name for f in fields(State) if getattr(recalled.state, f.name) != getattr(whole, f.name)]
            assert not apart, f"{name} at {at}: {apart}"
            recall.keep(seat, recalled)


@pytest.fixture
def a_home(db: None) -> Iterator[Home]:
    return Home.found()


@pytest.mark.usefixtures("_short_tails")
def test_snapshot_and_tail_are_the_whole_for_every_seat(a_home: Home) -> None:
    began_from_snapshot = 0

    @examples(40)
    @given(logs(), st.data())
    def law(log: Log, draw: st.DataObject) -> None:
        nonlocal began_from_snapshot
        with transaction.atomic():
            lived = Lived(a_home, draw, log)
            lived.live()
            began_from_snapshot += lived.recalled

            transaction.set_rollback(True)

    law()

    assert began_from_snapshot > 300  # the law was put to the test


# By example: each is a trap that the law found, or could.


def keeps(home: Home, name: str, at: When) -> None:
    """Ask as at the present, and keep what was folded on the way."""
    with within(home.family, writes=True):
        recall.keep(home.seat(name), recall.state(home.seat(name), instant(at)))


def kept(home: Home) -> dict[str, list[datetime]]:
    with within(home.family):
        found: dict[str, list[datetime]] = {}
        for row in SnapshotRow.objects.filter(family_id=home.family).order_by("at"):
            found.setdefault(row.eyes, []).append(row.at)
        return found


def is_whole(home: Home, name: str, at: When) -> bool:
    with within(home.family):
        return recall.state(home.seat(name), instant(at)).state == from_scratch(home, name, instant(at))


def a_week(home: Home, *, private: bool = False) -> None:
    """Feeds by day and by night for a week, and what Ada needs."""
    for day in range(7):
        for hour in (3, 7, 11, 15, 19, 23):
            when = f"+{day} {hour:02}:00"
            home.says("ada", when, Fed(child=IRIS, how="bottle"), until=when)
        if private:
            home.says("ada", f"+{day} 12:00", CueNoticed(holder=adult(ADA), need="eat"))


@pytest.fixture
def home(db: None, _short_tails: None) -> Home:
    return Home.found()


def test_snapshots_lie_by_eyes_and_an_adults_own_only_where_they_have_something_of_their_own(home: Home) -> None:
    a_week(home, private=True)
    for name in ("ada", "sam", "nan", "host"):
        keeps(home, name, "+6 20:00")
    assert kept(home).keys() == {str(ADA), "adults", "care"}


def test_an_adults_own_snapshot_is_sealed(home: Home) -> None:
    a_week(home, private=True)
    keeps(home, "ada", "+6 20:00")
    with within(home.family):
        bodies = [bytes(row.body) for row in SnapshotRow.objects.filter(family_id=home.family, eyes=str(ADA))]
        assert bodies
        assert not any(b"eat" in body or b"Iris" in body for body in bodies)
        ada = home.seat("ada")
        with pytest.raises(vault.Sealed):
            recall.state(Seat(family=ada.family, viewer=ADA, eyes=ada.eyes), instant("+6 20:00"))


def test_a_feed_of_tuesday_told_on_friday_drops_the_snapshots_since_and_no_older_ones(home: Home) -> None:
    a_week(home)
    keeps(home, "sam", "+6 20:00")
    before = kept(home)["adults"]
    home.says("ada", "+2 13:00", Fed(child=IRIS, how="solid"), until="+2 13:10", noted="+6 21:00")
    assert kept(home)["adults"] == [at for at in before if at < instant("+2 13:00")]
    assert is_whole(home, "sam", "+6 22:00")


def test_what_ada_keeps_to_herself_drops_nobody_elses_snapshot(home: Home) -> None:
    a_week(home, private=True)
    for name in ("ada", "sam", "nan"):
        keeps(home, name, "+6 20:00")
    before = kept(home)
    home.says("ada", "+2 13:00", CueNoticed(holder=adult(ADA), need="drink"), noted="+6 21:00")
    after = kept(home)
    assert (after["adults"], after["care"]) == (before["adults"], before["care"])
    assert len(after[str(ADA)]) < len(before[str(ADA)])


def test_a_nap_that_was_moved_back_and_then_removed_leaves_no_trace(home: Home) -> None:
    a_week(home)
    nap = home.says("ada", "+4 13:00", Slept(holder=child(IRIS)), until="+4 14:00")
    moved = Amended(target=nap.id, of="care.slept", changes={"at": instant("+1 13:00"), "until": None})
    home.says("ada", "+5 10:00", moved)
    keeps(home, "sam", "+6 20:00")
    home.says("sam", "+6 21:00", Retracted(target=nap.id))
    assert is_whole(home, "sam", "+6 22:00")


def test_an_amendment_told_late_of_another_field_reaches_back_to_where_the_nap_was_moved(home: Home) -> None:
    a_week(home)
    feed = home.says("ada", "+4 13:00", Fed(child=IRIS, how="breast"))
    home.says("ada", "+5 10:00", Amended(target=feed.id, of="care.fed", changes={"at": instant("+1 13:00")}))
    keeps(home, "sam", "+6 20:00")
    home.says("sam", "+6 21:00", Amended(target=feed.id, of="care.fed", changes={"child": LEO}))
    assert is_whole(home, "sam", "+6 22:00")


def test_a_sleep_that_goes_on_over_four_in_the_morning_ends_in_the_tail(home: Home) -> None:
    a_week(home)
    home.says("ada", "+5 22:00", Slept(holder=child(IRIS)), until="+6 09:00")
    keeps(home, "sam", "+6 08:00")
    assert is_whole(home, "sam", "+6 10:00")


def test_a_sleep_left_open_and_ended_by_an_amendment_days_later_ends_in_the_tail(home: Home) -> None:
    a_week(home)
    nap = home.says("ada", "+2 13:00", Slept(holder=child(IRIS)))
    keeps(home, "sam", "+4 12:00")
    home.says("sam", "+6 21:00", Amended(target=nap.id, of="care.slept", changes={"until": instant("+5 09:00")}))
    keeps(home, "sam", "+6 23:00")
    assert is_whole(home, "sam", "+6 23:30")
    assert is_whole(home, "sam", "+5 08:00")
    assert is_whole(home, "sam", "+5 10:00")


def test_an_own_sleep_over_a_day_that_has_25_hours_ends_in_the_tail(home: Home) -> None:
    # It shows the day it began, which began 24 h 50 min before; it ended 24 h later: further back than two days.
    begin = at_wall(date(2026, 10, 25), time(3, 50), ZONE)
    day = FamilyDay.of(begin, ZONE)
    home.says("ada", begin, Slept(holder=adult(ADA)), until=begin + timedelta(hours=24))
    for hour in range(0, 60, 3):
        feed = Fed(child=IRIS, how="bottle")
        home.says("ada", day.begin + timedelta(hours=hour), feed, until=day.begin + timedelta(hours=hour))
    ended = begin + timedelta(hours=24)
    cut = ended - timedelta(minutes=1)
    seat = home.seat("ada")
    with within(home.family, writes=True):
        recalled = recall.state(seat, cut)
        recall.keep(seat, replace(recalled, passed={cut: recalled.state}))
    assert is_whole(home, "ada", ended + timedelta(hours=1))


def test_a_word_by_a_phone_whose_clock_is_days_behind_is_found_in_the_tail(home: Home) -> None:
    a_week(home)
    nap = home.says("ada", "+5 13:00", Slept(holder=child(IRIS)), until="+5 14:00")
    early = home.entry("sam", "+1 09:00", Retracted(target=nap.id))
    home.keeps("sam", early, now="+6 19:00")
    keeps(home, "sam", "+6 20:00")
    with within(home.family, writes=True):  # as after some days without asking: an older snapshot is the nearest
        SnapshotRow.objects.filter(family_id=home.family, at__gt=instant("+4 12:00")).delete()
    assert is_whole(home, "sam", "+6 21:00")


def test_the_first_thing_of_adas_own_begins_from_what_was_kept_for_all_adults(home: Home) -> None:
    a_week(home)
    keeps(home, "sam", "+6 20:00")
    home.says("ada", "+6 21:00", CueNoticed(holder=adult(ADA), need="eat"))
    with within(home.family):
        nearest = recall._nearest(home.seat("ada"), instant("+6 22:00"))
    assert nearest is not None
    assert nearest.at == instant("+5 04:00")  # the last before the day that her row shows
    assert is_whole(home, "ada", "+6 22:00")


def test_but_not_once_it_was_moved_to_before_that(home: Home) -> None:
    a_week(home)
    keeps(home, "sam", "+6 20:00")
    cue = home.says("ada", "+6 21:00", CueNoticed(holder=adult(ADA), need="eat"))
    home.says("ada", "+6 21:10", Amended(target=cue.id, of="need.cue", changes={"at": instant("+3 12:00")}))
    assert is_whole(home, "ada", "+6 22:00")
    assert is_whole(home, "ada", "+3 12:00")


def test_a_snapshot_that_was_spoilt_is_passed_over(home: Home) -> None:
    a_week(home)
    keeps(home, "sam", "+6 20:00")
    with within(home.family, writes=True):
        SnapshotRow.objects.filter(family_id=home.family).update(body=b'{"zone": ')
    assert is_whole(home, "sam", "+6 22:00")


def test_a_sealed_snapshot_that_was_spoilt_is_passed_over_too(home: Home) -> None:
    a_week(home, private=True)
    keeps(home, "ada", "+6 20:00")
    with within(home.family, writes=True):
        SnapshotRow.objects.filter(family_id=home.family).update(body=b"x" * 400)
    assert is_whole(home, "ada", "+6 22:00")


def test_a_snapshot_of_an_older_version_is_never_read(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    a_week(home)
    keeps(home, "sam", "+6 20:00")
    monkeypatch.setattr(recall, "STATE_VERSION", recall.STATE_VERSION + 1)
    with within(home.family):
        assert recall._nearest(home.seat("sam"), instant("+6 22:00")) is None
        assert list(recall.snapshots(home.seat("sam"))) == []


def test_what_was_folded_while_somebody_wrote_is_not_kept(home: Home) -> None:
    a_week(home)
    with within(home.family):
        recalled = recall.state(home.seat("sam"), instant("+6 20:00"))
    home.says("ada", "+1 09:00", Fed(child=IRIS, how="bottle"), until="+1 09:00", noted="+6 20:00")
    with within(home.family, writes=True):
        recall.keep(home.seat("sam"), recalled)
    assert kept(home) == {}


def test_eight_days_eight_weeks_and_quarters_are_kept(home: Home) -> None:
    for day in range(0, 760, 3):
        when = instant("12:00") + timedelta(days=day)
        home.says("ada", when, Fed(child=IRIS, how="bottle"), until=when)
        if day % 9 == 0:
            keeps(home, "sam", when)
    keeps(home, "sam", instant("12:00") + timedelta(days=760))
    today = (instant("12:00") + timedelta(days=760)).date()
    *days, settled = kept(home)["adults"]
    assert settled == instant("11:00") + timedelta(days=760)
    ages = sorted((today - at.date()).days for at in days)
    assert ages[:8] == list(range(8))
    weeks = [age for age in ages if 7 < age <= 63]
    assert 7 <= len(weeks) <= 9
    assert {(at.astimezone(zone(ZONE)).weekday(), at.astimezone(zone(ZONE)).hour) for at in days[-16:-8]} == {(0, 4)}
    older = [at.astimezone(zone(ZONE)) for at in kept(home)["adults"] if (today - at.date()).days > 63]
    assert {(at.month, at.day) for at in older} <= {(1, 1), (4, 1), (7, 1), (10, 1)}
    assert len(older) >= 6


def test_thinning_touches_no_snapshot_of_other_eyes(home: Home) -> None:
    a_week(home)
    keeps(home, "nan", "+6 20:00")
    before = kept(home)["care"]
    keeps(home, "sam", "+6 20:00")
    assert kept(home)["care"] == before
