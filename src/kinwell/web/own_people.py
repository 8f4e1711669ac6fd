"""My people: friends and kin outside the family, each a name and a number, for the eyes of whoever keeps them."""

from typing import Any
from uuid import UUID, uuid5

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from kinwell import ask
from kinwell.accounts import access
from kinwell.core.ids import PersonId, Seat
from kinwell.core.log.events import Amended, Event, FriendKept, Retracted
from kinwell.core.reasons import Reason
from kinwell.core.together.friends import Friend, fault
from kinwell.web import forms, pages

BESIDE = {"own_people.name_missing": "name", "people.name_long": "name", "own_people.number_odd": "number"}
"""Beside which field a reason stands; the others stand above the form."""


@require_http_methods(["GET", "POST"])
def own_people(request: HttpRequest, family: UUID) -> HttpResponse:
    """Show the viewer's own people; take one more."""
    seat = access.adult_seat(request, family)
    if request.method == "GET":
        return _page(request, seat, removed=forms.id_in(request.GET.get("removed", "")))
    told = FriendKept(friend=PersonId(uuid5(forms.id_of(request.POST), "friend")), **_typed(request.POST))
    wrong = fault(told) or _keep(seat, request.POST, told)
    return _page(request, seat, typed=_typed(request.POST), wrong=wrong) if wrong else redirect("own_people", family)


@require_http_methods(["GET", "POST"])
def own_person(request: HttpRequest, family: UUID, friend: UUID) -> HttpResponse:
    """Show the form that changes one of them, and take what was changed."""
    seat = access.adult_seat(request, family)
    kept = _kept(seat, friend)
    shown = {"name": kept.name, "number": kept.number}
    wrong = None
    if request.method == "POST":
        typed = _typed(request.POST)
        changes = {name: value for name, value in typed.items() if value != shown[name]}
        wrong = fault(FriendKept(friend=kept.id, **typed))
        if wrong is None and changes:
            wrong = _keep(seat, request.POST, Amended(target=kept.entry, of=FriendKept.KIND, changes=changes))
        if wrong is None:
            return redirect("own_people", family)
        shown = typed
    context: dict[str, Any] = {"family": family, "friend": kept, "typed": shown, **_said(wrong)}
    return pages.page(request, "web/own_person.html", context, zone=ask.zone(seat), status=422 if wrong else 200)


@require_POST
def remove(request: HttpRequest, family: UUID, friend: UUID) -> HttpResponse:
    """Take one of them out; they can be put back from the page that follows."""
    seat = access.adult_seat(request, family)
    kept = _kept(seat, friend)
    if _keep(seat, request.POST, Retracted(target=kept.entry)) is not None:
        raise Http404
    return redirect(f"{reverse('own_people', args=[family])}?removed={kept.entry}")


def _kept(seat: Seat, id: UUID) -> Friend:
    """Return one of the viewer's own people; raise Http404 where there is none such."""
    found = next((friend for friend in ask.own_people(seat, pages.now()) if friend.id == id), None)
    if found is None:
        raise Http404
    return found


def _keep(seat: Seat, sent: QueryDict, event: Event) -> Reason | None:
    """Keep what the form says; return why not, when it is refused. The same form sent twice is kept once."""
    refused = forms.keep(seat, sent, event, at=pages.now(), zone=ask.zone(seat))
    return refused if refused is not None and refused.code != forms.SENT_BEFORE else None


def _typed(sent: QueryDict) -> dict[str, str]:
    return {name: sent.get(name, "").strip() for name in ("name", "number")}


def _said(wrong: Reason | None) -> dict[str, str]:
    return {"wrong": wrong.code, "beside": BESIDE.get(wrong.code, "")} if wrong is not None else {}


def _page(
    request: HttpRequest,
    seat: Seat,
    *,
    typed: dict[str, str] | None = None,
    wrong: Reason | None = None,
    removed: UUID | None = None,
) -> HttpResponse:
    context: dict[str, Any] = {
        "family": seat.family,
        "people": ask.own_people(seat, pages.now()),
        "typed": typed,
        "removed": removed,
    }
    context |= _said(wrong)
    return pages.page(request, "web/own_people.html", context, zone=ask.zone(seat), status=422 if wrong else 200)
