"""Why we say a thing, without prose or language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

type Fact = str | int | float | bool | datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A code that words/ can say in every language, with the facts that the sentence names."""

    code: str
    facts: Mapping[str, Fact] = field(default_factory=lambda: MappingProxyType({}))
