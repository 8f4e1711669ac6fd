"""Words about other entries: corrected, taken back, brought back, shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import ClassVar

from kinwell.core.ids import EntryId
from kinwell.core.log.events.base import Born, Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Amended(Event):
    """Some fields of an earlier entry are corrected; `of` is its kind, `changes` holds changed fields only.

    Besides the event's own fields the envelope's `at`, `until` and `zone` may be among them.
    """

    KIND: ClassVar[str] = "log.amended"
    BORN: ClassVar[Born] = "target"
    target: EntryId
    of: str
    changes: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Retracted(Event):
    """An entry counts as never written, until it is restored."""

    KIND: ClassVar[str] = "log.retracted"
    BORN: ClassVar[Born] = "target"
    target: EntryId


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored(Event):
    """An entry retracted before this counts again."""

    KIND: ClassVar[str] = "log.restored"
    BORN: ClassVar[Born] = "target"
    target: EntryId


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What an author shows of a private entry: a copy that other eyes can read, since the sealed row they cannot."""

    at: datetime
    until: datetime | None
    noted: datetime
    zone: str
    of: str
    event: Event


@dataclass(frozen=True, slots=True, kw_only=True)
class EyesChanged(Event):
    """The author opens an entry of their own to wider eyes, with a copy of it in `shown`; or takes that back (`me`).
    `rule` is what they chose to show by need, where the copy follows from that."""

    KIND: ClassVar[str] = "log.eyes"
    BORN: ClassVar[Born] = "target"
    target: EntryId
    eyes: str
    shown: Shown | None = None
    rule: EntryId | None = None
