"""History: a day of the log as it now reads, and who changed what."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime, timedelta

from kinwell.ask import whole
from kinwell.core.clock import FamilyDay
from kinwell.core.ids import CARE, ME, SHARED, EntryId, PersonId, Seat, pair_eyes
from kinwell.core.log.entry import Entry
from kinwell.core.log.entry import may_change as entry_may_change
from kinwell.core.log.events import META, UNTOLD, Amended, EyesChanged, Restored, Retracted, SideSwitched
from kinwell.core.log.standing import stand
from kinwell.core.people import People
from kinwell.store import journal, recall
from kinwell.store.models import IndexRow
from kinwell.store.within import within

ANYWHERE = timedelta(hours=26)  # how far apart two wall clocks on earth can be
SLIP = timedelta(minutes=10)  # what its writer took back within that was a slip, and is nobody's history


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One field that was changed, and what stood there before; `removed` or `restored` for the whole of an entry."""

    field: str
    before: object = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A word about an entry: who, when, and what it changed."""

    by: PersonId | None
    at: datetime
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of History: the entry as it now reads, what was changed by whom, whether the viewer may change it, and
    whether others may read of what is their own."""

    entry: Entry
    changes: tuple[Change, ...]
    mine: bool
    stands: bool = True
    shown: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One family day of History, newest first."""

    day: FamilyDay
    people: People
    lines: tuple[Line, ...]
    called: Mapping[str, str] = field(default_factory=dict)
    """What the viewer calls the needs of their own, by code."""


def history(seat: Seat, at: datetime, *, day: date | None = None) -> Day:
    """Return a family day as it now stands (None: the one that `at` is in): the shared record, and one's own.

    What is one's own is sealed, so any row of one's own since that day may hold a word about it: each is opened, once.
    Of a family of three years, at four rows a day of one's own, that adds some 80 ms for every year that the day lies
    back; an index of such words would have to be sealed too, and is not worth it while nobody waits longer than that.
    """
    state = whole.with_paused(seat, at)
    zone_name = whole.zone(seat)
    which = FamilyDay(date=day, zone=zone_name) if day else FamilyDay.of(at, zone_name)
    lines = _lines(seat, state.people, which, which)
    return Day(day=which, people=state.people, lines=lines, called=whole.called_in(state, seat))


def standing(seat: Seat, at: datetime, *, first: date, last: date) -> tuple[Entry, ...]:
    """Return the entries of these family days and all between as they now read, newest first: the lines of History that
    were not removed."""
    days = [FamilyDay(date=day, zone=whole.zone(seat)) for day in (first, last)]
    return tuple(line.entry for line in _lines(seat, whole.people(seat, at), *days) if line.stands)


def _lines(seat: Seat, people: People, first: FamilyDay, last: FamilyDay) -> tuple[Line, ...]:
    """Return the lines of these family days and all between, newest first."""
    with within(seat.family):
        own = _own_since(seat, first, last)
        found = _of_days(seat, first, last, own)
        words = _words_about(seat, found, opened=first.begin - ANYWHERE)
        words += [entry for entry in own if isinstance(entry.event, META)]
    standing = {entry.id: entry for entry in stand([*found, *words]).entries}
    of_days = [entry for entry in found if _is_line(entry) and _in(standing.get(entry.id, entry), first, last)]
    lines = [
        Line(
            entry=standing.get(entry.id, entry),
            changes=_changes(entry, words),
            mine=may_change(seat, entry),
            stands=entry.id in standing,
            shown=_is_shown(entry, words),
        )
        for entry in of_days
    ]
    kept = [line for line in lines if not _is_slip(line, words)]
    kept = [line for line in kept if not line.entry.eyes.startswith("pair:") or _settled(line.entry, seat, people)]
    kept.sort(key=lambda line: (line.entry.at, line.entry.id), reverse=True)
    return tuple(kept)


def entry(seat: Seat, id: EntryId) -> Entry | None:
    """Return one entry as it now reads; None when it does not stand or is not for these eyes."""
    with within(seat.family):
        found = journal.by_ids(seat, [id])
        words = _words_about(seat, found.values())
    return next(iter(stand([*found.values(), *words]).entries), None)


def is_shown(seat: Seat, found: Entry) -> bool:
    """Return whether others may read of an entry that is the viewer's own."""
    with within(seat.family):
        return _is_shown(found, journal.about(seat, [found.id]))


def may_change(seat: Seat, found: Entry) -> bool:
    """Return whether the viewer may change an entry."""
    role = "adult" if seat.eyes >= SHARED else "helper"
    return seat.viewer is not None and entry_may_change(seat.viewer, role, found)


