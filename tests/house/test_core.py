"""Core knows no framework, and is handed its time, ids and chance."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.sources import CORE, ROOT, dotted, modules, name

LOADED_BY_CORE = """
import importlib, sys
before = set(sys.modules)
for module in sys.argv[1:]:
    importlib.import_module(module)
print(*sorted(set(sys.modules) - before))
"""

# What zoneinfo reads: the system's own settings, and its zones where the system has none.
OF_ZONEINFO = ("_sysconfigdata", "tzdata")


def test_importing_core_loads_the_standard_library_and_core_alone() -> None:
    asked = [sys.executable, "-c", LOADED_BY_CORE, *map(dotted, modules(CORE))]
    loaded = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.split()
    own = {module for module in loaded if module == "kinwell" or module.startswith("kinwell.core")}
    standard = {module for module in loaded if module.split(".")[0] in sys.stdlib_module_names}
    assert not {module for module in {*loaded} - own - standard if not module.startswith(OF_ZONEINFO)}


def lint(code: str, path: str) -> str:
    asked = [sys.executable, "-m", "ruff", "check", "--select=TID251", "--output-format=concise"]
    asked += [f"--stdin-filename={path}", "-"]
    return subprocess.run(asked, input=code, capture_output=True, text=True, check=False, cwd=ROOT).stdout


@pytest.mark.parametrize(
    "code",
    [
        "from datetime import UTC, datetime\ndatetime.now(UTC)",
        "import datetime as dt\ndt.datetime.utcnow()",
        "from datetime import date\ndate.today()",
        "from time import monotonic",
        "from uuid import uuid4",
        "import uuid\nuuid.uuid7()",
        "import random",
        "from secrets import token_bytes",
        "from pathlib import Path",
    ],
)
def test_a_clock_an_id_or_chance_planted_in_core_is_refused(code: str) -> None:
    assert "TID251" in lint(code, "src/kinwell/core/planted.py")
    assert "TID251" not in lint(code, "src/kinwell/web/planted.py")


@pytest.mark.parametrize("module", modules(CORE), ids=name)
def test_core_asks_for_no_exception_from_that(module: Path) -> None:
    assert "TID251" not in module.read_text()
