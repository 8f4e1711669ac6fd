"""The catalogue as the package ships it: read once from its TOML files, checked, and kept."""

import tomllib
from collections.abc import Mapping
from datetime import time
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from kinwell.core.catalogue import read
from kinwell.core.catalogue.shapes import Act, AgeBand, Cue, Need, Of, Season


@cache
def needs() -> Mapping[str, Need]:
    """Return every need by code, adults' first, then the child's and the pair's."""
    return MappingProxyType(read.read_needs(_raw("needs")))


@cache
def needs_of(of: Of) -> tuple[Need, ...]:
    """Return the needs that such a holder has, in the catalogue's order."""
    return tuple(need for need in needs().values() if need.of == of)


@cache
def own_needs() -> Mapping[str, Need]:
    """Return by code the needs that an adult can name themselves. They are in no other list: until their holder named
    one, it is shown nowhere."""
    return MappingProxyType(_own()[0])


@cache
def own_need_acts() -> Mapping[str, Act]:
    """Return by code the acts for the needs that an adult can name themselves."""
    return MappingProxyType(_own()[1])


def is_need(code: str) -> bool:
    """Return whether this is the code of a need, Kinwell's or one that its holder names."""
    return code in needs() or code in own_needs()


def need(code: str) -> Need:
    """Return one need, for its cadence, floor and rungs. Raises KeyError for a code the catalogue does not hold."""
    return _found(own_needs() if code in own_needs() else needs(), code, "need")


@cache
def cues() -> Mapping[str, Cue]:
    """Return the cues in their own right (touched out, needed out) by code."""
    return MappingProxyType(read.read_cues(_raw("cues"), needs=needs()))


@cache
def acts() -> Mapping[str, Act]:
    """Return every act by code: the smallest response of each need, whole ones, and those that meet many at once."""
    return MappingProxyType(read.read_acts(_raw("acts"), needs=needs()))


def act(code: str) -> Act:
    """Return one act, for its minutes and the needs it meets. Raises KeyError for a code the catalogue lacks."""
    return _found(own_need_acts() if code in own_need_acts() else acts(), code, "act")


def own_need_of(act_code: str) -> str:
    """Return the need of one's own that an act of the catalogue is for; empty for any other code."""
    found = own_need_acts().get(act_code)
    return found.meets[0].need if found is not None else ""


def smallest(need_code: str) -> Act:
    """Return the smallest response that counts for a need. Raises KeyError for a need the catalogue lacks."""
    return act("small_" + need(need_code).code.replace(".", "_"))


@cache
def ages() -> tuple[AgeBand, ...]:
    """Return the age bands in order, each beginning where the one before ends."""
    return read.read_ages(_raw("ages"))


@cache
def seasons() -> tuple[Season, ...]:
    """Return the seasons of questions about a child in order, the first from birth."""
    return read.read_seasons(_raw("wondering"))


@cache
def questions() -> frozenset[str]:
    """Return the codes of all questions about a child: `wonder.<season>.<number>`."""
    return frozenset(f"wonder.{one.code}.{number}" for one in seasons() for number in range(1, one.questions + 1))


def age_band(months: float) -> AgeBand:
    """Return the band of a child of this age; past the last band, the last. Raises ValueError below nought."""
    if months < 0:
        raise ValueError(f"an age of {months} months is before birth")
    return next((band for band in ages() if months < band.to_month), ages()[-1])


def default(name: str) -> float:
    """Return a named number. Raises KeyError for an unknown name, and TypeError for one that is a time of day."""
    value = _found(_defaults(), name, "default")
    if isinstance(value, time):
        raise TypeError(f"{name} is a time of day: ask clock_default")
    return value


def clock_default(name: str) -> time:
    """Return a named time of day, local. Raises KeyError for an unknown name, TypeError for one that is a number."""
    value = _found(_defaults(), name, "default")
    if not isinstance(value, time):
        raise TypeError(f"{name} is a number: ask default")
    return value


@cache
def _own() -> tuple[dict[str, Need], dict[str, Act]]:
    return read.read_own(_raw("own"))


@cache
def _defaults() -> Mapping[str, float | time]:
    return MappingProxyType(read.read_defaults(_raw("defaults")))


def _raw(name: str) -> dict[str, object]:
    return tomllib.loads(files("kinwell.core.catalogue").joinpath(f"{name}.toml").read_text(encoding="utf-8"))


def _found[T](held: Mapping[str, T], code: str, what: str) -> T:
    try:
        return held[code]
    except KeyError:
        raise KeyError(f"the catalogue holds no {what} {code!r}") from None