def _own_since(seat: Seat, first: FamilyDay, last: FamilyDay) -> list[Entry]:
    """Return the viewer's own entries that may be of these days, and every word of theirs said since: of later rows the
    words alone, since whatever else these hold is of a later day unless a word moved it."""
    rows, later = journal.own(seat, first.begin - ANYWHERE), last.end + ANYWHERE
    return journal.read(seat, rows.filter(at__lt=later)) + journal.own_words(seat, rows.filter(at__gte=later))


def _of_days(seat: Seat, first: FamilyDay, last: FamilyDay, own: Sequence[Entry]) -> list[Entry]:
    """Return the entries of these days before they are amended: the shared ones that the index places in them or that
    were written for them, and the viewer's `own`; with what was moved into them from another day."""
    begin, end = first.begin - ANYWHERE, last.end + ANYWHERE
    moved = IndexRow.objects.filter(family_id=seat.family, at__gte=begin, at__lt=end)
    ids = set(moved.values_list("entry_id", flat=True))
    shared = journal.shared(seat)
    ids |= set(shared.filter(at__gte=begin, at__lt=end).values_list("id", flat=True))
    found = journal.by_ids(seat, ids)
    found |= {entry.id: entry for entry in own}
    # What the index does not hold may have been moved into these days from any day before, by a word said since.
    pairs = shared.exclude(eyes=CARE).filter(kind=Amended.KIND, noted__gte=first.begin - recall.AHEAD)
    said = [*found.values(), *journal.read(seat, pairs)]
    words = [entry for entry in said if isinstance(entry.event, META) and entry.event.target not in found]
    found |= journal.with_targets(seat, words)
    return list(found.values())


def _words_about(seat: Seat, entries: Iterable[Entry], *, opened: datetime | None = None) -> list[Entry]:
    """Return every word about these entries; of one's own those stand among the rows since then, of which the caller
    has `opened` those from that instant on and looks there itself."""
    plain = list(entries)
    words = journal.about(seat, [entry.id for entry in plain])
    own = [entry.at for entry in plain if entry.eyes == ME]
    if own:
        rows = journal.own(seat, min(own))
        if opened is not None:
            rows = rows.filter(at__lt=opened - journal.SEALED_REACH)
        words += [entry for entry in journal.read(seat, rows) if isinstance(entry.event, META)]
    return words


def _is_line(entry: Entry) -> bool:
    """Return whether an entry is a line by itself; a word about another is told beside that one."""
    return not isinstance(entry.event, (*META, *UNTOLD, SideSwitched))


def _in(entry: Entry, first: FamilyDay, last: FamilyDay) -> bool:
    """Return whether an entry is of these days, by the wall clock where it happened: moving house re-cuts none."""
    return first.date <= FamilyDay.of(entry.at, entry.zone).date <= last.date


def _settled(entry: Entry, seat: Seat, people: People) -> bool:
    """Return whether both said yes to the pair an entry is for; a yes of one is shown to nobody (safety R33)."""
    mine = people.pairs(seat.viewer) if seat.viewer is not None else ()
    return entry.eyes in {pair_eyes(pair) for pair in mine}


def _is_shown(entry: Entry, words: Iterable[Entry]) -> bool:
    openings = (word.event for word in words if isinstance(word.event, EyesChanged) and word.event.eyes != ME)
    return any(opening.target == entry.id for opening in openings)


def _is_slip(line: Line, words: Sequence[Entry]) -> bool:
    """Return whether a line was taken back by its writer so soon that it was a slip of the thumb."""
    if line.stands:
        return False
    entry = line.entry
    taken = [w for w in words if isinstance(w.event, Retracted) and w.event.target == entry.id]
    return all(word.by == entry.by and word.noted - entry.noted <= SLIP for word in taken)


def _changes(entry: Entry, words: Sequence[Entry]) -> tuple[Change, ...]:
    """Return who changed what about an entry, in the order it was said; what stood there before stays to be seen."""
    found = []
    before: dict[str, object] = {"at": entry.at, "until": entry.until, "zone": entry.zone}
    before |= {field.name: getattr(entry.event, field.name) for field in fields(entry.event)}
    for word in sorted(words, key=lambda word: word.rank):
        match word.event:
            case Amended(target=entry.id, changes=changes):
                edits = tuple(Edit(field=name, before=before.get(name)) for name in sorted(changes))
                if set(changes) == {"until"} and before["until"] is None:
                    edits = ()  # what ran has ended: no correction
                before |= changes
            case Retracted(target=entry.id):
                edits = (Edit(field="removed"),)
            case Restored(target=entry.id):
                edits = (Edit(field="restored"),)
            case _:
                continue
        if edits:
            found.append(Change(by=word.by, at=word.noted, edits=edits))
    return tuple(found)
