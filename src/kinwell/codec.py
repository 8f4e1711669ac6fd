"""JSON <-> entries: the one place that knows how an event is spelt in the store, on the wire and in a file.

    body of an event      {"child": "...", "how": "bottle"}          by the types of its kind's dataclass
    entry on the wire     {"id", "kind", "at", "until", "noted", "zone", "body"}
    State                 a snapshot's body, by the parts' own types

A field that its kind does not have is refused where it is sent, so that nothing typed is lost unseen; in what this
server kept it is passed over, since a Kinwell of another day may have written it. What is beside the types bounds.py
holds.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cache
from types import MappingProxyType
from typing import Any, get_type_hints
from uuid import UUID

import msgspec

from kinwell.bounds import LONGEST_TEXT, Unreadable, aware, check
from kinwell.core.clock import utc, zone
from kinwell.core.ids import EntryId, PersonId
from kinwell.core.log.entry import Entry
from kinwell.core.log.events import KINDS, Amended, Event, EyesChanged, Shown
from kinwell.core.log.standing import ENVELOPE
from kinwell.core.state import State
from kinwell.upcast import upcast

SHAPE = 1  # the shape that events are written in today; upcast reads older ones


@dataclass(frozen=True, slots=True, kw_only=True)
class _Archived:
    """The types of dump_entry's fields, so that an archive is read in one pass."""

    id: UUID
    kind: str
    at: datetime
    until: datetime | None
    noted: datetime
    by: UUID | None
    eyes: str
    zone: str
    source: str
    body: msgspec.Raw


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    """What a word is told by, of all that _Archived holds."""

    kind: str


def dump_event(event: Event) -> bytes:
    """Return the event's body as JSON, without its kind."""
    match event:
        case Amended(target=target, of=of, changes=changes):
            return _encode({"target": target, "of": of, "changes": dict(changes)})
        case EyesChanged(target=target, eyes=eyes, shown=shown, rule=rule):
            by_rule = {} if rule is None else {"rule": rule}
            return _encode({"target": target, "eyes": eyes, "shown": _dump_shown(shown), **by_rule})
    return _encode(event)


def load_event(kind: str, body: bytes | str, shape: int = SHAPE) -> Event:
    """Return the event of this kind; raise Unreadable for an unknown kind, a wrong type or a value out of range."""
    cls = KINDS.get(kind)
    if cls is None:
        raise Unreadable("kind", "no such kind")
    try:
        if shape != SHAPE:
            body = _encode(upcast(kind, shape, msgspec.json.decode(body)))
        if cls is Amended or cls is EyesChanged:
            return _load_about(kind, msgspec.json.decode(body, type=dict[str, Any]))
        event: Event = _decoder(kind).decode(body)
    except msgspec.ValidationError as error:
        raise Unreadable(*_where(error)) from error
    except msgspec.DecodeError as error:
        raise Unreadable("body", "this is not JSON") from error
    check(event)
    return event


def dump_entry(entry: Entry) -> dict[str, Any]:
    """Return the entry as it goes over the wire and into an archive, ready for JSON."""
    return {
        "id": str(entry.id),
        "kind": entry.event.KIND,
        "at": entry.at.isoformat(),
        "until": entry.until.isoformat() if entry.until else None,
        "noted": entry.noted.isoformat(),
        "by": str(entry.by) if entry.by else None,
        "eyes": entry.eyes,
        "zone": entry.zone,
        "source": entry.source,
        "body": msgspec.json.decode(dump_event(entry.event)),
    }


def load_entry(sent: Mapping[str, Any], *, by: PersonId | None, eyes: str = "", zone_name: str = "UTC") -> Entry:
    """Return the entry that was sent, written by `by`; raise Unreadable where a field cannot be read.

    Who wrote it is never taken from what was sent, nor are eyes: they follow from the event (record decides).
    """
    kind, body = _text(sent, "kind"), sent.get("body") or {}
    event = load_event(kind, _as_sent(body))
    if unknown := sorted(set(body) - set(_field_names(kind))):
        raise Unreadable(f"body.{unknown[0][:40]}", f"{kind} has no such field")
    name = str(sent.get("zone") or zone_name)
    until = _instant(sent, "until") if sent.get("until") else None
    if until is not None and not event.SPAN:
        raise Unreadable("until", "this kind has no end")
    return Entry(
        id=EntryId(_id(sent, "id")),
        at=_instant(sent, "at"),
        until=until,
        noted=_instant(sent, "noted"),
        by=by,
        eyes=eyes,
        zone=_zone(name),
        event=event,
        source=str(sent.get("source") or "")[:64],
    )


def _as_sent(body: object) -> bytes:
    """Return the body as JSON; raise Unreadable for half a character, which JSON can spell and no text can hold."""
    try:
        return _encode(body)
    except UnicodeEncodeError as error:
        raise Unreadable("body", "this is no text") from error


def load_archived(body: bytes) -> Entry:
    """Return an entry from the JSON of dump_entry, with its own author and eyes; only for what this server kept."""
    kept = _ARCHIVED.decode(body)
    return Entry(
        id=EntryId(kept.id),
        at=utc(kept.at),
        until=utc(kept.until) if kept.until else None,
        noted=utc(kept.noted),
        by=PersonId(kept.by) if kept.by else None,
        eyes=kept.eyes,
        zone=kept.zone,
        event=load_event(kept.kind, bytes(kept.body)),
        source=kept.source,
    )


def speaks_about_another(body: bytes) -> bool:
    """Return whether the JSON of dump_entry is of a word about another entry, without reading the rest of it."""
    return _KIND.decode(body).kind.startswith("log.")


