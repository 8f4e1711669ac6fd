"""Why an act is offered: reasons as codes with facts, the weightiest first; words/ says them."""

from collections.abc import Collection

from kinwell.core.ids import PersonId, adult
from kinwell.core.reasons import Reason
from kinwell.core.suggest.candidates import Candidate
from kinwell.core.suggest.hands import SHORT
from kinwell.core.suggest.shapes import Met
from kinwell.core.suggest.view import View, Want

TWO = 2  # needs met at once that are said one by one; more are said as a list


def reasons(view: View, one: Candidate, beyond: Collection[Met] = ()) -> tuple[Reason, ...]:
    """Return the reasons for this act: each need for whose sake it is offered, then what else speaks for it. Where
    it is a bit of what is `beyond` reach by day, it says so, and that the night may hold more."""
    wants = one.reasons_for
    found = [_own(view, want) for want in wants if want.met.holder == adult(view.viewer)]
    found = [_child(view, want) for want in wants if want.met.holder.kind == "child"] + found
    found += [
        _other(view, want)
        for want in wants
        if want.met.holder.kind == "adult" and want.reading.holder != adult(view.viewer)
    ]
    if any(want.met.holder.kind == "pair" for want in wants):
        found.append(Reason(code="reason.pair"))
    found += _together(wants)
    if one.act.minutes <= SHORT:
        found.append(Reason(code="reason.short"))
    far = next((want.met.need for want in wants if want.met in beyond), None)
    if far is not None:
        found += [Reason(code="reason.smallest", facts={"need": far}), Reason(code="reason.tonight")]
    return tuple(found)


def _child(view: View, want: Want) -> Reason:
    reading = want.reading
    facts = {"child": _name(view, want), "need": reading.need, "rung": reading.cue}
    return Reason(code="reason.child_cue", facts=facts)


def _own(view: View, want: Want) -> Reason:
    """Return why a need of the viewer's own is answered now, in their own words for it."""
    reading = want.reading
    if want.first and reading.second is not None:
        return Reason(
            code="reason.put_second", facts={"child": view.state.people.name(reading.second), "need": reading.need}
        )
    if reading.at_floor and reading.second is not None:
        facts = {"need": reading.need, "since": reading.told, "child": view.state.people.name(reading.second)}
        return Reason(code="reason.at_floor_second", facts=facts)
    if reading.at_floor:
        return Reason(code="reason.at_floor", facts={"need": reading.need, "since": reading.told})
    if reading.later is not None:
        return _put_off(view, want)
    if reading.cue is not None:
        facts = {"need": reading.need, "rung": reading.cue, "since": reading.told}
        return Reason(code="reason.told_cue", facts=facts)
    return Reason(code="reason.told", facts={"need": reading.need, "since": reading.told})


def _put_off(view: View, want: Want) -> Reason:
    """Return that the moment has come which the viewer named themselves."""
    match want.reading.later:
        case "feed_ends":
            return Reason(code="reason.deferred_feed", facts={"need": want.met.need})
        case "asleep":
            sleeper = view.state.people.name(min(view.asleep))
            return Reason(code="reason.deferred_asleep", facts={"need": want.met.need, "child": sleeper})
    return Reason(code="reason.deferred", facts={"need": want.met.need})


def _other(view: View, want: Want) -> Reason:
    """Return that another adult, who chose to show it, would be glad: never how much, or since when (safety R30)."""
    return Reason(code="reason.other_glad", facts={"name": _name(view, want), "need": want.met.need})


def _together(wants: tuple[Want, ...]) -> list[Reason]:
    """Return that it meets two needs at once, or more; the pair is spoken of in its own reason."""
    needs = list(dict.fromkeys(want.met.need for want in wants if want.met.holder.kind != "pair"))
    if len(needs) < TWO:
        return []
    if len(needs) == TWO:
        return [Reason(code="reason.meets_both", facts={"need": needs[0], "other_need": needs[1]})]
    return [Reason(code="reason.meets_many", facts={"needs": ", ".join(needs)})]


def _name(view: View, want: Want) -> str:
    return view.state.people.name(PersonId(want.met.holder.id))
