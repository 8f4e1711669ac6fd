"""What is kept of one need of one holder, and how it moves: grows between marks, shrinks by what met it."""

from datetime import datetime
from math import exp, log
from typing import Literal, NamedTuple

from kinwell.core.catalogue import Need, default
from kinwell.core.ids import PersonId
from kinwell.core.log.events import Strength

SLEEP = "sleep"  # the adults' own: its wait is a debt by night, not a cadence (needs/sleep.py)
CUE_LEVEL: dict[Strength, float] = {
    "early": default("cue_early"),
    "clear": default("cue_clear"),
    "urgent": default("cue_urgent"),
}
_PRIOR = default("cadence_prior")
_NOISE = default("cadence_noise")
_CAP = default("cadence_cap")
DAY = 1440.0  # minutes
AWAKE_DAY = 960.0  # running minutes of a day, for a need that waits while its holder is awake
KNOWN_FLOORS = default("known_floors")
KNOWN_CADENCES = default("known_cadences")


type Ladder = tuple[str, str, str]
NO_WORDS: Ladder = ("", "", "")


class NeedState(NamedTuple):
    """One need at the mark that last touched it. Fields `ran...` are minutes on the holder's own clock.

    A NamedTuple, not a dataclass: a fold makes one or two a mark, and replacing in a tuple costs a seventh.

    `d` is the deficit in 0..1. `wait_from` and `floor_from` are from where the wait and the floor count. `said`: the
    holder spoke of it since it was last met in full. `second` is the child it was put second to, `seconds` how often.
    `noticed` counts its cues, so that what a person notices most is nearest to their thumb. `ladder` is how its holder
    calls the three rungs, each empty where our words do.
    """

    at: datetime
    ran: float
    told: datetime
    told_ran: float
    wait_from: float
    floor_from: float
    d: float = 0.0
    full_ran: float | None = None
    said: bool = False
    seconds: int = 0
    second: PersonId | None = None
    cue: Strength | None = None
    cue_name: str = ""
    cue_at: datetime | None = None
    later: Literal["feed_ends", "asleep", "hour"] | None = None
    later_hour: datetime | None = None
    untold: bool = False
    ladder: Ladder = NO_WORDS
    noticed: int = 0
    gaps: int = 0
    log_gap: float = 0.0
    clean: bool = True
    cadence_minutes: float | None = None
    floor_minutes: float | None = None


def untold(at: datetime, ran: float) -> NeedState:
    """Return the state of a need of which nothing was told up to this mark: unknown, until a word about it."""
    return NeedState(at=at, ran=ran, told=at, told_ran=ran, wait_from=ran, floor_from=ran, untold=True)


def running_day(need: Need) -> float:
    """Return how many running minutes of a need pass in a day: sixteen hours of one that stands still in sleep."""
    return AWAKE_DAY if need.while_awake else DAY


def stated_cadence(state: NeedState, need: Need) -> float:
    """Return the cadence in minutes that the holder stated, or else the catalogue's."""
    return state.cadence_minutes or need.cadence_minutes


def stated_floor(state: NeedState, need: Need) -> float | None:
    """Return the floor in minutes that the holder stated, or else the catalogue's; None where there is none."""
    return state.floor_minutes or need.floor_minutes


def cadence(state: NeedState, need: Need) -> float:
    """Return the cadence in minutes, stated and learned (docs/model.md, 1).

    The prior is what the person states; clean gaps pull towards what is lived, never past 1.5 x what was stated, since
    the cadence learned of a deprived person is the deprivation.
    """
    stated = stated_cadence(state, need)
    if state.gaps == 0:
        return stated
    weight = state.gaps / _NOISE
    learned = exp((_PRIOR * log(stated) + weight * state.log_gap) / (_PRIOR + weight))
    return min(learned, _CAP * stated)


def deficit(state: NeedState, need: Need, ran: float) -> float:
    """Return d in 0..1 so many running minutes on: half of what was met is gone after one cadence."""
    if need.code == SLEEP:
        return state.d
    return float(1 - (1 - state.d) * 2 ** (-max(0.0, ran - state.ran) / cadence(state, need)))


def moved(state: NeedState, need: Need, at: datetime, ran: float) -> NeedState:
    """Return the state with its deficit brought up to this mark."""
    return state._replace(at=at, ran=ran, d=deficit(state, need, ran))


def met_a_bit(state: NeedState, need: Need) -> NeedState:
    """Return the state, just moved, after something met the need a bit: it halves the wait and closes the cue; it never
    closes a floor of sleep, food or medicine."""
    half = state.ran - (state.ran - state.wait_from) / 2
    floor = state.ran - (state.ran - state.floor_from) / 2 if need.bit_closes_floor else state.floor_from
    return state._replace(
        told=state.at,
        told_ran=state.ran,
        untold=False,
        d=(1 - need.bit) * state.d,
        wait_from=half,
        floor_from=floor,
        cue=None,
        cue_name="",
        later=None,
    )


def met(state: NeedState, need: Need, at: datetime, ran: float) -> NeedState:
    """Return the state at this mark, after something met the need in full; what it lacked before is nothing to it, so
    that it need not be moved first."""
    gaps, log_gap = _learned(state, need, ran)
    return NeedState(
        at=at,
        ran=ran,
        told=at,
        told_ran=ran,
        wait_from=ran,
        floor_from=ran,
        full_ran=ran,
        noticed=state.noticed,
        gaps=gaps,
        log_gap=log_gap,
        cadence_minutes=state.cadence_minutes,
        floor_minutes=state.floor_minutes,
        ladder=state.ladder,
    )


def met_until_now(state: NeedState, at: datetime, ran: float) -> NeedState:
    """Return the state at the end of a span that met the need from its begin on: nothing is learned."""
    return state._replace(
        at=at,
        ran=ran,
        told=at,
        told_ran=ran,
        untold=False,
        d=0.0,
        wait_from=ran,
        floor_from=ran,
        cue=None,
        cue_name="",
    )


def _learned(state: NeedState, need: Need, ran: float) -> tuple[int, float]:
    """Return how many gaps are learned and their mean log, with the one since the last full response if it is clean.

    Left out: a gap that holds an override, one past the floor (a bad spell), and one in which nothing was told for so
    long that the need had become unknown.
    """
    if state.full_ran is None or not state.clean:
        return state.gaps, state.log_gap
    gap = ran - state.full_ran
    if not 0 < gap <= (stated_floor(state, need) or known_minutes(state, need)):
        return state.gaps, state.log_gap
    gaps = state.gaps + 1
    return gaps, state.log_gap + (log(gap) - state.log_gap) / gaps


def known_minutes(state: NeedState, need: Need) -> float:
    """Return for how many running minutes after the last word a need counts as known: 2 floors, else 4 cadences."""
    floor = stated_floor(state, need)
    if floor is not None:
        return KNOWN_FLOORS * floor
    return KNOWN_CADENCES * stated_cadence(state, need)
