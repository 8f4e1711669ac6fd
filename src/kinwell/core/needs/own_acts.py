"""The OwnActs part: acts that a family added to those of the catalogue, and those it wants offered no more."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from kinwell.core.catalogue import Act, For, Meets, acts, needs, own_need_acts
from kinwell.core.ids import EntryId
from kinwell.core.log.events import ActAdded, ActHidden, Event
from kinwell.core.log.standing import Mark

CONSUMES: tuple[type[Event], ...] = (ActAdded, ActHidden)
OWN = "own."  # what the code of a family's own act begins with; the id of the entry that added it follows
LEAST_MINUTES, MOST_MINUTES = 0.5, 600
MOST_HANDS, MOST_EFFORT = 2, 3
LONGEST_NAME = 60  # letters; what a line of a phone can hold
AFFECTION = "pair.affection"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnActs:
    """By code, the acts that these eyes see added, and what each is called and how it goes; and for those that are
    hidden the entries that say so."""

    added: Mapping[str, Act] = field(default_factory=dict)
    names: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    hidden: Mapping[str, tuple[EntryId, ...]] = field(default_factory=dict)

    def meets(self, code: str) -> tuple[Meets, ...]:
        """Return what an act is for, the family's own or the catalogue's; nothing for one that is gone."""
        act = self.added.get(code) or acts().get(code) or own_need_acts().get(code)
        return act.meets if act is not None else ()


def code_of(entry: EntryId) -> str:
    """Return the code of the act that this entry added."""
    return f"{OWN}{entry}"


def entry_of(code: str) -> EntryId | None:
    """Return the entry that added the act of this code; None for a code of the catalogue, or of nothing."""
    if not code.startswith(OWN):
        return None
    try:
        id = EntryId(UUID(code.removeprefix(OWN)))
    except ValueError:
        return None
    return id if code == code_of(id) else None


def fits(told: ActAdded) -> bool:
    """Return whether an act as it was told is one: named, of some length, meeting something, for whom it can."""
    named = 0 < len(told.name.strip()) <= LONGEST_NAME
    sized = LEAST_MINUTES <= told.minutes <= MOST_MINUTES
    ranged = 0 <= told.hands <= MOST_HANDS and 0 <= told.effort <= MOST_EFFORT
    known = all(code in needs() for code in (*told.needs, *told.for_other))  # none of one's own: others read of it
    of_an_adult = known and all(needs()[code].of == "adult" for code in told.for_other)
    carried = not told.carried or (told.hands < MOST_HANDS and told.child_is != "asleep")
    return named and sized and ranged and of_an_adult and carried and bool(told.needs or told.for_other)


def as_act(told: ActAdded, entry: EntryId) -> Act:
    """Return the act that was told. What touches waits for the other's yes, whatever was told; and what is the other's
    or the pair's takes the other."""
    holders: dict[str, For] = {"adult": "self", "child": "child", "pair": "pair"}
    meets = [Meets(need=code, holder=holders[needs()[code].of], full=told.full) for code in told.needs]
    meets += [Meets(need=code, holder="other", full=told.full) for code in told.for_other]
    asks = told.consent or "touch" in told.traits or AFFECTION in told.needs
    return Act(
        code=code_of(entry),
        minutes=told.minutes,
        meets=tuple(meets),
        hands=told.hands,
        others=told.others or asks or any(one.holder in ("other", "pair") for one in meets),
        apart=False,
        child=told.child_is,
        carried=told.carried,
        place=told.place,
        traits=told.traits,
        consent=asks,
        interruptible=told.interruptible,
        drowsy_unsafe=told.drowsy_unsafe,
        effort=told.effort,
        source="the family's own",
    )


def step(own: OwnActs, mark: Mark) -> OwnActs:
    """Return the family's acts after this mark."""
    match mark.entry.event:
        case ActAdded() as told if fits(told):
            act = as_act(told, mark.entry.id)
            names = {**own.names, act.code: (told.name.strip(), told.how.strip())}
            return replace(own, added={**own.added, act.code: act}, names=names)
        case ActHidden(act=code):
            return replace(own, hidden={**own.hidden, code: (*own.hidden.get(code, ()), mark.entry.id)})
    return own
