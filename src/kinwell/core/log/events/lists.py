"""What a family knows of itself: wishes, values, limits, boundaries, agreements, a rhythm; and acts of its own.

An item of a list is one entry: put right by amending it, gone by retracting it.
"""

from dataclasses import dataclass
from datetime import date, time
from typing import ClassVar, Literal

from kinwell.core.catalogue.shapes import ChildState, Place, Trait
from kinwell.core.ids import EntryId, PairId, PersonId
from kinwell.core.log.events.base import Born, Event

type About = Literal["child", "partner", "kin", "work"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WishSaid(Event):
    """What the writer needs or wants, in their own words; `need` where it is one of the catalogue."""

    KIND: ClassVar[str] = "list.wish"
    BORN: ClassVar[Born] = "me"
    text: str
    need: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueHeld(Event):
    """What matters to the writer, `rank` 1 before 5; acts that meet one of its `needs` weigh more with them."""

    KIND: ClassVar[str] = "list.value"
    BORN: ClassVar[Born] = "me"
    text: str
    rank: int
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitSet(Event):
    """How much is enough for the writer: what it names is not offered then, or not for so long.

    It names acts, and all that meet a need or have a trait; everything, where it names nothing. `begins` and `ends` are
    hours on the wall; with `most_minutes`, what takes no longer is offered all the same.
    """

    KIND: ClassVar[str] = "list.limit"
    BORN: ClassVar[Born] = "me"
    text: str
    needs: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    traits: tuple[Trait, ...] = ()
    most_minutes: float | None = None
    begins: time | None = None
    ends: time | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundarySet(Event):
    """What is not OK with the writer (`text`), what they do then, and when they look at it again.

    No act is offered that it names, or that meets a need or has a trait that it names.
    """

    KIND: ClassVar[str] = "list.boundary"
    BORN: ClassVar[Born] = "me"
    text: str
    about: About
    i_do: str = ""
    look_again: date | None = None
    needs: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    traits: tuple[Trait, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementProposed(Event):
    """How the writer would like two to do something; it is their own yes too, and holds once the other said yes."""

    KIND: ClassVar[str] = "agree.proposed"
    BORN: ClassVar[Born] = "pair"
    pair: PairId
    to: PersonId
    text: str
    look_again: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementAccepted(Event):
    """The writer says yes to what the other proposed, in those very words."""

    KIND: ClassVar[str] = "agree.accepted"
    BORN: ClassVar[Born] = "pair"
    pair: PairId
    agreement: EntryId


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementLeft(Event):
    """The writer is not in it, or no longer: what held is emptied for both at once. Theirs alone.

    What they had not accepted leaves their own screen; to the other it was never answered.
    """

    KIND: ClassVar[str] = "agree.left"
    BORN: ClassVar[Born] = "me"
    agreement: EntryId


@dataclass(frozen=True, slots=True, kw_only=True)
class AnchorSet(Event):
    """One of the few hours that a family's day hangs on, by its name: a meal, bath, good night."""

    KIND: ClassVar[str] = "rhythm.anchor"
    BORN: ClassVar[Born] = "adults"
    name: str
    hour: time


# Acts of the family's own.


@dataclass(frozen=True, slots=True, kw_only=True)
class ActAdded(Event):
    """The family adds an act to those that are offered.

    It meets `needs` of whoever does it, of the children and of the pair, and `for_other` those of the other adult. It
    is `drowsy_unsafe` unless they say that it seats nobody with a child, and has nobody carry, bathe or drive one.
    """

    KIND: ClassVar[str] = "act.added"
    BORN: ClassVar[Born] = "adults"
    name: str
    minutes: float
    needs: tuple[str, ...] = ()
    for_other: tuple[str, ...] = ()
    full: bool = True
    how: str = ""
    hands: int = 1
    place: Place = "anywhere"
    traits: tuple[Trait, ...] = ()
    others: bool = False
    child_is: ChildState = "any"
    carried: bool = False
    consent: bool = False
    interruptible: bool = True
    drowsy_unsafe: bool = True
    effort: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ActHidden(Event):
    """The family wants this act offered no more; taken back, it is offered again."""

    KIND: ClassVar[str] = "act.hidden"
    BORN: ClassVar[Born] = "adults"
    act: str
