"""The ask: a short form, filled in, that one tap sends. Open it by `?what=&child=&minutes=&when=&to=&need=`, each
optional:

what      in own words; else the chip that takes a child, by the child's id (`child`)
minutes   the next chip is taken
when      an instant, or `now`, or tomorrow's `morning` or `evening`
to        an adult of the family, or one of one's own people
need      what it is for: a ticked box, where the viewer chose that their asks say so (safety R30)
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from kinwell import ask, words
from kinwell.accounts import access
from kinwell.accounts.families import Refused
from kinwell.core.clock import FamilyDay, at_wall, half_hours
from kinwell.core.ids import PersonId, Seat
from kinwell.core.log.events import FavourDrafted
from kinwell.core.people import Adult
from kinwell.core.together.favours import as_sent, child_meant, fades
from kinwell.core.together.friends import Friend
from kinwell.web import forms, pages
from kinwell.web.templatetags.words import language
from kinwell.words import asks

MINUTES = (10, 20, 30, 60)
USUAL_MINUTES = 20
HOURS_OFFERED = (0, 1, 3, 5)  # of the next half hours, beside now: close ones, then by the hour
TOMORROW = {"morning": time(7), "evening": time(19)}  # on the wall, and offered after those
AHEAD = timedelta(days=2)  # further off an ask is a plan
MOST_DIGITS = 4  # of the minutes in an address
LONGEST_WHAT = 120  # letters; what a card on a phone can hold
NOW = "now"
BESIDE = {"favour.when_past": "when", "favour.what_missing": "what", "favour.what_long": "what"}
"""Beside which field a refusal stands; the others stand above the form."""

type Somebody = Adult | Friend


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What the form holds: whom, a chip or own words for what, how long, when; a need that it may say it is for, and
    whether it `says` so."""

    to: str
    chip: str
    what: str
    minutes: str
    when: str
    need: str = ""
    says: str = ""

    @property
    def said(self) -> str:
        """What is asked: the own words where there are some, else the chip."""
        return self.what.strip() or self.chip.strip()


@require_http_methods(["GET", "POST"])
def favour(request: HttpRequest, family: UUID) -> HttpResponse:
    """Show the form; take what is asked, which goes to an adult of the family, or waits as a draft while another ask
    is open there, or becomes a text to send oneself."""
    seat = access.adult_seat(request, family)
    now = ask.now(seat, pages.now(), keeps=True)
    assert now.asking is not None  # noqa: S101  (an adult's seat has something of its own)
    chips = _chips(now)
    if request.method == "GET":
        return _page(request, now, family, chips, _opened(request.GET, now, chips))
    typed = _typed(request.POST)
    try:
        to, draft = _read(typed, now.asking, now)
        if isinstance(to, Friend):
            return _text(request, now, family, to, draft)
        _send(seat, request.POST, draft, waits=now.asking.waits_for(to.id) is not None, now=now)
    except Refused as refused:
        return _page(request, now, family, chips, typed, wrong=refused.code)
    return redirect("now", family)


def _send(seat: Seat, sent: QueryDict, draft: FavourDrafted, *, waits: bool, now: ask.Now) -> None:
    """Keep the ask, or the draft; raise Refused where it is not kept. The same form sent twice is sent once."""
    assert seat.viewer is not None  # noqa: S101  (an adult's seat)
    event = as_sent(draft, seat.viewer, waits=waits)
    refused = forms.keep(seat, sent, event, at=now.at, zone=now.zone)
    if refused is not None and refused.code != forms.SENT_BEFORE:
        raise Refused(refused.code)


def _read(typed: Typed, asking: ask.Asking, now: ask.Now) -> tuple[Somebody, FavourDrafted]:
    """Return whom the form asks, and what; raise Refused for what cannot be asked."""
    to = _somebody(typed.to, asking)
    if to is None:
        raise Refused("favour.nobody")
    if not typed.said:
        raise Refused("favour.what_missing")
    if len(typed.said) > LONGEST_WHAT:
        raise Refused("favour.what_long")
    if typed.minutes not in map(str, MINUTES):
        raise Refused("refused.unreadable")
    when = _when(typed.when, now.at)
    if fades(when, int(typed.minutes)) <= now.at:
        raise Refused("favour.when_past")
    child = child_meant(typed.said, now.people)
    need = _need(typed, asking) if typed.says and to in asking.tells else ""
    minutes = int(typed.minutes)
    return to, FavourDrafted(to=to.id, what=typed.said, minutes=minutes, when=when, child=child, need=need or None)


def _need(typed: Typed, asking: ask.Asking) -> str:
    """Return what the ask may say it is for; nothing where the viewer shows nobody that."""
    return typed.need if asking.tells and typed.need in ask.NEEDS else ""


