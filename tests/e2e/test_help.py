"""Help in a hand: without signing in, without script, without reception; left at once, and reached from a danger."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import Phones
from tests.e2e.phone import AFTERNOON, NIGHT, Clock, Phone
from tests.e2e.server import Server

WEATHER = "https://www.bbc.co.uk/weather"
AWAY = r"asks another host: https://|net::ERR_"
NO_RECEPTION = "^failed: .*icon|net::ERR_INTERNET_DISCONNECTED"  # a tab's icon may be asked for once more
DOORS = ("hurt", "body", "mind", "baby", "afraid", "worried")


def shows(phone: Phone) -> list[str]:
    """Return the regions whose numbers stand first, at each place."""
    return phone.page.evaluate(
        "() => [...document.querySelectorAll('[data-where]')].map((e) => e.firstElementChild.dataset.region)"
    )


def elsewhere(phone: Phone) -> list[str]:
    """Let other hosts answer with an empty page, and return what is asked of them."""
    phone.forgive(AWAY)
    asked: list[str] = []

    def answer(route: object) -> None:
        asked.append(route.request.url)  # type: ignore[attr-defined]
        route.fulfill(body="<title>Weather</title>", content_type="text/html")  # type: ignore[attr-defined]

    phone.context.route(re.compile(r"^https://"), answer)
    return asked


def history(page: Page) -> int:
    return page.evaluate("() => history.length")


# Leaving.


def test_leaving_takes_the_place_of_help_in_the_history(phone: Phone) -> None:
    asked = elsewhere(phone)
    phone.go("/help")
    before = history(phone.page)
    phone.page.get_by_role("link", name="Leave this page").click()
    expect(phone.page).to_have_url(WEATHER)
    assert asked == [WEATHER]
    assert history(phone.page) == before
    phone.page.go_back()
    expect(phone.page).not_to_have_url(re.compile("/help"))


def test_three_times_shift_leaves_too_and_two_do_not(phone: Phone) -> None:
    elsewhere(phone)
    phone.go("/help")
    for _ in range(2):
        phone.page.keyboard.press("Shift")
    phone.page.keyboard.press("a")
    for _ in range(2):
        phone.page.keyboard.press("Shift")
    expect(phone.page).to_have_url(re.compile("/help$"))
    phone.page.keyboard.press("Shift")
    expect(phone.page).to_have_url(WEATHER)


def test_without_reception_it_leaves_to_a_blank_page(phone: Phone) -> None:
    phone.forgive(NO_RECEPTION)
    phone.go("/help")
    before = history(phone.page)
    phone.context.set_offline(True)
    phone.page.get_by_role("link", name="Leave this page").click()
    expect(phone.page).to_have_url("about:blank")
    assert history(phone.page) == before


def test_nothing_of_it_is_seen_while_the_other_page_is_slow(phone: Phone) -> None:
    elsewhere(phone)
    phone.go("/help")
    left = "document.querySelector('[data-leave]').click()"
    seen = "[document.body.checkVisibility(), document.title.trim()]"
    assert phone.page.evaluate(f"() => {{ {left}; return {seen} }}") == [False, ""]


# Without script, without reception.


@pytest.fixture
def plain(browser: Browser, server: Server) -> Page:
    """A phone on which scripts are switched off."""
    context = browser.new_context(java_script_enabled=False, locale="en-GB", viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{server.url}/help")
    return page


def test_without_script_every_door_opens_and_every_number_can_be_rung(plain: Page) -> None:
    for name in DOORS:
        place = plain.locator(f"#{name}")
        place.locator("summary").first.click()
        expect(place.get_by_role("link", name="999")).to_be_visible()
        expect(place.get_by_role("link", name="999")).to_have_attribute("href", "tel:999")
    expect(plain.get_by_role("link", name="Leave this page")).to_have_attribute("href", WEATHER)
    expect(plain.locator("[data-sign]:visible")).to_have_count(0)
    plain.context.close()


def test_without_script_another_country_is_chosen_by_a_link(plain: Page) -> None:
    plain.get_by_text("Another country").first.click()
    plain.get_by_role("link", name="Put first: Germany").click()
    expect(plain).to_have_url(re.compile(r"/help\?region=de$"))
    plain.locator("#mind summary").first.click()
    expect(plain.locator("#mind").get_by_role("link", name="Telefonseelsorge")).to_be_visible()
    plain.context.close()


def test_opened_before_it_opens_again_without_reception(phone: Phone) -> None:
    phone.forgive(NO_RECEPTION)
    phone.go("/")
    phone.page.get_by_role("link", name="Help").click()
    expect(phone.page.locator("h1")).to_have_text("Help")
    phone.page.get_by_role("link", name="Back").click()
    phone.context.set_offline(True)
    phone.page.evaluate("() => { location.href = '/help' }")
    expect(phone.page.locator("h1")).to_have_text("Help")
    phone.on("mind").locator("summary").first.click()
    expect(phone.on("mind").get_by_role("link", name="Samaritans")).to_be_visible()
    phone.page.get_by_text("Another country").first.click()
    phone.page.get_by_role("link", name="Put first: Spain").click()
    assert set(shows(phone)) == {"es"}


# Whose numbers stand first.


def _abroad(server: Server, browser: Browser, zone: str, language: str) -> Phone:
    context = browser.new_context(locale=language, timezone_id=zone)
    return Phone(server=server, context=context, page=context.new_page())


@pytest.mark.parametrize(
    ("zone", "language", "address", "first"),
    [
        ("Europe/Berlin", "en-US", "/help", "de"),
        ("Asia/Tokyo", "en-US", "/help", "us"),
        ("Asia/Tokyo", "ja", "/help", ""),
        ("Pacific/Auckland", "en", "/help/together", "nz"),
        ("Europe/Berlin", "en-US", "/help?region=ca", "ca"),
    ],
)
def test_the_zone_of_the_phone_knows_better_than_its_language(
    server: Server, browser: Browser, zone: str, language: str, address: str, first: str
) -> None:
    phone = _abroad(server, browser, zone, language)
    phone.go(address)
    assert set(shows(phone)) == {first}
    if first == "de":
        leave = phone.page.get_by_role("link", name="Leave this page")
        expect(leave).to_have_attribute("href", "https://www.dwd.de/")
    phone.context.close()


def test_another_country_comes_first_everywhere_and_leaves_elsewhere(phone: Phone) -> None:
    phone.go("/help")
    assert set(shows(phone)) == {"gb"}
    phone.page.get_by_text("Another country").first.click()
    phone.page.get_by_role("link", name="Put first: New Zealand").click()
    assert set(shows(phone)) == {"nz"}
    expect(phone.page).to_have_url(re.compile("/help$"))
    expect(phone.page.locator("[data-where] > [data-region] a").first).to_be_focused()
    expect(phone.page.get_by_role("link", name="Leave this page")).to_have_attribute("href", re.compile("metservice"))
    regions = "[...e.querySelectorAll('[data-region]')].map((one) => one.dataset.region)"
    each = phone.page.evaluate(f"() => [...document.querySelectorAll('[data-where]')].map((e) => {regions})")
    assert all(len(set(one)) == len(one) == 9 for one in each)  # eight countries, and anywhere else


# The light.


def test_at_night_it_is_dark_by_the_phones_own_clock(phones: Phones, clock: Clock) -> None:
    by_day, by_night, chosen = phones(at=AFTERNOON), phones(at=NIGHT), phones(at=NIGHT)
    chosen.light("day")
    for phone, theme in ((by_day, "day"), (by_night, "night"), (chosen, "day")):
        phone.go("/help")
        expect(phone.page.locator("html")).to_have_class(theme)
        phone.go("/help/sleep")
        expect(phone.page.locator("html")).to_have_class(theme)


def test_the_light_that_was_chosen_holds_there_too(ada: Phone) -> None:
    ada.page.request.post(f"{ada.server.url}/theme", headers={"X-CSRFToken": _token(ada)}, form={"theme": "night"})
    ada.go("/help")
    expect(ada.page.locator("html")).to_have_class("night")


def _token(phone: Phone) -> str:
    return next(cookie["value"] for cookie in phone.context.cookies() if cookie["name"] == "csrftoken")


# From a danger.


def test_a_danger_leads_here_says_what_to_do_and_keeps_nothing(ada: Phone) -> None:
    ada.tap("b-notice")
    ada.logs(ada.button("Quiet", sheet="notice"))
    rows = ada.server.kept_rows()
    ada.tap(ada.on("noted").get_by_role("link", name="rage rising"))
    expect(ada.page).to_have_url(re.compile("/help$"))
    expect(ada.page.locator("section[data-sign]:visible")).to_contain_text("The child on the back in the cot.")
    expect(ada.page.locator("main [href='tel:999']").first).to_be_in_viewport()
    expect(ada.button("Keep this for my appointment")).to_be_visible()
    for _ in range(50):
        if ada.server.kept("erased"):
            break
        ada.page.wait_for_timeout(200)
    assert (ada.server.kept("erased"), ada.server.kept_rows()) == (1, rows)
