"""Which entries stand, as amended, for the eyes they were filtered for; and the marks they leave on the time line.

Amendments: per field the greatest (noted, id) stands. A retraction beats amendments; a restoring beats the retractions
noted before it. Order of arrival does not matter, and what a seat may not see was removed before (entry.sees).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any, Literal, NamedTuple

from kinwell.core.ids import EntryId
from kinwell.core.log.entry import Entry
from kinwell.core.log.events import META, Amended, Event, EyesChanged, Restored, Retracted
from kinwell.core.reasons import Reason

ENVELOPE = frozenset({"at", "until", "zone"})

type Edge = Literal["point", "began", "ended"]
_EDGES: Mapping[Edge, int] = {"began": 0, "point": 0, "ended": 1}


class Mark(NamedTuple):
    """An instant that a standing entry gives: a point, or the begin or end of a span."""

    at: datetime
    edge: Edge
    entry: Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The entries that stand, as they now read, in no order; and gentle questions about what did not fit."""

    entries: tuple[Entry, ...]
    questions: tuple[Reason, ...] = ()


def stand(entries: Iterable[Entry]) -> Standing:
    """Return which of these entries stand, each with its amendments; the same for every order of arrival."""
    about: dict[EntryId, list[Entry]] = defaultdict(list)
    plain: dict[EntryId, Entry] = {}
    openings: list[Entry] = []
    for entry in entries:
        if isinstance(entry.event, META):
            about[entry.event.target].append(entry)
            if isinstance(entry.event, EyesChanged) and entry.event.shown is not None:
                openings.append(entry)
        else:
            plain[entry.id] = entry
    for opening in sorted(openings, key=lambda opening: opening.rank, reverse=True):
        _show(opening, plain)
    if not about:
        return Standing(entries=tuple(plain.values()))
    questions: list[Reason] = []
    standing = [
        _as_amended(entry, [a for a in about[entry.id] if _counts(a, about)], questions) if entry.id in about else entry
        for entry in plain.values()
        if not _is_retracted(entry.id, about)
    ]
    return Standing(entries=tuple(standing), questions=tuple(questions))


def _show(opening: Entry, plain: dict[EntryId, Entry]) -> None:
    """Put what an author opened in place, unless the entry itself is here: its author sees it once, not twice. Of
    several openings the last one stands, being handed in first."""
    event = opening.event
    assert isinstance(event, EyesChanged) and event.shown is not None  # noqa: S101  (the caller asked)
    shown = event.shown
    copy = Entry(
        id=event.target,
        at=shown.at,
        until=shown.until,
        noted=shown.noted,
        by=opening.by,
        eyes=event.eyes,
        zone=shown.zone,
        event=shown.event,
    )
    plain.setdefault(event.target, copy)


def _is_retracted(target: EntryId, about: Mapping[EntryId, Sequence[Entry]]) -> bool:
    """Return whether the last word on standing or not is a retraction."""
    words = about.get(target, ())
    gone = max((entry.rank for entry in words if isinstance(entry.event, Retracted)), default=None)
    if gone is None:
        return False
    back = max((entry.rank for entry in words if isinstance(entry.event, Restored)), default=None)
    return back is None or back < gone


def _counts(amendment: Entry, about: Mapping[EntryId, Sequence[Entry]]) -> bool:
    return isinstance(amendment.event, Amended) and not _is_retracted(amendment.id, about)


def _as_amended(entry: Entry, amendments: list[Entry], questions: list[Reason]) -> Entry:
    """Return the entry with each field as last said; an end before its begin is left out and asked about."""
    changes: dict[str, object] = {}
    for amendment in sorted(amendments, key=lambda a: a.rank):
        assert isinstance(amendment.event, Amended)  # noqa: S101  (filtered by the caller)
        if amendment.event.of == entry.event.KIND:
            changes |= amendment.event.changes
    if not changes:
        return entry
    at, until = changes.get("at", entry.at), changes.get("until", entry.until)
    if isinstance(at, datetime) and isinstance(until, datetime) and until < at:
        questions.append(Reason(code="question.end_before_start", facts={"entry": str(entry.id)}))
        changes.pop("at", None)
        changes.pop("until", None)
    envelope, inside = parted(entry.event, changes)
    return replace(entry, **envelope, event=replace(entry.event, **inside) if inside else entry.event)


def parted(event: Event, changes: Mapping[str, object]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the changes of the envelope, and those of the event; where both have a field of that name (the `until` of
    need.later) the event's own is meant."""
    names = {field.name for field in fields(event)}
    inside = {name: value for name, value in changes.items() if name in names}
    return {name: value for name, value in changes.items() if name in ENVELOPE - names}, inside


def marks(standing: Iterable[Entry]) -> list[Mark]:
    """Return the marks of these standing entries in the one order parts step over them: instant, noted, id, edge."""
    line: list[Mark] = []
    for entry in standing:
        if not entry.event.SPAN:
            line.append(Mark(entry.at, "point", entry))
            continue
        line.append(Mark(entry.at, "began", entry))
        if entry.until is not None:
            line.append(Mark(entry.until, "ended", entry))
    line.sort(key=lambda mark: (mark.at, mark.entry.noted, mark.entry.id, _EDGES[mark.edge]))
    return line


def earliest_affected(entry: Entry, known: Mapping[EntryId, Entry]) -> datetime:
    """Return the first instant at which a State may differ because of this entry.

    `known` holds the entries it is about, those that these are about, and all other words about the last of these. For
    a plain entry it is its own instant; a word reaches back to its entry, and to wherever an earlier word had moved it:
    the trap in "snapshot + tail = whole".
    """
    if not isinstance(entry.event, META):
        return entry.at
    instants = [entry.at]
    event: Event = entry.event
    while isinstance(event, META):
        root = event.target
        target = known.get(root)
        if target is None:
            break
        instants.append(target.at)
        event = target.event
    words = [entry, *(word for word in known.values() if isinstance(word.event, META) and word.event.target == root)]
    return min(instants + [moved for word in words if (moved := _moved_to(word.event)) is not None])


def _moved_to(word: Event) -> datetime | None:
    """Return the instant at which a word puts its entry; None when it says nothing of that."""
    match word:
        case Amended(changes=changes) if isinstance(at := changes.get("at"), datetime):
            return at
        case EyesChanged(shown=shown) if shown is not None:
            return shown.at
    return None
