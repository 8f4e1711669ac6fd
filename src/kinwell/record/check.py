"""Whether entries may be kept: what this seat may write, for whom, about what, and when."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from kinwell import bounds
from kinwell.core.care import knowing
from kinwell.core.catalogue import acts, own_need_of
from kinwell.core.catalogue import need as catalogue_need
from kinwell.core.clock import zone
from kinwell.core.ids import ADULTS, CARE, ME, EntryId, Holder, PersonId, Seat, adult, pair_of
from kinwell.core.log.entry import Entry, born_eyes, may_change, may_end
from kinwell.core.log.events import (
    META,
    ActAdded,
    ActHidden,
    ActPassed,
    ActsDeclined,
    ActTaken,
    AdultAdded,
    Amended,
    BoundarySet,
    CheckedIn,
    ChildAdded,
    ChildPaused,
    CueNoticed,
    Event,
    EyesByNeed,
    EyesChanged,
    FavourAsked,
    JointStepsSet,
    LimitSet,
    NeedNamed,
    NeedStated,
    NightLeft,
    NightProposed,
    PairAgreed,
    PutSecond,
    Responded,
    Restored,
    Retracted,
    Shown,
)
from kinwell.core.log.standing import parted, stand
from kinwell.core.needs.stated import fault as fault_of_need
from kinwell.core.people import fault
from kinwell.core.reasons import Reason
from kinwell.record import lists, naming, showing, together
from kinwell.store import journal

_NEVER_SHOWN = (CheckedIn, ChildPaused, JointStepsSet, NightProposed, NightLeft, NeedNamed)
"""What is one's own for good: how full one is, whom one paused, what one leaves off, and what one calls a need of one's
own (safety R30, R34, R49)."""
LONGEST_OWN = timedelta(hours=24)  # a private row shows only its day, so its end must be near (store/recall.py)


class Check:
    """The rules for one lot of entries from one seat, with what they need to know read once."""

    def __init__(self, seat: Seat, sent: Sequence[Entry], now: datetime) -> None:
        """Read who the family is and what the entries are about; to be made inside `within`."""
        self.seat = seat
        self.now = now
        self.role = "adult" if ADULTS in seat.eyes else "helper"
        said = stand(journal.people(seat.family)).entries
        self.children = {e.event.child for e in said if isinstance(e.event, ChildAdded)}
        self.adults = {e.event.adult: e.event.role for e in said if isinstance(e.event, AdultAdded)}
        self.choices = showing.choices(seat, said)
        self.asked_for: dict[EntryId, str] = {}
        wanted = {e.event.target for e in sent if isinstance(e.event, META)}
        self.known = journal.by_ids(seat, wanted)
        unseen = wanted - self.known.keys()
        self._free = unseen - journal.taken(seat.family, unseen)
        self.added = [e for e in sent if isinstance(e.event, ActAdded)]
        self.names = naming.Names(seat, now)

    def why_not(self, entry: Entry) -> Reason | None:
        """Return why this entry is refused; None when it may be kept."""
        if entry.by is not None and entry.by != self.seat.viewer:
            return Reason(code="refused.not_yours")
        if entry.noted - self.now > journal.TAKEN_AS_NOW:
            return self._ahead(entry.noted - self.now)
        if isinstance(entry.event, META):
            return self._when(entry) or self._about(entry)
        return self._plain(entry) or self.names.why_not(entry.event)

    def admit(self, entry: Entry) -> Entry:
        """Return the entry as it is kept, and let the words after it speak about it: but never under an id that is
        taken, or one could speak about somebody else's entry by sending one of one's own beside it."""
        stored = self.as_stored(entry)
        self.names.admit(entry.event)
        if entry.id in self._free:
            self._free.discard(entry.id)
            self.known[entry.id] = stored
        return stored

    def as_stored(self, entry: Entry) -> Entry:
        """Return the entry with the eyes it is kept for, and no instant ahead of when it was noted, nor that of now.

        A word is noted no earlier than what it is about, whatever a phone's clock says, and stands where it was noted:
        by these a snapshot's tail is found (store/recall.py). What an EyesChanged shows is copied here from what the
        target now reads, never taken from what was sent. An ask is kept without the need that it is for: whether that
        is told follows from what its writer shows (record/showing.py).
        """
        if isinstance(entry.event, EyesByNeed):
            return showing.as_stored(entry, entry.event, self.now)
        noted = min(entry.noted, self.now)
        if isinstance(entry.event, META):
            noted = max(noted, self.known[entry.event.target].noted)
        at = noted if isinstance(entry.event, META) else min(entry.at, noted)
        until = max(at, min(entry.until, noted)) if entry.until is not None else None
        event = entry.event
        if isinstance(event, Amended):
            event = replace(event, changes={name: _not_after(value, noted) for name, value in event.changes.items()})
        if isinstance(event, EyesChanged):
            event = replace(event, shown=self._copy(self.known[event.target]) if event.eyes != ME else None, rule=None)
        if isinstance(event, FavourAsked) and event.need is not None:
            self.asked_for[entry.id] = event.need
            event = replace(event, need=None)
        return replace(entry, eyes=self._eyes(entry), at=at, until=until, noted=noted, event=event)

    def _plain(self, entry: Entry) -> Reason | None:
        """Return why an entry, new or as amended, does not hold by itself."""
        event = entry.event
        if (late := max(entry.at, entry.until or entry.at) - min(entry.noted, self.now)) > journal.TAKEN_AS_NOW:
            return self._ahead(late)
        if entry.until is not None and entry.until < entry.at:
            return Reason(code="refused.end_before_start")
        if isinstance(event, (AdultAdded, ChildAdded, PairAgreed)):
            return self._person(event) or self._fault(event, entry.zone)
        if (unknown := self._unknown(entry)) is not None:
            return unknown
        if not all(map(self._is_act, _acts_of(event))):
            return Reason(code="refused.unreadable")
        if (unfit := self._unfit(entry)) is not None:
            return unfit
        if isinstance(event, CueNoticed) and event.strength in catalogue_need(event.need).danger:
            return Reason(code="refused.danger")
        if entry.until is not None and born_eyes(event) == ME and entry.until - entry.at > LONGEST_OWN:
            return Reason(code="refused.too_long")
        return None if born_eyes(event) in self.seat.eyes else Reason(code="refused.not_yours")

    def _is_act(self, code: str) -> bool:
        return code in acts() or bool(own_need_of(code)) or lists.own_act(self.seat, code, self.added)

    def _unfit(self, entry: Entry) -> Reason | None:
        """Return why an entry does not hold by the rules of its own kind."""
        event = entry.event
        if isinstance(event, EyesByNeed):
            return showing.why_not(self.seat, event, self.adults)
        if isinstance(event, NeedStated):
            return fault_of_need(event, catalogue_need(event.need))
        lists_or_two = lists.why_not(self.seat, entry, self.adults) or together.why_not(self.seat, entry, self.adults)
        return lists_or_two or knowing.fault(event)

    def _ahead(self, late: timedelta) -> Reason:
        return Reason(code="refused.future", facts={"minutes": int(late.total_seconds() // 60)})

    def _eyes(self, entry: Entry) -> str:
        event = entry.event
        if isinstance(event, EyesChanged):
            return event.eyes
        return self.known[event.target].eyes if isinstance(event, META) else born_eyes(event)

    def _when(self, word: Entry) -> Reason | None:
        """Return why a word about an entry has no good instant."""
        late = word.at - min(word.noted, self.now)
        return self._ahead(late) if late > journal.TAKEN_AS_NOW else None

    def _about(self, entry: Entry) -> Reason | None:
        event = entry.event
        target = self.known.get(event.target) if isinstance(event, META) else None
        if target is None or entry.by is None:
            return Reason(code="refused.unknown")
        said_as_it_is = isinstance(target.event, (*together.FIXED, *lists.FIXED))
        may = may_change(entry.by, self.role, target) or may_end(event, target)
        if not may or (said_as_it_is and entry.by != target.by):
            return Reason(code="refused.not_yours")
        if said_as_it_is and isinstance(event, Amended):
            return Reason(code="refused.not_yours")
        match event:
            case Amended():
                return self._amends(entry, event, target)
            case Retracted() | Restored() if isinstance(target.event, (Retracted, Restored, EyesChanged, EyesByNeed)):
                return Reason(code="refused.unreadable")
            case Retracted() if isinstance(target.event, (AdultAdded, ChildAdded)):
                return Reason(code="refused.not_yours")
            case EyesChanged(eyes=eyes):
                never = eyes != ME and (isinstance(target.event, _NEVER_SHOWN) or self._names_own(target))
                fits = target.eyes == ME and eyes in self.seat.eyes - {CARE} and not never
                return (
                    None if fits and (eyes == ME or self._may_open(entry, target)) else Reason(code="refused.not_yours")
                )
        return None

    def _names_own(self, target: Entry) -> bool:
        """Return whether an entry spoke of a need of one's own, or does now."""
        return bool(naming.named_in(target.event) | naming.named_in(self._now_reads(target).event))

    def _may_open(self, opening: Entry, target: Entry) -> bool:
        """Return whether an entry can be shown: it stands, and no later word of its author has taken it back."""
        words = [word for word in _own_words(self.seat, target) if word.event.target == target.id]  # type: ignore[attr-defined]
        taken_back = any(isinstance(word.event, EyesChanged) and word.rank > opening.rank for word in words)
        return not taken_back and bool(stand([target, *words]).entries)

    def _amends(self, word: Entry, event: Amended, target: Entry) -> Reason | None:
        """Return why the entry, with these changes, could not have been written: the rules for new ones hold here."""
        if event.of != target.event.KIND:
            return Reason(code="refused.unreadable")
        reads = self._now_reads(target)
        outside, inside = parted(reads.event, event.changes)
        changed = replace(reads.event, **inside)
        try:
            bounds.check(changed)
        except bounds.Unreadable:
            return Reason(code="refused.unreadable")
        if isinstance(changed, (AdultAdded, ChildAdded, PairAgreed)):
            fits = _same_person(changed, target) and not outside
            return self._fault(changed, word.zone) if fits else Reason(code="refused.not_yours")
        if born_eyes(changed) != target.eyes:  # from a child to an adult, say: it would be in the wrong hands
            return Reason(code="refused.not_yours")
        fits_now = self._plain(replace(reads, noted=word.noted, event=changed, **outside))
        return fits_now or self.names.why_not(changed, before=reads.event)

    def _now_reads(self, target: Entry) -> Entry:
        """Return the target with all earlier words about it: an end that was told before bounds a begin told now."""
        words = _own_words(self.seat, target) if target.eyes == ME else journal.about(self.seat, [target.id])
        return next(iter(stand([target, *words]).entries), target)

    def _copy(self, target: Entry) -> Shown:
        reads = self._now_reads(target)
        return Shown(
            at=reads.at,
            until=reads.until,
            noted=reads.noted,
            zone=reads.zone,
            of=reads.event.KIND,
            event=reads.event,
        )

    def _unknown(self, entry: Entry) -> Reason | None:
        """Return a refusal when the entry names somebody whom this seat may not write of."""
        event = entry.event
        named: PersonId | None = event.first if isinstance(event, PutSecond) else getattr(event, "child", None)
        holder: Holder | None = getattr(event, "holder", None)
        if named is not None and named not in self.children:
            return Reason(code="refused.unknown")
        if holder is None or self._writes_of(holder):
            return None
        return Reason(code="refused.unknown")

    def _writes_of(self, holder: Holder) -> bool:
        match holder.kind:
            case "child":
                return holder.id in self.children
            case "adult":
                return self.seat.viewer is not None and holder == adult(self.seat.viewer)
            case "pair":
                return f"pair:{holder.id}" in self.seat.eyes

    def _person(self, event: AdultAdded | ChildAdded | PairAgreed) -> Reason | None:
        if isinstance(event, PairAgreed):
            mine = self.seat.viewer is not None and event.pair == pair_of(self.seat.viewer, event.other)
            both = self.role == "adult" and self.adults.get(event.other) == "adult"
            return None if mine and both else Reason(code="refused.unknown")
        new_child = isinstance(event, ChildAdded) and event.child not in self.children | set(self.adults)
        return None if new_child and self.role == "adult" else Reason(code="refused.not_yours")

    def _fault(self, told: AdultAdded | ChildAdded | PairAgreed, zone_name: str) -> Reason | None:
        """Return what does not fit in a name or a birth, by the date on the wall of whoever writes."""
        today = self.now.astimezone(zone(zone_name)).date()
        return None if isinstance(told, PairAgreed) else fault(told, today)


