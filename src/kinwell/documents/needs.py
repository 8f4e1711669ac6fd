"""The needs that Kinwell knows, as JSON: a list.

| key | meaning |
|---|---|
| `need` | its code |
| `of` | whose it can be: `adult`, `child` or `pair` |
| `name` | what it is called |
| `cadence_minutes` | how often it comes by default, on the need's own clock |
| `floor_minutes` | the longest it can wait by default; null where there is no such limit |
"""

from typing import Any

from kinwell.core.catalogue import Need
from kinwell.words import say


def need_as_json(need: Need, language: str = "en") -> dict[str, Any]:
    """Return a need of the catalogue, ready for JSON; its keys are documented in docs/api.md and pinned."""
    return {
        "need": need.code,
        "of": need.of,
        "name": say(f"need.{need.code}.name", language=language),
        "cadence_minutes": need.cadence_minutes,
        "floor_minutes": need.floor_minutes,
    }
