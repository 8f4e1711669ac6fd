"""Every act that would relieve something known and breaks no rule, with its worth and place in the order."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from kinwell.core.catalogue import Act, acts, own_need_acts
from kinwell.core.catalogue import need as catalogue_need
from kinwell.core.ids import PersonId, adult, child
from kinwell.core.needs.fullness import Band
from kinwell.core.suggest.rules import allowed, cared_for
from kinwell.core.suggest.shapes import Met
from kinwell.core.suggest.view import ALONG, CLEAR, EARLY, FLOOR, KNOWN, View, Want, Wants
from kinwell.core.together.favours import may_offer

# Worth taken off for each step of effort, by how full whoever does it is: our default. Past LIGHT steps, with little
# energy, it is so much that the act comes after every equal.
EFFORT: Mapping[Band, float] = MappingProxyType({"low": 0.5, "middle": 0.25, "high": 0.1, "unknown": 0.25})
LIGHT, TOO_MUCH = 1, 100.0


type Key = tuple[float | str | bool, ...]
type Reach = Mapping[str, Mapping[str, Sequence[Want]]]  # by whose they are, seen from whoever acts, and by need


class Relief(NamedTuple):
    """A want that an act relieves, wholly or a bit."""

    want: Want
    full: bool


class Candidate(NamedTuple):
    """An act that may be offered, and what it would relieve, the most pressing first. `rank` is its best place in the
    order, `fits` says that it fits the window."""

    act: Act
    by: PersonId
    reliefs: tuple[Relief, ...]
    rank: int
    fits: bool
    worth: float

    @property
    def wants(self) -> tuple[Want, ...]:
        """What it would relieve."""
        return tuple(relief.want for relief in self.reliefs)

    @property
    def reasons_for(self) -> tuple[Want, ...]:
        """Of what it would relieve, that for whose sake it may be offered."""
        return tuple(want for want in self.wants if want.rank <= EARLY)

    def meets(self, met: Met) -> bool:
        """Return whether it would relieve this need."""
        return any(relief.want.met == met for relief in self.reliefs)


def candidates(view: View) -> list[Candidate]:
    """Return what the viewer can do; and, of floors that this cannot close, what may be asked of others."""
    own = list(_by(view, view.viewer))
    closed = _held(own)
    return [*own, *_favours(view, own, [want for want in floors(view) if want.met not in closed])]


def offered(view: View) -> Iterator[Act]:
    """Yield every act that may come up in this family: those of the catalogue and its own, but for those it hid; and
    those for needs that the viewer named themselves."""
    own, named = view.state.own_acts, view.state.needs.called(adult(view.viewer))
    yield from (act for act in (*acts().values(), *own.added.values()) if act.code not in own.hidden)
    yield from (act for act in own_need_acts().values() if named and act.meets[0].need in named)


def floors(view: View) -> list[Want]:
    """Return the adult needs at their floor whose holder is there and has not put them off, the furthest first."""
    there = [adult(who) for who in (view.viewer, *sorted(view.present))]
    found = [want for who in there for want in view.of(who).values() if want.reading.at_floor and want.rank == FLOOR]
    return sorted(found, key=lambda want: -want.reading.past_floor)


def in_order(view: View, found: Iterable[Candidate]) -> list[Candidate]:
    """Return the candidates as docs/model.md, 2 orders them: by need, then those that meet the pair too, by worth."""
    found = list(found)
    held = _held(found)
    return sorted(found, key=lambda one: _key(view, one, held))


def _held(found: Iterable[Candidate]) -> set[Met]:
    """Return the needs that this window can hold: something that fits meets them in full."""
    return {relief.want.met for one in found if one.fits for relief in one.reliefs if relief.full}


def _key(view: View, one: Candidate, held: set[Met]) -> Key:
    lead = min(_pressing(one, want, held) for want in one.wants)
    pair_too = one.rank == FLOOR and any(want.met.holder.kind == "pair" for want in one.wants)
    favour = one.by != view.viewer
    puts_down = not one.act.carried and bool(view.in_arms - cared_for(view, one.act))
    return (*lead, not pair_too, favour, one.act.code in view.sunk, puts_down, -one.worth, one.act.code, str(one.by))


def _pressing(one: Candidate, want: Want, held: set[Met]) -> tuple[int, bool, bool, float]:
    """Return the place of one need in the queue; a floor that this window cannot hold does not hold the queue."""
    rank = max(want.rank, one.rank)
    too_big = rank == FLOOR and want.met not in held
    return rank, not want.first, too_big, -want.press if rank <= FLOOR else 0.0


def _by(view: View, by: PersonId) -> Iterator[Candidate]:
    """Yield what this adult may do now."""
    reach = _reach(view, by)
    pressing = {need for wants in view.wants.values() for need, want in wants.items() if want.rank <= KNOWN}
    for act in offered(view):
        found = _candidate(view, act, by, reach) if any(meets.need in pressing for meets in act.meets) else None
        if found is not None:
            yield found


def _candidate(view: View, act: Act, by: PersonId, reach: Reach) -> Candidate | None:
    """Return this act as one to offer; None when nothing known speaks for it, it is too long, or a rule forbids it.

    No window bounds what a child's cue asks for, nor a favour, which takes the time of whoever does it.
    """
    answered, favour = cared_for(view, act), by != view.viewer
    unbound = bool(answered) or favour
    if not (unbound or view.hands.allow(act)):
        return None
    reliefs = list(_reliefs(view, act, answered, reach))
    rank = min((relief.want.rank for relief in reliefs), default=ALONG)
    if rank > KNOWN or not allowed(view, act, by):
        return None
    reliefs.sort(key=lambda relief: relief.want.pressing)
    fits = bool(answered) or view.hands.fit(act)
    worth = _relieved(view, reliefs) * (1.0 if favour else view.hands.credit(act)) - effort(view, act, by)
    return Candidate(act, by, tuple(reliefs), rank if fits or unbound else max(rank, CLEAR), fits, worth)


def effort(view: View, act: Act, by: PersonId) -> float:
    """Return the worth that an act's effort takes off for whoever does it; of another's energy nothing is known."""
    band = view.energy if by == view.viewer else "unknown"
    if band == "low" and act.effort > LIGHT:
        return TOO_MUCH
    return EFFORT[band] * act.effort


def _favours(view: View, own: list[Candidate], open_floors: list[Want]) -> Iterator[Candidate]:
    """Yield what others who are there could do about these floors: for the viewer, in time of their own, so that no
    window of hers bounds it; or for themselves, where the viewer can do nothing."""
    answered = {want.met for one in own if one.fits for want in one.wants}
    state, at = view.state, view.at
    for by in sorted(who for who in view.present if may_offer(state.favours, view.viewer, who, at)):
        hers = [want.met for want in open_floors if want.met.holder == adult(view.viewer)]
        own_of = [want.met for want in open_floors if want.met.holder == adult(by) and want.met not in answered]
        if hers or own_of:
            yield from (one for one in _by(view, by) if any(map(one.meets, hers + own_of)))


def _reach(view: View, by: PersonId) -> Reach:
    """Return what is wanted by those whom an act can meet, seen from whoever does it; `apart` by the viewer's pairs of
    which the other is not there."""
    partners = [own for who, own in view.partners.items() if view.viewer == by or who == by]
    return {
        "self": _by_need([view.of(adult(by))]),
        "other": _by_need(view.of(adult(who)) for who in sorted(view.others(by))),
        "pair": _by_need(map(view.of, partners)),
        "apart": _by_need(map(view.of, view.apart.values())),
        "child": _by_need(view.of(child(who)) for who in view.children),
    }


def _by_need(of_holders: Iterable[Wants]) -> Mapping[str, Sequence[Want]]:
    found: dict[str, list[Want]] = {}
    for wants in of_holders:
        for need, want in wants.items():
            found.setdefault(need, []).append(want)
    return found


def _reliefs(view: View, act: Act, answered: frozenset[PersonId], reach: Reach) -> Iterator[Relief]:
    for meets in act.meets:
        whose: str = "apart" if act.apart and meets.holder == "pair" else meets.holder
        for want in reach[whose].get(meets.need, ()):
            if whose != "child" or _is_for(view, act, answered, want):
                yield Relief(want, meets.full)


def _is_for(view: View, act: Act, answered: frozenset[PersonId], want: Want) -> bool:
    """Return whether an act is for the child who wants this: feeding one feeds no other, so an act that answers cues is
    for those who gave them; and one for an awake child is for no sleeping one."""
    child = PersonId(want.met.holder.id)
    return (not answered or child in answered) and (act.child != "awake" or child not in view.asleep)


def _relieved(view: View, reliefs: Iterable[Relief]) -> float:
    """Return weight x relief, summed over every need that is met, of every holder in view; what serves a value of the
    viewer's weighs more."""
    return sum(
        relief.want.weight
        * view.weighs.get(relief.want.met.need, 1.0)
        * relief.want.lack
        * (1.0 if relief.full else catalogue_need(relief.want.met.need).bit)
        for relief in reliefs
    )
