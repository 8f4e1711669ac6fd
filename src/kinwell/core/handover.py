"""A child's facts, as one carer tells them to the next: what goes on, and what was last."""

from dataclasses import dataclass
from datetime import datetime

from kinwell.core.care import feeds, holding, sleep
from kinwell.core.care.runs import Run
from kinwell.core.clock import minutes_between
from kinwell.core.ids import PersonId
from kinwell.core.log.events import Side
from kinwell.core.state import State


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
        kind="changed", at=change.at, minutes_ago=_whole_minutes(change.at, at), wet=change.wet, dirty=change.dirty
    )


def _whole_minutes(since: datetime, at: datetime) -> int:
    return int(minutes_between(since, at))
