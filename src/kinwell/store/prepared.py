"""Query sets that are compiled once, for what every request asks.

Django builds and compiles the SQL of a query set each time anew, which takes longer than SQLite's answer to it. A
Prepared is written as an ordinary query set, so that the ORM stays the one place that knows tables and columns; it is
compiled when it is first asked with values of a shape, and from then on only its values are put in.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

type Value = UUID | datetime | str | int | None
type Values = Value | tuple[Value, ...]

_FIRST = datetime(2001, 1, 1, tzinfo=UTC)
_LEAST = 30_000  # of numbers: within what the smallest columns hold, and no number that a query has of its own


class _Compiled(NamedTuple):
    """The SQL, its parameters (the place of a value, or None and the parameter itself), and how rows are read."""

    sql: str
    params: tuple[tuple[int | None, Any], ...]
    read: Callable[[list[Any]], list[Any]]


class Prepared:
    """A query of rows, made by a function that returns a `values_list` query set for the values it is given.

    Values are ids, instants, words, numbers and None, or tuples of them. The function sees stand-ins: it may compare
    columns to them, ask whether one is None, and do nothing else with them.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], *, keeps: int = 0) -> None:
        """Keep how the query set is made; nothing is compiled yet. `keeps` is how many rows are kept in memory as they
        were read, for those that are asked for again and again and never change: reading them costs more than asking.
        """
        self._build = build
        self._keeps = keeps
        self._kept: list[Callable[[], None]] = []
        self._compiled: dict[tuple[object, ...], _Compiled | None] = {}

    def __call__(self, *values: Values) -> list[tuple[Any, ...]]:
        """Return the rows that the query set would yield; raise ValueError for a query that leaves a value out."""
        shape = (connection.vendor, *(_shape(value) for value in values))
        if shape not in self._compiled:
            self._compiled[shape] = self._compile(values)
        compiled = self._compiled[shape]
        if compiled is None:
            return []
        flat = [_adapted(value) for value in _flat(values)]
        with connection.cursor() as cursor:
            cursor.execute(compiled.sql, [given if at is None else flat[at] for at, given in compiled.params])
            return compiled.read(cursor.fetchall())

    def put_away(self) -> None:
        """Forget every row that is kept."""
        for forget in self._kept:
            forget()

    def _compile(self, values: Sequence[Values]) -> _Compiled | None:
        """Return the query, compiled for values of this shape; None when no row can ever fit them."""
        stand_ins = _stand_ins(values)
        places = {_adapted(value): at for at, value in enumerate(_flat(stand_ins)) if value is not None}
        compiler = self._build(*stand_ins).query.get_compiler(connection=connection)
        try:
            sql, params = compiler.as_sql()
        except EmptyResultSet:
            return None
        used = tuple((places.get(given), given) for given in params)
        if {at for at, _ in used} - {None} != set(places.values()):
            raise ValueError("a prepared query leaves out one of its values")
        converters = compiler.get_converters([column[0] for column in compiler.select[: compiler.col_count]])

        def read(rows: list[Any]) -> list[Any]:
            return [tuple(row) for row in compiler.apply_converters(rows, converters)]

        if not self._keeps or connection.vendor != "sqlite":  # whose rows are plain tuples
            return _Compiled(sql, used, read)
        read_one = lru_cache(maxsize=self._keeps)(lambda row: read([row])[0])
        self._kept.append(read_one.cache_clear)
        return _Compiled(sql, used, lambda rows: list(map(read_one, rows)))


def _shape(value: Values) -> object:
    return tuple(map(type, value)) if isinstance(value, tuple) else type(value)


def _flat(values: Sequence[Values]) -> Iterator[Value]:
    for value in values:
        if isinstance(value, tuple):
            yield from value
        else:
            yield value


def _stand_ins(values: Sequence[Values]) -> list[Values]:
    """Return values of the same shape, none of which is another's."""
    numbers = iter(range(1, 1_000_000))
    return [
        tuple(_stand_in(one, next(numbers)) for one in value)
        if isinstance(value, tuple)
        else _stand_in(value, next(numbers))
        for value in values
    ]


def _stand_in(value: Value, number: int) -> Value:
    match value:
        case UUID():
            return UUID(int=number)
        case datetime():
            return _FIRST + timedelta(seconds=number)
        case str():
            return f"stand-in {number}"
        case int():
            return _LEAST + number
    return None


def _adapted(value: Value) -> Any:
    """Return the value as the database takes it."""
    if isinstance(value, UUID):
        return value if connection.features.has_native_uuid_field else value.hex
    return connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value
