"""What follows a cue: a question once it rests, ready lines after touched out, and a sign of danger kept by one's own
word alone."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from kinwell import words
from kinwell.core.catalogue import acts, cues, needs
from kinwell.core.ids import PersonId, adult
from kinwell.core.log.events import NoteWritten
from kinwell.web import taps
from kinwell.web.sheets import SPACE
from tests.builders import IRIS, holder
from tests.web.browsing import JOE, Clock, Household, Page, Phone, cue, next_door, rows, words_of

ANSWERS = ("yes", "bit", "not-yet", "forget")
DANGEROUS = sorted(code for code, need in needs().items() if need.danger)
OUT = {"touched_out": "quiet", "needed_out": "relief"}


def asked(page: Page) -> bool:
    """Return whether the page has the question about a cue for its opening."""
    return any("data-once" in given for _, given in page.elements)


def test_a_cue_without_an_answer_is_asked_about_once_it_has_rested(ada: Phone, clock: Clock) -> None:
    ada.taps(cue("ada", "eat"), sheet="noted")
    assert not asked(Page(ada.reply))
    assert not asked(ada.opens())
    clock.passes(40)

    page = ada.opens()

    assert asked(page)
    assert "Did you get to eat?" in page.says


def test_whether_it_shows_is_for_the_page_that_was_opened(ada: Phone, clock: Clock) -> None:
    ada.taps(cue("ada", "eat"))
    clock.passes(40)

    [question] = [given for _, given in ada.opens().elements if "data-once" in given]

    assert "hidden" in question
    assert question["data-once"].isdigit()  # the instant, and not of what


@pytest.mark.parametrize("answer", ANSWERS)
def test_any_answer_ends_the_question(ada: Phone, clock: Clock, answer: str) -> None:
    ada.taps(cue("ada", "eat"))
    clock.passes(40)

    ada.presses(f"b-asked-{answer}")

    assert not asked(Page(ada.reply))
    clock.passes(40)
    assert not asked(ada.opens())


def test_asking_writes_nothing(ada: Phone, clock: Clock) -> None:
    ada.taps(cue("ada", "eat"))
    clock.passes(40)
    before = rows().keys()

    assert asked(ada.opens())

    assert rows().keys() == before


def test_while_iris_calls_nothing_is_asked(ada: Phone, clock: Clock) -> None:
    ada.taps(cue("ada", "eat"))
    clock.passes(40)
    ada.taps(cue("iris", "child.feed"))
    assert not asked(ada.opens())

    ada.taps(taps.met(holder("iris"), "child.feed", full=True)[0])

    assert asked(ada.opens())


def test_while_one_rests_or_does_something_nothing_is_asked(ada: Phone, clock: Clock) -> None:
    ada.taps(cue("ada", "eat"))
    clock.passes(40)
    [act] = ada.taps(*taps.act_begins("eat_meal"))
    assert not asked(ada.opens())
    ada.taps(*taps.undo([act], private=True))
    assert asked(ada.opens())

    ada.taps(*taps.sleep(holder("ada")))

    assert not asked(ada.opens())


def test_of_a_tap_that_was_withdrawn_nothing_is_asked(ada: Phone, clock: Clock) -> None:
    [told] = ada.taps(cue("ada", "quiet"))
    ada.sends_form("withdraw", told)
    clock.passes(40)

    assert not asked(ada.opens())


def test_nobody_else_is_asked(ada: Phone, sam: Phone, nan: Phone, clock: Clock) -> None:
    ada.taps(cue("ada", "eat"))
    clock.passes(40)

    assert not asked(sam.opens())
    assert not asked(nan.opens())


def test_on_the_night_screen_nothing_is_asked(ada: Phone, clock: Clock) -> None:
    clock.at("02:00")
    ada.taps(cue("ada", "eat"))
    clock.passes(40)
    ada.taps(*taps.feed(IRIS, "breast", "left"))

    assert not asked(ada.opens())


def out(phone: Phone, code: str) -> Page:
    """Return the sheet after touched out, or needed out."""
    phone.taps(*taps.cue(holder("ada"), OUT[code], named=code), sheet="noted")
    return Page(phone.reply)


def messages(page: Page) -> list[str]:
    """Return what its links put into a message of one's own phone."""
    links = [urlsplit(given["href"]) for _, given in page.elements if given.get("href", "").startswith("sms:")]
    assert all(not link.path for link in links)  # to whom is for the phone to ask
    return [line for link in links for line in parse_qs(link.query)["body"]]


