"""Tonight: who has the children until when, who after, and who feeds; settled by a yes from each."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from kinwell import ask
from kinwell.accounts import access
from kinwell.core.ids import PersonId, Seat
from kinwell.core.log.events import NightAgreed, NightLeft, NightProposed
from kinwell.core.needs.fullness import SCALES
from kinwell.core.reasons import Reason
from kinwell.core.together import split
from kinwell.web import forms, pages

CHANGED = Reason(code="refused.night_changed")


@require_http_methods(["GET", "POST"])
def tonight(request: HttpRequest, family: UUID) -> HttpResponse:
    """Show the night as it stands, or as the address would have it; take a yes to it, or that it is left."""
    seat = access.adult_seat(request, family)
    stands = ask.tonight(seat, pages.now())
    assert stands is not None  # noqa: S101  (an adult's seat always has one)
    wrong: Reason | None = None
    if request.method == "POST":
        wrong = _said(seat, stands, request.POST)
        if wrong is None:
            return redirect("now", family)
    shown = stands.as_if(_changed(stands.plan, request.GET)) if request.GET else stands
    context = {
        "family": family,
        "night": shown,
        "fields": _fields(shown),
        "was": json.dumps(_fields(stands)),
        "adults": stands.able,
        "wrong": wrong,
        "it": ask.how_full(seat, stands.at),
        "energy": SCALES["energy"],
    }
    return pages.page(request, "web/tonight.html", context, zone=stands.zone, status=422 if wrong else 200)


def _said(seat: Seat, stands: ask.Tonight, sent: QueryDict) -> Reason | None:
    """Keep what the form says of the night: that it is left, a yes to it as it was shown, or another; return why not,
    where it is refused. A yes is to what was shown, and to nothing that took its place meanwhile."""
    keep = partial(forms.keep, seat, sent, at=stands.at, zone=stands.zone)
    if "leave" in sent:
        return keep(NightLeft(night=stands.plan.night))
    wanted = _changed(stands.plan, sent)
    if wanted.first == wanted.second and not stands.alone:
        return Reason(code="refused.night_of_one")
    as_shown = forms.was(sent) == {name: sent.get(name, "") for name in _fields(stands)}
    if as_shown and stands.proposal is not None and wanted != stands.plan:
        return CHANGED
    if wanted != stands.plan or stands.proposal is None:
        return keep(wanted)
    if stands.agreed:
        return None
    return keep(NightAgreed(proposal=stands.proposal))


def _fields(night: ask.Tonight) -> Mapping[str, str]:
    """Return the night as the form's fields have it."""
    plan = night.plan
    feeds = str(plan.feeder) if plan.feeds == "one" and plan.feeder else plan.feeds
    return {
        "first": str(plan.first),
        "second": str(plan.second),
        "begin": plan.begin.isoformat(),
        "turn": str((plan.turn - plan.begin) // split.STEP),
        "feeds": feeds,
    }


def _changed(plan: NightProposed, sent: QueryDict) -> NightProposed:
    """Return the night with what the fields say; what cannot be read leaves it as it is."""
    first, second = _person(sent.get("first", "")), _person(sent.get("second", ""))
    plan = replace(plan, first=first or plan.first, second=second or plan.second)
    begin = _instant(sent.get("begin", ""))
    if begin is not None and plan.end - split.LONGEST <= begin < plan.end:
        plan = replace(plan, begin=begin)
    if (turn := sent.get("turn", "")).isdecimal():
        by = {"-1": -1, "1": 1}.get(sent.get("by", ""), 0)
        halves = (plan.end - plan.begin) // split.STEP
        plan = replace(plan, turn=plan.begin + max(1, min(int(turn[:3]) + by, halves - 1)) * split.STEP)
    if "swap" in sent:
        plan = replace(plan, first=plan.second, second=plan.first)
    feeds = sent.get("feeds", "")
    if feeds in ("bottle", "either"):
        return replace(plan, feeds=feeds, feeder=None)  # type: ignore[arg-type]  # one of the two
    feeder = _person(feeds)
    return replace(plan, feeds="one", feeder=feeder) if feeder is not None else plan


def _person(text: str) -> PersonId | None:
    id = forms.id_in(text)
    return PersonId(id) if id is not None else None


def _instant(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None
