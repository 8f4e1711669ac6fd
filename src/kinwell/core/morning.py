"""What happened with a child through a night, as one tells it in the morning: pieces of sleep, feeds, changes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from kinwell.core.care import feeds, sleep
from kinwell.core.ids import PersonId
from kinwell.core.log.entry import Entry
from kinwell.core.log.events import Changed, Fed, Slept
from kinwell.core.needs.sleep import SleepLog


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A piece of sleep; `end` is None while it goes on."""

    begin: datetime
    end: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NightOf:
    """A child's night: pieces of sleep in order, when feeds began, and how many changes were told."""

    child: PersonId
    slept: tuple[Piece, ...] = ()
    fed: tuple[datetime, ...] = ()
    changes: int = 0

    @property
    def told(self) -> bool:
        """Whether anything was told of it."""
        return bool(self.slept or self.fed or self.changes)


def night_of(child: PersonId, entries: Iterable[Entry], begin: datetime, end: datetime) -> NightOf:
    """Return a child's night from `begin` to `end`, from entries as they now read. What two carers told as one is one:
    pieces that touch are joined, and a feed told twice within what counts as the same is told once."""
    slept: list[Piece] = []
    fed: list[datetime] = []
    changes = 0
    for entry in sorted(entries, key=lambda entry: entry.at):
        match entry.event:
            case Slept(holder=holder) if holder.id == child and _touches(entry, begin, end):
                slept.append(Piece(begin=entry.at, end=entry.until))
            case Fed(child=of) if of == child and begin <= entry.at < end:
                if not fed or entry.at - fed[-1] > feeds.JOINS:
                    fed.append(entry.at)
            case Changed(child=of) if of == child and begin <= entry.at < end:
                changes += 1
    return NightOf(child=child, slept=_joined(slept), fed=tuple(fed), changes=changes)


def _touches(entry: Entry, begin: datetime, end: datetime) -> bool:
    if entry.until is None:
        return end - entry.at <= sleep.LONGEST and entry.at < end
    return entry.at < end and entry.until > begin


def _joined(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Return the pieces without overlaps: what two told as one is one, and of a piece whose end was never told nothing
    is known once another began."""
    found: list[Piece] = []
    for piece in pieces:
        before = found[-1] if found else None
        if before is not None and before.end is None and piece.begin - before.begin > sleep.JOINS:
            found[-1] = piece
        elif before is not None and (before.end is None or piece.begin <= before.end):
            ends = [end for end in (before.end, piece.end) if end is not None]
            found[-1] = Piece(begin=before.begin, end=max(ends, default=None))
        else:
            found.append(piece)
    return tuple(found)


def longest(log: SleepLog | None, begin: datetime, end: datetime) -> int | None:
    """Return the minutes of the longest piece of sleep that an adult told of between two instants; None where they told
    of none."""
    told = [stretch.minutes(begin, end) for stretch in log.stretches] if log is not None else []
    return int(max(told, default=0.0)) or None
