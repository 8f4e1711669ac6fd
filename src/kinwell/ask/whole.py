"""The whole State for a seat, and what is small enough to be asked by itself."""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import datetime

from kinwell.core.ids import CARE, SHARED, FamilyId, PersonId, Seat, adult
from kinwell.core.log.entry import Entry
from kinwell.core.log.events import AdultAdded
from kinwell.core.log.standing import marks, stand
from kinwell.core.people import People
from kinwell.core.state import State, fold
from kinwell.store import index, journal, recall, vault
from kinwell.store.models import Family
from kinwell.store.within import within


def state(seat: Seat, at: datetime, *, keeps: bool = False) -> State:
    """Return the whole State for this seat at an instant. `keeps` says that the instant is the present, so that what
    was folded on the way is worth keeping for the next answer."""
    return recalled(seat, at, keeps=keeps).state


def recalled(seat: Seat, at: datetime, *, keeps: bool = False) -> recall.Recalled:
    """Return the State with what was read on the way to it; a child that the viewer paused is not in it."""
    found = _whole(seat, at, keeps=keeps)
    return replace(found, state=found.state.in_view(seat.viewer))


def _whole(seat: Seat, at: datetime, *, keeps: bool = False) -> recall.Recalled:
    with within(seat.family):
        found = recall.state(seat, at)
    if keeps and found.passed:
        with within(seat.family, writes=True):
            recall.keep(seat, found)
    return found


def with_paused(seat: Seat, at: datetime) -> State:
    """Return the whole State, in which the children are too whom the viewer paused everything about."""
    return _whole(seat, at).state


def people(seat: Seat, at: datetime) -> People:
    """Return who the family is, with the children whom the viewer paused everything about."""
    return with_paused(seat, at).people


def called(seat: Seat, at: datetime) -> Mapping[str, str]:
    """Return what the viewer calls the needs of their own, by code; nothing for a seat with nothing of its own."""
    return called_in(state(seat, at), seat)


def called_in(state: State, seat: Seat) -> Mapping[str, str]:
    """Return the same of a State that was folded for this seat."""
    return state.needs.called(adult(seat.viewer)) if seat.viewer is not None else {}


def paused(seat: Seat, at: datetime) -> frozenset[PersonId]:
    """Return the children whom the viewer paused everything about."""
    return with_paused(seat, at).knowing.paused_by(seat.viewer)


def person(seat: Seat, id: PersonId) -> Entry | None:
    """Return the entry that says who a child or an adult is, as it now reads; None when there is no such person."""
    with within(seat.family):
        said = stand(journal.people(seat.family)).entries
    return next((e for e in said if id in (getattr(e.event, "child", None), getattr(e.event, "adult", None))), None)


def zone(seat: Seat) -> str:
    """Return the zone where the family lives, as an IANA name."""
    return str(Family.objects.values_list("zone", flat=True).get(id=seat.family))


def seen(seat: Seat) -> str:
    """Return a word that changes whenever something that these eyes may see was written or emptied, and then only: no
    seq, since a gap in numbers would tell of rows that are somebody's own."""
    with within(seat.family):
        return journal.lately(seat)


def holds_at_most(seat: Seat, number: int) -> bool:
    """Return whether these eyes may see no more entries than that; as quick in a log of years as on the first day."""
    with within(seat.family):
        return journal.visible(seat)[: number + 1].count() <= number


def without_key(family: FamilyId) -> list[PersonId]:
    """Return the adults who have no key pair that fits, for the host: what they keep to themselves cannot be sealed, or
    never be read again."""
    with within(family):
        said = [entry.event for entry in stand(journal.people(family)).entries]
        return [one.adult for one in said if isinstance(one, AdultAdded) and not vault.fits(family, one.adult)]


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
        name = f"snapshot of {at.isoformat()}"
        if kept is None:
            found.append(f"{name} cannot be read")
            continue
        found += [
            f"{name}: {field.name} is not what the log says"
            for field in fields(State)
            if field.name != "at" and getattr(kept, field.name) != getattr(begun, field.name)
        ]
    return found
