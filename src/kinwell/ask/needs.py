"""The viewer's own needs, each as they want it met, and as Kinwell would begin."""

from dataclasses import dataclass
from datetime import datetime

from kinwell.ask import whole
from kinwell.core.catalogue import Need, needs_of
from kinwell.core.catalogue import need as catalogue_need
from kinwell.core.ids import ME, Seat, adult
from kinwell.core.needs.need import NO_WORDS, Ladder, NeedState


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnNeed:
    """A need of the viewer's own. Minutes are running time (docs/model.md, 1): what they stated, None where they kept
    our default, which `need` has; `ladder` is how they call its rungs, each empty where our words do."""

    need: Need
    cadence_minutes: float | None = None
    floor_minutes: float | None = None
    ladder: Ladder = NO_WORDS
    called: str = ""
    """What they call it, where it is one that they named."""

    @property
    def cadence(self) -> float:
        """How often it wants to be met, as stated or as we begin."""
        return self.cadence_minutes or self.need.cadence_minutes

    @property
    def floor(self) -> float | None:
        """How long it can wait, as stated or as we begin; None where there is no such length."""
        return self.floor_minutes or self.need.floor_minutes


def own_needs(seat: Seat, at: datetime) -> tuple[OwnNeed, ...]:
    """Return every need of the viewer's own in the catalogue's order, then those that they named; none for a seat with
    nothing of its own."""
    if seat.viewer is None or ME not in seat.eyes:
        return ()
    needs, me = whole.state(seat, at).needs, adult(seat.viewer)
    told, called = needs.of(me), needs.called(me)
    wanted = (*needs_of("adult"), *map(catalogue_need, called))
    return tuple(_own(need, told.get(need.code), called.get(need.code, "")) for need in wanted)


def unnamed(seat: Seat, at: datetime) -> str:
    """Return the code that another need of the viewer's own would have; empty once there are as many as can be."""
    if seat.viewer is None or ME not in seat.eyes:
        return ""
    return next(iter(whole.state(seat, at).needs.unnamed(adult(seat.viewer))), "")


def _own(need: Need, state: NeedState | None, called: str) -> OwnNeed:
    if state is None:
        return OwnNeed(need=need, called=called)
    return OwnNeed(
        need=need,
        cadence_minutes=state.cadence_minutes,
        floor_minutes=state.floor_minutes,
        ladder=state.ladder,
        called=called,
    )
