"""Asks between two phones, and one adult's own people: how many taps each takes, and what the other never sees."""

import re
from contextlib import suppress

import pytest
from playwright.sync_api import expect

from tests.e2e.phone import Clock, Phone

LOOKS, A_LOOK = 4, 3_000  # times that a page asks for what is new, and milliseconds that each may take to show


def asks(phone: Phone, what: str = "", hour: str = "now") -> None:
    """Ask as the form is filled in, from Now; with own words if some are given."""
    phone.tap("b-ask")
    if what:
        phone.page.fill("#what", what)
    if hour != "now":
        phone.tap(phone.page.locator(".pick").filter(has_text=re.compile(f"^{hour}$")))
    phone.tap(phone.button("Ask Sam"))
    expect(phone.on("now")).to_contain_text(what or "You asked Sam")


def shows(phone: Phone, text: str, *, is_there: bool = True) -> None:
    """Wait until Now shows this, or no more, as it does by itself."""
    said = expect(phone.on("now").get_by_text(text))
    wanted = 1 if is_there else 0
    for _ in range(LOOKS):
        phone.waits()
        with suppress(AssertionError):
            said.to_have_count(wanted, timeout=A_LOOK)
            return
    said.to_have_count(wanted)


def answers(phone: Phone, text: str) -> None:
    """Tap an answer of the card."""
    phone.logs(phone.on("now").get_by_role("button", name=text, exact=True))


def test_a_yes_is_done_and_thanked_for(ada: Phone, sam: Phone) -> None:
    asks(ada)
    assert ada.taps == 2
    shows(sam, "Ada asks: take Iris")
    answers(sam, "Yes")
    assert sam.taps == 1
    expect(sam.on("now")).to_contain_text("You said yes to Ada: take Iris, 20 min, now.")
    shows(ada, "Sam says yes: take Iris, 20 min, now.")
    answers(sam, "Done")
    expect(sam.on("now")).not_to_contain_text("take Iris")
    ada.waits()
    field = ada.page.get_by_label("Thanks to Sam, in your words")
    expect(field).to_have_value("")
    field.fill("That was long. So good.")
    answers(ada, "Send")
    expect(field).to_have_count(0)
    assert ada.taps == 3
    shows(sam, "Ada: “That was long. So good.”")
    answers(sam, "Close")
    expect(sam.on("now")).not_to_contain_text("So good")


def test_another_time_is_named_and_asked_for(ada: Phone, sam: Phone) -> None:
    asks(ada)
    shows(sam, "Ada asks: take Iris")
    sam.tap(sam.button("Another time…"))
    sheet = sam.page.locator("dialog[open]")
    expect(sheet.get_by_role("heading")).to_have_text("When could you?")
    sam.logs(sheet.get_by_role("button", name="4 pm", exact=True))
    expect(sheet).to_have_count(0)
    assert sam.taps == 2
    shows(ada, "Sam could at 4 pm: take Iris, 20 min.")
    answers(ada, "Ask at 4 pm")
    shows(sam, "20 min, at 4 pm.")
    answers(sam, "Yes")
    shows(ada, "Sam says yes: take Iris, 20 min, at 4 pm.")


def asked_of(phone: Phone) -> str:
    """Return what Now shows, without the time of day above it."""
    phone.waits()
    return phone.page.locator("#now main").inner_html()


@pytest.mark.parametrize("way", ["declined", "rested", "left alone"])
def test_whatever_is_not_said_fades_for_both(ada: Phone, sam: Phone, clock: Clock, way: str) -> None:
    asks(ada)
    shows(sam, "Ada asks: take Iris")
    before = asked_of(ada)
    if way == "declined":
        answers(sam, "Can’t")
        assert sam.taps == 1
    if way == "rested":
        answers(sam, "Rest asks until tomorrow")
    if way != "left alone":
        expect(sam.on("now")).not_to_contain_text("Ada asks")
    assert asked_of(ada) == before
    clock.passes(minutes=19)
    shows(ada, "You asked Sam: take Iris")
    clock.passes(minutes=6)
    for phone in (ada, sam):
        shows(phone, "take Iris", is_there=False)


def test_a_second_ask_waits_and_goes_with_one_tap(ada: Phone, sam: Phone, clock: Clock) -> None:
    asks(ada)
    asks(ada, what="bring the post")
    expect(ada.on("now")).to_contain_text("It waits with you until your first ask is over.")
    clock.passes(minutes=25)
    ada.waits()
    ada.logs(ada.page.locator("[id^=b-send-]"))
    shows(sam, "Ada asks: bring the post")


def test_words_of_thanks_stay_while_the_screen_goes_on(ada: Phone, sam: Phone, clock: Clock) -> None:
    asks(ada)
    shows(sam, "Ada asks")
    answers(sam, "Yes")
    shows(ada, "Sam says yes")
    answers(ada, "Done")
    field = ada.page.get_by_label("Thanks to Sam, in your words")
    field.fill("Thank you for")
    sam.logs("b-sleep")
    clock.passes(minutes=1)
    ada.waits()
    expect(field).to_have_value("Thank you for")
    ada.logs("b-hold")
    expect(ada.page.locator("h1")).to_contain_text("Iris")
    expect(field).to_have_value("Thank you for")


def test_an_ask_begins_from_a_cue_and_says_nothing_of_it(ada: Phone, sam: Phone) -> None:
    ada.tap("b-notice")
    ada.logs(ada.button("Hungry", sheet="notice"))
    ada.tap(ada.on("noted").get_by_role("link", name="Ask Sam"))
    ada.tap(ada.button("Ask Sam"))
    assert ada.taps == 4
    shows(sam, "Ada asks: take Iris")
    expect(sam.on("now")).not_to_contain_text("ungry")


def test_one_adult_keeps_somebody_and_asks_them_by_a_text(ada: Phone) -> None:
    ada.taps = 0
    ada.tap(ada.page.get_by_role("link", name="My people", exact=True))
    ada.page.fill("#name", "Mel")
    ada.page.fill("#number", "+49 170 1")
    ada.tap(ada.button("Save"))
    expect(ada.page.get_by_role("link", name="Call Mel")).to_have_attribute("href", "tel:+491701")
    expect(ada.page.get_by_role("link", name="Text Mel")).to_have_attribute("href", "sms:+491701")
    ada.tap(ada.page.get_by_role("link", name="Now"))
    ada.taps = 0
    ada.tap("b-ask")
    ada.tap(ada.button("Ask"))
    expect(ada.page.get_by_role("heading", level=1)).to_have_text("Your text to Mel")
    assert ada.taps == 2
    link = ada.page.get_by_role("link", name="Text Mel")
    expect(link).to_have_attribute("href", re.compile(r"^sms:\+491701\?&body=Could%20you%20help%20me%3A%20take%20Iris"))
    ada.tap(ada.button("Copy"))
    expect(ada.button("Copied")).to_be_visible()


def test_somebody_is_changed_taken_out_and_put_back(ada: Phone) -> None:
    ada.go(f"{ada.family}people")
    ada.page.fill("#name", "Mel")
    ada.button("Save").click()
    ada.page.get_by_role("link", name="Edit Mel").click()
    ada.page.fill("#name", "Melanie")
    ada.button("Save").click()
    ada.page.get_by_role("link", name="Edit Melanie").click()
    ada.button("Remove").click()
    expect(ada.page.locator("main")).to_contain_text("Taken out.")
    expect(ada.page.get_by_role("heading", name="Mel")).to_have_count(0)
    ada.button("Undo").click()
    expect(ada.page.get_by_role("heading", name="Melanie")).to_be_visible()
