"""How long a need goes between two times, as its holder states it: hours, or days of its own running time."""

from kinwell.core.catalogue import Need
from kinwell.core.needs.need import running_day
from kinwell.words.clocks import duration
from kinwell.words.say import ENGLISH, say


def running(minutes: float, need: Need, language: str = ENGLISH) -> str:
    """Return running minutes of a need in words: "3 h 30", "1 day", "1½ days"."""
    days = minutes / running_day(need)
    if days < 1:
        return duration(minutes, language)
    if days % 1 == 1 / 2:
        return say("length.days_half", {"days": int(days)}, language)
    return say("length.days", {"days": round(days)}, language)


def how_often(cadence: float, floor: float | None, need: Need, language: str = ENGLISH) -> str:
    """Return how often a need wants to be met and at most how long it can wait."""
    every = {"every": running(cadence, need, language)}
    if floor is None:
        return say("needs.every", every, language)
    return say("needs.every_at_most", {**every, "most": running(floor, need, language)}, language)
