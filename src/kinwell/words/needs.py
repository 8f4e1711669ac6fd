"""What a need is called, and an act for it: in our words, or, of a need that its holder named, by that name.

The names come in as facts, by the code of the need: no sentence looks them up. An own need without one, as in an old
line of History, is "a need of your own".
"""

from collections.abc import Mapping
from types import MappingProxyType

from kinwell.core.catalogue import own_need_of, own_needs
from kinwell.core.catalogue.read import OWN
from kinwell.words.say import ENGLISH, codes, say

type Called = Mapping[str, str]
NOBODYS: Called = MappingProxyType({})


def say_need(
    need: str,
    aspect: str,
    facts: Mapping[str, object] = NOBODYS,
    language: str = ENGLISH,
    *,
    called: Called = NOBODYS,
) -> str:
    """Return one of the words for a need: its `name`, `chip`, a rung. Raises LookupError as `say` does."""
    if need not in own_needs():
        return say(f"need.{need}.{aspect}", facts, language)
    return say(f"need.{OWN}.{aspect}", {**facts, "called": _name(need, called, language)}, language)


def has_words(need: str, aspect: object, language: str = ENGLISH) -> bool:
    """Return whether there are words of this aspect for a need."""
    return f"need.{OWN if need in own_needs() else need}.{aspect}" in codes(language)


def say_act(
    act: str,
    aspect: str,
    facts: Mapping[str, object],
    language: str = ENGLISH,
    *,
    called: Called = NOBODYS,
) -> str:
    """Return the `name` of an act of the catalogue, or `how` it goes; empty where it has no such words."""
    need = own_need_of(act)
    code = f"act.{act.replace(need, OWN) if need else act}.{aspect}"
    told = {**facts, "called": _name(need, called, language)} if need else facts
    return say(code, told, language) if code in codes(language) else ""


def _name(need: str, called: Called, language: str) -> str:
    return called.get(need) or say(f"need.{OWN}.unnamed", language=language)
