"""Founding a family and letting people into it; nothing of it happens by itself."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from unicodedata import normalize
from uuid import UUID

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from kinwell import ask, record
from kinwell.accounts.models import Membership, User
from kinwell.core.clock import zone
from kinwell.core.ids import ADULTS, CARE, ME, SHARED, EntryId, FamilyId, PersonId, Seat
from kinwell.core.log.entry import Entry
from kinwell.core.log.events import AdultAdded, ChildAdded, Event, Role
from kinwell.core.people import LONGEST_NAME, SINCE_EVER, fault
from kinwell.store.models import Family

type NewId = Callable[[], UUID]


class Refused(ValueError):
    """It cannot be done so; `code` says why, for words/."""

    def __init__(self, code: str) -> None:
        """Keep the code."""
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True, kw_only=True)
class NewChild:
    """A child to be added: a nickname is enough, and a month of birth."""

    name: str
    born: date
    born_day_known: bool = True


def signup_open() -> bool:
    """Return whether anyone may found a family here: before the first one did, or when the host says so."""
    return settings.SIGNUP_OPEN or not Membership.objects.filter(family__sample=False).exists()


def sign_in_name(name: str) -> str:
    """Return the name by which somebody signs in: as typed, without regard to case or to how letters are composed."""
    return normalize("NFKC", " ".join(name.split())).casefold()


def make_user(name: str, passphrase: str, *, email: str = "") -> User:
    """Return a new user; raise Refused for a name that is taken here or a passphrase too easily guessed."""
    username = sign_in_name(name)
    if not username or len(username) > LONGEST_NAME:
        raise Refused("first.name_missing")
    if User.objects.filter(username=username).exists():
        raise Refused("first.name_taken")
    try:
        validate_password(passphrase)
    except ValidationError as error:
        raise Refused("first.passphrase_short") from error
    return User.objects.create_user(username=username, email=email or None, password=passphrase)


@transaction.atomic
def found(
    *,
    name: str,
    zone_name: str,
    adult: str,
    user: User | None,
    children: Sequence[NewChild],
    now: datetime,
    new_id: NewId,
) -> FamilyId:
    """Make a family, with one adult who may sign in (user None: no adult yet) and its children; return its id.

    Raise Refused for a zone that there is not, or a birth that is to come.
    """
    _checked_zone(zone_name)
    family = FamilyId(new_id())
    Family.objects.create(id=family, name=name.strip()[:LONGEST_NAME], zone=zone_name, created=now)
    if user is not None:
        admit(family, user, adult, "adult", by=None, now=now, new_id=new_id)
    for child in children:
        add_child(family, child, by=None, now=now, new_id=new_id)
    return family


def create(
    *,
    name: str,
    zone_name: str,
    adult: str,
    passphrase: str,
    email: str,
    children: Sequence[NewChild],
    now: datetime,
    new_id: NewId,
    takes_over: bool = True,
) -> FamilyId:
    """Make a user and their family. A family of that name that nobody can sign in to yet, such as an import makes, is
    taken over by them, unless `takes_over` says otherwise: only the host may. Raise Refused as `make_user` and `found`
    do."""
    with transaction.atomic():
        if not takes_over and not signup_open():
            raise Refused("first.closed")
        _checked_zone(zone_name)
        user = make_user(adult, passphrase, email=email)
        waiting = by_name(name) if takes_over else None
        if waiting is None or Membership.objects.filter(family_id=waiting).exists():
            return found(
                name=name, zone_name=zone_name, adult=adult, user=user, children=children, now=now, new_id=new_id
            )
        person = admit(waiting, user, adult, "adult", by=None, now=now, new_id=new_id)
        for child in children:
            add_child(waiting, child, by=person, now=now, new_id=new_id)
        return waiting


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A family and one child of it."""

    family: FamilyId
    child: PersonId


@transaction.atomic
def find_or_found(name: str, *, zone_name: str, child: NewChild, now: datetime, new_id: NewId) -> Found:
    """Return the family of this name and its child of this name, each made when it is not there yet."""
    _checked_zone(zone_name)
    family = by_name(name)
    if family is None:
        family = found(name=name, zone_name=zone_name, adult="", user=None, children=(), now=now, new_id=new_id)
    children = ask.people(_host(family), now).children.values()
    known = next((one.id for one in children if one.name.casefold() == child.name.strip().casefold()), None)
    return Found(family=family, child=known or add_child(family, child, by=None, now=now, new_id=new_id))


def everyone() -> list[FamilyId]:
    """Return every family of this server, the oldest first. For the host's commands."""
    return [FamilyId(id) for id in Family.objects.order_by("created").values_list("id", flat=True)]


def admit(
    family: FamilyId, user: User, name: str, role: Role, *, by: PersonId | None, now: datetime, new_id: NewId
) -> PersonId:
    """Make a user a person of the family and return who they are; `by` is who let them in (None: they founded it)."""
    person = PersonId(new_id())
    Membership.objects.create(user=user, family_id=family, person=person, role=role)
    event = AdultAdded(adult=person, name=name.strip()[:LONGEST_NAME], role=role)
    _write(family, event, by=by or person, now=now, new_id=new_id)
    return person


def add_child(family: FamilyId, child: NewChild, *, by: PersonId | None, now: datetime, new_id: NewId) -> PersonId:
    """Add a child to the family and return who they are; raise Refused for a name or a birth that does not fit
    (core/people.py says which)."""
    person = PersonId(new_id())
    event = ChildAdded(child=person, name=child.name.strip(), born=child.born, born_day_known=child.born_day_known)
    wrong = fault(event, now.astimezone(zone(zone_of(family))).date())
    if wrong is not None:
        raise Refused(wrong.code)
    _write(family, event, by=by, now=now, new_id=new_id)
    return person


def by_name(name: str) -> FamilyId | None:
    """Return the oldest family of this name; None when there is none. For the host's commands."""
    row = Family.objects.filter(name__iexact=name.strip(), sample=False).order_by("created").first()
    return FamilyId(row.id) if row is not None else None


def name_of(family: FamilyId) -> str:
    """Return the family's name."""
    return Family.objects.values_list("name", flat=True).get(id=family)


def zone_of(family: FamilyId) -> str:
    """Return the family's zone, as an IANA name."""
    return Family.objects.values_list("zone", flat=True).get(id=family)


def move(family: FamilyId, zone_name: str) -> None:
    """Say in which zone the family now lives; past days are not cut anew, since every entry has its own."""
    _checked_zone(zone_name)
    Family.objects.filter(id=family).update(zone=zone_name)


def _host(family: FamilyId) -> Seat:
    return Seat(family=family, viewer=None, eyes=SHARED)


def _checked_zone(name: str) -> None:
    try:
        zone(name)
    except ValueError as error:
        raise Refused("first.zone_unknown") from error


def _write(family: FamilyId, event: Event, *, by: PersonId | None, now: datetime, new_id: NewId) -> None:
    seat = Seat(family=family, viewer=by, eyes=frozenset({CARE, ADULTS, ME}))
    entry = Entry(id=EntryId(new_id()), at=SINCE_EVER, noted=now, by=by, eyes=CARE, zone=zone_of(family), event=event)
    record.people(seat, [entry], now=now)