def _acts_of(event: Event) -> tuple[str, ...]:
    match event:
        case ActTaken(act=act) | ActPassed(act=act) | ActHidden(act=act):
            return (act,)
        case ActsDeclined(acts=codes) | LimitSet(acts=codes) | BoundarySet(acts=codes):
            return codes
        case Responded(act=act) if act:
            return (act,)
    return ()


def _own_words(seat: Seat, target: Entry) -> list[Entry]:
    """Return the viewer's own words about a private entry of theirs."""
    return [entry for entry in journal.read(seat, journal.own(seat, target.at)) if isinstance(entry.event, META)]


def _same_person(changed: AdultAdded | ChildAdded | PairAgreed, target: Entry) -> bool:
    """Return whether an amendment leaves who it is, and their role, as they are: names and births can be corrected,
    and nothing else."""
    was = target.event
    match changed, was:
        case ChildAdded(child=now), ChildAdded(child=before):
            return now == before
        case AdultAdded(adult=now, role=role), AdultAdded(adult=before, role=old):
            return now == before and role == old
    return False


def _not_after(value: object, noted: datetime) -> object:
    return min(value, noted) if isinstance(value, datetime) else value


def targets(words: Sequence[Entry], known: Mapping[EntryId, Entry]) -> set[EntryId]:
    """Return the ids of the plain entries that these words are about in the end."""
    found: set[EntryId] = set()
    for word in words:
        event, id = word.event, word.id
        while isinstance(event, META):
            id = event.target
            if id not in known:
                break
            event = known[id].event
        found.add(id)
    return found
