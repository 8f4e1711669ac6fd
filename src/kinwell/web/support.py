"""Help: static, without signing in; kept nowhere, and it loads nothing from elsewhere. And what is shown where nothing
can be: of Django's own pages the one for a fault is templates/500.html, which asks nothing of anyone."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from kinwell.core.catalogue import needs
from kinwell.web import pages


@require_GET
def help_(request: HttpRequest) -> HttpResponse:
    """Show the doors. When a rung that means danger led here, the page itself shows what to do about it first, and
    that the sign can be kept as a note: the sign stands in no address, so that it is in no history."""
    signs = [need for need in needs().values() if need.danger]
    return pages.page(request, "web/help.html", {"signs": signs})


@require_GET
def safe_sleep(request: HttpRequest) -> HttpResponse:
    """Show how a child sleeps safely, and when a shared bed is riskier."""
    return pages.page(request, "web/safe_sleep.html", {})


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  (Django calls it so)
    """Show that there is nothing here, and say nothing else."""
    return pages.page(request, "web/stopped.html", {"code": "error.not_found"}, status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None, reason: str = "") -> HttpResponse:  # noqa: ARG001  (Django calls it so)
    """Show that a form was not taken because it did not come from a page of ours that is still good."""
    return pages.page(request, "web/stopped.html", {"code": "error.forbidden"}, status=403)


def too_many(request: HttpRequest) -> HttpResponse:
    """Show that there were too many tries for now."""
    return pages.page(request, "web/stopped.html", {"code": "signin.too_many"}, status=429)
