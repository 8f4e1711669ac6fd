"""What an adult tells on the command line: a cue, what came of one, how full they are. Each is an entry like one that a
tap makes, goes in by `record`, and is followed by what is then so.

    kinwell cue eat --family Home --as Ada
    kinwell answer eat met --family Home --as Ada
    kinwell checkin --energy low --family Home --as Ada
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import wraps
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import click

from kinwell.terminal import family_of, instant_of, is_called, out, said, seat_of, with_data

if TYPE_CHECKING:
    from kinwell.core.ids import Holder, PersonId, Seat
    from kinwell.core.log.events import Event

RUNGS = ("early", "clear", "urgent")
ANSWERS = ("met", "bit", "second", "later", "not-yet", "forget")
OF_A_CHILD = ("met", "bit")


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """Who tells, of which family, and when it was; `now` is when they tell it."""

    family: Any
    seat: "Seat"
    at: datetime
    now: datetime

    def child(self, name: str) -> "PersonId":
        """Return the child of this name; raise ClickException where there is none."""
        from kinwell import ask

        found = [one.id for one in ask.people(self.seat, self.now).youngest_first() if is_called(one.name, name)]
        if not found:
            raise click.ClickException(f"no child of this family is called {name!r}")
        return found[0]

    def holder(self, child: str | None) -> "Holder":
        """Return whose need it is: the child's that was named, else one's own."""
        from kinwell.core.ids import adult
        from kinwell.core.ids import child as child_holder

        if child is not None:
            return child_holder(self.child(child))
        assert self.seat.viewer is not None  # noqa: S101  (a passphrase opened the seat)
        return adult(self.seat.viewer)

    def tells(self, event: "Event") -> None:
        """Keep it, and say what was kept and what is so now; raise ClickException with the reason it is refused for."""
        from kinwell import ask, bounds, record
        from kinwell.accounts import families
        from kinwell.core.ids import EntryId
        from kinwell.core.log.entry import Entry
        from kinwell.words import told

        try:
            bounds.check(event)
        except bounds.Unreadable as wrong:
            raise click.UsageError(str(wrong)) from wrong
        zone = families.zone_of(self.family)
        entry = Entry(
            id=EntryId(uuid4()), at=self.at, noted=self.now, by=self.seat.viewer, eyes="", zone=zone, event=event
        )
        refused = record.entries(self.seat, [entry], now=self.now).refused.get(entry.id)
        if refused is not None:
            raise click.ClickException(said(refused.code, refused.facts))
        answer = ask.now(self.seat, self.now, keeps=True)
        kept = told.what(entry, answer.people, called=answer.called)
        for line in [f"{told.when(entry)}  {kept}", *told.now_lines(answer)]:
            out.print(line, markup=False)


def tells[**P](command: Callable[P, None]) -> Callable[..., None]:
    """Add --family, --as and --at to a command, which is then called with the teller that they name."""

    @click.option("--family", "family_name", required=True)
    @click.option("--as", "person", required=True, help="Who tells it, after their passphrase.")
    @click.option("--at", help="When it was; without offset it is local to the family. Now, when left out.")
    @with_data
    @wraps(command)
    def told(*, family_name: str, person: str, at: str | None, **more: Any) -> None:
        family, now = family_of(family_name), datetime.now(UTC)
        when = instant_of(at, family) if at is not None else now
        command(Teller(family=family, seat=seat_of(family, person), at=when, now=now), **more)  # type: ignore[arg-type]  # click hands over the rest by name

    return told


@click.command()
@click.argument("need")
@click.option("--strength", type=click.Choice(RUNGS), help="How strong it is: clear, when left out.")
@click.option("--child", help="A child's cue, by the child's name; one's own, when left out.")
@tells
def cue(teller: Teller, need: str, strength: str | None, child: str | None) -> None:
    """Tell that a need was noticed: NEED is its code (eat, sleep; feed of a child), the name of one's own, or
    touched_out, needed_out."""
    from kinwell.core.catalogue import cues
    from kinwell.core.log.events import CueNoticed

    holder = teller.holder(child)
    if child is None and need in cues():
        named = cues()[need]
        if strength is not None:
            raise click.UsageError(f"{need} has a strength of its own: leave --strength out")
        teller.tells(CueNoticed(holder=holder, need=named.need, strength=named.strength, cue=need))
        return
    rung: Any = strength or "clear"
    teller.tells(CueNoticed(holder=holder, need=_need(teller, need, holder), strength=rung))


@click.command()
@click.argument("need")
@click.argument("what", type=click.Choice(ANSWERS))
@click.option("--child", help="Of a child's need, by the child's name; one's own, when left out.")
@click.option("--first", help="With second: the child who comes first. The only one, when left out.")
@click.option("--until", help="With later: feed_ends, asleep, or an instant. When a child sleeps, when left out.")
@tells
def answer(teller: Teller, need: str, what: str, child: str | None, first: str | None, until: str | None) -> None:
    """Tell what came of NEED: met, a bit, second (the child first), later; or not-yet, forget to a question."""
    if child is not None and what not in OF_A_CHILD:
        raise click.UsageError(f"a child's need can be answered by {' or '.join(OF_A_CHILD)}")
    if first is not None and what != "second":
        raise click.UsageError("--first goes with second")
    if until is not None and what != "later":
        raise click.UsageError("--until goes with later")
    holder = teller.holder(child)
    teller.tells(_answered(teller, _need(teller, need, holder), holder, what, first=first, until=until))


@click.command()
@click.option("--energy", help="A number from 0 to 10, or empty, low, half, fair, full.")
@click.option("--mood", help="A number from 0 to 10, or heavy, even, light.")
@click.option("--touch", help="A number from 0 to 10, or enough, some, welcome.")
@click.option("--patience", help="A number from 0 to 10, or thin, some, plenty.")
@tells
def checkin(teller: Teller, **scales: str | None) -> None:
    """Tell how full one is; for one's own eyes alone."""
    from kinwell.core.log.events import CheckedIn

    told = {scale: _value(scale, text) for scale, text in scales.items() if text is not None}
    if not told:
        raise click.UsageError("say at least one of --energy, --mood, --touch, --patience")
    teller.tells(CheckedIn(**told))


