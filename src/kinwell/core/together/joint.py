"""The Joint part: with whom an adult leaves off what is for two. That adult's alone; the other learns nothing of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from kinwell.core.ids import PersonId
from kinwell.core.log.events import Event, JointStepsSet
from kinwell.core.log.standing import Mark

CONSUMES: tuple[type[Event], ...] = (JointStepsSet,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Joint:
    """By author, the other adults with whom they leave steps for two off."""

    off: Mapping[PersonId, frozenset[PersonId]] = field(default_factory=dict)

    def left_by(self, author: PersonId | None) -> frozenset[PersonId]:
        """Return the adults with whom this one leaves steps for two off."""
        return self.off.get(author, frozenset()) if author is not None else frozenset()


def step(joint: Joint, mark: Mark) -> Joint:
    """Return what is left off after this mark."""
    author = mark.entry.by
    match mark.entry.event:
        case JointStepsSet(other=other, on=on) if author is not None:
            rest = joint.left_by(author) - {other}
            return replace(joint, off={**joint.off, author: rest if on else rest | {other}})
    return joint
