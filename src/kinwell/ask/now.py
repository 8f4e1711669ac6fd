"""Now: what is so at an instant, and one small thing to do; for a seat, and nobody else's eyes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from kinwell.ask import whole
from kinwell.ask.favours import Asking, asking
from kinwell.ask.handover import Away, away, learning
from kinwell.ask.history import entry as entry_as_it_reads
from kinwell.ask.morning import Morning
from kinwell.ask.morning import read as read_morning
from kinwell.ask.tonight import Tonight
from kinwell.ask.tonight import read as read_tonight
from kinwell.core import handover, suggest
from kinwell.core.catalogue import AgeBand, age_band, clock_default
from kinwell.core.clock import FamilyDay, Window, minutes_between, within_hours
from kinwell.core.clock import zone as wall_zone
from kinwell.core.handover import Fact
from kinwell.core.ids import ME, SHARED, EntryId, Holder, PersonId, Seat, adult
from kinwell.core.ids import child as child_holder
from kinwell.core.log.entry import Entry
from kinwell.core.log.events import Side
from kinwell.core.needs import pressure, shown
from kinwell.core.needs.choices import Started
from kinwell.core.needs.fullness import Band, Fullness
from kinwell.core.needs.own_acts import OwnActs
from kinwell.core.needs.pressure import Reading
from kinwell.core.people import Adult, Child, People
from kinwell.core.reasons import Reason
from kinwell.core.state import State
from kinwell.core.suggest import Suggestion
from kinwell.core.together.duty import Duty, who_has
from kinwell.core.together.showing import Showing


@dataclass(frozen=True, slots=True, kw_only=True)
class Doing:
    """Something that goes on: who, what (`sleep`, `feed`, `hold`, `act`), since when, by whom it was begun, and the
    entry to end it by; of a feed how and at which side, of an act which."""

    person: PersonId
    name: str
    kind: str
    since: datetime
    minutes: int
    entry: EntryId
    by: PersonId | None = None
    how: str = ""
    side: Side | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnSleep:
    """The viewer's own sleep, while it goes on: the entry to end it by, and since when."""

    entry: EntryId
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """The viewer's own well: a level of 0 to 100, or None while too little is told; every need; one question, about a
    cue of theirs that rests or else (`question.asked`) about a need past its floor without a word; and how full
    they said they are. `often` are acts that they lately took for the third time."""

    level: int | None
    needs: tuple[Reading, ...]
    question: Reading | None
    act: Started | None
    sleep: OwnSleep | None
    full: Fullness
    often: frozenset[str] = frozenset()
    called: Mapping[str, str] = field(default_factory=dict)
    """What they call the needs of their own, by code."""

    @property
    def known(self) -> tuple[Reading, ...]:
        """The needs of which enough was told, the one that waits most first."""
        told = [reading for reading in self.needs if reading.known]
        return tuple(sorted(told, key=lambda reading: (not reading.at_floor, -(reading.deficit or 0.0))))


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildLine:
    """A child and the facts told of them; `band` is what is usual at this age, as ranges, `learning` that their own
    rhythm is not known yet, in the first week of their log, and `duty` who has them, as said or settled."""

    child: Child
    facts: tuple[Fact, ...]
    band: AgeBand
    learning: bool
    cues: tuple[Reading, ...]
    duty: Duty | None = None

    def fact(self, kind: str) -> Fact | None:
        """Return the fact of this kind, if it is known."""
        return next((fact for fact in self.facts if fact.kind == kind), None)

    @property
    def holder(self) -> Holder:
        """The child as a holder of needs."""
        return child_holder(self.child.id)

    @property
    def feeding(self) -> Fact | None:
        """The feed that goes on."""
        return self.fact("feeding")

    @property
    def asleep(self) -> Fact | None:
        """The sleep that goes on."""
        return self.fact("asleep")

    @property
    def holding(self) -> Fact | None:
        """The holding that goes on."""
        return self.fact("holding")


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherLine:
    """Another adult, and the words they chose to show; no level, ever. `shows` are the needs of which the viewer shows
    them words, `new` that the two are together here since today and the viewer has chosen nothing yet."""

    adult: PersonId
    name: str
    words: tuple[Reason, ...]
    shows: tuple[str, ...] = ()
    new: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Now:
    """What is so at an instant, and one small thing to do: the answer behind the Now screen and `kinwell now`."""

    at: datetime
    zone: str
    viewer: PersonId | None
    people: People
    doing: tuple[Doing, ...]
    own: Own | None
    children: tuple[ChildLine, ...]
    others: tuple[OtherLine, ...]
    window: Window | None
    suggestion: Suggestion
    night: Doing | None
    """The feed or holding that goes on in the night, when the screen shows that and nothing else."""
    asking: Asking | None
    """What is asked of the viewer and by them; None for whoever has nothing of their own here."""
    seen: str
    """A word that changes whenever something was written that these eyes may see (ask.seen)."""
    entry: Entry | None = None
    """The entry that was asked about, as it now reads."""
    tonight: Tonight | None = None
    """How the night goes, while Now shows it."""
    away: tuple[Away, ...] = ()
    """What was new of each child whom others had and the viewer has again."""
    morning: Morning | None = None
    """In the morning, the night that was."""
    own_acts: OwnActs = field(default_factory=OwnActs)
    """The acts that the family added, by what it calls them."""

    @property
    def called(self) -> Mapping[str, str]:
        """What the viewer calls the needs of their own, by code."""
        return self.own.called if self.own is not None else {}

    @property
    def alone(self) -> bool:
        """Whether the viewer is an adult with no other beside them, as far as they will have it."""
        return self.asking is not None and not self.asking.may_ask

    @property
    def tells_night(self) -> bool:
        """Whether the night is told now: in the morning, unless others had a child since."""
        morning = self.morning
        return morning is not None and not any(away.till > morning.until for away in self.away)

    @property
    def holds_offers(self) -> bool:
        """Whether suggestions make room for an ask that came, so that there is one card; a child's cue does not."""
        cued = any(_leads(cue) for line in self.children for cue in line.cues)
        return self.asking is not None and bool(self.asking.arrived) and not cued