def _answered(
    teller: Teller, need: str, holder: "Holder", what: str, *, first: str | None, until: str | None
) -> "Event":
    """Return the event of an answer."""
    from kinwell.core.log.events import Deferred, PutSecond, QuestionAnswered, Responded

    match what:
        case "second":
            return PutSecond(holder=holder, need=need, first=teller.child(first) if first else _one_child(teller))
        case "later" if until in (None, "asleep", "feed_ends"):
            moment: Any = until or "asleep"
            return Deferred(holder=holder, need=need, until=moment)
        case "later":
            return Deferred(holder=holder, need=need, until="hour", hour=instant_of(until, teller.family))
        case "not-yet":
            return QuestionAnswered(holder=holder, need=need, answer="not_yet")
        case "forget":
            return QuestionAnswered(holder=holder, need=need, answer="forget")
    return Responded(holder=holder, needs=(need,), full=what == "met")


def _need(teller: Teller, code: str, holder: "Holder") -> str:
    """Return the code of a need of this holder; a child's may be told without the prefix that says so, one of the
    adult's own by the name they gave it."""
    from kinwell import ask
    from kinwell.core.catalogue import needs_of

    own = [need.code for need in needs_of(holder.kind)]
    found = next((one for one in (code, f"{holder.kind}.{code}") if one in own), None)
    called = ask.called(teller.seat, teller.now) if found is None and holder.kind == "adult" else {}
    found = found or next((one for one, name in called.items() if one == code or is_called(name, code)), None)
    if found is None:
        who = "a child" if holder.kind == "child" else "an adult"
        raise click.UsageError(f"{code!r} is no need of {who}; there are: {', '.join((*own, *called.values()))}")
    return found


def _one_child(teller: Teller) -> "PersonId":
    from kinwell import ask

    children = ask.people(teller.seat, teller.now).youngest_first()
    if len(children) != 1:
        raise click.UsageError("say by --first which child comes first")
    return children[0].id


def _value(scale: str, text: str) -> int:
    """Return the number that was told, or the one that a level stands for."""
    from kinwell.core.needs.fullness import SCALES

    if text.isdecimal():
        return int(text)
    if text not in SCALES[scale]:
        raise click.UsageError(f"--{scale} is a number from 0 to 10, or {', '.join(SCALES[scale])}; not {text!r}")
    return SCALES[scale][text]
