"""The Lists part: what each adult wants and values, what is enough and what is not OK, and what hours the day hangs on.

An item is an entry. Those of another adult stand here as far as they opened them to these eyes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time

from kinwell.core.catalogue import Act, default
from kinwell.core.clock import within_hours
from kinwell.core.ids import EntryId, PersonId
from kinwell.core.log.events import AnchorSet, BoundarySet, Event, LimitSet, ValueHeld, WishSaid
from kinwell.core.log.standing import Mark

CONSUMES: tuple[type[Event], ...] = (WishSaid, ValueHeld, LimitSet, BoundarySet, AnchorSet)
MOST_VALUES = 5
MOST_ANCHORS = 5
VALUE_STEP = default("value_step")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody needs or wants, in their own words."""

    entry: EntryId
    by: PersonId
    text: str
    need: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """What matters to somebody: `rank` 1 before 5, and the needs that serve it."""

    entry: EntryId
    by: PersonId
    noted: datetime
    text: str
    rank: int
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """A limit or a boundary: what it keeps from being offered, and in whose words. `about` and `i_do` are a
    boundary's, hours and `most_minutes` a limit's."""

    entry: EntryId
    by: PersonId
    text: str
    needs: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    traits: tuple[str, ...] = ()
    limits: bool = False
    most_minutes: float | None = None
    begins: time | None = None
    ends: time | None = None
    about: str = ""
    i_do: str = ""
    look_again: date | None = None

    @property
    def names_something(self) -> bool:
        """Whether it is about some acts, needs or traits; a limit may be about everything."""
        return bool(self.needs or self.acts or self.traits)

    def names(self, act: Act) -> bool:
        """Return whether this act is among what it names."""
        met = (meets.need for meets in act.meets)
        return act.code in self.acts or not {*act.traits}.isdisjoint(self.traits) or any(n in self.needs for n in met)

    def holds(self, at: datetime, zone_name: str) -> bool:
        """Return whether it holds at this hour: always, unless it is a limit with hours."""
        if self.begins is None or self.ends is None:
            return True
        return within_hours(at, begin=self.begins, end=self.ends, zone_name=zone_name)

    def forbids(self, act: Act, *, answers_child: bool) -> bool:
        """Return whether it forbids this act while it holds. A limit that names nothing is about adults' own time:
        what answers a child's cue it leaves alone."""
        if self.names_something:
            if not self.names(act):
                return False
        elif answers_child or not self.limits or (self.most_minutes is None and self.begins is None):
            return False
        return self.most_minutes is None or act.minutes > self.most_minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """An hour on the wall that the family's day hangs on, by its name."""

    entry: EntryId
    noted: datetime
    name: str
    hour: time


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """The items of every list, by entry, as far as these eyes see."""

    wishes: Mapping[EntryId, Wish] = field(default_factory=dict)
    values: Mapping[EntryId, Value] = field(default_factory=dict)
    bounds: Mapping[EntryId, Bound] = field(default_factory=dict)
    anchors: Mapping[EntryId, Anchor] = field(default_factory=dict)

    def wishes_of(self, adult: PersonId) -> tuple[Wish, ...]:
        """Return what this adult wants, in the order they said it."""
        return tuple(one for one in self.wishes.values() if one.by == adult)

    def values_of(self, adult: PersonId) -> tuple[Value, ...]:
        """Return what matters to this adult, the first before the others; of more than five those said last."""
        held = sorted((one for one in self.values.values() if one.by == adult), key=lambda one: (one.noted, one.entry))
        return tuple(sorted(held[-MOST_VALUES:], key=lambda one: (one.rank, held.index(one))))

    def bounds_of(self, adults: Iterable[PersonId]) -> tuple[Bound, ...]:
        """Return the limits and boundaries of these adults."""
        whose = frozenset(adults)
        return tuple(one for one in self.bounds.values() if one.by in whose)

    def rhythm(self) -> tuple[Anchor, ...]:
        """Return the family's anchors in the order of the day from four in the morning; of more than five those set
        last."""
        told = sorted(self.anchors.values(), key=lambda one: (one.noted, one.entry))[-MOST_ANCHORS:]
        return tuple(sorted(told, key=lambda one: (one.hour < MORNING, one.hour, one.entry)))


MORNING = time(4)  # a family day begins


def weighs(values: Iterable[Value]) -> Mapping[str, float]:
    """Return by how much each need that serves one of these values weighs more, as a factor (docs/model.md, 2)."""
    found: dict[str, float] = {}
    for place, value in enumerate(values):
        for need in value.needs:
            found.setdefault(need, 1 + VALUE_STEP * (MOST_VALUES - place))
    return found


def step(lists: Lists, mark: Mark) -> Lists:
    """Return the lists after this mark."""
    id, by, noted = mark.entry.id, mark.entry.by, mark.entry.noted
    match mark.entry.event:
        case AnchorSet(name=name, hour=hour):
            anchor = Anchor(entry=id, noted=noted, name=name, hour=hour)
            return replace(lists, anchors={**lists.anchors, id: anchor})
        case WishSaid(text=text, need=need) if by is not None:
            return replace(lists, wishes={**lists.wishes, id: Wish(entry=id, by=by, text=text, need=need)})
        case ValueHeld(text=text, rank=rank, needs=needs) if by is not None:
            value = Value(entry=id, by=by, noted=noted, text=text, rank=rank, needs=needs)
            return replace(lists, values={**lists.values, id: value})
        case (LimitSet() | BoundarySet()) as told if by is not None:
            return replace(lists, bounds={**lists.bounds, id: _bound(told, id, by)})
    return lists


def _bound(told: LimitSet | BoundarySet, id: EntryId, by: PersonId) -> Bound:
    bound = Bound(entry=id, by=by, text=told.text, needs=told.needs, acts=told.acts, traits=told.traits)
    match told:
        case LimitSet(most_minutes=most, begins=begins, ends=ends):
            return replace(bound, limits=True, most_minutes=most, begins=begins, ends=ends)
        case BoundarySet(about=about, i_do=i_do, look_again=look_again):
            return replace(bound, about=about, i_do=i_do, look_again=look_again)
