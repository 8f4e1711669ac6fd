"""What the viewer shows another adult of their own needs, and what could be shown."""

from dataclasses import dataclass
from datetime import datetime

from kinwell.ask import whole
from kinwell.core.catalogue import needs_of
from kinwell.core.ids import PersonId, Seat, pair_eyes, pair_of
from kinwell.core.people import Adult
from kinwell.core.together.showing import Showing

NEEDS = tuple(need.code for need in needs_of("adult"))
"""The needs of which a word can be shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What `me`, the viewer, shows this other adult; nothing until they chose. `joint` says that what is for two is
    offered with them."""

    me: Adult
    to: Adult
    showing: Showing
    joint: bool


def shown(seat: Seat, to: PersonId, at: datetime) -> Shown | None:
    """Return what the viewer shows another adult; None where there is none such, or the viewer is none."""
    state = whole.state(seat, at)
    me = state.people.adults.get(seat.viewer) if seat.viewer is not None else None
    other = state.people.adults.get(to)
    if me is None or other is None or pair_eyes(pair_of(me.id, to)) not in seat.eyes:
        return None
    return Shown(me=me, to=other, showing=state.shows.of(me.id, to), joint=to not in state.people.apart)
