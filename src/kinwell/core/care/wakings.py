"""The Wakings part: how often the night was broken, from the children's sleep as it was logged.

A waking is an end of a child's sleep within an adult's usual night. Two children who wake together, and two carers who
tell one waking, break it once.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from types import MappingProxyType

from kinwell.core.care.sleep import JOINS, LONGEST
from kinwell.core.catalogue import clock_default
from kinwell.core.clock import within_hours, zone
from kinwell.core.log.events import Event, Slept
from kinwell.core.log.standing import Mark

CONSUMES: tuple[type[Event], ...] = (Slept,)
KEEP = timedelta(days=57)  # as long as check-ins are kept (core/energy.py), and the night before the first of them
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wakings:
    """How often each night was broken, by the date of its morning; a night of which nothing was told is not there.
    `last` is the waking counted last."""

    by_morning: Mapping[date, int] = field(default_factory=lambda: MappingProxyType({}))
    last: datetime | None = None


def step(wakings: Wakings, mark: Mark) -> Wakings:
    """Return the wakings after this mark."""
    match mark.entry.event:
        case Slept(holder=holder) if holder.kind == "child" and mark.at - mark.entry.at <= LONGEST:
            return _ended(wakings, mark) if mark.edge == "ended" else _began(wakings, mark)
    return wakings


def _began(wakings: Wakings, mark: Mark) -> Wakings:
    """A child fell asleep: where that is by night, the night is told of."""
    return _with(wakings, mark, 0) if _between(mark, "child_night_begin", "child_night_end") else wakings


def _ended(wakings: Wakings, mark: Mark) -> Wakings:
    """A child woke: by night, and unless another had woken with them, that breaks it once more."""
    if not _between(mark, "usual_night_begin", "usual_night_end"):
        return wakings
    with_another = wakings.last is not None and mark.at - wakings.last <= JOINS
    found = _with(wakings, mark, 0 if with_another else 1)
    return found if with_another else Wakings(by_morning=found.by_morning, last=mark.at)


def _between(mark: Mark, begin: str, end: str) -> bool:
    begins, ends = clock_default(begin), clock_default(end)
    return within_hours(mark.at, begin=begins, end=ends, zone_name=mark.entry.zone)


def _with(wakings: Wakings, mark: Mark, more: int) -> Wakings:
    """Return the wakings with so many more in the night of this mark, and without nights long past."""
    wall = mark.at.astimezone(zone(mark.entry.zone))
    morning = wall.date() if wall.time() < clock_default("child_night_end") else wall.date() + DAY
    kept = wakings.by_morning
    if morning not in kept:
        kept = {night: number for night, number in kept.items() if morning - night <= KEEP}
    return Wakings(by_morning={**kept, morning: kept.get(morning, 0) + more}, last=wakings.last)
