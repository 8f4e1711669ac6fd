"""How a night can be shared: its hours, where it can be handed over, and each adult's likely block, by subtraction.

No history and no solver (docs/model.md, 4): what is off duty, less the time to fall asleep, is the block; a night feed
that somebody gives themselves ends theirs.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from kinwell.core.catalogue import age_band, clock_default, default
from kinwell.core.clock import FamilyDay, at_wall, zone
from kinwell.core.ids import PersonId
from kinwell.core.log.events import NightProposed
from kinwell.core.people import People
from kinwell.core.together.tonight import Nights

STEP = timedelta(minutes=30)
LONGEST = timedelta(hours=20)  # that a night can be
LONGER = timedelta(hours=1)  # by how much a block is the longer one
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """An adult's likely sleep in one piece, in minutes, whole half hours; `feeds` says that a feed likely ends it."""

    person: PersonId
    minutes: int
    feeds: bool = False


def night_of(at: datetime, zone_name: str) -> date:
    """Return the date on whose evening the night begins that is on now, or else that comes next."""
    wall = at.astimezone(zone(zone_name))
    return wall.date() if wall.time() >= clock_default("tonight_end") else wall.date() - DAY


def hours(night: date, at: datetime, zone_name: str) -> tuple[datetime, datetime]:
    """Return from when to when a night can still be shared, seen from an instant: from the evening's usual hour or the
    half hour that is on, to the morning's."""
    end = at_wall(night + DAY, clock_default("tonight_end"), zone_name)
    begin = at_wall(night, clock_default("tonight_begin"), zone_name)
    late = max(timedelta(), at - begin)
    return min(begin + late // STEP * STEP, end - STEP), end


def steps(begin: datetime, end: datetime) -> tuple[datetime, ...]:
    """Return the half hours at which a night can be handed over, its begin and end among them: of real minutes,
    also where the clocks change on the way."""
    return tuple(begin + STEP * number for number in range((end - begin) // STEP + 1))


def usual(nights: Nights, people: People, viewer: PersonId, at: datetime, zone_name: str) -> NightProposed | None:
    """Return the night as it would be proposed by the viewer, or by nobody yet: in halves, the viewer first; where one
    had the longer block in the last settled night, now the other. None where the viewer is no adult here."""
    me = people.adults.get(viewer)
    if me is None or me.role != "adult":
        return None
    beside = [one.id for one in people.beside(viewer)]
    night = night_of(at, zone_name)
    begin, end = hours(night, at, zone_name)
    other = next(iter(beside), viewer)
    halves = steps(begin, end)
    plain = NightProposed(
        night=night, first=viewer, second=other, begin=begin, turn=halves[len(halves) // 2], end=end, feeds="either"
    )
    if other == viewer:
        dusk, bed = (at_wall(night, clock_default(name), zone_name) for name in ("child_night_begin", "bed_early"))
        return replace(plain, begin=dusk, turn=begin if at > bed else bed)
    last = max((day for day in nights.proposed if day < night and nights.settled(day) is not None), default=None)
    return plain if last is None else _after(plain, nights.proposed[last].night, {viewer, *beside}, zone_name)


def _after(plain: NightProposed, last: NightProposed, able: set[PersonId], zone_name: str) -> NightProposed:
    """Return the night that follows a settled one: the same hour on the wall; who had the shorter block gets the
    longer."""
    two = {last.first, last.second}
    if len(two) == 1 or not two <= able or plain.first not in two:
        return plain
    wall = last.turn.astimezone(zone(zone_name))
    turn = at_wall(wall.date() + (plain.night - last.night), wall.time(), zone_name)
    at_step = min(steps(plain.begin, plain.end), key=lambda step: abs(step - turn))
    longer = abs((last.turn - last.begin) - (last.end - last.turn)) >= LONGER
    first, second = (last.second, last.first) if longer else (last.first, last.second)
    return replace(plain, first=first, second=second, turn=at_step, feeds=last.feeds, feeder=last.feeder)


def swapped(night: NightProposed) -> NightProposed:
    """Return the night with the two in each other's place."""
    return replace(night, first=night.second, second=night.first)


def shorter(night: NightProposed, person: PersonId) -> NightProposed | None:
    """Return the night with an hour less for this adult; None where no hour is left to give."""
    hour = -LONGER if person == night.first else LONGER
    turn = night.turn + hour
    return replace(night, turn=turn) if night.begin < turn < night.end else None


def blocks(night: NightProposed, people: People, on: date) -> tuple[Block, ...]:
    """Return each adult's likely block, in the order of the night; of one adult alone, the one."""
    feed = night_feed(people, on)
    off = ((night.second, night.turn - night.begin), (night.first, night.end - night.turn))
    return tuple(_blocks(night, off[1:] if night.first == night.second else off[::-1], feed))


def _blocks(
    night: NightProposed, off: tuple[tuple[PersonId, timedelta], ...], feed: timedelta | None
) -> Iterator[Block]:
    alone = night.first == night.second
    for person, free in off:
        rest = max(timedelta(), free - timedelta(minutes=default("fall_asleep_minutes")))
        woken = feed is not None and (alone or (night.feeds == "one" and night.feeder == person)) and feed < rest
        piece = feed if woken and feed is not None else rest
        yield Block(person=person, minutes=piece // STEP * 30, feeds=woken)


def night_feed(people: People, on: date) -> timedelta | None:
    """Return the shortest usual time from feed to feed at night of the children who are still fed then."""
    young = [child.months(on) for child in people.children.values()]
    fed = [age_band(months) for months in young if months < default("bottle_months")]
    return min((timedelta(minutes=band.feed_interval_night_minutes) for band in fed), default=None)


def longer_one(found: tuple[Block, ...]) -> PersonId | None:
    """Return whose block is the longer by an hour or more; None where they are about the same, or there is one."""
    if len(found) < 2 or abs(found[0].minutes - found[1].minutes) < LONGER // timedelta(minutes=1):  # noqa: PLR2004
        return None
    return max(found, key=lambda block: block.minutes).person


def first_evening(created: datetime, at: datetime, zone_name: str) -> bool:
    """Return whether the family came here today."""
    return FamilyDay.of(created, zone_name) == FamilyDay.of(at, zone_name)
