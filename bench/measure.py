"""What a figure is, and how it is measured: CPU time of this process, never the clock on the wall.

Machines are shared, and their pace changes from one second to the next. So beside everything that is timed a loop of
plain Python is timed too, and what was measured is told as it would be at a quiet machine's pace.
"""

import gc
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from time import process_time
from typing import Any

from django.db import connection

MILLISECONDS = 1000
ROUNDS = 1_000_000  # of the yardstick
QUIET = 0.0185  # s; the yardstick on the machine of the first baseline, when nothing else ran
SHORT = 10  # times shorter is the loop beside what is timed


class CannotMeasure(RuntimeError):
    """What should be measured does not run; the message says how it failed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A measured number: its median, the middle half of the repeats (`low` to `high`), and what the issue allows.

    `at_least` says that the limit is one to stay above.
    """

    name: str
    unit: str
    value: float
    low: float
    high: float
    repeats: int = 1
    limit: float | None = None
    at_least: bool = False

    @property
    def kept(self) -> bool | None:
        """Whether the limit is kept; None where there is none."""
        if self.limit is None:
            return None
        return self.value >= self.limit if self.at_least else self.value <= self.limit


def figure(name: str, unit: str, *samples: float, limit: float | None = None, at_least: bool = False) -> Figure:
    """Return the figure of these samples."""
    low, _, high = quantiles(samples, n=4, method="inclusive") if len(samples) > 1 else samples * 3
    return Figure(
        name=name,
        unit=unit,
        value=median(samples),
        low=low,
        high=high,
        repeats=len(samples),
        limit=limit,
        at_least=at_least,
    )


def cpu(work: Callable[[], object]) -> float:
    """Return the CPU seconds that this took, of all threads, at a quiet machine's pace."""

    def took() -> float:
        begun = process_time()
        work()
        return process_time() - begun

    return paced(took)


def paced(took: Callable[[], float]) -> float:
    """Return the CPU seconds that this says it took, as they would be at a quiet machine's pace."""
    before = _loop(ROUNDS // SHORT)
    seconds = took()
    beside = (before + _loop(ROUNDS // SHORT)) / 2
    return seconds * QUIET / SHORT / beside


def _loop(rounds: int) -> float:
    """Return the CPU seconds of a loop of plain Python, as measured."""
    begun = process_time()
    sum(range(rounds))
    return process_time() - begun


def repeated(work: Callable[[], object], times: int, *, before: Callable[[], object] | None = None) -> Sequence[float]:
    """Return the CPU seconds (see `cpu`) of so many runs; `before` sets the stage for each and is not counted."""
    gc.collect()
    samples = []
    for _ in range(times):
        if before is not None:
            before()
        samples.append(cpu(work))
    return samples


def yardstick(times: int = 15) -> Figure:
    """Return what a loop of plain Python takes, as measured: how slow the machine was when it began."""
    return figure("yardstick, as measured", "ms", *milliseconds([_loop(ROUNDS) for _ in range(times)]))


def milliseconds(seconds: Sequence[float]) -> list[float]:
    """Return CPU seconds as milliseconds."""
    return [MILLISECONDS * sample for sample in seconds]


def queries(work: Callable[[], object]) -> int:
    """Return how many SQL statements this ran, begins and savepoints among them."""
    said: list[str] = []

    def listen(execute: Callable[..., Any], sql: str, params: object, many: bool, context: object) -> Any:
        said.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(listen):
        work()
    return len(said)
