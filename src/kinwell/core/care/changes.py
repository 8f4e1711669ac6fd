"""The Changes part: the last nappy of each child."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from kinwell.core.ids import PersonId
from kinwell.core.log.events import Changed, Event
from kinwell.core.log.standing import Mark

CONSUMES: tuple[type[Event], ...] = (Changed,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A nappy change: when, by whom, and what was in it as far as told."""

    at: datetime
    by: PersonId | None = None
    wet: bool = False
    dirty: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """By child: the last change."""

    last: Mapping[PersonId, Change] = field(default_factory=dict)


def step(changes: Changes, mark: Mark) -> Changes:
    """Return the changes after this mark."""
    match mark.entry.event:
        case Changed(child=child, wet=wet, dirty=dirty):
            change = Change(at=mark.at, by=mark.entry.by, wet=wet, dirty=dirty)
            return replace(changes, last={**changes.last, child: change})
    return changes
