"""How full each adult said they are, and what their energy is likely to be: a Kalman filter of two states.

    e = 6.5 + level + b (wakings - 1.3) + noise         0 to 10, one a family day (docs/model.md, 6)

`level` is what carries over from day to day, `b` what one more waking in the night costs this person.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime, timedelta
from math import sqrt
from types import MappingProxyType
from typing import Any, NamedTuple

from kinwell.core.clock import FamilyDay
from kinwell.core.ids import PersonId
from kinwell.core.log.events import CheckedIn, Event
from kinwell.core.log.standing import Mark

CONSUMES: tuple[type[Event], ...] = (CheckedIn,)
FULL = 10  # the top of every scale; 0 is the bottom
KEEP = timedelta(days=56)  # eight weeks: by then a level has faded to a fifth, and a few nights have told what b is
CORRECTS = timedelta(minutes=10)  # a second word so soon corrects the first

# The filter's numbers, from diaries of parents whom it was not fitted to (docs/model.md, 6). All spreads are variances.
USUAL = 6.5
CARRIES = 0.97
DRIFT = 0.15
WAKING, WAKING_SPREAD = -0.8, 0.4**2
USUAL_WAKINGS = 1.3
NOISE = 1.0


class CheckIn(NamedTuple):
    """One word of how full, and the family day that it belongs to; None is what was not said."""

    at: datetime
    day: date
    energy: int | None = None
    mood: int | None = None
    touch: int | None = None
    patience: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Energy:
    """By adult: what they said in the last eight weeks, in order."""

    said: Mapping[PersonId, tuple[CheckIn, ...]] = field(default_factory=lambda: MappingProxyType({}))

    def of(self, person: PersonId) -> tuple[CheckIn, ...]:
        """Return what this adult said."""
        return self.said.get(person, ())


class Likely(NamedTuple):
    """What a day's energy is likely to be, 0 to 10, give or take `sd`."""

    mean: float
    sd: float


def step(energy: Energy, mark: Mark) -> Energy:
    """Return what was said after this mark; only what one said of oneself is counted."""
    by = mark.entry.by
    match mark.entry.event:
        case CheckedIn() as told if by is not None:
            said = [one for one in energy.of(by) if mark.at - one.at <= KEEP]
            now = CheckIn(at=mark.at, day=FamilyDay.of(mark.at, mark.entry.zone).date, **_told(told))
            if said and mark.at - said[-1].at <= CORRECTS and said[-1].day == now.day:
                now = said.pop()._replace(**_told(told))
            return Energy(said={**energy.said, by: (*said, now)})
    return energy


def _told(event: CheckedIn) -> dict[str, Any]:
    found = {one.name: getattr(event, one.name) for one in fields(event)}
    return {name: value for name, value in found.items() if value is not None}


def by_day(said: Iterable[CheckIn]) -> dict[date, float]:
    """Return the energy of each day of which any was told: the mean of what was said on it."""
    found: dict[date, list[int]] = {}
    for one in said:
        if one.energy is not None:
            found.setdefault(one.day, []).append(one.energy)
    return {day: sum(told) / len(told) for day, told in found.items()}


def likely(told: Mapping[date, float], wakings: Mapping[date, int], day: date) -> Likely:
    """Return what energy is likely on this day, from what was told up to it and from each night's wakings.

    A day without a word is missing, never nought, and so is the number of wakings of a night that was not told: it is
    taken to be the usual one.
    """
    begun = min((then for then in told if then <= day), default=day)
    level, cost = 0.0, WAKING
    spread, shared, cost_spread = DRIFT / (1 - CARRIES**2), 0.0, WAKING_SPREAD
    for then in (begun + timedelta(days=n) for n in range((day - begun).days + 1)):
        if then != begun:
            level, spread, shared = CARRIES * level, CARRIES**2 * spread + DRIFT, CARRIES * shared
        x = wakings.get(then, USUAL_WAKINGS) - USUAL_WAKINGS
        if then in told:
            of_level, of_cost = spread + x * shared, shared + x * cost_spread
            total = of_level + x * of_cost + NOISE
            off = told[then] - (USUAL + level + x * cost)
            level, cost = level + of_level / total * off, cost + of_cost / total * off
            spread -= of_level**2 / total
            shared -= of_level * of_cost / total
            cost_spread -= of_cost**2 / total
    x = wakings.get(day, USUAL_WAKINGS) - USUAL_WAKINGS
    sure = spread + 2 * x * shared + x**2 * cost_spread
    return Likely(mean=min(float(FULL), max(0.0, USUAL + level + x * cost)), sd=sqrt(sure + NOISE))
