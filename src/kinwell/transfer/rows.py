"""What every reader of an export gives: drafts of entries by line, or a plain reason why a line cannot be read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from kinwell.core.clock import zone
from kinwell.core.ids import PersonId
from kinwell.core.log.events import Event


class BadRow(ValueError):
    """A row that cannot be read; the message is for whoever imports, and names no content but a value's kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An entry read from a row, before it has an id; `who` is the carer as the other tracker calls them."""

    at: datetime
    until: datetime | None
    event: Event
    who: str = ""


class Reader(Protocol):
    """A reader of one format: its name, whether a header is its own, and one row at a time."""

    name: str

    def recognises(self, header: list[str]) -> bool:
        """Return whether a file with these column names is of this format."""

    def draft(self, row: Mapping[str, str], *, child: PersonId, zone_name: str) -> Draft:
        """Return what a row tells of this child; raise BadRow when it cannot be read or kept."""


def local(text: str, pattern: str, zone_name: str, *, not_before: datetime | None = None) -> datetime:
    """Return the UTC instant of a wall-clock time; raise BadRow for one that is no date or that its zone skipped.

    In the autumn hour that comes twice it is the first, unless that lies before `not_before` and the second does not.
    """
    try:
        wall = datetime.strptime(text, pattern)  # noqa: DTZ007  (its zone is told by whoever imports)
    except ValueError as error:
        raise BadRow(f"{text[:40]!r} is not a date and time") from error
    place = zone(zone_name)
    instants = [wall.replace(tzinfo=place, fold=fold).astimezone(UTC) for fold in (0, 1)]
    if instants[0].astimezone(place).replace(tzinfo=None) != wall:
        raise BadRow(f"{text[:40]!r} is a time that clocks in {zone_name} skipped")
    late = not_before is not None and instants[0] < not_before <= instants[1]
    return instants[1] if late else instants[0]
