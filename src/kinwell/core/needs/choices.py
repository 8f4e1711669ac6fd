"""The Choices part: what each adult made of suggestions, so that none is pressed on them twice."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from kinwell.core.catalogue import Meets, default
from kinwell.core.clock import FamilyDay
from kinwell.core.ids import EntryId, PersonId
from kinwell.core.log.events import ActPassed, ActsDeclined, ActTaken, Event
from kinwell.core.log.standing import Mark

CONSUMES: tuple[type[Event], ...] = (ActTaken, ActPassed, ActsDeclined)
LONGEST = timedelta(hours=4)  # past that a started act was left running
OFTEN = 3  # times within which an act shows itself as something one wants
SINKS = timedelta(days=default("act_passed_days"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """An act that was begun and has not ended, and the children it is for; `does` is what it meets, where that is asked
    for (ask/now.py): an act of the family's own is not the catalogue's."""

    entry: EntryId
    act: str
    since: datetime
    children: tuple[PersonId, ...] = ()
    does: tuple[Meets, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Of one act and one adult: when it was taken and passed over lately, since when it has sunk, when declined."""

    taken: tuple[datetime, ...] = ()
    passed: tuple[datetime, ...] = ()
    sank: datetime | None = None
    declined: datetime | None = None

    def sunk(self, at: datetime) -> bool:
        """Return whether it was passed over so often that it now comes after its equals."""
        return self.sank is not None and at - self.sank < SINKS

    def rests(self, at: datetime, zone: str) -> bool:
        """Return whether it is offered no more on this family day: declined, or taken as often as a day holds."""
        today = FamilyDay.of(at, zone)
        if self.declined is not None and FamilyDay.of(self.declined, zone) == today:
            return True
        return sum(FamilyDay.of(when, zone) == today for when in self.taken) >= default("act_most_a_day")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """By adult: the act that runs, and their choices by act."""

    running: Mapping[PersonId, Started] = field(default_factory=dict)
    made: Mapping[PersonId, Mapping[str, Choice]] = field(default_factory=dict)

    def now(self, person: PersonId, at: datetime) -> Started | None:
        """Return the act this adult began and has not ended; None too once it has run longer than it can."""
        started = self.running.get(person)
        return started if started is not None and at - started.since <= LONGEST else None

    def often(self, person: PersonId) -> frozenset[str]:
        """Return the acts that this adult lately took for the third time, and not oftener: what one may well want, said
        once."""
        return frozenset(act for act, choice in self.made.get(person, {}).items() if len(choice.taken) == OFTEN)

    def of(self, person: PersonId, act: str) -> Choice:
        """Return what this adult lately made of this act."""
        return self.made.get(person, {}).get(act, Choice())


def step(choices: Choices, mark: Mark) -> Choices:
    """Return the choices after this mark."""
    by = mark.entry.by
    if by is None:
        return choices
    match mark.entry.event:
        case ActTaken(act=act, children=children) if mark.edge == "began":
            started = Started(entry=mark.entry.id, act=act, since=mark.at, children=children)
            choices = replace(choices, running={**choices.running, by: started})
            choice = choices.of(by, act)
            return _made(choices, by, act, replace(choice, taken=(*_lately(choice.taken, mark.at), mark.at)))
        case ActTaken() if (going := choices.running.get(by)) is not None and going.entry == mark.entry.id:
            return replace(choices, running={who: kept for who, kept in choices.running.items() if who != by})
        case ActPassed(act=act):
            return _made(choices, by, act, _passed(choices.of(by, act), mark.at))
        case ActsDeclined(acts=acts):
            for act in acts:
                choices = _made(choices, by, act, replace(choices.of(by, act), declined=mark.at))
            return choices
    return choices


def _passed(choice: Choice, at: datetime) -> Choice:
    """Return the choice after it was passed over once more: at the third time in 14 days it sinks, and counts anew."""
    passed = (*_lately(choice.passed, at), at)
    if len(passed) >= default("act_passed"):
        return replace(choice, passed=(), sank=at)
    return replace(choice, passed=passed)


def _lately(instants: tuple[datetime, ...], at: datetime) -> tuple[datetime, ...]:
    return tuple(instant for instant in instants if at - instant < SINKS)


def _made(choices: Choices, by: PersonId, act: str, choice: Choice) -> Choices:
    return replace(choices, made={**choices.made, by: {**choices.made.get(by, {}), act: choice}})
