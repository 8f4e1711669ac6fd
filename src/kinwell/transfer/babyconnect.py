"""Reader of Baby Connect's CSV export: US dates, local times without a zone, ounces; sides of a feed only as text."""

import re
from collections.abc import Mapping

from kinwell.core import ids
from kinwell.core.ids import PersonId
from kinwell.core.log.events import Changed, Event, Fed, Side, Slept
from kinwell.transfer.rows import BadRow, Draft, local

name = "babyconnect"
COLUMNS = ("Date and Time", "End Time", "Activity", "Quantity", "Extra data", "Text", "Notes", "Caregiver")
DATE = "%m/%d/%y %I:%M %p"
MILLILITRES_PER_OUNCE = 29.5735  # US fluid ounce
DIRTY = {"bm", "dirty", "poo", "poop"}
MILK = {"Formula": "formula", "Milk": "breast"}
_SIDE = re.compile(r"(?:(\d+)h)?(?:(\d+)m)? (left|right)")


def recognises(header: list[str]) -> bool:
    """Return whether a file with these column names is a Baby Connect export."""
    return set(COLUMNS) <= {column.strip() for column in header}


def draft(row: Mapping[str, str], *, child: PersonId, zone_name: str) -> Draft:
    """Return what a row tells of this child; raise BadRow for what cannot be read, or is not kept yet."""
    at = local(row["Date and Time"], DATE, zone_name)
    ended = row["End Time"]
    until = local(ended, DATE, zone_name, not_before=at) if ended else None
    if until is not None and until < at:
        raise BadRow("its end is before its start")
    event = _event(row, child)
    if isinstance(event, Fed) and until is None:
        until = at  # a feed told as a moment; it must not look as if it still went on
    return Draft(at=at, until=until if event.SPAN else None, event=event, who=row["Caregiver"])


def _event(row: Mapping[str, str], child: PersonId) -> Event:
    match row["Activity"]:
        case "Sleep":
            return Slept(holder=ids.child(child))
        case "Nursing":
            return _nursed(row, child)
        case "Bottle":
            return _bottle(row, child)
        case "Solid":
            return Fed(child=child, how="solid", food=_food(row))
        case "Diaper":
            said = set(re.findall(r"[a-z]+", f"{row['Text']} {row['Extra data']}".lower()))
            return Changed(child=child, wet="wet" in said, dirty=bool(said & DIRTY))
        case other:
            raise BadRow(f"Kinwell does not keep {other[:40]!r} yet; import the file again once it does")


def _nursed(row: Mapping[str, str], child: PersonId) -> Fed:
    sides = [(match[3], 60.0 * int(match[1] or 0) + int(match[2] or 0)) for match in _SIDE.finditer(row["Text"])]
    minutes = dict(sides)
    first: Side | None = "left" if sides and sides[0][0] == "left" else "right" if sides else None
    return Fed(
        child=child,
        how="breast",
        side=first,
        left_minutes=minutes.get("left"),
        right_minutes=minutes.get("right"),
    )


def _bottle(row: Mapping[str, str], child: PersonId) -> Fed:
    milk = MILK.get(row["Extra data"])
    return Fed(child=child, how="bottle", milk=milk, millilitres=_millilitres(row))  # type: ignore[arg-type]


def _millilitres(row: Mapping[str, str]) -> float | None:
    quantity = row["Quantity"]
    if not quantity:
        return None
    try:
        amount = float(quantity)
    except ValueError as error:
        raise BadRow(f"{quantity[:20]!r} is not an amount") from error
    if not 0 <= amount < 1000:  # noqa: PLR2004  (no bottle holds that, in either unit)
        raise BadRow(f"{quantity[:20]!r} is not an amount")
    in_ounces = f"{quantity} ml" not in row["Text"]
    return round(amount * MILLILITRES_PER_OUNCE, 1) if in_ounces else amount


def _food(row: Mapping[str, str]) -> str:
    """Return what was eaten, from the note and from "Ada ate Food: 5 tsp (21m)"."""
    eaten = re.sub(r"^.*? ate (?:Food: )?|\s*\([^)]*\)\s*$", "", row["Text"]).strip()
    return ", ".join(part for part in (row["Notes"].strip(), eaten) if part)[:200]
