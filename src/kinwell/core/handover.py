"""A child's facts, as one carer tells them to the next: what goes on, what was last, and what often comes next at this
age."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from kinwell.core.care import feeds, holding, sleep
from kinwell.core.care.runs import Run
from kinwell.core.catalogue import AgeBand, clock_default
from kinwell.core.clock import minutes_between, within_hours
from kinwell.core.ids import PersonId
from kinwell.core.log.events import Side
from kinwell.core.state import State

EITHER_WAY = 0.25  # of a middle length: until a child's own rhythm is known, no range is narrower than that
STEP = timedelta(minutes=5)  # what a range is rounded to: it is not known to the minute


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One fact about a child: `asleep`, `awake`, `feeding`, `fed`, `held`, `holding`, `changed`; since or at `at`.

    `entry` is the entry that runs, for those that go on, so that it can be ended.
    """

    kind: str
    at: datetime
    minutes_ago: int
    how: str = ""
    side: Side | None = None
    millilitres: float | None = None
    wet: bool | None = None
    dirty: bool | None = None
    entry: str = ""
    by: PersonId | None = None


def facts(state: State, child: PersonId, at: datetime) -> tuple[Fact, ...]:
    """Return what is known of this child at an instant, what goes on first; empty when nothing was told."""
    found: list[Fact | None] = [
        _running("feeding", state.feeds.now(child, at, longest=feeds.LONGEST), at),
        _running("asleep", asleep := state.sleeps.now(child, at, longest=sleep.LONGEST), at),
        _running("holding", state.holding.now(child, at, longest=holding.LONGEST), at),
        _ended("awake", state.sleeps.last.get(child), at) if asleep is None and _told(state, child) else None,
        _ended("fed", state.feeds.last.get(child), at),
        _changed(state, child, at),
        _ended("held", state.holding.last.get(child), at),
    ]
    return tuple(fact for fact in found if fact is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """From when to when something often comes, at this age."""

    early: datetime
    late: datetime


def next_feed(state: State, child: PersonId, at: datetime, band: AgeBand, zone_name: str) -> Between | None:
    """Return when the next feed often begins at this age, counted from the begin of the last; None while one goes on,
    where none was told, and once it is past."""
    last = state.feeds.last.get(child)
    if last is None or is_feeding(state, child, at):
        return None
    by_night = _in_childs_night(last.begin, zone_name)
    middle = band.feed_interval_night_minutes if by_night else band.feed_interval_day_minutes
    return _to_come(last.begin, middle * (1 - EITHER_WAY), middle * (1 + EITHER_WAY), at)


def next_sleep(state: State, child: PersonId, at: datetime, band: AgeBand, zone_name: str) -> Between | None:
    """Return when a child who is awake is often tired at this age, or when one who naps is often up; None by night,
    where it is not known since when, and once it is past."""
    nap = state.sleeps.now(child, at, longest=sleep.LONGEST)
    if nap is not None:
        by_night = _in_childs_night(nap.begin, zone_name)
        return None if by_night else _to_come(nap.begin, band.nap_minutes_q10, band.nap_minutes_q90, at)
    last = state.sleeps.last.get(child)
    if last is None or last.end is None or not _told(state, child) or _in_childs_night(at, zone_name):
        return None
    of_the_night = _in_childs_night(last.begin, zone_name)
    middle = band.first_wake_window_minutes if of_the_night else band.wake_window_minutes
    return _to_come(last.end, middle * (1 - EITHER_WAY), middle * (1 + EITHER_WAY), at)


def _to_come(since: datetime, least: float, most: float, at: datetime) -> Between | None:
    """Return the range so many minutes after an instant; None once all of it is past."""
    late = _stepped(since + timedelta(minutes=most))
    return Between(early=_stepped(since + timedelta(minutes=least)), late=late) if late > at else None


def _stepped(at: datetime) -> datetime:
    over = timedelta(minutes=at.minute, seconds=at.second, microseconds=at.microsecond) % STEP
    return at - over if over < STEP / 2 else at - over + STEP


def _in_childs_night(at: datetime, zone_name: str) -> bool:
    begin, end = clock_default("child_night_begin"), clock_default("child_night_end")
    return within_hours(at, begin=begin, end=end, zone_name=zone_name)


def is_asleep(state: State, child: PersonId, at: datetime) -> bool:
    """Return whether a sleep of this child is known to go on."""
    return state.sleeps.now(child, at, longest=sleep.LONGEST) is not None


def is_feeding(state: State, child: PersonId, at: datetime) -> bool:
    """Return whether a feed of this child is known to go on."""
    return state.feeds.now(child, at, longest=feeds.LONGEST) is not None


def _told(state: State, child: PersonId) -> bool:
    """Return whether the end of the last sleep is known: one whose end was never told leaves waking unknown."""
    return child not in state.sleeps.running


def _running(kind: str, run: Run | None, at: datetime) -> Fact | None:
    if run is None:
        return None
    return _fact(kind, run, run.begin, at, entry=str(run.ids[-1]))


def _ended(kind: str, run: Run | None, at: datetime) -> Fact | None:
    if run is None or run.end is None:
        return None
    return _fact(kind, run, run.begin if kind == "fed" else run.end, at)


def _fact(kind: str, run: Run, since: datetime, at: datetime, *, entry: str = "") -> Fact:
    return Fact(
        kind=kind,
        at=since,
        minutes_ago=_whole_minutes(since, at),
        how=run.how,
        side=run.side,
        millilitres=run.millilitres,
        entry=entry,
        by=run.by,
    )


def _changed(state: State, child: PersonId, at: datetime) -> Fact | None:
    change = state.changes.last.get(child)
    if change is None:
        return None
    return Fact(
        kind="changed",
        at=change.at,
        minutes_ago=_whole_minutes(change.at, at),
        wet=change.wet,
        dirty=change.dirty,
        by=change.by,
    )


def _whole_minutes(since: datetime, at: datetime) -> int:
    return int(minutes_between(since, at))
