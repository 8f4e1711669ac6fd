"""The family of every test, and their days: what was told, in order of telling, becomes a State for someone's eyes.

    day = a_family().asleep("13:00").noticed("13:05", "eat", "urgent")
    state = day.state("ada", "13:10")

A time is a wall clock of the first day ("13:05"), or of a later one ("+2 13:05"), or an instant.
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from kinwell.core.clock import at_wall
from kinwell.core.ids import (
    ADULTS,
    CARE,
    ME,
    EntryId,
    FamilyId,
    Holder,
    PersonId,
    Seat,
    adult,
    child,
    pair,
    pair_eyes,
    pair_of,
)
from kinwell.core.log.entry import Entry, born_eyes, sees
from kinwell.core.log.events import (
    ActPassed,
    ActsDeclined,
    ActTaken,
    AdultAdded,
    ChildAdded,
    CueNoticed,
    Deferred,
    Event,
    Fed,
    Held,
    PairAgreed,
    PutSecond,
    Responded,
    Slept,
)
from kinwell.core.log.standing import marks, stand
from kinwell.core.state import State, fold

ADA, SAM, NAN, IRIS, LEO, MEL = (PersonId(UUID(int=n)) for n in range(1, 7))
IDS = {"ada": ADA, "sam": SAM, "nan": NAN, "iris": IRIS, "leo": LEO}
US = pair(pair_of(ADA, SAM))
ZONE = "Europe/Berlin"
DAY = date(2026, 5, 4)
ARRIVED = datetime(2026, 1, 1, tzinfo=UTC)

type When = str | datetime


@dataclass(frozen=True)
class Days:
    """What a family told so far; every method returns the days with more told. Ada tells unless `by` says who."""

    told: tuple[Entry, ...] = ()

    def says(self, when: When, event: Event, *, until: When | None = None, by: str = "ada", eyes: str = "") -> "Days":
        """Return the days with one more entry."""
        at = instant(when)
        entry = Entry(
            id=EntryId(UUID(int=1_000 + len(self.told))),
            at=at,
            until=None if until is None else instant(until),
            noted=at,
            by=IDS[by],
            eyes=eyes or born_eyes(event),
            zone=ZONE,
            event=event,
        )
        return replace(self, told=(*self.told, entry))

    def with_leo(self) -> "Days":
        return self.says(ARRIVED, ChildAdded(child=LEO, name="Leo", born=date(2024, 4, 20)))

    def agreed(self) -> "Days":
        """Return the days with an "us" of Ada and Sam: both said yes."""
        us = pair_of(ADA, SAM)
        days = self.says(ARRIVED, PairAgreed(pair=us, other=SAM))
        return days.says(ARRIVED, PairAgreed(pair=us, other=ADA), by="sam")

    def noticed(self, when: When, need: str, strength: str = "clear", *, of: str = "ada", cue: str = "") -> "Days":
        """Return the days with a cue. What another than Ada notices of themselves is shown to all adults."""
        event = CueNoticed(holder=holder(of), need=need, strength=strength, cue=cue)  # type: ignore[arg-type]
        return self.says(when, event, by=_teller(of), eyes=_shown(of))

    def met(self, when: When, *needs: str, full: bool = True, of: str = "ada") -> "Days":
        event = Responded(holder=holder(of), needs=needs, full=full)
        return self.says(when, event, by=_teller(of), eyes=_shown(of))

    def put_second(self, when: When, need: str, first: str = "iris", *, of: str = "ada") -> "Days":
        event = PutSecond(holder=holder(of), need=need, first=IDS[first])
        return self.says(when, event, by=_teller(of), eyes=_shown(of))

    def later(self, when: When, need: str, until: str, hour: When | None = None, *, of: str = "ada") -> "Days":
        due = None if hour is None else instant(hour)
        event = Deferred(holder=holder(of), need=need, until=until, hour=due)  # type: ignore[arg-type]
        return self.says(when, event, by=_teller(of), eyes=_shown(of))

    def asleep(self, when: When, until: When | None = None, *, who: str = "iris") -> "Days":
        return self.says(when, Slept(holder=holder(who)), until=until, by=_teller(who), eyes=_shown(who))

    def fed(self, when: When, until: When | None = None, *, who: str = "iris") -> "Days":
        return self.says(when, Fed(child=IDS[who], how="breast"), until=until)

    def held(self, when: When, until: When | None = None, *, who: str = "iris") -> "Days":
        return self.says(when, Held(child=IDS[who]), until=until)

    def took(self, when: When, act: str, until: When | None = None, *, by: str = "ada") -> "Days":
        return self.says(when, ActTaken(act=act), until=until or when, by=by)

    def passed(self, when: When, act: str, *, by: str = "ada") -> "Days":
        return self.says(when, ActPassed(act=act), by=by)

    def declined(self, when: When, *acts: str, by: str = "ada") -> "Days":
        return self.says(when, ActsDeclined(acts=acts), by=by)

    def state(self, viewer: str, at: When) -> State:
        """Return what is so for this adult's eyes at an instant."""
        seat = a_seat(viewer)
        standing = stand(entry for entry in self.told if sees(seat, entry)).entries
        return fold(State(zone=ZONE), [mark for mark in marks(standing) if mark.at <= instant(at)])


def a_family() -> Days:
    """Return a family of whom nothing is told but who they are: Ada and Sam, Nan who helps, Iris of 14 weeks."""
    days = Days().says(ARRIVED, AdultAdded(adult=ADA, name="Ada")).says(ARRIVED, AdultAdded(adult=SAM, name="Sam"))
    days = days.says(ARRIVED, AdultAdded(adult=NAN, name="Nan", role="helper"))
    return days.says(ARRIVED, ChildAdded(child=IRIS, name="Iris", born=date(2026, 1, 26)))


def a_seat(viewer: str) -> Seat:
    """Return the seat of an adult of the family, with all that they may see."""
    ours = {pair_eyes(pair_of(ADA, SAM))} if viewer in ("ada", "sam") else set()
    shared = {CARE} if viewer == "nan" else {CARE, ADULTS}
    return Seat(family=FamilyId(UUID(int=99)), viewer=IDS[viewer], eyes=frozenset({ME} | shared | ours))


def holder(name: str) -> Holder:
    """Return a holder of needs by name; "us" is the pair of Ada and Sam."""
    if name == "us":
        return US
    return child(IDS[name]) if name in ("iris", "leo") else adult(IDS[name])


def people(*names: str) -> frozenset[PersonId]:
    """Return these people's ids."""
    return frozenset(IDS[name] for name in names)


def instant(when: When) -> datetime:
    """Return the instant when clocks in the family's home show this."""
    if isinstance(when, datetime):
        return when
    days, _, wall = when.rpartition(" ")
    return at_wall(DAY + timedelta(days=int(days or 0)), time.fromisoformat(wall), ZONE)


def _teller(of: str) -> str:
    return of if of in ("sam", "nan") else "ada"


def _shown(of: str) -> str:
    return ADULTS if of in ("sam", "nan") else ""
