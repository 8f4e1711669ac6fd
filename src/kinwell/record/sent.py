"""What a phone or a program sent: entries read by the server's clock, and why the others cannot be.

A clock that is further off than two minutes is wrong, and by how much is known from `sent_at`: `at`, `until` and
`noted` move alike. Off by more than a day, that would be a guess.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from kinwell import bounds, codec
from kinwell.core.ids import Seat
from kinwell.core.log.entry import Entry
from kinwell.core.reasons import Reason

MOST_ENTRIES = 50  # in one request: a tap is a handful, and the ids of all of them fit a header of 2 kB
MOST_BYTES = 1_000_000
SKEW = timedelta(minutes=2)
TOO_FAR = timedelta(days=1)


def read(
    sent: Sequence[object], *, sent_at: object, seat: Seat, now: datetime
) -> tuple[list[Entry], dict[str, Reason]]:
    """Return the entries that can be read, and the refusals of the others by id, which is empty for what has none.

    Where a field is to blame, the refusal's facts name it as `field`, and say `because`; never what it held.
    """
    entries: list[Entry] = []
    refused: dict[str, Reason] = {}
    shift = _shift(sent_at, now)
    for one in sent:
        if not isinstance(one, Mapping):
            refused[""] = Reason(code="refused.unreadable")
            continue
        try:
            entry = codec.load_entry({**one, "source": ""}, by=seat.viewer)
        except bounds.Unreadable as wrong:
            told = {"field": wrong.field, "because": wrong.because}
            refused[_id(one.get("id"))] = Reason(code="refused.unreadable", facts=told)
            continue
        if abs(shift) > TOO_FAR:
            refused[str(entry.id)] = Reason(code="question.skew", facts={"since": entry.at})
            continue
        entries.append(_moved(entry, shift) if abs(shift) > SKEW else entry)
    return entries, refused


def _id(sent: object) -> str:
    """Return an id that can stand in a header; empty for what is none."""
    try:
        return str(UUID(str(sent)))
    except ValueError:
        return ""


def _shift(sent_at: object, now: datetime) -> timedelta:
    """Return how far the sender's clock is behind the server's; nothing when it did not say."""
    try:
        said = datetime.fromisoformat(str(sent_at))
    except ValueError:
        return timedelta()
    return now - said if said.tzinfo else timedelta()


def _moved(entry: Entry, shift: timedelta) -> Entry:
    """Return the entry with at, until and noted moved alike; so too an end that an amendment tells."""
    until = entry.until + shift if entry.until else None
    event = entry.event
    changes: Mapping[str, Any] | None = getattr(event, "changes", None)
    if changes:
        moved = {name: value + shift if isinstance(value, datetime) else value for name, value in changes.items()}
        event = replace(event, changes=moved)  # type: ignore[call-arg]  # only Amended has changes
    return replace(entry, at=entry.at + shift, until=until, noted=entry.noted + shift, event=event)
