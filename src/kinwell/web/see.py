"""What another adult may see: three ready choices, or need by need, with the very line that the other would read; and
whether what is for two is offered with them."""

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from kinwell import ask
from kinwell.accounts import access
from kinwell.core.ids import PersonId, Seat, pair_of
from kinwell.core.log.events import EyesByNeed, JointStepsSet
from kinwell.core.together.showing import Showing
from kinwell.web import forms, pages

READY = ("eat", "drink", "sit", "sleep", "quiet")  # food, drink, rest and space (screens 10)
CHOICES = {"nothing": Showing(), "asks": Showing(asks=True), "words": Showing(needs=READY)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A need, and whether a word of it is shown."""

    need: str
    chosen: bool


@require_http_methods(["GET", "POST"])
def see(request: HttpRequest, family: UUID, person: UUID) -> HttpResponse:
    """Show what this other adult may see of the viewer's needs, and take what was chosen anew."""
    seat = access.adult_seat(request, family)
    shown = ask.shown(seat, PersonId(person), pages.now())
    if shown is None:
        raise Http404
    if request.method == "POST" and "joint" in request.POST:
        _keep_joint(seat, shown, request.POST)
        return redirect("see", family, person)
    if request.method == "POST":
        _keep(seat, shown, request.POST)
        return redirect("family", family)
    context = {
        "family": family,
        "me": shown.me,
        "to": shown.to,
        "joint": shown.joint,
        "chosen": next((name for name, showing in CHOICES.items() if showing == shown.showing), "needs"),
        "asks": shown.showing.asks,
        "ready": READY,
        "lines": [Line(need=need, chosen=need in shown.showing.needs) for need in ask.NEEDS],
    }
    return pages.page(request, "web/see.html", context, zone=ask.zone(seat))


def _keep(seat: Seat, shown: ask.Shown, sent: QueryDict) -> None:
    """Keep what was chosen; raise Http404 for a form that this page did not make."""
    showing = _chosen(sent)
    event = EyesByNeed(
        pair=pair_of(shown.me.id, shown.to.id),
        to=shown.to.id,
        needs=showing.needs,
        asks=showing.asks,
        earlier="earlier" in sent,
    )
    if forms.keep(seat, sent, event, at=pages.now(), zone=ask.zone(seat)) is not None:
        raise Http404


def _keep_joint(seat: Seat, shown: ask.Shown, sent: QueryDict) -> None:
    """Keep whether what is for two is offered with this adult; for the viewer's own eyes."""
    event = JointStepsSet(other=shown.to.id, on=sent["joint"] == "on")
    if forms.keep(seat, sent, event, at=pages.now(), zone=ask.zone(seat)) is not None:
        raise Http404


def _chosen(sent: QueryDict) -> Showing:
    """Return what a form chose: a ready choice, or need by need; raise Http404 for neither."""
    choice = sent.get("choice", "")
    if choice == "needs":
        return Showing(needs=tuple(sent.getlist("need")), asks="asks" in sent)
    if choice not in CHOICES:
        raise Http404
    return CHOICES[choice]
