"""How full are you: what one says with a tap, and one's own last weeks. A page for one's own eyes alone."""

from functools import lru_cache
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods

from kinwell import ask
from kinwell.accounts import access
from kinwell.core.ids import Seat
from kinwell.core.log.events import CheckedIn
from kinwell.core.needs.fullness import SCALES, Fullness
from kinwell.core.reasons import Reason
from kinwell.web import forms, pages


@require_http_methods(["GET", "POST"])
def full(request: HttpRequest, family: UUID) -> HttpResponse:
    """Show the viewer's last weeks, and ask how full they are; take the answer."""
    seat = access.adult_seat(request, family)
    wrong = _keep(seat, request.POST) if request.method == "POST" else None
    if request.method == "POST" and wrong is None:
        return forms.back(request, family, otherwise="full")
    found = ask.how_full(seat, pages.now())
    assert found is not None  # noqa: S101  (an adult's seat always has one)
    context: dict[str, Any] = {"family": family, "it": found, "energy": SCALES["energy"], "wrong": wrong}
    return pages.page(request, "web/full.html", context, zone=found.zone, status=422 if wrong else 200)


def _keep(seat: Seat, sent: QueryDict) -> Reason | None:
    """Keep the level that was tapped; return why not, when it is none. The same tap sent twice is kept once."""
    value = SCALES["energy"].get(sent.get("energy", ""))
    if value is None:
        return Reason(code="refused.unreadable")
    refused = forms.keep(seat, sent, CheckedIn(energy=value), at=pages.now(), zone=ask.zone(seat))
    return refused if refused is not None and refused.code != forms.SENT_BEFORE else None


@lru_cache(maxsize=256)
def html(full: Fullness, family: UUID, zone: str, language: str, *, shows: bool) -> SafeString:  # noqa: ARG001  (it is said in it)
    """Return the line on Now with its sheet, open if it `shows`; kept, since it changes with what one says alone."""
    context = {"full": full, "family": family, "zone": zone, "scales": _scales(full), "shows": shows}
    return render_to_string("web/_full.html", context)


def _scales(full: Fullness) -> list[dict[str, Any]]:
    """Return each scale with its levels, and the number that was said of it last today."""
    return [
        {"name": scale, "levels": levels, "said": getattr(full.today, scale, None)} for scale, levels in SCALES.items()
    ]
