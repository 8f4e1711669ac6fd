"""How full somebody said they are, in words: a number never stands on a screen."""

from kinwell.ask import FullDay
from kinwell.core.energy import CheckIn
from kinwell.core.log.events import CheckedIn
from kinwell.core.needs.fullness import SCALES, Fullness, level
from kinwell.words.clocks import clock_time, day_and_date
from kinwell.words.say import ENGLISH, listed, say


def today(full: Fullness, zone: str, language: str = ENGLISH) -> str:
    """Return what they said last today, and when: "Nearly empty, at 2:10 pm."; empty where they said nothing."""
    if full.today is None:
        return ""
    facts = {"what": levels(full.today, language), "since": clock_time(full.today.at, zone, language)}
    return say("full.today", facts, language)


def levels(told: CheckIn | CheckedIn, language: str = ENGLISH) -> str:
    """Return the levels that were told, in words: "about half, and patience thin"."""
    found = [
        say(f"full.{scale}.{level(scale, value)}.told", language=language)
        for scale in SCALES
        if (value := getattr(told, scale)) is not None
    ]
    return listed(found, language)


def day_line(one: FullDay, language: str = ENGLISH) -> str:
    """Return a day of one's own weeks in words: "Monday 4 May: about half"."""
    energy = one.energy
    told = "full.gap" if energy is None else f"full.energy.{level('energy', energy)}.told"
    facts = {"day": day_and_date(one.day, language), "what": say(told, language=language)}
    return say("full.day", facts, language)
