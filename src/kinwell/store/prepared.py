"""Query sets that are compiled once, for what every request asks and writes.

Django builds and compiles the SQL of a query set each time anew, which takes longer than SQLite's answer to it. A
Prepared is written as an ordinary query set, so that the ORM stays the one place that knows tables and columns; it is
compiled when it is first asked with values of a shape, and from then on only its values are put in. A PreparedChange is
the same for an update or a delete, PreparedRows for new rows.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Model, QuerySet
from django.db.models.sql import DeleteQuery, InsertQuery, UpdateQuery

type Value = UUID | datetime | str | int | None
type Values = Value | tuple[Value, ...]
type Params = tuple[tuple[int | None, Any], ...]

_FIRST = datetime(2001, 1, 1, tzinfo=UTC)
_LEAST = 30_000  # of numbers: within what the smallest columns hold, and no number that a query has of its own


class _Compiled(NamedTuple):
    """The SQL, its parameters (the place of a value, or None and the parameter itself), and how rows are read."""

    sql: str
    params: Params
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
        with connection.cursor() as cursor:
            cursor.execute(compiled.sql, _filled(compiled.params, values))
            return compiled.read(cursor.fetchall())

    def put_away(self) -> None:
        """Forget every row that is kept."""
        for forget in self._kept:
            forget()

    def _compile(self, values: Sequence[Values]) -> _Compiled | None:
        """Return the query, compiled for values of this shape; None when no row can ever fit them."""
        stand_ins = _stand_ins(values)
        compiler = self._build(*stand_ins).query.get_compiler(connection=connection)
        try:
            sql, params = compiler.as_sql()
        except EmptyResultSet:
            return None
        used = _placed(params, stand_ins)
        converters = compiler.get_converters([column[0] for column in compiler.select[: compiler.col_count]])

        def read(rows: list[Any]) -> list[Any]:
            return [tuple(row) for row in compiler.apply_converters(rows, converters)]

        if not self._keeps or connection.vendor != "sqlite":  # whose rows are plain tuples
            return _Compiled(sql, used, read)
        read_one = lru_cache(maxsize=self._keeps)(lambda row: read([row])[0])
        self._kept.append(read_one.cache_clear)
        return _Compiled(sql, used, lambda rows: list(map(read_one, rows)))


type Changes = QuerySet[Any, Any] | tuple[QuerySet[Any, Any], Mapping[str, Any]]


class PreparedChange:
    """An update or a delete, made by a function that returns a query set, and for an update what its fields become; it
    sees stand-ins as that of a Prepared does. A delete takes the rows of one table and asks for none that hang on them.
    """

    def __init__(self, build: Callable[..., Changes]) -> None:
        """Keep how it is made; nothing is compiled yet."""
        self._build = build
        self._compiled: dict[tuple[object, ...], tuple[str, Params]] = {}

    def __call__(self, *values: Values) -> int:
        """Change the rows and return how many there were."""
        shape = (connection.vendor, *(_shape(value) for value in values))
        if shape not in self._compiled:
            self._compiled[shape] = self._compile(values)
        sql, params = self._compiled[shape]
        with connection.cursor() as cursor:
            cursor.execute(sql, _filled(params, values))
            return int(cursor.rowcount)

    def _compile(self, values: Sequence[Values]) -> tuple[str, Params]:
        stand_ins = _stand_ins(values)
        made = self._build(*stand_ins)
        if isinstance(made, tuple):
            rows, becomes = made
            update: UpdateQuery = rows.query.chain(UpdateQuery)  # type: ignore[assignment]  # as Django's own update does
            update.add_update_values(dict(becomes))
            sql, params = update.get_compiler(connection=connection).as_sql()
        else:
            sql, params = made.query.chain(DeleteQuery).get_compiler(connection=connection).as_sql()
        return sql, _placed(params, stand_ins)


class PreparedRows[M: Model]:
    """New rows of a table."""

    def __init__(self, model: type[M]) -> None:
        """Keep of which; nothing is compiled yet."""
        self._model = model
        self._compiled: dict[str, str] = {}

    def __call__(self, rows: Sequence[M]) -> None:
        """Write these rows, each with every field of its own."""
        if not rows:
            return
        fields = self._model._meta.concrete_fields  # noqa: SLF001  (Django's documented Model._meta)
        if connection.vendor not in self._compiled:
            insert = InsertQuery(self._model)
            insert.insert_values(fields, list(rows[:1]))
            ((self._compiled[connection.vendor], _),) = insert.get_compiler(connection=connection).as_sql()
        values = [[field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields] for row in rows]
        with connection.cursor() as cursor:
            if len(values) == 1:
                cursor.execute(self._compiled[connection.vendor], values[0])
            else:
                cursor.executemany(self._compiled[connection.vendor], values)


def _placed(params: Iterable[Any], stand_ins: Sequence[Values]) -> Params:
    """Return of each parameter which value it is, or None and itself; raise ValueError where a value is left out."""
    places = {_adapted(value): at for at, value in enumerate(_flat(stand_ins)) if value is not None}
    used = tuple((places.get(given), given) for given in params)
    if {at for at, _ in used} - {None} != set(places.values()):
        raise ValueError("a prepared query leaves out one of its values")
    return used


def _filled(params: Params, values: Sequence[Values]) -> list[Any]:
    """Return the parameters with these values in their places."""
    flat = [_adapted(value) for value in _flat(values)]
    return [given if at is None else flat[at] for at, given in params]


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
