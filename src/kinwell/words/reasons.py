"""A Reason of core becomes a sentence: the instants, people and needs among its facts are said too."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from kinwell.core.catalogue import is_need, need
from kinwell.words.clocks import clock_time
from kinwell.words.needs import NOBODYS, Called, has_words, say_need
from kinwell.words.say import ENGLISH, codes, listed, say

# need.<code>.<aspect>; the name itself is the fact `need`
ASPECTS = ("yours", "chip", "bit", "asked", "get_to", "glad", "met")


class Spoken(Protocol):
    """What can be said: a code and the facts that its sentence names."""

    @property
    def code(self) -> str: ...

    @property
    def facts(self) -> Mapping[str, object]: ...


def say_reason(
    reason: Spoken,
    language: str = ENGLISH,
    *,
    zone: str | None = None,
    names: Mapping[str, str] | None = None,
    called: Called = NOBODYS,
) -> str:
    """Return the sentence for a reason.

    An instant is said as "12:50" in `zone`; an id found in `names` by that name; the fact `need` by its noun, and with
    it come `yours`, `Yours`, `chip`, `bit`, `asked`, `get_to`, `glad`, `met` and `felt`; `needs` (codes, or one string
    with commas) as a list; `rung` by its name, or for a child's need by what one sees; a need of one's own as it is
    `called`. Raises LookupError as `say` does, and for an instant without a zone.
    """
    told = {name: _said(reason.code, fact, language, zone, names or {}) for name, fact in reason.facts.items()}
    of_need, named = _of_need(reason.facts, told, language, called), _needs_named(reason.facts, language, called)
    return say(reason.code, of_need | told | named, language)


def _said(code: str, fact: object, language: str, zone: str | None, names: Mapping[str, str]) -> object:
    match fact:
        case datetime() if zone is None:
            raise LookupError(f"{code}: an instant needs a zone to be said in")
        case datetime():
            return clock_time(fact, zone or "", language, short=True)
        case str():
            return names.get(fact, fact)
        case _:
            return fact


def _of_need(
    facts: Mapping[str, object], told: Mapping[str, object], language: str, called: Called
) -> dict[str, object]:
    code = facts.get("need")
    if not isinstance(code, str) or not is_need(code):
        return {}
    said: dict[str, object] = {}
    for aspect in ASPECTS:
        if has_words(code, aspect, language) and (aspect != "glad" or "name" in told):
            said[aspect] = say_need(code, aspect, told, language, called=called)
    if "yours" in said:
        said["Yours"] = str(said["yours"])[:1].upper() + str(said["yours"])[1:]
    if has_words(code, facts.get("rung"), language):
        said["felt"] = say_need(code, str(facts.get("rung")), told, language, called=called)
    return said


def _needs_named(facts: Mapping[str, object], language: str, called: Called) -> dict[str, object]:
    named: dict[str, object] = {}
    for fact in ("need", "other_need"):
        code = facts.get(fact)
        if isinstance(code, str) and is_need(code):
            named[fact] = say_need(code, "name", language=language, called=called)
    many = facts.get("needs")
    if isinstance(many, str):
        many = [one.strip() for one in many.split(",")]
    if isinstance(many, list | tuple):
        named["needs"] = listed([_name(str(one), language, called) for one in many], language)
    rung = facts.get("rung")
    if isinstance(rung, str) and f"rung.{rung}" in codes(language):
        named["rung"] = _rung(str(facts.get("need")), rung, language)
    return named


def _name(code: str, language: str, called: Called) -> str:
    return say_need(code, "name", language=language, called=called) if is_need(code) else code


def _rung(code: str, rung: str, language: str) -> str:
    """Return the rung: of a child what one sees ("fussing"), of an adult its name ("clear")."""
    seen = is_need(code) and need(code).of == "child"
    return say_need(code, rung, language=language) if seen else say(f"rung.{rung}", language=language)
