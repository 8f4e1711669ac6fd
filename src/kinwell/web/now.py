"""Now, the only screen a tired person needs; and its fresh fragment, asked for by the page while it is open."""

from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET

from kinwell import ask
from kinwell.accounts import access
from kinwell.core.ids import EntryId, Seat, adult
from kinwell.web import forms, fullness, pages
from kinwell.web.sheets import USUAL, Row, Sheets, rows, sheets
from kinwell.web.templatetags.words import language

HANDS = (2, 10, 30)  # minutes one can say that hands are free for
REACH = ("drink", "eat", "toilet")  # what may be within reach of somebody who feeds at night
QUICK = ("feed", "sleep", "change", "hold")
MOST_UNDONE = 12  # ids in one undo; no tap logs more


@require_GET
def now(request: HttpRequest, family: UUID) -> HttpResponse:
    """Show what is so, and one small thing to do."""
    seat = access.seat(request, family, links=True)
    context = fragment(request, seat)
    offered = sheets(context["now"])
    made = sheets_html.__wrapped__ if offered.called else sheets_html  # what one calls a need of one's own is not kept
    context["sheets_html"] = made(offered, seat.family, language())
    return pages.page(request, "web/now.html", context, zone=context["now"].zone)


@lru_cache(maxsize=256)
def sheets_html(offered: Sheets, family: UUID, language: str) -> SafeString:  # noqa: ARG001  (it is said in it)
    """Return the sheets as they slide up; kept, since they change with a person's habits and a child's age alone."""
    return render_to_string("web/_sheets.html", {"sheets": offered, "family": family, "called": dict(offered.called)})


@lru_cache(maxsize=256)
def quick_html(children: tuple[Row, ...], language: str) -> SafeString:  # noqa: ARG001  (it is said in it)
    """Return the row of one-tap logs with its sheets; kept, since it changes as something begins or ends alone."""
    return render_to_string("web/_quick.html", {"rows": children, "quick": QUICK})


@require_GET
def fresh(request: HttpRequest, family: UUID) -> HttpResponse:
    """Return the fragment anew, or 204 when nothing that these eyes may see has changed since it was shown."""
    seat = access.seat(request, family, links=True)
    if request.GET.get("seen") == shown(ask.seen(seat), pages.now()):
        return HttpResponse(status=204)
    context = fragment(request, seat, undo=undone(request.GET.get("undo", "")))
    context["first_log"] = request.GET.get("first") == "1" and context["now"].own is not None
    return pages.page(request, "web/_now.html", context, zone=context["now"].zone)


def fragment(request: HttpRequest, seat: Seat, *, about: EntryId | None = None, **more: object) -> dict[str, Any]:
    """Return the context of the Now fragment; `about` asks for an entry with it."""
    hands = request.GET.get("hands", "")
    minutes = int(hands) if hands in map(str, HANDS) else None
    at = pages.now()
    answer = ask.now(seat, at, hands_minutes=minutes, keeps=True, about=about)
    return {
        "family": seat.family,
        "now": answer,
        "called": answer.called,
        "me": adult(answer.viewer) if answer.viewer is not None else None,
        "offered": [offer.act for offer in answer.suggestion.acts],
        "body": USUAL,
        "reach": REACH,
        "quick_html": quick_html(rows(answer), language()),
        "full_html": _full_html(answer, seat.family, shows=bool(more.pop("shows_full", False))),
        "hands": HANDS,
        "hands_said": minutes,
        "seen": shown(answer.seen, at),
        **more,
    }


def _full_html(answer: ask.Now, family: UUID, *, shows: bool) -> str:
    own = answer.own
    return fullness.html(own.full, family, answer.zone, language(), shows=shows) if own is not None else ""


def shown(seen: str, at: datetime) -> str:
    """Return a word for what was shown: it changes when something is written, and with the minutes on the clock."""
    return f"{seen}.{int(at.timestamp()) // 60}"


def undone(text: str) -> list[UUID]:
    """Return the ids that an undo names; those that are none are left out."""
    ids = (forms.id_in(part) for part in text.split(",")[:MOST_UNDONE])
    return [id for id in ids if id is not None]
