"""Help: still pages, without signing in; kept nowhere, and they load nothing from elsewhere. And what is shown where
nothing can be: of Django's own pages the one for a fault is templates/500.html, which asks nothing of anyone."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import conditional_page, require_safe

from kinwell.core.catalogue import needs
from kinwell.web import pages, regions


@require_safe
@conditional_page
def help_(request: HttpRequest) -> HttpResponse:
    """Show the doors. When a rung that means danger led here, the page itself shows what to do about it first, and
    that the sign can be kept as a note: the sign stands in no address, so that it is in no history."""
    signs = [need for need in needs().values() if need.danger]
    return _where(request, "web/help.html", {"signs": signs})


@require_safe
@conditional_page
def together(request: HttpRequest) -> HttpResponse:
    """Show what a couple can rely on, when not to use Kinwell together, and who can see what."""
    return _where(request, "web/together.html", {})


@require_safe
@conditional_page
def safe_sleep(request: HttpRequest) -> HttpResponse:
    """Show how a child sleeps safely, and when a shared bed is riskier."""
    return pages.still(request, "web/safe_sleep.html", {})


def _where(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """Return a still page with every region's numbers on it, so that a kept one serves anywhere; first the one that was
    asked for, else the one that the browser's languages name. The phone's own zone may know better (still.js)."""
    known = regions.known(settings.DATA)
    asked = request.GET.get("region", "")
    likely = regions.likely(request.headers.get("Accept-Language", ""), known)
    chosen = asked if asked in known else ""
    first = known.get(chosen or likely)
    others = [region for region in known.values() if region is not first]
    context |= {"first": first, "others": others, "chosen": bool(chosen), "today": pages.now().date()}
    context["emergencies"] = regions.emergencies(known)
    reply = pages.still(request, template, context)
    patch_vary_headers(reply, ["Accept-Language"])
    return reply


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  (Django calls it so)
    """Show that there is nothing here, and say nothing else."""
    return pages.page(request, "web/stopped.html", {"code": "error.not_found"}, status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None, reason: str = "") -> HttpResponse:  # noqa: ARG001  (Django calls it so)
    """Show that a form was not taken because it did not come from a page of ours that is still good."""
    return pages.page(request, "web/stopped.html", {"code": "error.forbidden"}, status=403)


def too_many(request: HttpRequest) -> HttpResponse:
    """Show that there were too many tries for now."""
    return pages.page(request, "web/stopped.html", {"code": "signin.too_many"}, status=429)
