"""Days: what was told, day by day, with who changed what; and the form that changes a line."""

import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from math import isfinite
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kinwell import ask, bounds, codec
from kinwell.accounts import access
from kinwell.core.catalogue import RUNGS, need
from kinwell.core.clock import FamilyDay, zone
from kinwell.core.ids import ADULTS, EntryId, Seat
from kinwell.core.log.entry import Entry
from kinwell.core.log.events import UNTOLD, Amended, CueNoticed, Restored, Retracted
from kinwell.core.reasons import Reason
from kinwell.web import forms, pages

FIELDS: Mapping[str, tuple[str, ...]] = {
    "care.fed": ("side", "millilitres", "food"),
    "care.changed": ("wet", "dirty"),
    "note.written": ("text",),
    "need.cue": ("strength",),
}
"""What the form offers to change besides the times, by kind."""


@require_GET
def history(request: HttpRequest, family: UUID) -> HttpResponse:
    """Show a family day, newest first."""
    seat = access.seat(request, family)
    now = pages.now()
    day = ask.history(seat, now, day=_day(request.GET.get("day")))
    today = FamilyDay.of(now, day.day.zone)
    context = {
        "family": family,
        "is_adult": ADULTS in seat.eyes,
        "day": day,
        "called": day.called,
        "earlier": day.day.date - timedelta(days=1),
        "later": day.day.date + timedelta(days=1) if day.day.date < today.date else None,
    }
    return pages.page(request, "web/history.html", context, zone=day.day.zone)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, family: UUID, entry: UUID) -> HttpResponse:
    """Show the form that changes a line, and take what was changed: an amendment that holds just that."""
    seat = access.seat(request, family)
    found = ask.entry(seat, EntryId(entry))
    if found is None or isinstance(found.event, UNTOLD) or not ask.may_change(seat, found):
        raise Http404
    context: dict[str, Any] = {"family": family, "entry": found, "rungs": _rungs(found)}
    context |= {"people": ask.people(seat, pages.now()), "shown": ask.is_shown(seat, found)}
    if request.method == "POST":
        refused = _amend(seat, found, request.POST)
        if refused is None:
            reads = ask.entry(seat, EntryId(entry)) or found
            day = FamilyDay.of(reads.at, reads.zone).date
            return redirect(f"{reverse('history', args=[family])}?day={day.isoformat()}")
        context["refused"] = [refused]
    status = 422 if "refused" in context else 200
    context |= _typed(found, request.POST) if "refused" in context else _as_it_reads(found)
    return pages.page(request, "web/edit.html", context, zone=found.zone, status=status)


@require_POST
def remove(request: HttpRequest, family: UUID, entry: UUID) -> HttpResponse:
    """Take a line out; it can be brought back."""
    return _word(request, family, Retracted(target=EntryId(entry)))


@require_POST
def restore(request: HttpRequest, family: UUID, entry: UUID) -> HttpResponse:
    """Bring a removed line back."""
    return _word(request, family, Restored(target=EntryId(entry)))


def _rungs(entry: Entry) -> tuple[str, ...]:
    """Return the rungs that a cue can be corrected to: those that mean danger are kept nowhere."""
    if not isinstance(entry.event, CueNoticed):
        return ()
    danger = need(entry.event.need).danger
    return tuple(rung for rung in RUNGS if rung not in danger)


def _word(request: HttpRequest, family: UUID, event: Retracted | Restored) -> HttpResponse:
    seat, now = access.seat(request, family), pages.now()
    if forms.keep(seat, request.POST, event, at=now, zone=ask.zone(seat)) is not None:
        raise Http404
    return forms.back(request, family, otherwise="history")


def _amend(seat: Seat, entry: Entry, sent: QueryDict) -> Reason | None:
    """Keep what the form changed of an entry; return why not, when it is refused."""
    try:
        changes = _changes(entry, sent)
        body = {"target": str(entry.id), "of": entry.event.KIND, "changes": changes}
        event = codec.load_event(Amended.KIND, codec.dump_json(body)) if changes else None
    except (ValueError, OverflowError):
        return Reason(code="refused.unreadable")
    if event is None:
        return None
    return forms.keep(seat, sent, event, at=pages.now(), zone=entry.zone)


def _as_it_reads(entry: Entry) -> dict[str, Any]:
    """Return what the form shows of an entry."""
    shown = _shown(entry)
    return {**shown, "fields": FIELDS.get(entry.event.KIND, ()), "values": shown, "was": json.dumps(shown)}


def _typed(entry: Entry, sent: QueryDict) -> dict[str, Any]:
    """Return what the form shows when it was refused: just what was typed."""
    times = {name: sent.get(name, "") for name in ("at", "until", "was")}
    return {**times, "fields": FIELDS.get(entry.event.KIND, ()), "values": sent.dict()}


def _changes(entry: Entry, sent: QueryDict) -> Mapping[str, Any]:
    """Return the fields in which the form differs from what it showed, as they go over the wire: what another phone
    changed meanwhile stays changed."""
    changes: dict[str, Any] = {}
    was = {**_shown(entry), **forms.was(sent)}
    at = _instant(sent.get("at", ""), entry.zone)
    if at is not None and sent.get("at") != was["at"]:
        changes["at"] = at.isoformat()
    if entry.event.SPAN and sent.get("until", "") != was["until"]:
        until = _instant(sent.get("until", ""), entry.zone)
        changes["until"] = until.isoformat() if until else None
    for name in FIELDS.get(entry.event.KIND, ()):
        value = _value(name, sent)
        if value != was[name]:
            changes[name] = value
    return MappingProxyType(changes)


def _shown(entry: Entry) -> dict[str, Any]:
    """Return what the form shows of an entry, by field."""
    times = {"at": _wall(entry.at, entry.zone), "until": _wall(entry.until, entry.zone) if entry.until else ""}
    return times | {name: getattr(entry.event, name) for name in FIELDS.get(entry.event.KIND, ())}


def _value(name: str, sent: QueryDict) -> Any:
    match name:
        case "wet" | "dirty":
            return name in sent
        case "millilitres":
            return _finite(str(sent[name])) if sent.get(name) else None
        case "side":
            return sent.get(name) or None
        case _:
            return sent.get(name, "").strip()


def _finite(text: str) -> float:
    """Return a number that was typed; raise ValueError for what is none, or has no end."""
    number = float(text)
    if not isfinite(number):
        raise ValueError("no number")
    return number


def _instant(text: str, zone_name: str) -> datetime | None:
    return datetime.fromisoformat(text).replace(tzinfo=zone(zone_name)) if text else None


def _wall(at: datetime, zone_name: str) -> str:
    """Return an instant as a datetime-local field holds it."""
    return at.astimezone(zone(zone_name)).strftime("%Y-%m-%dT%H:%M")


def _day(text: str | None) -> date | None:
    """Return the day of an address; None for what is none, or so far off that no entry can be there."""
    try:
        day = date.fromisoformat(text) if text else None
    except ValueError:
        return None
    return day if day is not None and bounds.FIRST_YEAR <= day.year <= bounds.LAST_YEAR else None
