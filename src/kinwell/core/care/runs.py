"""Spans of care that run and end, one at a time for each child, as two tired carers log them.

Both may log one nap a few minutes apart, an end may never come, a phone may tell late. So: a begin close to one that
runs joins it and either end ends it; a later begin takes the place of one whose end was never told.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import NamedTuple

from kinwell.core.ids import EntryId, PersonId
from kinwell.core.log.events import Side
from kinwell.core.log.standing import Mark


class Run(NamedTuple):
    """One feed, sleep or holding: the entries that tell it, its begin, its end once told, who began it, and how it
    was."""

    ids: tuple[EntryId, ...]
    begin: datetime
    end: datetime | None = None
    by: PersonId | None = None
    how: str = ""
    side: Side | None = None
    millilitres: float | None = None


class Runs(NamedTuple):
    """By child: the run that goes on, the last one that ended, and when the first ever told began."""

    running: Mapping[PersonId, Run] = MappingProxyType({})
    last: Mapping[PersonId, Run] = MappingProxyType({})
    first: Mapping[PersonId, datetime] = MappingProxyType({})

    def now(self, child: PersonId, at: datetime, *, longest: timedelta) -> Run | None:
        """Return what runs for this child at this instant; None too once it has run longer than anyone does."""
        run = self.running.get(child)
        return run if run is not None and at - run.begin <= longest else None


def begin(runs: Runs, child: PersonId, run: Run, *, joins_within: timedelta) -> Runs:
    """Return the runs after one began: joined to the one that runs when close to it, else in its place."""
    going = runs.running.get(child)
    if going is not None and run.begin - going.begin <= joins_within:
        run = going._replace(ids=(*going.ids, *run.ids), side=run.side or going.side)
    first = runs.first if child in runs.first else {**runs.first, child: run.begin}
    return runs._replace(running={**runs.running, child: run}, first=first)


def end(runs: Runs, child: PersonId, mark: Mark, run: Run) -> Runs:
    """Return the runs after `mark` ended `run`; the one that goes on ends with any of the entries that tell it."""
    running = runs.running
    going = running.get(child)
    if going is not None and mark.entry.id in going.ids:
        run = going._replace(side=run.side, millilitres=run.millilitres)
        running = {other: kept for other, kept in running.items() if other != child}
    return runs._replace(running=running, last={**runs.last, child: run._replace(end=mark.at)})
