"""What I need: each need of one's own, how often and how long it can wait, and its ladder in one's own words."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from kinwell import ask
from kinwell.accounts import access
from kinwell.core.catalogue import RUNGS
from kinwell.core.ids import Seat, adult
from kinwell.core.log.events import NeedStated
from kinwell.core.needs.need import SLEEP, running_day
from kinwell.core.reasons import Reason
from kinwell.web import forms, pages

HOUR = 60.0
LENGTHS = ("cadence", "floor")
FIELD = {"needs.no_number": "cadence", "needs.out_of_range": "cadence", "needs.floor_first": "floor"}
"""Beside which field a reason stands; the others stand above the form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """A length as a form shows it: a number, and hours or days."""

    number: str
    unit: str


@require_GET
def own_needs(request: HttpRequest, family: UUID) -> HttpResponse:
    """Show every need of one's own, with how often and at most how long."""
    seat = access.adult_seat(request, family)
    context = {"family": family, "needs": ask.own_needs(seat, pages.now())}
    return pages.page(request, "web/own_needs.html", context, zone=ask.zone(seat))


@require_http_methods(["GET", "POST"])
def own_need(request: HttpRequest, family: UUID, need: str) -> HttpResponse:
    """Show how one need is wanted, and take what was changed."""
    seat = access.adult_seat(request, family)
    own = next((one for one in ask.own_needs(seat, pages.now()) if one.need.code == need), None)
    if own is None:
        raise Http404
    wrong = _keep(seat, own, request.POST) if request.method == "POST" else None
    if request.method == "POST" and wrong is None:
        return redirect("own_needs", family)
    context: dict[str, Any] = {
        "family": family,
        "own": own,
        "timed": need != SLEEP,
        "cadence": length(own.cadence, own),
        "floor": length(own.floor, own) if own.floor is not None else Length(number="", unit="hours"),
        "rungs": [(rung, words) for rung, words in zip(RUNGS, own.ladder, strict=True) if rung not in own.need.danger],
    }
    if wrong is not None:
        context |= _typed(request.POST) | {"wrong": wrong.code, "beside": FIELD.get(wrong.code, "")}
    return pages.page(request, "web/own_need.html", context, zone=ask.zone(seat), status=422 if wrong else 200)


def length(minutes: float, own: ask.OwnNeed) -> Length:
    """Return minutes of a need's running time as a form shows them; a day of one that waits awake is a waking day."""
    day = running_day(own.need)
    if minutes >= day:
        return Length(number=f"{minutes / day:.4g}", unit="days")
    return Length(number=f"{minutes / HOUR:.4g}", unit="hours")


def _keep(seat: Seat, own: ask.OwnNeed, sent: QueryDict) -> Reason | None:
    """Keep what the form says; return why not, when it is refused. What is as we begin is kept as our default, so that
    a better default reaches whoever never chose another."""
    assert seat.viewer is not None  # noqa: S101  (an adult's seat)
    defaults = sent.get("defaults") is not None
    try:
        cadence, floor = (None, None) if defaults else (_minutes(sent, "cadence", own), _minutes(sent, "floor", own))
    except ValueError:
        return Reason(code="needs.no_number")
    words = {rung: sent.get(rung, "").strip() for rung in RUNGS if rung not in own.need.danger}
    event = NeedStated(
        holder=adult(seat.viewer),
        need=own.need.code,
        cadence_minutes=cadence if cadence != own.need.cadence_minutes else None,
        floor_minutes=floor if floor != own.need.floor_minutes else None,
        **words,
    )
    return forms.keep(seat, sent, event, at=pages.now(), zone=ask.zone(seat))


def _minutes(sent: QueryDict, field: str, own: ask.OwnNeed) -> float | None:
    """Return the running minutes that a field says; None where it is left empty. Raise ValueError for no number."""
    said = sent.get(field, "").strip().replace(",", ".")
    if not said:
        return None
    in_days = sent.get(f"{field}_unit") == "days"
    return round(float(said) * (running_day(own.need) if in_days else HOUR), 1)


def _typed(sent: QueryDict) -> dict[str, Any]:
    """Return what was typed, to be shown again."""
    lengths = {name: Length(number=sent.get(name, ""), unit=sent.get(f"{name}_unit", "")) for name in LENGTHS}
    return lengths | {"rungs": [(rung, sent[rung]) for rung in RUNGS if rung in sent]}
