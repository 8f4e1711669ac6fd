"""What a form of entries hands back besides its fields: the id the page gave it, and what it showed when opened."""

import json
from typing import Any
from uuid import UUID

from django.http import Http404, QueryDict

from kinwell.core.ids import EntryId


def id_of(sent: QueryDict) -> EntryId:
    """Return the id that the page gave to a form's entry; raise Http404 for a form without one."""
    try:
        return EntryId(UUID(sent.get("id", "")))
    except ValueError as error:
        raise Http404 from error


def was(sent: QueryDict) -> dict[str, Any]:
    """Return what the form showed when it was opened, as it hands it back; nothing where it does not."""
    try:
        shown = json.loads(sent.get("was", ""))
    except ValueError:
        return {}
    return shown if isinstance(shown, dict) else {}
