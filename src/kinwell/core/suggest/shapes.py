"""What is answered: acts on offer with their reasons, and the needs that are only named."""

from dataclasses import dataclass

from kinwell.core.catalogue import Meets
from kinwell.core.ids import Holder, PersonId
from kinwell.core.reasons import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """One need of one holder."""

    holder: Holder
    need: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """An act of `by`, who is the viewer, or somebody present whom the viewer may ask; `meets` is what it would really
    relieve now, the weightiest reason is the first; `does` is all that the act is for."""

    act: str
    minutes: float
    by: PersonId
    meets: tuple[Met, ...]
    reasons: tuple[Reason, ...]
    does: tuple[Meets, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """At most three acts; and what also waits, to be named in one line: a child's cue or an adult need at its floor
    that none of them meets."""

    acts: tuple[Offer, ...] = ()
    named: tuple[Met, ...] = ()
