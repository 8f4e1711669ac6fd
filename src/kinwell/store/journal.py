"""The journal: entries as they were written, appended and never changed in place."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from types import MappingProxyType
from typing import Any, NamedTuple
from uuid import UUID

import msgspec
from django.db import connection, transaction
from django.db.models import F, Q, QuerySet

from kinwell import codec
from kinwell.core.clock import FamilyDay
from kinwell.core.ids import ME, EntryId, FamilyId, PersonId, Seat
from kinwell.core.log.entry import Entry
from kinwell.core.log.events import META, AdultAdded, Amended, ChildAdded, EyesByNeed, EyesChanged
from kinwell.store import vault
from kinwell.store.models import ERASED, About, EntryRow, Family
from kinwell.store.prepared import Prepared, PreparedChange, PreparedRows, Values

SEALED_REACH = timedelta(hours=50)  # a day of 25 h, and a sleep of 24 h begun at its end: a private row shows its day
NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # the instant of a row that was emptied
TAKEN_AS_NOW = timedelta(minutes=2)  # an instant that far ahead is kept as the instant it came in (record/check.py)
META_KINDS = tuple(kind.KIND for kind in META)
SIZES = (1, 4, 32, 500)  # ids in one query, as prepared
LATELY = 64  # entries: some days of words that can be emptied
MOST_OPENED = 4096  # entries kept in memory as they were read: two days of a dozen busy families, some 8 MB
CHUNK = SIZES[-1]  # ids in one query: SQLite takes 32,766 parameters, PostgreSQL plans long lists badly


class _Row(NamedTuple):
    """What an entry is read from; a plain tuple, since a model for each of thousands costs more than all else."""

    id: UUID
    at: datetime
    until: datetime | None
    noted: datetime | None
    zone: str
    by: UUID | None
    eyes: str
    kind: str
    shape: int
    source: str
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Appended:
    """What became of entries handed in: new ones, ids that were there with the same bytes, ids taken by others."""

    new: tuple[Entry, ...]
    there: tuple[EntryId, ...]
    taken: tuple[EntryId, ...]


def append(seat: Seat, entries: Sequence[Entry], *, received: datetime) -> Appended:
    """Keep the entries that are new, in one go; same id and same bytes is silence, same id and others is refused."""
    rows = _rows(seat.family, [entry.id for entry in entries])
    new: dict[EntryId, Entry] = {}
    there: list[EntryId] = []
    taken: list[EntryId] = []
    for entry in entries:
        row = rows.get(entry.id)
        if row is None and entry.id not in new:
            new[entry.id] = entry
        elif entry == new.get(entry.id) or (row is not None and _is_same(seat, row, entry)):
            there.append(entry.id)
        else:
            taken.append(entry.id)
    _insert(seat.family, list(new.values()), received)
    return Appended(new=tuple(new.values()), there=tuple(there), taken=tuple(taken))


def visible(seat: Seat) -> QuerySet[EntryRow]:
    """Return the rows that this seat may see; private ones are its viewer's own. An erased row is for no eyes."""
    seen = Q(eyes__in=sorted(seat.eyes - {ME}))
    if ME in seat.eyes and seat.viewer is not None:
        seen |= Q(eyes=ME, by=seat.viewer)
    return EntryRow.objects.filter(seen, family_id=seat.family)


def shared(seat: Seat) -> QuerySet[EntryRow]:
    """Return the rows that this seat sees with others."""
    return EntryRow.objects.filter(family_id=seat.family, eyes__in=sorted(seat.eyes - {ME}))


def own(seat: Seat, since: datetime) -> QuerySet[EntryRow]:
    """Return the private rows of the viewer that may leave a mark from this instant on: a row shows only its day, so
    some from before are among them."""
    if ME not in seat.eyes or seat.viewer is None:
        return EntryRow.objects.none()
    return _own(seat).filter(at__gte=since - SEALED_REACH)


def _own(seat: Seat) -> QuerySet[EntryRow]:
    return EntryRow.objects.filter(family_id=seat.family, by=seat.viewer, eyes=ME)


def read(seat: Seat, rows: QuerySet[EntryRow]) -> list[Entry]:
    """Return the entries of rows that this seat may see; private ones are opened with its key, or left out."""
    return _read(seat, _as_rows(rows), clear=_in_clear)


