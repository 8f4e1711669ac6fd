"""The acts that Kinwell can offer, as JSON: a list.

| key | meaning |
|---|---|
| `act` | its code |
| `name` | what it is called in this family |
| `minutes` | how long it takes |
| `hands` | how many hands it takes |
| `meets` | what it meets |
| `meets[].need` | the code of the need |
| `meets[].holder` | whose, seen from whoever does it: `self`, `other`, `child` or `pair` |
| `meets[].full` | whether fully, or a bit |
"""

from collections.abc import Mapping
from typing import Any

from kinwell.core.catalogue import Act
from kinwell.core.ids import PersonId
from kinwell.core.people import People
from kinwell.words import told


def act_as_json(
    act: Act, people: People, viewer: PersonId, language: str = "en", *, called: Mapping[str, str]
) -> dict[str, Any]:
    """Return an act of the catalogue, ready for JSON; its keys are documented in docs/api.md and pinned. Where its name
    tells of the other adult and there is none, that part stays empty; a need of the viewer's own is as it is
    `called`."""
    return {
        "act": act.code,
        "name": told.act_here(act.code, people, viewer, language, called=called),
        "minutes": act.minutes,
        "hands": act.hands,
        "meets": [{"need": meet.need, "holder": meet.holder, "full": meet.full} for meet in act.meets],
    }
