"""What two rely on each other for: who may say it, and what it leaves behind, which is nothing (safety R34, R35).

A night that is proposed anew empties what was proposed before, and one that is left empties the writer's own part: no
record of it stays, kept or broken.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from kinwell.core.clock import zone
from kinwell.core.ids import ADULTS, EntryId, PersonId, Seat, pair_of
from kinwell.core.log.entry import Entry
from kinwell.core.log.events import (
    CardWritten,
    DutyTaken,
    EyesByNeed,
    FavourAnswered,
    FavourAsked,
    FavourDeclined,
    FavourDone,
    FavourDrafted,
    FriendKept,
    JointStepsSet,
    LineLeft,
    NightAgreed,
    NightLeft,
    NightProposed,
    Role,
    Thanked,
)
from kinwell.core.log.standing import stand
from kinwell.core.reasons import Reason
from kinwell.core.together import friends, split
from kinwell.store import journal

DAY = timedelta(days=1)
NEAR = timedelta(days=2)  # a night that one speaks of is this one, or one about it
FURTHEST = timedelta(days=3)  # from when it is said: the day after tomorrow, and some hours; further off is a plan
MOST_MINUTES = 12 * 60
NIGHTS = (NightProposed.KIND, NightAgreed.KIND)

_NOT_YOURS = Reason(code="refused.not_yours")
_UNKNOWN = Reason(code="refused.unknown")
_CHANGED = Reason(code="refused.night_changed")
_FADED = Reason(code="refused.faded")
_UNREADABLE = Reason(code="refused.unreadable")


FIXED = (
    NightProposed,
    NightAgreed,
    NightLeft,
    DutyTaken,
    LineLeft,
    FavourAsked,
    FavourAnswered,
    FavourDone,
    FavourDeclined,
    FavourDrafted,
    Thanked,
    EyesByNeed,
    JointStepsSet,
)
"""What is said to another as it is: a yes was to those very words, so they are said anew or taken back, never amended,
and by nobody else."""


def why_not(seat: Seat, entry: Entry, adults: Mapping[PersonId, Role]) -> Reason | None:
    """Return why what one says to another does not hold; None when it does, or is of another kind. `adults` are the
    family's, with their roles."""
    event = entry.event
    match event:
        case NightProposed():
            return _night(seat, entry, event, adults)
        case NightLeft(night=left):
            return None if abs(left - entry.at.date()) <= NEAR else _UNREADABLE
        case NightAgreed(proposal=proposal):
            found = journal.by_ids(seat, [proposal]).get(proposal)
            if found is None or not isinstance(found.event, NightProposed):
                return _CHANGED
            return None if seat.viewer in {found.event.first, found.event.second} - {found.by} else _CHANGED
        case CardWritten():
            return None if ADULTS in seat.eyes else _NOT_YOURS
        case LineLeft(text=text):
            return None if text.strip() else _UNREADABLE
        case FavourAsked() | FavourDrafted() | Thanked():
            return _said_to_another(seat, entry, event, adults)
        case FavourAnswered() | FavourDone() | FavourDeclined():
            return _about_favour(seat, entry, event)
        case JointStepsSet(other=other):
            return None if adults.get(other) == "adult" and other != seat.viewer else _UNKNOWN
        case FriendKept():
            return friends.fault(event)
    return None


def _night(seat: Seat, entry: Entry, night: NightProposed, adults: Mapping[PersonId, Role]) -> Reason | None:
    """Return why a night does not hold: it is of its writer and another adult, or of its writer alone; soon, and
    begins on the evening that it names or in the hours after."""
    able = {id for id, role in adults.items() if role == "adult"}
    if seat.viewer not in (night.first, night.second) or not {night.first, night.second} <= able:
        return _UNKNOWN
    if night.feeder is not None and night.feeder not in able:
        return _UNKNOWN
    if abs(night.begin - entry.at) > FURTHEST or abs(night.night - entry.at.date()) > NEAR:
        return _UNREADABLE
    if not timedelta() <= night.begin.astimezone(zone(entry.zone)).date() - night.night <= DAY:
        return _UNREADABLE
    follows = night.begin <= night.turn <= night.end and timedelta() < night.end - night.begin <= split.LONGEST
    return None if follows else Reason(code="refused.end_before_start")


