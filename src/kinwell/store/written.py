"""Whether anything was written to the store, by whichever process; never what, by whom, or in which family."""

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper


class Watch:
    """A connection of its own that sees when others committed: SQLite counts that for it, and is asked in no time.

    It may be used from several threads, one after another. Where the store counts no commits, everything may be news.
    """

    def __init__(self) -> None:
        """Begin to watch: what was written until now is no news."""
        self._own: BaseDatabaseWrapper = connection.copy()
        self._own.inc_thread_sharing()
        self._last = self._counted()

    def has_news(self) -> bool:
        """Return whether anything was committed since this was last asked."""
        before, self._last = self._last, self._counted()
        return self._last is None or self._last != before

    def close(self) -> None:
        """End it."""
        self._own.close()

    def _counted(self) -> int | None:
        if self._own.vendor != "sqlite":
            return None
        with self._own.cursor() as cursor:
            cursor.execute("PRAGMA data_version")
            return int(cursor.fetchone()[0])
