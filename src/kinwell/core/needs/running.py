"""The holder's own clock: for a need that runs while awake it stands still while the holder sleeps.

Asleep is what was logged; on a night of which nothing was logged, the family's usual night. Which of the two holds is
decided by what has been told so far, so that a State at an instant never depends on what is logged for later.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple

from kinwell.core.care.sleep import JOINS, LONGEST
from kinwell.core.catalogue import clock_default
from kinwell.core.clock import minutes_between, nights
from kinwell.core.ids import EntryId, Who

EPOCH = datetime(2000, 1, 1, tzinfo=UTC)  # from where wall minutes are counted for needs that never stand still
TELLS_NIGHT = timedelta(hours=3)  # sleep logged this long before a usual night is word about that night
_NIGHTS = {
    "adult": (clock_default("usual_night_begin"), clock_default("usual_night_end")),
    "child": (clock_default("child_night_begin"), clock_default("child_night_end")),
}


class HolderClock(NamedTuple):
    """Waking minutes of one holder up to `at`; the sleeps that are open, since when, and the last word about sleep."""

    at: datetime
    ran: float = 0.0
    asleep: tuple[EntryId, ...] = ()
    asleep_since: datetime | None = None
    told_sleep: datetime | None = None

    def sleeps(self, at: datetime) -> bool:
        """Return whether a logged sleep is open at this instant."""
        return self.asleep_since is not None and at - self.asleep_since <= LONGEST


def advanced(clock: HolderClock, to: datetime, kind: Who, zone: str) -> HolderClock:
    """Return the clock at a later instant, in a zone (IANA name); unchanged for an earlier one."""
    if to <= clock.at:
        return clock
    begin = clock.at
    if clock.asleep_since is not None:
        begin = max(begin, clock.asleep_since + LONGEST)
        awake = max(0.0, minutes_between(begin, to))
    else:
        awake = minutes_between(begin, to) - _usual_sleep(clock, to, kind, zone)
    return HolderClock(
        to, clock.ran + awake, clock.asleep, clock.asleep_since, clock.told_sleep
    )  # made as fast as can be


def fell_asleep(clock: HolderClock, entry: EntryId) -> HolderClock:
    """Return the clock, already advanced to this mark, from where it stands still. A begin close to one that is open is
    the same sleep told twice; a later one takes the place of a sleep whose end was never told."""
    since = clock.asleep_since
    if since is not None and clock.at - since <= JOINS:
        return clock._replace(asleep=(*clock.asleep, entry), told_sleep=clock.at)
    return clock._replace(asleep=(entry,), asleep_since=clock.at, told_sleep=clock.at)


def woke(clock: HolderClock, entry: EntryId) -> HolderClock:
    """Return the clock, already advanced to this mark, from where it runs; unless what ended is not the sleep that is
    open but one whose place it took."""
    if entry not in clock.asleep:
        return clock._replace(told_sleep=clock.at)
    return clock._replace(asleep=(), asleep_since=None, told_sleep=clock.at)


def wall_minutes(at: datetime) -> float:
    """Return the minutes since EPOCH, the clock of a need that never stands still."""
    return minutes_between(EPOCH, at)


def _usual_sleep(clock: HolderClock, to: datetime, kind: Who, zone: str) -> float:
    """Return the minutes of usual nights between the clock and `to`, of nights about which nothing was told."""
    told = clock.told_sleep
    if kind == "pair" or (told is not None and to - told <= TELLS_NIGHT):  # which tells of every night begun by then
        return 0.0
    return sum(
        minutes_between(max(fall, clock.at), min(lift, to))
        for fall, lift in _usual_nights(clock.at.date(), to.date(), kind, zone)
        if fall < to and lift > clock.at and (told is None or told < fall - TELLS_NIGHT)
    )


@lru_cache(maxsize=1024)
def _usual_nights(first: date, last: date, kind: Who, zone: str) -> tuple[tuple[datetime, datetime], ...]:
    """Return the usual nights that may touch these UTC dates; kept, since a fold asks for the same dates again."""
    falls, lifts = _NIGHTS[kind]
    begin = datetime.combine(first, time(), tzinfo=UTC)
    end = datetime.combine(last, time.max, tzinfo=UTC)
    return tuple(nights(begin, end, falls=falls, lifts=lifts, zone_name=zone))