def reaching(seat: Seat, since: datetime, *, said_since: datetime) -> list[Entry]:
    """Return the entries that this seat may see and that begin or end after an instant, the shared words noted after
    another, and of what is the viewer's own everything that may be among these."""
    family, viewer, eyes = _eyes(seat)
    own_since = since - SEALED_REACH if viewer is not None else None
    return _read(seat, map(_Row._make, _REACHING(family, viewer, eyes, since, said_since, own_since)), clear=_clear)


def own_words(seat: Seat, rows: QuerySet[EntryRow]) -> list[Entry]:
    """Return what among these private rows of the viewer speaks about another entry. Each is opened to know that, and
    what does not is read no further."""
    if seat.key is None:
        return []
    key = vault.Key(seat.key)
    bodies = rows.values_list("id", "body").iterator()
    opened = (key.open(bytes(body), bound=_bound(seat.family, id)) for id, body in bodies)
    return [codec.load_archived(inside) for inside in opened if codec.speaks_about_another(inside)]


def lately(seat: Seat) -> str:
    """Return a word for the last entries written that this seat may see: another once one comes or is emptied for real,
    and what it was before once it is as if that one never was. What an author chose to show is no part of it, since
    nothing on another's screen is of the choice itself."""
    ids = b"".join(id.bytes for (id,) in _LATELY(*_eyes(seat)))
    return sha256(ids).hexdigest()[:32] if ids else ""


def by_ids(seat: Seat, ids: Iterable[UUID]) -> dict[EntryId, Entry]:
    """Return the entries of these ids, as far as this seat may see them."""
    rows = map(_Row._make, _by_lots(_VISIBLE, _eyes(seat), ids))
    return {entry.id: entry for entry in _read(seat, rows, clear=_clear)}


def taken(family: FamilyId, ids: Iterable[UUID]) -> set[UUID]:
    """Return which of these ids an entry of the family has, whoever may see it."""
    return set(_rows(family, list(ids)))


def people(family: FamilyId) -> list[Entry]:
    """Return the entries that say who the family is, and all words about them; with what each adult shows another,
    which every write needs to know and should ask for no more than for the people."""
    said = [_clear(_Row(*row)) for row in _PEOPLE(family)]
    words = _about_ids(family, [entry.id for entry in said if isinstance(entry.event, META)])
    return said + [_clear(row) for row in _rows(family, list(words)).values()]


def about(seat: Seat, targets: Iterable[UUID]) -> list[Entry]:
    """Return the shared entries that speak about these, and those that speak about those (an undone amendment)."""
    first = _about_ids(seat.family, targets)
    return list(by_ids(seat, first | _about_ids(seat.family, first)).values())


def with_targets(
    seat: Seat, entries: Sequence[Entry], read: Mapping[EntryId, Entry] = MappingProxyType({})
) -> dict[EntryId, Entry]:
    """Return what these entries are about, and what that is about, by id; as far as this seat may see it. `read` are
    entries that were read before, and so are not asked for again."""
    known: dict[EntryId, Entry] = {}
    wanted = {entry.event.target for entry in entries if isinstance(entry.event, META)}
    while wanted:
        found = {id: read[id] for id in wanted if id in read}
        found |= by_ids(seat, wanted - found.keys())
        known |= found
        wanted = {e.event.target for e in found.values() if isinstance(e.event, META)} - set(known)
    return known


def erase(family: FamilyId, ids: Iterable[UUID]) -> None:
    """Empty these rows for real; only their ids stay, so that a late copy is not taken for something new.

    SQLite overwrites what is deleted (secure_delete); its write-ahead log is cut as soon as this is committed.
    """
    gone = list(ids)
    About.objects.filter(family_id=family, entry_id__in=gone).delete()
    EntryRow.objects.filter(family_id=family, id__in=gone).update(
        at=NEVER, by=None, body=b"", kind=ERASED, eyes="", source="", zone="", until=None, noted=None, received=None
    )
    if connection.vendor == "sqlite":
        transaction.on_commit(_cut_write_ahead_log)


def _cut_write_ahead_log() -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _about_ids(family: FamilyId, targets: Iterable[UUID]) -> set[UUID]:
    return {id for (id,) in _by_lots(_ABOUT, (family,), targets)}


def _read(seat: Seat, rows: Iterable[_Row], *, clear: Callable[[_Row], Entry]) -> list[Entry]:
    """Return the entries in rows; `clear` is how one that is not sealed is read, kept in memory too or not."""
    key = vault.Key(seat.key) if seat.key is not None else None
    found = []
    for row in rows:
        if row.eyes != ME:
            found.append(clear(row))
        elif key is not None and row.by == seat.viewer:
            found.append(_opened(key, _bound(seat.family, row.id), bytes(row.body)))
    return found


