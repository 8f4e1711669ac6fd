"""More: the family's people, a code for someone else, and what is set on this device."""

from collections.abc import Mapping
from uuid import UUID, uuid4, uuid5

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from kinwell import ask
from kinwell.accounts import access, families, invites, links
from kinwell.core.ids import ADULTS, Seat
from kinwell.web import forms, pages


@require_GET
def family(request: HttpRequest, family: UUID) -> HttpResponse:
    """Show who the family is; to adults also who is invited and who waits for a yes."""
    return _page(request, access.seat(request, family))


@require_POST
def add_child(request: HttpRequest, family: UUID) -> HttpResponse:
    """Add a child: of the same form sent twice, one. The child's id follows from the form's, and is nobody else's."""
    seat = access.adult_seat(request, family)
    sent = forms.id_of(request.POST)
    ids = iter((uuid5(sent, "child"), sent))
    typed = {name: request.POST.get(name, "") for name in ("child", "born")}
    try:
        child = families.NewChild(name=typed["child"], born=forms.month(typed["born"]), born_day_known=False)
        families.add_child(seat.family, child, by=seat.viewer, now=pages.now(), new_id=ids.__next__)
    except families.Refused as refused:
        return _page(request, seat, error=refused.code, typed=typed)
    return redirect("family", family)


@require_POST
def move(request: HttpRequest, family: UUID) -> HttpResponse:
    """Say in which zone the family now lives."""
    seat = access.adult_seat(request, family)
    try:
        families.move(seat.family, request.POST.get("zone", ""))
    except families.Refused as refused:
        return _page(request, seat, error=refused.code)
    return redirect("family", family)


@require_POST
def invite(request: HttpRequest, family: UUID) -> HttpResponse:
    """Make a code, and show it this once."""
    seat = access.adult_seat(request, family)
    code = invites.invite(seat, "helper" if request.POST.get("role") == "helper" else "adult", now=pages.now())
    return _page(request, seat, link=request.build_absolute_uri(reverse("join", args=[code])))


@require_POST
def answer(request: HttpRequest, family: UUID, invited: int) -> HttpResponse:
    """Say yes to whoever took up an invitation, or take it back."""
    seat = access.adult_seat(request, family)
    if request.POST.get("answer") == "yes":
        if not invites.confirm(seat, invited, now=pages.now(), new_id=uuid4):
            raise Http404
    else:
        invites.take_back(seat, invited)
    return redirect("family", family)


def _page(
    request: HttpRequest, seat: Seat, *, link: str = "", error: str = "", typed: Mapping[str, str] | None = None
) -> HttpResponse:
    now = pages.now()
    is_adult = ADULTS in seat.eyes
    zone_name = ask.zone(seat)
    context = {
        "family": seat.family,
        "paused": ask.paused(seat, now),
        "people": (people := ask.people(seat, now)),
        "first_child": next(iter(people.youngest_first()), None),
        "viewer": seat.viewer,
        "at": now,
        "is_adult": is_adult,
        "invited": invites.of_family(seat, now=now) if is_adult else [],
        "links": links.of_family(seat, now=now) if is_adult else [],
        "link": link,
        "code": pages.qr(link) if link else "",
        "error": error,
        "typed": typed,
        "chosen": request.COOKIES.get("theme", ""),
    }
    return pages.page(request, "web/family.html", context, zone=zone_name, status=422 if error else 200)
