"""The People part: children and adults by name, how old, who helps, and which pairs both have said yes to."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from kinwell.core.ids import PairId, PersonId
from kinwell.core.log.events import AdultAdded, ChildAdded, Event, PairAgreed, Role
from kinwell.core.log.standing import Mark
from kinwell.core.reasons import Reason

SINCE_EVER = datetime(1970, 1, 1, tzinfo=UTC)  # when entries about people are: a log may reach back before its founding
LONGEST_NAME = 60  # letters; what a line of a phone can hold
OLDEST_YEARS = 25  # a child born longer ago than that is a slip of the year
YEAR = timedelta(days=365.25)

CONSUMES: tuple[type[Event], ...] = (ChildAdded, AdultAdded, PairAgreed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """A child by name and birth; where the day was not told, `born` is the middle of the month."""

    id: PersonId
    name: str
    born: date
    born_day_known: bool = True

    def months(self, on: date) -> int:
        """Return the age in whole months on this date, 0 before birth."""
        months = (on.year - self.born.year) * 12 + on.month - self.born.month - (on.day < self.born.day)
        return max(0, months)


@dataclass(frozen=True, slots=True, kw_only=True)
class Adult:
    """An adult by name and role; `added` is when they were let in."""

    id: PersonId
    name: str
    role: Role = "adult"
    added: datetime = SINCE_EVER


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Who the family is; `agreed` holds, by pair, who said yes to it, and `apart` the adults with whom whoever looks
    leaves steps for two off: they are there, and nothing is offered with them."""

    children: Mapping[PersonId, Child] = field(default_factory=dict)
    adults: Mapping[PersonId, Adult] = field(default_factory=dict)
    agreed: Mapping[PairId, tuple[PersonId, ...]] = field(default_factory=dict)
    apart: frozenset[PersonId] = frozenset()

    def name(self, person: PersonId) -> str:
        """Return the name of a child or adult, empty when there is none (somebody who left)."""
        known = self.children.get(person) or self.adults.get(person)
        return known.name if known else ""

    def youngest_first(self) -> tuple[Child, ...]:
        """Return the children in the order they are shown: the youngest first, as the most urgent mostly is."""
        return tuple(sorted(self.children.values(), key=lambda child: (-child.born.toordinal(), child.name)))

    def without(self, children: frozenset[PersonId]) -> "People":
        """Return the family without these children."""
        return replace(self, children={id: child for id, child in self.children.items() if id not in children})

    def apart_from(self, viewer: PersonId, others: frozenset[PersonId]) -> "People":
        """Return the family as it is for an adult who leaves steps for two off with these others."""
        agreed = {pair: yes for pair, yes in self.agreed.items() if not (viewer in yes and others.intersection(yes))}
        return replace(self, agreed=agreed, apart=others)

    def beside(self, person: PersonId | None) -> tuple[Adult, ...]:
        """Return the other adults with whom this one does things together, in the order they came; no helpers."""
        return tuple(
            one for one in self.adults.values() if one.role == "adult" and one.id != person and one.id not in self.apart
        )

    def pairs(self, person: PersonId) -> tuple[PairId, ...]:
        """Return the pairs that stand, two yeses, with this person in them."""
        return tuple(pair for pair, yes in self.agreed.items() if len(yes) == 2 and person in yes)  # noqa: PLR2004


def fault(told: ChildAdded | AdultAdded, today: date) -> Reason | None:
    """Return what does not fit in a name or a birth as they were told; None when all does."""
    name = told.name.strip()
    if not name:
        return Reason(code="first.name_missing" if isinstance(told, AdultAdded) else "first.child_missing")
    if len(name) > LONGEST_NAME:
        return Reason(code="people.name_long")
    if isinstance(told, AdultAdded):
        return None
    if told.born > today:
        return Reason(code="first.born_ahead")
    return Reason(code="people.born_long_ago") if today - told.born > OLDEST_YEARS * YEAR else None


def step(people: People, mark: Mark) -> People:
    """Return the people after this mark."""
    match mark.entry.event:
        case ChildAdded(child=id, name=name, born=born, born_day_known=day_known):
            child = Child(id=id, name=name, born=born if day_known else born.replace(day=15), born_day_known=day_known)
            return replace(people, children={**people.children, id: child})
        case AdultAdded(adult=id, name=name, role=role):
            adult = Adult(id=id, name=name, role=role, added=mark.entry.noted)
            return replace(people, adults={**people.adults, id: adult})
        case PairAgreed(pair=pair) if mark.entry.by is not None:
            yes = people.agreed.get(pair, ())
            if mark.entry.by in yes:
                return people
            return replace(people, agreed={**people.agreed, pair: tuple(sorted((*yes, mark.entry.by)))})
    return people
