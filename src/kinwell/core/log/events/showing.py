"""What an adult shows another adult of their own needs, chosen by need."""

from dataclasses import dataclass
from typing import ClassVar

from kinwell.core.ids import PairId, PersonId
from kinwell.core.log.events.base import Born, Event


@dataclass(frozen=True, slots=True, kw_only=True)
class EyesByNeed(Event):
    """What the writer shows another adult of their own needs from now on: a word while a cue of one of `needs` waits.
    A later one takes its place, and one that shows nothing leaves nothing.

    `asks`: an ask of theirs may say which need it is for. `earlier`: what already waits is shown too.
    """

    KIND: ClassVar[str] = "eyes.by_need"
    BORN: ClassVar[Born] = "pair"
    pair: PairId
    to: PersonId
    needs: tuple[str, ...] = ()
    asks: bool = False
    earlier: bool = False
