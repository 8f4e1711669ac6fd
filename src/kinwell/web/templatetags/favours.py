"""Template tags of asks: their sentences, and what their buttons log."""

from datetime import datetime

from django import template

from kinwell.ask import Asked, Waiting
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
