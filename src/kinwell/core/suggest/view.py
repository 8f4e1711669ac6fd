"""What is so around the viewer at an instant: who is there, what each wants, and how pressing that is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import NamedTuple

from kinwell.core.care import holding
from kinwell.core.catalogue import clock_default, default, smallest
from kinwell.core.catalogue import need as catalogue_need
from kinwell.core.clock import within_hours, zone
from kinwell.core.handover import is_asleep, is_feeding
from kinwell.core.ids import Holder, PersonId, adult, child, pair
from kinwell.core.needs import pressure
from kinwell.core.needs.fullness import Band
from kinwell.core.needs.lists import Bound, weighs
from kinwell.core.needs.need import CUE_LEVEL, SLEEP
from kinwell.core.needs.pressure import Reading
from kinwell.core.state import State
from kinwell.core.suggest.hands import Hands
from kinwell.core.suggest.shapes import Met

# The order of docs/model.md, 2; its 0, danger, opens Help and never reaches a State. Past EARLY nothing is a reason.
CHILD, FLOOR, PAIR, CLEAR, EARLY, KNOWN, ALONG = range(1, 8)
SOON = timedelta(days=default("exercise_after_days"))
WEARY = frozenset({"touched_out", "needed_out"})


class Want(NamedTuple):
    """A known need that could be relieved. `rank` is its place in the order, KNOWN a wait too short to speak of, ALONG
    one that an act may meet along the way but never for its sake; `lack` is what there is to relieve, 0 to 1; `first`
    says that it was put second and its turn has come; `press` orders what is at its floor or leads, else is 0."""

    met: Met
    reading: Reading
    rank: int
    lack: float
    weight: int
    first: bool
    press: float

    @property
    def pressing(self) -> tuple[int, bool, float]:
        """What puts the most pressing of several needs first."""
        return self.rank, not self.first, -self.press


type Wants = Mapping[str, Want]
_NONE: Wants = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Everything the rules and the order ask about.

    `present` are other adults said to be there, `partners` the pair with each of them where it stands, `apart` that
    with each who is not there; `cued` are, by need, the children with a cue of it; `tired` and `weary` (touched or
    needed out) are adults, as far as told; `rests` and `sunk` are acts, by the viewer's own choices; `bounds` are the
    limits and boundaries that hold now, of the viewer and as far as others showed theirs; `weighs` is, by need, how
    much more it weighs with what the viewer values; `newborn` that a child is under 12 weeks; `energy` is how full
    the viewer is.
    """

    viewer: PersonId
    state: State
    at: datetime
    hands: Hands
    night: bool
    present: frozenset[PersonId]
    partners: Mapping[PersonId, Holder]
    asleep: frozenset[PersonId]
    in_arms: frozenset[PersonId]
    rests: frozenset[str]
    sunk: frozenset[str]
    wants: Mapping[Holder, Wants]
    cued: Mapping[str, frozenset[PersonId]]
    tired: frozenset[PersonId]
    weary: frozenset[PersonId]
    apart: Mapping[PersonId, Holder]
    bounds: tuple[Bound, ...]
    weighs: Mapping[str, float]
    newborn: bool
    energy: Band

    def of(self, holder: Holder) -> Wants:
        """Return what this holder is known to want."""
        return self.wants.get(holder, _NONE)

    def others(self, by: PersonId) -> frozenset[PersonId]:
        """Return the adults who are there when this one acts; only the viewer is there for one who does a favour."""
        return self.present if by == self.viewer else frozenset({self.viewer})

    @property
    def children(self) -> tuple[PersonId, ...]:
        """The family's children."""
        return tuple(self.state.people.children)


def view(
    state: State, viewer: PersonId, at: datetime, hands: Hands, present: frozenset[PersonId], energy: Band
) -> View:
    """Return what is so around this adult, in a State that was folded for their eyes; `energy` is how full they are."""
    people, present = state.people, present - state.people.apart
    today = at.astimezone(zone(state.zone)).date()
    pairs = _pairs(state, viewer)
    partners = {who: own for who, own in pairs.items() if who in present}
    asleep = frozenset(child for child in people.children if is_asleep(state, child, at))
    turn = _Turn(
        at=at,
        free=hands.said or asleep == people.children.keys(),
        feeds=any(is_feeding(state, child, at) for child in people.children),
        asleep=asleep,
    )
    holders = [
        adult(viewer),
        *map(adult, people.adults.keys() - {viewer} - people.apart),
        *map(child, people.children),
        *pairs.values(),
    ]
    wants = {holder: _wants(state, holder, turn) for holder in holders if state.needs.of(holder)}
    choices = state.choices.made.get(viewer, {})
    there = present | {viewer}
    return View(
        viewer=viewer,
        state=state,
        at=at,
        hands=hands,
        night=within_hours(
            at, begin=clock_default("drowsy_from"), end=clock_default("drowsy_to"), zone_name=state.zone
        ),
        present=present - {viewer},
        partners=partners,
        asleep=asleep,
        in_arms=frozenset(child for child in people.children if _in_arms(state, child, at)),
        rests=frozenset(act for act, choice in choices.items() if choice.rests(at, state.zone)),
        sunk=frozenset(act for act, choice in choices.items() if choice.sunk(at)),
        wants=wants,
        cued=_cued(wants),
        tired=frozenset(who for who in there if _tired(wants.get(adult(who), _NONE))),
        weary=frozenset(who for who in there if _weary(wants.get(adult(who), _NONE))),
        apart={who: own for who, own in pairs.items() if who not in present},
        bounds=tuple(one for one in state.lists.bounds_of({*there, *pairs}) if one.holds(at, state.zone)),
        weighs=weighs(state.lists.values_of(viewer)),
        newborn=any(today - child.born < SOON for child in people.children.values()),
        energy=energy,
    )


