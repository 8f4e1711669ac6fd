"""What I need: each need of one's own, how often and how long it can wait, and its ladder in one's own words; and needs
that one adds oneself, with a name."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from kinwell import ask
from kinwell.accounts import access
from kinwell.core.catalogue import RUNGS
from kinwell.core.catalogue import need as catalogue_need
from kinwell.core.catalogue import own_needs as nameable
from kinwell.core.ids import Seat, adult
from kinwell.core.log.events import Event, NeedNamed, NeedStated
from kinwell.core.needs.need import SLEEP, running_day
from kinwell.core.needs.stated import fault, fault_of_name
from kinwell.core.reasons import Reason
from kinwell.web import forms, pages

HOUR = 60.0
LENGTHS = ("cadence", "floor")
FIELD = {
    "needs.no_number": "cadence",
    "needs.out_of_range": "cadence",
    "needs.floor_first": "floor",
    "needs.name_missing": "name",
    "needs.name_long": "name",
    "needs.name_there": "name",
}
"""Beside which field a reason stands; the others stand above the form."""


@dataclass(frozen=True, slots=True)
class Length:
    """A length as a form shows it: a number, and hours or days."""

    number: str
    unit: str


@require_http_methods(["GET", "POST"])
def own_needs(request: HttpRequest, family: UUID) -> HttpResponse:
    """Show every need of one's own, with how often and at most how long; take one more, with a name."""
    seat = access.adult_seat(request, family)
    needs, free = ask.own_needs(seat, pages.now()), ask.unnamed(seat, pages.now())
    wrong = None
    if request.method == "POST" and free and ask.entry(seat, forms.id_of(request.POST)) is None:  # not sent before
        wrong = _keep(seat, ask.OwnNeed(need=catalogue_need(free)), request.POST, others=needs)
    if request.method == "POST" and wrong is None:
        return redirect("own_needs", family)
    context: dict[str, Any] = {"family": family, "needs": needs, "more": bool(free), "cadence": Length("1", "days")}
    context |= {"name": "", "removed": forms.id_in(request.GET.get("removed", ""))}
    return _page(request, seat, "web/own_needs.html", context, wrong)


@require_http_methods(["GET", "POST"])
def own_need(request: HttpRequest, family: UUID, need: str) -> HttpResponse:
    """Show how one need is wanted, and take what was changed."""
    seat = access.adult_seat(request, family)
    needs = ask.own_needs(seat, pages.now())
    own = _found(needs, need)
    wrong = _keep(seat, own, request.POST, others=needs) if request.method == "POST" else None
    if request.method == "POST" and wrong is None:
        return redirect("own_needs", family)
    context: dict[str, Any] = {
        "family": family,
        "own": own,
        "name": own.called,
        "timed": need != SLEEP,
        "cadence": length(own.cadence, own),
        "floor": length(own.floor, own) if own.floor is not None else Length("", "hours"),
        "rungs": [(rung, words) for rung, words in zip(RUNGS, own.ladder, strict=True) if rung not in own.need.danger],
    }
    return _page(request, seat, "web/own_need.html", context, wrong)


@require_POST
def take_away(request: HttpRequest, family: UUID, need: str) -> HttpResponse:
    """Take a need away that one had added; it can be put back from the page that follows."""
    seat = access.adult_seat(request, family)
    own = _found(ask.own_needs(seat, pages.now()), need)
    if not own.called:
        raise Http404
    _kept(seat, request.POST, NeedNamed(need=need, name=""))
    return redirect(f"{reverse('own_needs', args=[family])}?removed={forms.id_of(request.POST)}")


def _found(needs: Iterable[ask.OwnNeed], code: str) -> ask.OwnNeed:
    """Return the need of this code; raise Http404 where it is none of these."""
    found = next((own for own in needs if own.need.code == code), None)
    if found is None:
        raise Http404
    return found


def _page(
    request: HttpRequest, seat: Seat, template: str, context: dict[str, Any], wrong: Reason | None
) -> HttpResponse:
    """Return a page; where a form on it was not taken, with what was typed and why not."""
    if wrong is not None:
        context |= _typed(request.POST) | {"wrong": wrong.code, "beside": FIELD.get(wrong.code, "")}
    return pages.page(request, template, context, zone=ask.zone(seat), status=422 if wrong else 200)


def length(minutes: float, own: ask.OwnNeed) -> Length:
    """Return minutes of a need's running time as a form shows them; a day of one that waits awake is a waking day."""
    day = running_day(own.need)
    if minutes >= day:
        return Length(f"{minutes / day:.4g}", "days")
    return Length(f"{minutes / HOUR:.4g}", "hours")


def _keep(seat: Seat, own: ask.OwnNeed, sent: QueryDict, *, others: Iterable[ask.OwnNeed]) -> Reason | None:
    """Keep what the form says; return why not, when it is refused. What is as we begin is kept as our default, so that
    a better default reaches whoever never chose another."""
    try:
        stated = _stated(seat, own, sent)
    except ValueError:
        return Reason(code="needs.no_number")
    if own.need.code not in nameable():
        return _kept(seat, sent, stated)
    named = NeedNamed(need=own.need.code, name=" ".join(sent.get("name", "").split()))
    wrong = _wrong_name(named, others) or fault(stated, own.need)
    return wrong or _kept(seat, sent, named, stated)


def _wrong_name(named: NeedNamed, others: Iterable[ask.OwnNeed]) -> Reason | None:
    """Return what does not fit in a name that was typed, beside those that are there."""
    if not named.name:
        return Reason(code="needs.name_missing")
    there = {own.called.casefold() for own in others if own.need.code != named.need}
    return Reason(code="needs.name_there") if named.name.casefold() in there else fault_of_name(named)


def _stated(seat: Seat, own: ask.OwnNeed, sent: QueryDict) -> NeedStated:
    """Return how the need is wanted, by the form. Raise ValueError for what is no number."""
    assert seat.viewer is not None  # noqa: S101  (an adult's seat)
    defaults = sent.get("defaults") is not None
    cadence, floor = (None, None) if defaults else (_minutes(sent, "cadence", own), _minutes(sent, "floor", own))
    words = {rung: sent.get(rung, "").strip() for rung in RUNGS if rung not in own.need.danger}
    return NeedStated(
        holder=adult(seat.viewer),
        need=own.need.code,
        cadence_minutes=cadence if cadence != own.need.cadence_minutes else None,
        floor_minutes=floor if floor != own.need.floor_minutes else None,
        **words,
    )


def _kept(seat: Seat, sent: QueryDict, *events: Event) -> Reason | None:
    """Keep what a form says; return why not. The same form sent twice is kept once."""
    refused = forms.keep(seat, sent, *events, at=pages.now(), zone=ask.zone(seat))
    return refused if refused is not None and refused.code != forms.SENT_BEFORE else None


def _minutes(sent: QueryDict, field: str, own: ask.OwnNeed) -> float | None:
    """Return the running minutes that a field says; None where it is left empty. Raise ValueError for no number."""
    said = sent.get(field, "").strip().replace(",", ".")
    if not said:
        return None
    in_days = sent.get(f"{field}_unit") == "days"
    return round(float(said) * (running_day(own.need) if in_days else HOUR), 1)


def _typed(sent: QueryDict) -> dict[str, Any]:
    """Return what was typed, to be shown again."""
    lengths = {name: Length(sent.get(name, ""), sent.get(f"{name}_unit", "")) for name in LENGTHS}
    return lengths | {"name": sent.get("name", ""), "rungs": [(rung, sent[rung]) for rung in RUNGS if rung in sent]}
