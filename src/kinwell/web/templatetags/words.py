"""Template tags that say things: `{% say "now.asleep" child=name %}`, and the sentences of answers."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, cast

from django import template
from django.template import Context
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from kinwell import ask, words
from kinwell.ask import Change, ChildLine, Line, Now, OwnNeed
from kinwell.core.care.knowing import Meaning
from kinwell.core.ids import PersonId
from kinwell.core.log.entry import Entry
from kinwell.core.needs.lists import Anchor, Bound
from kinwell.core.people import Child, People
from kinwell.core.reasons import Fact, Reason
from kinwell.core.suggest import Offer
from kinwell.core.together.agreements import Agreement
from kinwell.web import pages
from kinwell.web.sheets import Noted
from kinwell.words import knowing, lengths, told

register = template.Library()


def language() -> str:
    """Return the reader's language if the package holds it, else English."""
    wanted = (get_language() or "en").split("-")[0]
    return wanted if wanted in words.languages() else "en"


@register.simple_tag(name="say")
def say(code: str, **facts: object) -> str:
    """Return the sentence of a code with its facts; parts of a code are joined with `~` in templates."""
    return words.say(code, facts, language())


@register.simple_tag(takes_context=True)
def say_of(context: Context, prefix: str, code: str, suffix: str, **facts: object) -> str:
    """Return the sentence of a code made of three parts: `need`, `eat`, `chip`."""
    if prefix == "need":
        return words.say_need(code, suffix, facts, language(), called=_called(context))
    return words.say(f"{prefix}.{code}.{suffix}", facts, language())


@register.simple_tag(takes_context=True)
def say_about(context: Context, code: str, need: str, zone: str | None = None, **facts: Fact) -> str:
    """Return a sentence that speaks of a need by its noun, its instants as a zone's wall clock shows them."""
    told_reason = Reason(code=code, facts={"need": need, **facts})
    return words.say_reason(told_reason, language(), zone=zone, called=_called(context))


@register.simple_tag(takes_context=True)
def reason(context: Context, told_reason: Reason, zone: str) -> str:
    """Return the sentence of a reason, its instants as the wall clock of a zone shows them."""
    return words.say_reason(told_reason, language(), zone=zone, called=_called(context))


def _called(context: Context) -> Mapping[str, str]:
    """Return what the viewer calls the needs of their own: as the page was given it, else asked where it is used."""
    if "called" in context:
        return cast(Mapping[str, str], context["called"] or {})
    request: Any = context.get("request")
    seat = getattr(request, "seat", None)
    if seat is None:
        return {}
    if not hasattr(request, "called"):
        request.called = SimpleLazyObject(lambda: ask.called(seat, pages.now()))
    return cast(Mapping[str, str], request.called)


@register.filter
def sentence(now: Now) -> str:
    """Return the sentence that Now opens with."""
    return told.sentence(now, language())


@register.simple_tag(takes_context=True)
def is_alone(context: Context) -> bool:
    """Return whether the page is that of an adult with no other beside them; Now knows it, any other page asks."""
    now = context.get("now")
    return now.alone if isinstance(now, Now) else ask.alone(context["request"].seat, pages.now())


@register.filter
def named(now: Now) -> str:
    """Return the line that names what also waits, or nothing."""
    return told.named_line(now, language())


@register.filter
def meets(offer: Offer) -> str:
    """Return the line that names all that an act would meet at once, or nothing."""
    return told.meets_line(offer, language())


@register.filter
def beyond(offer: Offer) -> Reason | None:
    """Return the reason that says that a day may have no room for all of a need, if the offer has it."""
    return next((reason for reason in offer.reasons if reason.code == "reason.smallest"), None)


@register.filter
def window_line(now: Now) -> str:
    """Return what is usual at a sleeping child's age, as a range, or nothing."""
    return told.window_line(now, language())


@register.filter
def act_name(now: Now, code: str) -> str:
    """Return what an act is called."""
    return told.act_name(code, now, language())


@register.filter
def offer_line(now: Now, offer: Offer) -> str:
    """Return what an offer is called; of one that another would do, that one may ask them."""
    return told.offer_line(offer, now, language())


@register.filter
def act_how(now: Now, code: str) -> str:
    """Return how an act goes, or nothing."""
    return told.act_how(code, now, language())


