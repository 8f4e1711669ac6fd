"""Other programs: an adult lets one in with a token that is shown this once, and takes it back."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from kinwell import ask
from kinwell.accounts import access, families, programs
from kinwell.web import forms, pages


@require_http_methods(["GET", "POST"])
def all_(request: HttpRequest, family: UUID) -> HttpResponse:
    """Show the programs one let in oneself, and the form of a new one; take it, and show the token this once."""
    seat, user = access.adult_seat(request, family), _user(request)
    typed = {"name": "", "scopes": [programs.SCOPES[0]]}
    if request.method == "POST":
        typed = {"name": request.POST.get("name", ""), "scopes": request.POST.getlist("scopes")}
    context: dict[str, Any] = {"family": family, "scopes": programs.SCOPES, "typed": typed, "status": 200}
    if request.method == "POST":
        try:
            id = forms.id_of(request.POST)
            context["token"] = programs.make(seat, user, str(typed["name"]), [*typed["scopes"]], id=id)
            context["address"] = request.build_absolute_uri(f"/api/v1/families/{family}/")
        except families.Refused as refused:
            context |= {"error": refused.code, "status": 422}
    context["programs"] = programs.of_user(seat, user)
    return pages.page(request, "web/programs.html", context, zone=ask.zone(seat), status=context["status"])


@require_POST
def end(request: HttpRequest, family: UUID, program: UUID) -> HttpResponse:
    """Take a program's token back, at once."""
    programs.end(access.adult_seat(request, family), _user(request), program)
    return redirect("programs", family)


def _user(request: HttpRequest) -> int:
    """Return the number of who is signed in: a seat of an adult is always somebody's."""
    assert request.user.pk is not None  # noqa: S101  (for the types)
    return request.user.pk
