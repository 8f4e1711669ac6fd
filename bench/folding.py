"""Core alone, as Ada sees the family: fold, suggest, and what a snapshot weighs and costs to load."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from random import Random

from bench import many
from bench.family import Home
from bench.measure import CannotMeasure, Figure, figure, milliseconds, repeated
from kinwell import ask, codec
from kinwell.core import suggest
from kinwell.core.log.standing import Mark, marks, stand
from kinwell.core.state import State, fold
from kinwell.store import recall
from kinwell.store.within import within

PART = 2000  # entries: about what lies between two quarters
FEW, SOME, MANY = 3, 15, 50  # repeats, the fewer the longer one takes
KILOBYTE = 1000


def figures(home: Home, at: datetime) -> Iterator[Figure]:
    """Yield the figures of core."""
    viewer = home.ada.viewer
    if viewer is None:
        raise CannotMeasure("Ada is nobody")
    with within(home.family):
        entries = recall.tail(home.ada, None)
    line = marks(stand(entries).entries)
    part = _last(line)
    before = fold(State(zone=home.zone), line[: len(line) - len(part)])
    yield figure("stand and mark all entries", "s", *repeated(lambda: marks(stand(entries).entries), FEW))
    yield figure("fold all entries", "s", *repeated(lambda: fold(State(zone=home.zone), line), FEW))
    yield figure(f"fold {PART:,} entries", "ms", *milliseconds(repeated(lambda: fold(before, part), SOME)))
    state = ask.state(home.ada, at)
    yield figure("suggest", "ms", *milliseconds(repeated(lambda: suggest.now(state, viewer, at), MANY)))
    crowded = many.crowded(Random(1))  # noqa: S311  (a made-up family, not a secret)
    busy = repeated(lambda: suggest.now(crowded, many.ADA, many.AT, hands_minutes=30), MANY)
    yield figure(f"suggest, {many.ACTS} acts x {many.NEEDS} needs", "ms", *milliseconds(busy), limit=5)
    body = codec.dump_state(state)
    yield figure("snapshot", "kB", len(body) / KILOBYTE)
    yield figure("snapshot, load", "ms", *milliseconds(repeated(lambda: codec.load_state(body), MANY)))


def _last(line: Sequence[Mark]) -> Sequence[Mark]:
    """Return the marks at the end of the line that this many entries left."""
    seen: set[object] = set()
    for index in range(len(line) - 1, -1, -1):
        seen.add(line[index].entry.id)
        if len(seen) > PART:
            return line[index + 1 :]
    return line
