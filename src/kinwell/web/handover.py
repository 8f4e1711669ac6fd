"""The hand-over card of a child: what whoever takes over needs on one screen, and the form of what an adult wrote on
it."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from kinwell import ask, bounds
from kinwell.accounts import access, links
from kinwell.core.ids import ADULTS, EntryId, PersonId, Seat
from kinwell.core.log.events import CardWritten
from kinwell.core.reasons import Reason
from kinwell.web import forms, pages, regions
from kinwell.web.now import shown, undone

WRITTEN = ("helps", "places", "ring_first")


@require_GET
def card(request: HttpRequest, family: UUID, child: UUID) -> HttpResponse:
    """Show the card; to a page that says what it has `seen`, what is fresh of it, or 204."""
    seat = access.seat(request, family, links=True)
    seen = request.GET.get("seen")
    if seen is not None and seen == shown(ask.seen(seat), pages.now()):
        return HttpResponse(status=204)
    context = fragment(request, seat, child, undo=undone(request.GET.get("undo", "")))
    template = "web/handover.html" if seen is None else "web/_card.html"
    return pages.page(request, template, context, zone=context["card"].zone)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, family: UUID, child: UUID) -> HttpResponse:
    """Show what stands on a card besides the facts, and take what was changed of it; what another adult changed
    meanwhile stays changed."""
    seat = access.adult_seat(request, family)
    card = _card(seat, child)
    as_it_reads = {name: getattr(card.written, name) for name in (*WRITTEN, "own_way")}
    context = {"family": family, "card": card, "values": as_it_reads, "was": json.dumps(as_it_reads)}
    if request.method == "POST":
        refused = _write(seat, card, request.POST)
        if refused is None:
            return redirect("handover", family, child)
        context |= {"values": request.POST.dict(), "was": request.POST.get("was", ""), "refused": [refused]}
    status = 422 if "refused" in context else 200
    return pages.page(request, "web/card_edit.html", context, zone=card.zone, status=status)


def fragment(request: HttpRequest, seat: Seat, child: UUID, **more: object) -> dict[str, Any]:
    """Return the context of the card; raise Http404 when there is no such child."""
    card = _card(seat, child)
    is_adult = ADULTS in seat.eyes
    known = regions.known(settings.DATA)
    here = regions.here(card.zone, request.headers.get("Accept-Language", ""), known)
    return {
        "family": seat.family,
        "card": card,
        "is_adult": is_adult,
        "links": links.of_family(seat, now=card.at) if is_adult else [],
        "numbers": here.at("top") if here is not None else [],
        "people": card.people,
        "at": card.at,
        "seen": shown(card.seen, card.at),
        **more,
    }


def replied(
    request: HttpRequest, seat: Seat, *, undo: Sequence[EntryId], refused: Sequence[Reason], was_undo: bool
) -> HttpResponse | None:
    """Return the fresh card as the reply to a tap on it; None for a tap that came from elsewhere."""
    try:
        child = UUID(request.GET.get("card", ""))
        context = fragment(request, seat, child, undo=undo, refused=refused, was_undo=was_undo)
    except (ValueError, Http404):
        return None
    return pages.page(request, "web/_card.html", context, zone=context["card"].zone, status=422 if refused else 200)


def _card(seat: Seat, child: UUID) -> ask.Card:
    found = ask.card(seat, PersonId(child), pages.now(), keeps=True)
    if found is None:
        raise Http404
    return found


def _write(seat: Seat, card: ask.Card, sent: QueryDict) -> Reason | None:
    """Keep what the form changed of a card; return why not, when it is refused."""
    typed = {name: sent.get(name, "").strip() for name in WRITTEN} | {"own_way": "own_way" in sent}
    was = forms.was(sent)
    changed = {name: value for name, value in typed.items() if value != was.get(name, value if was else None)}
    if not changed:
        return None
    event: CardWritten = replace(card.written, **changed)  # type: ignore[arg-type]
    try:
        bounds.check(event)
    except bounds.Unreadable:
        return Reason(code="refused.too_large")
    return forms.keep(seat, sent, event, at=card.at, zone=card.zone)
