"""Words that another adult may read: while a cue waits, whatever its strength, and for twelve hours."""

import pytest

from kinwell.core.log.events import CueNoticed, QuestionAnswered
from kinwell.core.log.standing import marks, stand
from kinwell.core.needs.shown import waiting, word, words
from tests.builders import Days, When, a_family, holder, instant

ADAS = holder("ada")


def read(day: Days, at: When, of: str = "sam") -> tuple[str, ...]:
    """Return the needs of which Ada reads a word; what another than Ada notices the builder shows to all adults."""
    return words(day.state("ada", at).needs, holder(of), instant(at))


def waits(day: Days) -> list[str]:
    found = waiting(marks(stand(day.told).entries), ADAS)
    return [cue.event.need for cue in found.values()]  # type: ignore[attr-defined]


HUNGRY = a_family().noticed("13:00", "eat", of="sam")


@pytest.mark.parametrize(("at", "needs"), [("13:00", ("eat",)), ("+1 00:59", ("eat",)), ("+1 01:00", ())])
def test_a_word_stands_for_twelve_hours(at: str, needs: tuple[str, ...]) -> None:
    assert read(HUNGRY, at) == needs


def test_noticed_again_it_stands_twelve_hours_from_then() -> None:
    again = HUNGRY.noticed("20:00", "eat", of="sam")
    assert read(again, "+1 07:59") == ("eat",)


@pytest.mark.parametrize("full", [True, False])
def test_met_in_full_or_a_bit_it_is_gone(full: bool) -> None:
    assert read(HUNGRY.met("13:10", "eat", full=full, of="sam"), "13:11") == ()


def test_put_second_or_off_it_stands() -> None:
    assert read(HUNGRY.put_second("13:10", "eat", of="sam"), "13:11") == ("eat",)
    assert read(HUNGRY.later("13:10", "eat", "asleep", of="sam"), "13:11") == ("eat",)


def test_words_stand_in_the_catalogues_order() -> None:
    both = a_family().noticed("13:00", "quiet", of="sam").noticed("13:01", "eat", of="sam")
    assert read(both, "13:02") == ("eat", "quiet")


def test_what_was_met_and_never_noticed_is_no_word() -> None:
    assert read(a_family().met("13:00", "eat", of="sam"), "13:01") == ()


def test_a_cue_waits_until_its_need_is_met_or_forgotten() -> None:
    day = a_family().noticed("13:00", "eat").noticed("13:01", "drink").noticed("13:02", "sit")
    assert waits(day) == ["eat", "drink", "sit"]
    assert waits(day.met("13:10", "eat", "drink")) == ["sit"]
    forget = QuestionAnswered(holder=ADAS, need="sit", answer="forget")
    not_yet = QuestionAnswered(holder=ADAS, need="eat", answer="not_yet")
    assert waits(day.says("13:10", forget).says("13:11", not_yet)) == ["eat", "drink"]


def test_what_came_before_a_cue_does_not_answer_it() -> None:
    assert waits(a_family().met("12:59", "eat").noticed("13:00", "eat")) == ["eat"]


def test_a_sleep_answers_no_cue() -> None:
    tired = a_family().noticed("13:00", "sleep")
    assert waits(tired.asleep("13:10", "18:00", who="ada")) == ["sleep"]


def test_another_answers_no_cue_of_hers() -> None:
    assert waits(a_family().noticed("13:00", "eat").met("13:10", "eat", of="sam")) == ["eat"]
    assert waits(a_family().noticed("13:00", "eat", of="sam")) == []


@pytest.mark.parametrize("strength", ["early", "clear", "urgent"])
def test_a_word_is_the_same_for_every_strength_and_has_no_name_of_its_own(strength: str) -> None:
    cue = CueNoticed(holder=ADAS, need="quiet", strength=strength, cue="touched_out")  # type: ignore[arg-type]
    assert word(cue) == CueNoticed(holder=ADAS, need="quiet")
