"""A State for given eyes at an instant: the nearest snapshot and the tail after it, folded.

Snapshots are a droppable cache. One made of the log as it then was stays true until an entry arrives that reaches back
before it; `forget` drops those. So the tail need hold what reaches past the snapshot, and nothing older:

    begun after it, ended after it, or changed by a word noted after it (with all words about the same entry)
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

import msgspec
from django.db import transaction

from kinwell import codec
from kinwell.core.clock import FamilyDay
from kinwell.core.ids import ADULTS, CARE, ME, SHARED, EntryId, FamilyId, Seat
from kinwell.core.log.entry import Entry
from kinwell.core.log.events import META
from kinwell.core.log.standing import Mark, Standing, earliest_affected, marks, stand
from kinwell.core.state import STATE_VERSION, State, fold
from kinwell.store import index, journal, vault
from kinwell.store.models import EntryRow, Family, SnapshotRow
from kinwell.store.prepared import Prepared

AHEAD = timedelta(minutes=5)  # an instant is at most two minutes ahead of when it was noted; some room for that
LAST = datetime.max.replace(tzinfo=UTC)
MOST_STATES = 32  # kept open in memory
LONG_TAIL = 32  # marks; a tail longer than that is worth a snapshot
SETTLED = timedelta(hours=1)  # what is older is mostly told whole: feeds have ended, and late words have come


@dataclass(frozen=True, slots=True, kw_only=True)
class Recalled:
    """A State, and the snapshots worth keeping that were passed on the way to it; `seq` is the log's when it was read,
    `seen` a word for the last that these eyes may see, `zone` where the family lives, `created` since when."""

    state: State
    standing: Standing
    passed: Mapping[datetime, State]
    seq: int
    seen: str
    zone: str
    created: datetime


def state(seat: Seat, at: datetime) -> Recalled:
    """Return the State for these eyes at an instant; answers with all that is known today about instants up to it."""
    ((zone, seq, created),) = _FAMILY(seat.family)
    begun, since, standing = _begun(seat, at, zone)
    line = [mark for mark in marks(standing.entries) if mark.at <= at and (since is None or mark.at > since)]
    cuts = _cuts(at, begun.zone, since) if len(line) > LONG_TAIL else ()
    passed: dict[datetime, State] = {}
    for cut, stretch in _stretches(line, cuts):
        begun = fold(begun, stretch)
        passed[cut] = begun
    reached = max(passed, default=None)
    rest = [mark for mark in line if reached is None or mark.at > reached]
    return Recalled(
        state=fold(begun, rest),
        standing=standing,
        passed=passed,
        seq=seq,
        seen=journal.lately(seat),
        zone=zone,
        created=created,
    )


def _begun(seat: Seat, at: datetime, zone: str) -> tuple[State, datetime | None, Standing]:
    """Return the State to fold on from, its instant (None: the beginning), and what stands of the tail after it.

    A snapshot of all adults cannot know that something of one's own was moved to before it by a word: those are sealed.
    But all that is one's own lies in the tail after it, so it shows there, and an older one is taken.
    """
    before = LAST
    while (kept := _nearest(seat, at, before)) is not None:
        standing = stand(tail(seat, kept.at))
        moved = [e.at for e in standing.entries if e.at <= kept.at and e.eyes not in SHARED] if kept.borrowed else []
        if not moved:
            return kept.state, kept.at, standing
        before = min(moved)
    return State(zone=zone), None, stand(tail(seat, None))


def tail(seat: Seat, since: datetime | None) -> list[Entry]:
    """Return every entry these eyes may see that can leave a mark after `since` (None: all), and all words about it."""
    if since is None:
        return journal.read(seat, journal.visible(seat))
    found = journal.reaching(seat, since, said_since=since - AHEAD)
    return _with_what_they_change(seat, found)


def forget(entries: Iterable[Entry], known: Mapping[EntryId, Entry], family: FamilyId) -> None:
    """Drop the snapshots that these new entries reach back before, of the eyes that see them and of no others."""
    earliest: dict[str, datetime] = {}
    for entry in entries:
        reach = earliest_affected(entry, known)
        for key in _keys_that_see(entry):
            earliest[key] = min(reach, earliest.get(key, reach))
    for key, reach in earliest.items():
        if not _KEPT_SINCE(family, reach):  # as mostly: what is told now reaches behind none
            continue
        gone = SnapshotRow.objects.filter(family_id=family, at__gte=reach)
        (gone if key == CARE else gone.exclude(eyes=CARE) if key == ADULTS else gone.filter(eyes=key)).delete()


def keep(seat: Seat, recalled: Recalled) -> None:
    """Keep the snapshots passed on the way, unless the log has grown since they were read; thin out older ones."""
    if not recalled.passed or Family.objects.values_list("seq", flat=True).get(id=seat.family) != recalled.seq:
        return
    key = _key(seat)
    SnapshotRow.objects.filter(family_id=seat.family, eyes=key, at__in=list(recalled.passed)).delete()
    SnapshotRow.objects.bulk_create(
        SnapshotRow(family_id=seat.family, eyes=key, at=at, version=STATE_VERSION, body=_closed(seat, key, at, state))
        for at, state in recalled.passed.items()
    )
    newest = max(recalled.passed)
    wanted = set(_cuts(newest, recalled.state.zone, None))
    older = SnapshotRow.objects.filter(family_id=seat.family, eyes=key, at__lt=newest)
    stale = [at for at in older.values_list("at", flat=True) if at not in wanted]
    older.filter(at__in=stale).delete()


def snapshots(seat: Seat) -> Iterator[tuple[datetime, State | None]]:
    """Yield (instant, State) of every snapshot that is kept for these eyes, to be checked against the log; None in
    place of a State that cannot be read."""
    key = _key(seat)
    for row in SnapshotRow.objects.filter(family_id=seat.family, eyes=key, version=STATE_VERSION).order_by("at"):
        yield row.at, _loaded(seat, key, row.at, bytes(row.body))


def drop(family: FamilyId) -> None:
    """Drop every snapshot of the family."""
    SnapshotRow.objects.filter(family_id=family).delete()


_FAMILY = Prepared(lambda family: Family.objects.filter(id=family).values_list("zone", "seq", "created"))
_NEWEST = Prepared(
    lambda family, key, version, at, before: (
        SnapshotRow.objects.filter(family_id=family, eyes=key, version=version, at__lte=at, at__lt=before)
        .order_by("-at")
        .values_list("at", "body")[:1]
    )
)
_KEPT_SINCE = Prepared(
    lambda family, at: SnapshotRow.objects.filter(family_id=family, at__gte=at).values_list("eyes")[:1]
)
_OWN = Prepared(lambda family, by: EntryRow.objects.filter(family_id=family, by=by, eyes=ME).values_list("id")[:1])
_PAIRS = Prepared(lambda family, pairs: EntryRow.objects.filter(family_id=family, eyes__in=pairs).values_list("id")[:1])


class _Kept(NamedTuple):
    """A snapshot, its instant, and whether it is `borrowed`: made for all adults, and used for one's own eyes."""

    at: datetime
    state: State
    borrowed: bool


