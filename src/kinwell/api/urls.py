"""Addresses of the API. What answers nowhere, and a method that an address does not take, are told as JSON too."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver, path, re_path
from django.views.decorators.http import require_GET

from kinwell.api.v1 import api, openapi, wrong

type View = Callable[..., HttpResponseBase]


def nowhere(request: HttpRequest) -> HttpResponseBase:
    """Tell that nothing is here."""
    return wrong(404, "error.not_found")


def told(view: View) -> View:
    """Return the view, whose answers nobody keeps: they hold what a family told, and are of one instant."""

    @wraps(view)
    def answered(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        reply = view(request, *args, **kwargs)
        if reply.status_code == 405:  # noqa: PLR2004  (a method that is not allowed)
            allowed = reply["Allow"]
            reply = wrong(405, "api.method")
            reply["Allow"] = allowed
        reply["Cache-Control"] = "no-store"
        return reply

    answered.csrf_exempt = True  # type: ignore[attr-defined]  # no cookie opens anything here
    return answered


def _told(pattern: URLPattern) -> URLPattern:
    pattern.callback = told(pattern.callback)
    return pattern


_patterns, _name, _space = api.urls
_found = [_told(pattern) for pattern in _patterns if isinstance(pattern, URLPattern) and pattern.name != "api-root"]
urlpatterns: list[URLPattern | URLResolver] = [
    path("v1/openapi.json", told(require_GET(openapi)), name="openapi"),
    path("v1/", ([*_found], _name, _space)),
    re_path("", told(nowhere)),
]
