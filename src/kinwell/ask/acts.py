"""Things that do a family good: the acts they added, those they hid, and those that could be hidden."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from kinwell.ask import whole
from kinwell.ask.children import fitting
from kinwell.ask.showing import NEEDS
from kinwell.core.catalogue import Act, acts, needs_of
from kinwell.core.clock import zone as wall_zone
from kinwell.core.ids import ADULTS, EntryId, Seat
from kinwell.core.needs.own_acts import OwnActs, entry_of
from kinwell.core.people import People

NOT_ALONE = frozenset({"other", "pair"})


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyAct:
    """An act of the family's own: the entry that added it, what it is called, and the act itself."""

    entry: EntryId
    name: str
    act: Act

    @property
    def meets(self) -> tuple[str, ...]:
        """The needs that it meets, by code, each once."""
        return tuple(dict.fromkeys(one.need for one in self.act.meets))


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyActs:
    """The acts of the family's own; those that are hidden, by code, with the entries that say so; those of Kinwell that
    could be hidden, by the first need that each meets; and of whom an act could meet a need: whoever does it, a child,
    the pair."""

    people: People
    own: tuple[FamilyAct, ...]
    hidden: Mapping[str, tuple[EntryId, ...]]
    kinwells: tuple[tuple[str, tuple[str, ...]], ...]
    mine: tuple[str, ...]
    childs: tuple[str, ...]
    pairs: tuple[str, ...]
    alone: bool

    def called(self, code: str) -> str:
        """Return what the family calls an act of its own; empty for any other."""
        return next((one.name for one in self.own if one.act.code == code), "")


def family_acts(seat: Seat, at: datetime) -> FamilyActs | None:
    """Return the acts of this seat's family; None for a seat that shares nothing with the adults."""
    if ADULTS not in seat.eyes or seat.viewer is None:
        return None
    state = whole.state(seat, at)
    people, alone = state.people, not state.people.beside(seat.viewer)
    today = at.astimezone(wall_zone(whole.zone(seat))).date()
    of_children = {need.code for child in people.children.values() for need in fitting(child.months(today))}
    return FamilyActs(
        people=people,
        own=_own(state.own_acts),
        hidden={code: said for code, said in state.own_acts.hidden.items() if _is_there(code, state.own_acts)},
        kinwells=_by_need(state.own_acts, alone=alone),
        mine=NEEDS,
        childs=tuple(need.code for need in needs_of("child") if need.code in of_children),
        pairs=() if alone else tuple(need.code for need in needs_of("pair")),
        alone=alone,
    )


def _own(own: OwnActs) -> tuple[FamilyAct, ...]:
    found = ((entry_of(code), act) for code, act in own.added.items())
    return tuple(
        FamilyAct(entry=entry, name=own.names[act.code][0], act=act) for entry, act in found if entry is not None
    )


def _is_there(code: str, own: OwnActs) -> bool:
    return code in acts() or code in own.added


def _by_need(own: OwnActs, *, alone: bool) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return Kinwell's acts that are offered, by the first need that each meets; without what takes two where there is
    one."""
    found: dict[str, list[str]] = {}
    for act in acts().values():
        if act.code not in own.hidden and not (alone and _takes_two(act)):
            found.setdefault(act.meets[0].need, []).append(act.code)
    return tuple((need, tuple(codes)) for need, codes in found.items())


def _takes_two(act: Act) -> bool:
    return act.others or act.apart or any(one.holder in NOT_ALONE for one in act.meets)
