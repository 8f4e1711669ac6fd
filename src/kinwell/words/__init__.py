"""Words: codes become sentences, in every language the package holds.

locale/<language>/LC_MESSAGES/kinwell.po   the sentences, keyed by code, read at run time (no compile step)
say.py      a code and its facts -> a sentence
needs.py    what a need is called, by its holder's name for it where it is one of their own
reasons.py  a Reason of core -> a sentence: instants, people and needs in it are said too
clocks.py   times, durations, ages and days
"""

from kinwell.words.clocks import age, clock_time, date_and_year, day, day_and_date, duration, hour
from kinwell.words.needs import say_act, say_need
from kinwell.words.reasons import say_reason
from kinwell.words.say import codes, facts_needed, languages, listed, say

__all__ = [
    "age",
    "clock_time",
    "codes",
    "date_and_year",
    "day",
    "day_and_date",
    "duration",
    "facts_needed",
    "hour",
    "languages",
    "listed",
    "say",
    "say_act",
    "say_need",
    "say_reason",
]
