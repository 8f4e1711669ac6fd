"""Raw tables to shapes: every check of the catalogue is here, and each failure names the code it found."""

from collections.abc import Mapping
from datetime import time
from typing import get_args

from kinwell.core.catalogue.shapes import (
    RUNGS,
    Act,
    AgeBand,
    ChildState,
    Cue,
    For,
    Meets,
    Need,
    Of,
    Place,
    Rung,
    Season,
    Trait,
)

Raw = Mapping[str, object]

LEAST_BIT, MOST_BIT = 0.3, 0.6  # docs/model.md, 1
LEAST_ACT_MINUTES = 0.5  # the smallest bundle of the founding catalogue
MOST_WEIGHT = 5
MOST_OWN = 3  # needs of one's own that an adult can name
OWN = "own"  # what stands for one of them in their template
MOST_HANDS = 2
MOST_EFFORT = 3
QUANTILES = 3  # one in ten, half, nine in ten


def read_needs(raw: Raw) -> dict[str, Need]:
    """Return the needs by code. Raises ValueError naming the code of a need that does not hold together."""
    return {code: _need(code, _table(code, row)) for code, row in raw.items()}


def read_own(raw: Raw) -> tuple[dict[str, Need], dict[str, Act]]:
    """Return, from their one template, the needs that adults can name themselves and the acts for these, by code.
    Raises ValueError as read_needs and read_acts do."""
    needs: dict[str, Raw] = {}
    acts: dict[str, Raw] = {}
    for number in range(1, MOST_OWN + 1):
        own = f"{OWN}_{number}"
        needs |= {_for(own, code): _table(code, row) for code, row in _table(OWN, raw.get("needs")).items()}
        for code, row in _table(OWN, raw.get("acts")).items():
            acts[_for(own, code)] = {**_table(code, row), "meets": _for_all(own, _table(code, row).get("meets"))}
    read = read_needs(needs)
    return read, read_acts(acts, needs=read)


def read_cues(raw: Raw, *, needs: Mapping[str, Need]) -> dict[str, Cue]:
    """Return the cues by code. Raises ValueError naming a cue that belongs to no need."""
    return {code: _cue(code, _table(code, row), needs) for code, row in raw.items()}


def read_acts(raw: Raw, *, needs: Mapping[str, Need]) -> dict[str, Act]:
    """Return the acts by code. Raises ValueError naming an act that is out of range or meets an unknown need."""
    return {code: _act(code, _table(code, row), needs) for code, row in raw.items()}


def read_ages(raw: Raw) -> tuple[AgeBand, ...]:
    """Return the age bands in order. Raises ValueError naming a band that leaves a gap or is out of order."""
    rows = raw.get("band")
    if not isinstance(rows, list) or not rows:
        raise _wrong("ages", "no band")
    bands = tuple(_band(f"band {place}", _table(f"band {place}", row)) for place, row in enumerate(rows))
    edge = 0.0
    for place, band in enumerate(bands):
        _check(band.from_month == edge < band.to_month, f"band {place}", "must begin where the one before ends")
        edge = band.to_month
    return bands


def read_seasons(raw: Raw) -> tuple[Season, ...]:
    """Return the seasons of questions in order. Raises ValueError naming one out of order or without a question."""
    found: list[Season] = []
    for code, row in raw.items():
        season = Season(
            code=code,
            from_month=_number(code, _table(code, row), "from_month"),
            questions=int(_number(code, _table(code, row), "questions")),
        )
        first = not found
        _check(season.from_month == 0 if first else season.from_month > found[-1].from_month, code, "is out of order")
        _check(season.questions > 0, code, "has no question")
        found.append(season)
    return tuple(found)


def read_defaults(raw: Raw) -> dict[str, float | time]:
    """Return the named defaults: a number, or a time of day. Raises ValueError naming one without a reason."""
    return {name: _default(name, _table(name, row)) for name, row in raw.items()}


def _for(own: str, code: str) -> str:
    return code.replace(OWN, own)


