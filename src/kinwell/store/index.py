"""The index: care entries as they now stand, ready to list, each with its number; made from the log and droppable.

Numbers are not: they are what other software calls an entry, so a number lives on in its own table and is never
given twice.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from uuid import UUID

import msgspec
from django.db.models import F

from kinwell import codec
from kinwell.core.care import sleep
from kinwell.core.ids import CARE, EntryId, FamilyId, Seat
from kinwell.core.log.entry import Entry
from kinwell.core.log.events import Event
from kinwell.core.log.standing import stand
from kinwell.store import journal
from kinwell.store.models import Count, IndexRow, Number
from kinwell.store.prepared import Prepared, PreparedChange, PreparedRows

COLLECTIONS: Mapping[str, str] = {
    "care.fed": "feedings",
    "care.slept": "sleep",
    "care.changed": "changes",
    "care.held": "holding",
    "need.cue": "cues",
    "need.met": "answers",
}
OF_A_NIGHT = ("feedings", "sleep", "changes")
FIELDS = ("collection", "number", "child", "at", "until", "by", "detail", "body")
CHUNK = 500


def collection(entry: Entry) -> str | None:
    """Return the collection that an entry is listed in; None for one that the index does not hold."""
    return COLLECTIONS.get(entry.event.KIND) if entry.eyes == CARE else None


def add(family: FamilyId, entries: Sequence[Entry]) -> None:
    """List new entries about which nothing else was said yet, and which have no number."""
    listed = [entry for entry in entries if collection(entry) is not None]
    if listed:
        _list(family, listed, _given(family, listed))


def _list(family: FamilyId, listed: Sequence[Entry], numbers: Mapping[EntryId, int]) -> None:
    _NEW([_row(family, entry, numbers[entry.id]) for entry in listed])
    _count(family, Counter((collection(entry) or "", _child(entry.event)) for entry in listed))


_NEW, _NEW_NUMBERS = PreparedRows(IndexRow), PreparedRows(Number)
_LISTED = Prepared(
    lambda family, id: IndexRow.objects.filter(family_id=family, entry_id=id).values_list("collection", "child")
)
_UNLISTED = PreparedChange(lambda family, id: IndexRow.objects.filter(family_id=family, entry_id=id))
_NIGHT = Prepared(
    lambda family, begin, end: (
        IndexRow.objects.filter(family_id=family, collection__in=OF_A_NIGHT, at__gte=begin, at__lt=end)
        .order_by("at")
        .values_list("body")
    )
)
_COUNTED = PreparedChange(
    lambda family, name, child, by: (
        Count.objects.filter(family_id=family, collection=name, child=child),
        {"count": F("count") + by},
    )
)


def update(seat: Seat, ids: Iterable[UUID], known: Iterable[Entry]) -> None:
    """List these entries as they now stand; those that stand no more leave the index and keep their number.

    `known` holds these entries and all words about them. What the index holds does not depend on who asks.
    """
    wanted = set(ids)
    standing = stand(known).entries
    change: Counter[tuple[str, UUID | None]] = Counter()
    for id in wanted:
        change.subtract(_LISTED(seat.family, id))
        _UNLISTED(seat.family, id)
    listed = [entry for entry in standing if entry.id in wanted and collection(entry) is not None]
    numbers = _numbered(seat.family, listed)
    _NEW([_row(seat.family, entry, numbers[entry.id]) for entry in listed])
    change.update((collection(entry) or "", _child(entry.event)) for entry in listed)
    _count(seat.family, change)


def differences(seat: Seat) -> list[str]:
    """Return in words for the host where the index, field by field, is not what the log says; empty when it is."""
    numbers = _kept_numbers(seat.family)
    entries = stand(journal.read(seat, journal.visible(seat))).entries
    truth = {e.id: _row(seat.family, e, numbers.get(e.id, 0)) for e in entries if collection(e) is not None}
    found: list[str] = []
    kept = {row.entry_id: row for row in IndexRow.objects.filter(family_id=seat.family)}
    for id, row in truth.items():
        if id not in kept:
            found.append(f"entry {id} is not in the index")
            continue
        found += [
            f"entry {id}: {field} in the index is not what the log says"
            for field in FIELDS
            if _plain(getattr(row, field)) != _plain(getattr(kept[id], field))
        ]
    found += [f"entry {id} is in the index and does not stand" for id in kept if id not in truth]
    counts = Counter((row.collection, row.child) for row in truth.values())
    found += [
        f"count of {name} is not what the log says"
        for (name, child), number in _kept_counts(seat.family).items()
        if number != counts.pop((name, child), 0)
    ]
    return found + [f"count of {name} is missing" for (name, _) in counts]


def rebuild(seat: Seat) -> int:
    """Make the index anew from the log and return how many rows it has; numbers stay as they were given."""
    IndexRow.objects.filter(family_id=seat.family).delete()
    Count.objects.filter(family_id=seat.family).delete()
    entries = stand(journal.read(seat, journal.visible(seat))).entries
    listed = [
        entry for entry in sorted(entries, key=lambda entry: (entry.at, entry.id)) if collection(entry) is not None
    ]
    _list(seat.family, listed, _numbered(seat.family, listed))
    return IndexRow.objects.filter(family_id=seat.family).count()


def forget(family: FamilyId, ids: Iterable[UUID]) -> None:
    """Take erased entries out of the index."""
    IndexRow.objects.filter(family_id=family, entry_id__in=list(ids)).delete()


def between(family: FamilyId, begin: datetime, end: datetime) -> list[Entry]:
    """Return the standing feeds, sleeps and changes that may touch a stretch of time, in order of their begin."""
    return [entry(bytes(body)) for (body,) in _NIGHT(family, begin - sleep.LONGEST, end)]


@lru_cache(maxsize=journal.MOST_OPENED)
def entry(body: bytes) -> Entry:
    """Return the standing entry in a row's body; kept in memory, since a morning asks for its night at every tap."""
    return codec.load_archived(body)