def dump_json(body: Mapping[str, Any]) -> bytes:
    """Return a body as JSON, for load_event."""
    return _encode(body)


def dump_state(state: State) -> bytes:
    """Return the State as a snapshot's body."""
    return _encode(state)


def load_state(body: bytes) -> State:
    """Return the State of a snapshot written under the same STATE_VERSION."""
    return _STATE.decode(body)


def _plain(value: object) -> Any:
    """Return what msgspec cannot spell by itself in a form that it can."""
    if isinstance(value, MappingProxyType):
        return dict(value)
    raise NotImplementedError(type(value).__name__)


_ENCODER = msgspec.json.Encoder(enc_hook=_plain)
_encode = _ENCODER.encode
_STATE = msgspec.json.Decoder(State)
_ARCHIVED = msgspec.json.Decoder(_Archived)
_KIND = msgspec.json.Decoder(_Kind)


@cache
def _decoder(kind: str) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(KINDS[kind])


@cache
def _field_types(kind: str) -> Mapping[str, Any]:
    """Return the types of the fields of this kind that an amendment may change, those of the envelope among them."""
    cls = KINDS[kind]
    hints = get_type_hints(cls)
    own = {field.name: hints[field.name] for field in fields(cls)}
    span = {"until": datetime | None} if cls.SPAN else {}
    return {**own, "at": datetime, "zone": str, **span}


def _load_about(kind: str, body: Mapping[str, Any]) -> Event:
    """Return an event about another entry, whose changes or copy are read by the types of that entry's kind."""
    target = EntryId(_id(body, "target"))
    if kind == EyesChanged.KIND:
        rule = EntryId(_id(body, "rule")) if body.get("rule") else None
        return EyesChanged(target=target, eyes=_text(body, "eyes"), shown=_load_shown(body.get("shown")), rule=rule)
    of = _text(body, "of")
    if of not in KINDS or of.startswith("log."):
        raise Unreadable("of", "no such kind to amend")
    sent = body.get("changes")
    if not isinstance(sent, Mapping) or not sent:
        raise Unreadable("changes", "nothing is changed")
    types = _field_types(of)
    if unknown := sorted(set(sent) - set(types)):
        raise Unreadable(f"changes.{unknown[0][:40]}", f"{of} has no such field")
    changes = {name: _change(name, value, types[name]) for name, value in sent.items()}
    return Amended(target=target, of=of, changes=MappingProxyType(changes))


def _change(name: str, value: object, type_: Any) -> object:
    try:
        changed = msgspec.convert(value, type_, strict=False) if name in ENVELOPE else msgspec.convert(value, type_)
    except msgspec.ValidationError as error:
        raise Unreadable(f"changes.{name}", _where(error)[1]) from error
    if isinstance(changed, datetime):
        return aware(changed, f"changes.{name}")
    if isinstance(changed, str) and len(changed) > LONGEST_TEXT:
        raise Unreadable(f"changes.{name}", f"longer than {LONGEST_TEXT} characters")
    return _zone(changed) if name == "zone" and isinstance(changed, str) else changed


def _dump_shown(shown: Shown | None) -> dict[str, Any] | None:
    if shown is None:
        return None
    return {
        "at": shown.at,
        "until": shown.until,
        "noted": shown.noted,
        "zone": shown.zone,
        "of": shown.of,
        "body": msgspec.Raw(dump_event(shown.event)),
    }


def _load_shown(sent: object) -> Shown | None:
    if sent is None:
        return None
    if not isinstance(sent, Mapping):
        raise Unreadable("shown", "this is no copy of an entry")
    return Shown(
        at=_instant(sent, "at"),
        until=_instant(sent, "until") if sent.get("until") else None,
        noted=_instant(sent, "noted"),
        zone=_zone(_text(sent, "zone")) if sent.get("zone") else "",
        of=_text(sent, "of"),
        event=load_event(_text(sent, "of"), _encode(sent.get("body") or {})),
    )


@cache
def _field_names(kind: str) -> tuple[str, ...]:
    return tuple(field.name for field in fields(KINDS[kind]))


def _id(sent: Mapping[str, Any], name: str) -> UUID:
    try:
        return msgspec.convert(sent.get(name), UUID)
    except (msgspec.ValidationError, UnicodeEncodeError) as error:
        raise Unreadable(name, "this is no id") from error


def _text(sent: Mapping[str, Any], name: str) -> str:
    value = sent.get(name)
    if not isinstance(value, str) or not value:
        raise Unreadable(name, "this is missing")
    return value


def _instant(sent: Mapping[str, Any], name: str) -> datetime:
    value = sent.get(name)
    if isinstance(value, datetime):
        return aware(value, name)
    try:
        return aware(msgspec.convert(value, datetime), name)
    except (msgspec.ValidationError, UnicodeEncodeError) as error:
        raise Unreadable(name, "this is no instant") from error


def _zone(name: str) -> str:
    try:
        zone(name)
    except ValueError as error:
        raise Unreadable("zone", "no such time zone") from error
    return name


def _where(error: msgspec.ValidationError) -> tuple[str, str]:
    """Return the field and the reason of a validation error; msgspec ends its message with ` - at `$.field``, and of
    what was sent it quotes a value that is none of those allowed."""
    text, found, path = str(error).rpartition(" - at `$")
    because = text if found else path
    because = "none of its values" if because.startswith("Invalid enum") else because
    return (path.rstrip("`").lstrip(".") if found else "") or "body", because
