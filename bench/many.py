"""A family in which everything waits and much is on offer: 500 acts, and 40 needs told of and open."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from uuid import UUID

from kinwell.core.catalogue import acts, needs
from kinwell.core.ids import EntryId, Holder, PersonId, adult, child, pair, pair_of
from kinwell.core.log.entry import Entry, born_eyes
from kinwell.core.log.events import ActAdded, AdultAdded, ChildAdded, CueNoticed, Event, PairAgreed
from kinwell.core.log.standing import marks, stand
from kinwell.core.state import State, fold

ACTS, NEEDS = 500, 40
ADA, SAM, IRIS = (PersonId(UUID(int=n)) for n in (1, 2, 3))
AT = datetime(2026, 5, 4, 13, 0, tzinfo=UTC)
LONG_AGO = AT - timedelta(days=60)
ZONE = "Europe/Berlin"


def crowded(chance: Random) -> State:
    """Return the State for Ada's eyes: every act above those of the catalogue is the family's own."""
    told = [*_people(), *_cues(), *_own_acts(chance, ACTS - len(acts()))]
    entries = [_entry(number, at, by, event) for number, (at, by, event) in enumerate(told)]
    state = fold(State(zone=ZONE), marks(stand(entries).entries))
    return replace(state, at=AT)


def _people() -> Iterator[tuple[datetime, PersonId, Event]]:
    us = pair_of(ADA, SAM)
    yield LONG_AGO, ADA, AdultAdded(adult=ADA, name="Ada")
    yield LONG_AGO, SAM, AdultAdded(adult=SAM, name="Sam")
    yield LONG_AGO, ADA, ChildAdded(child=IRIS, name="Iris", born=date(2026, 1, 26))
    yield LONG_AGO, ADA, PairAgreed(pair=us, other=SAM)
    yield LONG_AGO, SAM, PairAgreed(pair=us, other=ADA)


def _cues() -> Iterator[tuple[datetime, PersonId, Event]]:
    """Yield a cue of every need, of Ada, of Iris, and of the two adults."""
    whose: dict[str, Holder] = {"adult": adult(ADA), "child": child(IRIS), "pair": pair(pair_of(ADA, SAM))}
    for need in list(needs().values())[:NEEDS]:
        yield AT - timedelta(minutes=20), ADA, CueNoticed(holder=whose[need.of], need=need.code)


def _own_acts(chance: Random, number: int) -> Iterator[tuple[datetime, PersonId, Event]]:
    for count in range(number):
        met = tuple(chance.sample(sorted(needs()), k=chance.randint(1, 4)))
        minutes = chance.choice((1.0, 2.0, 5.0, 10.0, 15.0))
        yield LONG_AGO, ADA, ActAdded(name=f"act {count}", minutes=minutes, needs=met, effort=chance.randint(0, 2))


def _entry(number: int, at: datetime, by: PersonId, event: Event) -> Entry:
    id = EntryId(UUID(int=1000 + number))
    return Entry(id=id, at=at, noted=at, by=by, eyes=born_eyes(event), zone=ZONE, event=event)
