"""The Nights part: how a night is to go, and whether both said yes (docs/model.md, 4)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from kinwell.core.ids import EntryId, PersonId
from kinwell.core.log.events import Event, NightAgreed, NightLeft, NightProposed
from kinwell.core.log.standing import Mark

CONSUMES: tuple[type[Event], ...] = (NightProposed, NightAgreed, NightLeft)
KEPT = timedelta(days=3)  # nights that the screens still speak of


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """A night as it was last proposed, by whom, and when that was noted."""

    entry: EntryId
    by: PersonId
    noted: datetime
    night: NightProposed


@dataclass(frozen=True, slots=True, kw_only=True)
class Nights:
    """By the family day on whose evening it begins, the night as last proposed; who said yes, by proposal; and which
    nights each adult left."""

    proposed: Mapping[date, Proposed] = field(default_factory=dict)
    agreed: Mapping[EntryId, tuple[PersonId, ...]] = field(default_factory=dict)
    left: Mapping[PersonId, date] = field(default_factory=dict)

    def yes(self, proposed: Proposed) -> frozenset[PersonId]:
        """Return who said yes to it: whoever proposed it, and whoever agreed."""
        return frozenset((proposed.by, *self.agreed.get(proposed.entry, ())))

    def settled(self, night: date) -> NightProposed | None:
        """Return the night to which everyone in it said yes; None while somebody has not."""
        proposed = self.proposed.get(night)
        if proposed is None or not {proposed.night.first, proposed.night.second} <= self.yes(proposed):
            return None
        return proposed.night


def step(nights: Nights, mark: Mark) -> Nights:
    """Return the nights after this mark."""
    entry = mark.entry
    if entry.by is None:
        return nights
    match entry.event:
        case NightProposed() as night:
            return _proposed(nights, Proposed(entry=entry.id, by=entry.by, noted=entry.noted, night=night))
        case NightAgreed(proposal=proposal):
            yes = tuple(sorted({*nights.agreed.get(proposal, ()), entry.by}))
            return replace(nights, agreed={**nights.agreed, proposal: yes})
        case NightLeft(night=night):
            return _left(nights, entry.by, night)
    return nights


def _left(nights: Nights, person: PersonId, night: date) -> Nights:
    """Return the nights after an adult left one: what they had proposed to themselves goes with it, which nobody else
    can empty; what was said to others was emptied as they left (record/together.py)."""
    left = {**nights.left, person: max(night, nights.left.get(person, night))}
    own = nights.proposed.get(night)
    if own is None or not own.by == own.night.first == own.night.second == person:
        return replace(nights, left=left)
    rest = {of: one for of, one in nights.proposed.items() if of != night}
    return replace(nights, left=left, proposed=rest)


def _proposed(nights: Nights, new: Proposed) -> Nights:
    """Return the nights with this one in its place, and those long past let go, with their yeses."""
    before = nights.proposed.get(new.night.night)
    if before is not None and (before.noted, before.entry) > (new.noted, new.entry):
        return nights
    proposed = {**nights.proposed, new.night.night: new}
    oldest = max(proposed) - KEPT
    proposed = {night: one for night, one in proposed.items() if night >= oldest}
    gone = {one.entry for one in nights.proposed.values()} - {one.entry for one in proposed.values()}
    return replace(nights, proposed=proposed, agreed={id: yes for id, yes in nights.agreed.items() if id not in gone})
