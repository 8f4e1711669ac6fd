"""The door for entries: a tap on a phone comes in, the fresh screen goes out with the same reply."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.views.decorators.http import require_POST

from kinwell import ask, codec, record
from kinwell.accounts import access
from kinwell.core.ids import ME, EntryId, Seat
from kinwell.core.log.entry import Entry
from kinwell.core.log.events import NightAgreed, NightLeft, NightProposed, Retracted
from kinwell.core.reasons import Reason
from kinwell.web import forms, handover, pages
from kinwell.web.now import fragment
from kinwell.web.sheets import Noted, noted

MOST_ENTRIES = 50  # in one request: a tap is a handful, and the ids of all of them fit a header of 2 kB
MOST_BYTES = 1_000_000
SKEW = timedelta(minutes=2)  # a phone's clock that is further off is wrong, and by how much is known
TOO_FAR = timedelta(days=1)  # beyond that we would guess: the page asks


@require_POST
def log(request: HttpRequest, family: UUID) -> HttpResponse:
    """Keep the entries of one request. 200: every id is kept or already was; 422 names the refused ones, and the rest
    is kept. Each names its reason on the screen that comes back."""
    seat = access.seat(request, family, links=True)
    sent = _sent(request)
    if sent is None:
        return HttpResponseBadRequest()
    at = pages.now()
    entries, refused = _read(sent, seat, at)
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
        reply = _now(request, seat, done, about=_asked(sent, ids), shows_full=full, **shown)
    reply["X-Refused"] = ",".join(id for id in refused if id)
    return reply


def _now(
    request: HttpRequest, seat: Seat, done: record.Recorded, *, about: EntryId | None, **shown: Any
) -> HttpResponse:
    """Return the fresh screen, with the notice sheet where the tap asked for it."""
    context = fragment(request, seat, about=about, **shown)
    context |= {
        "noted": (sheet := _noted(context["now"])),
        "noted_ids": [sheet.entry.id] if sheet is not None else [],
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
    if len(request.body) > MOST_BYTES:
        return None
    try:
        sent = json.loads(request.body)
    except (ValueError, RecursionError):
        return None
    good = isinstance(sent, dict) and isinstance(sent.get("entries"), list) and len(sent["entries"]) <= MOST_ENTRIES
    return sent if good else None


def _read(sent: Mapping[str, Any], seat: Seat, at: datetime) -> tuple[list[Entry], dict[str, Reason]]:
    """Return the entries that can be read, by the server's clock, and the refusals of the others by id."""
    entries: list[Entry] = []
    refused: dict[str, Reason] = {}
    shift = _shift(sent, at)
    for one in sent["entries"]:
        id = _id(one.get("id")) if isinstance(one, dict) else ""
        if not isinstance(one, dict):
            refused[id] = Reason(code="refused.unreadable")
            continue
        try:
            entry = codec.load_entry({**one, "source": ""}, by=seat.viewer)
        except codec.Unreadable:
            refused[id] = Reason(code="refused.unreadable")
            continue
        if abs(shift) > TOO_FAR:
            refused[id] = Reason(code="question.skew", facts={"since": entry.at})
            continue
        entries.append(_moved(entry, shift) if abs(shift) > SKEW else entry)
    return entries, refused


def _id(sent: object) -> str:
    """Return an id that can stand in a header; empty for what is none."""
    return str(forms.id_in(str(sent)) or "")


def _shift(sent: Mapping[str, Any], at: datetime) -> timedelta:
    """Return how far the phone's clock is behind the server's; nothing when it did not say."""
    try:
        sent_at = datetime.fromisoformat(str(sent.get("sent_at")))
    except ValueError:
        return timedelta()
    return at - sent_at if sent_at.tzinfo else timedelta()


def _moved(entry: Entry, shift: timedelta) -> Entry:
    """Return the entry with at, until and noted moved alike; so too an end that an amendment tells."""
    until = entry.until + shift if entry.until else None
    event = entry.event
    changes = getattr(event, "changes", None)
    if changes:
        moved = {name: value + shift if isinstance(value, datetime) else value for name, value in changes.items()}
        event = replace(event, changes=moved)  # type: ignore[call-arg]  # only Amended has changes
    return replace(entry, at=entry.at + shift, until=until, noted=entry.noted + shift, event=event)


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
