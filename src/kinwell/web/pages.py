"""Rendering a page: the template, and by which light it is read."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from zoneinfo import available_timezones

import segno
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from kinwell.core.catalogue import clock_default
from kinwell.core.clock import within_hours

THEMES = ("day", "night")
KEPT = 60 * 60 * 24 * 365  # seconds that this device keeps by which light it reads
STILL_KEPT = 60 * 60 * 24 * 7  # seconds: long enough for a week in hospital, short enough for a number that changed


def now() -> datetime:
    """Return the present instant: the clock at the door, read here and passed down."""
    return datetime.now(UTC)


def present(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Keep on each request the instant at which it came (Django's way of a middleware), for whoever asks from when on
    something has ended."""

    def answered(request: HttpRequest) -> HttpResponseBase:
        request.present = now()  # type: ignore[attr-defined]
        return get_response(request)

    return answered


def page(
    request: HttpRequest, template: str, context: dict[str, Any], *, zone: str = "", status: int = 200
) -> HttpResponse:
    """Return the page, by day or by night: as chosen on this device, else by the hour of the family's wall clock. No
    browser keeps it: whoever takes up the phone after a sign-out finds nothing.

    Pages without a family, such as the sign-in at 3 a.m., go by the zone of the family that this device last saw.
    """
    last = request.COOKIES.get("zone", "")
    where = zone or (last if last in available_timezones() else "UTC")
    reply = render(request, template, {**context, "zone": where, "theme": theme(request, where)}, status=status)
    reply["Cache-Control"] = "no-store"
    if zone and zone != last:
        reply.set_cookie("zone", zone, max_age=KEPT, samesite="Lax", httponly=True)
    return reply


def still(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """Return a page that is the same for everyone and that browsers may keep, to open it without reception: no cookie
    is read or given, and by which light it is read the phone finds out by itself (still.js)."""
    night = [clock_default(name).hour for name in ("night_screen_from", "night_screen_to")]
    reply = render(request, template, {**context, "theme": "day", "night": night})
    reply["Cache-Control"] = f"public, max-age={STILL_KEPT}"
    return reply


def qr(link: str) -> str:
    """Return a link as a code to scan, an SVG that takes the size of its place."""
    return str(segno.make(link, error="m").svg_inline(scale=5, border=2, omitsize=True))


def theme(request: HttpRequest, zone: str) -> str:
    """Return `day` or `night`."""
    chosen = request.COOKIES.get("theme")
    if chosen in THEMES:
        return chosen
    begin, end = clock_default("night_screen_from"), clock_default("night_screen_to")
    return "night" if within_hours(now(), begin=begin, end=end, zone_name=zone) else "day"
