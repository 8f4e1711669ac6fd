"""Needs: cues, what answered them, what was chosen for now, and what was noticed in one's own words."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from kinwell.core.ids import Holder, PersonId
from kinwell.core.log.events.base import Born, Event, Strength


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
    """How often this holder wants a need met and how long it can wait, None for our default; and the rungs of its
    ladder in their own words, empty for ours."""

    KIND: ClassVar[str] = "need.stated"
    BORN: ClassVar[Born] = "holder"
    holder: Holder
    need: str
    cadence_minutes: float | None = None
    floor_minutes: float | None = None
    early: str = ""
    clear: str = ""
    urgent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedNamed(Event):
    """The writer gives one of the needs of their own a name, by which alone it is there; an empty name takes it away
    again. For their own eyes, always."""

    KIND: ClassVar[str] = "need.named"
    BORN: ClassVar[Born] = "me"
    need: str
    name: str


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
