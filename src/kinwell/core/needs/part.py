"""The Needs part: every need told of, each holder's clock, and adults' own sleep, stepped over marks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from types import MappingProxyType
from uuid import UUID

from kinwell.core.catalogue import Need, default, own_needs
from kinwell.core.catalogue import need as catalogue_need
from kinwell.core.ids import Holder, adult, child
from kinwell.core.log.events import (
    Changed,
    CueNoticed,
    Deferred,
    Event,
    Fed,
    Held,
    NeedNamed,
    NeedStated,
    PutSecond,
    QuestionAnswered,
    Responded,
    Slept,
)
from kinwell.core.log.standing import Mark
from kinwell.core.needs import cues, running
from kinwell.core.needs.need import SLEEP, NeedState, met, met_a_bit, met_until_now, moved, untold
from kinwell.core.needs.running import HolderClock
from kinwell.core.needs.sleep import SleepLog, Stretch, slept
from kinwell.core.needs.stated import stated

BLOCK = default("sleep_block")

CONSUMES: tuple[type[Event], ...] = (
    CueNoticed,
    Responded,
    PutSecond,
    Deferred,
    QuestionAnswered,
    NeedStated,
    NeedNamed,
    Fed,
    Slept,
    Changed,
    Held,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """By the holder's id: needs by code, the clock, own sleep; when a question of ours was last answered; and what they
    call the needs of their own, by code, empty for one they took away."""

    states: Mapping[UUID, Mapping[str, NeedState]] = field(default_factory=lambda: MappingProxyType({}))
    clocks: Mapping[UUID, HolderClock] = field(default_factory=lambda: MappingProxyType({}))
    sleeps: Mapping[UUID, SleepLog] = field(default_factory=lambda: MappingProxyType({}))
    asked: Mapping[UUID, datetime] = field(default_factory=lambda: MappingProxyType({}))
    names: Mapping[UUID, Mapping[str, str]] = field(default_factory=lambda: MappingProxyType({}))

    def of(self, holder: Holder) -> Mapping[str, NeedState]:
        """Return the needs of this holder of which anything was ever told."""
        return self.states.get(holder.id, {})

    def called(self, holder: Holder) -> Mapping[str, str]:
        """Return what this holder calls each need of their own that they named, by code, the first before the others;
        the unnamed are not there."""
        return {code: name for code, name in self.names.get(holder.id, {}).items() if name}

    def unnamed(self, holder: Holder) -> tuple[str, ...]:
        """Return the needs that this holder could name: those they never named first, since old lines of the others
        would be said by the new name."""
        names = self.names.get(holder.id, {})
        return tuple(sorted((code for code in own_needs() if not names.get(code)), key=lambda code: code in names))

    def ran(self, holder: Holder, code: str, at: datetime, zone: str) -> float:
        """Return the minutes on the clock of this need at an instant not before the last mark."""
        if not catalogue_need(code).while_awake:
            return running.wall_minutes(at)
        clock = self.clocks.get(holder.id) or HolderClock(at=at)
        return running.advanced(clock, at, holder.kind, zone).ran


class Draft:
    """A private copy of the needs for one fold to build on, since a fold touches one of many a thousand times."""

    def __init__(self, needs: Needs) -> None:
        """Copy what will change; the needs given stay as they are."""
        self.states = {holder: dict(mine) for holder, mine in needs.states.items()}
        self.clocks = dict(needs.clocks)
        self.sleeps = dict(needs.sleeps)
        self.asked = dict(needs.asked)
        self.names = dict(needs.names)

    def frozen(self) -> Needs:
        """Return the needs as built so far."""
        return Needs(states=self.states, clocks=self.clocks, sleeps=self.sleeps, asked=self.asked, names=self.names)


def step(draft: Draft, mark: Mark, zone: str) -> None:
    """Take this mark into the draft, in the zone where the family then is."""
    match mark.entry.event:
        case Fed(child=id):
            _span_met(draft, child(id), "child.feed", mark, zone)
        case Held(child=id):
            _span_met(draft, child(id), "child.hold", mark, zone)
        case Changed(child=id):
            _touched(draft, child(id), catalogue_need("child.change"), mark, zone, met)
        case Slept(holder=holder):
            _slept(draft, holder, mark, zone)
        case Responded() as response:
            _responded(draft, response, mark, zone)
        case CueNoticed() as cue:
            _said(draft, cue, mark, zone, partial(cues.noticed, cue=cue))
        case PutSecond() as second:
            _said(draft, second, mark, zone, partial(cues.put_second, word=second))
        case Deferred() as later:
            _said(draft, later, mark, zone, partial(cues.deferred, word=later))
        case NeedStated() as word:
            _said(draft, word, mark, zone, partial(stated, word=word))
        case NeedNamed() as word if mark.entry.by is not None:
            _named(draft, adult(mark.entry.by), word)
        case QuestionAnswered() as answer:
            _said(draft, answer, mark, zone, partial(cues.answered, word=answer))
            draft.asked[answer.holder.id] = mark.at


type Change = Callable[[NeedState, Need, datetime, float], NeedState]
"""What a mark does to a need: from the state it was in, at the mark's instant and minute on the holder's clock."""
type Word = CueNoticed | PutSecond | Deferred | NeedStated | QuestionAnswered


def _clock(draft: Draft, holder: Holder, at: datetime, zone: str) -> HolderClock:
    """Return this holder's clock advanced to the mark."""
    known = draft.clocks.get(holder.id)
    return running.advanced(known, at, holder.kind, zone) if known else HolderClock(at=at)


