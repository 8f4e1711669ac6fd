"""What the OpenAPI document says of answers and entries. Nothing is written twice: an answer's shape comes from the
table of its keys (documents/), an entry's from the dataclass of its kind (core/log/events)."""

import re
from importlib import import_module
from typing import Any

import msgspec

from kinwell.core.log.events import KINDS

type Json = dict[str, Any]

REF = "#/components/schemas/"
ENTRY, KEPT, ERROR = f"{REF}Entry", f"{REF}KeptEntry", f"{REF}Error"
SOME_REFUSED = f"{REF}SomeRefused"
DOCUMENTS = ("now", "nights", "cards", "people", "needs", "acts")
SOMETIMES = "there where told"  # of a key that is left out where nothing was told of it, and of those it counts
FREE = "facts"  # under this key an object has the keys of its sentence
TEXT: Json = {"type": "string"}
UUID: Json = {"type": "string", "format": "uuid"}
INSTANT: Json = {"type": "string", "format": "date-time"}
_ROW = re.compile(r"^\| `([^`]+)` \| (.+) \|$", re.MULTILINE)
_COUNTED = {"four": 4, "three": 3, "two": 2}


def answers(document: str, *, many: bool = False, needs: str = "care:read") -> Json:
    """Return what an operation that answers with this document adds to what ninja says of it: the shape, and the scope
    without which a token gets nothing."""
    ref = {"$ref": f"{REF}{document.title()}"}
    return {"x-needs": needs, "responses": {200: _json({"type": "array", "items": ref} if many else ref)}}


def recorded() -> Json:
    """Return what an operation that keeps entries adds to what ninja says of it."""
    replies = {200: _json({"$ref": f"{REF}Recorded"}), 422: _json({"anyOf": [{"$ref": ERROR}, {"$ref": SOME_REFUSED}]})}
    return {"x-needs": "care:write", "responses": replies}


def completed(found: Any) -> Json:
    """Return the document that ninja made, in order, with our shapes and with what can go wrong."""
    components = found["components"].setdefault("schemas", {})
    components |= {name.title(): shape(_table(name)) for name in DOCUMENTS} | _shapes() | _events()
    components["SentEntries"]["properties"]["entries"]["items"] = {"$ref": ENTRY}
    found["paths"] = {path: dict(sorted(operations.items())) for path, operations in sorted(found["paths"].items())}
    for operations in found["paths"].values():
        for operation in operations.values():
            takes = ["400", "413"] if "requestBody" in operation else []
            operation["responses"] = {str(status): said for status, said in operation["responses"].items()}
            for status in (*takes, "401", "403", "404", "422"):
                operation["responses"].setdefault(status, _json({"$ref": ERROR}))
    return dict(found)


def shape(rows: list[tuple[str, str]]) -> Json:
    """Return the JSON schema of a table of keys: (path, meaning), the path with `[]` for what is a list."""
    root: Json = {"type": "object", "properties": {}, "required": []}
    left_out = 0
    for path, meaning in rows:
        *above, name = path.split(".")
        where = root
        for step in above:
            where = _inside(where["properties"][step.removesuffix("[]")], is_list=step.endswith("[]"), name=step)
        where["properties"][name] = {"description": meaning}
        if SOMETIMES in meaning:
            left_out = 1 + next((number for word, number in _COUNTED.items() if f"the {word} below" in meaning), 0)
        if left_out:
            left_out -= 1
        else:
            where["required"].append(name)
    return root


def _inside(of: Json, *, is_list: bool, name: str) -> Json:
    """Return the object that a key holds, or each of its list, made where this is the first key in it."""
    fresh: Json = {"properties": {}, "required": []}
    if is_list:
        of["type"] = "array"
        inside: Json = of.setdefault("items", {"type": "object", **fresh})
        return inside
    of.setdefault("type", ["object", "null"] if "null" in of["description"] else "object")
    for key, empty in fresh.items():
        of.setdefault(key, empty)
    return of


def _table(document: str) -> list[tuple[str, str]]:
    """Return the keys of a document and what they mean, from the table in its module's docstring."""
    return _ROW.findall(import_module(f"kinwell.documents.{document}").__doc__ or "")


def _json(schema: Json) -> Json:
    return {"description": "", "content": {"application/json": {"schema": schema}}}


def _object(required: list[str] | None = None, /, **properties: Json) -> Json:
    return {"type": "object", "properties": properties, "required": [*properties] if required is None else required}


def _list(of: Json) -> Json:
    return {"type": "array", "items": of}


def _or_null(of: Json) -> Json:
    return {"anyOf": [of, {"type": "null"}]}


def _shapes() -> Json:
    """Return the shapes that are the API's own."""
    refused = _object(id=_or_null(UUID), code=TEXT, text=TEXT, field=_or_null(TEXT))
    ids = {"kept": _list(UUID), "there": _list(UUID), "refused": _list(refused)}
    return {
        "Error": _object(code=TEXT, text=TEXT),
        "Recorded": _object(**ids),
        "SomeRefused": _object(["code", "text"], code=TEXT, text=TEXT, **ids),
        "Entries": _object(entries=_list({"$ref": KEPT}), next=_or_null(TEXT)),
    }


def _events() -> Json:
    """Return an entry as it is sent and as it is kept, and the body of each kind."""
    refs, bodies = msgspec.json.schema_components(
        KINDS.values(), schema_hook=lambda _: {"description": "by its field"}, ref_template=REF + "{name}"
    )
    of_kind = [_object(kind={"const": kind}, body=ref) for kind, ref in zip(KINDS, refs, strict=True)]
    envelope = {"id": UUID, "kind": TEXT, "at": INSTANT, "noted": INSTANT, "body": {"type": "object"}}
    more = {"until": _or_null(INSTANT), "zone": TEXT}
    kept = {"by": _or_null(UUID), "eyes": TEXT, "source": TEXT}
    return {
        "Entry": _object([*envelope], **envelope, **more) | {"anyOf": of_kind},
        "KeptEntry": _object(**envelope, **more, **kept) | {"anyOf": of_kind},
        **msgspec.json.decode(msgspec.json.encode(bodies)),
    }