@register.filter
def told_of(line: ChildLine, zone: str) -> str:
    """Return a child's line."""
    return told.child_line(line, zone, language())


@register.filter
def well(now: Now) -> str:
    """Return in words how the viewer's own needs stand."""
    return told.own_line(now, language())


@register.filter
def clock(at: datetime, zone: str) -> str:
    """Return an instant as the wall clock of a zone shows it: "1:12 pm"."""
    return words.clock_time(at, zone, language())


@register.simple_tag
def rung_words(noted: Noted, rung: str) -> str:
    """Return a rung of the notice sheet, in its holder's own words where they have any."""
    return noted.own_words(rung) or words.say_need(noted.need.code, rung, language=language())


@register.filter
def meant(meaning: Meaning) -> str:
    """Return what a child's sign mostly meant, and what helped."""
    return knowing.meant(meaning, language())


@register.filter
def limit_hours(bound: Bound) -> str:
    """Return from when to when a limit holds; nothing where it always does."""
    if bound.begins is None or bound.ends is None:
        return ""
    hours = {"from": words.hour(bound.begins, language()), "to": words.hour(bound.ends, language())}
    return words.say("lists.from_to", hours, language())


@register.filter
def anchor_hour(anchor: Anchor) -> str:
    """Return the hour of an anchor: "6 pm"."""
    return words.hour(anchor.hour, language())


@register.filter
def look_again(agreement: Agreement) -> str:
    """Return when two look at an agreement again; nothing where they said nothing of it."""
    if agreement.look_again is None:
        return ""
    return words.say("lists.look_on", {"day": words.day_and_date(agreement.look_again, language())}, language())


@register.filter
def how_often(own: OwnNeed) -> str:
    """Return how often a need of one's own wants to be met and at most how long it can wait."""
    return lengths.how_often(own.cadence, own.floor, own.need, language())


@register.filter
def weekday(at: datetime, zone: str) -> str:
    """Return the day of the week of an instant."""
    return words.day(told.wall_date(at, zone), language())


@register.filter
def long_day(day: date) -> str:
    """Return a date in words: "Monday 1 June"."""
    return words.day_and_date(day, language())


@register.filter
def age(child: Child, at: datetime) -> str:
    """Return a child's age in words: "14 weeks"."""
    return words.say_reason(words.age(child.born, at.date()), language())


@register.filter
def minutes(number: float) -> str:
    """Return a length in words: "20 min", "½ min"."""
    if number < 1:
        return words.say("act.half_minute", {}, language())
    return words.duration(number, language())


@register.filter
def elapsed(number: int) -> str:
    """Return how long something has gone on: "under a minute", "12 min"."""
    return words.duration(number, language())


@register.filter
def since(at: datetime, now: datetime) -> int:
    """Return whole minutes from one instant to another."""
    return told.whole_minutes(at, now)


@register.filter
def when(entry: Entry) -> str:
    """Return when an entry was, where it happened."""
    return told.when(entry, language())


@register.simple_tag(takes_context=True)
def what(context: Context, entry: Entry, people: People) -> str:
    """Return what an entry tells."""
    return told.what(entry, people, language(), called=_called(context))


@register.filter
def whose(line: Line, people: People) -> str:
    """Return the child's name of a line of History, as its prefix."""
    return told.who(line, people)


@register.filter
def written_by(line: Line, people: People) -> str:
    """Return who wrote a line: a name, or nothing for a line that was brought in."""
    return told.writer(line.entry.by, people)


@register.simple_tag
def changed_by(change: Change, people: People, zone: str) -> str:
    """Return who changed what of a line, and when."""
    return told.changed(change, people, zone, language())


@register.filter
def name_of(people: People, person: PersonId | None) -> str:
    """Return the name of a person."""
    return told.writer(person, people)


@register.filter
def other_side(side: str) -> str:
    """Return the side that one switches to."""
    return "left" if side == "right" else "right"


@register.filter
def level_path(level: int) -> str:
    """Return the outline of the water in the well, as an SVG path: full at 100, empty at 0."""
    top = 62 - level * 0.54
    return f"M0 {top:.1f} q15 -5 30 0 t30 0 V66 H0z"
