"""An adult's own sleep: a debt by night, and a floor that is about blocks (docs/model.md, 1).

Nights run from noon to noon. A night of which nothing was told changes no debt and is at no floor: it is unknown.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from kinwell.core.catalogue import clock_default, default
from kinwell.core.clock import at_wall, minutes_between, zone

NOON = time(12)
LIFTS = clock_default("usual_night_end")  # from then on the night counts as over, though it ends at noon
NIGHT = timedelta(days=1)
KEEP = timedelta(days=3)  # stretches older than that are in no floor


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """One piece of sleep, ended."""

    begin: datetime
    end: datetime

    def minutes(self, begin: datetime, end: datetime) -> float:
        """Return how many of its minutes lie between begin and end."""
        return max(0.0, minutes_between(max(self.begin, begin), min(self.end, end)))


@dataclass(frozen=True, slots=True, kw_only=True)
class SleepLog:
    """What an adult told of their sleep: the stretches of the last days, the debt in minutes up to the last closed
    night, and the date on which the night now open began (None before the first)."""

    stretches: tuple[Stretch, ...] = ()
    debt: float = 0.0
    night: date | None = None


def night_of(at: datetime, zone_name: str) -> date:
    """Return the date on whose noon the night that holds this instant began."""
    wall = at.astimezone(zone(zone_name))
    return wall.date() if wall.time() >= NOON else wall.date() - NIGHT


def slept(log: SleepLog, stretch: Stretch, zone_name: str) -> SleepLog:
    """Return the log with one more stretch; nights that are over by its end are closed into the debt."""
    log = _closed(log, night_of(stretch.end, zone_name), zone_name)
    kept = tuple(old for old in log.stretches if stretch.end - old.end <= KEEP)
    return replace(log, stretches=(*kept, stretch))


def deficit(log: SleepLog, at: datetime, zone_name: str) -> float:
    """Return d in 0..1 from the debt: 1 at ten hours."""
    closed = _closed(log, night_of(at, zone_name), zone_name)
    return min(1.0, closed.debt / default("sleep_debt_full"))


def at_floor(log: SleepLog, at: datetime, zone_name: str) -> bool:
    """Return whether sleep is at its floor: no 4-hour stretch in two nights, or under 5 h in 24.

    Both speak only of what was told: of each night that is meant some sleep must be, or a nap told alone would count
    as all the sleep there was.
    """
    running = night_of(at, zone_name)
    over = running if LIFTS <= at.astimezone(zone(zone_name)).time() < NOON else running - NIGHT
    last_day = sum(stretch.minutes(at - NIGHT, at) for stretch in log.stretches)
    if last_day < default("sleep_least") and _of_night(log, over, zone_name):
        return True
    two = [_of_night(log, night, zone_name) for night in (over, over - NIGHT)]
    longest = max((max(pieces) for pieces in (*two, _of_night(log, running, zone_name)) if pieces), default=0.0)
    return all(two) and longest < default("sleep_block")


def told_before(log: SleepLog, day: date, zone_name: str) -> float | None:
    """Return the minutes of sleep told of the night before this day; None where none was told."""
    return sum(_of_night(log, day - NIGHT, zone_name)) or None


def _of_night(log: SleepLog, night: date, zone_name: str) -> list[float]:
    """Return the minutes in that night of each stretch that touches it."""
    begin, end = _bounds(night, zone_name)
    return [minutes for stretch in log.stretches if (minutes := stretch.minutes(begin, end)) > 0]


def _closed(log: SleepLog, night: date, zone_name: str) -> SleepLog:
    """Return the log with every night before `night` put into the debt; nights with nothing told are passed over."""
    if log.night is None:
        return replace(log, night=night)
    debt, open_night = log.debt, log.night
    while open_night < night:
        told = _of_night(log, open_night, zone_name)
        if told:
            carried = default("sleep_debt_keep") * debt + default("sleep_need_minutes") - sum(told)
            debt = min(max(0.0, carried), default("sleep_debt_cap"))
        open_night = min(night, open_night + NIGHT if night - open_night <= KEEP else night - KEEP)
    return replace(log, debt=debt, night=open_night)


def _bounds(night: date, zone_name: str) -> tuple[datetime, datetime]:
    return at_wall(night, NOON, zone_name), at_wall(night + NIGHT, NOON, zone_name)
