"""How times are said: a clock time, how long, how old, which day."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from kinwell.core.reasons import Reason
from kinwell.words.say import ENGLISH, say

DAYS_AS_DAYS = 14  # younger than two weeks is told in days
WEEKS_AS_WEEKS = 18  # to about four months in weeks, as families say it
MONTHS_AS_MONTHS = 24  # then in months, to the second birthday


def clock_time(at: datetime, zone: str, language: str = ENGLISH, *, short: bool = False) -> str:
    """Return an instant as local time: "1:12 pm", and short "1:12", or "7" for a full hour.

    Raises ValueError for an instant without a zone of its own, ZoneInfoNotFoundError for an unknown `zone`.
    """
    if at.tzinfo is None:
        raise ValueError(f"{at} is not an instant: it has no zone")
    local = at.astimezone(ZoneInfo(zone))
    if local.minute == 0 and local.hour in (0, 12):
        return say("clock.noon" if local.hour else "clock.midnight", language=language)
    half = "short" if short else ("pm" if local.hour >= 12 else "am")  # noqa: PLR2004
    code = f"clock.{half}" if local.minute else f"clock.{half}_hour"
    facts = {"hour": local.hour % 12 or 12, "hour24": local.hour, "minute": f"{local.minute:02}"}
    return say(code, facts, language)


def hour(wall: time, language: str = ENGLISH) -> str:
    """Return a time on the wall as local time: "6 pm", "7:30 am"."""
    return clock_time(datetime.combine(date(2001, 1, 1), wall, tzinfo=UTC), "UTC", language)


def plain_time(at: datetime, zone: str, language: str = ENGLISH) -> str:
    """Return an instant as local time, short where that cannot be taken for a number: "1:12", but "7 pm"."""
    return clock_time(at, zone, language, short=at.minute != 0)


def from_to(begin: datetime, end: datetime, zone: str, language: str = ENGLISH) -> dict[str, str]:
    """Return the facts `from` and `to` of a sentence about a stretch of time."""
    return {"from": plain_time(begin, zone, language), "to": plain_time(end, zone, language)}


def duration(minutes: float, language: str = ENGLISH) -> str:
    """Return a length of time, "40 min" or "2 h 10". Raises ValueError for a negative one."""
    if minutes < 0:
        raise ValueError(f"{minutes} minutes is no length of time")
    whole = round(minutes)
    hours, rest = divmod(whole, 60)
    if not whole:
        return say("duration.under", language=language)
    if not hours:
        return say("duration.minutes", {"minutes": rest}, language)
    if not rest:
        return say("duration.hours", {"hours": hours}, language)
    return say("duration.both", {"hours": hours, "minutes": f"{rest:02}"}, language)


def age(born: date, on: date) -> Reason:
    """Return an age as code and facts: days, then "14 weeks", "9 months", "2 years"; before birth, on the way."""
    days = (on - born).days
    if days < 0:
        return Reason(code="age.expected")
    if days < DAYS_AS_DAYS:
        return Reason(code="age.days", facts={"days": days})
    if days < WEEKS_AS_WEEKS * 7:
        return Reason(code="age.weeks", facts={"weeks": days // 7})
    months = (on.year - born.year) * 12 + on.month - born.month - (on.day < born.day)
    if months < MONTHS_AS_MONTHS:
        return Reason(code="age.months", facts={"months": months})
    return Reason(code="age.years", facts={"years": months // 12})


def day(on: date, language: str = ENGLISH, *, today: date | None = None) -> str:
    """Return the day's name, "Tuesday"; beside `today`, "Today" and "Yesterday"."""
    if on == today:
        return say("day.today", language=language)
    if today is not None and on == today - timedelta(days=1):
        return say("day.yesterday", language=language)
    return say(f"day.{on.isoweekday()}", language=language)


def day_and_date(on: date, language: str = ENGLISH) -> str:
    """Return "Tuesday 12 August"."""
    facts = {"day": day(on, language), "number": on.day, "month": say(f"month.{on.month}", language=language)}
    return say("day.with_date", facts, language)


def date_and_year(on: date, language: str = ENGLISH) -> str:
    """Return "12 August 2026", for what lies further back than a week is wide."""
    facts = {"number": on.day, "month": say(f"month.{on.month}", language=language), "year": on.year}
    return say("day.with_year", facts, language)
