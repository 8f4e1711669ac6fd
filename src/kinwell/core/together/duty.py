"""The Duties part: who has a child, as said or as settled for the night; never inferred from who logged what."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Literal

from kinwell.core.ids import EntryId, PersonId
from kinwell.core.log.events import DutyTaken, Event
from kinwell.core.log.standing import Mark
from kinwell.core.together.tonight import Nights

CONSUMES: tuple[type[Event], ...] = (DutyTaken,)
LASTS = timedelta(hours=24)  # past that nobody is known to have the child
AT_ONCE = timedelta(minutes=5)  # two who take a child within that may not know of each other
KEPT = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """Somebody said that they have the child."""

    by: PersonId
    at: datetime
    entry: EntryId


@dataclass(frozen=True, slots=True, kw_only=True)
class Duties:
    """By child, who last said that they have them, the latest last."""

    taken: Mapping[PersonId, tuple[Taken, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """Who has a child, since when, and by what: their own word, or a settled night; `also` is somebody who said so at
    about the same time."""

    person: PersonId
    since: datetime
    by: Literal["said", "settled"]
    also: PersonId | None = None


def step(duties: Duties, mark: Mark) -> Duties:
    """Return the duties after this mark."""
    match mark.entry.event:
        case DutyTaken(child=child) if mark.entry.by is not None:
            taken = Taken(by=mark.entry.by, at=mark.at, entry=mark.entry.id)
            return replace(duties, taken={**duties.taken, child: (*duties.taken.get(child, ()), taken)[-KEPT:]})
    return duties


def who_has(duties: Duties, nights: Nights, child: PersonId, at: datetime) -> Duty | None:
    """Return who has this child at an instant: whichever came last, a word or an hour of a settled night; None when
    nobody is known to, as after a night's end or a day without a word."""
    turns = [*_said(duties, child, at), *_settled(nights, at)]
    since, person, by = max(turns, key=lambda turn: turn[0], default=(at, None, "said"))
    if person is None or at - since > LASTS:
        return None
    others = (one for one in reversed(duties.taken.get(child, ())) if one.by != person and one.at <= since)
    also = next((one.by for one in others if since - one.at <= AT_ONCE), None) if by == "said" else None
    return Duty(person=person, since=since, by=by, also=also)


type _Turn = tuple[datetime, PersonId | None, Literal["said", "settled"]]


def _said(duties: Duties, child: PersonId, at: datetime) -> Iterator[_Turn]:
    for one in duties.taken.get(child, ()):
        if one.at <= at:
            yield one.at, one.by, "said"


def _settled(nights: Nights, at: datetime) -> Iterator[_Turn]:
    """Yield the hours up to an instant at which a settled night hands the children over; at its end, to nobody."""
    for night in nights.proposed:
        settled = nights.settled(night)
        if settled is None:
            continue
        hours = ((settled.begin, settled.first), (settled.turn, settled.second), (settled.end, None))
        yield from ((hour, who, "settled") for hour, who in hours if hour <= at)
