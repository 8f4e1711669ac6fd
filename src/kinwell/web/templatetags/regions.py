"""Template tags of Help: a country's name, what of a region a door shows, and when its numbers were checked."""

from datetime import date

from babel import Locale
from django import template

from kinwell import words
from kinwell.web.regions import Helpline, Region
from kinwell.web.templatetags.words import language

register = template.Library()


@register.filter
def country(region: Region) -> str:
    """Return the name of a region's country in the reader's language."""
    return str(Locale(language()).territories[region.code.upper()])


@register.filter
def at(region: Region, door: str) -> list[Helpline]:
    """Return the lines that a door shows."""
    return region.at(door)


@register.simple_tag
def checked(lines: list[Helpline], today: date) -> str:
    """Return when these numbers were checked where that is one sentence for all of them, else nothing."""
    said = {_checked(line, today) for line in lines}
    return said.pop() if len(said) == 1 else ""


@register.simple_tag
def checked_one(line: Helpline, today: date) -> str:
    """Return when a number was checked."""
    return _checked(line, today)


def _checked(line: Helpline, today: date) -> str:
    day = words.date_and_year(line.checked, language()) if line.checked else ""
    return words.say(f"help.checked.{line.freshness(today)}", {"date": day}, language())
