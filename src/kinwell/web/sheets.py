"""The sheets that slide from below on Now: which needs a person may notice, and the notice sheet after a tap."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from kinwell import ask
from kinwell.core.catalogue import Cue, Need, cues, needs
from kinwell.core.clock import zone
from kinwell.core.ids import ME, Holder, PersonId, Seat, adult
from kinwell.core.ids import child as child_holder
from kinwell.core.log.entry import Entry
from kinwell.core.log.events import CueNoticed
from kinwell.core.people import Child, People

FIRST_SIX = 6
USUAL = ("eat", "drink", "toilet", "sleep", "sit", "quiet")  # until a person has their own: product, the first evening
HOURS_OFFERED = 3  # "At…": the next full hours


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildNeeds:
    """A child, as a holder, and the needs that fit their age."""

    child: Child
    holder: Holder
    needs: tuple[Need, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheets:
    """What the sheets of Now offer: the viewer's six and the other needs, cues in their own right, the children's."""

    me: Holder | None
    six: tuple[Need, ...]
    others: tuple[Need, ...]
    cues: tuple[Cue, ...]
    children: tuple[ChildNeeds, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """The notice sheet after a tap: the cue that was logged, its rungs, and the answers to it."""

    entry: Entry
    holder: Holder
    need: Need
    cue: str
    strength: str
    people: People
    hours: tuple[datetime, ...]

    @property
    def mine(self) -> bool:
        """Whether it is the viewer's own."""
        return self.holder.kind == "adult"

    @property
    def rungs(self) -> tuple[str, ...]:
        """The three rungs of the ladder."""
        return ("early", "clear", "urgent")

    @property
    def child(self) -> Child | None:
        """The child it is about; for an adult's own, the first child, who may come first."""
        if not self.mine:
            return self.people.children.get(PersonId(self.holder.id))
        return next(iter(self.people.youngest_first()), None)


def sheets(seat: Seat, at: datetime) -> Sheets:
    """Return what may be noticed from this seat: for a helper the children's needs and nothing of the adults."""
    state = ask.state(seat, at)
    today = at.astimezone(zone(state.zone)).date()
    me = adult(seat.viewer) if seat.viewer is not None and ME in seat.eyes else None
    own = [need for need in needs().values() if need.of == "adult"]
    told = state.needs.of(me) if me is not None else {}
    own.sort(key=lambda need: (-(told[need.code].noticed if need.code in told else 0), _usual(need.code)))
    children = tuple(
        ChildNeeds(child=child, holder=child_holder(child.id), needs=_fitting(child.months(today)))
        for child in state.people.youngest_first()
    )
    return Sheets(
        me=me, six=tuple(own[:FIRST_SIX]), others=tuple(own[FIRST_SIX:]), cues=tuple(cues().values()), children=children
    )


def noted(seat: Seat, entry: Entry, at: datetime) -> Noted | None:
    """Return the notice sheet for a cue that was logged; None for an entry that is none."""
    event = entry.event
    if not isinstance(event, CueNoticed):
        return None
    return Noted(
        entry=entry,
        holder=event.holder,
        need=needs()[event.need],
        cue=event.cue,
        strength=event.strength,
        people=ask.people(seat, at),
        hours=_next_hours(at, entry.zone),
    )


def _usual(code: str) -> int:
    return USUAL.index(code) if code in USUAL else len(USUAL)


def _fitting(months: int) -> tuple[Need, ...]:
    return tuple(need for need in needs().values() if need.of == "child" and need.from_month <= months)


def _next_hours(at: datetime, zone_name: str) -> tuple[datetime, ...]:
    wall = at.astimezone(zone(zone_name)).replace(minute=0, second=0, microsecond=0)
    hours: Sequence[datetime] = [wall + timedelta(hours=ahead + 1) for ahead in range(HOURS_OFFERED)]
    return tuple(hours)
