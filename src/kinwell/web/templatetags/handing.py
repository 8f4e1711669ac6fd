"""Template tags that say who has a child, the lines of a card, and until when a link works."""

from datetime import datetime

from django import template

from kinwell import words
from kinwell.ask import Asked, Away, Card, ChildLine, Now
from kinwell.core.ids import PersonId
from kinwell.core.people import Child, People
from kinwell.core.together.duty import Duty
from kinwell.web.templatetags.words import language
from kinwell.words import handing, told

register = template.Library()


@register.simple_tag
def duty(has: Duty | None, child: Child, people: People, viewer: PersonId | None, zone: str) -> str:
    """Return who has a child, or nothing."""
    return handing.duty(has, child, people, viewer, zone, language())


@register.simple_tag
def other_on_duty(now: Now, child: PersonId) -> ChildLine | None:
    """Return a child's line where another adult has them, who could be asked for the next one."""
    line = next((one for one in now.children if one.child.id == child), None)
    if line is None or line.duty is None or line.duty.person == now.viewer:
        return None
    return line if any(one.id == line.duty.person for one in now.people.beside(now.viewer)) else None


@register.simple_tag
def to_take(ask: Asked, now: Now) -> Child | None:
    """Return the child of an ask that the viewer said yes to, once its time has come and they do not have them yet."""
    line = next((one for one in now.children if one.child.id == ask.child), None)
    if line is None or ask.mine or ask.when > now.at:
        return None
    return line.child if line.duty is None or line.duty.person != now.viewer else None


@register.filter
def head(card: Card) -> str:
    """Return whose card it is, with the age."""
    return handing.head(card, language())


@register.filter
def as_it_is(card: Card) -> str:
    """Return what is so of the child now, or nothing."""
    return handing.now(card, language())


@register.filter
def rows(card: Card) -> list[handing.Row]:
    """Return the five lines of a card."""
    return handing.card_rows(card, language())


@register.filter
def line_left(card: Card) -> str:
    """Return the line that somebody left, or nothing."""
    return handing.left(card.line, card.at, card.people, card.zone, language()) if card.line is not None else ""


@register.simple_tag
def away_rows(away: Away, now: Now) -> list[handing.Row]:
    """Return what was new while others had a child."""
    return handing.away_rows(away, now.at, now.people, now.zone, language())


@register.simple_tag
def away_who(away: Away, now: Now) -> str:
    """Return who had the child, from when to when."""
    return handing.away_who(away, now.at, now.people, now.zone, language())


@register.simple_tag
def away_line(away: Away, now: Now) -> str:
    """Return the line that was left, or nothing."""
    return handing.left(away.line, now.at, now.people, now.zone, language()) if away.line is not None else ""


@register.simple_tag
def until(ends: datetime, at: datetime, zone: str) -> str:
    """Return an hour to come: "6 pm", and with its day where it is half a day off or more."""
    hour = words.clock_time(ends, zone, language())
    if told.whole_minutes(at, ends) < told.HALF_A_DAY:
        return hour
    day = words.day(told.wall_date(ends, zone), language())
    return words.say("day.and_time", {"day": day, "time": hour}, language())


@register.simple_tag
def choice(code: str, ends: datetime, zone: str) -> str:
    """Return an hour one can choose: "In 2 h", "Tonight, 10 pm"."""
    return words.say(f"link.until.{code}", {"hour": words.clock_time(ends, zone, language())}, language())
