"""Who the family is, as JSON, with the ids by which entries name them.

| key | meaning |
|---|---|
| `zone` | the IANA zone where the family lives |
| `you` | the id of the adult who let the program in |
| `children` | every child, the youngest first |
| `children[].id` | id |
| `children[].name` | name |
| `children[].born` | a date; where the day was not told, the middle of the month |
| `adults` | every adult and helper |
| `adults[].id` | id |
| `adults[].name` | name |
| `adults[].role` | `adult` or `helper` |
"""

from typing import Any

from kinwell.core.ids import PersonId
from kinwell.core.people import People


def people_as_json(people: People, you: PersonId, zone: str) -> dict[str, Any]:
    """Return who the family is, ready for JSON; its keys are documented in docs/api.md and pinned."""
    return {
        "zone": zone,
        "you": str(you),
        "children": [
            {"id": str(child.id), "name": child.name, "born": child.born.isoformat()}
            for child in people.youngest_first()
        ],
        "adults": [{"id": str(one.id), "name": one.name, "role": one.role} for one in people.adults.values()],
    }
