"""State: everything that is so for given eyes at an instant; made by folding marks, asked by everything above.

    marks of standing entries  ->  fold  ->  State  ->  suggest, facts, pressure

Snapshot + tail = whole: `fold(fold(s, early), late)` equals `fold(s, early + late)` for every cut of the line of marks.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from kinwell.core import energy, people
from kinwell.core.care import cards, changes, feeds, holding, knowing, sleep, wakings
from kinwell.core.care.cards import Cards
from kinwell.core.care.changes import Changes
from kinwell.core.care.knowing import Knowing
from kinwell.core.care.runs import Runs
from kinwell.core.care.wakings import Wakings
from kinwell.core.energy import Energy
from kinwell.core.ids import PersonId
from kinwell.core.log.standing import Mark
from kinwell.core.needs import choices, fullness, lists, own_acts, part
from kinwell.core.needs.choices import Choices
from kinwell.core.needs.fullness import Fullness
from kinwell.core.needs.lists import Lists
from kinwell.core.needs.own_acts import OwnActs
from kinwell.core.needs.part import Needs
from kinwell.core.people import People
from kinwell.core.together import agreements, duty, favours, friends, joint, showing, tonight
from kinwell.core.together.agreements import Agreements
from kinwell.core.together.duty import Duties
from kinwell.core.together.favours import Favours
from kinwell.core.together.friends import Friends
from kinwell.core.together.joint import Joint
from kinwell.core.together.showing import Shows
from kinwell.core.together.tonight import Nights

STATE_VERSION = 9
"""Raise it whenever a part changes: a field more, fewer or of another meaning (of its own or of a record in it), a
step, or a number that a step goes by. Older snapshots are then never read: they are as they were folded."""
BEGINNING = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """The parts side by side, as of the last mark at `at`; `zone` is where the family was at that mark."""

    zone: str
    at: datetime = BEGINNING
    people: People = field(default_factory=People)
    feeds: Runs = field(default_factory=Runs)
    sleeps: Runs = field(default_factory=Runs)
    holding: Runs = field(default_factory=Runs)
    changes: Changes = field(default_factory=Changes)
    needs: Needs = field(default_factory=Needs)
    choices: Choices = field(default_factory=Choices)
    cards: Cards = field(default_factory=Cards)
    nights: Nights = field(default_factory=Nights)
    duties: Duties = field(default_factory=Duties)
    favours: Favours = field(default_factory=Favours)
    friends: Friends = field(default_factory=Friends)
    shows: Shows = field(default_factory=Shows)
    knowing: Knowing = field(default_factory=Knowing)
    lists: Lists = field(default_factory=Lists)
    own_acts: OwnActs = field(default_factory=OwnActs)
    agreements: Agreements = field(default_factory=Agreements)
    joint: Joint = field(default_factory=Joint)
    wakings: Wakings = field(default_factory=Wakings)
    energy: Energy = field(default_factory=Energy)

    def fullness(self, viewer: PersonId, at: datetime) -> Fullness:
        """Return how full an adult is at an instant, of a State that was folded for their own eyes."""
        return fullness.read(
            viewer, at, self.zone, energy=self.energy, wakings=self.wakings, needs=self.needs, people=self.people
        )

    def in_view(self, viewer: PersonId | None) -> "State":
        """Return the State without the children whom this viewer paused everything about, whom nobody who asks it for
        children finds (safety R49), and without a pair of theirs with whom they leave steps for two off (R15, R34)."""
        paused, apart = self.knowing.paused_by(viewer), self.joint.left_by(viewer)
        people = self.people.without(paused) if paused else self.people
        if viewer is not None and apart:
            people = people.apart_from(viewer, apart)
        return self if people is self.people else replace(self, people=people)


_PARTS: tuple[tuple[str, Any, tuple[type, ...]], ...] = (
    ("people", people.step, people.CONSUMES),
    ("feeds", feeds.step, feeds.CONSUMES),
    ("sleeps", sleep.step, sleep.CONSUMES),
    ("holding", holding.step, holding.CONSUMES),
    ("changes", changes.step, changes.CONSUMES),
    ("choices", choices.step, choices.CONSUMES),
    ("cards", cards.step, cards.CONSUMES),
    ("nights", tonight.step, tonight.CONSUMES),
    ("duties", duty.step, duty.CONSUMES),
    ("favours", favours.step, favours.CONSUMES),
    ("friends", friends.step, friends.CONSUMES),
    ("shows", showing.step, showing.CONSUMES),
    ("knowing", knowing.step, knowing.CONSUMES),
    ("lists", lists.step, lists.CONSUMES),
    ("own_acts", own_acts.step, own_acts.CONSUMES),
    ("agreements", agreements.step, agreements.CONSUMES),
    ("joint", joint.step, joint.CONSUMES),
    ("wakings", wakings.step, wakings.CONSUMES),
    ("energy", energy.step, energy.CONSUMES),
)
_STEPS: dict[type, tuple[tuple[str, Callable[[Any, Mark], Any]], ...]] = {
    kind: tuple((name, step) for name, step, consumes in _PARTS if kind in consumes)
    for kind in {kind for _, _, consumes in _PARTS for kind in consumes} | set(part.CONSUMES)
}


def fold(state: State, marks: Iterable[Mark]) -> State:
    """Return the State after these marks, which must be in order and later than the State's own."""
    parts = {name: getattr(state, name) for name, _, _ in _PARTS}
    needs, at, zone = part.Draft(state.needs), state.at, state.zone
    for mark in marks:
        at, zone = mark.at, mark.entry.zone or zone
        kind = type(mark.entry.event)
        for name, step in _STEPS.get(kind, ()):
            parts[name] = step(parts[name], mark)
        if kind in part.CONSUMES:
            part.step(needs, mark, zone)
    return State(zone=zone, at=at, needs=needs.frozen(), **parts)


def step(state: State, mark: Mark) -> State:
    """Return the State after one more mark."""
    return fold(state, (mark,))
