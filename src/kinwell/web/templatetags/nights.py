"""Template tags of a night that is shared: `{{ night|night_first }}`."""

from collections.abc import Callable

from django import template

from kinwell.ask import Tonight
from kinwell.web.templatetags.words import language
from kinwell.words import nights

register = template.Library()


def _as_filter(said: Callable[[Tonight, str], str]) -> Callable[[Tonight], str]:
    def of(night: Tonight) -> str:
        return said(night, language())

    return of


for _said in (
    nights.first,
    nights.second,
    nights.feeds,
    nights.block,
    nights.fed,
    nights.tomorrow,
    nights.stands,
    nights.line,
):
    register.filter(f"night_{_said.__name__}", _as_filter(_said))
