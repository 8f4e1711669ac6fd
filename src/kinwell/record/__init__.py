"""The one way in: entries are checked, appended, the snapshots they reach behind dropped, and the index brought up to
date; one transaction, no folding.

    sent.py     what a phone or a program sent, as entries
    check.py    whether entries may be kept
    together.py what two say to each other, and what it leaves no room for
    naming.py   needs of one's own: those alone that one named
    lists.py    items of lists, acts of one's own, and agreements, which leave nothing
    showing.py  which words another adult may read of one's needs, by need
    refused     what a tired parent typed is never dropped: the phone keeps it, and shows the reason beside it
    new, there  both are success: sending twice is sending once
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType

from kinwell.core.ids import CARE, ME, EntryId, Seat
from kinwell.core.log.entry import Entry, born_eyes
from kinwell.core.log.events import META, AdultAdded, EyesChanged, Retracted
from kinwell.core.reasons import Reason
from kinwell.record import lists, showing, together
from kinwell.record.check import Check, targets
from kinwell.record.sent import MOST_BYTES, MOST_ENTRIES, read
from kinwell.store import index, journal, recall, vault
from kinwell.store.within import within

__all__ = ["MOST_BYTES", "MOST_ENTRIES", "Recorded", "entries", "people", "read", "rebuild", "withdraw"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What became of entries handed in, by id; `refused` has the reason, in a code that words/ can say."""

    new: tuple[EntryId, ...] = ()
    there: tuple[EntryId, ...] = ()
    refused: Mapping[EntryId, Reason] = field(default_factory=lambda: MappingProxyType({}))


def entries(seat: Seat, sent: Sequence[Entry], *, now: datetime) -> Recorded:
    """Keep these entries of the seat's viewer, or brought in by nobody; return which are new, there, or refused."""
    with within(seat.family, writes=True):
        check = Check(seat, sent, now)
        kept: list[Entry] = []
        refused: dict[EntryId, Reason] = {}
        for entry in sorted(sent, key=lambda entry: isinstance(entry.event, META)):  # words after what they are about
            reason = check.why_not(entry)
            if reason is None:
                kept.append(check.admit(entry))
            else:
                refused[entry.id] = reason
        done = journal.append(seat, kept, received=now)
        _follow(seat, done.new, read=check.known)
        told = showing.Told(new=done.new, choices=check.choices, asked_for=check.asked_for)
        _erase(seat, [*together.left_behind(seat, done.new), *lists.left_behind(seat, done.new)])
        _show(seat, told, now)
    refused |= {id: Reason(code="refused.other_bytes") for id in done.taken}
    return Recorded(new=tuple(entry.id for entry in done.new), there=done.there, refused=refused)


def people(seat: Seat, sent: Sequence[Entry], *, now: datetime) -> Recorded:
    """Keep entries that say who the family is; an adult gets a key pair with it, before they can write of their own."""
    with within(seat.family, writes=True):
        for entry in sent:
            if isinstance(entry.event, AdultAdded):
                vault.make_keys(seat.family, entry.event.adult)
        done = journal.append(seat, [replace(entry, eyes=born_eyes(entry.event)) for entry in sent], received=now)
        _follow(seat, done.new)
    return Recorded(new=tuple(entry.id for entry in done.new), there=done.there)


def withdraw(seat: Seat, id: EntryId, *, now: datetime) -> bool:
    """Empty an entry of the viewer's own for real, with every word about it and every copy that was shown, for a tap
    that must leave nothing; return whether there was one."""
    with within(seat.family, writes=True):
        entry = journal.by_ids(seat, [id]).get(id)
        if entry is None or entry.by != seat.viewer or entry.eyes != ME:
            return False
        own = journal.read(seat, journal.own(seat, entry.at))
        words = [*own, *journal.about(seat, [id])]
        gone = [entry, *(one for one in words if isinstance(one.event, META) and one.event.target == id)]
        _erase(seat, gone)
        _show(seat, showing.Told(new=gone, choices=showing.choices(seat, journal.people(seat.family))), now)
    return True


def rebuild(seat: Seat) -> int:
    """Make the index anew from the log, drop all snapshots, and return how many rows the index has."""
    with within(seat.family, writes=True):
        recall.drop(seat.family)
        return index.rebuild(seat)


def _show(seat: Seat, told: showing.Told, now: datetime) -> None:
    """Let the words that others may read go and come with what was told."""
    change = showing.follows(seat, told, now)
    _erase(seat, change.gone)
    _follow(seat, journal.append(seat, change.come, received=now).new)


def _follow(seat: Seat, new: Sequence[Entry], read: Mapping[EntryId, Entry] = MappingProxyType({})) -> None:
    """Bring everything that is made from the log up to date with these new entries; `read` are what was read of it."""
    if not new:
        return
    by_id = {entry.id: entry for entry in new}
    words = [entry for entry in new if isinstance(entry.event, META)]
    known = _known(seat, words, by_id, read)
    recall.forget(new, known, seat.family)
    touched = targets([word for word in words if word.eyes == CARE], known)
    index.add(seat.family, [entry for entry in new if entry.id not in touched])
    if touched:
        index.update(seat, touched, known.values())
    _close(seat, words, known)


def _known(
    seat: Seat, words: Sequence[Entry], by_id: Mapping[EntryId, Entry], read: Mapping[EntryId, Entry]
) -> Mapping[EntryId, Entry]:
    """Return these entries by id, with what the words among them are about and all other words about that."""
    if not words:
        return by_id
    known = {**journal.with_targets(seat, words, read), **by_id}
    others = journal.about(seat, targets(words, known))
    private = [entry.at for entry in known.values() if entry.eyes == ME]
    if private:
        others += journal.read(seat, journal.own(seat, min(private)))
    return {**known, **{entry.id: entry for entry in others}}


def _close(seat: Seat, words: Sequence[Entry], known: Mapping[EntryId, Entry]) -> None:
    """Empty every copy that was shown of a private entry which its author took back or removed: to others it is then
    as if it never was."""
    closed = set()
    for word in words:
        takes_back = isinstance(word.event, EyesChanged) and word.event.eyes == ME
        if takes_back or isinstance(word.event, Retracted):
            target = known.get(word.event.target)  # type: ignore[attr-defined]  # both have one
            if target is not None and target.eyes == ME:
                closed.add(target.id)
    if closed:
        copies = [one for one in journal.about(seat, closed) if isinstance(one.event, EyesChanged) and one.eyes != ME]
        _erase(seat, copies)


def _erase(seat: Seat, gone: Iterable[Entry]) -> None:
    doomed = list(gone)
    if doomed:
        recall.forget(doomed, journal.with_targets(seat, doomed), seat.family)
        journal.erase(seat.family, [entry.id for entry in doomed])
        index.forget(seat.family, [entry.id for entry in doomed])
        recall.put_away()
