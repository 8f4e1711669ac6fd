"""What is said of a night that is shared: who has the children until when, who after, feeds, and each one's block."""

from collections.abc import Sequence

from kinwell.ask import Tonight
from kinwell.core.ids import PersonId
from kinwell.core.together.split import Block
from kinwell.words.clocks import clock_time
from kinwell.words.say import ENGLISH, listed, say

HALF = 30  # minutes


def hours(minutes: int, language: str = ENGLISH) -> str:
    """Return whole and half hours, at least half of one: "4½ hours", "1 hour", "half an hour"."""
    whole, half = divmod(minutes // HALF, 2)
    if not whole:
        return say("hours.half", language=language)
    return say("hours.and_half" if half else "hours.whole", {"hours": whole}, language)


def first(night: Tonight, language: str = ENGLISH) -> str:
    """Return who has the children first, and until when: "Sam has Iris until 2"."""
    return _whose("first", night.plan.first, night, language)


def second(night: Tonight, language: str = ENGLISH) -> str:
    """Return who has them after: "You from 2"."""
    return _whose("second", night.plan.second, night, language)


def feeds(night: Tonight, language: str = ENGLISH) -> str:
    """Return who feeds."""
    plan = night.plan
    if plan.feeds != "one" or plan.feeder is None:
        return say("tonight.feeds.bottle" if plan.feeds == "bottle" else "tonight.feeds.either", language=language)
    if plan.feeder == night.viewer:
        return say("tonight.feeds.me", language=language)
    return say("tonight.feeds.other", {"name": night.people.name(plan.feeder)}, language)


def block(night: Tonight, language: str = ENGLISH) -> str:
    """Return how long each may sleep in one piece, if it holds."""
    found = sorted(night.blocks, key=lambda one: one.person != night.viewer)
    facts = _block_facts(found, night, language)
    none = next((one.person for one in found if not one.minutes), None)
    if none is not None:
        who = "one" if len(found) == 1 else "me" if none == night.viewer else "other"
        return say(f"tonight.no_block.{who}", {"name": night.people.name(none)}, language)
    if len(found) == 1:
        return say("tonight.block.one", facts, language)
    if found[0].minutes == found[1].minutes:
        return say("tonight.block.each", facts, language)
    return say("tonight.block.mine" if found[0].person == night.viewer else "tonight.block.two", facts, language)


def _block_facts(found: Sequence[Block], night: Tonight, language: str) -> dict[str, object]:
    facts: dict[str, object] = {}
    for one, (hour, name) in zip(found, (("hours", "name"), ("other_hours", "other_name")), strict=False):
        facts |= {hour: hours(one.minutes, language), name: night.people.name(one.person)}
    return facts


def fed(night: Tonight, language: str = ENGLISH) -> str:
    """Return of whose block a night feed is counted in; empty where of nobody's."""
    woken = next((one.person for one in night.blocks if one.feeds), None)
    if woken is None:
        return ""
    if woken == night.viewer:
        return say("tonight.fed.me", language=language)
    return say("tonight.fed.other", {"name": night.people.name(woken)}, language)


def tomorrow(night: Tonight, language: str = ENGLISH) -> str:
    """Return whose turn the longer block is tomorrow; empty where they are about the same."""
    if night.tomorrow is None:
        return ""
    if night.tomorrow == night.viewer:
        return say("tonight.tomorrow.me", language=language)
    return say("tonight.tomorrow.other", {"name": night.people.name(night.tomorrow)}, language)


def stands(night: Tonight, language: str = ENGLISH) -> str:
    """Return whether it is settled; never whose yes is missing."""
    return say("tonight.settled" if night.settled else "tonight.not_settled", language=language)


def line(night: Tonight, language: str = ENGLISH) -> str:
    """Return a settled night in one line."""
    plan = night.plan
    if night.alone:
        return say("tonight.line.one", {"hour": clock_time(plan.turn, night.zone, language, short=True)}, language)
    who = "first" if plan.first == night.viewer else "second" if plan.second == night.viewer else "others"
    facts = {
        "children": _children(night, language),
        "hour": clock_time(plan.turn, night.zone, language, short=True),
        "name": night.people.name(plan.second if who == "first" else plan.first),
        "other_name": night.people.name(plan.second),
    }
    return say(f"tonight.line.{who}", facts, language)


def night_lines(night: Tonight, language: str = ENGLISH) -> list[str]:
    """Return a night for the terminal, a line each."""
    shared = [first(night, language), second(night, language)] if not night.alone else [line(night, language)]
    said = [*shared, feeds(night, language), block(night, language), fed(night, language), tomorrow(night, language)]
    return [one for one in (*said, stands(night, language)) if one]


def _whose(turn: str, person: PersonId, night: Tonight, language: str) -> str:
    who = "me" if person == night.viewer else "other"
    facts = {
        "name": night.people.name(person),
        "children": _children(night, language),
        "hour": clock_time(night.plan.turn, night.zone, language, short=True),
    }
    return say(f"tonight.{turn}.{who}", facts, language)


def _children(night: Tonight, language: str) -> str:
    return listed([child.name for child in night.people.youngest_first()], language)
