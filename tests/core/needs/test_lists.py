"""What a family wants, values and does not want, as it stands."""

from datetime import UTC, datetime, time

from kinwell.core.catalogue import act
from kinwell.core.log.events import AnchorSet, BoundarySet, LimitSet, ValueHeld, WishSaid
from kinwell.core.needs.lists import Bound, weighs
from tests.builders import ADA, ADULTS, SAM, ZONE, Days, a_family

NO_TALKS_LATE = LimitSet(text="no talks after nine", traits=("talk",), begins=time(21), ends=time(6))


def bound(day: Days) -> Bound:
    return day.state("ada", "12:00").lists.bounds_of([ADA])[0]


def test_a_wish_stays_in_its_own_words() -> None:
    day = a_family().says("09:00", WishSaid(text="an hour with the loom", need="self"))
    assert [wish.text for wish in day.state("ada", "10:00").lists.wishes_of(ADA)] == ["an hour with the loom"]


def test_what_one_wants_is_nobody_elses_to_read() -> None:
    day = a_family().says("09:00", WishSaid(text="an hour with the loom"))
    assert day.state("sam", "10:00").lists.wishes == {}


def test_of_six_values_the_five_said_last_count_in_their_order() -> None:
    day = a_family()
    for hour, rank in enumerate((1, 5, 4, 3, 2, 1)):
        day = day.says(f"{hour + 6:02}:00", ValueHeld(text=f"{hour}", rank=rank))
    assert [value.text for value in day.state("ada", "13:00").lists.values_of(ADA)] == ["5", "4", "3", "2", "1"]


def test_the_first_value_weighs_half_as_much_again_and_the_second_less() -> None:
    day = a_family().says("08:00", ValueHeld(text="out", rank=1, needs=("outdoors",)))
    day = day.says("08:01", ValueHeld(text="calm", rank=2, needs=("quiet", "outdoors")))
    assert weighs(day.state("ada", "09:00").lists.values_of(ADA)) == {"outdoors": 1.5, "quiet": 1.4}


def test_the_rhythm_runs_from_the_morning_on_and_holds_five() -> None:
    day = a_family()
    for minute, hour in enumerate((3, 7, 12, 18, 19, 20)):
        day = day.says(f"08:0{minute}", AnchorSet(name=f"at {hour}", hour=time(hour)), by="sam")
    assert [anchor.hour.hour for anchor in day.state("ada", "09:00").lists.rhythm()] == [7, 12, 18, 19, 20]


def test_a_limit_with_hours_holds_in_them_and_not_before() -> None:
    limit = bound(a_family().says("09:00", NO_TALKS_LATE))
    assert limit.holds(datetime(2026, 5, 4, 19, 30, tzinfo=UTC), ZONE)  # half past nine in the evening
    assert not limit.holds(datetime(2026, 5, 4, 18, 30, tzinfo=UTC), ZONE)


def test_hours_are_those_on_the_wall_when_the_clocks_have_changed() -> None:
    limit = bound(a_family().says("09:00", NO_TALKS_LATE))
    assert not limit.holds(datetime(2026, 11, 4, 19, 30, tzinfo=UTC), ZONE)
    assert limit.holds(datetime(2026, 11, 4, 20, 30, tzinfo=UTC), ZONE)


def test_enough_is_a_length_and_what_is_shorter_stays() -> None:
    limit = bound(a_family().says("09:00", LimitSet(text="ten minutes", needs=("move",), most_minutes=10)))
    assert limit.forbids(act("walk_with_child"), answers_child=False)
    assert not limit.forbids(act("small_move"), answers_child=False)


def test_a_limit_on_everything_leaves_alone_what_a_child_asks_for() -> None:
    limit = bound(a_family().says("09:00", LimitSet(text="four minutes", most_minutes=4)))
    assert limit.forbids(act("small_child_feed"), answers_child=False)
    assert not limit.forbids(act("small_child_feed"), answers_child=True)


def test_a_boundary_in_words_alone_forbids_nothing() -> None:
    told = bound(a_family().says("09:00", BoundarySet(text="shouting", about="kin", i_do="I leave the room")))
    assert not told.forbids(act("call_someone"), answers_child=False)


def test_a_boundary_is_anothers_to_obey_once_it_is_shown() -> None:
    told = BoundarySet(text="visits without asking", about="kin", traits=("visitors",))
    assert a_family().says("09:00", told, by="sam").state("ada", "10:00").lists.bounds_of([SAM]) == ()
    assert a_family().says("09:00", told, by="sam", eyes=ADULTS).state("ada", "10:00").lists.bounds_of([SAM]) != ()
