"""What a family knows of itself: whether an item of a list holds, and what an agreement that ended leaves, which is
nothing (safety R35)."""

from collections.abc import Mapping, Sequence

from kinwell.core.ids import EntryId, PersonId, Seat, pair_of
from kinwell.core.log.entry import Entry
from kinwell.core.log.events import (
    ActAdded,
    AgreementAccepted,
    AgreementLeft,
    AgreementProposed,
    AnchorSet,
    BoundarySet,
    Event,
    LimitSet,
    Role,
    ValueHeld,
    WishSaid,
)
from kinwell.core.log.standing import stand
from kinwell.core.needs import own_acts
from kinwell.core.needs.lists import MOST_VALUES
from kinwell.core.people import LONGEST_NAME
from kinwell.core.reasons import Reason
from kinwell.store import journal

_UNREADABLE = Reason(code="refused.unreadable")
_UNKNOWN = Reason(code="refused.unknown")
_CHANGED = Reason(code="refused.agreement_changed")

FIXED = (AgreementProposed, AgreementAccepted, AgreementLeft)
"""A yes was to these very words: they are proposed anew, never amended."""


def why_not(seat: Seat, entry: Entry, adults: Mapping[PersonId, Role]) -> Reason | None:
    """Return why an item of a list does not hold; None when it does, or is of another kind. `adults` are the family's,
    with their roles."""
    match entry.event:
        case ActAdded() as told:
            return None if own_acts.fits(told) else _UNREADABLE
        case AgreementProposed(pair=pair, to=to, text=text):
            if (
                seat.viewer is None
                or adults.get(to) != "adult"
                or to == seat.viewer
                or pair != pair_of(seat.viewer, to)
            ):
                return _UNKNOWN
            return None if text.strip() else _UNREADABLE
        case AgreementAccepted() as yes:
            return None if _may_accept(seat, yes) else _CHANGED
        case told:
            return None if _holds(told) else _UNREADABLE


def _holds(told: Event) -> bool:
    match told:
        case WishSaid(text=text) | BoundarySet(text=text):
            return bool(text.strip())
        case ValueHeld(text=text, rank=rank):
            return bool(text.strip()) and 1 <= rank <= MOST_VALUES
        case LimitSet(text=text, begins=begins, ends=ends):
            return bool(text.strip()) and (begins is None) == (ends is None)
        case AnchorSet(name=name):
            return 0 < len(name.strip()) <= LONGEST_NAME
    return True


def _may_accept(seat: Seat, yes: AgreementAccepted) -> bool:
    """Return whether this is a yes to what was proposed to the viewer, and stands."""
    found = journal.by_ids(seat, [yes.agreement]).get(yes.agreement)
    if found is None or not isinstance(found.event, AgreementProposed):
        return False
    proposed = found.event
    stands = bool(stand([found, *journal.about(seat, [found.id])]).entries)
    return proposed.to == seat.viewer and proposed.pair == yes.pair and stands


def own_act(seat: Seat, code: str, sent: Sequence[Entry]) -> bool:
    """Return whether this is the code of an act that the family added, now or before, before this seat's eyes."""
    id = own_acts.entry_of(code)
    if id is None:
        return False
    found = next((one for one in sent if one.id == id), None) or journal.by_ids(seat, [id]).get(id)
    return found is not None and isinstance(found.event, ActAdded)


def left_behind(seat: Seat, new: Sequence[Entry]) -> list[Entry]:
    """Return the entries of agreements that the viewer has left: all of one that was theirs or that they had accepted.
    Of what they never accepted nothing goes, so that to whoever proposed it, it was never answered."""
    gone: dict[EntryId, Entry] = {}
    for word in new:
        if isinstance(word.event, AgreementLeft):
            gone |= _of_agreement(seat, word.event.agreement)
    return list(gone.values())


def _of_agreement(seat: Seat, id: EntryId) -> dict[EntryId, Entry]:
    proposed = journal.by_ids(seat, [id]).get(id)
    if proposed is None or not isinstance(proposed.event, AgreementProposed):
        return {}
    rows = journal.read(seat, journal.shared(seat).filter(kind=AgreementAccepted.KIND))
    yeses = {one.id: one for one in rows if isinstance(one.event, AgreementAccepted) and one.event.agreement == id}
    theirs = proposed.by == seat.viewer or any(one.by == seat.viewer for one in yeses.values())
    return {id: proposed} | yeses if theirs else {}
