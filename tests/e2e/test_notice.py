"""The notice sheet in a hand: pulled down, left halfway, taken up again; what follows a cue, and a sign one keeps."""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Phones
from tests.e2e.joining import confirm, invite
from tests.e2e.phone import PASSPHRASE, Clock, Phone

RETRY = 5_100
LOST = r"net::ERR_(FAILED|INTERNET_DISCONNECTED)"
WORDS = "soup again"


def notices(phone: Phone, chip: str) -> None:
    """Notice something, and see its sheet."""
    phone.tap("b-notice")
    phone.logs(phone.button(chip, sheet="notice"))
    expect(phone.on("noted")).to_be_visible()


def pulls(phone: Phone, sheet: str, *, by: int, sideways: int = 0) -> None:
    """Lay a finger on a sheet's title and move it down, in steps as a finger does."""
    box = phone.on(sheet).get_by_role("heading").first.bounding_box()
    assert box is not None
    x, y = box["x"] + 8, box["y"] + 8
    session = phone.context.new_cdp_session(phone.page)
    session.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for part in (0.25, 0.5, 0.75, 1.0):
        point = {"x": x + sideways * part, "y": y + by * part}
        session.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    session.detach()


def stored(phone: Phone) -> str:
    """Return all that this tab keeps."""
    return phone.page.evaluate("() => JSON.stringify({...sessionStorage})")


def types(phone: Phone) -> None:
    phone.tap("b-notice")
    phone.on("own-words").fill(WORDS)


# Closing.


@pytest.mark.parametrize(("hook", "sheet"), [("b-feed", "feed"), ("b-notice", "notice"), ("b-child", "children")])
def test_a_sheet_pulled_down_closes(ada: Phone, hook: str, sheet: str) -> None:
    ada.tap(hook)
    expect(ada.on(sheet)).to_be_visible()
    pulls(ada, sheet, by=140)
    expect(ada.on(sheet)).to_be_hidden()
    expect(ada.on(hook)).to_be_focused()
    ada.tap(hook)
    expect(ada.on(sheet)).to_be_visible()


@pytest.mark.parametrize(("by", "sideways"), [(40, 0), (90, 160), (-140, 0)])
def test_a_small_pull_or_another_way_leaves_it_open(ada: Phone, by: int, sideways: int) -> None:
    ada.tap("b-notice")
    pulls(ada, "notice", by=by, sideways=sideways)
    expect(ada.on("notice")).to_be_visible()
    expect(ada.on("notice")).not_to_have_attribute("style", re.compile("translate"))


def test_a_sheet_scrolled_down_is_scrolled_and_not_closed(ada: Phone) -> None:
    ada.page.set_viewport_size({"width": 390, "height": 420})
    ada.tap("b-notice")
    ada.on("notice").locator("summary").press("Enter")
    ada.on("notice").evaluate("(sheet) => { sheet.scrollTop = 30 }")
    pulls(ada, "notice", by=140)
    expect(ada.on("notice")).to_be_visible()


def test_escape_closes_a_sheet_and_leaves_now_where_it_is(ada: Phone) -> None:
    """Escape and the phone's Back are one to a dialog; on this machine Back is no key."""
    before = ada.page.evaluate("() => history.length")
    ada.on("b-notice").press("Enter")
    expect(ada.on("notice")).to_be_visible()
    ada.on("notice").press("Escape")
    expect(ada.on("notice")).to_be_hidden()
    assert ada.page.evaluate("() => history.length") == before


# Half a choice.


def test_words_that_were_typed_come_back_within_a_minute(ada: Phone) -> None:
    types(ada)
    ada.on("own-words").press("Escape")
    expect(ada.on("notice")).to_be_hidden()
    expect(ada.on("own-words")).to_have_value("")
    ada.tap("b-notice")
    expect(ada.on("own-words")).to_have_value(WORDS)
    ada.logs(ada.button("Save", sheet="notice"))
    assert WORDS not in stored(ada)
    ada.tap("b-notice")
    expect(ada.on("own-words")).to_have_value("")


def test_also_when_the_page_was_left(ada: Phone) -> None:
    types(ada)
    ada.go(f"{ada.family}days")
    ada.home()
    ada.tap("b-notice")
    expect(ada.on("own-words")).to_have_value(WORDS)


def test_after_a_minute_they_are_gone(ada: Phone) -> None:
    types(ada)
    ada.tap(ada.button("Close", sheet="notice"))
    expect(ada.on("own-words")).to_have_value("")
    assert WORDS in stored(ada)
    ada.waits(61_000)
    assert WORDS not in stored(ada)
    ada.tap("b-notice")
    expect(ada.on("own-words")).to_have_value("")


