"""What Kinwell does where one is not alone with it, or wishes one were, row by row of the system, in a hand at 390 x
844. (S10) names the row; test_rows.py walks those of one adult and a child, test_rows_by_program.py all by API."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Phones
from tests.e2e.joining import confirm, invite, joined
from tests.e2e.phone import NIGHT, Clock, Phone
from tests.e2e.test_rows import answers, card, child, closes, notices, offered, place

OF_TWO = ("both", "partner", "two of you", "each of you")


def says_of_two(phone: Phone) -> list[str]:
    """Return the words of the page that speak of two."""
    shown = phone.page.locator("main").inner_text().lower()
    return [words for words in OF_TWO if words in shown]


@pytest.mark.parametrize("cue", ["Touched out", "Needed out"])
def test_touched_out_and_needed_out_bring_rest_and_a_step_by_consent(
    ada: Phone, sam: Phone, clock: Clock, cue: str
) -> None:
    """A cue in its own right, in two taps; then rest from being needed, a line one sends oneself, an ask that says
    nothing of it, nothing for two, and Help beside it (S10)."""
    before = ada.taps
    notices(ada, cue)
    assert ada.taps - before == 2
    sheet = ada.on("noted")
    expect(sheet.get_by_role("heading")).to_have_text(f"{cue}. Noted.")
    expect(sheet.get_by_role("link", name=re.compile("^Tell Sam: I need "))).to_have_attribute(
        "href", re.compile("^sms:")
    )
    expect(sheet.locator("[data-leads][href='/help']")).to_be_visible()
    rest = sheet.get_by_role("button", name=re.compile("^Ten minutes (with nobody on|in which nobody needs) you"))
    ada.logs(rest)
    expect(ada.on("b-end")).to_be_visible()
    sam.home()
    expect(sam.page.locator(".child.other")).to_have_text("Ada–")
    clock.passes(minutes=5)
    ada.home()
    ada.logs("b-broke")
    notices(ada, cue)
    closes(ada)
    expect(card(ada)).to_be_visible()
    for act in offered(ada).all_inner_texts():
        assert "Sam" not in act, act
    expect(ada.page.get_by_role("link", name="Help")).to_be_visible()


def test_one_act_names_all_it_meets(ada: Phone) -> None:
    """What meets many needs at once is on offer, and says which (S13)."""
    for chip in ("Hungry", "Heard"):
        notices(ada, chip)
        closes(ada)
    ada.logs("b-sleep")
    expect(card(ada).get_by_role("heading")).to_have_text("Eat, and a voice note")
    expect(card(ada)).to_contain_text("It may meet food and being heard.")
    ada.logs("b-yes")
    ada.logs("b-end")
    expect(ada.page.locator(".own")).to_contain_text("food: told")
    expect(ada.page.locator(".own")).to_contain_text("being heard: told")


def slept_two_hours(phone: Phone, clock: Clock) -> None:
    """Have slept from two to four at night, and nothing more was told; it is noon."""
    clock.set(NIGHT)
    phone.home()
    notices(phone, "Tired")
    answers(phone, "Now")
    clock.passes(hours=2)
    phone.home()
    phone.logs("b-up")
    clock.passes(hours=8)
    phone.home()


def test_what_today_cannot_hold_is_a_small_step_an_ask_and_tonight(ada: Phone, sam: Phone, clock: Clock) -> None:
    """Sleep that no window of today may hold: its smallest step, one ask of the other, and Tonight (S14)."""
    slept_two_hours(ada, clock)
    expect(card(ada).get_by_role("heading")).to_have_text("Ask for one early morning this week")
    ada.logs("b-sleep")
    expect(card(ada).get_by_role("heading")).to_have_text("Two minutes, eyes closed")
    expect(card(ada)).to_contain_text("Today may have no room for all of sleep; the smallest step may fit.")
    ada.tap("b-ask")
    expect(ada.page.locator("[name=minutes]:checked")).to_have_value("60")
    ada.tap(ada.button("Ask Sam"))
    expect(ada.on("now")).to_contain_text("You asked Sam: take Iris, 1 h, now.")
    sam.home()
    expect(sam.on("now")).to_contain_text("Ada asks: take Iris")
    expect(sam.page.locator(".child.other")).to_have_text("Ada–")
    ada.tap(card(ada).get_by_role("link", name="A longer stretch may fit tonight."))
    expect(ada.page.get_by_role("heading", name="Tonight")).to_be_visible()
    expect(ada.on("plan")).to_contain_text("in one piece")


def test_one_adult_asks_ones_own_people_for_it(ada: Phone, clock: Clock) -> None:
    """The same with one adult: the ask is a text to somebody of one's own, and the night is one's own (S14, S17)."""
    place(ada, "My people")
    ada.page.fill("#name", "Mel")
    ada.page.fill("#number", "0170 1")
    ada.tap(ada.button("Save"))
    slept_two_hours(ada, clock)
    ada.tap("b-ask")
    ada.tap(ada.button("Ask"))
    link = ada.page.get_by_role("link", name="Text Mel")
    expect(link).to_have_attribute("href", re.compile("^sms:.*take%20Iris"))
    ada.home()
    ada.tap(card(ada).get_by_role("link", name="A longer stretch may fit tonight."))
    expect(ada.on("plan")).to_contain_text("Who could take one early morning this week?")


def test_with_one_adult_no_screen_speaks_of_two_or_leaves_a_gap(ada: Phone, clock: Clock) -> None:
    """The same places, whole: nobody is missing, nothing is empty, nothing suggests to invite anyone (S17)."""
    clock.passes(hours=5)
    ada.home()
    expect(ada.page.get_by_role("region", name="Tonight")).to_contain_text("Bed at 8:30 pm")
    expect(ada.page.locator(".child.other")).to_have_count(0)
    for links in ((), ("My people",), ("More",), ("More", "What I go by"), ("More", "What I need")):
        ada.home()
        place(ada, *links)
        assert says_of_two(ada) == [], links
        empty = ada.page.locator("main section:not(:has(h1, h2, p, button, a, dialog))")
        expect(empty).to_have_count(0)
    ada.home()
    notices(ada, "Heard")
    closes(ada)
    assert says_of_two(ada) == []
    expect(ada.page.locator("#agreement")).to_have_count(0)


def test_with_three_adults_and_a_helper_the_screens_are_the_same(ada: Phone, sam: Phone, phones: Phones) -> None:
    """Everybody has a line, an ask goes to whom one names, a night is whose one says; a helper has the children and
    nothing of the adults (S17)."""
    kim, nan = joined(ada, phones(), "Kim"), phones()
    nan.join(invite(ada, "Helps some hours"), "Nan")
    confirm(ada, "Nan")
    ada.home()
    others = ada.page.locator(".child.other b")
    assert sorted(others.all_inner_texts()) == ["Kim", "Sam"]
    ada.tap("b-ask")
    ada.tap(ada.page.locator(".pick", has_text="Kim"))
    ada.tap(ada.page.locator("button[type=submit]"))
    expect(ada.on("now")).to_contain_text("You asked Kim")
    kim.home()
    expect(kim.on("now")).to_contain_text("Ada asks: take Iris")
    sam.home()
    expect(sam.on("now")).not_to_contain_text("Ada asks")
    place(ada, "Change")
    assert ada.page.get_by_label("Who after").locator("option").all_inner_texts() == ["Ada", "Sam", "Kim"]
    nan.home()
    expect(child(nan)).to_be_visible()
    for gone in ("#b-notice", ".child.other", ".own", "#b-ask", "section.full"):
        expect(nan.page.locator(gone)).to_have_count(0)
    nan.logs("b-sleep")
    place(nan, "Hand over Iris")
    expect(nan.on("card")).to_contain_text("Asleep since")
