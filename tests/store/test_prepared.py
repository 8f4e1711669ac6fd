"""A query compiled once answers as the query set that it was made of."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from django.db.models import F

from kinwell.core.ids import FamilyId
from kinwell.store.models import EntryRow, Family
from kinwell.store.prepared import Prepared, PreparedChange, PreparedRows
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


RENAMED = PreparedChange(
    lambda family, name, by: (Family.objects.filter(id=family), {"name": name, "seq": F("seq") + by})
)
TAKEN = PreparedChange(lambda family, eyes: EntryRow.objects.filter(family_id=family, eyes__in=eyes))
NEW = PreparedRows(EntryRow)


def seqs(family: FamilyId) -> list[int]:
    with within(family):
        return list(EntryRow.objects.filter(family_id=family).order_by("seq").values_list("seq", flat=True))


def test_a_change_is_made_each_time_with_its_values_and_says_to_how_many() -> None:
    for by in (5, -2):
        with within(HOME, writes=True):
            assert RENAMED(HOME, f"By {by}", by) == 1
    home, other = Family.objects.get(id=HOME), Family.objects.get(id=OTHER)
    assert (home.name, home.seq) == ("By -2", 3)
    assert (other.name, other.seq) == ("Of two", 0)


def test_rows_are_taken_of_one_family_and_of_no_other() -> None:
    with within(HOME, writes=True):
        assert TAKEN(HOME, ("care", "me")) == 3
        assert TAKEN(HOME, ("care", "me")) == 0
    assert seqs(HOME) == [2]
    assert seqs(OTHER) == [1, 2, 3, 4]


@pytest.mark.parametrize("number", [1, 3])
def test_new_rows_are_as_the_orm_writes_them(number: int) -> None:
    def row(family: FamilyId, seq: int) -> EntryRow:
        told = {"seq": seq, "at": NOON, "noted": NOON, "until": None, "received": NOON, "by": None, "eyes": "care"}
        inside = {"zone": "Europe/London", "kind": "care.changed", "shape": 1, "source": "s", "body": b"\x00%s"}
        return EntryRow(family_id=family, id=UUID(int=seq), **told, **inside)

    with within(HOME, writes=True):
        NEW([row(HOME, 10 + n) for n in range(number)])
    with within(OTHER, writes=True):
        EntryRow.objects.bulk_create([row(OTHER, 10 + n) for n in range(number)])
    written: list[list[dict[str, object]]] = []
    for family in (HOME, OTHER):
        with within(family):
            rows = EntryRow.objects.filter(family_id=family, seq__gte=10).order_by("seq").values()
            written.append([{**one, "family_id": None} for one in rows])
    assert written[0] == written[1]
    assert len(written[0]) == number


def test_no_rows_are_no_statement(django_assert_num_queries: Any) -> None:
    with within(HOME, writes=True), django_assert_num_queries(0):
        NEW([])


def test_a_change_is_refused_outside_of_a_family_as_any_query() -> None:
    with pytest.raises(OutsideFamily):
        TAKEN(HOME, ("care",))
    with pytest.raises(OutsideFamily):
        NEW([EntryRow(family_id=HOME, id=UUID(int=9), seq=9, at=NOON, shape=1, body=b"")])
