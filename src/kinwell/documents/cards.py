"""A hand-over card as JSON, for the command line and the API. Of the adults it holds who said that they have the
child, or has them by a settled night, and nothing else.

| key | meaning |
|---|---|
| `at` | the instant answered for; like every instant here ISO 8601, in UTC |
| `child` | name |
| `born` | a date; where the day was not told, the middle of the month |
| `now` | `asleep` or `awake`; null where it is not known |
| `since` | since when |
| `duty` | who has the child; null where nobody said so and no night is settled |
| `duty.person` | name |
| `duty.by` | `said` or `settled` |
| `duty.since` | since when |
| `duty.until` | when a settled night hands the child on; null without one |
| `duty.also` | who said so at about the same time; null for nobody |
| `fed` | the feed that goes on or was last; null where none was told |
| `fed.begin` | when it began |
| `fed.runs` | whether it goes on |
| `fed.how` | `breast`, `bottle` or `solid` |
| `fed.side` | `left` or `right`; null where not told |
| `fed.millilitres` | of a bottle; null where not told |
| `next_side` | the side for the next feed; null where not known |
| `next_feed` | when the next often begins at this age; null once that is past |
| `next_feed.early` | from when |
| `next_feed.late` | to when |
| `slept` | the sleep that goes on or was last; null where not known |
| `slept.begin` | when it began |
| `slept.end` | when it ended; null while it goes on |
| `next_sleep` | when a child who is awake is often tired, or one who naps is often up; null once that is past |
| `next_sleep.early` | from when |
| `next_sleep.late` | to when |
| `learning` | whether the log is younger than a week: the child's own rhythm is not known |
| `changed` | the last change; null where none was told |
| `changed.at` | when |
| `changed.wet` | whether it was wet |
| `changed.dirty` | whether it was dirty |
| `medicine` | null: no kind of entry tells of it yet |
| `helps` | what helps, in an adult's words; empty where nothing was written, like the two below |
| `places` | where things are |
| `ring_first` | whom to ring first |
| `own_way` | whether whoever takes over is told to do it their way |
| `line` | the line that was left in the last day; null without one |
| `line.at` | when |
| `line.by` | name |
| `line.text` | the line |
"""

from datetime import datetime
from typing import Any

from kinwell.ask import Card, Slept
from kinwell.core.care.cards import Line
from kinwell.core.handover import Between, Fact
from kinwell.core.people import People
from kinwell.core.together.duty import Duty


def card_as_json(card: Card) -> dict[str, Any]:
    """Return a card, ready for JSON; its keys are documented in docs/cli.md and pinned."""
    lines = card.lines
    return {
        "at": card.at.isoformat(),
        "child": card.child.name,
        "born": card.child.born.isoformat(),
        "now": card.now.kind if card.now is not None else None,
        "since": _instant(card.now.at if card.now is not None else None),
        "duty": _duty(card.duty, card.people),
        "fed": _fed(lines.fed),
        "next_side": lines.next_side,
        "next_feed": _between(lines.next_feed),
        "slept": _slept(lines.slept),
        "next_sleep": _between(lines.next_sleep),
        "learning": card.learning,
        "changed": _changed(lines.changed),
        "medicine": lines.medicine,
        "helps": lines.helps,
        "places": card.written.places,
        "ring_first": card.written.ring_first,
        "own_way": card.written.own_way,
        "line": _line(card.line, card.people),
    }


def _duty(duty: Duty | None, people: People) -> dict[str, Any] | None:
    if duty is None:
        return None
    return {
        "person": people.name(duty.person),
        "by": duty.by,
        "since": duty.since.isoformat(),
        "until": _instant(duty.until),
        "also": people.name(duty.also) if duty.also is not None else None,
    }


def _fed(fed: Fact | None) -> dict[str, Any] | None:
    if fed is None:
        return None
    told = {"how": fed.how, "side": fed.side, "millilitres": fed.millilitres}
    return {"begin": fed.at.isoformat(), "runs": fed.kind == "feeding", **told}


def _slept(slept: Slept | None) -> dict[str, Any] | None:
    return {"begin": slept.begin.isoformat(), "end": _instant(slept.end)} if slept is not None else None


def _changed(changed: Fact | None) -> dict[str, Any] | None:
    if changed is None:
        return None
    return {"at": changed.at.isoformat(), "wet": bool(changed.wet), "dirty": bool(changed.dirty)}


def _line(line: Line | None, people: People) -> dict[str, Any] | None:
    if line is None:
        return None
    return {"at": line.at.isoformat(), "by": people.name(line.by) if line.by is not None else "", "text": line.text}


def _between(between: Between | None) -> dict[str, str] | None:
    return {"early": between.early.isoformat(), "late": between.late.isoformat()} if between is not None else None


def _instant(at: datetime | None) -> str | None:
    return at.isoformat() if at is not None else None
