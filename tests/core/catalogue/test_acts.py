"""For every need something fits: in two minutes, in five, in a quarter of an hour, and alone with a child in arms."""

from dataclasses import replace
from itertools import combinations

import pytest

from kinwell.core import catalogue
from kinwell.core.catalogue import Act, For

BANDS = ((0, 2), (2, 5), (5, 15))  # minutes: over the first, up to the second
HERS: tuple[For, ...] = ("self", "child", "pair")  # whose needs are met by whoever has them before her eyes
NEARLY = 1.2  # two lengths within 20 % are one to a tired person
NOT_ALONE = {"pair.affection"}  # it begins with the other's yes, face to face (safety R17)

ACTS = (*catalogue.acts().values(), *catalogue.own_need_acts().values())


def meeting(need: str) -> list[Act]:
    return [act for act in ACTS if any(meets.need == need and meets.holder in HERS for meets in act.meets)]


def with_a_child_in_arms(act: Act) -> bool:
    return act.carried and act.hands < 2 and act.child != "asleep"


def gaps() -> list[str]:
    found = []
    for need in (*catalogue.needs(), *catalogue.own_needs()):
        able = meeting(need)
        for low, high in BANDS:
            if not any(low < act.minutes <= high for act in able):
                found.append(f"{need}: nothing of {low} to {high} minutes")
        alone = [act for act in able if act.minutes <= 15 and not (act.others or act.consent)]
        if not any(map(with_a_child_in_arms, alone)) and need not in NOT_ALONE:
            found.append(f"{need}: nothing for one adult alone with a child in arms")
        if all(act.drowsy_unsafe for act in alone) and need not in NOT_ALONE:
            found.append(f"{need}: nothing for one adult alone and drowsy")
    return found


def test_no_need_is_left_without_an_act_that_fits() -> None:
    found = gaps()
    assert not found, "\n".join(found)


def same(one: Act, other: Act) -> bool:
    met, also = ({(meets.need, meets.holder) for meets in act.meets} for act in (one, other))
    short, long = sorted((one.minutes, other.minutes))
    return met == also and one.hands == other.hands and long <= NEARLY * short


def test_no_two_acts_are_nearly_one() -> None:
    twins = [f"{one.code}, {other.code}" for one, other in combinations(ACTS, 2) if same(one, other)]
    assert not twins, "\n".join(twins)


@pytest.mark.parametrize("act", [act for act in ACTS if act.apart], ids=lambda act: act.code)
def test_what_reaches_the_other_from_afar_needs_one_hand_and_nobodys_yes(act: Act) -> None:
    assert act.hands <= 1
    assert act.carried
    assert act.minutes <= 5


@pytest.mark.parametrize("act", [act for act in ACTS if act.consent], ids=lambda act: act.code)
def test_a_yes_is_asked_of_somebody_who_is_there(act: Act) -> None:
    assert act.others
    assert {"touch", "talk"} & {*act.traits}, "a boundary could not name it"


def test_touch_is_a_trait_that_one_boundary_can_forbid() -> None:
    touching = [act for act in ACTS if any(meets.need == "pair.affection" for meets in act.meets)]
    assert all("touch" in act.traits for act in touching)


def test_stretching_is_exercise_and_walking_is_not() -> None:
    assert {act.code for act in ACTS if "exercise" in act.traits} == {"stretch_two", "stretch_ten"}


@pytest.mark.parametrize("act", [act for act in ACTS if act.place == "outside"], ids=lambda act: act.code)
def test_outside_is_named_where_one_goes_out(act: Act) -> None:
    assert {"outdoors"} <= {meets.need for meets in act.meets}


def test_a_gap_would_be_found() -> None:
    by_two = [act for act in meeting("sleep") if act.minutes > 2]
    assert any(not any(low < act.minutes <= high for act in by_two) for low, high in BANDS)
    twin = catalogue.act("small_eat")
    assert same(twin, replace(twin, code="again", minutes=1.2))
    assert not same(twin, replace(twin, code="longer", minutes=1.3))
