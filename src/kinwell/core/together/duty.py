"""The Duties part: who has a child, as said or as settled for the night; never inferred from who logged what."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Literal

from kinwell.core.ids import EntryId, PersonId
from kinwell.core.log.events import DutyTaken, Event
from kinwell.core.log.standing import Mark
from kinwell.core.together.tonight import Nights

CONSUMES: tuple[type[Event], ...] = (DutyTaken,)
HERE = timedelta(hours=12)  # for so long whoever has the child counts as there (docs/model.md, 2)
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
    """Who has a child, since when, and by what: their own word, or a settled night; until when, where a settled night
    then hands the child to another or ends; `also` is somebody who said so at about the same time."""

    person: PersonId
    since: datetime
    by: Literal["said", "settled"]
    until: datetime | None = None
    also: PersonId | None = None

    def there(self, at: datetime) -> frozenset[PersonId]:
        """Return who is said to be there at an instant: whoever has the child, not much longer than they said it."""
        said = (self.person, self.also) if at - self.since <= HERE else ()
        return frozenset(one for one in said if one is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """From when somebody had the child, by a word or a settled night; None: from then nobody is known to."""

    since: datetime
    person: PersonId | None
    by: Literal["said", "settled"]


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
    told = turns(duties, nights, child, at)
    last = told[-1] if told else None
    if last is None or last.person is None or at - last.since > LASTS:
        return None
    changes = (hour for hour, person in _hours(nights) if hour > at and person != last.person)
    return Duty(
        person=last.person,
        since=last.since,
        by=last.by,
        until=min(changes, default=None),
        also=_also(duties.taken.get(child, ()), last) if last.by == "said" else None,
    )


def turns(duties: Duties, nights: Nights, child: PersonId, at: datetime) -> tuple[Turn, ...]:
    """Return the turns that are known to have begun up to an instant, in order; of words the last few."""
    said = [Turn(since=one.at, person=one.by, by="said") for one in duties.taken.get(child, ()) if one.at <= at]
    settled = [Turn(since=hour, person=who, by="settled") for hour, who in _hours(nights) if hour <= at]
    return tuple(sorted([*settled, *said], key=lambda turn: turn.since))  # at the same instant the word counts


def _also(taken: Sequence[Taken], last: Turn) -> PersonId | None:
    """Return who else took the child at about the same time; nobody once the last of them has said so twice."""
    lately = [one for one in taken if timedelta() <= last.since - one.at <= AT_ONCE]
    if sum(one.by == last.person for one in lately) > 1:
        return None
    return next((one.by for one in reversed(lately) if one.by != last.person), None)


def _hours(nights: Nights) -> Iterator[tuple[datetime, PersonId | None]]:
    """Yield the hours at which a settled night hands the children over; at its end, to nobody. One adult's night hands
    nobody over."""
    for night in nights.proposed:
        settled = nights.settled(night)
        if settled is not None and settled.first != settled.second:
            yield settled.begin, settled.first
            yield settled.turn, settled.second
            yield settled.end, None
