"""Template tags that say acts as a family has them: what each is called, how long it takes, what it meets."""

from django import template

from kinwell import words
from kinwell.ask import FamilyAct, FamilyActs
from kinwell.core.ids import PersonId
from kinwell.core.reasons import Reason
from kinwell.web.templatetags.words import language
from kinwell.words import told

register = template.Library()


@register.filter
def act_line(one: FamilyAct) -> str:
    """Return how long an act of the family's own takes and what it meets: "10 min · food and quiet"."""
    facts = {"long": words.duration(one.act.minutes, language()), "needs": ",".join(one.meets)}
    return words.say_reason(Reason(code="acts.line", facts=facts), language())


@register.simple_tag
def act_here(code: str, acts: FamilyActs, viewer: PersonId | None) -> str:
    """Return what an act is called in this family."""
    return acts.called(code) or told.act_here(code, acts.people, viewer, language())
