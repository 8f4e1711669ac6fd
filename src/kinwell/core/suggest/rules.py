"""The hard rules: what is never offered, however much it would help. One named function each; all must allow an act."""

from collections.abc import Callable

from kinwell.core.catalogue import Act
from kinwell.core.ids import PersonId
from kinwell.core.suggest.view import View

REST = "pair.rest"  # rest from being needed: the one need of the pair that asks for distance
BOTH_HANDS = 2

type Rule = Callable[[View, Act, PersonId], bool]


def allowed(view: View, act: Act, by: PersonId) -> bool:
    """Return whether no hard rule forbids that this adult does this act now."""
    for rule in RULES:  # noqa: SIM110  (a generator took a third of the time of ranking 500 acts)
        if not rule(view, act, by):
            return False
    return True


def for_two(act: Act) -> bool:
    """Return whether the act is the pair's own: it asks for consent, or meets a need of the pair other than rest."""
    return act.consent or any(meets.holder == "pair" and meets.need != REST for meets in act.meets)


def cared_for(view: View, act: Act) -> frozenset[PersonId]:
    """Return the children whose cue this act answers: their own hands are not in the way of it."""
    found: frozenset[PersonId] = frozenset()
    for meets in act.meets:
        if meets.need in view.cued:
            found |= view.cued[meets.need]
    return found


def not_resting(view: View, act: Act, _by: PersonId) -> bool:
    """Declined today, or taken twice: not offered again before tomorrow."""
    return act.code not in view.rests


def in_company(view: View, act: Act, by: PersonId) -> bool:
    """Whoever must be there is said to be there."""
    return not act.others or bool(view.others(by))


def consented(view: View, act: Act, by: PersonId) -> bool:
    """What is the pair's own is offered to the viewer alone, and only where the pair stands and the other is there (or,
    of what reaches them from afar, is not): a yes is never asked of one for the other."""
    if act.apart:
        return by == view.viewer and bool(view.apart)
    return not for_two(act) or (by == view.viewer and bool(view.partners))


def lets_be(view: View, act: Act, by: PersonId) -> bool:
    """Touched out or needed out: nothing for two, but rest from being needed, and that for whoever said so."""
    company = {by} | (view.others(by) if act.others else frozenset())
    weary = view.weary & company
    if not weary:
        return True
    if for_two(act):
        return False
    if not any(meets.need == REST for meets in act.meets):
        return True
    resting = {view.viewer} if view.viewer in weary else weary
    return any(_meets_own(act, "self" if who == by else "other") for who in resting)


def child_state_fits(view: View, act: Act, _by: PersonId) -> bool:
    """An act for while children sleep waits until all do; one for an awake child needs one not known to sleep."""
    match act.child:
        case "asleep":
            return len(view.asleep) == len(view.children)
        case "awake":
            answered = cared_for(view, act)
            return bool((answered or frozenset(view.children)) - view.asleep)
    return True


def hands_free(view: View, act: Act, _by: PersonId) -> bool:
    """A child in arms leaves one hand, unless it is this child's own cue that the act answers."""
    return act.hands < BOTH_HANDS or view.in_arms <= cared_for(view, act)


def not_drowsy(view: View, act: Act, by: PersonId) -> bool:
    """The drowsy rule (safety R41), never relaxed: by night, or while sleep is clear or at its floor, of anyone in it.

    Of another adult one may not know whether they are tired: such an act is never asked as a favour.
    """
    if not act.drowsy_unsafe:
        return True
    company = {by} | (view.others(by) if act.others else frozenset())
    return not view.night and by == view.viewer and not (view.tired & company)


def not_too_soon(view: View, act: Act, _by: PersonId) -> bool:
    """No exercise but walking within 12 weeks of a birth (safety R49); what was cleared needs no offer of ours."""
    return not view.newborn or "exercise" not in act.traits


def within_bounds(view: View, act: Act, by: PersonId) -> bool:
    """No limit or boundary of the viewer forbids it, and none that another in it showed them."""
    if not view.bounds:
        return True
    company = {view.viewer, by} | (view.others(by) if act.others else frozenset(view.apart if act.apart else ()))
    answers_child = bool(cared_for(view, act))
    return not any(one.by in company and one.forbids(act, answers_child=answers_child) for one in view.bounds)


RULES: tuple[Rule, ...] = (
    not_resting,
    in_company,
    consented,
    lets_be,
    child_state_fits,
    hands_free,
    not_drowsy,
    not_too_soon,
    within_bounds,
)


def _meets_own(act: Act, whose: str) -> bool:
    return any(meets.holder == whose for meets in act.meets)
