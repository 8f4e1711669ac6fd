"""Template tags that put on a button what it logs: `{% log_feed child "bottle" %}` becomes a data-log attribute."""

import json
from collections.abc import Callable

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from kinwell.web import taps

register = template.Library()


def _as_attribute[**P](tap: Callable[P, list[taps.Spec]]) -> Callable[P, SafeString]:
    def attribute(*args: P.args, **kwargs: P.kwargs) -> SafeString:
        return format_html('data-log="{}"', json.dumps(tap(*args, **kwargs), separators=(",", ":")))

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
    taps.act_yes,
    taps.act_ends,
    taps.act_passed,
    taps.acts_declined,
    taps.note,
    taps.undo,
    taps.restore,
):
    register.simple_tag(_as_attribute(_tap), name=f"log_{_tap.__name__}")
