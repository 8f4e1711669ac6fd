"""What is said as a child changes hands: who has them, the hand-over card, and what was new meanwhile."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from kinwell.ask import Away, Card, Lines, Slept
from kinwell.core.care.cards import Line
from kinwell.core.handover import Between, Fact
from kinwell.core.ids import PersonId
from kinwell.core.people import Child, People
from kinwell.core.together.duty import Duty
from kinwell.words import told
from kinwell.words.clocks import age, clock_time, from_to
from kinwell.words.reasons import say_reason
from kinwell.words.say import ENGLISH, listed, say


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a card: which it is (`fed`, `sleep`, `change`, `medicine`, `helps`), its label, and what it tells."""

    code: str
    label: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What sentences need besides the answer: now, the wall clock, who the family is, and the language."""

    at: datetime
    zone: str
    people: People
    language: str

    def since(self, at: datetime) -> str:
        return told.since(at, told.whole_minutes(at, self.at), self.zone, self.language)

    def say(self, code: str, **facts: object) -> str:
        return say(code, facts, self.language)

    def often(self, between: Between) -> dict[str, str]:
        return from_to(between.early, between.late, self.zone, self.language)

    def joined(self, parts: list[str]) -> str:
        text = parts[0] if parts else ""
        for part in parts[1:]:
            text = self.say("fact.join", left=text, next=part)
        return text


def duty(
    has: Duty | None, child: Child, people: People, viewer: PersonId | None, zone: str, language: str = ENGLISH
) -> str:
    """Return who has a child and till when, both where two said so at once; empty where nobody is known to."""
    if has is None or not people.name(has.person):
        return ""
    named = [people.name(one) for one in (has.person, has.also) if one is not None and one != viewer]
    facts = {"child": child.name, "name": named[0] if named else "", "other": named[-1] if named else ""}
    if has.also is not None and people.name(has.also):
        return say("duty.both_you" if viewer in (has.person, has.also) else "duty.both", facts, language)
    code = "duty.you" if has.person == viewer else "duty.other"
    if has.until is None:
        return say(code, facts, language)
    return say(f"{code}_until", facts | {"until": clock_time(has.until, zone, language)}, language)


def head(card: Card, language: str = ENGLISH) -> str:
    """Return whose card it is: "Iris, 14 weeks."."""
    old = say_reason(age(card.child.born, told.wall_date(card.at, card.zone)), language)
    return say("handover.line", {"child": card.child.name, "age": old}, language)


def now(card: Card, language: str = ENGLISH) -> str:
    """Return what is so of the child now: "Asleep since 1:10."; empty where it is not known."""
    if card.now is None:
        return ""
    since = told.since(card.now.at, card.now.minutes_ago, card.zone, language)
    return say(f"handover.now.{card.now.kind}", {"since": since}, language)


def card_rows(card: Card, language: str = ENGLISH) -> list[Row]:
    """Return the five lines of a card; what was not told is a dash."""
    with_ = _Told(at=card.at, zone=card.zone, people=card.people, language=language)
    return [
        _row(code, text or say("fact.unknown", language=language), language)
        for code, text in _lines(card.lines, with_, learning=card.learning)
    ]


def away_rows(away: Away, at: datetime, people: People, zone: str, language: str = ENGLISH) -> list[Row]:
    """Return of the lines those that are new, each with who told it; of what had begun before, nobody is named."""
    with_ = _Told(at=at, zone=zone, people=people, language=language)
    lines = away.lines
    writers = {
        "fed": lines.fed.by if lines.fed and lines.fed.at >= away.since else None,
        "sleep": lines.slept.by if lines.slept and lines.slept.begin >= away.since else None,
        "change": lines.changed.by if lines.changed else None,
    }
    told_by = ((code, text, told.writer(writers.get(code), people)) for code, text in _lines(lines, with_) if text)
    return [_row(code, with_.joined([text, name] if name else [text]), language) for code, text, name in told_by]


def away_who(away: Away, at: datetime, people: People, zone: str, language: str = ENGLISH) -> str:
    """Return who had the child from when to when."""
    with_ = _Told(at=at, zone=zone, people=people, language=language)
    name = listed([people.name(one) for one in away.by if people.name(one)], language)
    facts = {"child": away.child.name, "since": with_.since(away.since), "until": with_.since(away.till)}
    return with_.say("handover.away_who" if name else "handover.away_when", name=name, **facts)


def left(line: Line, at: datetime, people: People, zone: str, language: str = ENGLISH) -> str:
    """Return the line that somebody left, with who and when."""
    with_ = _Told(at=at, zone=zone, people=people, language=language)
    return with_.say("handover.left", name=told.writer(line.by, people), since=with_.since(line.at), text=line.text)


def card_lines(card: Card, language: str = ENGLISH) -> list[str]:
    """Return the card as lines of text, for the terminal."""
    lines = [head(card, language), now(card, language)]
    lines.append(duty(card.duty, card.child, card.people, card.viewer, card.zone, language))
    lines += [f"{row.label}: {row.text}" for row in card_rows(card, language)]
    lines.append(card.written.places)
    if card.written.ring_first:
        lines.append(say("handover.ring_first", {"who": card.written.ring_first}, language))
    if card.line is not None:
        lines.append(left(card.line, card.at, card.people, card.zone, language))
    if card.written.own_way:
        lines.append(say("handover.your_way", language=language))
    return [line for line in lines if line]


def _row(code: str, text: str, language: str) -> Row:
    return Row(code=code, label=say(f"handover.{code}", language=language), text=text)


def _lines(lines: Lines, with_: _Told, *, learning: bool = False) -> Iterator[tuple[str, str]]:
    yield "fed", with_.joined(list(_feed(lines, with_)))
    yield "sleep", with_.joined(list(_sleep(lines, with_, learning=learning)))
    yield "change", _changed(lines.changed, with_) if lines.changed else ""
    yield "medicine", ""
    yield "helps", lines.helps


def _feed(lines: Lines, with_: _Told) -> Iterator[str]:
    if lines.fed is None:
        return
    if lines.fed.kind == "feeding":
        yield told.fact(lines.fed, with_.zone, with_.language)
        return
    code = lines.fed.side or lines.fed.how
    amount = lines.fed.how == "bottle" and lines.fed.millilitres
    yield with_.say(
        "handover.fed.bottle_amount" if amount else f"handover.fed.{code}",
        since=with_.since(lines.fed.at),
        millilitres=round(lines.fed.millilitres or 0),
    )
    side = f".{lines.next_side}" if lines.next_side is not None else ""
    if lines.next_feed is not None:
        yield with_.say(f"handover.next_feed{side}", **with_.often(lines.next_feed))
    elif side:
        yield with_.say(f"handover.next_side{side}")


def _sleep(lines: Lines, with_: _Told, *, learning: bool) -> Iterator[str]:
    if lines.slept is not None:
        yield _slept(lines.slept, with_)
    if lines.next_sleep is not None:
        asleep = lines.slept is not None and lines.slept.end is None
        yield with_.say("fact.likely_up" if asleep else "fact.likely_tired", **with_.often(lines.next_sleep))
        if learning:
            yield with_.say("handover.learning")


def _slept(slept: Slept, with_: _Told) -> str:
    if slept.end is None:
        return with_.say("fact.asleep", since=with_.since(slept.begin))
    return with_.say("clock.between", **{"from": with_.since(slept.begin), "to": with_.since(slept.end)})


def _changed(change: Fact, with_: _Told) -> str:
    return with_.say(
        f"handover.changed.{told.nappy(bool(change.wet), bool(change.dirty))}", since=with_.since(change.at)
    )