def _nearest(seat: Seat, at: datetime, before: datetime = LAST) -> _Kept | None:
    """Return the newest snapshot for these eyes up to an instant. One of all adults serves too, from before anything
    of one's own: the first thing that one keeps to oneself must not fold the whole log."""
    key = _key(seat)
    found = _newest(seat, key, at, before, borrowed=False)
    if found is not None or key in (CARE, ADULTS):
        return found
    return _newest(seat, ADULTS, at, min(before, _first_own(seat)), borrowed=True)


def _newest(seat: Seat, key: str, at: datetime, before: datetime, *, borrowed: bool) -> _Kept | None:
    for when, body in _NEWEST(seat.family, key, STATE_VERSION, at, before):
        state = _loaded(seat, key, when, body)
        return _Kept(when, state, borrowed) if state is not None else None
    return None


def _first_own(seat: Seat) -> datetime:
    """Return when the first row of this adult's own, or of a pair of theirs, can leave a mark."""
    pairs = [eyes for eyes in seat.eyes if eyes.startswith("pair:")]
    rows = EntryRow.objects.filter(family_id=seat.family)
    firsts = [rows.filter(by=seat.viewer, eyes=ME), rows.filter(eyes__in=sorted(pairs))]
    found = [first for mine in firsts if (first := mine.order_by("at").values_list("at", flat=True).first())]
    return min(found, default=LAST)


def _loaded(seat: Seat, key: str, at: datetime, body: bytes) -> State | None:
    """Return the State of a snapshot; None for one that was spoilt: it is a cache, and the log is still there."""
    shared = key in (CARE, ADULTS)
    if seat.key is None and not shared:
        raise vault.Sealed("no key")
    opens = None if shared or seat.key is None else vault.Key(seat.key)
    try:
        return _state(bytes(body), opens, _bound(seat, at))
    except (msgspec.MsgspecError, UnicodeDecodeError, vault.Sealed):
        return None


