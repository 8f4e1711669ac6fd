"""Which three: the order of docs/model.md, 2, bent only as far as its promises ask."""

from collections.abc import Callable
from datetime import datetime

from kinwell.core.catalogue import Meets, smallest
from kinwell.core.clock import Window
from kinwell.core.ids import PersonId, adult
from kinwell.core.needs.fullness import Band
from kinwell.core.state import State
from kinwell.core.suggest.candidates import Candidate, candidates, floors, in_order, offered
from kinwell.core.suggest.hands import SHORT, Hands
from kinwell.core.suggest.rules import allowed, for_two
from kinwell.core.suggest.shapes import Met, Offer, Suggestion
from kinwell.core.suggest.view import CHILD, EARLY, KNOWN, View, Want, view
from kinwell.core.suggest.why import reasons

MOST = 3  # acts shown at once (docs/model.md, 2)
SHARED_MINUTES = 10  # a window from which on the two are promised an act (docs/model.md, 2)
WITHIN_REACH = 60  # minutes that an act may take and a day with a small child may still hold it: our default

type Wish = Callable[[Candidate], bool]


def now(
    state: State,
    viewer: PersonId,
    at: datetime,
    *,
    hands_minutes: float | None = None,
    window: Window | None = None,
    present: frozenset[PersonId] = frozenset(),
    energy: Band | None = None,
) -> Suggestion:
    """Return what this adult may do now, at most three acts, and what else waits (docs/model.md, 2).

    `state` was folded for their eyes. `hands_minutes` is how long hands are free as they said, else `window` as
    forecast; neither: not known. `present` are other adults said to be there, never inferred. `energy` is how full they
    are, where that was read of this State before.
    """
    hands = Hands(minutes=hands_minutes, window=window)
    seen = view(state, viewer, at, hands, present, energy or state.fullness(viewer, at).band)
    chosen = _chosen(seen, in_order(seen, candidates(seen)))
    beyond = _beyond(seen, chosen)
    offers = tuple(_offer(seen, one, beyond) for one in chosen)
    return Suggestion(acts=offers, named=_named(seen, {met for offer in offers for met in offer.meets}))


def _chosen(seen: View, ordered: list[Candidate]) -> list[Candidate]:
    """Return the acts to show: the child's first, the one beside it next, the others in order."""
    speaking = [one for one in ordered if one.reasons_for]
    if not speaking:
        return []
    lead = _lead(seen, speaking)
    furthest = next((want for want in floors(seen) if any(map(_answers(want), speaking))), None)
    picked = _picked(ordered, _promised(seen, speaking[0], lead, furthest), [lead] if lead else [])
    picked = _filled(speaking, picked, new_only=True)
    if furthest is not None and not any(one.by == seen.viewer and _closes(furthest)(one) for one in speaking):
        picked = _picked(speaking, [_with_other(furthest)], picked)
    picked = _filled(speaking, picked, new_only=False)
    if lead is None:
        return _new_first(sorted(picked, key=ordered.index))
    beside = _beside(seen)
    return sorted(picked, key=lambda one: (one is not lead, not beside(one), ordered.index(one)))


def _lead(seen: View, speaking: list[Candidate]) -> Candidate | None:
    """Return the act for the child's cue that leads, the smallest response where a rule allows it."""
    cues = [want for holder in seen.wants for want in seen.of(holder).values() if want.rank == CHILD]
    for want in sorted(cues, key=lambda want: (-want.press, -want.weight)):
        able = [one for one in speaking if one.meets(want.met)]
        small = smallest(want.met.need).code
        if able:
            return next((one for one in able if one.act.code == small), able[0])
    return None


def _promised(seen: View, top: Candidate, lead: Candidate | None, furthest: Want | None) -> list[Wish]:
    """Return what the acts shown must hold between them, what is promised most firmly first.

    The order alone would never give the pair its act in a week of floors: where hands are free for the two and no child
    calls, one place is theirs.
    """
    floor = [_answers(furthest)] if furthest is not None else []
    if lead is not None:
        return [*floor, _beside(seen), _is_short]
    for_pair: list[Wish] = [_is_for_pair] if seen.hands.last(SHARED_MINUTES) else []
    return [lambda one: one is top, *floor, _is_short, *for_pair]


