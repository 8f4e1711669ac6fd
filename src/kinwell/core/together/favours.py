"""The Favours part: small asks between two adults. What is declined, rested or faded leaves nothing behind."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from kinwell.core.ids import EntryId, PersonId
from kinwell.core.log.events import (
    AsksRested,
    Event,
    FavourAnswered,
    FavourAsked,
    FavourDeclined,
    FavourDone,
    FavourDrafted,
    Thanked,
)
from kinwell.core.log.standing import Mark

CONSUMES: tuple[type[Event], ...] = (
    FavourAsked,
    FavourAnswered,
    FavourDone,
    FavourDeclined,
    FavourDrafted,
    AsksRested,
    Thanked,
)
KEPT = timedelta(days=14)  # how far back an unanswered ask still matters to whoever asked (safety R36)


@dataclass(frozen=True, slots=True, kw_only=True)
class Favour:
    """An ask as it stands: who asked whom, and the answer where there is one that both can see."""

    entry: EntryId
    by: PersonId
    asked: FavourAsked
    at: datetime
    answer: FavourAnswered | None = None
    done: bool = False

    def open(self, at: datetime) -> bool:
        """Return whether it still waits for an answer."""
        return self.answer is None and not self.done and at < self.asked.until

    def agreed(self, at: datetime) -> bool:
        """Return whether it got a yes and is not over yet."""
        answered = self.answer is not None and self.answer.answer == "yes"
        return answered and not self.done and at < self.asked.when + timedelta(minutes=self.asked.minutes, hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An ask that waits with its writer."""

    entry: EntryId
    by: PersonId
    ask: FavourDrafted


@dataclass(frozen=True, slots=True, kw_only=True)
class Thanks:
    """Thanks that were sent."""

    entry: EntryId
    by: PersonId
    to: PersonId
    at: datetime
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Favours:
    """The asks of the last two weeks in the order they were sent, and as far as these eyes see: which were declined,
    until when each adult rests, drafts, and the last thanks by whom they are for."""

    asked: tuple[Favour, ...] = ()
    declined: tuple[EntryId, ...] = ()
    rested: Mapping[PersonId, datetime] = field(default_factory=dict)
    drafts: tuple[Draft, ...] = ()
    thanks: Mapping[PersonId, Thanks] = field(default_factory=dict)

    def between(self, asker: PersonId, to: PersonId, at: datetime) -> Favour | None:
        """Return the one ask of this adult that is open with that one: the first sent of several."""
        return next((one for one in self.asked if one.by == asker and one.asked.to == to and one.open(at)), None)

    def arrived(self, viewer: PersonId, at: datetime) -> tuple[Favour, ...]:
        """Return what this adult is asked, one at most by each other; nothing while they rest, nor what they
        declined."""
        if at < self.rested.get(viewer, at):
            return ()
        first: dict[PersonId, Favour] = {}
        for one in self.asked:
            if one.asked.to == viewer and one.open(at):
                first.setdefault(one.by, one)
        return tuple(one for one in first.values() if one.entry not in self.declined)

    def waiting(self, asker: PersonId, at: datetime) -> tuple[Favour, ...]:
        """Return what this adult asked and that has no answer yet, one at most with each other."""
        first: dict[PersonId, Favour] = {}
        for one in self.asked:
            if one.by == asker and one.open(at):
                first.setdefault(one.asked.to, one)
        return tuple(first.values())

    def agreed(self, viewer: PersonId, at: datetime) -> tuple[Favour, ...]:
        """Return what got a yes and is not over, asked by or of this adult."""
        return tuple(one for one in self.asked if viewer in (one.by, one.asked.to) and one.agreed(at))


def step(favours: Favours, mark: Mark) -> Favours:
    """Return the favours after this mark."""
    by, id = mark.entry.by, mark.entry.id
    if by is None:
        return favours
    match mark.entry.event:
        case FavourAsked() as asked:
            kept = tuple(one for one in favours.asked if mark.at - one.at <= KEPT)
            return replace(favours, asked=(*kept, Favour(entry=id, by=by, asked=asked, at=mark.at)))
        case FavourAnswered(favour=favour) as answer:
            return replace(favours, asked=tuple(_answered(favours.asked, favour, by, answer)))
        case FavourDone(favour=favour):
            over = (replace(one, done=True) if one.entry == favour else one for one in favours.asked)
            return replace(favours, asked=tuple(over))
        case FavourDeclined(favour=favour):
            return replace(favours, declined=(*favours.declined[-50:], favour))
        case FavourDrafted() as ask:
            return replace(favours, drafts=(*favours.drafts[-9:], Draft(entry=id, by=by, ask=ask)))
        case AsksRested(until=until):
            return replace(favours, rested={**favours.rested, by: until})
        case Thanked(to=to, text=text):
            thanks = Thanks(entry=id, by=by, to=to, at=mark.at, text=text)
            return replace(favours, thanks={**favours.thanks, to: thanks})
    return favours


def _answered(asked: tuple[Favour, ...], id: EntryId, by: PersonId, answer: FavourAnswered) -> Iterator[Favour]:
    """Yield the asks with this answer, which counts where it came from whoever was asked."""
    for one in asked:
        yield replace(one, answer=answer) if one.entry == id and one.asked.to == by else one
