"""What the viewer goes by: wishes, values, limits, boundaries, agreements, and the hours the family's day hangs on."""

from dataclasses import dataclass
from datetime import datetime

from kinwell.ask import whole
from kinwell.core.ids import ADULTS, ME, Seat, pair_eyes, pair_of
from kinwell.core.needs.lists import Anchor, Bound, Value, Wish
from kinwell.core.people import Adult
from kinwell.core.together.agreements import Agreement


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnLists:
    """The viewer's own lists; the agreements they are in, and those that wait for a yes; the family's rhythm; and the
    other adults with whom something can be agreed."""

    wishes: tuple[Wish, ...]
    values: tuple[Value, ...]
    limits: tuple[Bound, ...]
    boundaries: tuple[Bound, ...]
    held: tuple[Agreement, ...]
    open: tuple[Agreement, ...]
    rhythm: tuple[Anchor, ...]
    others: tuple[Adult, ...]


def own_lists(seat: Seat, at: datetime) -> OwnLists | None:
    """Return the lists of this seat's viewer; None for a seat with nothing of its own."""
    viewer = seat.viewer
    if viewer is None or ME not in seat.eyes or ADULTS not in seat.eyes:
        return None
    state = whole.state(seat, at)
    bounds = state.lists.bounds_of([viewer])
    return OwnLists(
        wishes=state.lists.wishes_of(viewer),
        values=state.lists.values_of(viewer),
        limits=tuple(one for one in bounds if one.limits),
        boundaries=tuple(one for one in bounds if not one.limits),
        held=state.agreements.held(viewer),
        open=state.agreements.open(viewer),
        rhythm=state.lists.rhythm(),
        others=tuple(one for one in state.people.beside(viewer) if pair_eyes(pair_of(viewer, one.id)) in seat.eyes),
    )
