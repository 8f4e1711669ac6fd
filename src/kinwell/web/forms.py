"""What forms hand back: the id the page gave to their entry, what they showed when opened, a month of birth; and how
what a form says is kept."""

import json
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect

from kinwell import record
from kinwell.accounts.families import Refused
from kinwell.core.ids import EntryId, Seat
from kinwell.core.log.entry import Entry
from kinwell.core.log.events import Event
from kinwell.core.reasons import Reason

SENT_BEFORE = "refused.other_bytes"  # under the same id: by a form that was sent twice, or changed and sent again


def id_of(sent: QueryDict) -> EntryId:
    """Return the id that the page gave to a form's entry; raise Http404 for a form without one."""
    id = id_in(sent.get("id", ""))
    if id is None:
        raise Http404
    return EntryId(id)


def id_in(text: str) -> UUID | None:
    """Return the id that a text is; None for what is none."""
    try:
        return UUID(text)
    except ValueError:
        return None


def keep(seat: Seat, sent: QueryDict, event: Event, *more: Event, at: datetime, zone: str) -> Reason | None:
    """Keep what a form of the seat's viewer says, under the id that the page gave to it, and under ids that follow from
    it where it says more than one thing; return why not, when it is refused. Raise Http404 for a form without an id."""
    first = id_of(sent)
    ids = [first, *(EntryId(uuid5(first, str(place))) for place in range(1, len(more) + 1))]
    entries = [
        Entry(id=id, at=at, noted=at, by=seat.viewer, eyes="", zone=zone, event=one)
        for id, one in zip(ids, (event, *more), strict=True)
    ]
    return next(iter(record.entries(seat, entries, now=at).refused.values()), None)


def back(request: HttpRequest, family: UUID, *, otherwise: str) -> HttpResponse:
    """Lead back to the page of the family that a form names, else to the one that is named here."""
    to = request.POST.get("back", "")
    return redirect(to) if to.startswith(f"/f/{family}/") else redirect(otherwise, family)


def month(text: str) -> date:
    """Return the first day of a month written as 2026-08; raise Refused for anything else."""
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError as error:
        raise Refused("first.born_missing") from error


def was(sent: QueryDict) -> dict[str, Any]:
    """Return what the form showed when it was opened, as it hands it back; nothing where it does not."""
    try:
        shown = json.loads(sent.get("was", ""))
    except ValueError:
        return {}
    return shown if isinstance(shown, dict) else {}