def _picked(ordered: list[Candidate], wishes: list[Wish], picked: list[Candidate]) -> list[Candidate]:
    """Return acts that hold these wishes between them. While there are more wishes than places, an act that holds
    several goes first; else the order decides."""
    while len(picked) < MOST:
        left = [one for one in ordered if all(one.act.code != other.act.code for other in picked)]
        open_ = [wish for wish in wishes if not any(map(wish, picked)) and any(map(wish, left))]
        if not open_:
            break
        able = [one for one in left if open_[0](one)]
        if len(open_) > MOST - len(picked):
            able.sort(key=lambda one: [not wish(one) for wish in open_[1:]])
        picked = [*picked, able[0]]
    return picked


def _filled(speaking: list[Candidate], picked: list[Candidate], *, new_only: bool) -> list[Candidate]:
    """Return the acts with free places filled in order, by what meets something new only, or by other ways too."""
    for one in speaking:
        if len(picked) >= MOST:
            break
        met = {want.met for other in picked for want in other.wants}
        is_new = any(want.met not in met for want in one.reasons_for)
        if (is_new or not new_only) and all(one.act.code != other.act.code for other in picked):
            picked = [*picked, one]
    return picked


def _new_first(picked: list[Candidate]) -> list[Candidate]:
    """Return the acts in their order, but other ways to meet the same after what meets something else."""
    met: set[Met] = set()
    new, other = list[Candidate](), list[Candidate]()
    for one in picked:
        (new if any(want.met not in met for want in one.reasons_for) else other).append(one)
        met |= {want.met for want in one.wants}
    return [*new, *other]


def _named(seen: View, met: set[Met]) -> tuple[Met, ...]:
    """Return what is at its floor, and which child's cue, that no act shown meets."""
    waiting = [want for holder in seen.wants for want in seen.of(holder).values() if _must_be_named(want)]
    waiting.sort(key=lambda want: (want.rank != CHILD, -want.reading.past_floor))
    return tuple(want.met for want in waiting if want.met not in met)


def _must_be_named(want: Want) -> bool:
    return want.rank == CHILD or (want.met.holder.kind == "adult" and want.reading.at_floor)


def _beyond(seen: View, chosen: list[Candidate]) -> frozenset[Met]:
    """Return the viewer's own needs at their floor that, as things are, nothing they could do would meet in full within
    an hour, however long hands were free."""
    own = [want.met for want in floors(seen) if want.met.holder == adult(seen.viewer)]
    answered = [met for met in own if any(one.meets(met) for one in chosen)]
    return frozenset(met for met in answered if not _within_reach(seen, met.need))


def _within_reach(seen: View, need: str) -> bool:
    full = (act for act in offered(seen) if Meets(need=need, holder="self", full=True) in act.meets)
    return any(act.minutes <= WITHIN_REACH and allowed(seen, act, seen.viewer) for act in full)


def _offer(seen: View, one: Candidate, beyond: frozenset[Met]) -> Offer:
    meets = tuple(want.met for want in one.wants)
    return Offer(
        act=one.act.code,
        minutes=one.act.minutes,
        by=one.by,
        meets=meets,
        reasons=reasons(seen, one, beyond),
        does=one.act.meets,
    )


def _beside(seen: View) -> Wish:
    """A need of the viewer's own that can be met while the child is cared for."""
    own = adult(seen.viewer)
    return lambda one: one.act.hands <= 1 and any(want.met.holder == own and want.rank <= KNOWN for want in one.wants)


def _answers(want: Want) -> Wish:
    return lambda one: one.fits and one.meets(want.met)


def _closes(want: Want) -> Wish:
    return lambda one: one.fits and any(relief.want.met == want.met and relief.full for relief in one.reliefs)


def _with_other(want: Want) -> Wish:
    return lambda one: one.act.others and one.meets(want.met)


def _is_short(one: Candidate) -> bool:
    return one.act.minutes <= SHORT


def _is_for_pair(one: Candidate) -> bool:
    return for_two(one.act) and any(want.met.holder.kind == "pair" and want.rank <= EARLY for want in one.wants)
