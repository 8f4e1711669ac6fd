"""A broken catalogue says which code is broken, before any family meets it."""

import pytest

from kinwell.core.catalogue import needs
from kinwell.core.catalogue.read import read_acts, read_ages, read_cues, read_defaults, read_needs

type Row = dict[str, object]

EAT: Row = {
    "of": "adult",
    "while_awake": True,
    "cadence": 210,
    "floor": 360,
    "bit": 0.4,
    "bit_closes_floor": False,
    "weight": 5,
    "danger": [],
    "source": "a guess",
}
BITE: Row = {
    "minutes": 1,
    "meets": [{"need": "eat", "for": "self", "full": False}],
    "drowsy_unsafe": False,
    "source": "a guess",
}
BAND: Row = {
    "from_month": 0,
    "to_month": 2,
    "nap_minutes": [20, 60, 140],
    "naps_a_day": 4,
    "first_wake_window_minutes": 60,
    "wake_window_minutes": 60,
    "feed_interval_day_minutes": 120,
    "feed_interval_night_minutes": 160,
    "source": "a guess",
}


def test_a_sound_need_is_read() -> None:
    assert read_needs({"eat": EAT})["eat"].floor_minutes == 360


def test_a_need_without_a_floor_is_read() -> None:
    assert (
        read_needs({"eat": {name: value for name, value in EAT.items() if name != "floor"}})["eat"].floor_minutes
        is None
    )


@pytest.mark.parametrize(
    "change",
    [
        {"bit": 0.7},
        {"bit": 0.2},
        {"weight": 6},
        {"cadence": 0},
        {"floor": 100},
        {"cadence": "daily"},
        {"source": " "},
        {"of": "cat"},
        {"of": "child"},
        {"danger": ["dire"]},
        {"danger": "urgent"},
        {"while_awake": 1},
        {"from_month": True},
    ],
)
def test_a_broken_need_is_named(change: Row) -> None:
    with pytest.raises(ValueError, match=r"^eat: "):
        read_needs({"eat": EAT | change})


@pytest.mark.parametrize("name", sorted(set(EAT) - {"floor"}))
def test_a_need_that_lacks_something_is_named(name: str) -> None:
    with pytest.raises(ValueError, match=r"^eat: "):
        read_needs({"eat": {key: value for key, value in EAT.items() if key != name}})


def test_a_need_that_is_no_table_is_named() -> None:
    with pytest.raises(ValueError, match=r"^eat: "):
        read_needs({"eat": 210})


def test_a_sound_act_is_read() -> None:
    assert read_acts({"bite": BITE}, needs=needs())["bite"].child == "any"


@pytest.mark.parametrize(
    "change",
    [
        {"minutes": 0.25},
        {"hands": 3},
        {"effort": 4},
        {"child": "hungry"},
        {"meets": []},
        {"meets": [{"need": "knitting", "for": "self", "full": True}]},
        {"meets": [{"need": "eat", "for": "child", "full": True}]},
        {"meets": [{"need": "pair.talk", "for": "pair", "full": True}]},
        {"meets": [{"need": "eat", "for": "other", "full": True}]},
        {"meets": [{"need": "eat", "for": "self"}]},
        {"apart": True},
        {"apart": True, "meets": [{"need": "eat", "for": "other", "full": True}]},
        {"apart": True, "consent": True, "meets": [{"need": "pair.talk", "for": "pair", "full": True}]},
        {"carried": True, "hands": 2},
        {"carried": True, "child": "asleep"},
        {"place": "moon"},
        {"traits": "touch"},
        {"traits": ["knitting"]},
        {"drowsy_unsafe": None},
        {"source": ""},
    ],
)
def test_a_broken_act_is_named(change: Row) -> None:
    with pytest.raises(ValueError, match=r"^bite: "):
        read_acts({"bite": BITE | change}, needs=needs())


def test_an_act_for_the_other_is_read_where_the_other_is_there() -> None:
    other = {"others": True, "meets": [{"need": "eat", "for": "other", "full": True}]}
    assert read_acts({"bite": BITE | other}, needs=needs())["bite"].meets[0].holder == "other"


def test_a_cue_that_belongs_to_no_need_is_named() -> None:
    with pytest.raises(ValueError, match=r"^itchy: "):
        read_cues({"itchy": {"need": "scratch", "strength": "clear", "source": "a guess"}}, needs=needs())


def test_ages_with_a_gap_are_named() -> None:
    with pytest.raises(ValueError, match=r"^band 1: "):
        read_ages({"band": [BAND, BAND | {"from_month": 3, "to_month": 4}]})


def test_naps_that_do_not_rise_are_named() -> None:
    with pytest.raises(ValueError, match=r"^band 0: "):
        read_ages({"band": [BAND | {"nap_minutes": [60, 20, 140]}]})


def test_no_ages_at_all_are_refused() -> None:
    with pytest.raises(ValueError, match=r"^ages: "):
        read_ages({})


@pytest.mark.parametrize("row", [{"value": 1}, {"value": "late", "reason": "a guess"}, {"reason": "a guess"}])
def test_a_default_without_a_reason_or_a_value_is_named(row: Row) -> None:
    with pytest.raises(ValueError, match=r"^bedtime: "):
        read_defaults({"bedtime": row})
