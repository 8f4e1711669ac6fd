"""A small fixed sample family to look around in: a family row of its own, an account that nobody can sign in to."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from kinwell import record
from kinwell.accounts import access
from kinwell.accounts.families import NewChild, NewId, add_child, admit, found
from kinwell.accounts.models import User
from kinwell.core.clock import zone
from kinwell.core.ids import EntryId, FamilyId, PersonId, Seat, adult
from kinwell.core.ids import child as child_holder
from kinwell.core.log.entry import Entry
from kinwell.core.log.events import Changed, CueNoticed, Event, Fed, PutSecond, Responded, Slept
from kinwell.store.models import Family
from kinwell.store.within import within

ACCOUNT = "sample "  # how the accounts of samples are called; no passphrase opens them
KEPT = timedelta(hours=12)  # older ones are removed when the next is made
WEEKS = timedelta(weeks=14)
TWO_YEARS = timedelta(days=760)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A sample family and the account that looks around in it."""

    family: FamilyId
    user: User


def looks_around(user: object) -> bool:
    """Return whether this is an account of a sample family, and nobody."""
    return isinstance(user, User) and user.username.startswith(ACCOUNT)


def make(*, now: datetime, new_id: NewId, zone_name: str) -> Sample:
    """Make a sample family with a day that ends now, remove those that were left behind, and return it."""
    _sweep(now)
    try:
        zone(zone_name)
    except ValueError:
        zone_name = "UTC"
    user = User.objects.create_user(username=f"{ACCOUNT}{new_id()}")
    today = now.astimezone(zone(zone_name)).date()
    family = found(name="Sample", zone_name=zone_name, adult="", user=None, children=(), now=now, new_id=new_id)
    Family.objects.filter(id=family).update(sample=True)
    met = now - WEEKS  # they have been together here for a while
    ada = admit(family, user, "Ada", "adult", by=None, now=met, new_id=new_id)
    other = User.objects.create_user(username=f"{ACCOUNT}{new_id()}")
    sam = admit(family, other, "Sam", "adult", by=ada, now=met, new_id=new_id)
    iris = add_child(family, NewChild(name="Iris", born=today - WEEKS), by=ada, now=now, new_id=new_id)
    leo = add_child(family, NewChild(name="Leo", born=today - TWO_YEARS), by=ada, now=now, new_id=new_id)
    for person, who in ((user, ada), (other, sam)):
        seat = access.seat_of(person, family)
        if seat is not None:
            written = _day(who, iris, leo) if who == ada else _evening(leo)
            record.entries(seat, _entries(written, seat, now, zone_name, new_id), now=now)
    return Sample(family=family, user=user)


type Told = tuple[float, float | None, Event]
"""Minutes ago that it began, minutes ago that it ended (None: it goes on, or is a point), and what it was."""


def _day(ada: PersonId, iris: PersonId, leo: PersonId) -> list[Told]:
    me = adult(ada)
    asleep = child_holder(iris)
    return [
        (560, 465, Slept(holder=asleep)),
        (455, 436, Fed(child=iris, how="breast", side="left")),
        (430, None, Changed(child=iris, wet=True)),
        (425, None, Responded(holder=me, needs=("eat", "drink"), full=True)),
        (390, 345, Slept(holder=asleep)),
        (330, 312, Fed(child=iris, how="breast", side="right")),
        (300, None, Changed(child=iris, wet=True, dirty=True)),
        (280, None, Responded(holder=me, needs=("toilet", "drink"), full=True)),
        (255, 180, Slept(holder=asleep)),
        (170, 152, Fed(child=iris, how="breast", side="left")),
        (120, None, CueNoticed(holder=me, need="eat", strength="clear")),
        (119, None, PutSecond(holder=me, need="eat", first=iris)),
        (95, None, CueNoticed(holder=me, need="quiet", strength="early")),
        (60, 42, Fed(child=iris, how="breast", side="right")),
        (38, None, Changed(child=iris, wet=True)),
        (22, None, Slept(holder=asleep)),
        (75, None, Fed(child=leo, how="solid", food="pasta")),
    ]


def _evening(leo: PersonId) -> list[Told]:
    return [(700, 90, Slept(holder=child_holder(leo))), (84, None, Changed(child=leo, wet=True))]


def _entries(told: list[Told], seat: Seat, now: datetime, zone_name: str, new_id: NewId) -> list[Entry]:
    found = []
    for began, ended, event in told:
        at = now - timedelta(minutes=began)
        over = now - timedelta(minutes=ended) if ended is not None else at if isinstance(event, Fed) else None
        entry = Entry(id=EntryId(new_id()), at=at, noted=at, by=seat.viewer, eyes="", zone=zone_name, event=event)
        found.append(replace(entry, until=over if event.SPAN else None, noted=over or at))
    return found


def _sweep(now: datetime) -> None:
    for family in Family.objects.filter(sample=True, created__lt=now - KEPT):
        with within(FamilyId(family.id), writes=True):
            looked = User.objects.filter(membership__family=family, username__startswith=ACCOUNT)
            looked.exclude(membership__family__sample=False).delete()
            family.delete()
