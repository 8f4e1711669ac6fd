"""The Sleep part: which child sleeps, and since when the others have been awake."""

from datetime import timedelta

from kinwell.core.care.runs import Run, Runs, begin, end
from kinwell.core.ids import PersonId
from kinwell.core.log.events import Event, Slept
from kinwell.core.log.standing import Mark

CONSUMES: tuple[type[Event], ...] = (Slept,)
LONGEST = timedelta(hours=16)  # a sleep over 16 h, anyone's, is no sleep but an end never told (docs/model.md, 3)
JOINS = timedelta(minutes=20)  # two telling one sleep


def step(sleeps: Runs, mark: Mark) -> Runs:
    """Return the children's sleeps after this mark; an adult's own sleep is a matter of needs, not of care."""
    match mark.entry.event:
        case Slept(holder=holder) if holder.kind == "child":
            child = PersonId(holder.id)
            run = Run(ids=(mark.entry.id,), begin=mark.entry.at, by=mark.entry.by)
            if mark.edge == "began":
                return begin(sleeps, child, run, joins_within=JOINS)
            return end(sleeps, child, mark, run)
    return sleeps
