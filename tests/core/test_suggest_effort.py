"""How full one is sizes what one is offered: little energy, little effort; and nobody else's is ever known."""

import pytest

from kinwell.core.catalogue import acts as all_acts
from kinwell.core.log.events import CheckedIn
from kinwell.core.suggest import Hands
from kinwell.core.suggest.candidates import EFFORT, LIGHT, candidates, effort, in_order
from kinwell.core.suggest.view import View, view
from tests.builders import ADA, SAM, Days, a_family, instant

HEAVY = [act for act in all_acts().values() if act.effort > LIGHT]


def hungry_for_all(energy: int | None, by: str = "ada") -> Days:
    """Return a day on which Ada wants a good deal, and somebody said how full they are."""
    day = a_family().agreed()
    for need in ("eat", "drink", "move", "wash", "quiet", "outdoors", "sleep"):
        day = day.noticed("12:00", need)
    return day if energy is None else day.says("12:01", CheckedIn(energy=energy), by=by)


def seen(day: Days) -> View:
    state, at = day.state("ada", "12:30"), instant("12:30")
    return view(state, ADA, at, Hands(minutes=120), frozenset({SAM}), state.fullness(ADA, at).band)


def test_there_are_acts_of_every_effort_to_choose_from() -> None:
    assert HEAVY
    assert {act.effort for act in all_acts().values()} >= {0, 1, 2}


@pytest.mark.parametrize(("energy", "band"), [(1, "low"), (5, "middle"), (9, "high"), (None, "unknown")])
def test_effort_weighs_by_the_band(energy: int | None, band: str) -> None:
    light = next(act for act in all_acts().values() if act.effort == 1)
    here = seen(hungry_for_all(energy))
    assert here.energy == band
    assert effort(here, light, ADA) == EFFORT[here.energy]


def test_with_little_energy_a_light_act_stands_before_every_equal_of_more_effort() -> None:
    here = seen(hungry_for_all(1))
    ordered = in_order(here, candidates(here))
    assert any(one.act.effort > LIGHT for one in ordered), "they are still there to be found"
    for place, one in enumerate(ordered):
        equals = [other for other in ordered[place + 1 :] if other.wants[0] == one.wants[0] and other.by == one.by]
        if one.act.effort > LIGHT:
            assert not [other.act.code for other in equals if other.act.effort <= LIGHT and _equal(one, other)]


def _equal(one: object, other: object) -> bool:
    return (one.rank, one.fits) == (other.rank, other.fits)  # type: ignore[attr-defined]


@pytest.mark.parametrize("act", HEAVY, ids=lambda act: act.code)
def test_the_effort_of_another_is_weighed_as_of_anybody(act: object) -> None:
    here = seen(hungry_for_all(1))
    assert effort(here, act, SAM) == EFFORT["unknown"] * act.effort  # type: ignore[arg-type, attr-defined]


def test_what_sam_says_of_himself_moves_nothing_that_ada_is_offered() -> None:
    quiet, told = seen(hungry_for_all(None)), seen(hungry_for_all(1, by="sam"))
    assert (told.energy, candidates(told)) == ("unknown", candidates(quiet))
