"""Help: static, without signing in; kept nowhere, and it loads nothing from elsewhere."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from kinwell.core.catalogue import needs
from kinwell.web import pages


@require_GET
def help_(request: HttpRequest) -> HttpResponse:
    """Show the doors. When a rung that means danger led here, the page itself shows what to do about it first: the sign
    stands in no address, so that it is in no history."""
    signs = [need.code for need in needs().values() if need.danger]
    return pages.page(request, "web/help.html", {"signs": signs})


@require_GET
def safe_sleep(request: HttpRequest) -> HttpResponse:
    """Show how a child sleeps safely, and when a shared bed is riskier."""
    return pages.page(request, "web/safe_sleep.html", {})


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  (Django calls it so)
    """Show that there is nothing here, and say nothing else."""
    return pages.page(request, "web/not_found.html", {}, status=404)
