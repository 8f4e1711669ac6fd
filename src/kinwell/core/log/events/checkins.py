"""How full somebody says they are: one tap, more on wish, and theirs alone."""

from dataclasses import dataclass
from typing import ClassVar

from kinwell.core.log.events.base import Born, Event


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedIn(Event):
    """The writer said how full they are, each from 0 to 10: energy, mood, how welcome touch is, patience."""

    KIND: ClassVar[str] = "checkin.said"
    BORN: ClassVar[Born] = "me"
    energy: int | None = None
    mood: int | None = None
    touch: int | None = None
    patience: int | None = None