class _Turn(NamedTuple):
    """What decides whose turn has come: hands are free, a feed runs, which children sleep."""

    at: datetime
    free: bool
    feeds: bool
    asleep: frozenset[PersonId]


def _pairs(state: State, viewer: PersonId) -> dict[PersonId, Holder]:
    """Return the pairs of the viewer that stand, by who the other is."""
    agreed = state.people.agreed
    return {who: pair(id) for id in state.people.pairs(viewer) for who in agreed[id] if who != viewer}


def _in_arms(state: State, child: PersonId, at: datetime) -> bool:
    return is_feeding(state, child, at) or state.holding.now(child, at, longest=holding.LONGEST) is not None


def _wants(state: State, holder: Holder, turn: _Turn) -> Wants:
    readings = pressure.read_all(state.needs, holder, turn.at, state.zone)
    wants = (_want(reading, turn) for reading in readings)
    return {want.met.need: want for want in wants if want is not None}


def _want(reading: Reading, turn: _Turn) -> Want | None:
    """Return what there is to relieve of this need; None when it is unknown or met, or could be only by waking a
    child."""
    if reading.deficit is None or (reading.holder.id in turn.asleep and smallest(reading.need).child == "awake"):
        return None
    # Sleep can be at its floor with a debt of nought: what is at its floor lacks as much as a clear cue says.
    lack = max(reading.deficit, CUE_LEVEL["clear"]) if reading.at_floor else reading.deficit
    if lack <= 0:
        return None
    rank = _rank(reading, turn)
    return Want(
        met=Met(holder=reading.holder, need=reading.need),
        reading=reading,
        rank=rank,
        lack=lack,
        weight=catalogue_need(reading.need).weight,
        first=rank == FLOOR and reading.second is not None and turn.free,
        press=(reading.cue == "urgent") + (reading.past_floor if rank == FLOOR else 0.0) if rank <= FLOOR else 0.0,
    )


def _rank(reading: Reading, turn: _Turn) -> int:
    """Return the place of a known need in the order (docs/model.md, 2)."""
    if reading.holder.kind == "child":  # children have cues: the clock does not speak for them
        return {"urgent": CHILD, "clear": CHILD, "early": EARLY, None: ALONG}[reading.cue]
    if not _due(reading, turn):
        return ALONG
    deficit, is_pair = reading.deficit or 0.0, reading.holder.kind == "pair"
    if reading.cue == "urgent" or reading.at_floor or (reading.second is not None and turn.free and not is_pair):
        return PAIR if is_pair else FLOOR
    if reading.cue == "clear" or reading.later is not None or deficit >= CUE_LEVEL["clear"]:
        return CLEAR
    if reading.cue == "early" or deficit >= CUE_LEVEL["early"]:
        return EARLY
    return ALONG if is_pair else KNOWN


def _due(reading: Reading, turn: _Turn) -> bool:
    """Return whether the moment that its holder named has come, or none was named."""
    match reading.later:
        case "hour":
            return reading.later_hour is None or turn.at >= reading.later_hour
        case "feed_ends":
            return not turn.feeds
        case "asleep":
            return bool(turn.asleep)
    return True


def _cued(wants: Mapping[Holder, Wants]) -> Mapping[str, frozenset[PersonId]]:
    """Return, by need, the children who gave a cue of it."""
    found: dict[str, set[PersonId]] = {}
    for holder, mine in wants.items():
        for want in mine.values() if holder.kind == "child" else ():
            if want.reading.cue is not None:
                found.setdefault(want.met.need, set()).add(PersonId(holder.id))
    return {need: frozenset(who) for need, who in found.items()}


def _tired(wants: Wants) -> bool:
    """Return whether this adult's sleep is clear, urgent or at its floor, as far as told (safety R41)."""
    want = wants.get(SLEEP)
    return want is not None and (want.reading.at_floor or want.reading.cue in ("clear", "urgent"))


def _weary(wants: Wants) -> bool:
    return any(want.reading.cue is not None and want.reading.cue_name in WEARY for want in wants.values())
