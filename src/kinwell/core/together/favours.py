"""The Favours part: small asks between two adults. What is declined, rested or faded leaves nothing behind."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import reduce

from kinwell.core.ids import EntryId, PersonId, pair_of
from kinwell.core.log.events import (
    AsksRested,
    Event,
    FavourAnswered,
    FavourAsked,
    FavourDeclined,
    FavourDone,
    FavourDrafted,
    PutAway,
    Thanked,
)
from kinwell.core.log.standing import Mark
from kinwell.core.people import People

CONSUMES: tuple[type[Event], ...] = (
    FavourAsked,
    FavourAnswered,
    FavourDone,
    FavourDeclined,
    FavourDrafted,
    AsksRested,
    Thanked,
    PutAway,
)
UNANSWERED = 3  # asks in a row without an answer, after which none is offered (safety R36)
NOT_OFFERED = timedelta(days=14)  # for how long; and within how long the three have to lie, or they are no row
KEPT = 2 * NOT_OFFERED + timedelta(days=7)  # how far back an unanswered ask still matters: both, and the longest one
LEAST = timedelta(minutes=20)  # an ask stands: whoever has a child in arms looks at a phone now and then
LINGERS = timedelta(hours=1)  # what got a yes stays on both screens after its end, for "done"
APART = timedelta(minutes=2)  # two phones' clocks may be, so that thanks seem earlier than what they are for
SHOWN = timedelta(hours=20)  # thanks, and the field for them: also who sleeps early finds in the morning what came late


@dataclass(frozen=True, slots=True, kw_only=True)
class Favour:
    """An ask as it stands: who asked whom, and the answer where there is one that both can see, with its entry."""

    entry: EntryId
    by: PersonId
    asked: FavourAsked
    at: datetime
    answer: FavourAnswered | None = None
    answered: EntryId | None = None
    done: datetime | None = None

    def open(self, at: datetime) -> bool:
        """Return whether it still waits for an answer."""
        return self.answer is None and self.done is None and at < self.asked.until

    def faded(self, at: datetime) -> bool:
        """Return whether its time went by without an answer."""
        return self.answer is None and self.done is None and at >= self.asked.until

    def agreed(self, at: datetime) -> bool:
        """Return whether it got a yes and is not over yet."""
        return self._got("yes") and self.done is None and at < self._end(self.asked.when) + LINGERS

    def could(self, at: datetime) -> datetime | None:
        """Return the hour that was named instead, until it is over or let go."""
        if self.answer is None or self.done is not None or not self._got("another_time"):
            return None
        return self.answer.when if self.answer.when is not None and at < self._end(self.answer.when) else None

    def was_done(self, at: datetime) -> bool:
        """Return whether it got a yes and was done, so lately that thanks for it come to mind."""
        return self._got("yes") and self.done is not None and at < self.done + SHOWN

    def _got(self, answer: str) -> bool:
        return self.answer is not None and self.answer.answer == answer

    def _end(self, begin: datetime) -> datetime:
        return begin + timedelta(minutes=self.asked.minutes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What was said about an ask: an answer, or (None) that it is done."""

    entry: EntryId
    by: PersonId
    at: datetime
    favour: EntryId
    answer: FavourAnswered | None = None


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
    """The asks of the last weeks in the order they were sent, and as far as these eyes see: which were declined, until
    when each adult rests, drafts, thanks of the last day by whom they are for, and which lines were put away. `early`
    is what a phone whose clock is behind said about an ask that its writer's clock places a moment later."""

    asked: tuple[Favour, ...] = ()
    declined: tuple[EntryId, ...] = ()
    rested: Mapping[PersonId, datetime] = field(default_factory=dict)
    drafts: tuple[Draft, ...] = ()
    thanks: Mapping[PersonId, tuple[Thanks, ...]] = field(default_factory=dict)
    put_away: tuple[EntryId, ...] = ()
    early: tuple[Said, ...] = ()

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

    def at_another_time(self, asker: PersonId, at: datetime) -> tuple[Favour, ...]:
        """Return what this adult asked and for which another hour was named."""
        return tuple(one for one in self.asked if one.by == asker and one.could(at) is not None)

    def to_thank(self, asker: PersonId, at: datetime) -> tuple[Favour, ...]:
        """Return what was lately done for this adult, the last of each other: until they thanked, or put it away."""
        last = {one.asked.to: one for one in self.asked if one.by == asker and one.was_done(at)}
        return tuple(one for one in last.values() if one.entry not in self.put_away and not self._thanked(one))

    def to_read(self, viewer: PersonId, at: datetime) -> tuple[Thanks, ...]:
        """Return the thanks that this adult got and did not put away."""
        sent = self.thanks.get(viewer, ())
        return tuple(one for one in sent if at - one.at < SHOWN and one.entry not in self.put_away)

    def _thanked(self, favour: Favour) -> bool:
        sent = self.thanks.get(favour.asked.to, ())
        return any(one.by == favour.by and favour.done is not None and one.at >= favour.done - APART for one in sent)


