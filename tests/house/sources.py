"""The files that the house tests read."""

import ast
import subprocess
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SRC = ROOT / "src"
CORE = SRC / "kinwell" / "core"


def modules(under: Path = SRC) -> list[Path]:
    return sorted(under.rglob("*.py"))


@cache
def tree(module: Path) -> ast.Module:
    return ast.parse(module.read_text(), filename=str(module))


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def dotted(module: Path) -> str:
    parts = module.relative_to(SRC).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def in_repository() -> list[Path]:
    """Return every file that is, or is about to be, committed."""
    asked = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(asked, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return sorted(path for line in listed.stdout.split("\0") if line and (path := ROOT / line).is_file())
