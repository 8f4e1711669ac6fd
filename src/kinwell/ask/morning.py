"""The morning: what happened with each child while the viewer slept, what may come, whom they may thank."""

from dataclasses import dataclass
from datetime import datetime

from kinwell.core import handover
from kinwell.core import morning as core
from kinwell.core.catalogue import age_band, clock_default
from kinwell.core.clock import at_wall, within_hours, zone
from kinwell.core.handover import Between
from kinwell.core.ids import ME, Seat
from kinwell.core.morning import NightOf
from kinwell.core.people import Adult, Child
from kinwell.core.state import State
from kinwell.core.together import split
from kinwell.store import index
from kinwell.store.within import within


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildMorning:
    """A child, their night, and when they are often tired next, at their age."""

    child: Child
    night: NightOf
    tired: Between | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Morning:
    """What is told in the morning, for one adult. `settled` when the night was shared, and then it is of the hours that
    were another's; `longest` is the viewer's own longest piece of sleep in minutes, which nobody else is told;
    `thanks` is who had the children then, until they were thanked."""

    since: datetime
    until: datetime
    settled: bool
    children: tuple[ChildMorning, ...]
    longest: int | None
    thanks: Adult | None


def read(state: State, seat: Seat, at: datetime, *, zone_name: str) -> Morning | None:
    """Return what is told this morning, from a State that is at hand; None at other hours, for a helper, and where
    nothing was told of the night."""
    begins, ends = clock_default("morning_from"), clock_default("morning_to")
    viewer = seat.viewer
    if viewer is None or ME not in seat.eyes or not within_hours(at, begin=begins, end=ends, zone_name=zone_name):
        return None
    today = at.astimezone(zone(zone_name)).date()
    night = today - split.DAY
    settled = state.nights.settled(night)
    shared = settled is not None and settled.first != settled.second and viewer in (settled.first, settled.second)
    since = at_wall(night, clock_default("tonight_begin"), zone_name)
    until = at_wall(night + split.DAY, clock_default("tonight_end"), zone_name)
    other = None
    if settled is not None and shared:
        first = viewer == settled.first
        since, until = (settled.turn, settled.end) if first else (settled.begin, settled.turn)
        had = settled.second if first else settled.first
        other = next((one for one in state.people.beside(viewer) if one.id == had), None)
        thanked = other is not None and any(
            one.by == viewer and one.at >= until for one in state.favours.thanks.get(other.id, ())
        )
        other = None if thanked else other
    until = min(until, at)
    with within(seat.family):
        told = index.between(seat.family, since, until)
    children = tuple(
        ChildMorning(
            child=child,
            night=night_of,
            tired=handover.next_sleep(state, child.id, at, age_band(child.months(today)), zone_name),
        )
        for child in state.people.youngest_first()
        if (night_of := core.night_of(child.id, told, since, until)).told
    )
    if not children:
        return None
    return Morning(
        since=since,
        until=until,
        settled=shared,
        children=children,
        longest=core.longest(state.needs.sleeps.get(viewer), since, at),
        thanks=other,
    )