def _for_all(own: str, meets: object) -> object:
    """Return what an act of the template meets, of this need; what is wrong with it read_acts finds."""
    rows = meets if isinstance(meets, list) else []
    return [row | {"need": own} if isinstance(row, dict) and row.get("need") == OWN else row for row in rows]


def _need(code: str, row: Raw) -> Need:
    of = _one_of(code, row, "of", get_args(Of))
    prefix = "" if of == "adult" else f"{of}."
    _check(code.startswith(prefix) and (bool(prefix) or "." not in code), code, f"does not look like a need of {of}")
    need = Need(
        code=code,
        of=of,
        while_awake=_truth(code, row, "while_awake"),
        cadence_minutes=_number(code, row, "cadence"),
        floor_minutes=_number(code, row, "floor") if "floor" in row else None,
        bit=_number(code, row, "bit"),
        bit_closes_floor=_truth(code, row, "bit_closes_floor"),
        weight=int(_number(code, row, "weight")),
        danger=_rungs(code, row),
        drawn=_truth(code, row, "drawn", False),
        from_month=_number(code, row, "from_month", 0.0),
        source=_text(code, row, "source"),
    )
    _check(need.cadence_minutes > 0, code, "cadence must be more than nothing")
    _check(need.floor_minutes is None or need.floor_minutes >= need.cadence_minutes, code, "floor is under its cadence")
    _check(LEAST_BIT <= need.bit <= MOST_BIT, code, f"bit is not between {LEAST_BIT} and {MOST_BIT}")
    _check(1 <= need.weight <= MOST_WEIGHT, code, f"weight is not between 1 and {MOST_WEIGHT}")
    return need


def _cue(code: str, row: Raw, needs: Mapping[str, Need]) -> Cue:
    cue = Cue(
        code=code,
        need=_text(code, row, "need"),
        strength=_one_of(code, row, "strength", get_args(Rung)),
        source=_text(code, row, "source"),
    )
    _check(cue.need in needs, code, f"belongs to the unknown need {cue.need!r}")
    return cue


def _act(code: str, row: Raw, needs: Mapping[str, Need]) -> Act:
    act = Act(
        code=code,
        minutes=_number(code, row, "minutes"),
        meets=_meets(code, row, needs),
        hands=int(_number(code, row, "hands", 0.0)),
        others=_truth(code, row, "others", False),
        apart=_truth(code, row, "apart", False),
        child=_one_of(code, row, "child", get_args(ChildState), "any"),
        carried=_truth(code, row, "carried", False),
        place=_one_of(code, row, "place", get_args(Place), "home"),
        traits=_traits(code, row),
        consent=_truth(code, row, "consent", False),
        interruptible=_truth(code, row, "interruptible", True),
        drowsy_unsafe=_truth(code, row, "drowsy_unsafe"),
        effort=int(_number(code, row, "effort", 0.0)),
        source=_text(code, row, "source"),
    )
    _check(act.minutes >= LEAST_ACT_MINUTES, code, f"takes under {LEAST_ACT_MINUTES} minutes")
    _check(0 <= act.hands <= MOST_HANDS, code, "hands are not 0, 1 or 2")
    _check(0 <= act.effort <= MOST_EFFORT, code, f"effort is not between 0 and {MOST_EFFORT}")
    holders = {meets.holder for meets in act.meets}
    there = act.others or (act.apart and "other" not in holders)
    _check(there or holders.isdisjoint({"other", "pair"}), code, "meets the other's or the pair's need alone")
    _check(not act.apart or ("pair" in holders and not (act.others or act.consent)), code, "is not for two apart")
    one_handed = act.hands < MOST_HANDS and act.child != "asleep"
    _check(not act.carried or one_handed, code, "cannot be done carrying a child")
    return act


def _traits(code: str, row: Raw) -> tuple[Trait, ...]:
    rows, known = row.get("traits", []), get_args(Trait)
    if not isinstance(rows, list) or any(one not in known for one in rows):
        raise _wrong(code, f"traits knows none but {', '.join(known)}")
    return tuple(rows)


