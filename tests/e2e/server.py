"""The server of the browser tests: Kinwell as `kinwell serve` runs it, in a process of its own, on a clock that a test
can set. Nothing in the process of the tests touches Django, so the order of test files does not matter.

    server = Server.start(folder)
    server.set_clock(instant)          # what Kinwell takes for the present; it goes on from there
    server.forget()                    # as on the first evening: no family, no account
"""

import os
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).parents[2]
CLOCK = "clock"  # in the data folder: by how many seconds the clock of the tests is ahead
KEPT = ("django_migrations", "django_content_type", "auth_permission")
PATIENCE = 60.0


@dataclass(frozen=True, kw_only=True)
class Server:
    """A running server and where its data lies."""

    url: str
    data: Path
    process: subprocess.Popen[bytes]

    @classmethod
    def start(cls, data: Path) -> "Server":
        """Start on a free port and return when it answers."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        surroundings = {name: value for name, value in os.environ.items() if not name.startswith("KINWELL_")}
        surroundings |= {"KINWELL_DATA": str(data), "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
        with (data / "server.log").open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "tests.e2e.served", str(port)],
                cwd=ROOT,
                env=surroundings,
                stdout=log,
                stderr=log,
            )
        server = cls(url=f"http://127.0.0.1:{port}", data=data, process=process)
        server._wait()
        return server

    def _wait(self) -> None:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and self.process.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.url}/help", timeout=5):
                    return
            except OSError:
                time.sleep(0.05)
        self.stop()
        raise RuntimeError(f"the server did not start:\n{self.said()}")

    def stop(self) -> None:
        """Stop it."""
        self.process.terminate()
        try:
            self.process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def said(self) -> str:
        """Return what it wrote, errors among it."""
        return (self.data / "server.log").read_text(errors="replace")

    def set_clock(self, at: datetime) -> None:
        """Have Kinwell take this instant for the present."""
        written = self.data / f"{CLOCK}.new"
        written.write_text(str((at - datetime.now(UTC)).total_seconds()))
        written.replace(self.data / CLOCK)  # at once: the server may be reading

    def forget(self) -> None:
        """Empty every table of what people wrote."""
        with self._tables() as tables:
            tables.execute("PRAGMA foreign_keys=OFF")
            named = tables.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
            for (name,) in named.fetchall():
                if name not in KEPT:
                    tables.execute(f'DELETE FROM "{name}"')

    def kept(self, *kinds: str) -> int:
        """Return how many shared entries of these kinds are stored, taken back or not."""
        marks = ",".join("?" * len(kinds))
        with self._tables() as tables:
            return int(tables.execute(f"SELECT count(*) FROM store_entry WHERE kind IN ({marks})", kinds).fetchone()[0])

    def kept_rows(self) -> int:
        """Return how many entries are stored, private ones among them."""
        with self._tables() as tables:
            return int(tables.execute("SELECT count(*) FROM store_entry").fetchone()[0])

    def _tables(self) -> "Tables":
        return Tables(self.data / "kinwell.sqlite3")


class Tables:
    """The file of the tables, open for a moment."""

    def __init__(self, path: Path) -> None:
        self.connection = sqlite3.connect(path, timeout=20)

    def __enter__(self) -> sqlite3.Connection:
        return self.connection

    def __exit__(self, *_: object) -> None:
        self.connection.commit()
        self.connection.close()


def ahead(data: Path) -> timedelta:
    """Return by how much the clock of the tests is ahead."""
    try:
        return timedelta(seconds=float((data / CLOCK).read_text()))
    except FileNotFoundError:
        return timedelta()
