"""The first version of the API: its addresses are made here, and whatever goes wrong has one shape, {code, text}."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from kinwell.accounts.programs import NotThere, OutOfScope
from kinwell.api import reading, schema, writing  # noqa: F401  (both hang their operations on the router)
from kinwell.api.asked import Unfit, router
from kinwell.words import say

PREFIX = "api/v1/"
DESCRIPTION = """\
What Kinwell answers and takes, for programs that an adult of a family lets in. A token is made in the family's pages,
under Family, Other programs, and is sent as `Authorization: Bearer TOKEN`; cookies open nothing here. Everything of a
family lies under its id. Instants are ISO 8601, in UTC; whatever goes wrong is told as `code` and `text`.
"""


api = NinjaAPI(
    title="Kinwell", version="1", description=DESCRIPTION, docs_url=None, openapi_url=None, urls_namespace="api-1"
)
api.add_router("/families/", router)


def openapi(_: HttpRequest) -> HttpResponse:
    """Return the OpenAPI document. Nobody need sign in for it: it holds the structure and nothing of any family."""
    return JsonResponse(document())


def document() -> dict[str, Any]:
    """Return what the API is, for programs: what ninja finds by itself, with the shapes of entries and answers."""
    return schema.completed(api.get_openapi_schema(path_prefix=PREFIX))


def wrong(status: int, code: str, **facts: object) -> HttpResponse:
    """Return what went wrong, in the one shape it has."""
    return api.create_response(None, {"code": code, "text": say(code, facts)}, status=status)  # type: ignore[arg-type]


@api.exception_handler(AuthenticationError)
def _no_token(request: HttpRequest, _: Exception) -> HttpResponse:
    reply = wrong(401, "api.no_token")
    reply["WWW-Authenticate"] = "Bearer"
    return reply


@api.exception_handler(OutOfScope)
def _out_of_scope(request: HttpRequest, error: OutOfScope) -> HttpResponse:
    return wrong(403, "api.out_of_scope", scope=error.needs)


@api.exception_handler(NotThere)
@api.exception_handler(Http404)
def _not_there(request: HttpRequest, _: Exception) -> HttpResponse:
    return wrong(404, "error.not_found")


@api.exception_handler(RequestDataTooBig)
def _too_big(request: HttpRequest, _: Exception) -> HttpResponse:
    return wrong(413, "refused.too_large")


@api.exception_handler(HttpError)
def _no_json(request: HttpRequest, _: HttpError) -> HttpResponse:
    return wrong(400, "api.no_json")


@api.exception_handler(ValidationError)
def _unfit(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Name the first field that does not fit; never what it held."""
    place = error.errors[0].get("loc", ()) if error.errors else ()
    return wrong(422, "api.unfit", field=".".join(str(part)[:40] for part in place[-2:]))


@api.exception_handler(Unfit)
def _unfit_here(request: HttpRequest, error: Unfit) -> HttpResponse:
    return wrong(422, "api.unfit", field=str(error))
