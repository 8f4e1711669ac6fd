"""A code and its facts become one sentence in the reader's language."""

import string
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from gettext import c2py
from importlib.resources import files
from importlib.resources.abc import Traversable
from math import ceil

from babel.messages.catalog import Message as Catalogued
from babel.messages.pofile import read_po

ENGLISH = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What is said for one code: one form, or one for each plural, chosen by the fact named `counts`."""

    forms: tuple[str, ...]
    counts: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """The messages of one language by code, and which form a number takes."""

    messages: Mapping[str, Message]
    form: Callable[[int], int]


def say(code: str, facts: Mapping[str, object] | None = None, language: str = ENGLISH) -> str:
    """Return the sentence for a code. Raises LookupError naming an unknown code or language, or the fact it lacks."""
    found = _messages(language).messages.get(code)
    if found is None:
        raise LookupError(f"no words for {code!r} in {language!r}")
    told = {} if facts is None else facts
    try:
        return _form(found, told, language).format_map(told)
    except KeyError as missing:
        raise LookupError(f"{code}: the fact {missing} is missing") from None


def listed(things: Sequence[str], language: str = ENGLISH) -> str:
    """Return things in one line, "food, water and quiet"; empty for none."""
    if not things:
        return ""
    line = things[0]
    for place, thing in enumerate(things[1:], start=2):
        join = "list.last" if place == len(things) else "list.comma"
        line = say(join, {"left": line, "next": thing, "last": thing}, language)
    return line


@cache
def languages() -> tuple[str, ...]:
    """Return the languages the package has words in, by their codes."""
    return tuple(sorted(folder.name for folder in _locale().iterdir() if _file(folder.name).is_file()))


@cache
def codes(language: str = ENGLISH) -> frozenset[str]:
    """Return every code this language has words for. Raises LookupError for an unknown language."""
    return frozenset(_messages(language).messages)


def facts_needed(code: str, language: str = ENGLISH) -> frozenset[str]:
    """Return the names of the facts a sentence needs, in all its forms. Raises LookupError for an unknown code."""
    found = _messages(language).messages.get(code)
    if found is None:
        raise LookupError(f"no words for {code!r} in {language!r}")
    named = {name for form in found.forms for _, name, _, _ in string.Formatter().parse(form) if name}
    return frozenset(named | ({found.counts} if found.counts else set()))


def _form(message: Message, facts: Mapping[str, object], language: str) -> str:
    if message.counts is None:
        return message.forms[0]
    match facts[message.counts]:
        case int() | float() as number:
            return message.forms[_messages(language).form(ceil(number))]
        case other:
            raise LookupError(f"{message.counts!r} counts, and is {other!r}")


@cache
def _messages(language: str) -> Language:
    if language not in languages():
        raise LookupError(f"no words in {language!r}")
    with _file(language).open("rb") as lines:
        catalogue = read_po(lines, locale=language)
    messages = dict(map(_message, (one for one in catalogue if one.id)))
    return Language(messages=messages, form=c2py(catalogue.plural_expr))


def _message(one: Catalogued) -> tuple[str, Message]:
    forms = (one.string,) if isinstance(one.string, str) else tuple(one.string or ())
    if isinstance(one.id, str):
        return one.id, Message(forms=forms, counts=None)
    return one.id[0], Message(forms=forms, counts=one.id[1])


def _locale() -> Traversable:
    return files("kinwell.words").joinpath("locale")


def _file(language: str) -> Traversable:
    return _locale().joinpath(language, "LC_MESSAGES", "kinwell.po")
