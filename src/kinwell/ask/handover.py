"""The hand-over card of a child, and what was new while somebody else had them. Of the adults nothing stands on it but
who said that they have the child, and who wrote what is new."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from kinwell.ask import whole
from kinwell.ask.favours import Asking, asking
from kinwell.core import handover
from kinwell.core.care import feeds, sleep
from kinwell.core.care.cards import Line
from kinwell.core.care.runs import Run
from kinwell.core.catalogue import AgeBand, age_band
from kinwell.core.clock import zone as wall_zone
from kinwell.core.handover import Between, Fact
from kinwell.core.ids import PersonId, Seat
from kinwell.core.log.events import CardWritten, Side
from kinwell.core.people import Child, People
from kinwell.core.state import State
from kinwell.core.together.duty import LASTS, Duty, turns, who_has

FIRST_WEEK = timedelta(weeks=1)
LINE_STAYS = timedelta(hours=24)  # as long as a word of who has the child
AWAY_STAYS = timedelta(hours=3)  # what was new is then old


@dataclass(frozen=True, slots=True, kw_only=True)
class Slept:
    """A child's sleep, the last or the one that goes on (no end), and who told of it."""

    begin: datetime
    end: datetime | None
    by: PersonId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """The lines of a card: the feed that goes on or was last, with which side and when next; the sleep, with when the
    child is often tired or up; the last change; medicine, of which no kind of event tells yet; and what helps."""

    fed: Fact | None = None
    next_side: Side | None = None
    next_feed: Between | None = None
    slept: Slept | None = None
    next_sleep: Between | None = None
    changed: Fact | None = None
    medicine: None = None
    helps: str = ""

    @property
    def told(self) -> bool:
        """Whether any of them tells something."""
        return any((self.fed, self.slept, self.changed, self.helps))


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What whoever takes a child over needs: the child, what is so now, the lines, what an adult wrote, who has them,
    and the last line that was left. `learning` says that the child's own rhythm is not known yet."""

    at: datetime
    zone: str
    viewer: PersonId | None
    people: People
    child: Child
    now: Fact | None
    lines: Lines
    learning: bool
    written: CardWritten
    duty: Duty | None
    line: Line | None
    seen: str
    asking: Asking | None = None
    """Whom the viewer may ask; None for whoever has nothing of their own here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Away:
    """What was new of a child while others had them, and the line that was left: for the one who has them again."""

    child: Child
    since: datetime
    till: datetime
    by: tuple[PersonId, ...]
    lines: Lines
    line: Line | None


def card(seat: Seat, child: PersonId, at: datetime, *, keeps: bool = False) -> Card | None:
    """Return the hand-over card of a child at an instant; None when there is no such child. `keeps` as in ask.now."""
    found = whole.recalled(seat, at, keeps=keeps)
    state = found.state
    known = state.people.children.get(child)
    if known is None:
        return None
    facts = handover.facts(state, child, at)
    band = age_band(known.months(at.astimezone(wall_zone(found.zone)).date()))
    written = state.cards.of(child)
    return Card(
        at=at,
        zone=found.zone,
        viewer=seat.viewer,
        people=state.people,
        child=known,
        now=next((fact for fact in facts if fact.kind in ("asleep", "awake")), None),
        lines=_lines(state, child, at, facts, band, found.zone),
        learning=learning(state, child, at),
        written=written,
        duty=who_has(state.duties, state.nights, child, at),
        line=_line(state, child, since=at - LINE_STAYS),
        seen=found.seen,
        asking=asking(state, seat, at, found.zone),
    )


def learning(state: State, child: PersonId, at: datetime) -> bool:
    """Return whether a child's own rhythm is not known yet, in the first week of their log."""
    return at - state.sleeps.first.get(child, at) < FIRST_WEEK


