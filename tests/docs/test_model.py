"""Each formula in docs/model.md names the function that holds it, and no such name has gone stale."""

import ast
import re
from pathlib import Path

import pytest

from tests.house.sources import CORE, ROOT, modules, name, tree

NAMED = re.compile(r"`(src/[\w/]+\.py): ([\w.]+)`")
MODEL = ROOT / "docs" / "model.md"
HOLDERS = sorted(NAMED.findall(MODEL.read_text(encoding="utf-8")))
# What makes no formula: the package's own pages, and the shape of what is answered.
THINKING = [path for part in ("needs", "suggest") for path in modules(CORE / part) if path.stem != "__init__"]


def defined(module: Path) -> set[str]:
    """Return the functions and classes of a module, methods as `Class.method`."""
    found = set()
    for node in tree(module).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        if isinstance(node, ast.ClassDef):
            found |= {f"{node.name}.{own.name}" for own in node.body if isinstance(own, ast.FunctionDef)}
    return found


@pytest.mark.parametrize(("path", "function"), HOLDERS)
def test_a_function_named_in_the_model_is_there(path: str, function: str) -> None:
    assert (ROOT / path).is_file(), f"docs/model.md names {path}, which is gone"
    assert function in defined(ROOT / path)


@pytest.mark.parametrize("module", THINKING, ids=name)
def test_a_module_of_needs_and_suggestions_is_in_the_model(module: Path) -> None:
    assert name(module) in {path for path, _ in HOLDERS}


def test_a_stale_name_would_be_found() -> None:
    assert NAMED.findall("`src/kinwell/core/needs/need.py: gone`") == [("src/kinwell/core/needs/need.py", "gone")]
    assert "gone" not in defined(CORE / "needs" / "need.py")