@lru_cache(maxsize=MOST_STATES)
def _state(body: bytes, key: vault.Key | None, bound: str) -> State:
    """Return the State in a snapshot's body; kept in memory, since that of this morning is asked for at every tap."""
    return codec.load_state(body if key is None else key.open(body, bound=bound))


def put_away() -> None:
    """Forget every State and entry that is kept open in memory, once this transaction is written: what it erased is
    then in no memory either."""
    transaction.on_commit(_state.cache_clear)
    transaction.on_commit(journal.put_away)
    transaction.on_commit(index.put_away)


def _key(seat: Seat) -> str:
    """Return under which eyes this seat's snapshots lie: an adult's own only where they have something of their own."""
    if ME in seat.eyes and seat.viewer is not None:
        pairs = tuple(sorted(eyes for eyes in seat.eyes if eyes.startswith("pair:")))
        if _OWN(seat.family, seat.viewer) or _PAIRS(seat.family, pairs):
            return str(seat.viewer)
    return ADULTS if ADULTS in seat.eyes else CARE


def _keys_that_see(entry: Entry) -> tuple[str, ...]:
    """Return the snapshot keys that an entry's eyes are part of. What one keeps to oneself touches one's own only."""
    if entry.eyes in (CARE, ADULTS):
        return (entry.eyes,)
    if entry.eyes == ME:
        return (str(entry.by),)
    return (ADULTS,)  # a pair's: both have snapshots of their own, which `adults` drops too


def _with_what_they_change(seat: Seat, found: list[Entry]) -> list[Entry]:
    """Return the entries with those that they speak about, and all other words about these."""
    entries = {entry.id: entry for entry in found}
    targets = journal.with_targets(
        seat, [e for e in found if isinstance(e.event, META) and e.event.target not in entries]
    )
    if not targets:
        return list(entries.values())
    entries |= targets
    entries |= {entry.id: entry for entry in journal.about(seat, targets)}
    private = [entry.at for entry in targets.values() if entry.eyes == ME]
    if private:
        entries |= {entry.id: entry for entry in journal.read(seat, journal.own(seat, min(private)))}
    return list(entries.values())


def _stretches(line: list[Mark], cuts: Iterable[datetime]) -> Iterator[tuple[datetime, list[Mark]]]:
    """Yield (cut, marks up to it and after the cut before) for each cut that has any mark before it."""
    begin = 0
    for cut in cuts:
        end = begin
        while end < len(line) and line[end].at <= cut:
            end += 1
        if end:
            yield cut, line[begin:end]
        begin = end


def _cuts(at: datetime, zone: str, since: datetime | None) -> tuple[datetime, ...]:
    """Return the instants after `since` and up to `at` at which snapshots are kept: those of a family day, and the last
    full hour that has settled, so that a tap in the evening costs no more than one in the morning."""
    settled = (at - SETTLED).replace(minute=0, second=0, microsecond=0)
    instants = {settled, *_of_day(FamilyDay.of(at, zone))}
    return tuple(sorted(instant for instant in instants if since is None or instant > since))


@lru_cache(maxsize=MOST_STATES)
def _of_day(today: FamilyDay) -> tuple[datetime, ...]:
    """Return the instants at which snapshots are kept on a family day: 8 days, 8 weeks, then quarters for three years;
    kept in memory, since every tap of the day asks for the same."""
    days = {today.plus(-ago) for ago in range(8)}
    monday = today.plus(-today.date.weekday())
    days |= {monday.plus(-7 * ago) for ago in range(1, 9)}
    month = today.date.year * 12 + today.date.month - 1
    for ago in range(37):
        year, index = divmod(month - ago, 12)
        if index % 3 == 0 and year > 0:
            days.add(FamilyDay(date=today.date.replace(year=year, month=index + 1, day=1), zone=today.zone))
    return tuple(day.begin for day in days)


def _closed(seat: Seat, key: str, at: datetime, state: State) -> bytes:
    body = codec.dump_state(state)
    if key in (CARE, ADULTS) or seat.viewer is None:
        return body
    return vault.seal(body, to=vault.public_key(seat.family, seat.viewer), bound=_bound(seat, at))


def _bound(seat: Seat, at: datetime) -> str:
    return f"{seat.family}/{seat.viewer}/{at.isoformat()}"
