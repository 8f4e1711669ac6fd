"""What we go by: short lists that fill by use. Each item is one entry, taken out by a tap; none is asked for."""

from collections.abc import Callable, Mapping
from datetime import date, time
from typing import Any, get_args
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from kinwell import ask
from kinwell.accounts import access
from kinwell.core.catalogue import is_need
from kinwell.core.catalogue.shapes import Trait
from kinwell.core.ids import EntryId, PersonId, Seat, pair_of
from kinwell.core.log.events import (
    AgreementAccepted,
    AgreementLeft,
    AgreementProposed,
    AnchorSet,
    BoundarySet,
    Event,
    LimitSet,
    Retracted,
    ValueHeld,
    WishSaid,
)
from kinwell.core.log.events.lists import About
from kinwell.core.needs.lists import MOST_ANCHORS, MOST_VALUES
from kinwell.core.people import LONGEST_NAME
from kinwell.core.reasons import Reason
from kinwell.web import forms, pages

ABOUT: tuple[About, ...] = get_args(About.__value__)
TRAITS: tuple[Trait, ...] = get_args(Trait)
LONGEST = 120  # letters of an item
_MISSING = Reason(code="lists.words_missing")
_NO_TIME = Reason(code="lists.time_missing")
_NOTHING = Reason(code="lists.names_nothing")


class _Unfit(Exception):
    """What was typed is no item; the reason says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.code)
        self.reason = reason


@require_GET
def lists(request: HttpRequest, family: UUID) -> HttpResponse:
    """Show the viewer's own lists, what they agreed with another, and the family's rhythm; with a form filled in, where
    something was offered for keeping (keeping.py)."""
    seat = access.adult_seat(request, family)
    return _page(request, seat, kind=request.GET.get("keep", ""), typed=request.GET)


@require_POST
def add(request: HttpRequest, family: UUID, kind: str) -> HttpResponse:
    """Take one more item of a list; show what was typed again where it does not hold."""
    seat = access.adult_seat(request, family)
    made, kept = MADE.get(kind), _lists(seat)
    if made is None:
        raise Http404
    try:
        wrong = forms.keep(seat, request.POST, made(request.POST, seat, kept), at=pages.now(), zone=ask.zone(seat))
    except _Unfit as unfit:
        wrong = unfit.reason
    return (
        _page(request, seat, kind=kind, wrong=wrong, typed=request.POST)
        if wrong is not None
        else redirect("lists", family)
    )


@require_POST
def remove(request: HttpRequest, family: UUID, entry: UUID) -> HttpResponse:
    """Take an item out: one of one's own, an hour of the rhythm, or an agreement, which ends for both."""
    seat = access.adult_seat(request, family)
    kept, id = _lists(seat), EntryId(entry)
    agreed = any(one.entry == id for one in (*kept.held, *kept.open))
    return _word(request, seat, AgreementLeft(agreement=id) if agreed else Retracted(target=id))


@require_POST
def accept(request: HttpRequest, family: UUID, entry: UUID) -> HttpResponse:
    """Say yes to what another adult proposed."""
    seat = access.adult_seat(request, family)
    proposed = next((one for one in _lists(seat).open if one.entry == entry and one.to == seat.viewer), None)
    if proposed is None:
        raise Http404
    return _word(request, seat, AgreementAccepted(pair=proposed.pair, agreement=proposed.entry))


def _lists(seat: Seat) -> ask.OwnLists:
    kept = ask.own_lists(seat, pages.now())
    assert kept is not None  # noqa: S101  (an adult's seat always has some)
    return kept


def _word(request: HttpRequest, seat: Seat, event: Event) -> HttpResponse:
    wrong = forms.keep(seat, request.POST, event, at=pages.now(), zone=ask.zone(seat))
    if wrong is not None and wrong.code in ("refused.unknown", "refused.not_yours"):
        raise Http404
    return _page(request, seat, wrong=wrong) if wrong is not None else redirect("lists", seat.family)


