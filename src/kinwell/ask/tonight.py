"""Tonight: how the night goes, as proposed or settled, or as it might; and each adult's likely block."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal

from kinwell.ask import whole
from kinwell.core.catalogue import clock_default
from kinwell.core.clock import at_wall, within_hours
from kinwell.core.ids import ADULTS, EntryId, PersonId, Seat
from kinwell.core.log.events import NightProposed
from kinwell.core.people import Adult, People
from kinwell.core.state import State
from kinwell.core.together import split
from kinwell.core.together.split import Block

JUST_HERE = timedelta(hours=2)  # who signed up so lately is asked at any hour


@dataclass(frozen=True, slots=True, kw_only=True)
class Tonight:
    """How a night goes. `proposal` is the entry that proposes it; without one, `plan` is what Kinwell would begin with.

    `settled` once everyone in it said yes; `agreed` when the viewer did, which is all that is told of a night that is
    not settled: never whose yes is missing. `tomorrow` is whose turn the longer block is the night after. `shown` says
    how Now shows it: as a card that asks, as a line that tells, or not at all.
    """

    plan: NightProposed
    viewer: PersonId | None
    people: People
    zone: str
    at: datetime
    blocks: tuple[Block, ...]
    proposal: EntryId | None = None
    settled: bool = False
    agreed: bool = False
    shown: Literal["card", "line", ""] = ""

    @property
    def alone(self) -> bool:
        """Whether one adult has the whole night."""
        return self.plan.first == self.plan.second

    @property
    def concerned(self) -> bool:
        """Whether the viewer is in it, and so may say yes, change it, or leave it."""
        return self.viewer in (self.plan.first, self.plan.second)

    @property
    def able(self) -> tuple[Adult, ...]:
        """The adults who may have the children: the viewer, those beside them, and whoever is in it."""
        beside = {one.id for one in self.people.beside(self.viewer)} | {self.viewer, self.plan.first, self.plan.second}
        return tuple(one for one in self.people.adults.values() if one.id in beside)

    @property
    def fed(self) -> bool:
        """Whether a child is so young that a night feed is likely."""
        return split.night_feed(self.people, self.plan.night) is not None

    @property
    def steps(self) -> tuple[datetime, ...]:
        """The half hours at which it can be handed over."""
        return split.steps(self.plan.begin, self.plan.end)

    @property
    def tomorrow(self) -> PersonId | None:
        """Whose turn the longer block is the night after, once both said yes: whoever has the shorter one now."""
        longer = split.longer_one(self.blocks) if self.settled else None
        return next((block.person for block in self.blocks if block.person != longer), None) if longer else None

    def as_if(self, plan: NightProposed) -> "Tonight":
        """Return how the night would go by another plan, to which nobody said yes yet."""
        blocks = split.blocks(plan, self.people, plan.night)
        return replace(self, plan=plan, blocks=blocks, settled=False, agreed=False)

    @property
    def swapped(self) -> NightProposed:
        """The night with the two in each other's place."""
        return split.swapped(self.plan)

    @property
    def shorter(self) -> NightProposed | None:
        """The night with an hour less on duty for the viewer; None where there is no hour to give."""
        return split.shorter(self.plan, self.viewer) if self.viewer is not None else None


def tonight(seat: Seat, at: datetime) -> Tonight | None:
    """Return how tonight goes for a seat; None for a helper, and for shared eyes while nobody
    proposed anything."""
    found = whole.recalled(seat, at)
    return read(found.state, seat, at, zone_name=found.zone, created=found.created)


def read(state: State, seat: Seat, at: datetime, *, zone_name: str, created: datetime) -> Tonight | None:
    """Return how tonight goes, from a State that is at hand. The night ahead begins in the evening, and until the
    morning it is the one that is on."""
    if ADULTS not in seat.eyes:
        return None
    night, nights = split.night_of(at, zone_name), state.nights
    stands = nights.proposed.get(night)
    if stands is not None and stands.night.first == stands.night.second and state.people.beside(seat.viewer):
        stands = None  # of one alone, from before the other came
    if stands is not None and _left_alone(state, seat.viewer, stands.by, night):
        stands = None  # an invitation that was answered "not tonight"
    plan = stands.night if stands is not None else None
    if plan is None and seat.viewer is not None:
        plan = split.usual(nights, state.people, seat.viewer, at, zone_name)
    if plan is None:
        return None
    settled = stands is not None and nights.settled(night) is not None
    agreed = stands is not None and seat.viewer in nights.yes(stands)
    return Tonight(
        plan=plan,
        viewer=seat.viewer,
        people=state.people,
        zone=zone_name,
        at=at,
        blocks=split.blocks(plan, state.people, night),
        proposal=stands.entry if stands is not None else None,
        settled=settled,
        agreed=agreed,
        shown=_shown(state, seat, at, settled=settled, agreed=agreed, zone_name=zone_name, created=created),
    )


def _left_alone(state: State, viewer: PersonId | None, by: PersonId, night: date) -> bool:
    """Return whether an adult who leaves steps for two off was asked to share a night and left it."""
    if viewer is None or viewer == by or state.people.beside(viewer) or not state.people.apart:
        return False
    return state.nights.left.get(viewer) == night


def _shown(
    state: State, seat: Seat, at: datetime, *, settled: bool, agreed: bool, zone_name: str, created: datetime
) -> Literal["card", "line", ""]:
    """Return how Now shows it: settled, a line all night; else a card in the evening, and on the first one at any hour,
    until the viewer said that they are asked no more."""
    if settled:
        return "line"
    night = split.night_of(at, zone_name)
    if seat.viewer is None or (state.nights.left.get(seat.viewer) == night and not agreed):
        return ""
    evening = within_hours(
        at, begin=clock_default("tonight_from"), end=clock_default("tonight_to"), zone_name=zone_name
    )
    by_day = at < at_wall(night, clock_default("tonight_to"), zone_name)
    first = split.first_evening(created, at, zone_name) and (by_day or at - created < JUST_HERE)
    return "card" if evening or first else ""