def _meets(code: str, row: Raw, needs: Mapping[str, Need]) -> tuple[Meets, ...]:
    rows = row.get("meets")
    if not isinstance(rows, list) or not rows:
        raise _wrong(code, "meets no need")
    return tuple(_one_met(code, _table(code, one), needs) for one in rows)


def _one_met(code: str, row: Raw, needs: Mapping[str, Need]) -> Meets:
    meets = Meets(
        need=_text(code, row, "need"),
        holder=_one_of(code, row, "for", get_args(For)),
        full=_truth(code, row, "full"),
    )
    _check(meets.need in needs, code, f"meets the unknown need {meets.need!r}")
    holder_kind = meets.holder if meets.holder in ("child", "pair") else "adult"
    _check(needs[meets.need].of == holder_kind, code, f"meets {meets.need!r} for the wrong holder, {meets.holder}")
    return meets


def _band(code: str, row: Raw) -> AgeBand:
    naps = row.get("nap_minutes")
    if not isinstance(naps, list) or len(naps) != QUANTILES or sorted(naps) != naps:
        raise _wrong(code, "nap_minutes must be three rising numbers")
    return AgeBand(
        from_month=_number(code, row, "from_month"),
        to_month=_number(code, row, "to_month"),
        nap_minutes_q10=float(naps[0]),
        nap_minutes_q50=float(naps[1]),
        nap_minutes_q90=float(naps[2]),
        naps_a_day=_number(code, row, "naps_a_day"),
        first_wake_window_minutes=_number(code, row, "first_wake_window_minutes"),
        wake_window_minutes=_number(code, row, "wake_window_minutes"),
        feed_interval_day_minutes=_number(code, row, "feed_interval_day_minutes"),
        feed_interval_night_minutes=_number(code, row, "feed_interval_night_minutes"),
        source=_text(code, row, "source"),
    )


def _default(name: str, row: Raw) -> float | time:
    _text(name, row, "reason")
    value = row.get("value")
    if not isinstance(value, str):
        return _number(name, row, "value")
    try:
        return time.fromisoformat(value)
    except ValueError:
        raise ValueError(f"{name}: {value!r} is no time of day") from None


def _rungs(code: str, row: Raw) -> tuple[Rung, ...]:
    rows = row.get("danger")
    if not isinstance(rows, list):
        raise _wrong(code, "danger must be a list of rungs")
    _check(all(one in RUNGS for one in rows), code, f"danger knows no rung but {', '.join(RUNGS)}")
    return tuple(rung for rung in RUNGS if rung in rows)


def _table(code: str, row: object) -> Raw:
    if not isinstance(row, dict):
        raise _wrong(code, "is no table")
    return row


def _text(code: str, row: Raw, name: str) -> str:
    value = row.get(name)
    if not isinstance(value, str) or not value.strip():
        raise _wrong(code, f"{name} is missing")
    return value


def _number(code: str, row: Raw, name: str, absent: float | None = None) -> float:
    value = row.get(name, absent)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _wrong(code, f"{name} is no number")
    return float(value)


def _truth(code: str, row: Raw, name: str, absent: bool | None = None) -> bool:
    value = row.get(name, absent)
    if not isinstance(value, bool):
        raise _wrong(code, f"{name} is neither true nor false")
    return value


def _one_of[T](code: str, row: Raw, name: str, allowed: tuple[T, ...], absent: T | None = None) -> T:
    value = row.get(name, absent)
    for one in allowed:
        if one == value:
            return one
    raise _wrong(code, f"{name} is {value!r}, not one of {', '.join(map(str, allowed))}")


def _check(holds: bool, code: str, otherwise: str) -> None:
    if not holds:
        raise _wrong(code, otherwise)


def _wrong(code: str, what: str) -> ValueError:
    return ValueError(f"{code}: {what}")
