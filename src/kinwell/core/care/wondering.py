"""Which question about a child there is this week, by age: one a week, in turn, and none twice until all were asked."""

from datetime import date

from kinwell.core.catalogue import Season, seasons
from kinwell.core.people import Child

WEEK = 7  # days


def question(child: Child, on: date) -> str | None:
    """Return the code of this week's question (`wonder.<season>.<number>`); None before birth."""
    if on < child.born:
        return None
    season = _season(child.months(on))
    return f"wonder.{season.code}.{week(child, on) % season.questions + 1}"


def week(child: Child, on: date) -> int:
    """Return which week of the child's life a day is in, from 0."""
    return (on - child.born).days // WEEK


def _season(months: int) -> Season:
    return next(season for season in reversed(seasons()) if season.from_month <= months)
