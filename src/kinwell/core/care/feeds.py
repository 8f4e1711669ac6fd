"""The Feeds part: what runs and what was last, with the side it ended on."""

from datetime import timedelta

from kinwell.core.care.runs import Run, Runs, begin, end
from kinwell.core.log.events import Event, Fed, Side, SideSwitched
from kinwell.core.log.standing import Mark

CONSUMES: tuple[type[Event], ...] = (Fed, SideSwitched)
LONGEST = timedelta(hours=3)  # past that a feed was left running; what runs on a screen must be true
JOINS = timedelta(minutes=5)  # two carers telling one feed


def step(feeds: Runs, mark: Mark) -> Runs:
    """Return the feeds after this mark."""
    match mark.entry.event:
        case Fed() as fed:
            run = Run(ids=(mark.entry.id,), begin=mark.entry.at, by=mark.entry.by, how=fed.how, side=fed.side)
            if mark.edge == "began":
                return begin(feeds, fed.child, run, joins_within=JOINS)
            ended = run._replace(side=_ended_on(feeds, mark, fed), millilitres=fed.millilitres)  # not told before
            return end(feeds, fed.child, mark, ended)
        case SideSwitched(child=child, side=side) if child in feeds.running:
            going = feeds.running[child]._replace(side=side)
            return feeds._replace(running={**feeds.running, child: going})
    return feeds


def _ended_on(feeds: Runs, mark: Mark, fed: Fed) -> Side | None:
    """Return the side it ended on, as far as told: where it was switched to, or the other one when both had minutes."""
    going = feeds.running.get(fed.child)
    if going is not None and mark.entry.id in going.ids and going.side != fed.side:
        return going.side
    if fed.left_minutes and fed.right_minutes and fed.side:
        return "right" if fed.side == "left" else "left"
    return fed.side
