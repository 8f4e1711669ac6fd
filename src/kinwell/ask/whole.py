"""The whole State for a seat, and what is small enough to be asked by itself."""

from dataclasses import fields
from datetime import datetime

from kinwell.core.ids import CARE, SHARED, FamilyId, Seat
from kinwell.core.log.standing import marks, stand
from kinwell.core.people import People
from kinwell.core.state import State, fold
from kinwell.store import index, journal, recall
from kinwell.store.models import Family
from kinwell.store.within import within


def state(seat: Seat, at: datetime, *, keeps: bool = False) -> State:
    """Return the whole State for this seat at an instant. `keeps` says that the instant is the present, so that what
    was folded on the way is worth keeping for the next answer."""
    with within(seat.family):
        recalled = recall.state(seat, at)
    if keeps and recalled.passed:
        with within(seat.family, writes=True):
            recall.keep(seat, recalled)
    return recalled.state


def people(seat: Seat, at: datetime) -> People:
    """Return who the family is."""
    return state(seat, at).people


def zone(seat: Seat) -> str:
    """Return the zone where the family lives, as an IANA name."""
    return str(Family.objects.values_list("zone", flat=True).get(id=seat.family))


def seen(seat: Seat) -> str:
    """Return a word that changes whenever something that these eyes may see was written, and then only.

    It is the id of the newest such entry, not a seq: a gap in numbers would tell of rows that are somebody's own.
    """
    with within(seat.family):
        newest = journal.visible(seat).order_by("-seq").values_list("id", flat=True).first()
        return str(newest or "")


def count(seat: Seat) -> int:
    """Return how many entries these eyes may see."""
    with within(seat.family):
        return journal.visible(seat).count()


def differences(family: FamilyId) -> list[str]:
    """Return where a kept snapshot or an index row is not what the log says, in words for the host; empty when all
    agree. Compares State and every row field by field; one's own snapshots are sealed, and cannot be looked at."""
    found: list[str] = []
    with within(family):
        for eyes in (frozenset({CARE}), SHARED):
            found += _snapshot_differences(Seat(family=family, viewer=None, eyes=eyes))
        return found + index.differences(Seat(family=family, viewer=None, eyes=SHARED))


def _snapshot_differences(seat: Seat) -> list[str]:
    found: list[str] = []
    everything = marks(stand(recall.tail(seat, None)).entries)
    begun, passed = State(zone=zone(seat)), 0
    for at, kept in recall.snapshots(seat):
        stretch = [mark for mark in everything[passed:] if mark.at <= at]
        begun, passed = fold(begun, stretch), passed + len(stretch)
        found += [
            f"snapshot of {at.isoformat()}: {field.name} is not what the log says"
            for field in fields(State)
            if field.name != "at" and getattr(kept, field.name) != getattr(begun, field.name)
        ]
    return found
