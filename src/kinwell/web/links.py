"""Links that end: an adult makes one for somebody without an account, who takes it up by a tap."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from kinwell import ask
from kinwell.accounts import access, families, links
from kinwell.core.ids import PersonId
from kinwell.web import forms, pages


@require_http_methods(["GET", "POST"])
def make(request: HttpRequest, family: UUID, child: UUID) -> HttpResponse:
    """Show the form of a new link; take it, and show the link this once."""
    seat, now = access.adult_seat(request, family), pages.now()
    people = ask.people(seat, now)
    if PersonId(child) not in people.children:
        raise Http404
    zone = ask.zone(seat)
    hours = links.choices(zone, now)
    name, chosen = request.POST.get("name", "").strip(), request.POST.get("until", "")
    context = {"family": family, "child": people.children[PersonId(child)], "hours": hours, "at": now}
    context |= {"people": people, "name": name, "chosen": chosen or next(iter(hours))}
    if request.method == "POST":
        try:
            code = links.make(seat, name, hours.get(chosen, now), id=forms.id_of(request.POST), now=now)
        except families.Refused as refused:
            return pages.page(request, "web/link_new.html", {**context, "error": refused.code}, zone=zone, status=422)
        link = request.build_absolute_uri(reverse("open_link", args=[code]))
        context |= {"link": link, "code": pages.qr(link), "ends": hours[chosen], "people": ask.people(seat, now)}
    context["links"] = links.of_family(seat, now=now)
    return pages.page(request, "web/link_new.html", context, zone=zone)


@require_POST
def end(request: HttpRequest, family: UUID, link: UUID) -> HttpResponse:
    """End a link at once, whichever adult made it: what is shown by it is theirs alike."""
    seat = access.adult_seat(request, family)
    links.end(seat.family, link)
    return forms.back(request, family, otherwise="family")


@require_POST
def give_back(request: HttpRequest, family: UUID) -> HttpResponse:
    """End the link that this browser holds: whoever held it is done."""
    seat = access.seat(request, family, links=True)
    held = request.link  # type: ignore[attr-defined]  # accounts/access.py
    if held is None:
        raise Http404
    links.end(seat.family, held.id)
    return redirect("home")


@require_http_methods(["GET", "POST"])
def open_(request: HttpRequest, code: str) -> HttpResponse:
    """Show for whom a link is; by a tap, and not before, this browser takes it up: a messenger that looks at what it
    carries uses nothing up."""
    now = pages.now()
    link = links.find(code, now=now)
    if link is None:
        return _still(request, None, "unknown", status=404)
    if link.standing == "ended":
        return _still(request, link, "ended", status=410)
    member = access.seat_of(request.user, link.family)
    held = links.held(request.session, link.family, now=now)
    if (member is not None and member.viewer == link.person) or (held is not None and held.id == link.id):
        return _inside(link)
    if member is not None:
        return _still(request, link, "of_family")
    if link.standing == "open" and request.method == "POST" and links.take(code, request.session, now=now):
        request.session.cycle_key()
        return _inside(link)
    if link.standing == "open" and request.method == "GET":
        return _still(request, link, "open")
    return _still(request, link, "opened", status=410)


def lent(request: HttpRequest) -> HttpResponse | None:
    """Return where the home address leads the holder of a link: to the children, or to the page that says it has
    ended; None for anyone else."""
    for family in links.families_of(request.session):
        held = links.held(request.session, family, now=pages.now())
        if held is not None:
            return _still(request, held, "ended") if held.standing == "ended" else redirect("now", family)
    return None


def _inside(link: links.Link) -> HttpResponse:
    """Lead to the card of an only child, else to the rows of all."""
    children = list(ask.people(links.seat_by(link), pages.now()).children)
    return redirect("handover", link.family, children[0]) if len(children) == 1 else redirect("now", link.family)


def _still(request: HttpRequest, link: links.Link | None, standing: str, *, status: int = 200) -> HttpResponse:
    """Return the page of a link as it stands. It names who made it and for whom, and nobody else; once it has ended,
    nobody."""
    context: dict[str, object] = {"standing": standing}
    zone = ""
    if link is not None and standing != "ended":
        seat = links.seat_by(link)
        people, zone = ask.people(seat, pages.now()), ask.zone(seat)
        context |= {"name": people.name(link.person), "maker": people.name(link.maker), "ends": link.ends}
    context["at"] = pages.now()
    return pages.page(request, "web/link.html", context, zone=zone, status=status)
