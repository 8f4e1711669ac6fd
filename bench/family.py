"""A family of three years, made up: Ada and Sam, Leo from the first day, Iris half-way; one entry in 48 minutes. And
Mina, where a third child is asked for.

A quarter is Ada's and Sam's own: cues, answers, and what they put second. One in a hundred corrects an earlier one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from itertools import batched
from random import Random
from uuid import UUID

from bench.measure import CannotMeasure
from kinwell import ask, record
from kinwell.accounts import access, families
from kinwell.accounts.models import User
from kinwell.core.catalogue import needs
from kinwell.core.clock import zone
from kinwell.core.ids import CARE, EntryId, FamilyId, Holder, PersonId, Seat, adult, child, pair_of
from kinwell.core.log.entry import Entry, born_eyes
from kinwell.core.log.events import (
    Amended,
    Changed,
    CueNoticed,
    Event,
    Fed,
    Held,
    PairAgreed,
    PutSecond,
    Responded,
    Slept,
    Strength,
)

ENTRIES = 33_000
DAYS = 1096  # three years
STEP = timedelta(days=DAYS) / ENTRIES
OWN_BY_DAY = 0.375  # nobody tells of themselves by night: over the whole day a quarter
CORRECTED = 0.01
FULLY = 0.6  # of answers
DAY_BEGINS, DAY_ENDS = 7, 23
RUNGS: tuple[Strength, ...] = ("early", "clear", "urgent")
HOUR = 14  # on the family's wall at `end`: a day as it is in the afternoon, whenever this runs
BATCH = 1000
# fmt: off
ZONES = (
    "Pacific/Honolulu", "America/Anchorage", "America/Los_Angeles", "America/Denver", "America/Chicago",
    "America/New_York", "America/Halifax", "America/Sao_Paulo", "Atlantic/South_Georgia", "Atlantic/Azores",
    "Europe/London", "Europe/Berlin", "Europe/Helsinki", "Asia/Riyadh", "Asia/Dubai", "Asia/Karachi", "Asia/Dhaka",
    "Asia/Bangkok", "Asia/Shanghai", "Asia/Tokyo", "Australia/Sydney", "Pacific/Noumea", "Pacific/Auckland",
)
# fmt: on


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """A family in the store, with the seats of its two adults and who the children are."""

    family: FamilyId
    zone: str
    ada: Seat
    sam: Seat
    leo: PersonId
    iris: PersonId


def afternoon(now: datetime) -> str:
    """Return a zone where it is early afternoon, so that a figure does not depend on when it is taken."""
    return min(ZONES, key=lambda name: abs(_hours(now.astimezone(zone(name))) - HOUR))


def users() -> tuple[User, User]:
    """Return Ada and Sam as they sign in."""
    return families.make_user("Ada", "six quiet words for ada"), families.make_user("Sam", "six quiet words for sam")


def found(name: str, ada: User, sam: User, *, end: datetime, chance: Random) -> Home:
    """Make the family in the store, with nothing told but who they are, and that Ada and Sam are an "us"."""
    new_id = _ids(chance)
    zone_name, begin = afternoon(end), end - timedelta(days=DAYS)
    leo = families.NewChild(name="Leo", born=begin.date())
    family = families.found(
        name=name, zone_name=zone_name, adult="Ada", user=ada, children=[leo], now=end, new_id=new_id
    )
    families.admit(family, sam, "Sam", "adult", by=None, now=end, new_id=new_id)
    iris = families.add_child(
        family, families.NewChild(name="Iris", born=_halfway(end).date()), by=None, now=end, new_id=new_id
    )
    seats = [access.seat_of(user, family) for user in (ada, sam)]
    known = ask.people(access.shared_seat(family), end).children.values()
    home = Home(
        family=family,
        zone=zone_name,
        ada=_seated(seats[0]),
        sam=_seated(seats[1]),
        leo=next(one.id for one in known if one.id != iris),
        iris=iris,
    )
    _agree(home, end, chance)
    return home


def with_third(home: Home, count: int, *, end: datetime, chance: Random) -> None:
    """Add Mina to the family, with so many entries of her own beside those of the others."""
    born = (end - STEP * (count + 1)).date()
    new = families.NewChild(name="Mina", born=born)
    mina = families.add_child(home.family, new, by=None, now=end, new_id=_ids(chance))
    write(home, told(replace(home, leo=mina, iris=mina), count, end=end, chance=chance), now=end)


def told(home: Home, count: int, *, end: datetime, chance: Random) -> list[Entry]:
    """Return so many entries up to `end`, the oldest first; the same for the same arguments."""
    entries: list[Entry] = []
    for index in range(count):
        at = end - STEP * (count - index)
        if entries and entries[-1].until is not None and chance.random() < CORRECTED:
            entries.append(_correction(entries[-1], at, chance))
            continue
        by = chance.choice((home.ada, home.sam)).viewer
        event = _event(home, _person(by), at, end, chance)
        until = at + STEP * chance.uniform(0.2, 0.9) if event.SPAN else None
        entries.append(_entry(event, at, until, by=_person(by), zone_name=home.zone, chance=chance))
    return entries


def write(home: Home, entries: Sequence[Entry], *, now: datetime) -> None:
    """Write the entries through the one way in, each by its author; raise CannotMeasure when one is refused."""
    for batch in batched(entries, BATCH):
        for seat in (home.ada, home.sam):
            mine = [entry for entry in batch if entry.by == seat.viewer]
            done = record.entries(seat, mine, now=now)
            if done.refused or len(done.new) != len(mine):
                raise CannotMeasure(f"refused: {sorted({reason.code for reason in done.refused.values()})}")


def _event(home: Home, by: PersonId, at: datetime, end: datetime, chance: Random) -> Event:
    by_day = DAY_BEGINS <= at.astimezone(zone(home.zone)).hour < DAY_ENDS
    if by_day and chance.random() < OWN_BY_DAY:
        return _own(home, adult(by), chance)
    who = chance.choice((home.leo, home.iris)) if at > _halfway(end) else home.leo
    return _care(who, chance, by_day=by_day)


def _care(who: PersonId, chance: Random, *, by_day: bool) -> Event:
    kinds = (Fed, Slept, Changed, Held, CueNoticed)
    match chance.choices(kinds, weights=(8, 5, 7, 4, 2) if by_day else (4, 9, 2, 1, 1))[0].KIND:
        case Fed.KIND:
            return _fed(who, chance)
        case Slept.KIND:
            return Slept(holder=child(who))
        case Changed.KIND:
            return Changed(child=who, wet=True, dirty=chance.random() < 0.3)  # noqa: PLR2004  (made up)
        case Held.KIND:
            return Held(child=who)
    need = chance.choice(("child.feed", "child.sleep", "child.change"))
    return CueNoticed(holder=child(who), need=need, strength=chance.choice(("early", "clear")))


def _fed(who: PersonId, chance: Random) -> Fed:
    match chance.choice(("breast", "bottle", "solid")):
        case "breast":
            return Fed(child=who, how="breast", side=chance.choice(("left", "right")))
        case "bottle":
            return Fed(child=who, how="bottle", milk="formula", millilitres=10.0 * chance.randint(6, 24))
    return Fed(child=who, how="solid", food="porridge")


def _own(home: Home, own: Holder, chance: Random) -> Event:
    need = chance.choice(_adult_needs())
    match chance.choices(("cue", "answer", "second"), weights=(10, 7, 3))[0]:
        case "cue":
            safe = [rung for rung in RUNGS if rung not in needs()[need].danger]
            return CueNoticed(holder=own, need=need, strength=chance.choice(safe))
        case "answer":
            return Responded(holder=own, needs=(need,), full=chance.random() < FULLY)
    return PutSecond(holder=own, need=need, first=chance.choice((home.leo, home.iris)))


def _correction(last: Entry, at: datetime, chance: Random) -> Entry:
    until = last.at + (at - last.at) * chance.random()
    event = Amended(target=last.id, of=last.event.KIND, changes={"until": until})
    return _entry(event, at, None, by=_person(last.by), zone_name=last.zone, chance=chance, eyes=last.eyes)


def _entry(
    event: Event,
    at: datetime,
    until: datetime | None,
    *,
    by: PersonId,
    zone_name: str,
    chance: Random,
    eyes: str = "",
) -> Entry:
    noted = (until or at) + timedelta(seconds=chance.randrange(60))
    eyes = eyes or born_eyes(event)
    return Entry(
        id=EntryId(_v7(noted, chance) if eyes == CARE else UUID(int=chance.getrandbits(128), version=4)),
        at=at,
        until=until,
        noted=noted,
        by=by,
        eyes=eyes,
        zone=zone_name,
        event=event,
    )


def _agree(home: Home, end: datetime, chance: Random) -> None:
    for mine, other in ((home.ada, home.sam), (home.sam, home.ada)):
        me, them = _person(mine.viewer), _person(other.viewer)
        event = PairAgreed(pair=pair_of(me, them), other=them)
        entry = _entry(event, end - timedelta(days=DAYS), None, by=me, zone_name=home.zone, chance=chance)
        record.entries(mine, [entry], now=end)


def _v7(at: datetime, chance: Random) -> UUID:
    """Return an id as a phone makes it: in the order of time, which is how the store's pages fill."""
    stamp = int(at.timestamp() * 1000)
    return UUID(int=stamp << 80 | 7 << 76 | chance.getrandbits(12) << 64 | 2 << 62 | chance.getrandbits(62))


def _ids(chance: Random) -> families.NewId:
    return lambda: UUID(int=chance.getrandbits(128), version=4)


@cache
def _adult_needs() -> tuple[str, ...]:
    return tuple(code for code, need in needs().items() if need.of == "adult")


def _halfway(end: datetime) -> datetime:
    return end - timedelta(days=DAYS / 2)


def _hours(wall: datetime) -> float:
    return wall.hour + wall.minute / 60


def _seated(seat: Seat | None) -> Seat:
    if seat is None:
        raise CannotMeasure("an adult of the family has no seat in it")
    return seat


def _person(person: PersonId | None) -> PersonId:
    if person is None:
        raise CannotMeasure("an entry of the family has no author")
    return person
