"""The page of the API, docs/api.md, from its OpenAPI document; docs.py writes it with the others."""

import os
import tempfile
from collections.abc import Iterator
from typing import Any

type Json = dict[str, Any]

PAGE = """\
# The API

Written by `make docs` from [src/kinwell/api](../src/kinwell/api/__init__.py), which also serves it for programs, at
`/api/v1/openapi.json` (without signing in: it holds the structure, and nothing of any family).

An adult makes a token in the family's pages, under *Family, Other programs*, and chooses what it may do. A helper makes
none. It is sent as `Authorization: Bearer TOKEN`; cookies open nothing here. That page also shows the family's address.

| scope | what a program may do with it |
|---|---|
| `care:read` | read child care: what everyone who cares for the children sees |
| `care:write` | write child care in the name of whoever let it in, and change what they wrote |
| `own:read` | read all that its adult sees: what is theirs alone, and what the adults share |
| `own:write` | write what is theirs alone, and what the adults share |

To write is not to read: a program that may write alone learns what became of its entries, and nothing else. A token
that was taken back opens nothing from that moment on; so does one whose adult left. Another family, a token of another
family, and whatever these eyes may not see are "not there", 404, and nothing tells them apart.

Whatever goes wrong is told as `{"code": ..., "text": ...}`: 400 for what is no JSON, 401 without a good token, 403 with
the scope that would do, 404, 405, 413 for more than a body can hold, 422 with the field that does not fit. Nothing that
was sent stands in it. Answers are of one instant and for one pair of eyes: they say `Cache-Control: no-store`, and bear
no ETag.
"""

EVENTS = """\
An entry is an event in an envelope: `id` (a UUID of the sender's, random where the entry is one's own), `kind`,
`at`, `until` of a span that ended, `noted`, `zone`, and `body`, by [its kind](events.md). Author and eyes are never
taken from what was sent. What opens one's own to another, a yes for two (a pair, a night, a favour) and bringing back
what was removed are said on one's own screen, and by no program.
"""

DOCUMENTED_IN = {"Now": "cli.md", "Nights": "cli.md", "Cards": "cli.md"}  # with the commands that say the same

SHAPES = {
    "Entry": "an entry",
    "KeptEntry": "an entry, with `by`, `eyes` and `source`",
    "Who": "`kind` (`child`, `adult` or `pair`) and `id`",
    "Later": "`until` (`feed_ends`, `asleep` or `hour`) and the `hour`",
}


def page() -> str:
    """Return the page: what holds for all, and each address."""
    document = _document()
    shapes = document["components"]["schemas"]
    found = [
        section
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
        for section in _operation(method.upper(), path, operation, shapes)
    ]
    return "\n".join([PAGE, EVENTS, *found])


def _document() -> Json:
    """Return the OpenAPI document; Django wants a data folder for that, and gets one that is thrown away."""
    import django
    from django.apps import apps

    if not apps.ready:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kinwell.server.settings")
        os.environ.setdefault("KINWELL_DATA", tempfile.mkdtemp())
        django.setup()
    from kinwell.api.v1 import document

    return document()


def _operation(method: str, path: str, operation: Json, shapes: Json) -> Iterator[str]:
    yield f"## {method} {path}\n"
    yield f"{' '.join(operation['description'].split())} Needs `{operation['x-needs']}`.\n"
    rows = [(one["name"], one.get("description", ""), one["schema"]) for one in operation["parameters"]]
    if asked := [row for row in rows if row[0] != "family"]:
        yield "| asked by | what |\n|---|---|\n" + "".join(
            f"| `{name}` | {_kind(of)}{f'; {said}' if said else ''} |\n" for name, said, of in asked
        )
    if body := operation.get("requestBody"):
        of = body["content"]["application/json"]["schema"]
        yield "| in the body | what |\n|---|---|\n" + "".join(
            f"| `{name}` | {_kind(told)} |\n" for name, told in shapes[_name(of["$ref"])]["properties"].items()
        )
    answer = operation["responses"]["200"]["content"]["application/json"]["schema"]
    name = _name(answer.get("$ref") or answer["items"]["$ref"])
    yield from _answer(name, shapes[name], many="items" in answer)


def _answer(name: str, shape: Json, *, many: bool) -> Iterator[str]:
    of = "Each of the list" if many else "The answer"
    if name in DOCUMENTED_IN:
        yield f"{of} has the keys of [the command's JSON]({DOCUMENTED_IN[name]}).\n"
        return
    yield f"| {of.lower()} | what |\n|---|---|\n" + "".join(f"| `{key}` | {told} |\n" for key, told in _keys(shape))


def _keys(shape: Json, under: str = "") -> Iterator[tuple[str, str]]:
    """Yield the keys of a shape, those inside others too, with what they mean."""
    for key, of in shape["properties"].items():
        yield f"{under}{key}", of.get("description") or _kind(of)
        inside = of.get("items", of)
        if "properties" in inside:
            yield from _keys(inside, f"{under}{key}{'[].' if 'items' in of else '.'}")


def _kind(of: Json) -> str:
    """Return what a value can be, as one would say it."""
    if "$ref" in of:
        return SHAPES[_name(of["$ref"])]
    if "anyOf" in of:
        return " or ".join(_kind(one) for one in of["anyOf"])
    if "enum" in of:
        return " or ".join(f"`{one}`" for one in of["enum"])
    if of.get("type") == "array":
        return f"list: {_kind(of['items'])}"
    return str(of.get("format") or of.get("type") or "anything")


def _name(ref: str) -> str:
    return ref.rsplit("/", 1)[-1]
