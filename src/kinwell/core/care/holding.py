"""The Holding part: who is in arms, and when last."""

from datetime import timedelta

from kinwell.core.care.runs import Run, Runs, begin, end
from kinwell.core.log.events import Event, Held
from kinwell.core.log.standing import Mark

CONSUMES: tuple[type[Event], ...] = (Held,)
LONGEST = timedelta(hours=6)  # past that a hold was left running
JOINS = timedelta(minutes=5)


def step(holding: Runs, mark: Mark) -> Runs:
    """Return the holding after this mark."""
    match mark.entry.event:
        case Held(child=child):
            run = Run(ids=(mark.entry.id,), begin=mark.entry.at, by=mark.entry.by)
            if mark.edge == "began":
                return begin(holding, child, run, joins_within=JOINS)
            return end(holding, child, mark, run)
    return holding
