"""What forms hand back: the id the page gave to their entry, what they showed when opened, a month of birth."""

import json
from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, QueryDict

from kinwell.accounts.families import Refused
from kinwell.core.ids import EntryId


def id_of(sent: QueryDict) -> EntryId:
    """Return the id that the page gave to a form's entry; raise Http404 for a form without one."""
    try:
        return EntryId(UUID(sent.get("id", "")))
    except ValueError as error:
        raise Http404 from error


def month(text: str) -> date:
    """Return the first day of a month written as 2026-08; raise Refused for anything else."""
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError as error:
        raise Refused("first.born_missing") from error


def was(sent: QueryDict) -> dict[str, Any]:
    """Return what the form showed when it was opened, as it hands it back; nothing where it does not."""
    try:
        shown = json.loads(sent.get("was", ""))
    except ValueError:
        return {}
    return shown if isinstance(shown, dict) else {}
