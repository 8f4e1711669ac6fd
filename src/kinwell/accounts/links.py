"""Links that end: for a helper without an account, until an hour. 128 bits, stored hashed; the first browser that opens
one holds it, in its session, and no second one does.

    make        an adult, on a child's card          -> the code, shown this once
    find        whoever has the code                 -> for whom it is, and whether it can be taken up
    take        one tap, "I am Nan"                  -> this browser's session holds it
    held        every request of that browser        -> the link, until its hour or until an adult ends it
"""

from collections.abc import MutableMapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, Literal
from uuid import UUID, uuid5

from django.db import transaction

from kinwell import ask, record
from kinwell.accounts import codes
from kinwell.accounts.families import Refused, sign_in_name, zone_of
from kinwell.accounts.models import Token
from kinwell.core.clock import FamilyDay, at_wall, zone
from kinwell.core.ids import CARE, EntryId, FamilyId, PersonId, Seat
from kinwell.core.log.entry import Entry
from kinwell.core.log.events import AdultAdded
from kinwell.core.people import SINCE_EVER, fault
from kinwell.store.prepared import Prepared

KEPT = timedelta(days=7)  # that long a link that ended can still say so; then its row goes
LONGEST = timedelta(hours=36)
LENGTHS = {"two": timedelta(hours=2), "four": timedelta(hours=4)}
TONIGHT, MORNING = time(22), time(9)
IN_SESSION = "links"  # by family, the link that this browser holds

type Session = MutableMapping[str, Any]
type Standing = Literal["open", "opened", "ended"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link: for whom, by whom it was made, until when; whether it can still be taken up, was, or has ended."""

    id: UUID
    family: FamilyId
    person: PersonId
    maker: PersonId
    ends: datetime
    standing: Standing


@transaction.atomic
def make(seat: Seat, name: str, ends: datetime, *, id: UUID, now: datetime) -> str:
    """Make a link from this seat for a helper of this name, and return its code, which is kept nowhere. Of one form
    sent twice (`id`) the code that was shown last is good. A helper of that name is the same person again.

    Raise Refused for no name, that of an adult, or an hour that is past or too far off.
    """
    if seat.viewer is None:
        raise Refused("refused.not_allowed")
    if not now < ends <= now + LONGEST:
        raise Refused("link.hour_past")
    person = _helper(seat, " ".join(name.split()), id=id, now=now)
    Token.objects.filter(family_id=seat.family, ends__lt=now - KEPT).delete()
    code = codes.new()
    row, new = Token.objects.get_or_create(
        id=id,
        defaults={
            "family_id": seat.family,
            "person": person,
            "maker": seat.viewer,
            "code_hash": codes.hashed(code),
            "ends": ends,
        },
    )
    if not new:
        if row.family_id != seat.family or row.opened or row.ended:
            raise Refused("link.used_form")
        row.person, row.code_hash, row.ends = person, codes.hashed(code), ends
        row.save(update_fields=["person", "code_hash", "ends"])
    return code


def find(code: str, *, now: datetime) -> Link | None:
    """Return the link of a code, also one that was opened or has ended lately; None when there is none."""
    row = Token.objects.filter(code_hash=codes.hashed(code)).first()
    return _link(row, now) if row is not None else None


def take(code: str, session: Session, *, now: datetime) -> bool:
    """Have this browser hold a link; return whether it could: of two at once, one."""
    waiting = Token.objects.filter(code_hash=codes.hashed(code), opened=False, ended=False, ends__gt=now)
    row = waiting.first()
    if row is None or not waiting.update(opened=True):
        return False
    session[IN_SESSION] = {**_in(session), str(row.family_id): str(row.id)}
    return True


def held(session: Session, family: UUID, *, now: datetime) -> Link | None:
    """Return the link into a family that this browser holds, also once it has ended; None when it holds none."""
    try:
        id = UUID(_in(session)[str(family)])
    except (KeyError, ValueError):
        return None
    found = next(iter(_BY_ID(id)), None)
    if found is None:
        return None
    row = Token(**dict(zip(_COLUMNS, found, strict=True)))
    return _link(row, now) if row.family_id == family and row.opened else None


def families_of(session: Session) -> list[UUID]:
    """Return the families into which this browser was given links, the last first."""
    return [UUID(family) for family in reversed(_in(session))]


def seat_by(link: Link) -> Seat:
    """Return the seat of whoever holds a link: it sees child care and has no key."""
    return Seat(family=link.family, viewer=link.person, eyes=frozenset({CARE}))


def of_family(seat: Seat, *, now: datetime) -> Sequence[Link]:
    """Return the links into the family that have not ended, whoever of the adults made them, the next to end first."""
    rows = Token.objects.filter(family_id=seat.family, ended=False, ends__gt=now).order_by("ends", "id")
    return [_link(row, now) for row in rows]


def end(family: FamilyId, id: UUID) -> None:
    """End a link at once, opened or not."""
    Token.objects.filter(id=id, family_id=family).update(ended=True)


def choices(zone_name: str, now: datetime) -> dict[str, datetime]:
    """Return the hours one can choose from, by code, as instants: lengths as they pass, hours as the wall clock of the
    zone shows them, whatever the clocks do in that night. `tonight` is left out once it is past."""
    day = FamilyDay.of(now, zone_name)
    tonight = at_wall(day.date, TONIGHT, zone_name)
    found = {code: now + length for code, length in LENGTHS.items()}
    if tonight > now:
        found["tonight"] = tonight
    same_date = now.astimezone(zone(zone_name)).date() == day.plus(1).date
    found["this_morning" if same_date else "morning"] = at_wall(day.plus(1).date, MORNING, zone_name)
    return found


def _helper(seat: Seat, name: str, *, id: UUID, now: datetime) -> PersonId:
    """Return the helper of this name, made of the family where there is none yet."""
    known = ask.people(seat, now).adults.values()
    same = [one for one in known if sign_in_name(one.name) == sign_in_name(name)]
    if any(one.role == "adult" for one in same):
        raise Refused("link.name_of_adult")
    if same:
        return same[0].id
    event = AdultAdded(adult=PersonId(uuid5(id, f"person {name}")), name=name, role="helper")
    zone_name = zone_of(seat.family)
    if (wrong := fault(event, now.astimezone(zone(zone_name)).date())) is not None:
        raise Refused("link.name_missing" if wrong.code == "first.name_missing" else wrong.code)
    entry = Entry(
        id=EntryId(uuid5(id, f"entry {name}")),
        at=SINCE_EVER,
        noted=now,
        by=seat.viewer,
        eyes=CARE,
        zone=zone_name,
        event=event,
    )
    record.people(seat, [entry], now=now)
    return event.adult


def _in(session: Session) -> dict[str, str]:
    kept = session.get(IN_SESSION)
    return dict(kept) if isinstance(kept, dict) else {}


def _link(row: Token, now: datetime) -> Link:
    over = row.ended or row.ends <= now
    return Link(
        id=row.id,
        family=FamilyId(row.family_id),
        person=PersonId(row.person),
        maker=PersonId(row.maker),
        ends=row.ends,
        standing="ended" if over else "opened" if row.opened else "open",
    )


_COLUMNS = ("id", "family_id", "person", "maker", "ends", "opened", "ended")
_BY_ID = Prepared(lambda id: Token.objects.filter(id=id).values_list(*_COLUMNS))
