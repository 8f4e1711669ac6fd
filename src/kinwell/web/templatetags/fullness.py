"""Template tags of how full one is: `{{ full|full_today:zone }}`, and the drawing of one's own weeks."""

from collections.abc import Sequence
from typing import NamedTuple

from django import template

from kinwell.ask import FullDay
from kinwell.core.energy import FULL
from kinwell.core.needs.fullness import Fullness
from kinwell.web.templatetags.words import language
from kinwell.words import fullness

register = template.Library()
STEP, HIGH, EDGE = 12, 100, 8  # of the drawing: a day's width, the scale's height, what is left around it


class Point(NamedTuple):
    """Where a day stands in the drawing, and whether the day before stands beside it."""

    x: float
    y: float
    from_x: float | None
    from_y: float


@register.filter
def full_today(full: Fullness, zone: str) -> str:
    """Return what they said today, or nothing."""
    return fullness.today(full, zone, language())


@register.filter
def full_day(day: FullDay) -> str:
    """Return a day in words."""
    return fullness.day_line(day, language())


@register.filter
def full_points(days: Sequence[FullDay]) -> list[Point]:
    """Return the days that were told, as points of a drawing; a day without a word is none, and joins nothing."""
    found: list[Point] = []
    before: Point | None = None
    for place, day in enumerate(days):
        if day.energy is None:
            before = None
            continue
        x, y = EDGE + place * STEP, EDGE + HIGH * (1 - day.energy / FULL)
        before = Point(x, round(y, 1), before.x if before else None, before.y if before else 0.0)
        found.append(before)
    return found