def now(
    seat: Seat,
    at: datetime,
    *,
    hands_minutes: float | None = None,
    keeps: bool = False,
    about: EntryId | None = None,
) -> Now:
    """Return what is so for this seat at an instant. `keeps` says that the instant is the present, so that what was
    folded on the way is worth keeping for the next answer; `about` asks for an entry with it."""
    found = whole.recalled(seat, at, keeps=keeps)
    state = found.state
    viewer = seat.viewer if seat.viewer in state.people.adults and ME in seat.eyes else None
    doing = _doing(state, seat, at)
    children = _children(state, at, found.zone)
    own = _own(state, viewer, at, children) if viewer is not None else None
    return Now(
        at=at,
        zone=found.zone,
        viewer=seat.viewer,
        people=state.people,
        doing=doing,
        own=own,
        children=children,
        others=_others(state, seat, at, found.zone),
        window=None,
        suggestion=_suggestion(state, viewer, at, hands_minutes, own.full.band, _there(state, viewer, children, at))
        if viewer and own
        else Suggestion(),
        night=_at_night(doing, seat, at, found.zone),
        asking=asking(state, seat, at, found.zone),
        seen=found.seen,
        entry=_entry(seat, found.standing.entries, about) if about is not None else None,
        tonight=read_tonight(state, seat, at, zone_name=found.zone, created=found.created),
        away=away(state, seat.viewer, at) if seat.viewer is not None else (),
        morning=read_morning(state, seat, at, zone_name=found.zone),
        own_acts=state.own_acts,
    )


def _entry(seat: Seat, at_hand: Sequence[Entry], id: EntryId) -> Entry | None:
    """Return an entry as it now reads: a fresh one is at hand, an old one is looked up; None when it does not stand or
    is not for these eyes."""
    fresh = next((entry for entry in at_hand if entry.id == id), None)
    return fresh or entry_as_it_reads(seat, id)


def _doing(state: State, seat: Seat, at: datetime) -> tuple[Doing, ...]:
    """Return what goes on: with each child, and the viewer's own."""
    found: list[Doing] = []
    kinds = {"asleep": "sleep", "feeding": "feed", "holding": "hold"}
    for child in state.people.youngest_first():
        facts = handover.facts(state, child.id, at)
        found += [_child_doing(child, fact, kinds[fact.kind]) for fact in facts if fact.kind in kinds]
    act = state.choices.now(seat.viewer, at) if seat.viewer is not None else None
    if act is not None and seat.viewer is not None:
        name = state.people.name(seat.viewer)
        minutes = int(minutes_between(act.since, at))
        found.append(
            Doing(
                person=seat.viewer,
                name=name,
                kind="act",
                since=act.since,
                minutes=minutes,
                entry=act.entry,
                how=act.act,
            )
        )
    return tuple(found)


