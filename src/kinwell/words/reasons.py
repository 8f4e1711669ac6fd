"""A Reason of core becomes a sentence: the instants, people and needs among its facts are said too."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from kinwell.core.catalogue import needs
from kinwell.words.clocks import clock_time
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
    reason: Spoken, language: str = ENGLISH, *, zone: str | None = None, names: Mapping[str, str] | None = None
) -> str:
    """Return the sentence for a reason.

    An instant is said as "12:50" in `zone`; an id found in `names` by that name; the fact `need` by its noun, and with
    it come `yours`, `Yours`, `chip`, `bit`, `asked`, `get_to`, `glad`, `met` and `felt`; `needs` (codes, or one string
    with commas) as a list; `rung` by its name, or for a child's need by what one sees. Raises LookupError as `say`
    does, and for an instant without a zone.
    """
    told = {name: _said(reason.code, fact, language, zone, names or {}) for name, fact in reason.facts.items()}
    return say(
        reason.code, _of_need(reason.facts, told, language) | told | _needs_named(reason.facts, language), language
    )


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


def _of_need(facts: Mapping[str, object], told: Mapping[str, object], language: str) -> dict[str, object]:
    code = facts.get("need")
    if not isinstance(code, str) or code not in needs():
        return {}
    known = codes(language)
    said: dict[str, object] = {}
    for aspect in ASPECTS:
        if f"need.{code}.{aspect}" in known and (aspect != "glad" or "name" in told):
            said[aspect] = say(f"need.{code}.{aspect}", told, language)
    if "yours" in said:
        said["Yours"] = str(said["yours"])[:1].upper() + str(said["yours"])[1:]
    felt = f"need.{code}.{facts.get('rung')}"
    if felt in known:
        said["felt"] = say(felt, told, language)
    return said


def _needs_named(facts: Mapping[str, object], language: str) -> dict[str, object]:
    named: dict[str, object] = {}
    for fact in ("need", "other_need"):
        code = facts.get(fact)
        if isinstance(code, str) and code in needs():
            named[fact] = say(f"need.{code}.name", language=language)
    many = facts.get("needs")
    if isinstance(many, str):
        many = [one.strip() for one in many.split(",")]
    if isinstance(many, list | tuple):
        named["needs"] = listed([_name(str(one), language) for one in many], language)
    rung = facts.get("rung")
    if isinstance(rung, str) and f"rung.{rung}" in codes(language):
        named["rung"] = _rung(str(facts.get("need")), rung, language)
    return named


def _name(code: str, language: str) -> str:
    return say(f"need.{code}.name", language=language) if code in needs() else code


def _rung(need: str, rung: str, language: str) -> str:
    """Return the rung: of a child what one sees ("fussing"), of an adult its name ("clear")."""
    seen = need in needs() and needs()[need].of == "child"
    return say(f"need.{need}.{rung}" if seen else f"rung.{rung}", language=language)
