"""The envelope of one record in the family's log, and whose eyes may see it."""

from dataclasses import dataclass
from datetime import datetime

from kinwell.core.ids import ADULTS, CARE, ME, EntryId, Holder, PairId, PersonId, Seat, pair_eyes
from kinwell.core.log.events import META, AdultAdded, Amended, ChildAdded, Event, NightProposed


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One record: what happened (`event`), when (`at`, and `until` for a span that ended), when it was noted, by whom
    (None: brought in from another tracker), where (IANA zone), for whose eyes, and from which source."""

    id: EntryId
    at: datetime
    until: datetime | None = None
    noted: datetime
    by: PersonId | None
    eyes: str
    zone: str
    event: Event
    source: str = ""

    @property
    def rank(self) -> tuple[datetime, EntryId]:
        """What decides between two words about the same thing: the later noted, then the greater id."""
        return self.noted, self.id


def born_eyes(event: Event) -> str:
    """Return the eyes that an event is born for; raise ValueError for one about another entry, whose eyes it takes. A
    night that one adult has alone concerns nobody else."""
    if isinstance(event, NightProposed) and event.first == event.second:
        return ME
    match event.BORN:
        case "care" | "adults" | "me" as eyes:
            return eyes
        case "pair":
            return pair_eyes(event.pair)  # type: ignore[attr-defined]  # every pair-born kind names its pair
        case "holder":
            return holder_eyes(event.holder)  # type: ignore[attr-defined]  # every holder-born kind has one
    raise ValueError(f"{event.KIND} takes the eyes of its target")


def holder_eyes(holder: Holder) -> str:
    """Return the eyes that what a holder needs is born for: everyone who cares for a child, else its own."""
    match holder.kind:
        case "child":
            return CARE
        case "adult":
            return ME
        case "pair":
            return pair_eyes(PairId(holder.id))


def sees(seat: Seat, entry: Entry) -> bool:
    """Return whether this seat may see the entry at all; whatever it may not is removed before anything is folded."""
    if entry.eyes == ME:
        return ME in seat.eyes and entry.by is not None and entry.by == seat.viewer
    return entry.eyes in seat.eyes


def may_change(person: PersonId, role: str, entry: Entry) -> bool:
    """Return whether this person may amend, retract or restore the entry: one's own always, the care record of all
    (care, adults) every adult; who a child is every adult, and who an adult is that adult alone, whoever wrote it."""
    match entry.event:
        case AdultAdded(adult=adult):
            return role == "adult" and adult == person
        case ChildAdded():
            return role == "adult"
        case Amended(of=AdultAdded.KIND):
            return entry.by == person
    if entry.by == person:
        return True
    return role == "adult" and entry.eyes in ((CARE,) if isinstance(entry.event, META) else (CARE, ADULTS))


def may_end(word: Event, entry: Entry) -> bool:
    """Return whether a word does no more than tell the end of a span of child care that was told while it went on:
    whoever has the child then may, since a sleep that Ada began may end while Nan is there."""
    told_open = entry.event.SPAN and entry.until is None and entry.eyes == CARE
    return told_open and isinstance(word, Amended) and set(word.changes) == {"until"} and bool(word.changes["until"])
