"""Correcting who the family is: a child's name and birth, and one's own name."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from kinwell import ask
from kinwell.accounts import access
from kinwell.accounts.families import Refused
from kinwell.core.clock import zone
from kinwell.core.ids import PersonId, Seat
from kinwell.core.log.entry import Entry
from kinwell.core.log.events import AdultAdded, Amended, ChildAdded
from kinwell.core.people import fault
from kinwell.core.reasons import Reason
from kinwell.web import forms, pages

FIELD = {
    "first.name_missing": "name",
    "first.child_missing": "name",
    "people.name_long": "name",
    "first.born_missing": "month",
    "first.born_ahead": "month",
    "people.born_long_ago": "month",
    "people.no_such_day": "day",
}
"""Beside which field a reason stands; the others stand above the form."""


@require_http_methods(["GET", "POST"])
def person(request: HttpRequest, family: UUID, person: UUID) -> HttpResponse:
    """Show the form that corrects who a person is, and take what was changed; nobody else's is there."""
    seat = access.adult_seat(request, family)
    told = ask.person(seat, PersonId(person))
    if told is None or not ask.may_change(seat, told):
        raise Http404
    shown = _shown(told)
    context: dict[str, Any] = {"family": family, "values": shown, "was": json.dumps(shown)}
    context |= {"name": shown["name"], "is_child": isinstance(told.event, ChildAdded)}
    wrong = _correct(seat, told, request.POST) if request.method == "POST" else None
    if request.method == "POST" and wrong is None:
        return redirect("family", family)
    if wrong is not None:
        context |= {"values": request.POST.dict(), "was": request.POST.get("was", "")}
        context |= {"wrong": wrong.code, "beside": FIELD.get(wrong.code, "")}
    return pages.page(request, "web/person.html", context, zone=ask.zone(seat), status=422 if wrong else 200)


def _correct(seat: Seat, told: Entry, sent: QueryDict) -> Reason | None:
    """Keep what the form changed; return why not, when it is refused."""
    assert isinstance(told.event, (ChildAdded, AdultAdded))  # noqa: S101  (ask.person gives no other)
    now = pages.now()
    zone_name = ask.zone(seat)
    try:
        changes = _changes(told, sent)
    except Refused as refused:
        return Reason(code=refused.code)
    wrong = fault(replace(told.event, **changes), now.astimezone(zone(zone_name)).date())
    if wrong is not None or not changes:
        return wrong
    event = Amended(target=told.id, of=told.event.KIND, changes=changes)
    return forms.keep(seat, sent, event, at=now, zone=zone_name)


def _changes(told: Entry, sent: QueryDict) -> Mapping[str, Any]:
    """Return the fields in which the form differs from what it showed; raise Refused for a birth that is no date. A
    birth and whether its day is known are one thing: who speaks last of it says both."""
    was = {**_shown(told), **forms.was(sent)}
    name, month, day = (sent.get(field, "").strip() for field in ("name", "month", "day"))
    changes: dict[str, Any] = {"name": name} if name != was["name"] else {}
    if isinstance(told.event, ChildAdded) and (month, day) != (was["month"], was["day"]):
        changes |= {"born": _born(month, day), "born_day_known": bool(day)}
    return changes


def _born(month: str, day: str) -> date:
    first = forms.month(month)
    try:
        return first.replace(day=int(day)) if day else first
    except (ValueError, OverflowError) as error:
        raise Refused("people.no_such_day") from error


def _shown(told: Entry) -> dict[str, str]:
    """Return what the form shows of a person, by field."""
    match told.event:
        case ChildAdded(name=name, born=born, born_day_known=known):
            return {"name": name, "month": f"{born:%Y-%m}", "day": str(born.day) if known else ""}
        case AdultAdded(name=name):
            return {"name": name}
    raise Http404
