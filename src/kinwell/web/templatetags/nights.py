"""Template tags of a night that is shared: `{{ night|night_first }}`; and of the morning after."""

from collections.abc import Callable

from django import template

from kinwell.ask import ChildMorning, Morning, Tonight
from kinwell.web.templatetags.words import language
from kinwell.words import mornings, nights

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


@register.filter
def morning_title(morning: Morning) -> str:
    """Return what the card of the morning is called."""
    return mornings.title(morning, language())


@register.filter
def morning_hours(morning: Morning, zone: str) -> str:
    """Return of which hours it tells."""
    return mornings.of_hours(morning, zone, language())


@register.filter
def morning_lines(of: ChildMorning, zone: str) -> list[str]:
    """Return what happened with a child, a line each."""
    return mornings.child_lines(of, zone, language())


@register.filter
def morning_own(morning: Morning) -> str:
    """Return the viewer's own longest piece of sleep, or nothing."""
    return mornings.own(morning, language())
