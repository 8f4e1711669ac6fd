"""Every kind of event changes something, or is said to be kept for its history alone."""

import ast
from importlib import import_module
from pathlib import Path

import pytest

from kinwell.core.log import events
from tests.house.sources import CORE, dotted, modules, name, tree

META = {kind.__name__ for kind in events.META}
PARTS = [module for module in modules(CORE) if CORE / "log" not in module.parents]


def matched(module: Path) -> set[str]:
    """Return the event kinds that stand in a `case` of this module."""
    cases = {ast.unparse(node.cls) for node in ast.walk(tree(module)) if isinstance(node, ast.MatchClass)}
    return cases & {kind.__name__ for kind in events.KINDS.values()}


@pytest.mark.parametrize("kind", events.KINDS.values(), ids=lambda kind: kind.KIND)
def test_a_kind_is_consumed_or_history_only(kind: type[events.Event]) -> None:
    # Standing consumes the kinds about other entries, before any part sees a mark.
    consumed = kind.__name__ in META.union(*map(matched, PARTS))
    assert consumed != (kind.KIND in events.HISTORY_ONLY), "neither consumed nor history-only, or both"


def test_every_event_class_is_in_the_list() -> None:
    classes = {kind for kind in vars(events).values() if isinstance(kind, type) and issubclass(kind, events.Event)}
    assert classes - {events.Event} == set(events.KINDS.values())
    assert set(events.KINDS) >= events.HISTORY_ONLY


@pytest.mark.parametrize("part", [part for part in PARTS if "\nCONSUMES" in part.read_text()], ids=name)
def test_a_part_matches_what_it_says_it_consumes(part: Path) -> None:
    said = {kind.__name__ for kind in import_module(dotted(part)).CONSUMES}
    assert said == matched(part)
