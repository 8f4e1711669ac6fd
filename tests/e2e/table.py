"""How many taps things take, counted while a walk goes on, kept with the results and printed."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.e2e.phone import Phone

MOST = 2  # for a quick log or a cue


class Table:
    """Counts the taps of tasks, each begun from a cold Now."""

    def __init__(self) -> None:
        self.counted: dict[str, int] = {}
        self.other: set[str] = set()

    @contextmanager
    def task(self, phone: Phone, name: str, *, quick: bool = True, cold: bool = True) -> Iterator[None]:
        if cold:
            phone.home()
        before = phone.taps
        yield
        self.counted[name] = phone.taps - before
        if not quick:
            self.other.add(name)

    def too_many(self) -> dict[str, int]:
        return {name: taps for name, taps in self.counted.items() if taps > MOST and name not in self.other}

    def __str__(self) -> str:
        width = max(map(len, self.counted))
        return "\n".join(["taps per task", *(f"  {name:<{width}}  {taps}" for name, taps in self.counted.items())])


def counted(results: Path, name: str, request: pytest.FixtureRequest) -> Iterator[Table]:
    """Yield a table; at the end write it among the results and print it: it is what such a file of tests is for."""
    table = Table()
    yield table
    (results / name).write_text(f"{table}\n")
    with request.config.pluginmanager.getplugin("capturemanager").global_and_fixture_disabled():
        print(f"\n{table}")  # noqa: T201
