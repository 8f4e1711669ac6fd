"""Who is meant: a pair is the same whoever asks, and a seat never tells its key."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from kinwell.core.ids import ME, FamilyId, PersonId, Seat, adult, child, pair_of
from tests.builders import ADA, IRIS, NAN, SAM
from tests.strategies import examples

people = st.uuids().map(PersonId)


@examples(100)
@given(people, people)
def test_a_pair_is_the_same_for_both_phones(one: PersonId, other: PersonId) -> None:
    assert pair_of(one, other) == pair_of(other, one)


def test_two_pairs_are_not_the_same() -> None:
    assert len({pair_of(ADA, SAM), pair_of(ADA, NAN), pair_of(SAM, NAN)}) == 3


def test_the_pair_of_ada_and_sam_never_changes() -> None:
    # Written into rows and eyes: another namespace would part every pair.
    assert pair_of(ADA, SAM) == UUID("9f087419-925e-56d1-a355-827182282da3")


def test_a_person_as_child_and_as_adult_are_two_holders() -> None:
    assert child(IRIS) != adult(IRIS)


def test_a_seat_in_a_log_line_shows_no_key() -> None:
    seat = Seat(family=FamilyId(UUID(int=1)), viewer=ADA, eyes=frozenset({ME}), key=b"very secret key, really")
    assert "secret" not in repr(seat)
    assert "secret" not in str(seat)
