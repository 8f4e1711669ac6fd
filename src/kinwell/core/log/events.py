"""Every kind of thing a family's log can hold: the one list.

Each event is what happened, frozen and past tense; who wrote it, when and for whose eyes is its entry's
(entry.py). KIND is its name in the store and on the wire and never changes. SPAN says whether it has an end.
BORN says whose eyes it is born for: `care` (all adults and helpers), `adults`, `pair`, `me`, or `holder`, which is
`care` for a child, `me` for an adult and `pair` for a pair.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import ClassVar, Literal

from kinwell.core.ids import EntryId, Holder, PairId, PersonId

type Born = Literal["care", "adults", "pair", "me", "holder", "target"]
type Role = Literal["adult", "helper"]
type Strength = Literal["early", "clear", "urgent"]
type Side = Literal["left", "right"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What every kind has in common: a name, whether it lasts, and whose eyes it is born for."""

    KIND: ClassVar[str]
    SPAN: ClassVar[bool] = False
    BORN: ClassVar[Born] = "care"


# People: who the family is. They are entries, so that a name can be corrected and the change be seen.


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildAdded(Event):
    """A child belongs to the family; `born` is the first of the month when the day was not told."""

    KIND: ClassVar[str] = "people.child"
    child: PersonId
    name: str
    born: date
    born_day_known: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class AdultAdded(Event):
    """An adult belongs to the family: a parent or other carer (adult), or somebody who helps some hours (helper)."""

    KIND: ClassVar[str] = "people.adult"
    adult: PersonId
    name: str
    role: Role = "adult"


@dataclass(frozen=True, slots=True, kw_only=True)
class PairAgreed(Event):
    """The writer said yes to having an "us" with another adult; a pair exists once both have."""

    KIND: ClassVar[str] = "people.pair"
    BORN: ClassVar[Born] = "pair"
    pair: PairId
    other: PersonId


# Care of a child.


@dataclass(frozen=True, slots=True, kw_only=True)
class Fed(Event):
    """A child was fed. `side` is the breast it began on; minutes by side where another tracker told them."""

    KIND: ClassVar[str] = "care.fed"
    SPAN: ClassVar[bool] = True
    child: PersonId
    how: Literal["breast", "bottle", "solid"]
    side: Side | None = None
    milk: Literal["breast", "formula"] | None = None
    millilitres: float | None = None
    left_minutes: float | None = None
    right_minutes: float | None = None
    food: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SideSwitched(Event):
    """The running breast feed of this child goes on at the other breast."""

    KIND: ClassVar[str] = "care.side"
    child: PersonId
    side: Side


@dataclass(frozen=True, slots=True, kw_only=True)
class Slept(Event):
    """Someone slept: a child, or an adult of their own (which is theirs alone)."""

    KIND: ClassVar[str] = "care.slept"
    SPAN: ClassVar[bool] = True
    BORN: ClassVar[Born] = "holder"
    holder: Holder


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed(Event):
    """A nappy was changed: what was in it, as far as told."""

    KIND: ClassVar[str] = "care.changed"
    child: PersonId
    wet: bool = False
    dirty: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Held(Event):
    """A child was held: carried, rocked, skin to skin."""

    KIND: ClassVar[str] = "care.held"
    SPAN: ClassVar[bool] = True
    child: PersonId


# Needs: cues, what answered them, and what was chosen for now.


