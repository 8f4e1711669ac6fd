"""What is asked of an adult and by them, and whom they may ask: from a State that was folded for their eyes."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from kinwell.ask import whole
from kinwell.core.clock import FamilyDay, at_wall, half_hours, zone
from kinwell.core.ids import ADULTS, ME, EntryId, PairId, PersonId, Seat, pair_eyes, pair_of
from kinwell.core.people import Adult
from kinwell.core.state import State
from kinwell.core.together.favours import Draft, Favour, Thanks, fades, may_offer
from kinwell.core.together.friends import Friend

MORNING = time(7)  # to which asks rest "until tomorrow"
LATER = (0, 1, 3)  # of the half hours ahead, which are offered as another time


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """An ask as a screen shows it, sent or not: with whom (`other`, `name`), what, how long, when, till when it stands;
    `sendable` says that it can be asked now, and `need` what it is for, where its writer says so."""

    entry: EntryId
    other: PersonId
    name: str
    pair: PairId
    what: str
    minutes: int
    when: datetime
    until: datetime
    child: PersonId | None
    sendable: bool
    need: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked(Ask):
    """An ask that was sent. `mine` says that the viewer asked it, `answered` is the entry of its answer, `could` the
    hour named instead, for which it is `sendable`; `times` are those that may be named instead."""

    mine: bool
    answered: EntryId | None = None
    could: datetime | None = None
    times: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting(Ask):
    """A draft of the viewer's: `now` says that its time has come, so that it would be asked for at once; it is
    `sendable` while no other ask of theirs is open with that adult."""

    now: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What is asked of the viewer (`arrived`) and by them, and how it goes on; thanks that came; drafts; whom they may
    ask, and whom Kinwell may offer to ask, who are their own people where it offers no adult (safety R36). An ask of
    those in `tells` may say what it is for, as the viewer chose."""

    arrived: tuple[Asked, ...]
    waiting: tuple[Asked, ...]
    agreed: tuple[Asked, ...]
    at_another_time: tuple[Asked, ...]
    to_thank: tuple[Asked, ...]
    thanks: tuple[Thanks, ...]
    drafts: tuple[Waiting, ...]
    own_people: tuple[Friend, ...]
    may_ask: tuple[Adult, ...]
    tells: tuple[Adult, ...]
    offers: tuple[Adult | Friend, ...]
    rests_until: datetime | None
    rest_to: datetime

    def waits_for(self, other: PersonId) -> Asked | None:
        """Return the ask of the viewer that is open with that adult."""
        return next((one for one in self.waiting if one.other == other), None)


def asking(state: State, seat: Seat, at: datetime, zone_name: str) -> Asking | None:
    """Return what is asked of this seat's viewer and by them at an instant; None for a seat with nothing of its own."""
    viewer, favours = seat.viewer, state.favours
    if viewer is None or ME not in seat.eyes or viewer not in state.people.adults:
        return None
    able = _able(state, seat, viewer)
    friends = state.friends.of(viewer)
    rests = favours.rested.get(viewer)
    shown = _Shown(state=state, viewer=viewer, at=at, zone=zone_name)
    return Asking(
        arrived=shown.all(favours.arrived(viewer, at), with_times=True),
        waiting=shown.all(favours.waiting(viewer, at)),
        agreed=shown.all(favours.agreed(viewer, at)),
        at_another_time=shown.all(favours.at_another_time(viewer, at)),
        to_thank=shown.all(favours.to_thank(viewer, at)),
        thanks=favours.to_read(viewer, at),
        drafts=tuple(shown.draft(draft) for draft in favours.drafts if draft.by == viewer),
        own_people=friends,
        may_ask=able,
        tells=tuple(one for one in able if state.shows.of(viewer, one.id).asks),
        offers=tuple(one for one in able if may_offer(favours, viewer, one.id, at)) or friends,
        rests_until=rests if rests is not None and rests > at else None,
        rest_to=at_wall(FamilyDay.of(at, zone_name).plus(1).date, MORNING, zone_name),
    )


def own_people(seat: Seat, at: datetime) -> tuple[Friend, ...]:
    """Return the viewer's own people outside the family, in the order they were told."""
    return whole.state(seat, at).friends.of(seat.viewer) if seat.viewer is not None else ()


def alone(seat: Seat, at: datetime) -> bool:
    """Return whether this is the seat of an adult with no other beside them: there is none, or they leave steps for two
    off."""
    viewer = seat.viewer
    if viewer is None or ADULTS not in seat.eyes:
        return False
    return not any(eyes.startswith("pair:") for eyes in seat.eyes) or not _able(whole.state(seat, at), seat, viewer)


def _able(state: State, seat: Seat, viewer: PersonId) -> tuple[Adult, ...]:
    """Return the other adults whom an ask reaches: those who belong to the family today."""
    return tuple(one for one in state.people.beside(viewer) if pair_eyes(pair_of(viewer, one.id)) in seat.eyes)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    """From where asks are shown."""

    state: State
    viewer: PersonId
    at: datetime
    zone: str

    def all(self, favours: Iterable[Favour], *, with_times: bool = False) -> tuple[Asked, ...]:
        found = tuple(self._one(favour) for favour in favours)
        return tuple(replace(one, times=self._times(one)) for one in found) if with_times else found

    def _one(self, favour: Favour) -> Asked:
        mine = favour.by == self.viewer
        other = favour.asked.to if mine else favour.by
        could = favour.could(self.at)
        return Asked(
            entry=favour.entry,
            other=other,
            name=self.state.people.name(other),
            pair=favour.asked.pair,
            what=favour.asked.what,
            minutes=favour.asked.minutes,
            when=favour.asked.when,
            until=favour.asked.until,
            child=favour.asked.child,
            mine=mine,
            need=favour.asked.need,
            answered=favour.answered,
            could=could,
            sendable=could is not None and could > self.at and self._free(other),
        )

    def draft(self, draft: Draft) -> Waiting:
        """Return a draft, with the instants that it would have now."""
        ask, now = draft.ask, draft.ask.when <= self.at
        return Waiting(
            entry=draft.entry,
            other=ask.to,
            name=self.state.people.name(ask.to),
            pair=pair_of(self.viewer, ask.to),
            what=ask.what,
            minutes=ask.minutes,
            when=max(ask.when, self.at),
            until=fades(max(ask.when, self.at), ask.minutes),
            child=ask.child,
            now=now,
            sendable=self._free(ask.to),
            need=ask.need if self.state.shows.of(self.viewer, ask.to).asks else None,
        )

    def _free(self, other: PersonId) -> bool:
        return self.state.favours.between(self.viewer, other, self.at) is None

    def _times(self, asked: Asked) -> tuple[datetime, ...]:
        """Return hours that may be named instead: some after it, and the same tomorrow."""
        after = max(asked.when, self.at)
        halves = half_hours(after, self.zone, max(LATER) + 1)
        wall = after.astimezone(zone(self.zone))
        tomorrow = at_wall(wall.date() + timedelta(days=1), time(wall.hour, wall.minute // 30 * 30), self.zone)
        return (*(halves[place] for place in LATER), tomorrow)
