"""What a need reads at an instant: known or not, how long it waits, whether it is at its floor (docs/model.md, 1)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from kinwell.core.catalogue import Need, default, needs_of
from kinwell.core.catalogue import need as catalogue_need
from kinwell.core.clock import FamilyDay, minutes_between, zone
from kinwell.core.ids import Holder, PersonId
from kinwell.core.log.events import Strength
from kinwell.core.needs import need as state_of
from kinwell.core.needs import sleep
from kinwell.core.needs.need import NO_WORDS, SLEEP, Ladder, NeedState
from kinwell.core.needs.part import Needs

CHILD_CUE = default("child_cue_minutes")
RESTS = default("cue_rests_minutes")
ASKED = default("cue_asked_minutes")
JUST_PAST = 1.01  # a floor that has no length in minutes, as a share of it
PARTS_OF_DAY = (4, 12, 18, 22)  # hours on the wall at which morning, afternoon, evening and night begin


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A need of a holder at an instant. `deficit`, `wait_minutes` are None while unknown; `past_floor` is the wait as a
    share of the floor, 0 where there is none; `asked` says that a question of ours is open, `noticed`
    how often it was noticed. `ladder` is how its holder calls the rungs, each empty where our words do."""

    holder: Holder
    need: str
    known: bool = False
    deficit: float | None = None
    wait_minutes: float | None = None
    past_floor: float = 0.0
    at_floor: bool = False
    asked: bool = False
    cue: Strength | None = None
    cue_name: str = ""
    told: datetime | None = None
    second: PersonId | None = None
    later: str | None = None
    later_hour: datetime | None = None
    noticed: int = 0
    ladder: Ladder = NO_WORDS


def read(needs: Needs, holder: Holder, code: str, at: datetime, zone_name: str) -> Reading:
    """Return what this need reads at an instant not before the last mark; unknown when nothing, or too little, was
    told."""
    state = needs.of(holder).get(code)
    if state is None:
        return Reading(holder=holder, need=code)
    if state.untold:
        return _unknown(holder, code, state)
    need = catalogue_need(code)
    ran = needs.ran(holder, code, at, zone_name)
    if ran - state.told_ran > state_of.known_minutes(state, need):
        return _unknown(holder, code, state, told=state.told)
    deficit, past = _sleep(needs, holder, state, at, zone_name) if code == SLEEP else _waits(state, need, ran)
    return Reading(
        holder=holder,
        need=code,
        known=True,
        deficit=deficit,
        wait_minutes=ran - state.wait_from,
        past_floor=past,
        at_floor=past > 1 and (state.said or code == SLEEP),
        asked=past > 1 and not state.said and code != SLEEP and holder.kind == "adult",
        cue=state.cue if _open(state, holder, at) else None,
        cue_name=state.cue_name,
        told=state.told,
        second=state.second,
        later=state.later,
        later_hour=state.later_hour,
        noticed=state.noticed,
        ladder=state.ladder,
    )


def _unknown(holder: Holder, code: str, state: NeedState, told: datetime | None = None) -> Reading:
    return Reading(holder=holder, need=code, told=told, noticed=state.noticed, ladder=state.ladder)


def _waits(state: NeedState, need: Need, ran: float) -> tuple[float, float]:
    """Return the deficit in 0..1, and the wait as a share of the floor as it now stands."""
    floor = near_floor(state, need)
    return state_of.deficit(state, need, ran), (ran - state.floor_from) / floor if floor else 0.0


def _sleep(needs: Needs, holder: Holder, state: NeedState, at: datetime, zone_name: str) -> tuple[float, float]:
    """Return the same of an adult's sleep: from what was told of nights, and from cues. Its floor is a matter of
    blocks, which nights tell by themselves; each time a child was put first it counts as further past."""
    log = needs.sleeps.get(holder.id, sleep.SleepLog())
    deficit = max(state.d, sleep.deficit(log, at, zone_name))
    if not sleep.at_floor(log, at, zone_name):
        return deficit, 0.0
    return deficit, JUST_PAST + state.seconds * default("override_step")


def _open(state: NeedState, holder: Holder, at: datetime) -> bool:
    """Return whether a cue is still open. A child's is of the moment: one that nobody answered in writing was mostly
    answered in arms, and leads no suggestion for ever."""
    return holder.kind != "child" or state.cue_at is None or minutes_between(state.cue_at, at) <= CHILD_CUE


def near_floor(state: NeedState, need: Need) -> float | None:
    """Return the floor in minutes as it now stands: each time a child was put first it came 25 % nearer, at most by
    half."""
    floor = state_of.stated_floor(state, need)
    if floor is None:
        return None
    nearer = min(default("override_most"), default("override_step") * state.seconds)
    return floor * (1 - nearer)


def read_all(needs: Needs, holder: Holder, at: datetime, zone_name: str) -> tuple[Reading, ...]:
    """Return the readings of every need that the catalogue has for such a holder, in its order, and of those of their
    own that they named."""
    codes = (*(need.code for need in needs_of(holder.kind)), *needs.called(holder))
    return tuple(read(needs, holder, code, at, zone_name) for code in codes)


def level(readings: Iterable[Reading]) -> int | None:
    """Return the holder's well, 0 to 100; None while less than two thirds of its weight is known.

    At most 40 while a need is at its floor. It is for its holder's own eyes: no other adult is ever shown it.
    """
    weights = [(reading, catalogue_need(reading.need).weight) for reading in readings]
    told = [(reading, weight) for reading, weight in weights if reading.known and reading.deficit is not None]
    known = sum(weight for _, weight in told)
    if not told or known < default("level_known_share") * sum(weight for _, weight in weights):
        return None
    mean = sum(weight * (reading.deficit or 0.0) for reading, weight in told) / known
    full = round(100 * (1 - mean))
    at_floor = any(reading.at_floor for reading, _ in told)
    return min(full, round(default("level_cap_at_floor"))) if at_floor else full


def question(
    needs: Needs, readings: Iterable[Reading], at: datetime, zone_name: str, *, cues: bool = True
) -> Reading | None:
    """Return the one need to ask its holder about; None once a question was answered in this part of the day.

    A cue that rests comes first, the one noticed last ("Did you get to eat?"), where `cues` lets it; else what is
    longest past its floor without a word.
    """
    told = tuple(readings)
    resting = (reading for reading in told if cues and _rests(needs, reading, at))
    past = (reading for reading in told if reading.asked)
    latest = max(resting, key=lambda reading: reading.told or at, default=None)
    first = latest or max(past, key=lambda reading: reading.past_floor, default=None)
    if first is None:
        return None
    last = needs.asked.get(first.holder.id)
    if last is not None and part_of_day(last, zone_name) == part_of_day(at, zone_name):
        return None
    return first


def _rests(needs: Needs, reading: Reading, at: datetime) -> bool:
    """Return whether this adult's cue rests: noticed a while ago, and its need not spoken of since. Any answer speaks
    of it, so the log alone tells that it was asked about and answered; nothing is written by asking."""
    if reading.holder.kind != "adult" or reading.cue is None:
        return False
    noticed = needs.of(reading.holder)[reading.need].cue_at
    return noticed is not None and reading.told == noticed and RESTS <= minutes_between(noticed, at) <= ASKED


def part_of_day(at: datetime, zone_name: str) -> tuple[FamilyDay, int]:
    """Return the family day and which part of it (0 morning to 3 night) an instant belongs to."""
    hour = at.astimezone(zone(zone_name)).hour
    part = sum(hour >= begins for begins in PARTS_OF_DAY) - 1
    return FamilyDay.of(at, zone_name), part % len(PARTS_OF_DAY)
