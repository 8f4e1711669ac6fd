"""An import that is cut off, and one that is far larger than any family's life."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.strategies import SOAK

SRC = Path(__file__).parents[2] / "src"
HEADER = "Date and Time,End Time,Duration (min),Activity,Quantity,Extra data,Text,Notes,Caregiver"
OF_ADA = ("--family", "Year", "--child", "Ada", "--birth", "2014-12-18", "--zone", "Etc/UTC")
MOST_MEGABYTES = 150
WHEN = "%m/%d/%y %I:%M %p"


def rows(number: int) -> Iterator[str]:
    """Yield rows of a log without end: a bottle and a nap by turns, every four minutes."""
    begin = datetime(2015, 1, 1)  # noqa: DTZ001  (a local time, as in the file)
    for n in range(number):
        at = begin + timedelta(minutes=4 * n)
        told, ended = at.strftime(WHEN), (at + timedelta(minutes=3)).strftime(WHEN)
        what = f"Bottle,{n % 9 + 1},Formula,Ada drank {n % 9 + 1} oz" if n % 2 else "Sleep,,,Ada slept in her crib"
        yield f"{told},{ended},3,{what},{'so tired ' * 15},A"


def written(path: Path, number: int) -> Path:
    with path.open("w", encoding="utf-8") as file:
        file.write(HEADER + "\n")
        file.writelines(f"{row}\n" for row in rows(number))
    return path


def command(data: Path, *words: str) -> tuple[list[str], dict[str, str]]:
    env = {**os.environ, "KINWELL_DATA": str(data), "PYTHONPATH": str(SRC)}
    env.pop("DJANGO_SETTINGS_MODULE", None)
    return [sys.executable, "-m", "kinwell", *words], env


def kinwell(data: Path, *words: str) -> subprocess.CompletedProcess[str]:
    asked, env = command(data, *words)
    return subprocess.run(asked, env=env, capture_output=True, text=True, check=False)


def entries(data: Path) -> int:
    try:
        with closing(sqlite3.connect(data / "kinwell.sqlite3")) as database:
            return int(database.execute("SELECT COUNT(*) FROM store_entry").fetchone()[0])
    except sqlite3.OperationalError:  # not made yet
        return 0


def killed_after(data: Path, file: Path, number: int, *, wait: float) -> int:
    """Begin an import, kill it a moment after so many entries are in, and return how many it left."""
    asked, env = command(data, "import", str(file), *OF_ADA)
    writing = subprocess.Popen(asked, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while entries(data) < number and writing.poll() is None:
        time.sleep(0.01)
    time.sleep(wait)
    writing.send_signal(signal.SIGKILL)
    assert writing.wait(timeout=60) == -signal.SIGKILL, "it was done before it was killed"
    return entries(data)


def test_an_import_killed_again_and_again_loses_nothing_and_doubles_nothing(tmp_path: Path) -> None:
    total = 12_000
    file = written(tmp_path / "export.csv", total)
    data = tmp_path / "data"
    chance = random.Random(7)
    left = 0
    for number in (1, 1_000, 3_000, 6_000):
        left_now = killed_after(data, file, number, wait=chance.random() / 5)
        assert left_now >= left  # what was committed once is there
        assert (left_now - 1) % 500 == 0  # whole transactions, and the child
        left = left_now
        with closing(sqlite3.connect(data / "kinwell.sqlite3")) as database:
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        assert kinwell(data, "doctor").returncode == 0
        rebuilt = kinwell(data, "rebuild")
        assert (rebuilt.returncode, "0 differences" in rebuilt.stdout) == (0, True), rebuilt.stderr
    done = kinwell(data, "import", str(file), *OF_ADA)
    added = total - (left - 1)
    assert done.stdout.strip() == f"{added} entries added, {left - 1} already there, 0 refused"
    assert entries(data) == total + 1
    with closing(sqlite3.connect(data / "kinwell.sqlite3")) as database:
        seqs = [row[0] for row in database.execute("SELECT seq FROM store_entry ORDER BY seq")]
        assert seqs == list(range(1, total + 2))
        numbers = database.execute("SELECT collection, COUNT(*), MAX(number) FROM store_number GROUP BY 1").fetchall()
        assert all(count == greatest for _, count, greatest in numbers)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="measured where a process tells its own peak")
def test_a_million_rows_fit_into_150_megabytes(tmp_path: Path) -> None:
    file = written(tmp_path / "export.csv", 1_000_000 if SOAK else 100_000)
    measured = (
        "import sys\n"
        "from pathlib import Path\n"
        "from kinwell.cli import main\n"
        "try:\n"
        "    main(sys.argv[1:])\n"
        "finally:\n"
        "    status = Path('/proc/self/status').read_text().splitlines()\n"
        "    print(next(line.split()[1] for line in status if line.startswith('VmHWM')), file=sys.stderr)\n"
    )
    _, env = command(tmp_path / "data")
    asked = [sys.executable, "-c", measured, "import", str(file), *OF_ADA]
    done = subprocess.run(asked, env=env, capture_output=True, text=True, check=True)
    assert done.stdout.strip().endswith(" 0 already there, 0 refused")
    # Not by getrusage, which counts what whoever started the process held as it did.
    used = int(done.stderr.strip().splitlines()[-1]) / 1024
    assert used < MOST_MEGABYTES, f"{used:.0f} MB"
