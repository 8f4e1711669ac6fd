"""A query compiled once answers as the query set that it was made of."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from kinwell.core.ids import FamilyId
from kinwell.store.models import EntryRow, Family
from kinwell.store.prepared import Prepared
from kinwell.store.within import OutsideFamily, within

pytestmark = pytest.mark.django_db

HOME, OTHER = FamilyId(UUID(int=11)), FamilyId(UUID(int=12))
NOON = datetime(2026, 6, 10, 12, 0, 0, 1, tzinfo=UTC)

ENTRIES = Prepared(
    lambda family, by, eyes, since: (
        EntryRow.objects.filter(family_id=family, eyes__in=eyes, at__gte=since, **({} if by is None else {"by": by}))
        .order_by("seq")
        .values_list("seq", "id", "at", "until", "eyes", "body")
    )
)


@pytest.fixture(autouse=True)
def _rows() -> None:
    for family in (HOME, OTHER):
        Family.objects.create(id=family, name="Of two", zone="Europe/London", created=NOON)
        with within(family, writes=True):
            for seq, eyes in enumerate(("care", "adults", "me", "care"), start=1):
                EntryRow.objects.create(
                    family_id=family,
                    id=UUID(int=seq),
                    seq=seq,
                    at=NOON.replace(hour=12 + seq),
                    by=UUID(int=seq % 2),
                    eyes=eyes,
                    kind="care.changed",
                    shape=1,
                    body=bytes([seq]),
                )


def asked(*values: object) -> list[tuple[int, str]]:
    with within(HOME):
        return [(row[0], row[4]) for row in ENTRIES(*values)]  # type: ignore[arg-type]


def test_values_are_put_in_each_time() -> None:
    assert asked(HOME, None, ("care",), NOON) == [(1, "care"), (4, "care")]
    assert asked(HOME, None, ("adults",), NOON) == [(2, "adults")]
    assert asked(HOME, None, ("care",), NOON.replace(hour=14)) == [(4, "care")]


def test_a_shape_of_its_own_is_compiled_for_it() -> None:
    assert asked(HOME, None, ("adults", "care"), NOON) == [(1, "care"), (2, "adults"), (4, "care")]
    assert asked(HOME, UUID(int=1), ("adults", "care"), NOON) == [(1, "care")]
    assert asked(HOME, None, (), NOON) == []


def test_rows_are_read_as_the_query_set_reads_them() -> None:
    with within(HOME):
        rows = EntryRow.objects.filter(family_id=HOME, eyes="care").order_by("seq")
        wanted = list(rows.values_list("seq", "id", "at", "until", "eyes", "body"))
        assert ENTRIES(HOME, None, ("care",), NOON) == wanted
    assert wanted[0][1:4] == (UUID(int=1), NOON.replace(hour=13), None)


def test_a_value_may_stand_in_more_than_one_place() -> None:
    twice = Prepared(
        lambda family, at: (
            EntryRow.objects.filter(family_id=family, at__gte=at)
            .values_list("seq")
            .union(EntryRow.objects.filter(family_id=family, at__lt=at).values_list("seq"))
        )
    )
    with within(HOME):
        assert sorted(twice(HOME, NOON.replace(hour=15))) == [(1,), (2,), (3,), (4,)]


def test_numbers_are_values_too() -> None:
    by_seq = Prepared(lambda family, seq: EntryRow.objects.filter(family_id=family, seq=seq).values_list("eyes")[:1])
    with within(HOME):
        assert [by_seq(HOME, seq) for seq in (3, 2, 9)] == [[("me",)], [("adults",)], []]


def test_a_value_that_is_left_out_is_an_error() -> None:
    careless = Prepared(lambda family, _by: EntryRow.objects.filter(family_id=family).values_list("id"))
    with within(HOME), pytest.raises(ValueError, match="leaves out"):
        careless(HOME, UUID(int=1))


def test_it_is_refused_outside_of_a_family_as_any_query() -> None:
    with pytest.raises(OutsideFamily):
        ENTRIES(HOME, None, ("care",), NOON)
