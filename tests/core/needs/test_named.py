"""Needs that their holder names: nothing of an unnamed one is read, and nothing of a named one is anybody else's."""

from kinwell.core.catalogue import own_need_acts
from kinwell.core.log.events import NeedNamed, NeedStated
from kinwell.core.needs import pressure
from tests.builders import ZONE, Days, a_family, holder, instant
from tests.core.suggested import acts, codes, now, offered

PIANO = NeedNamed(need="own_1", name="piano")


def readings(day: Days, at: str, of: str = "ada") -> list[str]:
    found = pressure.read_all(day.state(of, at).needs, holder(of), instant(at), ZONE)
    return [reading.need for reading in found if reading.need.startswith("own_")]


def test_until_it_is_named_a_need_of_ones_own_is_in_no_reading() -> None:
    assert readings(a_family().noticed("12:00", "own_1"), "12:01") == []


def test_named_it_is_read_and_the_others_of_ones_own_are_not() -> None:
    assert readings(a_family().says("12:00", PIANO), "12:01") == ["own_1"]


def test_one_adults_names_are_in_nobody_elses_state() -> None:
    day = a_family().says("12:00", PIANO)
    assert readings(day, "12:01", of="sam") == []
    assert not day.state("sam", "12:01").needs.called(holder("ada"))


def test_an_unnamed_one_is_offered_nothing_and_a_named_one_two_minutes() -> None:
    noticed = a_family().noticed("12:00", "own_1", "urgent")
    assert not {*acts(now(noticed, "12:01"))} & {*own_need_acts()}
    found = now(a_family().says("11:00", PIANO).noticed("12:00", "own_1", "urgent"), "12:01")
    assert "small_own_1" in acts(found)
    assert codes(offered(found, "small_own_1")) == ["reason.told_cue", "reason.short"]


def test_while_the_child_sleeps_there_is_time_for_all_of_it() -> None:
    day = a_family().says("11:00", PIANO).noticed("12:00", "own_1").asleep("12:00")
    assert "own_1_fifteen" in acts(now(day, "12:05", minutes=20))


def test_it_has_no_floor_until_its_holder_says_one() -> None:
    day = a_family().says("08:00", PIANO).met("08:00", "own_1").noticed("08:01", "own_1", "early")
    state = day.state("ada", "14:00").needs
    assert not pressure.read(state, holder("ada"), "own_1", instant("14:00"), ZONE).at_floor
    stated = day.says("08:02", NeedStated(holder=holder("ada"), need="own_1", cadence_minutes=60, floor_minutes=300))
    state = stated.state("ada", "14:00").needs
    assert pressure.read(state, holder("ada"), "own_1", instant("14:00"), ZONE).at_floor
