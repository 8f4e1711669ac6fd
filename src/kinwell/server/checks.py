"""What `kinwell doctor` looks at: python, SQLite, the data folder, tables, keys, Help's numbers, certificates."""

import os
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from kinwell import ask
from kinwell.accounts import families
from kinwell.server import certificates
from kinwell.web import pages, regions

OLDEST_SQLITE = (3, 40)


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing looked at, what was found, and whether that is in order."""

    what: str
    said: str
    good: bool


def checks() -> Iterator[Check]:
    """Yield each check in turn."""
    yield Check(what="Python", said=sys.version.split()[0], good=sys.version_info >= (3, 12))
    version = sqlite3.sqlite_version
    good = tuple(int(part) for part in version.split(".")[:2]) >= OLDEST_SQLITE
    yield Check(what="SQLite", said=version, good=good)
    yield _data()
    yield _tables()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        mode = cursor.fetchone()[0]
        yield Check(what="journal", said=mode, good=mode == "wal")
        cursor.execute("PRAGMA quick_check")
        found = cursor.fetchone()[0]
        yield Check(what="soundness", said=found, good=found == "ok")
        cursor.execute("PRAGMA foreign_key_check")
        broken = len(cursor.fetchall())
        yield Check(what="references", said=f"{broken} broken", good=not broken)
    yield _keys()
    yield _numbers()
    yield from _certificate(datetime.now(UTC))


def _data() -> Check:
    good = os.access(settings.DATA, os.W_OK)
    open_to_others = settings.DATA.stat().st_mode & 0o077
    said = str(settings.DATA) + (" (readable by other users of this machine)" if open_to_others else "")
    return Check(what="data", said=said, good=good)


def _keys() -> Check:
    wanting = [person for family in families.everyone() for person in ask.without_key(family)]
    said = ", ".join(f"none that fits for {person}" for person in wanting) or "each adult has a pair that fits"
    return Check(what="keys", said=said, good=not wanting)


def _numbers() -> Check:
    """Whether the host's own file of Help's numbers is sound, and how many numbers nobody checked within a year."""
    try:
        regions.own(settings.DATA)
    except ValueError as error:
        said = f"{regions.FILE} in the data folder: {error}; until that is mended Help shows the packaged numbers"
        return Check(what="numbers", said=said, good=False)
    today = pages.now().date()
    lines = [line for region in regions.known(settings.DATA).values() for line in region.lines]
    old = sum(line.freshness(today) != "checked" for line in lines)
    return Check(what="numbers", said=f"{len(lines)} on Help, {old} of them not checked within a year", good=True)


def _certificate(now: datetime) -> Iterator[Check]:
    """Yield until when the certificate of `kinwell https` and its authority last; nothing where none was made."""
    folder = settings.DATA / certificates.FOLDER
    if not folder.exists():
        return
    found = certificates.kept(settings.DATA)
    if found is None:
        yield Check(what="certificate", said="cannot be read: kinwell https makes another", good=False)
        return
    for what, pair in zip(("authority", "certificate"), found, strict=True):
        ends = pair.certificate.not_valid_after_utc
        near = now >= ends - certificates.NEAR
        said = f"until {ends:%Y-%m-%d}" + (": start kinwell https again, which makes another" if near else "")
        yield Check(what=what, said=said, good=not near)
    open_to_others = any(path.stat().st_mode & 0o077 for path in [folder, *folder.iterdir()])
    if open_to_others:
        yield Check(what="tls", said="readable by other users of this machine", good=False)


def _tables() -> Check:
    executor = MigrationExecutor(connection)
    todo = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return Check(what="tables", said=f"{len(todo)} migrations to come" if todo else "up to date", good=not todo)