def fades(when: datetime, minutes: int) -> datetime:
    """Return until when an ask stands: to the end of what it asks for, and some minutes at least."""
    return when + max(timedelta(minutes=minutes), LEAST)


def as_sent(draft: FavourDrafted, by: PersonId, *, waits: bool) -> FavourAsked | FavourDrafted:
    """Return an ask as it goes to the other adult; as its writer's own draft where it `waits`, since one of theirs is
    open there."""
    if waits:
        return draft
    return FavourAsked(
        pair=pair_of(by, draft.to),
        to=draft.to,
        what=draft.what,
        minutes=draft.minutes,
        when=draft.when,
        until=fades(draft.when, draft.minutes),
        child=draft.child,
        need=draft.need,
    )


def may_offer(favours: Favours, asker: PersonId, to: PersonId, at: datetime) -> bool:
    """Return whether Kinwell may offer this adult an ask of that one: not for 14 days after three in a row without an
    answer (safety R36).

    It goes by what the asker saw, to whom a no and a rest look like any fading; and it keeps nobody from asking.
    """
    run: list[datetime] = []
    for one in favours.asked:
        if (one.by, one.asked.to) == (asker, to):
            run = [] if one.answer is not None else [*run, one.asked.until] if one.faded(at) else run
    run.sort()
    rows = zip(run, run[UNANSWERED - 1 :], strict=False)
    return not any(last - first <= NOT_OFFERED and at - last < NOT_OFFERED for first, last in rows)


def child_meant(what: str, people: People) -> PersonId | None:
    """Return the child whom an ask names, the youngest of several; None where it names none."""
    said = f" {_words(what)} "
    return next((child.id for child in people.youngest_first() if f" {_words(child.name)} " in said), None)


def step(favours: Favours, mark: Mark) -> Favours:
    """Return the favours after this mark."""
    by, id = mark.entry.by, mark.entry.id
    if by is None:
        return favours
    match mark.entry.event:
        case FavourAsked() as asked:
            kept = (one for one in favours.asked if mark.at - one.at <= KEPT)
            new = reduce(_with, favours.early, Favour(entry=id, by=by, asked=asked, at=mark.at))
            return replace(favours, asked=(*kept, new))
        case FavourAnswered(favour=favour) as answer:
            return _said(favours, Said(entry=id, by=by, at=mark.at, favour=favour, answer=answer))
        case FavourDone(favour=favour):
            return _said(favours, Said(entry=id, by=by, at=mark.at, favour=favour))
        case FavourDeclined(favour=favour):
            return replace(favours, declined=(*favours.declined[-50:], favour))
        case FavourDrafted() as ask if id not in favours.put_away:
            return replace(favours, drafts=(*favours.drafts[-9:], Draft(entry=id, by=by, ask=ask)))
        case AsksRested(until=until):
            return replace(favours, rested={**favours.rested, by: until})
        case Thanked(to=to, text=text):
            lately = (one for one in favours.thanks.get(to, ()) if mark.at - one.at <= SHOWN)
            sent = (*lately, Thanks(entry=id, by=by, to=to, at=mark.at, text=text))
            return replace(favours, thanks={**favours.thanks, to: sent})
        case PutAway(line=line):
            drafts = tuple(draft for draft in favours.drafts if draft.entry != line)
            return replace(favours, drafts=drafts, put_away=(*favours.put_away[-50:], line))
    return favours


def _said(favours: Favours, said: Said) -> Favours:
    """Return the favours with what was said about one of them; or keep it for when that one comes."""
    if all(one.entry != said.favour for one in favours.asked):
        return replace(favours, early=(*favours.early[-9:], said))
    return replace(favours, asked=tuple(_with(one, said) for one in favours.asked))


def _with(favour: Favour, said: Said) -> Favour:
    """Return the ask with what was said about it: an answer counts where it came from whoever was asked."""
    if said.favour != favour.entry:
        return favour
    if said.answer is None:
        return replace(favour, done=favour.done or said.at)
    return replace(favour, answer=said.answer, answered=said.entry) if said.by == favour.asked.to else favour


def _words(text: str) -> str:
    return " ".join("".join(letter if letter.isalnum() else " " for letter in text.casefold()).split())
