"""What is said of an ask: with whom, what, how long, when, and until when it stands."""

from datetime import datetime, timedelta

from kinwell.ask import Asked, Waiting
from kinwell.core.clock import zone
from kinwell.words.clocks import clock_time, day, duration
from kinwell.words.say import ENGLISH, say

NOW = timedelta(minutes=5)  # so near an instant is said as now
UNMISTAKEN = timedelta(hours=12)  # within that a clock of twelve hours means one instant


def line(code: str, ask: Asked | Waiting, at: datetime, zone_name: str, language: str = ENGLISH) -> str:
    """Return a sentence about an ask as it is at an instant."""
    could = ask.could if isinstance(ask, Asked) else None
    facts = {
        "name": ask.name,
        "what": ask.what,
        "long": duration(ask.minutes, language),
        "when": moment(ask.when, at, zone_name, language),
        "until": hour(ask.until, at, zone_name, language),
        "could": moment(could, at, zone_name, language) if could is not None else "",
    }
    return say(code, facts, language)


def text(what: str, minutes: int, when: datetime, at: datetime, zone_name: str, language: str = ENGLISH) -> str:
    """Return the text by which one asks somebody outside the family."""
    facts = {"what": what, "long": duration(minutes, language), "when": moment(when, at, zone_name, language)}
    return say("favour.text", facts, language)


def moment(when: datetime, at: datetime, zone_name: str, language: str = ENGLISH) -> str:
    """Return when something is, seen from an instant: "now", "at 6 pm", "tomorrow at 6 pm"."""
    if abs(when - at) < NOW:
        return say("favour.now", language=language)
    code = "favour.at" if _unmistaken(when, at) else f"favour.{_day(when, at, zone_name)}_at"
    return say(code, _facts(when, zone_name, language), language)


def hour(when: datetime, at: datetime, zone_name: str, language: str = ENGLISH) -> str:
    """Return an hour by itself: "6 pm", "tomorrow, 6 pm"."""
    facts = _facts(when, zone_name, language)
    if _unmistaken(when, at):
        return str(facts["time"])
    return say(f"favour.{_day(when, at, zone_name)}_hour", facts, language)


def _facts(when: datetime, zone_name: str, language: str) -> dict[str, object]:
    wall = when.astimezone(zone(zone_name)).date()
    return {"time": clock_time(when, zone_name, language), "day": day(wall, language)}


def _unmistaken(when: datetime, at: datetime) -> bool:
    return abs(when - at) < UNMISTAKEN


def _day(when: datetime, at: datetime, zone_name: str) -> str:
    """Return how the day of an instant is said: today, tomorrow, or by its name."""
    wall = zone(zone_name)
    days = (when.astimezone(wall).date() - at.astimezone(wall).date()).days
    return {0: "today", 1: "tomorrow"}.get(days, "day")
