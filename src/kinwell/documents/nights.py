"""Tonight as JSON, for the command line and the API.

| key | meaning |
|---|---|
| `night` | the date on whose evening it begins |
| `proposed` | whether somebody proposed one; where nobody did, all below is null or empty |
| `settled` | whether everyone in it said yes; whose yes is missing is told nowhere |
| `first` | who has the children first, by name |
| `second` | who has them after; of one adult alone the same |
| `begin` | from when; like every instant here ISO 8601, in UTC |
| `turn` | when they are handed over |
| `end` | until when |
| `feeds` | `one`, `bottle` or `either` |
| `feeder` | who feeds, where it is one |
| `blocks` | each adult's likely sleep in one piece, if it holds |
| `blocks[].adult` | name |
| `blocks[].minutes` | whole half hours |
| `blocks[].feeds` | whether a night feed likely ends it |
"""

from datetime import date
from typing import Any

from kinwell.ask import Tonight

NOTHING = ("first", "second", "begin", "turn", "end", "feeds", "feeder")


def tonight_as_json(tonight: Tonight | None, night: date) -> dict[str, Any]:
    """Return how a night goes, ready for JSON; its keys are documented in docs/cli.md and pinned."""
    if tonight is None or tonight.proposal is None:
        return {"night": night.isoformat(), "proposed": False, "settled": False, **dict.fromkeys(NOTHING), "blocks": []}
    plan, name = tonight.plan, tonight.people.name
    return {
        "night": night.isoformat(),
        "proposed": True,
        "settled": tonight.settled,
        "first": name(plan.first),
        "second": name(plan.second),
        "begin": plan.begin.isoformat(),
        "turn": plan.turn.isoformat(),
        "end": plan.end.isoformat(),
        "feeds": plan.feeds,
        "feeder": name(plan.feeder) if plan.feeder is not None else None,
        "blocks": [
            {"adult": name(block.person), "minutes": block.minutes, "feeds": block.feeds} for block in tonight.blocks
        ],
    }