def _when(text: str, at: datetime) -> datetime:
    """Return the instant that was chosen; raise Refused for what is none, or lies too far off."""
    if text == NOW:
        return at
    try:
        when = datetime.fromisoformat(text)
        far = abs(when - at) > AHEAD
    except (ValueError, TypeError, OverflowError) as error:
        raise Refused("refused.unreadable") from error
    if far:
        raise Refused("refused.unreadable")
    return when


def _somebody(id: str, asking: ask.Asking) -> Somebody | None:
    able: tuple[Somebody, ...] = (*asking.may_ask, *asking.own_people)
    return next((one for one in able if str(one.id) == id), None)


def _chips(now: ask.Now) -> Mapping[str, PersonId]:
    """Return what may be asked by a tap, the youngest child first, and then for all of them."""
    children = now.people.youngest_first()
    names = [(child.name, child.id) for child in children]
    if len(children) > 1:
        names.append((words.listed([child.name for child in children], language()), children[0].id))
    return {words.say("favour.take", {"child": name}, language()): id for name, id in names}


def _opened(query: QueryDict, now: ask.Now, chips: Mapping[str, PersonId]) -> Typed:
    """Return the form as it opens: filled in from the address, and where that says nothing as it mostly is."""
    asking = now.asking
    assert asking is not None  # noqa: S101  (see favour)
    first: tuple[Somebody, ...] = (*asking.offers, *asking.may_ask)
    to = _somebody(query.get("to", ""), asking) or next(iter(first), None)
    of_child = (said for said, child in chips.items() if str(child) == query.get("child"))
    wanted = query.get("minutes", "")
    told = wanted.isascii() and wanted.isdigit() and len(wanted) <= MOST_DIGITS
    minutes = int(wanted) if told else USUAL_MINUTES
    when = query.get("when") or NOW
    return Typed(
        to=str(to.id) if to is not None else "",
        chip=next(of_child, next(iter(chips), "")),
        what=query.get("what", "")[:LONGEST_WHAT],
        minutes=str(min(MINUTES, key=lambda chip: abs(chip - minutes))),
        when=_tomorrow(now, TOMORROW[when]).isoformat() if when in TOMORROW else when,
        need=query.get("need", ""),
        says="on",
    )


def _typed(sent: QueryDict) -> Typed:
    return Typed(**{name: sent.get(name, "") for name in ("to", "chip", "what", "minutes", "when", "need", "says")})


def _page(
    request: HttpRequest, now: ask.Now, family: UUID, chips: Mapping[str, PersonId], typed: Typed, *, wrong: str = ""
) -> HttpResponse:
    asking = now.asking
    assert asking is not None  # noqa: S101  (see favour)
    context: dict[str, Any] = {"family": family, "now": now, "asking": asking, "typed": typed, "chips": list(chips)}
    context |= {"need": _need(typed, asking), "tells": _tells(asking)}
    context |= {"lengths": MINUTES, "times": _times(now, typed), "wrong": wrong, "beside": BESIDE.get(wrong, "")}
    return pages.page(request, "web/favour.html", context, zone=now.zone, status=422 if wrong else 200)


def _tells(asking: ask.Asking) -> str:
    """Return the names of those whom an ask tells what it is for; nothing where that is whoever may be asked here."""
    names = [one.name for one in asking.tells]
    return words.listed(names, language()) if len(names) < len(asking.may_ask) + len(asking.own_people) else ""


def _tomorrow(now: ask.Now, wall: time) -> datetime:
    return at_wall(FamilyDay.of(now.at, now.zone).plus(1).date, wall, now.zone)


def _times(now: ask.Now, typed: Typed) -> list[tuple[str, datetime]]:
    """Return the instants to choose from, by what the form sends for them; one that was asked for is among them."""
    halves = half_hours(now.at, now.zone, max(HOURS_OFFERED) + 1)
    offered = [*(halves[place] for place in HOURS_OFFERED), *(_tomorrow(now, wall) for wall in TOMORROW.values())]
    hours = {hour.isoformat(): hour for hour in offered}
    try:
        chosen = _when(typed.when, now.at)
    except Refused:
        chosen = now.at
    if typed.when not in (NOW, *hours) and chosen > now.at:
        hours = {typed.when: chosen, **hours}
    return list(hours.items())


def _text(request: HttpRequest, now: ask.Now, family: UUID, to: Friend, draft: FavourDrafted) -> HttpResponse:
    """Return the text for one of one's own people, ready to send; nothing of it is kept."""
    said = asks.text(draft.what, draft.minutes, draft.when, now.at, now.zone, language())
    query = {"to": to.id, "what": draft.what, "minutes": draft.minutes}
    back = f"{reverse('favour', args=[family])}?{urlencode(query)}"
    return pages.page(
        request, "web/favour_text.html", {"family": family, "friend": to, "said": said, "back": back}, zone=now.zone
    )
