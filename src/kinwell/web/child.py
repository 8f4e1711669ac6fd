"""A child's page: what their signs turned out to mean, one question a week, and a pause from everything about them."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from kinwell import ask
from kinwell.accounts import access
from kinwell.core.ids import PersonId, Seat
from kinwell.core.log.events import ChildPaused, Event, SignMeant, Wondered
from kinwell.core.reasons import Reason
from kinwell.web import forms, pages

BESIDE = {"child.sign_missing": "sign", "child.words_missing": "text"}
"""Beside which field a reason stands; the others stand above the forms."""


@require_GET
def child(request: HttpRequest, family: UUID, child: UUID) -> HttpResponse:
    """Show what is known of a child by those who look after them."""
    seat = access.adult_seat(request, family)
    return _page(request, seat, _known(seat, child), typed={"need": request.GET.get("need", "")})


@require_POST
def meant(request: HttpRequest, family: UUID, child: UUID) -> HttpResponse:
    """Take what a sign turned out to mean, and what helped."""
    sign, helped, need = (request.POST.get(field, "").strip() for field in ("sign", "helped", "need"))
    return _taken(request, family, SignMeant(child=PersonId(child), sign=sign, need=need, helped=helped))


@require_POST
def wondered(request: HttpRequest, family: UUID, child: UUID) -> HttpResponse:
    """Take the answer to this week's question, for the eyes of whoever gave it."""
    question, text = request.POST.get("question", ""), request.POST.get("text", "").strip()
    return _taken(request, family, Wondered(child=PersonId(child), question=question, text=text))


@require_POST
def pause(request: HttpRequest, family: UUID, child: UUID) -> HttpResponse:
    """Pause everything about a child for the viewer, or take it up again."""
    return _taken(request, family, ChildPaused(child=PersonId(child), paused=request.POST.get("paused") == "yes"))


def _known(seat: Seat, id: UUID) -> ask.ChildPage:
    found = ask.child_page(seat, PersonId(id), pages.now())
    if found is None:
        raise Http404
    return found


def _taken(request: HttpRequest, family: UUID, event: ChildPaused | SignMeant | Wondered) -> HttpResponse:
    """Keep what a form of the page says, and show the page anew; with what was typed where it is refused."""
    seat = access.adult_seat(request, family)
    known = _known(seat, event.child)
    wrong = _keep(seat, request, event)
    if wrong is None:
        return redirect("child", family, event.child)
    return _page(request, seat, known, typed=request.POST.dict(), wrong=wrong)


def _keep(seat: Seat, request: HttpRequest, event: Event) -> Reason | None:
    return forms.keep(seat, request.POST, event, at=pages.now(), zone=ask.zone(seat))


def _page(
    request: HttpRequest, seat: Seat, known: ask.ChildPage, *, typed: dict[str, Any], wrong: Reason | None = None
) -> HttpResponse:
    context = {"family": seat.family, "known": known, "at": pages.now(), "typed": typed}
    if wrong is not None:
        context |= {"wrong": wrong.code, "beside": BESIDE.get(wrong.code, "")}
    return pages.page(request, "web/child.html", context, zone=ask.zone(seat), status=422 if wrong else 200)