def test_every_cue_in_its_own_right_has_an_act_that_makes_space() -> None:
    assert SPACE.keys() == cues().keys()
    assert all(acts()[code].minutes == 10 for codes in SPACE.values() for code in codes)  # as their sentences say
    assert all(any(not acts()[code].others for code in codes) for codes in SPACE.values())


def test_after_touched_out_ten_minutes_with_nobody_on_you_begin_with_a_tap(ada: Phone) -> None:
    sheet = out(ada, "touched_out")
    assert "Ten minutes with nobody on you" in sheet.says
    assert "in their own cot" in sheet.says

    ada.taps(*sheet.button(kind="act.taken", act="nobody_on_me"))

    assert ada.opens().has("b-end")


def test_after_needed_out_the_children_are_handed_over_by_name(ada: Phone) -> None:
    sheet = out(ada, "needed_out")

    assert sheet.button(kind="act.taken", act="small_relief")
    assert "is yours for ten minutes" in sheet.says


@pytest.mark.parametrize("code", OUT)
def test_a_ready_line_goes_into_a_message_of_ones_own(ada: Phone, code: str) -> None:
    before = len(rows())
    sheet = out(ada, code)

    [line] = messages(sheet)

    assert "not about you" in line
    assert f"Tell Sam: {line}" in sheet.says
    assert [given["data-copy"] for _, given in sheet.elements if "data-copy" in given] == [line]
    assert len(rows()) == before + 1  # the cue


@pytest.mark.parametrize("need", ["eat", "quiet", "relief"])
def test_after_other_cues_there_is_no_ready_line(ada: Phone, need: str) -> None:
    ada.taps(cue("ada", need), sheet="noted")

    assert messages(Page(ada.reply)) == []


def test_where_no_other_adult_is_there_is_nobody_to_tell(clock: Clock, db: None) -> None:
    joe = next_door(clock)
    joe.taps(*taps.cue(adult(PersonId(JOE)), "relief", named="needed_out"), sheet="noted")
    sheet = Page(joe.reply)

    assert messages(sheet) == []
    assert sheet.button(kind="act.taken", act="nobody_on_me")


def test_help_and_safe_sleep_give_no_cookie(household: Household) -> None:
    for address in ("/help", "/help/sleep", "/help/together"):
        client = Client()
        reply = client.get(address)
        assert not client.cookies, address
        assert b"csrf" not in reply.content, address


@pytest.mark.parametrize("need", DANGEROUS)
def test_what_led_to_help_can_be_kept_in_plain_words(ada: Phone, need: str) -> None:
    page = Page(Client().get("/help"))

    kept = [log for log in page.logs() if log[0]["kind"] == NoteWritten.KIND]

    assert len(kept) == len(DANGEROUS)
    assert all(log[0]["private"] for log in kept)
    sign = _urgent(need)
    assert [log[0]["body"]["text"] for log in kept].count(f"For my appointment: {sign}") == 1


def test_it_shows_on_help_only_when_a_sign_led_there(ada: Phone) -> None:
    signed = [given for _, given in Page(Client().get("/help")).elements if "data-sign" in given]

    assert len(signed) == 2 * len(DANGEROUS)  # what to do, and what can be kept
    assert all("hidden" in given for given in signed)


def test_what_was_kept_is_for_ones_own_eyes(ada: Phone, sam: Phone) -> None:
    [told] = ada.taps(*taps.note(f"For my appointment: {_urgent('quiet')}"))

    assert "rage rising" in words_of(ada.opens("history"), told)
    assert "rage" not in sam.opens("history").html
    assert rows()[told].eyes == "me"
    assert b"rage" not in bytes(rows()[told].body)


def _urgent(need: str) -> str:
    return words.say(f"need.{need}.urgent")
