"""What a button logs: the entries it stands for, as JSON that the page completes with ids and instants.

`"$now"` in a body is the instant of the tap, `"$text"` what stands in a field; `private` says that an id must not tell
the minute (the entry is the viewer's own).
"""

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from kinwell import codec
from kinwell.core.catalogue import default
from kinwell.core.ids import Holder
from kinwell.core.ids import child as child_holder
from kinwell.core.log.events import NightProposed, Side
from kinwell.core.needs.choices import Started
from kinwell.core.suggest import Offer

type Spec = dict[str, Any]

NOW = "$now"


def feed(child: UUID, how: str, side: Side | None = None) -> list[Spec]:
    """A feed of this child begins."""
    at_side: Spec = {"side": side} if side else {}
    return [spec("care.fed", child=str(child), how=how, **at_side)]


def switch(child: UUID, side: Side) -> list[Spec]:
    """The running feed goes on at the other side."""
    return [spec("care.side", child=str(child), side=side)]


def sleep(holder: Holder) -> list[Spec]:
    """A sleep begins, a child's or one's own."""
    return [spec("care.slept", private=holder.kind == "adult", holder=_holder(holder))]


def change(child: UUID, *, wet: bool, dirty: bool) -> list[Spec]:
    """A nappy was changed."""
    return [spec("care.changed", child=str(child), wet=wet, dirty=dirty)]


def hold(child: UUID) -> list[Spec]:
    """A child is taken in arms."""
    return [spec("care.held", child=str(child))]


def end(entry: UUID, kind: str, *, private: bool = False) -> list[Spec]:
    """What runs has ended now."""
    return [spec("log.amended", private=private, target=str(entry), of=kind, changes={"until": NOW})]


def cue(holder: Holder, need: str, *, strength: str = "clear", named: str = "") -> list[Spec]:
    """A cue was noticed, at the middle rung unless another is said."""
    own: Spec = {"holder": _holder(holder), "need": need, "strength": strength}
    if named:
        own["cue"] = named
    return [spec("need.cue", private=holder.kind == "adult", **own)]


def rung(entry: UUID, strength: str, *, private: bool) -> list[Spec]:
    """The cue was stronger or weaker than the middle rung that the tap had logged."""
    return [spec("log.amended", private=private, target=str(entry), of="need.cue", changes={"strength": strength})]


def met(holder: Holder, need: str, *, full: bool, asked: bool = False) -> list[Spec]:
    """A need was met, fully or a bit; `asked` when it answers Kinwell's own question."""
    body = {"holder": _holder(holder), "needs": [need], "full": full, "asked": asked}
    return [spec("need.met", private=holder.kind == "adult", **body)]


def second(holder: Holder, need: str, child: UUID) -> list[Spec]:
    """The child first, by one's own word."""
    return [spec("need.second", private=True, holder=_holder(holder), need=need, first=str(child))]


def later(holder: Holder, need: str, until: str, hour: datetime | None = None) -> list[Spec]:
    """The need waits for a moment that one named."""
    when = {"hour": hour.isoformat()} if hour else {}
    return [spec("need.later", private=True, holder=_holder(holder), need=need, until=until, **when)]


def asked(holder: Holder, need: str, answer: str) -> list[Spec]:
    """Kinwell's question is answered by not yet, or by forget it."""
    return [spec("need.asked", private=True, holder=_holder(holder), need=need, answer=answer)]


SHEETS = {"child.feed": "feed", "child.change": "change"}


def sheet_of(need: str) -> str:
    """Return the quick sheet by which a child's need is met and told to everyone: how one was fed, what a nappy held;
    empty where a tap says enough."""
    return SHEETS.get(need, "")


def act_yes(offer: Offer, viewer: Holder) -> list[Spec]:
    """Yes to an offer: one of two minutes or less counts as done with the same tap, a longer one begins."""
    children = list(dict.fromkeys(met.holder for met in offer.meets if met.holder.kind == "child"))
    taken = act_begins(offer.act, children)
    if offer.minutes > default("short_act_minutes"):
        return taken
    return [{**taken[0], "until": NOW}, *_responses(offer, viewer, children, full=True)]


def act_begins(code: str, children: Sequence[Holder] = ()) -> list[Spec]:
    """An act of more than two minutes begins; what it meets is told when it ends."""
    return [spec("act.taken", private=True, act=code, children=[str(child.id) for child in children])]


def act_ends(started: Started, viewer: Holder, *, full: bool) -> list[Spec]:
    """An act that ran has ended: as far as it was meant to go, or broken off halfway, which counts a bit."""
    children = [child_holder(id) for id in started.children]
    ended = end(started.entry, "act.taken", private=True)
    return [*ended, *_responses(started, viewer, children, full=full)]


def act_passed(code: str) -> list[Spec]:
    """Something else, please."""
    return [spec("act.passed", private=True, act=code)]


def acts_declined(codes: Sequence[str]) -> list[Spec]:
    """None, thanks."""
    return [spec("act.none", private=True, acts=list(codes))]


def duty(child: UUID) -> list[Spec]:
    """The viewer has this child from now on."""
    return [spec("duty.taken", child=str(child))]


def line(child: UUID, text: str = "$text") -> list[Spec]:
    """One line for whoever takes over: the page puts in the text of the field that the button names."""
    return [spec("card.line", child=str(child), text=text)]


def note(text: str = "$text") -> list[Spec]:
    """What was noticed, in one's own words: the page puts in the text of the field that the button names. Or words that
    one asked to keep."""
    return [spec("note.written", private=True, text=text)]


def checkin(scale: str, value: int) -> list[Spec]:
    """How full one is, on one of the scales."""
    return [spec("checkin.said", private=True, **{scale: value})]


def night(plan: NightProposed) -> list[Spec]:
    """A night is proposed, which is its writer's yes; one that they have alone is theirs."""
    return [spec(plan.KIND, private=plan.first == plan.second, **json.loads(codec.dump_event(plan)))]


def night_yes(proposal: UUID) -> list[Spec]:
    """Yes to a night that another proposed."""
    return [spec("night.agreed", proposal=str(proposal))]


def night_left(day: date) -> list[Spec]:
    """Not tonight."""
    return [spec("night.left", private=True, night=day.isoformat())]


def undo(entries: Sequence[UUID], *, private: bool) -> list[Spec]:
    """What was logged last counts as never written."""
    return [spec("log.retracted", private=private, target=str(entry)) for entry in entries]


def restore(entry: UUID, *, private: bool) -> list[Spec]:
    """What was removed counts again."""
    return [spec("log.restored", private=private, target=str(entry))]


def _responses(act: Offer | Started, viewer: Holder, children: Sequence[Holder], *, full: bool) -> list[Spec]:
    """One response a holder, of whom nothing in another's entry tells."""
    found: list[Spec] = []
    for holder, role in [(viewer, "self"), *((child, "child") for child in children)]:
        for whole in (True, False):
            needs = [meet.need for meet in act.does if meet.holder == role and (meet.full and full) == whole]
            if needs:
                body = {"holder": _holder(holder), "needs": needs, "full": whole, "act": act.act}
                found.append(spec("need.met", private=holder.kind == "adult", **body))
    return found


def spec(kind: str, *, private: bool = False, **body: Any) -> Spec:
    """Return one entry that a button logs; `private` says that its id must not tell the minute."""
    return {"kind": kind, "private": private, "body": body}


def _holder(holder: Holder) -> dict[str, str]:
    return {"kind": holder.kind, "id": str(holder.id)}