def put_away() -> None:
    """Forget every entry that is kept in memory, as after one was erased."""
    entry.cache_clear()


def _row(family: FamilyId, entry: Entry, number: int) -> IndexRow:
    return IndexRow(
        family_id=family,
        collection=collection(entry) or "",
        number=number,
        entry_id=entry.id,
        child=_child(entry.event),
        at=entry.at,
        until=entry.until,
        by=entry.by,
        detail=_detail(entry.event),
        body=msgspec.json.encode(codec.dump_entry(entry)),
    )


def _child(event: Event) -> UUID | None:
    child: UUID | None = getattr(event, "child", None)
    holder = getattr(event, "holder", None)
    return child if child is not None else holder.id if holder is not None and holder.kind == "child" else None


def _detail(event: Event) -> str:
    """Return what one filters a collection by: how a child was fed, which need a cue was of."""
    return str(getattr(event, "how", "") or getattr(event, "need", ""))


def _numbered(family: FamilyId, entries: Sequence[Entry]) -> dict[EntryId, int]:
    """Return the number of each entry; those that have none yet are given the next of their collection."""
    ids = [entry.id for entry in entries]
    numbers: dict[EntryId, int] = {}
    for begin in range(0, len(ids), CHUNK):
        rows = Number.objects.filter(family_id=family, entry_id__in=ids[begin : begin + CHUNK])
        numbers |= {EntryId(id): number for id, number in rows.values_list("entry_id", "number")}
    return numbers | _given(family, [entry for entry in entries if entry.id not in numbers])


_LAST = Prepared(
    lambda family, name: (
        Number.objects.filter(family_id=family, collection=name).order_by("-number").values_list("number")[:1]
    )
)


def _given(family: FamilyId, entries: Sequence[Entry]) -> dict[EntryId, int]:
    """Give each of these entries, which have none, the next number of its collection, and return them."""
    fresh: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        fresh[collection(entry) or ""].append(entry)
    numbers: dict[EntryId, int] = {}
    for name, new in fresh.items():
        last = next((number for (number,) in _LAST(family, name)), 0)
        given = {entry.id: last + offset for offset, entry in enumerate(new, start=1)}
        _NEW_NUMBERS([Number(family_id=family, collection=name, number=n, entry_id=id) for id, n in given.items()])
        numbers |= given
    return numbers


def _count(family: FamilyId, change: Mapping[tuple[str, UUID | None], int]) -> None:
    for (name, child), by in change.items():
        if child is None or by == 0:
            continue
        if not _COUNTED(family, name, child, by):
            Count.objects.create(family_id=family, collection=name, child=child, count=by)


def _kept_numbers(family: FamilyId) -> dict[UUID, int]:
    return dict(Number.objects.filter(family_id=family).values_list("entry_id", "number"))


def _kept_counts(family: FamilyId) -> dict[tuple[str, UUID | None], int]:
    rows = Count.objects.filter(family_id=family).exclude(count=0)
    return {(name, child): n for name, child, n in rows.values_list("collection", "child", "count")}


def _plain(value: object) -> object:
    return bytes(value) if isinstance(value, (bytes, memoryview)) else value
