"""The family of every test, in the store: founded, with the seats that signing in gives, and what they record.

home = Home.found()
home.says("ada", "13:05", CueNoticed(...))
ask.now(home.seat("sam"), instant("13:10"))
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from kinwell import record
from kinwell.core.ids import ADULTS, CARE, ME, EntryId, FamilyId, PersonId, Seat, pair_eyes, pair_of
from kinwell.core.log.entry import Entry, born_eyes
from kinwell.core.log.events import META, AdultAdded, ChildAdded, Event
from kinwell.core.people import SINCE_EVER
from kinwell.store import vault
from kinwell.store.models import Family
from kinwell.store.within import within
from tests.builders import ADA, ARRIVED, IDS, IRIS, LEO, NAN, SAM, ZONE, When, instant

HOME = FamilyId(UUID(int=99))
NEIGHBOURS = FamilyId(UUID(int=98))  # another family of the same server
_MEMBERS: tuple[Event, ...] = (
    AdultAdded(adult=ADA, name="Ada"),
    AdultAdded(adult=SAM, name="Sam"),
    AdultAdded(adult=NAN, name="Nan", role="helper"),
    ChildAdded(child=IRIS, name="Iris", born=date(2026, 1, 26)),
    ChildAdded(child=LEO, name="Leo", born=date(2024, 4, 20)),
)


@dataclass
class Home:
    """A family in the store; it hands out ids in order."""

    family: FamilyId
    last_id: int = 1_000
    seats: dict[str, Seat] = field(default_factory=dict)

    @classmethod
    def found(cls, family: FamilyId = HOME) -> "Home":
        """Return the family of Ada, Sam and Nan, of Iris and Leo, with nothing else told."""
        Family.objects.create(id=family, name="Home", zone=ZONE, created=ARRIVED)
        home = cls(family=family)
        host = Seat(family=family, viewer=None, eyes=frozenset({CARE, ADULTS}))
        told = [home.entry("ada", SINCE_EVER, event, noted=ARRIVED) for event in _MEMBERS]
        record.people(host, told, now=ARRIVED)
        return home

    def seat(self, name: str) -> Seat:
        """Return the seat that signing in gives: all of an adult's own, or care alone for who helps."""
        if name not in self.seats:
            self.seats[name] = self._seat(name)
        return self.seats[name]

    def _seat(self, name: str) -> Seat:
        if name == "host":
            return Seat(family=self.family, viewer=None, eyes=frozenset({CARE, ADULTS}))
        if name == "nan":
            return Seat(family=self.family, viewer=NAN, eyes=frozenset({CARE}))
        me, other = (ADA, SAM) if name == "ada" else (SAM, ADA)
        with within(self.family):
            key = vault.private_key(self.family, me)
        eyes = frozenset({CARE, ADULTS, ME, pair_eyes(pair_of(me, other))})
        return Seat(family=self.family, viewer=me, eyes=eyes, key=key)

    def entry(
        self,
        by: str | None,
        when: When,
        event: Event,
        *,
        until: When | None = None,
        noted: When | None = None,
        eyes: str = "",
        id: UUID | None = None,
    ) -> Entry:
        """Return an entry that is not kept yet, noted at its last instant unless said otherwise."""
        self.last_id += 1
        at = instant(when)
        end = None if until is None else instant(until)
        return Entry(
            id=EntryId(id or UUID(int=self.last_id)),
            at=at,
            until=end,
            noted=instant(noted) if noted is not None else end or at,
            by=IDS[by] if by else None,
            eyes=eyes or (CARE if isinstance(event, META) else born_eyes(event)),
            zone=ZONE,
            event=event,
        )

    def keeps(self, seat: str, *entries: Entry, now: When | None = None) -> record.Recorded:
        """Record these entries from a seat, at the latest instant in them unless said otherwise."""
        at = instant(now) if now is not None else max(entry.noted for entry in entries)
        return record.entries(self.seat(seat), entries, now=at)

    def says(self, by: str, when: When, event: Event, *, until: When | None = None, noted: When | None = None) -> Entry:
        """Record one entry and return it; fail when it is refused."""
        entry = self.entry(by, when, event, until=until, noted=noted)
        done = self.keeps(by, entry)
        assert done.new == (entry.id,), done.refused
        return entry


def records(home: Home, entries: Iterable[Entry], *, now: datetime) -> dict[EntryId, str]:
    """Record entries of several authors in their order, each from its author's seat; return refusals by id."""
    refused: dict[EntryId, str] = {}
    for entry in entries:
        name = next(name for name, person in IDS.items() if person == entry.by)
        done = record.entries(home.seat(name), [entry], now=now)
        refused |= {id: reason.code for id, reason in done.refused.items()}
    return refused


def at_utc(day: int, hour: int = 12, minute: int = 0) -> datetime:
    """Return an instant of the month that generated logs begin in."""
    return datetime(2026, 3, 25, tzinfo=UTC) + timedelta(days=day, hours=hour, minutes=minute)


def viewer(name: str) -> PersonId:
    """Return who this is."""
    return IDS[name]
