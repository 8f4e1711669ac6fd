"""What an event must hold beside its types: needs that the catalogue has, bounds, instants with a zone.

Raised here and in codec.py, never in core: Unreadable names the field, never the content.
"""

from dataclasses import fields
from datetime import datetime, time
from functools import cache
from types import UnionType
from typing import NamedTuple, TypeAliasType, Union, get_args, get_origin, get_type_hints

from kinwell.core.catalogue import cues, is_need
from kinwell.core.catalogue import need as catalogue_need
from kinwell.core.clock import utc
from kinwell.core.energy import FULL
from kinwell.core.ids import Holder
from kinwell.core.log.events import KINDS, CheckedIn, Event

FIRST_YEAR, LAST_YEAR = 1900, 2200  # an instant outside is a mistake, and some calendars end not far from there
MOST_ITEMS = 200  # codes in one field; more than a catalogue has needs, or one tap declines acts
LONGEST_TEXT = 500  # a name or a food; a note that is longer is not a field of an event


class Unreadable(ValueError):
    """What was sent cannot be read as an entry; `field` says where, never what it held."""

    def __init__(self, field: str, because: str) -> None:
        """Keep the field and the reason apart, so that a screen can say both."""
        super().__init__(f"{field}: {because}")
        self.field = field
        self.because = because


def aware(value: datetime, name: str) -> datetime:
    try:
        instant = utc(value)
    except (ValueError, OverflowError) as error:
        raise Unreadable(name, "an instant needs a zone") from error
    if not FIRST_YEAR <= instant.year <= LAST_YEAR:
        raise Unreadable(name, "out of range")
    return instant


def check(event: Event) -> None:
    """Raise Unreadable for what has the right type and still means nothing: an unknown need, a naive hour."""
    told = _told(event.KIND)
    for name in told.needs:
        _check_needs(name, _codes(getattr(event, name)), getattr(event, "holder", None))
    if told.cue and (cue := getattr(event, "cue")) and cue not in cues():  # noqa: B009  (of some kinds only)
        raise Unreadable("cue", "no such cue")
    if isinstance(event, CheckedIn):
        _check_scales(event)
    for name in told.bounded:
        value = getattr(event, name)
        if isinstance(value, str) and len(value) > LONGEST_TEXT:
            raise Unreadable(name, f"longer than {LONGEST_TEXT} characters")
        if isinstance(value, datetime):
            aware(value, name)
        if isinstance(value, time) and value.tzinfo is not None:
            raise Unreadable(name, "an hour on the wall has no zone")
        if isinstance(value, tuple) and len(value) > MOST_ITEMS:
            raise Unreadable(name, f"more than {MOST_ITEMS}")
        if isinstance(value, float) and not 0 <= value <= 1e6:  # noqa: PLR2004  (minutes, millilitres)
            raise Unreadable(name, "out of range")


def _check_needs(name: str, codes: tuple[str, ...], holder: Holder | None) -> None:
    for code in codes:
        if not is_need(code):
            raise Unreadable(name, "no such need")
        if holder is not None and catalogue_need(code).of != holder.kind:
            raise Unreadable(name, f"not a need of {holder.kind}s")


class _Told(NamedTuple):
    """Which fields of a kind name needs, whether it names a cue, and which fields have bounds that no type knows; found
    once, since a log of years is read by them."""

    needs: tuple[str, ...]
    cue: bool
    bounded: tuple[str, ...]


@cache
def _told(kind: str) -> _Told:
    types = get_type_hints(KINDS[kind])
    names = [field.name for field in fields(KINDS[kind])]
    return _Told(
        needs=tuple(name for name in ("need", "needs", "for_other") if name in names),
        cue="cue" in names,
        bounded=tuple(name for name in names if _unbounded(types[name])),
    )


def _unbounded(type_: object) -> bool:
    """Return whether a value of this type may be too long, too many or too great; what is one of some words may not."""
    if get_origin(type_) in (Union, UnionType):
        return any(map(_unbounded, get_args(type_)))
    if isinstance(type_, TypeAliasType):
        return _unbounded(type_.__value__)
    return get_origin(type_) is tuple or type_ in (str, float, datetime, time)


def _check_scales(event: CheckedIn) -> None:
    """Raise Unreadable where a check-in says nothing, or what no scale holds."""
    said = {field.name: value for field in fields(event) if (value := getattr(event, field.name)) is not None}
    if not said:
        raise Unreadable("body", "nothing was said")
    for name, value in said.items():
        if not 0 <= value <= FULL:
            raise Unreadable(name, "out of range")


def _codes(value: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value or ()