def away(state: State, viewer: PersonId, at: datetime) -> tuple[Away, ...]:
    """Return what was new of each child who came back to the viewer lately: by a word of theirs, by an hour of a
    settled night, or as somebody else's night ended and nobody is known to have the child."""
    found = []
    for child in state.people.youngest_first():
        turn = _others_turn(state, child.id, viewer, at)
        if turn is not None:
            since, till, by = turn
            line = _line(state, child.id, since=since)
            lines = _new(state, child.id, since, till, at)
            left = line if line is not None and line.by != viewer else None
            if lines.told or left is not None:
                found.append(Away(child=child, since=since, till=till, by=by, lines=lines, line=left))
    return tuple(found)


def _others_turn(
    state: State, child: PersonId, viewer: PersonId, at: datetime
) -> tuple[datetime, datetime, tuple[PersonId, ...]] | None:
    """Return since when, till when and who had the child, where they are the viewer's again or nobody's, and that not
    for long. A helper comes back to a child whom they had before; so does an adult where nobody took the child over."""
    known = turns(state.duties, state.nights, child, at)
    back = len(known)
    while back and known[back - 1].person in (viewer, None):
        back -= 1
    if not 0 < back < len(known) or at - known[back].since > AWAY_STAYS:
        return None
    first = back
    while first and known[first - 1].person not in (viewer, None):
        first -= 1
    others, ended = known[first:back], known[back]
    adult = state.people.adults.get(viewer)
    had_before = any(turn.person == viewer for turn in known[:first])
    if not had_before and (ended.person is None or adult is None or adult.role != "adult"):
        return None
    if ended.since - others[-1].since > LASTS:
        return None
    return others[0].since, ended.since, tuple(dict.fromkeys(turn.person for turn in others if turn.person))


def _lines(state: State, child: PersonId, at: datetime, facts: Iterable[Fact], band: AgeBand, zone_name: str) -> Lines:
    by_kind = {fact.kind: fact for fact in facts}
    last = state.feeds.last.get(child)
    feeding = "feeding" in by_kind
    return Lines(
        fed=by_kind.get("feeding") or by_kind.get("fed"),
        next_side=_other(last.side) if last is not None and not feeding else None,
        next_feed=handover.next_feed(state, child, at, band, zone_name),
        slept=_slept(state, child, at),
        next_sleep=handover.next_sleep(state, child, at, band, zone_name),
        changed=by_kind.get("changed"),
        helps=state.cards.of(child).helps,
    )


def _new(state: State, child: PersonId, since: datetime, till: datetime, at: datetime) -> Lines:
    """Return of the lines what became so between two instants; what often comes next stands on the card."""
    by_kind = {fact.kind: fact for fact in handover.facts(state, child, at)}
    running = state.feeds.now(child, at, longest=feeds.LONGEST)
    fed = by_kind.get("feeding") if _new_run(running, since, till) else None
    fed = fed or (by_kind.get("fed") if _new_run(state.feeds.last.get(child), since, till) else None)
    slept = _slept(state, child, at)
    changed = by_kind.get("changed")
    anew = state.cards.helps_since.get(child)
    return Lines(
        fed=fed,
        slept=slept if _new_run(slept, since, till) else None,
        changed=changed if changed is not None and since <= changed.at < till else None,
        helps=state.cards.of(child).helps if anew is not None and since <= anew < till else "",
    )


def _new_run(run: Run | Slept | None, since: datetime, till: datetime) -> bool:
    """Return whether a feed or a sleep began or ended between two instants."""
    if run is None or run.begin >= till:
        return False
    return run.begin >= since or (run.end is not None and since <= run.end <= till)


def _slept(state: State, child: PersonId, at: datetime) -> Slept | None:
    run = state.sleeps.now(child, at, longest=sleep.LONGEST)
    if run is None and child not in state.sleeps.running:
        run = state.sleeps.last.get(child)
    return Slept(begin=run.begin, end=run.end, by=run.by) if run is not None else None


def _line(state: State, child: PersonId, *, since: datetime) -> Line | None:
    line = state.cards.lines.get(child)
    return line if line is not None and line.at >= since else None


def _other(side: Side | None) -> Side | None:
    match side:
        case "left":
            return "right"
        case "right":
            return "left"
    return None