def _at_night(doing: Sequence[Doing], seat: Seat, at: datetime, zone_name: str) -> Doing | None:
    begin, end = clock_default("night_screen_from"), clock_default("night_screen_to")
    if not within_hours(at, begin=begin, end=end, zone_name=zone_name):
        return None
    own = (one for one in doing if one.kind in ("feed", "hold") and one.by in (None, seat.viewer))
    return next(own, None)


def _child_doing(child: Child, fact: Fact, kind: str) -> Doing:
    entry = EntryId(UUID(fact.entry))
    return Doing(
        person=child.id,
        name=child.name,
        kind=kind,
        since=fact.at,
        minutes=fact.minutes_ago,
        entry=entry,
        by=fact.by,
        how=fact.how,
        side=fact.side,
    )


def _own(state: State, viewer: PersonId, at: datetime, children: Sequence[ChildLine]) -> Own:
    readings = pressure.read_all(state.needs, adult(viewer), at, state.zone)
    act, asleep = state.choices.now(viewer, at), _own_sleep(state, viewer, at)
    act = replace(act, does=state.own_acts.meets(act.act)) if act is not None else None
    # No time to ask about a cue: something of one's own goes on that may be its answer, or a child's cue leads.
    cues = act is None and asleep is None and not any(_leads(cue) for line in children for cue in line.cues)
    return Own(
        level=pressure.level(readings),
        needs=readings,
        question=pressure.question(state.needs, readings, at, state.zone, cues=cues),
        act=act,
        sleep=asleep,
        full=state.fullness(viewer, at),
        often=state.choices.often(viewer),
        called=state.needs.called(adult(viewer)),
    )


def _leads(cue: Reading) -> bool:
    """Return whether a child's cue is one that comes before everything else (docs/model.md, 2)."""
    return cue.cue in ("clear", "urgent")


def _own_sleep(state: State, viewer: PersonId, at: datetime) -> OwnSleep | None:
    clock = state.needs.clocks.get(viewer)
    if clock is None or clock.asleep_since is None or not clock.sleeps(at):
        return None
    return OwnSleep(entry=clock.asleep[-1], since=clock.asleep_since)


def _children(state: State, at: datetime, zone_name: str) -> tuple[ChildLine, ...]:
    today = at.astimezone(wall_zone(zone_name)).date()
    return tuple(
        ChildLine(
            child=child,
            facts=handover.facts(state, child.id, at),
            band=age_band(child.months(today)),
            learning=learning(state, child.id, at),
            duty=who_has(state.duties, state.nights, child.id, at),
            cues=tuple(
                reading
                for reading in pressure.read_all(state.needs, child_holder(child.id), at, state.zone)
                if reading.cue is not None and reading.known
            ),
        )
        for child in state.people.youngest_first()
    )


def _there(state: State, viewer: PersonId, children: Sequence[ChildLine], at: datetime) -> frozenset[PersonId]:
    """Return the other adults who are said to be there, as they have a child by their word or a settled shift."""
    said = frozenset[PersonId]().union(*(line.duty.there(at) for line in children if line.duty is not None))
    return frozenset(one.id for one in state.people.beside(viewer)) & said


def _others(state: State, seat: Seat, at: datetime, zone_name: str) -> tuple[OtherLine, ...]:
    """Return the other adults, with a word for each cue that they chose to show and that is still open."""
    if not seat.eyes >= SHARED:
        return ()
    me = state.people.adults.get(seat.viewer) if seat.viewer is not None else None
    return tuple(_other(state, me, other, at, zone_name) for other in state.people.beside(seat.viewer))


def _other(state: State, me: Adult | None, other: Adult, at: datetime, zone_name: str) -> OtherLine:
    showing = state.shows.of(me.id, other.id) if me is not None else Showing()
    since = max(me.added, other.added) if me is not None else None
    today = FamilyDay.of(at, zone_name)
    return OtherLine(
        adult=other.id,
        name=other.name,
        words=tuple(
            Reason(code="shown.glad", facts={"name": other.name, "need": need})
            for need in shown.words(state.needs, adult(other.id), at)
        ),
        shows=showing.needs,
        new=since is not None and FamilyDay.of(since, zone_name) == today and showing == Showing(),
    )


def _suggestion(
    state: State,
    viewer: PersonId,
    at: datetime,
    hands_minutes: float | None,
    energy: Band,
    present: frozenset[PersonId],
) -> Suggestion:
    """Return what may be done now. It names nothing of another adult: how long they have waited is theirs (safety
    R30), and what they show stands beside their name."""
    found = suggest.now(state, viewer, at, hands_minutes=hands_minutes, energy=energy, present=present)
    named = (met for met in found.named if met.holder.kind != "adult" or met.holder.id == viewer)
    return replace(found, named=tuple(named))
