"""Ada shows Sam that she is hungry, on his open page and at once; and takes it back."""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Phones
from tests.e2e.joining import joined
from tests.e2e.phone import Clock, Phone
from tests.e2e.test_live import hears_alone, opens

FOOD = "Ada would be glad of food."


@pytest.fixture
def sam(ada: Phone, phones: Phones) -> Phone:
    """Return Sam's phone, in the same family as Ada's; both show Now, and hear what is new."""
    other = joined(ada, phones())
    opens(ada)
    hears_alone(other)
    return other


def shows(phone: Phone, choice: str, name: str = "Sam") -> None:
    """Choose what another may see, by way of Family."""
    phone.go(f"{phone.family}family")
    phone.tap(phone.page.get_by_role("link", name=f"What {name} may see"))
    phone.page.get_by_label(choice).check()
    phone.tap(phone.button("Save"))
    expect(phone.page.locator("h1")).to_have_text("Family")
    phone.home()


def notices(phone: Phone, chip: str) -> None:
    phone.tap("b-notice")
    phone.logs(phone.button(chip, sheet="notice"))


def test_sams_open_page_says_so_and_says_it_no_more(ada: Phone, sam: Phone) -> None:
    theirs = sam.page.locator(".child.other")
    expect(theirs).to_have_text("Ada–")
    notices(ada, "Hungry")
    ada.tap(ada.button("Close", sheet="noted"))
    shows(ada, "Food, drink, rest and space, as words")
    expect(theirs).to_have_text("Ada–")
    notices(ada, "Hungry")
    expect(ada.on("noted")).to_contain_text(f"Sam reads: “{FOOD}”")
    expect(theirs).to_have_text(f"Ada{FOOD}")
    ada.tap(ada.button("Close", sheet="noted"))
    shows(ada, "Nothing but who has the children")
    expect(theirs).to_have_text("Ada–")


def test_answered_it_goes_and_undone_it_comes_back(ada: Phone, sam: Phone) -> None:
    theirs = sam.page.locator(".child.other")
    shows(ada, "Food, drink, rest and space, as words")
    notices(ada, "Thirsty")
    expect(theirs).to_contain_text("glad of a glass of water")
    ada.logs(ada.button("Now", sheet="noted"))
    expect(theirs).to_have_text("Ada–")
    ada.logs("b-undo")
    expect(theirs).to_contain_text("glad of a glass of water")


def test_a_sign_of_danger_takes_its_word_with_it(ada: Phone, sam: Phone) -> None:
    theirs = sam.page.locator(".child.other")
    shows(ada, "Food, drink, rest and space, as words")
    notices(ada, "Quiet")
    expect(theirs).to_contain_text("glad of quiet and space")
    ada.on("noted").locator("[data-leads]").click()
    expect(ada.page.locator("h1")).to_contain_text("Help")
    expect(theirs).to_have_text("Ada–")


def test_need_by_need_in_two_taps_and_a_box(ada: Phone, sam: Phone) -> None:
    ada.go(f"{ada.family}family")
    ada.tap(ada.page.get_by_role("link", name="What Sam may see"))
    box = ada.page.locator("[name=need][value=held]")
    expect(box).to_be_hidden()
    ada.page.get_by_label("By need").check()
    box.check()
    ada.tap(ada.button("Save"))
    expect(ada.page.locator("h1")).to_have_text("Family")
    ada.tap(ada.page.get_by_role("link", name="What Sam may see"))
    expect(box).to_be_checked()


def test_each_is_asked_once_and_not_now_holds_in_this_tab(ada: Phone, sam: Phone, clock: Clock) -> None:
    for phone, name in ((ada, "Sam"), (sam, "Ada")):
        expect(phone.page.locator("main")).to_contain_text(f"What may {name} see of what you notice?")
    ada.tap(ada.button("Not now"))
    for again in (ada.home, lambda: ada.logs("b-hold"), ada.page.reload):
        again()
        expect(ada.on("b-hold")).to_be_visible()
        expect(ada.page.locator("main")).not_to_contain_text("see of what you notice")
    sam.tap(sam.page.get_by_role("link", name="Choose"))
    expect(sam.page.locator("h1")).to_have_text("What may Ada see?")
    expect(sam.page.get_by_label("Nothing but who has the children")).to_be_checked()
    sam.tap(sam.page.get_by_role("link", name="Back"))
    expect(sam.page.locator("h1")).to_have_text("Family")
    sam.home()
    expect(sam.page.locator("main")).not_to_contain_text("see of what you notice")
    clock.passes(hours=20)
    late = sam.context.new_page()
    late.goto(sam.server.url)
    expect(late.locator("#b-hold")).to_be_visible()
    expect(late.locator("main")).not_to_contain_text("see of what you notice")