def test_nobody_else_on_this_phone_finds_them(ada: Phone, phones: Phones) -> None:
    link = invite(ada)
    sam = phones()
    sam.join(link, "Sam")
    confirm(ada, "Sam")
    ada.home()
    types(ada)
    ada.go(f"{ada.family}family")
    assert WORDS in stored(ada)
    ada.page.get_by_role("button", name="Sign out").press("Enter")
    expect(ada.page.get_by_role("heading", name="Sign in")).to_be_visible()
    assert WORDS not in stored(ada)
    ada.page.fill("#id_login", "sam")
    ada.page.fill("#id_password", PASSPHRASE)
    ada.page.get_by_role("button", name="Sign in").press("Enter")
    expect(ada.on("now")).to_be_visible()
    ada.tap("b-notice")
    expect(ada.on("own-words")).to_have_value("")


def test_answers_left_halfway_come_back_without_noticing_twice(ada: Phone) -> None:
    notices(ada, "Hungry")
    before = ada.server.kept_rows()
    pulls(ada, "noted", by=140)
    expect(ada.on("noted")).to_be_hidden()
    ada.tap("b-notice")
    expect(ada.on("noted")).to_contain_text("Hungry. Noted.")
    expect(ada.on("notice")).to_be_hidden()
    ada.logs(ada.button("Iris first", sheet="noted"))
    assert ada.server.kept_rows() == before + 1
    ada.tap("b-notice")
    expect(ada.on("notice")).to_be_visible()


def test_so_does_when_to_come_back_to_it(ada: Phone) -> None:
    notices(ada, "Hungry")
    ada.tap(ada.button("At…", sheet="noted"))
    ada.page.mouse.click(195, 40)
    expect(ada.on("later")).to_be_hidden()
    ada.tap("b-notice")
    expect(ada.on("later")).to_be_visible()


def test_a_sheet_closed_by_its_button_is_done_with(ada: Phone) -> None:
    notices(ada, "Hungry")
    ada.tap(ada.button("Close", sheet="noted"))
    ada.tap("b-notice")
    expect(ada.on("notice")).to_be_visible()


def test_a_minute_later_it_is_done_with_too(ada: Phone) -> None:
    notices(ada, "Hungry")
    ada.button("Close", sheet="noted").press("Escape")
    ada.until(lambda: "draft" in stored(ada))
    ada.waits(61_000)
    ada.tap("b-notice")
    expect(ada.on("notice")).to_be_visible()


def test_what_was_noticed_of_iris_does_not_stand_before_what_one_notices_of_oneself(ada: Phone) -> None:
    ada.tap("b-child")
    ada.logs(ada.button("Feed", sheet="children"))
    ada.button("Close", sheet="noted").press("Escape")
    expect(ada.on("noted")).to_be_hidden()
    ada.tap("b-notice")
    expect(ada.on("notice")).to_be_visible()


# Did you get to eat?


def test_an_unanswered_cue_is_asked_about_once(ada: Phone, clock: Clock) -> None:
    question = ada.page.locator("section.question:visible")
    notices(ada, "Hungry")
    ada.tap(ada.button("Close", sheet="noted"))
    ada.home()
    expect(question).to_have_count(0)
    clock.passes(minutes=40)
    ada.waits()
    expect(ada.page.locator(".top")).to_contain_text("2:52 pm")
    expect(question).to_have_count(0)  # the page was open all along
    ada.home()
    expect(question).to_contain_text("Did you get to eat?")
    clock.passes(minutes=2)
    ada.waits()
    expect(ada.page.locator(".top")).to_contain_text("2:54 pm")
    expect(question).to_have_count(1)  # it stays while the page does
    before = ada.server.kept_rows()
    ada.home()
    expect(question).to_have_count(0)  # no answer is no answer
    assert ada.server.kept_rows() == before


@pytest.mark.parametrize("answer", ["Yes", "A bit", "Not yet", "Forget it"])
def test_each_answer_is_one_tap_and_ends_it(ada: Phone, clock: Clock, answer: str) -> None:
    notices(ada, "Hungry")
    ada.tap(ada.button("Close", sheet="noted"))
    clock.passes(minutes=40)
    ada.home()
    ada.logs(ada.page.locator("section.question").get_by_role("button", name=answer, exact=True))
    expect(ada.page.locator("section.question")).to_have_count(0)
    expect(ada.on("b-undo")).to_be_visible()


# Ready lines.

COPIED = """() => document.addEventListener("copy", () => {
  const { value, selectionStart, selectionEnd } = document.activeElement;
  window.copied = value.slice(selectionStart, selectionEnd);
})"""


def test_ten_minutes_with_nobody_on_you_begin_with_a_tap(ada: Phone) -> None:
    notices(ada, "Touched out")
    expect(ada.on("noted").locator("a[href^='sms:']")).to_have_count(0)  # nobody else is there
    ada.logs(ada.button("Ten minutes with nobody on you", sheet="noted"))
    expect(ada.on("noted")).to_be_hidden()
    expect(ada.page.get_by_role("heading", name="Ten minutes with nobody on you")).to_be_visible()
    expect(ada.on("b-end")).to_be_visible()


