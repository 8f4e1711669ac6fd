"""Template tags of asks: their sentences, and what their buttons log."""

from datetime import datetime
from typing import NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from django import template
from django.urls import reverse

from kinwell import words
from kinwell.ask import Asked, Card, Now, Waiting
from kinwell.core.ids import Holder
from kinwell.core.suggest import Offer
from kinwell.web import favour_taps
from kinwell.web.templatetags.taps import as_attribute
from kinwell.web.templatetags.words import language
from kinwell.words import asks, told

register = template.Library()


@register.simple_tag
def say_ask(code: str, ask: Asked | Waiting, at: datetime, zone: str) -> str:
    """Return a sentence about an ask: with whom, what, how long, when, until when."""
    return asks.line(code, ask, at, zone, language())


@register.simple_tag
def hour(when: datetime, at: datetime, zone: str) -> str:
    """Return an hour as a button says it: "6 pm", "tomorrow, 6 pm"."""
    return asks.hour(when, at, zone, language())


@register.simple_tag
def met_of(offer: Offer, holder: Holder) -> str:
    """Return the first need of this holder that an offer meets, or nothing."""
    return next((met.need for met in offer.meets if met.holder == holder), "")


@register.simple_tag
def ask_for(now: Now, family: UUID, offer: Offer, me: Holder) -> str:
    """Return where one asks the other to do what is offered, filled in; the form says what it is for only to whoever is
    told that."""
    query = {"to": offer.by, "what": told.act_name(offer.act, now, language()), "minutes": f"{offer.minutes:.0f}"}
    query |= {"need": need} if (need := met_of(offer, me)) else {}
    return f"{reverse('favour', args=[family])}?{urlencode(query)}"


class AskLink(NamedTuple):
    """A way to ask: where it leads, and what it says."""

    href: str
    text: str


@register.simple_tag
def ask_link(
    now: Now | Card, family: UUID, *, minutes: float, child: UUID | str, when: datetime | str, met: str
) -> AskLink | None:
    """Return the way to ask whom Kinwell may offer, with all that is known filled in; None where it offers nobody. What
    is empty is left out, and so is the need it would meet, unless one of them is told what an ask is for."""
    asking = now.asking
    if asking is None or not asking.offers:
        return None
    alone = asking.offers[0] if len(asking.offers) == 1 else None
    told = met if any(one in asking.tells for one in asking.offers) else ""
    to = alone.id if alone is not None else ""
    filled = {"minutes": f"{minutes:.0f}", "child": child, "when": when, "need": told, "to": to}
    query = urlencode({name: value for name, value in filled.items() if value})
    text = (
        words.say("ask.send", {"name": alone.name}, language())
        if alone
        else words.say("favour.ask_somebody", {}, language())
    )
    return AskLink(f"{reverse('favour', args=[family])}?{query}", text)


for _tap in (
    favour_taps.favour_yes,
    favour_taps.favour_another_time,
    favour_taps.favour_cannot,
    favour_taps.favour_not_after_all,
    favour_taps.take_back,
    favour_taps.favour_done,
    favour_taps.favour_again,
    favour_taps.draft_sent,
    favour_taps.put_away,
    favour_taps.asks_rest,
    favour_taps.asks_come,
    favour_taps.thanks,
):
    register.simple_tag(as_attribute(_tap), name=f"log_{_tap.__name__}")
