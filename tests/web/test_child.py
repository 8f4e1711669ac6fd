"""A child's page: signs and what they meant, a question a week, and a pause that nobody else sees."""

import pytest

from kinwell.core.ids import CARE, ME
from tests.builders import IRIS, LEO
from tests.web.browsing import Clock, Page, Phone, cue, next_door, row, rows
from tests.web.watching import TOKEN


def tells(phone: Phone, sign: str = "rubs ears", need: str = "child.sleep", helped: str = "") -> None:
    reply = phone.sends_form("sign_meant", IRIS, sign=sign, need=need, helped=helped)
    assert reply.status_code == 302, Page(reply).says


def pauses(phone: Phone, *, paused: bool = True) -> None:
    reply = phone.sends_form("pause_child", IRIS, paused="yes" if paused else "no")
    assert reply.status_code == 302


def everything(phone: Phone) -> list[bytes]:
    """Return the pages that tell of a child, as this phone gets them."""
    replies = [phone.gets("now"), phone.gets("family"), phone.gets("history"), phone.gets("child", IRIS)]
    return [TOKEN.sub(b"", reply.content) for reply in replies]


def question(phone: Phone) -> str:
    return next((g["value"] for _, g in phone.opens("child", IRIS).elements if g.get("name") == "question"), "")


# Signs.


def test_after_three_times_a_sign_stands_with_what_it_mostly_meant_and_what_helped(
    ada: Phone, sam: Phone, clock: Clock
) -> None:
    tells(ada, helped="porch")
    clock.passes(1)
    tells(sam, " Rubs  EARS ", helped="humming")
    assert "of 2 times" not in ada.opens("child", IRIS).says
    tells(ada, need="child.feed", helped="a feed")
    for phone in (ada, sam):
        assert "rubs ears tired, 2 of 3 times; humming and porch" in phone.opens("child", IRIS).says


def test_of_a_sign_that_changed_its_meaning_the_latest_count(ada: Phone) -> None:
    for _ in range(50):
        tells(ada, need="child.feed")
    for _ in range(40):
        tells(ada, need="child.sleep")
    assert "tired, 40 of 40 times" in ada.opens("child", IRIS).says


def test_a_sign_can_be_taken_back_in_days(ada: Phone) -> None:
    before = rows()
    tells(ada)
    [new] = rows().keys() - before.keys()
    assert row(new).eyes == CARE
    assert "rubs ears: Tired" in ada.opens("history").says
    assert ada.sends_form("remove", new).status_code == 302
    tells(ada)
    tells(ada)
    assert "times" not in ada.opens("child", IRIS).says.replace("three times", "")


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"sign": " ", "need": "child.sleep"}, "What you saw is missing."),
        ({"sign": "x" * 81, "need": "child.sleep"}, "a little too long"),
        ({"sign": "hm", "need": "eat"}, ""),
        ({"sign": "hm", "need": "nothing"}, ""),
    ],
)
def test_what_does_not_fit_is_refused(ada: Phone, fields: dict[str, str], why: str) -> None:
    before = rows()
    reply = ada.sends_form("sign_meant", IRIS, **fields)
    assert reply.status_code == 422
    assert why in Page(reply).says
    assert rows() == before


# Wondering.


def test_there_is_one_question_a_week_and_none_once_it_was_answered(ada: Phone, sam: Phone, clock: Clock) -> None:
    first = question(ada)
    assert ada.sends_form("wondered", IRIS, question=first, text="The window.").status_code == 302
    assert question(ada) == ""
    assert question(sam) == first
    clock.passes(7 * 24 * 60)
    assert question(ada) not in ("", first)


def test_what_was_wondered_is_for_ones_own_eyes(ada: Phone, sam: Phone, nan: Phone) -> None:
    before = rows()
    shown = everything(sam), everything(nan)
    ada.sends_form("wondered", IRIS, question=question(ada), text="The window.")
    [new] = rows().keys() - before.keys()
    assert row(new).eyes == ME
    assert "The window." in ada.opens("history").says
    assert (everything(sam), everything(nan)) == shown


@pytest.mark.parametrize("text", ["", "  ", "x" * 601])
def test_an_empty_or_endless_answer_is_refused(ada: Phone, text: str) -> None:
    assert ada.sends_form("wondered", IRIS, question=question(ada), text=text).status_code == 422


def test_a_question_that_nobody_asked_is_refused(ada: Phone) -> None:
    assert ada.sends_form("wondered", IRIS, question="wonder.new.99", text="hm").status_code == 422


# A pause.


def test_a_paused_child_is_in_no_sentence_until_taken_up_again(ada: Phone) -> None:
    ada.taps(cue("iris", "child.feed", "urgent"))
    assert "Iris" in ada.opens().says
    pauses(ada)
    for page in ("now", "tonight"):
        assert "Iris" not in ada.opens(page).says, page
    assert "Leo" in ada.opens().says
    paused = ada.opens("child", IRIS)
    assert "Everything about Iris is paused for you." in paused.says
    assert "weeks" not in paused.says
    assert "Iris paused for you" in ada.opens("family").says
    assert ada.gets("handover", IRIS).status_code == 404

    pauses(ada, paused=False)
    assert "Iris" in ada.opens().says


def test_with_every_child_paused_there_is_still_a_screen(ada: Phone) -> None:
    pauses(ada)
    ada.sends_form("pause_child", LEO, paused="yes")
    says = ada.opens().says
    assert "Iris" not in says
    assert "Leo" not in says
    assert ada.gets("tonight").status_code in (200, 404)
    assert ada.gets("history").status_code == 200


def test_nobody_else_is_told_of_a_pause(ada: Phone, sam: Phone, nan: Phone) -> None:
    before = rows()
    shown = everything(sam), everything(nan)
    pauses(ada)
    [new] = rows().keys() - before.keys()
    assert row(new).eyes == ME
    assert "paused" not in ada.opens("history").says
    assert (everything(sam), everything(nan)) == shown
    sam.taps(cue("iris", "child.feed"))
    assert "Iris" not in ada.opens().says


def test_the_page_is_for_adults_of_the_family(ada: Phone, nan: Phone, clock: Clock) -> None:
    assert nan.gets("child", IRIS).status_code == 404
    assert nan.sends_form("pause_child", IRIS, paused="yes").status_code == 404
    joe = next_door(clock)
    assert joe.gets("child", IRIS).status_code == 404
    assert joe.sends_form("sign_meant", IRIS, sign="hm", need="child.feed").status_code == 404
