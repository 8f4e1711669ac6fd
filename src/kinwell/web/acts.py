"""Things that do us good: acts that the family adds to those on offer, and acts that it wants offered no more."""

import json
from dataclasses import asdict, replace
from math import isfinite
from typing import Any, get_args
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from kinwell import ask, codec
from kinwell.accounts import access
from kinwell.core.catalogue import acts as catalogue_acts
from kinwell.core.catalogue.shapes import ChildState, Place, Trait
from kinwell.core.ids import EntryId, Seat
from kinwell.core.log.events import ActAdded, ActHidden, Amended, Event, Retracted
from kinwell.core.needs.own_acts import LEAST_MINUTES, LONGEST_NAME, MOST_HANDS, MOST_MINUTES, fits
from kinwell.core.reasons import Reason
from kinwell.web import forms, pages

CHILD_IS, PLACES, TRAITS = get_args(ChildState), get_args(Place), get_args(Trait)
LONGEST_HOW = 120  # letters; what a card has room for
FIELDS = (
    "name",
    "minutes",
    "needs",
    "for_other",
    "full",
    "how",
    "hands",
    "place",
    "traits",
    "others",
    "child_is",
    "carried",
    "drowsy_unsafe",
)
"""What the form tells of an act; the rest stays as it is."""
BESIDE = {"acts.name_missing": "name", "people.name_long": "name", "acts.minutes_odd": "minutes"}
"""Beside which field a reason stands; the others stand above the form."""


@require_http_methods(["GET", "POST"])
def acts(request: HttpRequest, family: UUID) -> HttpResponse:
    """Show the family's acts and what it hid; take one more."""
    seat = access.adult_seat(request, family)
    kept, shown, wrong = _kept(seat), _plain(), None
    if request.method == "POST":
        shown = _told(request.POST, shown, kept)
        wrong = _wrong(shown) or _keep(seat, request.POST, shown)
        if wrong is None:
            return redirect("acts", family)
    context = {"removed": forms.id_in(request.GET.get("removed", "")), **_form(shown, kept)}
    return _page(request, seat, "web/acts.html", context | {"typed": request.POST}, kept, wrong)


@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, family: UUID, entry: UUID) -> HttpResponse:
    """Show the form that changes an act of the family's own, and take what was changed of it."""
    seat = access.adult_seat(request, family)
    kept, reads = _kept(seat), _reads(seat, EntryId(entry))
    shown, wrong = reads, None
    if request.method == "POST":
        shown = _told(request.POST, reads, kept)
        wrong = _wrong(shown) or _amend(seat, EntryId(entry), reads, shown, request.POST)
        if wrong is None:
            return redirect("acts", family)
    context = {"entry": entry, "head": reads.name, "was": json.dumps(_values(reads)), **_form(shown, kept)}
    return _page(request, seat, "web/act.html", context | {"typed": request.POST}, kept, wrong)


@require_POST
def remove(request: HttpRequest, family: UUID, entry: UUID) -> HttpResponse:
    """Take an act of the family's own out; it can be put back from the page that follows."""
    seat = access.adult_seat(request, family)
    _reads(seat, EntryId(entry))
    if _keep(seat, request.POST, Retracted(target=EntryId(entry))) is not None:
        raise Http404
    return redirect(f"{reverse('acts', args=[family])}?removed={entry}")


@require_POST
def hide(request: HttpRequest, family: UUID) -> HttpResponse:
    """Offer an act of Kinwell's no more, to anyone of the family."""
    seat = access.adult_seat(request, family)
    code = request.POST.get("act", "")
    if code not in catalogue_acts():
        raise Http404
    if code not in _kept(seat).hidden and _keep(seat, request.POST, ActHidden(act=code)) is not None:
        raise Http404
    return redirect(f"{reverse('acts', args=[family])}#hidden")


@require_POST
def again(request: HttpRequest, family: UUID) -> HttpResponse:
    """Offer an act again that was hidden, whoever hid it."""
    seat = access.adult_seat(request, family)
    said = [Retracted(target=id) for id in _kept(seat).hidden.get(request.POST.get("act", ""), ())]
    if said and _keep(seat, request.POST, *said) is not None:
        raise Http404
    return redirect(f"{reverse('acts', args=[family])}#hidden")


def _kept(seat: Seat) -> ask.FamilyActs:
    kept = ask.family_acts(seat, pages.now())
    assert kept is not None  # noqa: S101  (an adult's seat always has some)
    return kept


def _reads(seat: Seat, id: EntryId) -> ActAdded:
    """Return an act of the family's own as it now reads; raise Http404 where there is none such."""
    found = ask.entry(seat, id)
    if found is None or not isinstance(found.event, ActAdded):
        raise Http404
    return found.event


