"""How full an adult is, for their own eyes: a band that sizes what is offered, and an early warning (safety R46, R47).

Never a score and never a verdict: what they said today is the band itself, and where they said nothing today, what is
likely from their own days (core/energy.py). Of somebody who said nothing for a week nothing is known.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Literal

from kinwell.core import energy as filtering
from kinwell.core.care.wakings import Wakings
from kinwell.core.clock import FamilyDay
from kinwell.core.energy import CheckIn, Energy
from kinwell.core.ids import PersonId
from kinwell.core.needs.part import Needs
from kinwell.core.needs.sleep import SleepLog, told_before
from kinwell.core.people import People

type Band = Literal["low", "middle", "high", "unknown"]
type Early = Literal["wired", "low", "falling", ""]

# Our defaults, on the scale of 0 to 10.
LOW, HIGH = 4.0, 7.0  # below, and from
WEEK = 7  # days: without a word for so long a band is unknown; and what an early warning looks at
TOLD = 4  # days of a week that must be told, most of them, before it is spoken of
LOW_WEEK = 3.5  # the mean of a week that was low
FELL, TO = 2.0, 5.0  # a week lower than the one before by so much, and now below
WIRED = 8  # safety R46: from here on
HARDLY = 180.0  # minutes: hardly any sleep, under 3 h in a night of which any was told
SCALES = MappingProxyType(
    {
        "energy": MappingProxyType({"empty": 1, "low": 3, "half": 5, "fair": 7, "full": 9}),
        "mood": MappingProxyType({"heavy": 2, "even": 5, "light": 8}),
        "touch": MappingProxyType({"enough": 2, "some": 5, "welcome": 8}),
        "patience": MappingProxyType({"thin": 2, "some": 5, "plenty": 8}),
    }
)
"""The levels that one taps, the lowest first, and the number that each stands for: the middle of its share."""
DAY = timedelta(days=1)
YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fullness:
    """How full an adult is on a family day. `band` sizes what is offered; `today` is what they said last that day, of
    each scale; `said` when that was; `warning` is what to say about help, and empty where there is nothing to say."""

    day: date
    band: Band
    today: CheckIn | None
    warning: Early

    @property
    def said(self) -> datetime | None:
        """When they last said anything today."""
        return self.today.at if self.today is not None else None


def level(scale: str, value: float) -> str:
    """Return the level that a number from 0 to 10 belongs to: each has an equal share of its scale."""
    names = tuple(SCALES[scale])
    return names[min(len(names) - 1, int(value * len(names) / filtering.FULL))]


def read(
    viewer: PersonId, at: datetime, zone: str, *, energy: Energy, wakings: Wakings, needs: Needs, people: People
) -> Fullness:
    """Return how full this adult is, from parts of a State that was folded for their own eyes."""
    said = energy.of(viewer)
    today = FamilyDay.of(at, zone).date
    warns = _warning(said, needs.sleeps.get(viewer, SleepLog()), people, today, zone)
    band = "low" if warns == "wired" else _band(said, wakings, today)
    return Fullness(day=today, band=band, today=_today(said, today), warning=warns)


def _band(said: tuple[CheckIn, ...], wakings: Wakings, today: date) -> Band:
    told = filtering.by_day(said)
    lately = [day for day in told if timedelta() <= today - day < WEEK * DAY]
    if not lately:
        return "unknown"
    likely = filtering.likely(told, wakings.by_morning, today).mean
    now = next((one.energy for one in reversed(said) if one.day == today and one.energy is not None), likely)
    return "low" if now < LOW else "high" if now >= HIGH else "middle"


def _today(said: tuple[CheckIn, ...], today: date) -> CheckIn | None:
    """Return what was said last today, of each scale."""
    found: CheckIn | None = None
    for one in said:
        if one.day == today:
            told = {name: value for name, value in one._asdict().items() if value is not None}
            found = one if found is None else found._replace(**told)
    return found


def _warning(said: tuple[CheckIn, ...], log: SleepLog, people: People, today: date, zone: str) -> Early:
    first_year = any(timedelta() <= today - child.born <= YEAR for child in people.children.values())
    if first_year and _wired(said, log, today, zone):
        return "wired"
    told = filtering.by_day(said)
    week, before = _mean(told, today), _mean(told, today - WEEK * DAY)
    if week is None or told[max(told)] >= TO:  # a day that was better ends it
        return ""
    if week < LOW_WEEK:
        return "low"
    return "falling" if before is not None and before - week >= FELL and week < TO else ""


def _wired(said: tuple[CheckIn, ...], log: SleepLog, today: date, zone: str) -> bool:
    """Return whether they felt full of energy on hardly any sleep two days running, up to today or yesterday."""
    highest: dict[date, int] = {}
    for one in said:
        if one.energy is not None:
            highest[one.day] = max(one.energy, highest.get(one.day, 0))

    def so(day: date) -> bool:
        slept = told_before(log, day, zone)
        return highest.get(day, 0) >= WIRED and slept is not None and slept < HARDLY

    last = today if today in highest else today - DAY
    return so(last) and so(last - DAY)


def _mean(told: Mapping[date, float], last: date) -> float | None:
    """Return the mean of the week that ends on this day; None where too few days of it were told."""
    found = [value for day, value in told.items() if timedelta() <= last - day < WEEK * DAY]
    return sum(found) / len(found) if len(found) >= TOLD else None
