"""A cue that nobody answered rests, and may be asked about: by what the log tells, and by nothing else."""

import pytest

from kinwell.core.log.events import QuestionAnswered, Responded
from kinwell.core.needs import pressure
from tests.builders import ZONE, Days, When, a_family, holder, instant


def asks(day: Days, at: When) -> str | None:
    state = day.state("ada", at)
    readings = pressure.read_all(state.needs, holder("ada"), instant(at), ZONE)
    found = pressure.question(state.needs, readings, instant(at), ZONE)
    return found.need if found else None


HUNGRY = a_family().noticed("13:00", "eat")


@pytest.mark.parametrize(
    ("at", "asked"), [("13:01", None), ("13:29", None), ("13:30", "eat"), ("19:00", "eat"), ("19:01", None)]
)
def test_a_cue_rests_half_an_hour_and_is_asked_about_for_six(at: str, asked: str | None) -> None:
    assert asks(HUNGRY, at) == asked


@pytest.mark.parametrize(
    "answered",
    [
        HUNGRY.met("13:02", "eat"),
        HUNGRY.met("13:02", "eat", full=False),
        HUNGRY.put_second("13:02", "eat"),
        HUNGRY.later("13:02", "eat", "asleep"),
    ],
    ids=["now", "a bit", "Iris first", "at"],
)
def test_a_cue_that_was_answered_is_not_asked_about(answered: Days) -> None:
    assert asks(answered, "14:00") is None


@pytest.mark.parametrize(
    "word",
    [
        Responded(holder=holder("ada"), needs=("eat",), asked=True),
        Responded(holder=holder("ada"), needs=("eat",), full=False, asked=True),
        QuestionAnswered(holder=holder("ada"), need="eat", answer="not_yet"),
        QuestionAnswered(holder=holder("ada"), need="eat", answer="forget"),
    ],
)
def test_any_answer_ends_the_question_for_good(word: Responded | QuestionAnswered) -> None:
    answered = HUNGRY.says("17:50", word)
    assert asks(answered, "17:55") is None
    assert asks(answered, "18:30") is None  # another part of the day


def test_noticed_again_it_rests_anew() -> None:
    again = HUNGRY.met("13:02", "eat").noticed("15:00", "eat")
    assert asks(again, "15:10") is None
    assert asks(again, "15:40") == "eat"


def test_of_two_the_one_noticed_last_is_asked_about() -> None:
    assert asks(HUNGRY.noticed("13:05", "drink"), "14:00") == "drink"


def test_it_comes_before_a_need_of_which_nothing_was_told() -> None:
    assert asks(a_family().met("07:00", "drink").noticed("13:00", "eat"), "13:40") == "eat"


def test_one_question_a_part_of_the_day_is_enough() -> None:
    day = a_family().met("07:00", "drink").noticed("13:00", "eat")
    day = day.says("12:30", QuestionAnswered(holder=holder("ada"), need="drink", answer="forget"))
    assert asks(day, "14:00") is None
    assert asks(day, "18:10") == "eat"


def test_a_childs_cue_is_never_asked_about() -> None:
    state = a_family().noticed("13:00", "child.feed", of="iris").state("ada", "13:40")
    readings = pressure.read_all(state.needs, holder("iris"), instant("13:40"), ZONE)
    assert pressure.question(state.needs, readings, instant("13:40"), ZONE) is None
