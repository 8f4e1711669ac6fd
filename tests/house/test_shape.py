"""A file is one idea and says which; a function does one thing (docs/style.md 7 and 8)."""

import ast
from pathlib import Path

import pytest

from tests.house.sources import modules, name, tree

FILE_LINES = 400
FUNCTION_LINES = 50
NO_IDEA = {"common", "helpers", "managers", "misc", "repositories", "services", "util", "utils"}


@pytest.mark.parametrize("module", modules(), ids=name)
def test_a_module_says_what_it_is(module: Path) -> None:
    assert ast.get_docstring(tree(module)), f"{name(module)}: the first statement says in a sentence which idea it is"


@pytest.mark.parametrize("module", modules(), ids=name)
def test_a_module_is_one_idea(module: Path) -> None:
    assert len(module.read_text().splitlines()) <= FILE_LINES, f"{name(module)}: more than one idea"


@pytest.mark.parametrize("module", modules(), ids=name)
def test_a_function_does_one_thing(module: Path) -> None:
    functions = (node for node in ast.walk(tree(module)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    long = [f"{f.name}, line {f.lineno}" for f in functions if f.end_lineno - f.lineno >= FUNCTION_LINES]
    assert not long, f"{name(module)}: longer than {FUNCTION_LINES} lines: {long}"


def test_a_name_says_something() -> None:
    said_nothing = [name(module) for module in modules() if NO_IDEA & {module.stem, module.parent.name}]
    assert not said_nothing, "the vocabulary lacks a word: find it (docs/words.md)"
