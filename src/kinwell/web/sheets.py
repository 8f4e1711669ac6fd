"""The sheets that slide from below on Now: which needs a person may notice, and the notice sheet after a tap."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from kinwell.ask import Now, fitting
from kinwell.core.catalogue import RUNGS, Cue, Need, act, cues, need, own_needs
from kinwell.core.clock import zone
from kinwell.core.ids import EntryId, Holder, PersonId, adult
from kinwell.core.log.entry import Entry
from kinwell.core.log.events import CueNoticed, Side
from kinwell.core.needs.need import NO_WORDS, Ladder
from kinwell.core.needs.pressure import Reading
from kinwell.core.people import Adult, Child, People

FIRST_SIX = 6
USUAL = ("eat", "drink", "toilet", "sleep", "sit", "quiet")  # until a person has their own: product, the first evening
# What makes space after such a cue, the first that can be done: handing over takes somebody to hand over to.
SPACE = {"touched_out": ("nobody_on_me",), "needed_out": ("small_relief", "nobody_on_me")}
HOURS_OFFERED = 3  # "At…": the next full hours


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildNeeds:
    """A child, as a holder, and the needs that fit their age."""

    child: Child
    holder: Holder
    needs: tuple[Need, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A child in the row of one-tap logs: what goes on with them, as the entry to end it by, and at which side."""

    child: Child
    holder: Holder
    feeding: EntryId | None = None
    side: Side | None = None
    asleep: EntryId | None = None
    holding: EntryId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheets:
    """What the sheets of Now offer: the viewer's six and the other needs, cues in their own right, the children's."""

    me: Holder | None
    six: tuple[Need, ...]
    others: tuple[Need, ...]
    cues: tuple[Cue, ...]
    children: tuple[ChildNeeds, ...]
    called: tuple[tuple[str, str], ...] = ()
    """What the viewer calls the needs of their own: code and name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """The notice sheet after a tap: the cue that was logged, its rungs, and the answers to it."""

    entry: Entry
    holder: Holder
    need: Need
    cue: str
    strength: str
    people: People
    hours: tuple[datetime, ...]
    feeding: bool
    readers: tuple[str, ...] = ()
    """The other adults, by name, to whom the viewer shows a word of it."""
    ladder: Ladder = NO_WORDS

    def own_words(self, rung: str) -> str:
        """Return how its holder calls a rung; empty where our words do, as they always do where a rung is danger."""
        return "" if rung in self.need.danger else self.ladder[self.rungs.index(rung)]

    @property
    def mine(self) -> bool:
        """Whether it is the viewer's own."""
        return self.holder.kind == "adult"

    @property
    def rungs(self) -> tuple[str, ...]:
        """The three rungs of the ladder."""
        return RUNGS

    @property
    def others(self) -> tuple[Adult, ...]:
        """The other adults of the family, who may be told in a message of one's own phone."""
        return self.people.beside(PersonId(self.holder.id)) if self.mine else ()

    @property
    def space(self) -> str:
        """The act that makes space after touched out or needed out; empty after any other cue."""
        able = (code for code in SPACE.get(self.cue, ()) if self.others or not act(code).others)
        return next(able, "")

    @property
    def children(self) -> tuple[Child, ...]:
        """The children who may come first, the youngest first."""
        return self.people.youngest_first()

    @property
    def child(self) -> Child | None:
        """The child it is about; for an adult's own, the first child, who may come first."""
        if not self.mine:
            return self.people.children.get(PersonId(self.holder.id))
        return next(iter(self.people.youngest_first()), None)


def rows(now: Now) -> tuple[Row, ...]:
    """Return the row of one-tap logs, the youngest child first."""
    goes_on = {(doing.person, doing.kind): doing for doing in now.doing}
    found = []
    for line in now.children:
        feed, sleep, hold = (goes_on.get((line.child.id, kind)) for kind in ("feed", "sleep", "hold"))
        found.append(
            Row(
                child=line.child,
                holder=line.holder,
                feeding=feed.entry if feed else None,
                side=feed.side if feed else None,
                asleep=sleep.entry if sleep else None,
                holding=hold.entry if hold else None,
            )
        )
    return tuple(found)


def sheets(now: Now) -> Sheets:
    """Return what may be noticed from a seat: for a helper the children's needs and nothing of the adults."""
    today = now.at.astimezone(zone(now.zone)).date()
    own = sorted(now.own.needs, key=_nearness) if now.own else []
    mine = [need(reading.need) for reading in own]
    return Sheets(
        me=adult(now.viewer) if now.own is not None and now.viewer is not None else None,
        six=tuple(mine[:FIRST_SIX]),
        others=tuple(mine[FIRST_SIX:]),
        cues=tuple(cues().values()),
        children=tuple(
            ChildNeeds(child=line.child, holder=line.holder, needs=fitting(line.child.months(today)))
            for line in now.children
        ),
        called=tuple(now.called.items()),
    )


def noted(now: Now, entry: Entry) -> Noted | None:
    """Return the notice sheet for a cue that was logged; None for an entry that is none."""
    event = entry.event
    if not isinstance(event, CueNoticed):
        return None
    return Noted(
        entry=entry,
        holder=event.holder,
        need=need(event.need),
        cue=event.cue,
        strength=event.strength,
        people=now.people,
        hours=_next_hours(now.at, entry.zone),
        feeding=any(line.feeding for line in now.children),
        ladder=_ladder(now, event),
        readers=tuple(other.name for other in now.others if event.need in other.shows),
    )


def _ladder(now: Now, cue: CueNoticed) -> Ladder:
    """Return the viewer's own words for the rungs of this cue's need, where it is their own."""
    mine = now.own.needs if now.own is not None and cue.holder.id == now.viewer else ()
    return next((reading.ladder for reading in mine if reading.need == cue.need), NO_WORDS)


def _nearness(reading: Reading) -> tuple[int, int, bool]:
    """Return how near to the thumb a need of one's own belongs: by use, then the usual six, then what they named."""
    return -reading.noticed, _usual(reading.need), reading.need not in own_needs()


def _usual(code: str) -> int:
    return USUAL.index(code) if code in USUAL else len(USUAL)


def _next_hours(at: datetime, zone_name: str) -> tuple[datetime, ...]:
    wall = at.astimezone(zone(zone_name)).replace(minute=0, second=0, microsecond=0)
    hours: Sequence[datetime] = [wall + timedelta(hours=ahead + 1) for ahead in range(HOURS_OFFERED)]
    return tuple(hours)
