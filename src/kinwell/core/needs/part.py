"""The Needs part: every need told of, each holder's clock, and adults' own sleep, stepped over marks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from types import MappingProxyType
from uuid import UUID

from kinwell.core.catalogue import Need, default
from kinwell.core.catalogue import need as catalogue_need
from kinwell.core.ids import Holder, child
from kinwell.core.log.events import (
    Changed,
    CueNoticed,
    Deferred,
    Event,
    Fed,
    Held,
    NeedStated,
    PutSecond,
    QuestionAnswered,
    Responded,
    Slept,
)
from kinwell.core.log.standing import Mark
from kinwell.core.needs import cues, running
from kinwell.core.needs.need import SLEEP, NeedState, met, met_until_now, moved, untold
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
    Fed,
    Slept,
    Changed,
    Held,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """By the holder's id: needs by code, the clock, own sleep; and when a question of ours was last answered."""

    states: Mapping[UUID, Mapping[str, NeedState]] = field(default_factory=lambda: MappingProxyType({}))
    clocks: Mapping[UUID, HolderClock] = field(default_factory=lambda: MappingProxyType({}))
    sleeps: Mapping[UUID, SleepLog] = field(default_factory=lambda: MappingProxyType({}))
    asked: Mapping[UUID, datetime] = field(default_factory=lambda: MappingProxyType({}))

    def of(self, holder: Holder) -> Mapping[str, NeedState]:
        """Return the needs of this holder of which anything was ever told."""
        return self.states.get(holder.id, {})

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

    def frozen(self) -> Needs:
        """Return the needs as built so far."""
        return Needs(states=self.states, clocks=self.clocks, sleeps=self.sleeps, asked=self.asked)


def step(draft: Draft, mark: Mark, zone: str) -> None:
    """Take this mark into the draft, in the zone where the family then is."""
    match mark.entry.event:
        case Fed(child=id):
            _span_met(draft, child(id), "child.feed", mark, zone)
        case Held(child=id):
            _span_met(draft, child(id), "child.hold", mark, zone)
        case Changed(child=id):
            need = catalogue_need("child.change")
            _touched(draft, child(id), need, mark, zone, lambda state: met(state, need, full=True))
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
        case QuestionAnswered() as answer:
            _said(draft, answer, mark, zone, partial(cues.answered, word=answer))
            draft.asked[answer.holder.id] = mark.at


type Change = Callable[[NeedState], NeedState]
type Word = CueNoticed | PutSecond | Deferred | NeedStated | QuestionAnswered


def _clock(draft: Draft, holder: Holder, at: datetime, zone: str) -> HolderClock:
    """Return this holder's clock advanced to the mark."""
    known = draft.clocks.get(holder.id)
    return running.advanced(known, at, holder.kind, zone) if known else HolderClock(at=at)


def _touched(draft: Draft, holder: Holder, need: Need, mark: Mark, zone: str, change: Change) -> None:
    """Move this need to the mark, then make the change to it."""
    clock = _clock(draft, holder, mark.at, zone)
    ran = clock.ran if need.while_awake else running.wall_minutes(mark.at)
    mine = draft.states.setdefault(holder.id, {})
    state = mine.get(need.code)
    state = moved(state, need, mark.at, ran) if state is not None else untold(mark.at, ran)
    mine[need.code] = change(state)
    draft.clocks[holder.id] = clock


def _said(draft: Draft, word: Word, mark: Mark, zone: str, change: Change) -> None:
    _touched(draft, word.holder, catalogue_need(word.need), mark, zone, change)


def _responded(draft: Draft, word: Responded, mark: Mark, zone: str) -> None:
    for code in word.needs:
        need = catalogue_need(code)
        _touched(draft, word.holder, need, mark, zone, partial(met, need=need, full=word.full))
    if word.asked:
        draft.asked[word.holder.id] = mark.at


def _span_met(draft: Draft, holder: Holder, code: str, mark: Mark, zone: str) -> None:
    """A span that meets this need began or ended: it is met from the begin on, and its wait begins anew at the end."""
    need = catalogue_need(code)
    change = met_until_now if mark.edge == "ended" else partial(met, need=need, full=True)
    _touched(draft, holder, need, mark, zone, change)


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
    need = catalogue_need(SLEEP)
    block = stretch.minutes(stretch.begin, stretch.end) >= BLOCK
    _touched(draft, holder, need, mark, zone, partial(met, need=need, full=block))
