"""Getting to know a child: what a sign turned out to mean, what one wonders; and a pause from everything about them."""

from dataclasses import dataclass
from typing import ClassVar

from kinwell.core.ids import PersonId
from kinwell.core.log.events.base import Born, Event


@dataclass(frozen=True, slots=True, kw_only=True)
class SignMeant(Event):
    """A sign of this child, in the words of whoever saw it, turned out to mean a need; and what helped, if they say."""

    KIND: ClassVar[str] = "child.meant"
    BORN: ClassVar[Born] = "care"
    child: PersonId
    sign: str
    need: str
    helped: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wondered(Event):
    """What somebody wondered about a child, in answer to a question of the week."""

    KIND: ClassVar[str] = "child.wondered"
    BORN: ClassVar[Born] = "me"
    child: PersonId
    question: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildPaused(Event):
    """For its author, everything about a child is paused, or taken up again; no reason is asked, and nobody is told."""

    KIND: ClassVar[str] = "child.paused"
    BORN: ClassVar[Born] = "me"
    child: PersonId
    paused: bool
