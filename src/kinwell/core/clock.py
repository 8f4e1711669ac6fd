"""Time as the family lives it: aware UTC instants, and a day that rolls over at four in the morning."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

ROLLOVER = time(4)  # a feed at 3 a.m. belongs to the night it is part of, as every parent counts it
MINUTE = timedelta(minutes=1)
HALF_HOUR = timedelta(minutes=30)


def utc(instant: datetime) -> datetime:
    """Return the instant in UTC; raise ValueError for a naive one, since its zone would be a guess."""
    if instant.tzinfo is None:
        raise ValueError("an instant needs a zone")
    return instant.astimezone(UTC)


def minutes_between(begin: datetime, end: datetime) -> float:
    """Return the minutes that pass from begin to end, negative when end is earlier; safe across DST, being UTC."""
    return (end - begin) / MINUTE


@lru_cache(maxsize=64)
def zone(name: str) -> ZoneInfo:
    """Return the IANA zone of this name; raise ValueError when there is none."""
    try:
        return ZoneInfo(name)
    except (KeyError, OSError, ValueError) as error:
        raise ValueError(f"no time zone is called {name!r}") from error


@lru_cache(maxsize=4096)
def at_wall(day: date, wall: time, zone_name: str) -> datetime:
    """Return the UTC instant when clocks on the wall show this time; in an autumn hour that comes twice, the first."""
    return datetime.combine(day, wall, tzinfo=zone(zone_name)).astimezone(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Minutes that hands are likely free, as 10, 50 and 90 % quantiles (docs/model.md, 3)."""

    p10: float
    p50: float
    p90: float


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class FamilyDay:
    """One family day: from 4 a.m. local to 4 a.m. of the next date, 23 to 25 hours long."""

    date: date
    zone: str

    @staticmethod
    def of(instant: datetime, zone_name: str) -> "FamilyDay":
        """Return the day that this aware instant belongs to where the wall clock is `zone_name`."""
        wall = instant.astimezone(zone(zone_name))
        day = wall.date() if wall.time() >= ROLLOVER else wall.date() - timedelta(days=1)
        return FamilyDay(date=day, zone=zone_name)

    @property
    def begin(self) -> datetime:
        """The UTC instant at which the day begins."""
        return at_wall(self.date, ROLLOVER, self.zone)

    @property
    def end(self) -> datetime:
        """The UTC instant at which the next day begins."""
        return at_wall(self.date + timedelta(days=1), ROLLOVER, self.zone)

    def plus(self, days: int) -> "FamilyDay":
        """Return the day so many days later."""
        return FamilyDay(date=self.date + timedelta(days=days), zone=self.zone)


def nights(
    begin: datetime, end: datetime, *, falls: time, lifts: time, zone_name: str
) -> Iterator[tuple[datetime, datetime]]:
    """Yield (fall, lift) in UTC of every night from `falls` to `lifts` on the wall that touches begin..end."""
    day = begin.astimezone(zone(zone_name)).date() - timedelta(days=1)
    while True:
        fall = at_wall(day, falls, zone_name)
        if fall >= end:
            return
        lift = at_wall(day if falls < lifts else day + timedelta(days=1), lifts, zone_name)
        if lift > begin:
            yield fall, lift
        day += timedelta(days=1)


def half_hours(after: datetime, zone_name: str, number: int) -> tuple[datetime, ...]:
    """Return the next so many full and half hours on the wall, as UTC instants later than this one."""
    wall = after.astimezone(zone(zone_name))
    since = timedelta(minutes=wall.minute % 30, seconds=wall.second, microseconds=wall.microsecond)
    first = utc(after) - since + HALF_HOUR
    return tuple(first + n * HALF_HOUR for n in range(number))


def within_hours(instant: datetime, *, begin: time, end: time, zone_name: str) -> bool:
    """Return whether the wall clock shows a time from begin up to end, over midnight when end is the earlier."""
    wall = instant.astimezone(zone(zone_name)).time()
    return begin <= wall < end if begin < end else wall >= begin or wall < end