def _touched(draft: Draft, holder: Holder, need: Need, mark: Mark, zone: str, change: Change) -> None:
    """Make this change to a need, with its holder's clock advanced to the mark."""
    clock = _clock(draft, holder, mark.at, zone)
    ran = clock.ran if need.while_awake else running.wall_minutes(mark.at)
    mine = draft.states.setdefault(holder.id, {})
    mine[need.code] = change(mine.get(need.code) or untold(mark.at, ran), need, mark.at, ran)
    draft.clocks[holder.id] = clock


def _said(draft: Draft, word: Word, mark: Mark, zone: str, change: Callable[[NeedState], NeedState]) -> None:
    """Move the need that a word is about to the mark, then take the word."""

    def moved_first(state: NeedState, need: Need, at: datetime, ran: float) -> NeedState:
        return change(moved(state, need, at, ran))

    _touched(draft, word.holder, catalogue_need(word.need), mark, zone, moved_first)


def _named(draft: Draft, holder: Holder, word: NeedNamed) -> None:
    """Call a need by this name from now on. One without a name is gone with all that was known of it, so that what is
    called by its code later begins anew."""
    names = {**draft.names.get(holder.id, {}), word.need: word.name}
    draft.names[holder.id] = dict(sorted(names.items()))
    if not word.name:
        draft.states.get(holder.id, {}).pop(word.need, None)


def _a_bit(state: NeedState, need: Need, at: datetime, ran: float) -> NeedState:
    return met_a_bit(moved(state, need, at, ran), need)


def _until_now(state: NeedState, _need: Need, at: datetime, ran: float) -> NeedState:
    return met_until_now(state, at, ran)


def _responded(draft: Draft, word: Responded, mark: Mark, zone: str) -> None:
    for code in word.needs:
        _touched(draft, word.holder, catalogue_need(code), mark, zone, met if word.full else _a_bit)
    if word.asked:
        draft.asked[word.holder.id] = mark.at


def _span_met(draft: Draft, holder: Holder, code: str, mark: Mark, zone: str) -> None:
    """A span that meets this need began or ended: it is met from the begin on, and its wait begins anew at the end."""
    _touched(draft, holder, catalogue_need(code), mark, zone, _until_now if mark.edge == "ended" else met)


def _slept(draft: Draft, holder: Holder, mark: Mark, zone: str) -> None:
    """A sleep began or ended: the clock of its holder stands still between."""
    if mark.edge == "began":
        if holder.kind == "child":
            _span_met(draft, holder, "child.sleep", mark, zone)
        draft.clocks[holder.id] = running.fell_asleep(_clock(draft, holder, mark.at, zone), mark.entry.id)
        return
    draft.clocks[holder.id] = running.woke(_clock(draft, holder, mark.at, zone), mark.entry.id)
    if holder.kind == "child":
        _span_met(draft, holder, "child.sleep", mark, zone)
        return
    stretch = Stretch(begin=mark.entry.at, end=mark.at)
    draft.sleeps[holder.id] = slept(draft.sleeps.get(holder.id, SleepLog()), stretch, zone)
    block = stretch.minutes(stretch.begin, stretch.end) >= BLOCK
    _touched(draft, holder, catalogue_need(SLEEP), mark, zone, met if block else _a_bit)
