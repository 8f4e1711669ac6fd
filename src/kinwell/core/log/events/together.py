"""Relying on each other: the night, who has the children, what one hands over, small asks. None of it is counted."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Literal

from kinwell.core.ids import EntryId, PairId, PersonId
from kinwell.core.log.events.base import Born, Event


@dataclass(frozen=True, slots=True, kw_only=True)
class NightProposed(Event):
    """How one night goes: `first` has the children from `begin` to `turn`, `second` from then to `end`; who feeds.
    It is its writer's own yes too; one about the same night that was noted later takes its place.

    Of one adult alone `second` is `first`, and it is theirs alone (log/entry.py). `night` is the family day on whose
    evening it begins.
    """

    KIND: ClassVar[str] = "night.proposed"
    BORN: ClassVar[Born] = "adults"
    night: date
    first: PersonId
    second: PersonId
    begin: datetime
    turn: datetime
    end: datetime
    feeds: Literal["one", "bottle", "either"] = "either"
    feeder: PersonId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NightAgreed(Event):
    """The writer says yes to a night that the other proposed; it is settled once both have said yes."""

    KIND: ClassVar[str] = "night.agreed"
    BORN: ClassVar[Born] = "adults"
    proposal: EntryId


@dataclass(frozen=True, slots=True, kw_only=True)
class NightLeft(Event):
    """Not tonight: the writer's own proposal or yes for this night is emptied, and their screen asks no more. Theirs
    alone: to the other the night is not settled, as if nobody had answered."""

    KIND: ClassVar[str] = "night.left"
    BORN: ClassVar[Born] = "me"
    night: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyTaken(Event):
    """The writer has this child from now on ("I have Iris"): said, never inferred."""

    KIND: ClassVar[str] = "duty.taken"
    child: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class CardWritten(Event):
    """What stands on a child's hand-over card besides the facts: what helps, where things are, who to ring first, and
    whether whoever takes over is told to do it their way. A later one takes its place."""

    KIND: ClassVar[str] = "card.written"
    child: PersonId
    helps: str = ""
    places: str = ""
    ring_first: str = ""
    own_way: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LineLeft(Event):
    """One line about a child from whoever had them, for whoever takes over."""

    KIND: ClassVar[str] = "card.line"
    child: PersonId
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FavourAsked(Event):
    """A small ask of another adult: what, for how long, when it would begin, and until when it stands. Past that it
    fades for both, without a trace on either screen."""

    KIND: ClassVar[str] = "favour.asked"
    BORN: ClassVar[Born] = "pair"
    pair: PairId
    to: PersonId
    what: str
    minutes: int
    when: datetime
    until: datetime
    child: PersonId | None = None
    need: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FavourAnswered(Event):
    """Yes to a favour, or another time and which. A no is never an answer that the other can read (FavourDeclined)."""

    KIND: ClassVar[str] = "favour.answered"
    BORN: ClassVar[Born] = "pair"
    pair: PairId
    favour: EntryId
    answer: Literal["yes", "another_time"]
    when: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FavourDone(Event):
    """A favour that got a yes is done, or given up by whoever asked: neither screen shows it any more."""

    KIND: ClassVar[str] = "favour.done"
    BORN: ClassVar[Born] = "pair"
    pair: PairId
    favour: EntryId


@dataclass(frozen=True, slots=True, kw_only=True)
class FavourDeclined(Event):
    """Can't: the ask leaves the writer's own screen. To whoever asked it fades at its time like any other."""

    KIND: ClassVar[str] = "favour.declined"
    BORN: ClassVar[Born] = "me"
    favour: EntryId


@dataclass(frozen=True, slots=True, kw_only=True)
class FavourDrafted(Event):
    """An ask that waits with its writer, since another of theirs is open with the same adult."""

    KIND: ClassVar[str] = "favour.drafted"
    BORN: ClassVar[Born] = "me"
    to: PersonId
    what: str
    minutes: int
    when: datetime
    child: PersonId | None = None
    need: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AsksRested(Event):
    """The writer sees no asks until then; to whoever sends one it fades like any other."""

    KIND: ClassVar[str] = "favour.rested"
    BORN: ClassVar[Born] = "me"
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Thanked(Event):
    """Thanks to another adult, in the writer's own words; about a favour, a night, or nothing in particular."""

    KIND: ClassVar[str] = "thanks.sent"
    BORN: ClassVar[Born] = "pair"
    pair: PairId
    to: PersonId
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PutAway(Event):
    """A line that the writer wants on their own screen no more: thanks they have read, the field for thanks beside a
    favour, a draft that was sent or let go. Theirs alone."""

    KIND: ClassVar[str] = "line.put_away"
    BORN: ClassVar[Born] = "me"
    line: EntryId


@dataclass(frozen=True, slots=True, kw_only=True)
class FriendKept(Event):
    """One of the writer's own people, outside the family: a name and how to reach them. Theirs alone."""

    KIND: ClassVar[str] = "people.own"
    BORN: ClassVar[Born] = "me"
    friend: PersonId
    name: str
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class JointStepsSet(Event):
    """The writer leaves off what is for two with this other adult, or has it offered again. Theirs alone, for good: no
    reason is asked, and to the other it never was."""

    KIND: ClassVar[str] = "joint.set"
    BORN: ClassVar[Born] = "me"
    other: PersonId
    on: bool
