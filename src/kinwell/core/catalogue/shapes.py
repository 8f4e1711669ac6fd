"""The shapes of the catalogue: a need, a cue, an act and what it meets, an age band; codes and numbers, no sentence."""

from dataclasses import dataclass
from typing import Literal, get_args

Of = Literal["adult", "child", "pair"]
Rung = Literal["early", "clear", "urgent"]
RUNGS: tuple[Rung, ...] = get_args(Rung)
For = Literal["self", "other", "child", "pair"]
ChildState = Literal["any", "asleep", "awake"]
Place = Literal["anywhere", "home", "outside"]
Trait = Literal["touch", "talk", "visitors", "work", "exercise"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """Something a holder needs again and again; minutes are the need's own running time (docs/model.md, 1)."""

    code: str
    of: Of
    while_awake: bool
    cadence_minutes: float
    floor_minutes: float | None
    bit: float
    bit_closes_floor: bool
    weight: int
    danger: tuple[Rung, ...]
    drawn: bool
    from_month: float
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A cue in its own right, taken as a cue of the need it belongs to, at this strength."""

    code: str
    need: str
    strength: Rung
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Meets:
    """One need that an act meets: whose, seen from whoever does it, and whether fully or a bit."""

    need: str
    holder: For
    full: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """A kind of response on offer. `child="asleep"` is also met while another adult has settled to have the child.

    `carried` says that it can be done with a child in arms or a carrier; `apart` that it reaches the other of a pair
    who is not there, as a message does; `traits` are what a boundary may forbid.
    """

    code: str
    minutes: float
    meets: tuple[Meets, ...]
    hands: int
    others: bool
    apart: bool
    child: ChildState
    carried: bool
    place: Place
    traits: tuple[Trait, ...]
    consent: bool
    interruptible: bool
    drowsy_unsafe: bool
    effort: int
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Season:
    """An age from which so many questions about a child fit, one a week."""

    code: str
    from_month: float
    questions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeBand:
    """What sleep and feeds are often like from one age in months (inclusive) to another (exclusive)."""

    from_month: float
    to_month: float
    nap_minutes_q10: float
    nap_minutes_q50: float
    nap_minutes_q90: float
    naps_a_day: float
    first_wake_window_minutes: float
    wake_window_minutes: float
    feed_interval_day_minutes: float
    feed_interval_night_minutes: float
    source: str
