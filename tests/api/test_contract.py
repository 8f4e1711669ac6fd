"""The OpenAPI document is true: whatever is sent, nothing breaks, and every answer has the shape that it tells."""

from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from kinwell.accounts.programs import SCOPES
from kinwell.api.v1 import document
from tests.api.calling import Caller, let_in
from tests.builders import ADA, IRIS
from tests.strategies import examples
from tests.web.browsing import Clock, Household

TRUE = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
DOCUMENT = document()
OPERATIONS = [(path, method) for path, operations in DOCUMENT["paths"].items() for method in operations]
EXAMPLES = 15
OF_FAMILY = {"child": str(IRIS), "adult": str(ADA)}


def in_family(sent: Any, now: str) -> Any:
    """Return a body that speaks of this family and of now, so that it is not refused for that alone."""
    if isinstance(sent, list):
        return [in_family(one, now) for one in sent]
    if not isinstance(sent, dict):
        return sent
    told = {name: in_family(value, now) for name, value in sent.items()}
    told |= {name: now for name in ("at", "noted", "sent_at") if name in told}
    told |= {"child": str(IRIS)} if "child" in told else {}
    return told | ({"id": OF_FAMILY[told["kind"]]} if told.get("kind") in ("child", "adult") else {})


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["fits", "does-not-fit"])
@pytest.mark.parametrize(("path", "method"), OPERATIONS, ids=[f"{method} {path[26:]}" for path, method in OPERATIONS])
def test_whatever_is_sent_the_answer_is_as_the_document_says(
    program: Caller, clock: Clock, path: str, method: str, mode: GenerationMode
) -> None:
    schema = schemathesis.openapi.from_dict(document())
    schema.app = get_wsgi_application()
    operation = schema[path][method]
    statuses: set[int] = set()

    @examples(EXAMPLES)
    @given(operation.as_strategy(generation_mode=mode), st.booleans())
    def law(case: Any, ours: bool) -> None:
        case.path_parameters = {"family": str(program.family)}
        if ours and case.body:
            case.body = in_family(case.body, clock.now.isoformat())
        reply = case.call(headers={**program.headers, "accept-encoding": "identity"})
        case.validate_response(reply, checks=TRUE)
        statuses.add(reply.status_code)

    law()

    assert statuses & {200, 422}, "every example stopped at the door"


def test_the_document_is_there_without_signing_in_and_tells_of_no_family(household: Household) -> None:
    told = Client().get(reverse("openapi"))

    assert told.status_code == 200
    assert told.json() == DOCUMENT
    assert not any(name in told.content.decode() for name in ("Leo", str(IRIS), str(household.home.family)))


@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_a_token_without_the_scope_that_the_document_names_gets_nothing(
    household: Household, path: str, method: str
) -> None:
    needs = DOCUMENT["paths"][path][method]["x-needs"]
    others = [scope for scope in SCOPES if scope not in (needs, needs.replace("care", "own"))]
    without, with_it = let_in(household, "ada", *others, id=80), let_in(household, "ada", needs, id=81)

    replies = [
        Client().generic(method.upper(), path.replace("{family}", str(caller.family)), headers=caller.headers)
        for caller in (without, with_it)
    ]

    assert replies[0].status_code == 403
    assert replies[1].status_code != 403


def test_what_an_answer_holds_is_all_in_its_shape(program: Caller) -> None:
    """The shapes come from tables of keys: an answer that holds another key would make the table a lie."""
    shapes = DOCUMENT["components"]["schemas"]
    for name, path in (
        ("Now", "now"),
        ("People", "people"),
        ("Needs", "needs"),
        ("Acts", "acts"),
        ("Nights", "tonight"),
    ):
        told = program.gets(path).json()
        answer = told[0] if isinstance(told, list) else told
        assert answer.keys() == shapes[name]["properties"].keys(), name
