"""Rendering a page: the template, and by which light it is read."""

from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kinwell.core.catalogue import clock_default
from kinwell.core.clock import within_hours

THEMES = ("day", "night")


def now() -> datetime:
    """Return the present instant: the clock at the door, read here and passed down."""
    return datetime.now(UTC)


def page(
    request: HttpRequest, template: str, context: dict[str, Any], *, zone: str = "UTC", status: int = 200
) -> HttpResponse:
    """Return the page, by day or by night: as chosen on this device, else by the hour of the family's wall clock. No
    browser keeps it: whoever takes up the phone after a sign-out finds nothing."""
    reply = render(request, template, {**context, "zone": zone, "theme": theme(request, zone)}, status=status)
    reply["Cache-Control"] = "no-store"
    return reply


def theme(request: HttpRequest, zone: str) -> str:
    """Return `day` or `night`."""
    chosen = request.COOKIES.get("theme")
    if chosen in THEMES:
        return chosen
    begin, end = clock_default("night_screen_from"), clock_default("night_screen_to")
    return "night" if within_hours(now(), begin=begin, end=end, zone_name=zone) else "day"
