"""The needs that Kinwell knows, as JSON: a list.

| key | meaning |
|---|---|
| `need` | its code |
| `of` | whose it can be: `adult`, `child` or `pair` |
| `name` | what it is called; a need of one's own (`own_1` to `own_3`) as its holder named it |
| `cadence_minutes` | how often it comes by default, on the need's own clock |
| `floor_minutes` | the longest it can wait by default; null where there is no such limit |
"""

from collections.abc import Mapping
from typing import Any

from kinwell.core.catalogue import Need
from kinwell.words import say_need


def need_as_json(need: Need, language: str = "en", *, called: Mapping[str, str]) -> dict[str, Any]:
    """Return a need, ready for JSON, one of the viewer's own as it is `called`; its keys are documented in docs/api.md
    and pinned."""
    return {
        "need": need.code,
        "of": need.of,
        "name": say_need(need.code, "name", language=language, called=called),
        "cadence_minutes": need.cadence_minutes,
        "floor_minutes": need.floor_minutes,
    }
