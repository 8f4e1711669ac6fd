"""What is offered for keeping, where it shows itself: a reason beside "none, thanks", an act that does good.

The lists fill by use: nothing is kept by this, it only leads to the form of a list, filled in.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse

from kinwell.ask import Now
from kinwell.core.catalogue import acts, clock_default
from kinwell.core.clock import within_hours, zone
from kinwell.core.log.entry import Entry
from kinwell.core.log.events import ActsDeclined, ActTaken, Responded
from kinwell.web.lists import TRAITS
from kinwell.words import say, told


class Way(NamedTuple):
    """A way to keep something: where it leads, and what it says."""

    href: str
    text: str


class Keeps(NamedTuple):
    """What may be kept, and what it is about."""

    says: str
    ways: tuple[Way, ...]


def offered(now: Now, entries: Sequence[Entry], family: UUID, language: str) -> Keeps | None:
    """Return what these fresh entries offer for keeping; None where they offer nothing."""
    for entry in entries:
        match entry.event:
            case ActsDeclined(acts=codes):
                return _reasons(now, codes, family, language)
            case ActTaken(act=act) if entry.until is not None and now.own is not None and act in now.own.often:
                return _good(now, act, family, language)
            case Responded(act=act, full=True) if act and now.own is not None and act in now.own.often:
                return _good(now, act, family, language)
    return None


def _reasons(now: Now, codes: Sequence[str], family: UUID, language: str) -> Keeps | None:
    """Return the reasons that there may be: what the acts have in common with a boundary, or the hour."""
    found = {trait for code in codes if code in acts() for trait in acts()[code].traits}
    ways = [_boundary(trait, family, language) for trait in TRAITS if trait in found]
    begin, end = clock_default("night_screen_from"), clock_default("night_screen_to")
    if within_hours(now.at, begin=begin, end=end, zone_name=now.zone):
        ways.append(_limit(now.at, now.zone, family, language))
    return Keeps(say("keep.why", language=language), tuple(ways)) if ways else None


def _boundary(trait: str, family: UUID, language: str) -> Way:
    text = say(f"keep.{trait}.text", language=language)
    return _way(family, say(f"keep.{trait}.chip", language=language), keep="boundary", text=text, trait=trait)


def _limit(at: datetime, zone_name: str, family: UUID, language: str) -> Way:
    """Return the way to a limit from the hour that is on, to the morning."""
    begins = at.astimezone(zone(zone_name)).replace(minute=0)
    ends = clock_default("night_screen_to")
    text = say("keep.late.text", language=language)
    chip = say("keep.late.chip", language=language)
    return _way(family, chip, keep="limit", text=text, begins=f"{begins:%H:%M}", ends=f"{ends:%H:%M}")


def _good(now: Now, act: str, family: UUID, language: str) -> Keeps:
    """Return the way to keep an act among what one wants, with the first need of one's own that it meets."""
    name = told.act_name(act, now, language)
    needs = (meets.need for meets in now.own_acts.meets(act) if meets.holder == "self")
    way = _way(family, say("keep.wish", language=language), keep="wish", text=name, need=next(needs, ""))
    return Keeps(say("keep.often", {"what": name}, language), (way,))


def _way(family: UUID, says: str, *, keep: str, **filled: str) -> Way:
    query = urlencode({"keep": keep, **{name: value for name, value in filled.items() if value}})
    return Way(f"{reverse('lists', args=[family])}?{query}#{keep}", says)
