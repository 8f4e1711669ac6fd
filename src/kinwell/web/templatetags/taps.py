"""Template tags that put on a button what it logs: `{% log_feed child "bottle" %}` becomes a data-log attribute."""

import json
from collections.abc import Callable

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from kinwell.core.ids import Holder
from kinwell.core.suggest import Offer
from kinwell.web import taps

register = template.Library()


@register.simple_tag
def yes_to(offer: Offer, me: Holder) -> SafeString:
    """Return the attribute of a yes: it logs the act, or opens the sheet that asks how a child was fed or changed."""
    sheet = next((sheet for met in offer.meets if (sheet := taps.sheet_of(met.need))), "")
    return format_html('data-open="{}"', sheet) if sheet else _attribute(taps.act_yes(offer, me))


@register.simple_tag
def done_to(holder: Holder, need: str) -> SafeString:
    """Return the attribute of "done" for a child's need: the same, for what was noticed."""
    sheet = taps.sheet_of(need)
    return format_html('data-open="{}"', sheet) if sheet else _attribute(taps.met(holder, need, full=True))


def _attribute(specs: list[taps.Spec]) -> SafeString:
    return SafeString(f'data-log="{escape(json.dumps(specs, separators=(",", ":")))}"')


def as_attribute[**P](tap: Callable[P, list[taps.Spec]]) -> Callable[P, SafeString]:
    """Return the tag of a tap: it puts on a button what the tap logs."""

    def attribute(*args: P.args, **kwargs: P.kwargs) -> SafeString:
        return _attribute(tap(*args, **kwargs))

    return attribute


for _tap in (
    taps.feed,
    taps.switch,
    taps.sleep,
    taps.change,
    taps.hold,
    taps.end,
    taps.cue,
    taps.rung,
    taps.met,
    taps.second,
    taps.later,
    taps.asked,
    taps.act_begins,
    taps.act_ends,
    taps.act_passed,
    taps.acts_declined,
    taps.duty,
    taps.line,
    taps.note,
    taps.checkin,
    taps.night,
    taps.night_yes,
    taps.night_left,
    taps.undo,
    taps.restore,
):
    register.simple_tag(as_attribute(_tap), name=f"log_{_tap.__name__}")