def _rows(family: FamilyId, ids: Iterable[UUID]) -> Mapping[UUID, _Row]:
    return {row.id: row for row in map(_Row._make, _by_lots(_BY_IDS, (family,), ids))}


def _by_lots(asked: Prepared, where: tuple[Values, ...], ids: Iterable[UUID]) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of these ids. What a lot lacks is filled up with an id twice, so that few shapes are compiled."""
    wanted = list(ids)
    for begin in range(0, len(wanted), CHUNK):
        lot = wanted[begin : begin + CHUNK]
        size = next(size for size in SIZES if size >= len(lot))
        yield from asked(*where, tuple(lot) + (lot[0],) * (size - len(lot)))


def _as_rows(rows: QuerySet[EntryRow]) -> Iterator[_Row]:
    return map(_Row._make, rows.values_list(*_Row._fields).iterator())


def _eyes(seat: Seat) -> tuple[FamilyId, PersonId | None, tuple[str, ...]]:
    """Return what `visible` needs to know of a seat: its viewer is told where they see what is their own."""
    return seat.family, seat.viewer if ME in seat.eyes else None, tuple(sorted(seat.eyes - {ME}))


def _seat(family: FamilyId, viewer: PersonId | None, eyes: tuple[str, ...]) -> Seat:
    return Seat(family=family, viewer=viewer, eyes=frozenset(eyes) | ({ME} if viewer is not None else set()))


def _said_of_people(family: FamilyId) -> QuerySet[EntryRow]:
    said = EntryRow.objects.filter(family_id=family, kind__in=(ChildAdded.KIND, AdultAdded.KIND, EyesByNeed.KIND))
    words = About.objects.filter(family_id=family, target__in=said.values("id")).values("entry_id")
    return said.values_list(*_Row._fields).union(
        EntryRow.objects.filter(family_id=family, id__in=words).values_list(*_Row._fields)
    )


def _reaching(seat: Seat, since: datetime, said_since: datetime, own_since: datetime | None) -> QuerySet[EntryRow]:
    """One condition on time in each part, so that each has its index: with two, SQLite may walk the log by the wrong
    one."""
    rows = shared(seat).values_list(*_Row._fields)
    parts = [rows.filter(until__gt=since), rows.filter(kind__in=META_KINDS, noted__gt=said_since)]
    if own_since is not None:
        parts.append(_own(seat).filter(at__gte=own_since).values_list(*_Row._fields))
    return rows.filter(at__gt=since).union(*parts)


_SEQ = Prepared(lambda family: Family.objects.filter(id=family).values_list("seq"))
_COUNTED = PreparedChange(lambda family, count: (Family.objects.filter(id=family), {"seq": F("seq") + count}))
_NEW, _NEW_LINKS = PreparedRows(EntryRow), PreparedRows(About)
_PEOPLE = Prepared(_said_of_people)
_BY_IDS = Prepared(lambda family, ids: EntryRow.objects.filter(family_id=family, id__in=ids).values_list(*_Row._fields))
_VISIBLE = Prepared(
    lambda family, viewer, eyes, ids: visible(_seat(family, viewer, eyes)).filter(id__in=ids).values_list(*_Row._fields)
)
_ABOUT = Prepared(lambda family, ids: About.objects.filter(family_id=family, target__in=ids).values_list("entry_id"))
_LATELY = Prepared(
    lambda *eyes: visible(_seat(*eyes)).exclude(kind=EyesByNeed.KIND).order_by("-seq").values_list("id")[:LATELY]
)
_REACHING = Prepared(
    lambda family, viewer, eyes, *instants: _reaching(_seat(family, viewer, eyes), *instants), keeps=MOST_OPENED
)


def _insert(family: FamilyId, entries: Sequence[Entry], received: datetime) -> None:
    """Write the rows, numbered by the family's seq in this transaction."""
    if not entries:
        return
    first = _numbered(family, len(entries))
    keys: dict[UUID, bytes] = {}
    _NEW([_row(family, entry, first + offset, received, keys) for offset, entry in enumerate(entries)])
    links = [
        About(family_id=family, target=entry.event.target, entry_id=entry.id)
        for entry in entries
        if isinstance(entry.event, META) and entry.eyes != ME
    ]
    _NEW_LINKS(links)


