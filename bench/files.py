"""Import through the command line, in a process of its own: rows a second of its CPU, and its peak memory."""

import csv
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from time import sleep
from zoneinfo import ZoneInfo

from bench.measure import CannotMeasure, Figure, figure, paced
from kinwell.transfer.babyconnect import COLUMNS, DATE

ROWS = 20_000
ALL_ROWS = 1_000_000
ZONE = "America/Los_Angeles"
SPAN = timedelta(days=3650)  # ten years for any number of rows: every one lies in the past, at most one a minute
END = datetime(2026, 1, 1, tzinfo=UTC)
LEAST_RATE = 3000  # rows a second
MOST_MEMORY = 150  # MB
KILOBYTES_A_MEGABYTE = 1024  # as the kernel counts
EVERY = 0.05  # seconds between two looks at a process


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What a process took."""

    cpu_seconds: float
    peak_megabytes: float


def figures(folder: Path, *, full: bool, chance: Random) -> Iterator[Figure]:
    """Yield the figures of import; `full` also takes in a million rows, which is minutes."""
    first = imported(folder, 1, chance)
    yield figure("import of 1 row, tables made", "s", first.cpu_seconds)
    yield figure("import of 1 row, memory", "MB", first.peak_megabytes)
    for rows in (ROWS, ALL_ROWS) if full else (ROWS,):
        ran = imported(folder, rows, chance)
        rate = rows / ran.cpu_seconds
        yield figure(f"import of {rows:,} rows", "rows/s", rate, limit=LEAST_RATE, at_least=True)
        yield figure(f"import of {rows:,} rows, memory", "MB", ran.peak_megabytes, limit=MOST_MEMORY)


def imported(folder: Path, rows: int, chance: Random) -> Ran:
    """Return what it took to import a file of so many rows into a family of its own; raise CannotMeasure when a row
    was not added."""
    path = folder / f"{rows}.csv"
    write(path, rows, chance)
    said = folder / f"{rows}.txt"
    # fmt: off
    command = [
        sys.executable, "-m", "kinwell", "import", str(path), "--data", str(folder), "--family", f"Of {rows}",
        "--child", "Iris", "--birth", "2015-01-01", "--zone", ZONE,
    ]
    # fmt: on
    with said.open("w") as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT)
        ran = _at_quiet_pace(process)
    path.unlink()
    last = said.read_text().strip().rpartition("\n")[2]
    if process.returncode or not last.startswith(f"{rows} entries added"):
        raise CannotMeasure(f"import ended with {process.returncode}: {last}")
    return ran


def _at_quiet_pace(process: subprocess.Popen[bytes]) -> Ran:
    """Return what a process took, its CPU seconds as they would be at a quiet machine's pace."""
    watched: list[Ran] = []

    def took() -> float:
        watched.append(_watched(process))
        return watched[0].cpu_seconds

    seconds = paced(took)
    return replace(watched[0], cpu_seconds=seconds)


def _watched(process: subprocess.Popen[bytes]) -> Ran:
    """Return what a process took until it ended.

    Its peak is read while it runs: what wait4 tells of a child begins at the peak of its parent (Linux, on exec).
    """
    peak = 0
    while True:
        peak = max(peak, _peak(process.pid))
        ended, status, used = os.wait4(process.pid, os.WNOHANG)
        if ended:
            process.returncode = os.waitstatus_to_exitcode(status)
            kilobytes = peak or used.ru_maxrss
            return Ran(cpu_seconds=used.ru_utime + used.ru_stime, peak_megabytes=kilobytes / KILOBYTES_A_MEGABYTE)
        sleep(EVERY)


def _peak(pid: int) -> int:
    """Return the most memory the process held so far, in kilobytes; 0 where the kernel does not say."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM:")), 0)


def write(path: Path, rows: int, chance: Random) -> None:
    """Write an export of Baby Connect, the newest row first as it does."""
    place, step = ZoneInfo(ZONE), SPAN / rows
    with path.open("w", newline="", encoding="utf-8") as file:
        out = csv.DictWriter(file, COLUMNS, restval="")
        out.writeheader()
        for index in range(rows):
            at = END - step * (index + 1)
            out.writerow(_row(at.astimezone(place), timedelta(minutes=chance.randint(3, 90)), chance))


def _row(at: datetime, length: timedelta, chance: Random) -> dict[str, str]:
    until = (at.astimezone(UTC) + length).astimezone(at.tzinfo)
    minutes = int(length.total_seconds() // 60)
    begun = {"Date and Time": _wall(at), "Caregiver": chance.choice("AU")}
    ended = {**begun, "End Time": _wall(until)}
    match chance.choices(("Sleep", "Bottle", "Nursing", "Diaper"), weights=(3, 4, 1, 4))[0]:
        case "Sleep":
            return {**ended, "Activity": "Sleep", "Text": f"Iris slept in her crib ({minutes}m)"}
        case "Bottle":
            ounces = chance.randint(10, 80) / 10
            text = f"Iris drank {ounces} oz of formula ({minutes}m)"
            return {**ended, "Activity": "Bottle", "Quantity": str(ounces), "Extra data": "Formula", "Text": text}
        case "Nursing":
            return {**ended, "Activity": "Nursing", "Text": f"Iris nursed ({minutes}m left, {minutes}m right)"}
    return {**begun, "Activity": "Diaper", "Text": chance.choice(("Iris had a wet diaper", "Iris had a BM diaper"))}


def _wall(at: datetime) -> str:
    return at.strftime(DATE)