def test_the_ready_line_is_copied_also_without_a_clipboard_of_the_browsers(ada: Phone, phones: Phones) -> None:
    sam = phones()
    sam.join(invite(ada), "Sam")
    confirm(ada, "Sam")
    ada.home()
    notices(ada, "Touched out")
    line = "I need space, it is not about you."
    expect(ada.on("noted").get_by_role("link", name=f"Tell Sam: {line}")).to_have_attribute("href", re.compile("^sms:"))
    rows = ada.server.kept_rows()
    ada.page.evaluate("() => Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    ada.page.evaluate(COPIED)
    ada.tap(ada.button("Copy", sheet="noted"))
    expect(ada.button("Copied", sheet="noted")).to_be_focused()
    assert ada.page.evaluate("() => window.copied") == line
    expect(ada.on("noted").locator("textarea")).to_have_count(0)
    assert ada.server.kept_rows() == rows


# A sign of danger.

SIGN = "rage rising"


def leads_to_help(phone: Phone) -> None:
    """Tap the rung that means danger."""
    notices(phone, "Quiet")
    phone.tap(phone.on("noted").get_by_role("link", name=SIGN))
    expect(phone.page.locator("section[data-sign]:visible")).to_have_count(1)


def test_a_sign_is_kept_by_a_tap_and_by_nothing_else(ada: Phone) -> None:
    sent: list[str] = []
    leads_to_help(ada)
    assert ada.page.url.endswith("/help")
    assert SIGN not in stored(ada)
    rows = ada.server.kept_rows()
    ada.page.on("request", lambda request: sent.append(f"{request.url} {request.post_data}"))
    with ada.page.expect_response("**/log"):
        ada.tap(ada.button("Keep this for my appointment"))
    expect(ada.on("status")).to_have_text("Kept. It stands in Days.")
    expect(ada.button("Keep this for my appointment")).to_be_hidden()
    assert ada.server.kept_rows() == rows + 1
    assert all("rage" not in one.split()[0] for one in sent)
    [entry] = [json.loads(one.split(" ", 1)[1])["entries"][0] for one in sent if '"entries"' in one]
    assert entry["id"][14] == "4"  # an id that tells no minute
    ada.home()
    ada.page.get_by_role("link", name="Days").press("Enter")
    expect(ada.page.locator("article.line")).to_contain_text([f"For my appointment: {SIGN}"])
    assert SIGN not in stored(ada)


def test_whoever_leaves_it_leaves_nothing(ada: Phone) -> None:
    leads_to_help(ada)
    ada.home()
    ada.page.get_by_role("link", name="Days").press("Enter")
    expect(ada.page.locator("main")).to_be_visible()
    expect(ada.page.locator("article.line")).to_have_count(0)
    assert SIGN not in stored(ada)


def test_help_opened_otherwise_offers_nothing_to_keep(ada: Phone) -> None:
    leads_to_help(ada)
    ada.page.reload()
    expect(ada.page.locator("[data-sign]:visible")).to_have_count(0)
    ada.home()
    ada.page.get_by_role("link", name="Help").press("Enter")
    expect(ada.page.locator("h1")).to_have_text("Help")
    expect(ada.page.locator("[data-sign]:visible")).to_have_count(0)


def test_kept_without_reception_it_goes_once_there_is_some(ada: Phone) -> None:
    ada.forgive(LOST)
    leads_to_help(ada)
    rows = ada.server.kept_rows()
    ada.context.set_offline(True)
    ada.tap(ada.button("Keep this for my appointment"))
    expect(ada.on("status")).to_have_text("Without reception. Entries are kept on this phone.")
    ada.context.set_offline(False)
    ada.waits(RETRY)
    expect(ada.on("status")).to_have_text("Kept. It stands in Days.")
    assert ada.server.kept_rows() == rows + 1


def test_whoever_is_signed_out_is_told_that_it_waits(ada: Phone) -> None:
    ada.forgive(r"^403: POST |console: Failed to load resource.*(403|404)|^404: GET /f/")
    leads_to_help(ada)
    rows = ada.server.kept_rows()
    ada.context.clear_cookies(name="sessionid")
    ada.tap(ada.button("Keep this for my appointment"))
    expect(ada.on("status")).to_contain_text("You are signed out.")
    assert ada.server.kept_rows() == rows


def test_it_is_kept_for_nobody_who_signed_in_meanwhile(ada: Phone, phones: Phones) -> None:
    ada.forgive(r"^403: POST |console: Failed to load resource.*403")
    sam = phones()
    sam.join(invite(ada), "Sam")
    confirm(ada, "Sam")
    ada.home()
    leads_to_help(ada)
    rows = ada.server.kept_rows()
    ada.context.add_cookies(sam.context.cookies())
    ada.tap(ada.button("Keep this for my appointment"))
    expect(ada.on("status")).to_contain_text("You are signed out.")
    assert ada.server.kept_rows() == rows


def test_help_gives_no_cookie_and_asks_nothing_of_the_server(ada: Phone) -> None:
    leads_to_help(ada)
    ada.context.clear_cookies()
    asked: list[str] = []
    ada.page.on("request", lambda request: asked.append(request.url))
    ada.go("/help")
    assert ada.context.cookies() == []
    assert not [url for url in asked if "/f/" in url]
