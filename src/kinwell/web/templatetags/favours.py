"""Template tags of asks: their sentences, and what their buttons log."""

from datetime import datetime

from django import template

from kinwell.ask import Asked, Card, Now, Waiting
from kinwell.core.ids import Holder
from kinwell.core.suggest import Offer
from kinwell.web import favour_taps
from kinwell.web.templatetags.taps import as_attribute
from kinwell.web.templatetags.words import language
from kinwell.words import asks

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
def told_for(now: Now | Card, need: str) -> str:
    """Return the need, where one whom the viewer may be offered to ask is told what an ask is for; else nothing."""
    asking = now.asking
    return need if asking is not None and any(one in asking.tells for one in asking.offers) else ""


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