def _numbered(family: FamilyId, count: int) -> int:
    """Take the next numbers of the family's seq, in this transaction, and return the first."""
    _COUNTED(family, count)
    return next(seq for (seq,) in _SEQ(family)) - count + 1  # type: ignore[no-any-return]


def _row(family: FamilyId, entry: Entry, seq: int, received: datetime, keys: dict[UUID, bytes]) -> EntryRow:
    """Return the entry as a row; a private one shows family, id, author and day, and is sealed for the rest."""
    if entry.eyes != ME:
        return EntryRow(
            family_id=family,
            id=entry.id,
            seq=seq,
            at=entry.at,
            until=entry.until,
            noted=entry.noted,
            received=received,
            zone=entry.zone,
            by=entry.by,
            eyes=entry.eyes,
            kind=entry.event.KIND,
            shape=codec.SHAPE,
            source=entry.source,
            body=codec.dump_event(entry.event),
        )
    if entry.by is None:
        raise ValueError("a private entry has an author")
    if entry.by not in keys:
        keys[entry.by] = vault.public_key(family, entry.by)
    inside = msgspec.json.encode(codec.dump_entry(entry))
    return EntryRow(
        family_id=family,
        id=entry.id,
        seq=seq,
        at=FamilyDay.of(entry.at, entry.zone).begin,
        by=entry.by,
        eyes=ME,
        shape=codec.SHAPE,
        body=vault.seal(inside, to=keys[entry.by], bound=_bound(family, entry.id)),
    )


@lru_cache(maxsize=MOST_OPENED)
def _clear(row: _Row) -> Entry:
    """Return the entry in a row that is not sealed; kept in memory, since the rows of today are asked for again."""
    return _in_clear(row)


def _in_clear(row: _Row) -> Entry:
    """Return the entry in a row that is not sealed."""
    return Entry(
        id=EntryId(row.id),
        at=row.at,
        until=row.until,
        noted=row.noted or row.at,
        by=PersonId(row.by) if row.by is not None else None,
        eyes=row.eyes,
        zone=row.zone,
        event=codec.load_event(row.kind, bytes(row.body), row.shape),
        source=row.source,
    )


@lru_cache(maxsize=MOST_OPENED)
def _opened(key: vault.Key, bound: str, body: bytes) -> Entry:
    """Return the entry in a sealed body; kept in memory, since the rows of today are asked for at every tap."""
    return codec.load_archived(key.open(body, bound=bound))


def put_away() -> None:
    """Forget every entry that is kept in memory, as after one was erased."""
    _opened.cache_clear()
    _clear.cache_clear()
    _REACHING.put_away()


def _bound(family: UUID, id: UUID) -> str:
    return f"{family}/{id}"


def _is_same(seat: Seat, row: _Row, entry: Entry) -> bool:
    """Return whether a row holds just this entry. A phone whose clock is wrong sends it again with all its instants
    moved alike, which is the same, also where some were then taken as now; an erased one stays erased without a word; a
    sealed one is opened to compare."""
    if row.kind == ERASED:
        return True
    if row.by != entry.by or row.eyes != entry.eyes:
        return False
    if row.eyes == ME and seat.key is None:
        return True
    if row.eyes == ME and seat.key is not None:
        kept = _opened(vault.Key(seat.key), _bound(seat.family, row.id), bytes(row.body))
    else:
        kept = _clear(row)
    (before, said), (after, again) = _instants(kept), _instants(entry)
    moved = [late - early for early, late in zip(before, after, strict=False)]
    return said == again and max(moved) - min(moved) <= TAKEN_AS_NOW


def _instants(entry: Entry) -> tuple[list[datetime], Entry]:
    """Return the instants of an entry and of what it changes, and the entry without them."""
    found, event = [entry.noted, entry.at], entry.event
    if isinstance(event, Amended):
        found += [value for _, value in sorted(event.changes.items()) if isinstance(value, datetime)]
        event = replace(event, changes={n: NEVER if isinstance(v, datetime) else v for n, v in event.changes.items()})
    if isinstance(event, EyesChanged):
        event = replace(event, shown=None)  # a copy, made when it was kept
    if entry.until is not None:
        found.append(entry.until)
    until = NEVER if entry.until is not None else None
    return found, replace(entry, noted=NEVER, at=NEVER, until=until, event=event)
