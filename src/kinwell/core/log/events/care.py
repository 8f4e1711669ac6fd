"""Who the family is, and the care of its children. People are entries, so that a name can be corrected and the change
be seen."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from kinwell.core.ids import Holder, PairId, PersonId
from kinwell.core.log.events.base import Born, Event, Role, Side


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