def _plain() -> ActAdded:
    """Return what an act is until more is said of it."""
    return ActAdded(name="", minutes=10)


def _keep(seat: Seat, sent: QueryDict, *events: Event) -> Reason | None:
    """Keep what a form says; return why not. The same form sent twice is kept once."""
    refused = forms.keep(seat, sent, *events, at=pages.now(), zone=ask.zone(seat))
    return refused if refused is not None and refused.code != forms.SENT_BEFORE else None


def _amend(seat: Seat, id: EntryId, reads: ActAdded, told: ActAdded, sent: QueryDict) -> Reason | None:
    """Keep in what the form differs from what it showed: what another adult changed meanwhile stays changed."""
    was = {**_values(reads), **forms.was(sent)}
    changes = {name: value for name, value in _values(told).items() if value != was.get(name)}
    if not changes:
        return None
    body = {"target": str(id), "of": ActAdded.KIND, "changes": changes}
    return _keep(seat, sent, codec.load_event(Amended.KIND, codec.dump_json(body)))


def _values(told: ActAdded) -> dict[str, Any]:
    """Return what the form tells of an act, as JSON has it."""
    values = asdict(told)
    return {name: list(values[name]) if isinstance(values[name], tuple) else values[name] for name in FIELDS}


def _told(sent: QueryDict, act: ActAdded, kept: ask.FamilyActs) -> ActAdded:
    """Return the act as a form says it; minutes that are no number are none."""
    able = {*kept.mine, *kept.childs, *kept.pairs, *act.needs}
    return replace(
        act,
        name=" ".join(sent.get("name", "").split()),
        minutes=_minutes(sent.get("minutes", "")),
        needs=tuple(code for code in sent.getlist("need") if code in able),
        for_other=tuple(code for code in sent.getlist("for_other") if code in kept.mine),
        full=sent.get("full") != "bit",
        how=sent.get("how", "").strip()[:LONGEST_HOW],
        hands=_one_of(sent, "hands", range(MOST_HANDS + 1), act.hands),
        place=_one_of(sent, "place", PLACES, act.place),
        traits=tuple(one for one in TRAITS if one in sent.getlist("trait")),
        others="others" in sent,
        child_is=_one_of(sent, "child_is", CHILD_IS, act.child_is),
        carried="carried" in sent,
        drowsy_unsafe="drowsy" not in sent,
    )


def _one_of(sent: QueryDict, field: str, allowed: Any, absent: Any) -> Any:
    return next((one for one in allowed if str(one) == sent.get(field)), absent)


def _minutes(text: str) -> float:
    try:
        number = float(text.strip().replace(",", "."))
    except ValueError:
        return 0.0
    return number if isfinite(number) else 0.0


def _wrong(told: ActAdded) -> Reason | None:
    """Return what does not fit in an act as it was typed; None when all does."""
    if not told.name:
        return Reason(code="acts.name_missing")
    if len(told.name) > LONGEST_NAME:
        return Reason(code="people.name_long")
    if not LEAST_MINUTES <= told.minutes <= MOST_MINUTES:
        return Reason(code="acts.minutes_odd")
    if not (told.needs or told.for_other):
        return Reason(code="acts.meets_nothing")
    return None if fits(told) else Reason(code="acts.both_hands")


def _form(told: ActAdded, kept: ask.FamilyActs) -> dict[str, Any]:
    """Return what the form shows of an act, and what can be chosen; `unasked` is what it meets and the form asks of
    nobody, such as what two share who are one by now."""
    groups = {"acts.of_self": kept.mine, "acts.of_child": kept.childs, "acts.of_pair": kept.pairs}
    return {
        "told": told,
        "groups": [(code, needs) for code, needs in groups.items() if needs],
        "unasked": [code for code in told.needs if not any(code in needs for needs in groups.values())],
        "traits": TRAITS,
        "hands": range(MOST_HANDS + 1),
        "child_is": CHILD_IS,
        "places": PLACES,
    }


def _page(
    request: HttpRequest,
    seat: Seat,
    template: str,
    context: dict[str, Any],
    kept: ask.FamilyActs,
    wrong: Reason | None,
) -> HttpResponse:
    """Return a page; where its form was not taken, with what was typed and why not."""
    context |= {"family": seat.family, "acts": kept, "me": seat.viewer}
    if wrong is not None:
        context |= {"wrong": wrong.code, "beside": BESIDE.get(wrong.code, "")}
    return pages.page(request, template, context, zone=ask.zone(seat), status=422 if wrong else 200)
