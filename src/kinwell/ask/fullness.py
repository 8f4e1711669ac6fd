"""How full the viewer is, as they said it: today, and the last weeks. For nobody else's eyes, ever (safety R30)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kinwell.ask import whole
from kinwell.core.clock import FamilyDay
from kinwell.core.energy import by_day
from kinwell.core.ids import ME, Seat
from kinwell.core.needs.fullness import Fullness

DAYS = 28  # that one looks back on


@dataclass(frozen=True, slots=True, kw_only=True)
class FullDay:
    """A family day, and the energy told of it, 0 to 10; None where nothing was told: that day is a gap."""

    day: date
    energy: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HowFull:
    """How full the viewer is, and their last four weeks, a day each, the oldest first."""

    at: datetime
    zone: str
    full: Fullness
    days: tuple[FullDay, ...]

    @property
    def told(self) -> bool:
        """Whether anything was told of these weeks."""
        return any(day.energy is not None for day in self.days)


def how_full(seat: Seat, at: datetime) -> HowFull | None:
    """Return how full the viewer is; None for whoever has nothing of their own here."""
    found = whole.recalled(seat, at)
    viewer = seat.viewer
    if viewer is None or ME not in seat.eyes or viewer not in found.state.people.adults:
        return None
    told = by_day(found.state.energy.of(viewer))
    today = FamilyDay.of(at, found.zone).date
    days = (today - timedelta(days=DAYS - 1 - n) for n in range(DAYS))
    return HowFull(
        at=at,
        zone=found.zone,
        full=found.state.fullness(viewer, at),
        days=tuple(FullDay(day=day, energy=told.get(day)) for day in days),
    )
