"""The Cards part: what stands on each child's hand-over card besides the facts, and the last line left there."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from kinwell.core.ids import PersonId
from kinwell.core.log.events import CardWritten, Event, LineLeft
from kinwell.core.log.standing import Mark

CONSUMES: tuple[type[Event], ...] = (CardWritten, LineLeft)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line that somebody left about a child."""

    by: PersonId | None
    at: datetime
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cards:
    """By child, the card as last written and when what helps was last said anew; and the last line."""

    written: Mapping[PersonId, CardWritten] = field(default_factory=dict)
    helps_since: Mapping[PersonId, datetime] = field(default_factory=dict)
    lines: Mapping[PersonId, Line] = field(default_factory=dict)

    def of(self, child: PersonId) -> CardWritten:
        """Return this child's card; an empty one when none was written."""
        return self.written.get(child) or CardWritten(child=child)


def step(cards: Cards, mark: Mark) -> Cards:
    """Return the cards after this mark."""
    match mark.entry.event:
        case CardWritten(child=child) as card:
            anew = {child: mark.at} if card.helps != cards.of(child).helps else {}
            return replace(cards, written={**cards.written, child: card}, helps_since={**cards.helps_since, **anew})
        case LineLeft(child=child, text=text):
            line = Line(by=mark.entry.by, at=mark.at, text=text)
            return replace(cards, lines={**cards.lines, child: line})
    return cards
