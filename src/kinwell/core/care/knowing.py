"""The Knowing part: what each child's signs turned out to mean and what helped; by author, what they last wondered, and
whom they paused everything about."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NamedTuple

from kinwell.core.catalogue import default, needs, questions
from kinwell.core.ids import PersonId
from kinwell.core.log.events import ChildPaused, Event, SignMeant, Wondered
from kinwell.core.log.standing import Mark
from kinwell.core.reasons import Reason

CONSUMES: tuple[type[Event], ...] = (SignMeant, Wondered, ChildPaused)
SHOWN_AFTER = round(default("sign_shown_after"))  # times
KEPT = 40  # of one sign: what a child meant by it last spring may be something else by now
LONGEST_SIGN, LONGEST_TEXT = 80, 600  # letters: a line, and a few
MOST_HELPS = 2  # ways that helped, named beside a sign


class Told(NamedTuple):
    """One time that a sign was seen: what it turned out to mean, and what helped, if that was said."""

    need: str
    helped: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What a sign mostly meant: in so many of so many times; and what helped then, the most often told first."""

    sign: str
    need: str
    times: int
    of: int
    helps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowing:
    """By child: signs as they were first written, by how they sound, with each time they were seen, the latest last.
    By author and child the question they answered last, and when; and by author the children they paused."""

    signs: Mapping[PersonId, Mapping[str, tuple[str, tuple[Told, ...]]]] = field(default_factory=dict)
    wondered: Mapping[PersonId, Mapping[PersonId, tuple[str, datetime]]] = field(default_factory=dict)
    paused: Mapping[PersonId, frozenset[PersonId]] = field(default_factory=dict)

    def paused_by(self, author: PersonId | None) -> frozenset[PersonId]:
        """Return the children that this adult paused everything about."""
        return self.paused.get(author, frozenset()) if author is not None else frozenset()

    def answered(self, author: PersonId, child: PersonId) -> tuple[str, datetime] | None:
        """Return which question about a child this adult answered last, and when."""
        return self.wondered.get(author, {}).get(child)

    def meanings(self, child: PersonId) -> tuple[Meaning, ...]:
        """Return what this child's signs mostly meant, of those seen often enough; the most often seen first."""
        return tuple(_meaning(sign, told) for sign, told in self._often_first(child) if len(told) >= SHOWN_AFTER)

    def seen(self, child: PersonId) -> tuple[str, ...]:
        """Return every sign of this child that was told of, the most often seen first."""
        return tuple(sign for sign, _ in self._often_first(child))

    def _often_first(self, child: PersonId) -> list[tuple[str, tuple[Told, ...]]]:
        return sorted(self.signs.get(child, {}).values(), key=lambda one: (-len(one[1]), one[0]))


def step(knowing: Knowing, mark: Mark) -> Knowing:
    """Return what is known after this mark."""
    author = mark.entry.by
    match mark.entry.event:
        case SignMeant(child=child, sign=sign, need=need, helped=helped):
            mine = knowing.signs.get(child, {})
            written, told = mine.get(_sounds(sign), (" ".join(sign.split()), ()))
            anew = {**mine, _sounds(sign): (written, (*told, Told(need, helped))[-KEPT:])}
            return replace(knowing, signs={**knowing.signs, child: anew})
        case Wondered(child=child, question=question) if author is not None:
            mine_of = {**knowing.wondered.get(author, {}), child: (question, mark.at)}
            return replace(knowing, wondered={**knowing.wondered, author: mine_of})
        case ChildPaused(child=child, paused=paused) if author is not None:
            others = knowing.paused_by(author) - {child}
            return replace(knowing, paused={**knowing.paused, author: others | {child} if paused else others})
    return knowing


def fault(event: Event) -> Reason | None:
    """Return what does not fit in a sign or in what was wondered; None when all does, and for any other event."""
    match event:
        case SignMeant(sign=sign, need=need, helped=helped):
            if not sign.strip():
                return Reason(code="child.sign_missing")
            if need not in needs() or needs()[need].of != "child":
                return Reason(code="refused.unreadable")
            return Reason(code="child.words_long") if max(len(sign), len(helped)) > LONGEST_SIGN else None
        case Wondered(question=question, text=text):
            if not text.strip():
                return Reason(code="child.words_missing")
            if question not in questions():
                return Reason(code="refused.unreadable")
            return Reason(code="child.words_long") if len(text) > LONGEST_TEXT else None
    return None


def _meaning(sign: str, told: tuple[Told, ...]) -> Meaning:
    need, times = _most([one.need for one in told])[0]
    helped = _most([one.helped for one in told if one.need == need and one.helped])
    return Meaning(sign=sign, need=need, times=times, of=len(told), helps=tuple(way for way, _ in helped[:MOST_HELPS]))


def _most(said: list[str]) -> list[tuple[str, int]]:
    """Return what was said with how often, the most often first; of two said as often the one that was said last."""
    last = {one: place for place, one in enumerate(said)}
    return sorted(Counter(said).items(), key=lambda one: (-one[1], -last[one[0]]))


def _sounds(sign: str) -> str:
    return " ".join(sign.casefold().split())
