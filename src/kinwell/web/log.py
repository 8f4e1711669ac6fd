"""The door for entries: a tap on a phone comes in, the fresh screen goes out with the same reply."""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.views.decorators.http import require_POST

from kinwell import ask, record
from kinwell.accounts import access
from kinwell.core.ids import ME, EntryId, Seat
from kinwell.core.log.entry import Entry
from kinwell.core.log.events import NightAgreed, NightLeft, NightProposed, Retracted
from kinwell.web import forms, handover, keeping, pages
from kinwell.web.now import fragment
from kinwell.web.sheets import Noted, noted
from kinwell.web.templatetags.words import language


@require_POST
def log(request: HttpRequest, family: UUID) -> HttpResponse:
    """Keep the entries of one request. 200: every id is kept or already was; 422 names the refused ones, and the rest
    is kept. Each names its reason on the screen that comes back."""
    seat = access.seat(request, family, links=True)
    sent = _sent(request)
    if sent is None:
        return HttpResponseBadRequest()
    at = pages.now()
    entries, refused = record.read(sent["entries"], sent_at=sent.get("sent_at"), seat=seat, now=at)
    done = record.entries(seat, entries, now=at)
    refused |= {str(id): reason for id, reason in done.refused.items()}
    unknown = [reason for reason in refused.values() if reason.code == "refused.unknown"]
    if unknown and len(unknown) == len(sent["entries"]):
        raise Http404
    ids = [*done.new, *done.there]
    was_undo = bool(entries) and all(entry.event.KIND == "log.retracted" for entry in entries)
    shown: dict[str, Any] = {"undo": _undoable(entries, ids), "refused": list(refused.values()), "was_undo": was_undo}
    reply = handover.replied(request, seat, **shown)
    if reply is None:
        full = sent.get("sheet") == "full"
        reply = _now(request, seat, done, entries, about=_asked(sent, ids), shows_full=full, **shown)
    reply["X-Refused"] = ",".join(id for id in refused if id)
    return reply


def _now(
    request: HttpRequest,
    seat: Seat,
    done: record.Recorded,
    entries: Sequence[Entry],
    *,
    about: EntryId | None,
    **shown: Any,
) -> HttpResponse:
    """Return the fresh screen, with the notice sheet where the tap asked for it, and what these entries offer for
    keeping."""
    context = fragment(request, seat, about=about, **shown)
    context |= {
        "noted": (sheet := _noted(context["now"])),
        "noted_ids": [sheet.entry.id] if sheet is not None else [],
        "keeps": keeping.offered(context["now"], entries, seat.family, language()),
        "first_log": _first(seat, done, context["now"]),
    }
    status = 422 if shown["refused"] else 200
    return pages.page(request, "web/_logged.html", context, zone=context["now"].zone, status=status)


@require_POST
def withdraw(request: HttpRequest, family: UUID, entry: UUID) -> HttpResponse:
    """Empty an own entry for real: a rung that means danger was tapped, and the tap is kept nowhere."""
    record.withdraw(access.adult_seat(request, family), EntryId(entry), now=pages.now())
    return HttpResponse(status=204)


def _sent(request: HttpRequest) -> Mapping[str, Any] | None:
    """Return the body of the request as {sent_at, entries, sheet}; None when it is not that."""
    if len(request.body) > record.MOST_BYTES:
        return None
    try:
        sent = json.loads(request.body)
    except (ValueError, RecursionError):
        return None
    good = (
        isinstance(sent, dict) and isinstance(sent.get("entries"), list) and len(sent["entries"]) <= record.MOST_ENTRIES
    )
    return sent if good else None


def _undoable(entries: Sequence[Entry], ids: Sequence[EntryId]) -> list[EntryId]:
    """Return which of these an undo takes back: of a tap that takes back and says something, what it says. Not a word
    on a night: it emptied what stood before, which no undo could bring back."""
    nights = {entry.id for entry in entries if isinstance(entry.event, (NightProposed, NightAgreed, NightLeft))}
    ids = [id for id in ids if id not in nights]
    takes_back = {entry.id for entry in entries if isinstance(entry.event, Retracted)}
    return [id for id in ids if id not in takes_back] or list(ids)


def _first(seat: Seat, done: record.Recorded, now: ask.Now) -> bool:
    """Return whether this was the very first log of an adult who is alone here so far."""
    people = len(now.people.children) + len(now.people.adults)
    alone = ME in seat.eyes and len(now.people.adults) == 1
    return alone and bool(done.new) and ask.holds_at_most(seat, people + len(done.new))


def _asked(sent: Mapping[str, Any], ids: Sequence[EntryId]) -> EntryId | None:
    """Return of which entry the tap asked for the notice sheet: the cue it logged, or the one whose rung it changed."""
    wanted = str(sent.get("sheet") or "")
    if not wanted or not ids:
        return None
    named = ids[0] if wanted == "noted" else forms.id_in(wanted)
    return EntryId(named) if named is not None else None


def _noted(now: ask.Now) -> Noted | None:
    return noted(now, now.entry) if now.entry is not None else None
