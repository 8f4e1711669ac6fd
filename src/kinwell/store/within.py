"""Within one family: opens the transaction and names the family; a query outside of it is refused, on SQLite too.

Reading opens a deferred transaction, writing an immediate one: with it four writers queue instead of failing.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from kinwell.core.ids import FamilyId

TABLES = "store_"
_NOBODY = UUID(int=0)
_family: ContextVar[FamilyId | None] = ContextVar("family", default=None)


class OutsideFamily(RuntimeError):
    """A query named a table of families while no family was open: it could have read any of them."""


@contextmanager
def within(family: FamilyId, *, writes: bool = False) -> Iterator[None]:
    """Open a transaction in which this family's rows can be reached, and no other's; raise OutsideFamily when another
    family is open already."""
    already = _family.get()
    if already is not None and already != family:
        raise OutsideFamily("another family is open")
    token = _family.set(family)
    try:
        with _transaction(writes=writes):
            yield
    finally:
        _family.reset(token)


@contextmanager
def across_families() -> Iterator[None]:
    """Let migrations and tests that look at the tables themselves pass the guard; no door uses it."""
    token = _family.set(FamilyId(_NOBODY))
    try:
        yield
    finally:
        _family.reset(token)


@contextmanager
def _transaction(*, writes: bool) -> Iterator[None]:
    """Open a transaction, or join the one that is open; a reader on SQLite takes no write lock."""
    mode = getattr(connection, "transaction_mode", None)
    if writes or mode is None or connection.in_atomic_block:
        with transaction.atomic():
            yield
        return
    with ExitStack() as stack:
        connection.ensure_connection()
        connection.transaction_mode = "DEFERRED"  # type: ignore[attr-defined]  # SQLite's wrapper has it, the base not
        try:
            stack.enter_context(transaction.atomic())
        finally:
            connection.transaction_mode = mode  # type: ignore[attr-defined]
        yield


def guard(connection: BaseDatabaseWrapper, **_: object) -> None:
    """Put the guard on a connection that opened (the receiver of connection_created)."""
    if _refuse_outside not in connection.execute_wrappers:
        connection.execute_wrappers.append(_refuse_outside)


def _refuse_outside(execute: Callable[..., Any], sql: str, params: object, many: bool, context: dict[str, Any]) -> Any:
    if TABLES in sql and _family.get() is None and not _defines(sql):
        raise OutsideFamily("a family's table was asked outside of within()")
    return execute(sql, params, many, context)


def _defines(sql: str) -> bool:
    """Return whether this defines tables rather than asking them: migrations, and what SQLite is asked about them."""
    return sql.lstrip().upper().startswith(("CREATE", "ALTER", "DROP", "PRAGMA")) or "sqlite_master" in sql