def _said_to_another(
    seat: Seat, entry: Entry, event: FavourAsked | FavourDrafted | Thanked, adults: Mapping[PersonId, Role]
) -> Reason | None:
    if seat.viewer is None or adults.get(event.to) != "adult" or event.to == seat.viewer:
        return _UNKNOWN
    if not isinstance(event, FavourDrafted) and event.pair != pair_of(seat.viewer, event.to):
        return _UNKNOWN
    if isinstance(event, Thanked):
        return None if event.text.strip() else _UNREADABLE
    if not event.what.strip() or not 0 < event.minutes <= MOST_MINUTES:
        return _UNREADABLE
    hours = (event.when, event.until) if isinstance(event, FavourAsked) else (event.when,)
    if any(abs(hour - entry.at) > FURTHEST for hour in hours):
        return _UNREADABLE
    return None


def _about_favour(seat: Seat, entry: Entry, event: FavourAnswered | FavourDone | FavourDeclined) -> Reason | None:
    """Return why a word about an ask does not hold: only whoever was asked answers, and only until it fades or
    is taken back."""
    asked = journal.by_ids(seat, [event.favour]).get(event.favour)
    if asked is None or not isinstance(asked.event, FavourAsked):
        return _UNKNOWN
    if not isinstance(event, FavourDeclined) and event.pair != asked.event.pair:
        return _UNKNOWN
    if isinstance(event, FavourDone):
        return None if seat.viewer in (asked.by, asked.event.to) else _NOT_YOURS
    if asked.event.to != seat.viewer:
        return _NOT_YOURS
    if isinstance(event, FavourAnswered) and (entry.at >= asked.event.until or not _stands(seat, asked)):
        return _FADED
    return None


def _stands(seat: Seat, asked: Entry) -> bool:
    """Return whether whoever asked has not taken it back."""
    return bool(stand([asked, *journal.about(seat, [asked.id])]).entries)


def left_behind(seat: Seat, new: Sequence[Entry]) -> list[Entry]:
    """Return the entries that these new ones leave no room for: nights that were proposed anew, with their yeses; and
    of a night that the viewer left, their own part."""
    proposed = [entry for entry in new if isinstance(entry.event, NightProposed)]
    left = [entry for entry in new if isinstance(entry.event, NightLeft)]
    if not proposed and not left:
        return []
    nights = journal.read(seat, journal.shared(seat).filter(kind__in=NIGHTS))
    gone: dict[EntryId, Entry] = {}
    for word in proposed:
        gone |= _of_night(nights, word.event.night, but_last=True)  # type: ignore[attr-defined]
    for word in left:
        of_night = _of_night(nights, word.event.night, but_last=False)  # type: ignore[attr-defined]
        mine = {id: one for id, one in of_night.items() if one.by == seat.viewer}
        gone |= mine | _yeses(nights, mine)
    return list(gone.values())


def _of_night(nights: Iterable[Entry], night: object, *, but_last: bool) -> dict[EntryId, Entry]:
    """Return the proposals of a night and the yeses to them; without the one that stands where `but_last`."""
    proposals = [one for one in nights if isinstance(one.event, NightProposed) and one.event.night == night]
    if but_last and proposals:
        proposals.remove(max(proposals, key=lambda one: one.rank))
    found = {one.id: one for one in proposals}
    return found | _yeses(nights, found)


def _yeses(nights: Iterable[Entry], proposals: Iterable[EntryId]) -> dict[EntryId, Entry]:
    ids = set(proposals)
    return {one.id: one for one in nights if isinstance(one.event, NightAgreed) and one.event.proposal in ids}