@dataclass(frozen=True, slots=True, kw_only=True)
class CueNoticed(Event):
    """A signal of a need was noticed: a measurement, never a fault. `cue` names one in its own right (touched_out)."""

    KIND: ClassVar[str] = "need.cue"
    BORN: ClassVar[Born] = "holder"
    holder: Holder
    need: str
    strength: Strength = "clear"
    cue: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Responded(Event):
    """Something met one or more needs of one holder, fully or a bit; `asked` when it answers Kinwell's own question."""

    KIND: ClassVar[str] = "need.met"
    BORN: ClassVar[Born] = "holder"
    holder: Holder
    needs: tuple[str, ...]
    full: bool = True
    act: str = ""
    asked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PutSecond(Event):
    """By one's own word a need waits while a child comes first; it keeps its place ("Iris first")."""

    KIND: ClassVar[str] = "need.second"
    BORN: ClassVar[Born] = "holder"
    holder: Holder
    need: str
    first: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class Deferred(Event):
    """A need waits for a moment one named: after this feed, when the child sleeps, or an hour."""

    KIND: ClassVar[str] = "need.later"
    BORN: ClassVar[Born] = "holder"
    holder: Holder
    need: str
    until: Literal["feed_ends", "asleep", "hour"]
    hour: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionAnswered(Event):
    """Kinwell asked about a need of which nothing was told, and the holder said not yet, or to forget it."""

    KIND: ClassVar[str] = "need.asked"
    BORN: ClassVar[Born] = "holder"
    holder: Holder
    need: str
    answer: Literal["not_yet", "forget"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedStated(Event):
    """How often this holder wants a need met, and how long it can wait, in their own words instead of our default."""

    KIND: ClassVar[str] = "need.stated"
    BORN: ClassVar[Born] = "holder"
    holder: Holder
    need: str
    cadence_minutes: float | None = None
    floor_minutes: float | None = None


# What was made of a suggestion; theirs alone.


@dataclass(frozen=True, slots=True, kw_only=True)
class ActTaken(Event):
    """The writer said yes to an act, which runs until they say it ended; `children` are those it was offered for."""

    KIND: ClassVar[str] = "act.taken"
    SPAN: ClassVar[bool] = True
    BORN: ClassVar[Born] = "me"
    act: str
    children: tuple[PersonId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ActPassed(Event):
    """The writer asked for something else than this act."""

    KIND: ClassVar[str] = "act.passed"
    BORN: ClassVar[Born] = "me"
    act: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActsDeclined(Event):
    """The writer wanted none of these acts; they are not offered again that day."""

    KIND: ClassVar[str] = "act.none"
    BORN: ClassVar[Born] = "me"
    acts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteWritten(Event):
    """The writer noticed something in their own words; no cue or response ever carries free text."""

    KIND: ClassVar[str] = "note.written"
    BORN: ClassVar[Born] = "me"
    text: str


# About other entries.


@dataclass(frozen=True, slots=True, kw_only=True)
class Amended(Event):
    """Some fields of an earlier entry are corrected; `of` is its kind, `changes` holds changed fields only.

    Besides the event's own fields the envelope's `at`, `until` and `zone` may be among them.
    """

    KIND: ClassVar[str] = "log.amended"
    BORN: ClassVar[Born] = "target"
    target: EntryId
    of: str
    changes: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Retracted(Event):
    """An entry counts as never written, until it is restored."""

    KIND: ClassVar[str] = "log.retracted"
    BORN: ClassVar[Born] = "target"
    target: EntryId


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored(Event):
    """An entry retracted before this counts again."""

    KIND: ClassVar[str] = "log.restored"
    BORN: ClassVar[Born] = "target"
    target: EntryId


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What an author shows of a private entry: a copy that other eyes can read, since the sealed row they cannot."""

    at: datetime
    until: datetime | None
    noted: datetime
    zone: str
    of: str
    event: Event


@dataclass(frozen=True, slots=True, kw_only=True)
class EyesChanged(Event):
    """The author opens an entry of their own to wider eyes, with a copy of it in `shown`; or takes that back (`me`)."""

    KIND: ClassVar[str] = "log.eyes"
    BORN: ClassVar[Born] = "target"
    target: EntryId
    eyes: str
    shown: Shown | None = None


META = (Amended, Retracted, Restored, EyesChanged)

KINDS: Mapping[str, type[Event]] = MappingProxyType(
    {
        kind.KIND: kind
        for kind in (
            ChildAdded,
            AdultAdded,
            PairAgreed,
            Fed,
            SideSwitched,
            Slept,
            Changed,
            Held,
            CueNoticed,
            Responded,
            PutSecond,
            Deferred,
            QuestionAnswered,
            NeedStated,
            ActTaken,
            ActPassed,
            ActsDeclined,
            NoteWritten,
            *META,
        )
    }
)

HISTORY_ONLY = frozenset({NoteWritten.KIND})