def _page(
    request: HttpRequest,
    seat: Seat,
    *,
    kind: str = "",
    wrong: Reason | None = None,
    typed: QueryDict | None = None,
) -> HttpResponse:
    """Return the page; `typed` is what stands in the form of the list `kind`."""
    kept = _lists(seat)
    context: dict[str, Any] = {
        "family": seat.family,
        "lists": kept,
        "me": seat.viewer,
        "about": ABOUT,
        "traits": TRAITS,
        "mine": (*ask.NEEDS, *(called := ask.called(seat, pages.now()))),
        "called": called,
        "more_values": len(kept.values) < MOST_VALUES,
        "more_hours": len(kept.rhythm) < MOST_ANCHORS,
        "kind": kind,
        "typed": typed.dict() if typed is not None else {},
        "ticked": [*typed.getlist("trait"), *typed.getlist("need")] if typed is not None else [],
        "wrong": wrong.code if wrong is not None else "",
    }
    return pages.page(request, "web/lists.html", context, zone=ask.zone(seat), status=422 if wrong else 200)


def _text(sent: QueryDict, field: str = "text") -> str:
    text = sent.get(field, "").strip()
    if not text:
        raise _Unfit(_MISSING)
    return text[:LONGEST]


def _told[T](sent: QueryDict, field: str, read: Callable[[str], T]) -> T | None:
    """Return the time or day that a field says; None where it is empty."""
    said = sent.get(field, "").strip()
    try:
        return read(said) if said else None
    except ValueError as error:
        raise _Unfit(_NO_TIME) from error


def _needs(sent: QueryDict) -> tuple[str, ...]:
    return tuple(code for code in sent.getlist("need") if is_need(code))


def _traits(sent: QueryDict) -> tuple[Trait, ...]:
    return tuple(one for one in TRAITS if one in sent.getlist("trait"))


def _wish(sent: QueryDict, _seat: Seat, _kept: ask.OwnLists) -> Event:
    return WishSaid(text=_text(sent), need=next(iter(_needs(sent)), None))


def _value(sent: QueryDict, _seat: Seat, kept: ask.OwnLists) -> Event:
    return ValueHeld(text=_text(sent), rank=min(MOST_VALUES, len(kept.values) + 1), needs=_needs(sent))


def _limit(sent: QueryDict, _seat: Seat, _kept: ask.OwnLists) -> Event:
    begins, ends = (_told(sent, field, time.fromisoformat) for field in ("begins", "ends"))
    if (begins is None) != (ends is None):
        raise _Unfit(_NO_TIME)
    named, traits = _needs(sent), _traits(sent)
    if begins is None and not (named or traits):
        raise _Unfit(_NOTHING)
    return LimitSet(text=_text(sent), begins=begins, ends=ends, needs=named, traits=traits)


def _boundary(sent: QueryDict, _seat: Seat, _kept: ask.OwnLists) -> Event:
    about = sent.get("about", "")
    if about not in ABOUT:
        raise Http404
    return BoundarySet(
        text=_text(sent),
        about=about,
        i_do=sent.get("i_do", "").strip()[:LONGEST],
        look_again=_told(sent, "look_again", date.fromisoformat),
        needs=_needs(sent),
        traits=_traits(sent),
    )


def _agreement(sent: QueryDict, seat: Seat, kept: ask.OwnLists) -> Event:
    to = next((one.id for one in kept.others if str(one.id) == sent.get("to", "")), None)
    if to is None or seat.viewer is None:
        raise Http404
    pair = pair_of(seat.viewer, PersonId(to))
    return AgreementProposed(
        pair=pair, to=to, text=_text(sent), look_again=_told(sent, "look_again", date.fromisoformat)
    )


def _anchor(sent: QueryDict, _seat: Seat, _kept: ask.OwnLists) -> Event:
    hour = _told(sent, "hour", time.fromisoformat)
    if hour is None:
        raise _Unfit(_NO_TIME)
    return AnchorSet(name=_text(sent, "name")[:LONGEST_NAME], hour=hour)


MADE: Mapping[str, Callable[[QueryDict, Seat, ask.OwnLists], Event]] = {
    "wish": _wish,
    "value": _value,
    "limit": _limit,
    "boundary": _boundary,
    "agreement": _agreement,
    "anchor": _anchor,
}
