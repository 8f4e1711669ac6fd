"""Answers as JSON, for the command line and the API: codes and instants, and names where a family reads them.

No adult's level ever stands in an answer for another: `own` is the viewer's, and null for shared eyes. The table goes
into docs/cli.md, and a test holds it to what comes out.

| key | meaning |
|---|---|
| `at` | the instant answered for; like every instant here ISO 8601, in UTC |
| `viewer` | the name of the person looking; null for shared eyes |
| `doing` | what goes on now; empty when nothing does |
| `doing[].person` | whose it is, by name |
| `doing[].kind` | `sleep`, `feed` or `hold` of a child; `act` of the viewer's own |
| `doing[].since` | when it began |
| `own` | the viewer's own state; null for shared eyes, and for a helper |
| `own.level` | 0 to 100; null while less than two thirds of the weight is known |
| `own.needs` | every adult need of the catalogue, in its order, then those that the viewer named |
| `own.needs[].need` | its code |
| `own.needs[].known` | whether enough was told lately to speak of it |
| `own.needs[].deficit` | 0 met to 1; null while unknown |
| `own.needs[].wait_minutes` | since it was last met, on the need's own clock; null while unknown |
| `own.needs[].at_floor` | its longest wait has passed, and its holder spoke of it |
| `own.needs[].asked` | its longest wait has passed without a word: a question is open |
| `children` | every child of the family |
| `children[].child` | name |
| `children[].facts` | what was told, what goes on first; empty when nothing was |
| `children[].facts[].kind` | `feeding`, `asleep`, `holding`, `awake`, `fed`, `changed` or `held` |
| `children[].facts[].at` | since when, or when; of `fed` its begin, of `held` its end |
| `children[].facts[].minutes_ago` | whole minutes from then to `at` |
| `children[].facts[].how` | `breast`, `bottle` or `solid`; this and the four below are there where told |
| `children[].facts[].side` | `left` or `right` |
| `children[].facts[].millilitres` | of a bottle |
| `children[].facts[].wet` | of a change |
| `children[].facts[].dirty` | of a change |
| `others` | the other adults; helpers are not among them |
| `others[].adult` | name |
| `others[].words` | sentences they chose to show; empty when there are none |
| `window` | how long hands are likely free; null while there is no forecast |
| `window.minutes` | the range |
| `window.minutes.p10` | one time in ten it is shorter |
| `window.minutes.p50` | as often longer as shorter |
| `window.minutes.p90` | one time in ten it is longer |
| `acts` | at most three on offer to the viewer, the first first; empty for shared eyes |
| `acts[].act` | its code |
| `acts[].says` | what it is called on the screen |
| `acts[].minutes` | how long it takes |
| `acts[].by` | who would do it, by name |
| `acts[].meets` | the needs that it would relieve now |
| `acts[].meets[].holder` | a name; both names for a pair |
| `acts[].meets[].need` | code |
| `acts[].reasons` | why it is offered, the weightiest first |
| `acts[].reasons[].code` | code of the sentence |
| `acts[].reasons[].facts` | by name, what that sentence says |
| `acts[].reasons[].says` | the sentence |
| `named` | what also waits and none of the acts meets |
| `named[].holder` | as above |
| `named[].need` | code |
"""

from datetime import datetime
from typing import Any

from kinwell.ask import ChildLine, Doing, Now, OtherLine, Own
from kinwell.core.handover import Fact
from kinwell.core.ids import Holder, PersonId
from kinwell.core.needs.pressure import Reading
from kinwell.core.people import People
from kinwell.core.reasons import Reason
from kinwell.core.suggest import Met, Offer
from kinwell.words import say_reason
from kinwell.words.told import offer_line


def now_as_json(now: Now, language: str = "en") -> dict[str, Any]:
    """Return the answer behind the Now screen, ready for JSON: its keys are documented in docs/cli.md and pinned."""
    return {
        "at": now.at.isoformat(),
        "viewer": now.people.name(now.viewer) or None if now.viewer is not None else None,
        "doing": [_doing(doing) for doing in now.doing],
        "own": _own(now.own) if now.own is not None else None,
        "children": [_child(line) for line in now.children],
        "others": [_other(line, now.zone, language) for line in now.others],
        "window": _window(now),
        "acts": [_offer(offer, now, language) for offer in now.suggestion.acts],
        "named": [_met(met, now.people) for met in now.suggestion.named],
    }


def holder_name(holder: Holder, people: People) -> str:
    """Return what a holder is called: a person's name, or "Ada & Sam" for a pair."""
    if holder.kind != "pair":
        return people.name(PersonId(holder.id))
    yes = next((who for pair, who in people.agreed.items() if pair == holder.id), ())
    return " & ".join(people.name(person) for person in yes)


def _doing(doing: Doing) -> dict[str, Any]:
    return {"person": doing.name, "kind": doing.kind, "since": doing.since.isoformat()}


def _own(own: Own) -> dict[str, Any]:
    return {"level": own.level, "needs": [_need(reading) for reading in own.needs]}


def _need(reading: Reading) -> dict[str, Any]:
    return {
        "need": reading.need,
        "known": reading.known,
        "deficit": None if reading.deficit is None else round(reading.deficit, 4),
        "wait_minutes": None if reading.wait_minutes is None else round(reading.wait_minutes),
        "at_floor": reading.at_floor,
        "asked": reading.asked,
    }


def _child(line: ChildLine) -> dict[str, Any]:
    return {"child": line.child.name, "facts": [_fact(fact) for fact in line.facts]}


def _fact(fact: Fact) -> dict[str, Any]:
    told = {
        "how": fact.how or None,
        "side": fact.side,
        "millilitres": fact.millilitres,
        "wet": fact.wet,
        "dirty": fact.dirty,
    }
    known = {name: value for name, value in told.items() if value is not None}
    return {"kind": fact.kind, "at": fact.at.isoformat(), "minutes_ago": fact.minutes_ago, **known}


def _other(line: OtherLine, zone: str, language: str) -> dict[str, Any]:
    return {"adult": line.name, "words": [say_reason(word, language, zone=zone) for word in line.words]}


def _window(now: Now) -> dict[str, Any] | None:
    if now.window is None:
        return None
    return {"minutes": {"p10": now.window.p10, "p50": now.window.p50, "p90": now.window.p90}}


def _offer(offer: Offer, now: Now, language: str) -> dict[str, Any]:
    return {
        "act": offer.act,
        "says": offer_line(offer, now, language),
        "minutes": offer.minutes,
        "by": now.people.name(offer.by),
        "meets": [_met(met, now.people) for met in offer.meets],
        "reasons": [_reason(reason, now.zone, language) for reason in offer.reasons],
    }


def _met(met: Met, people: People) -> dict[str, str]:
    return {"holder": holder_name(met.holder, people), "need": met.need}


def _reason(reason: Reason, zone: str, language: str) -> dict[str, Any]:
    facts = {name: value.isoformat() if isinstance(value, datetime) else value for name, value in reason.facts.items()}
    return {"code": reason.code, "facts": facts, "says": say_reason(reason, language, zone=zone)}
