"""From the first page to a cue answered, as somebody new does it with one thumb."""

from playwright.sync_api import expect

from tests.e2e.conftest import Phones
from tests.e2e.phone import PASSPHRASE, Clock, Phone


def test_four_fields_lead_to_a_cue_answered(phone: Phone) -> None:
    phone.go("/")
    assert phone.page.locator("main input:visible").count() == 4
    expect(phone.page.locator("[data-zone-name]")).to_have_text("Europe/London")
    phone.first_run()
    expect(phone.page.locator("h1")).to_contain_text("Ada")
    expect(phone.page.locator("#now")).to_contain_text("What has your body been asking for?")
    for hook in ("b-feed", "b-sleep", "b-change", "b-hold", "b-notice", "b-child"):
        expect(phone.on(hook)).to_be_visible()

    phone.tap("b-notice")
    phone.logs(phone.button("Hungry", sheet="notice"))
    expect(phone.on("noted")).to_contain_text("Hungry. Noted.")
    phone.logs(phone.button("Iris first", sheet="noted"))
    expect(phone.on("noted")).to_be_hidden()

    phone.logs("b-sleep")
    expect(phone.page.locator("h1")).to_contain_text("Iris is asleep")
    expect(phone.page.locator("section.card").first).to_contain_text("You chose Iris first; your food keeps its place.")


def test_a_question_of_the_first_evening_is_answered_in_one_tap(ada: Phone) -> None:
    ada.logs("b-body-drink")
    expect(ada.on("noted")).to_contain_text("Thirsty. Noted.")
    ada.logs(ada.button("Now", sheet="noted"))
    expect(ada.page.locator("#now")).not_to_contain_text("What has your body been asking for?")


def test_the_code_for_someone_else_is_offered_once_after_the_first_log(ada: Phone) -> None:
    ada.feeds()
    expect(ada.on("show-code")).to_contain_text("Someone else here with Iris? Show them a code.")
    ada.tap(ada.button("Not now"))
    expect(ada.on("show-code")).to_have_count(0)
    ada.logs("b-feed")
    expect(ada.on("show-code")).to_have_count(0)


def test_the_sample_family_can_be_looked_around_in(phone: Phone) -> None:
    phone.go("/")
    phone.page.get_by_role("button", name="Look around with a sample family").click()
    expect(phone.page.locator("h1")).to_contain_text("Iris is asleep")
    expect(phone.page.locator("#now")).to_contain_text("Leo")
    expect(phone.on("b-yes")).to_be_visible()
    phone.page.get_by_role("link", name="Days").click()
    expect(phone.page.locator("article.line").first).to_be_visible()


def test_signing_out_and_in_leads_back_to_the_same_family(ada: Phone) -> None:
    ada.feeds()
    family = ada.family
    ada.go(f"{family}family")
    ada.page.get_by_role("button", name="Sign out").click()
    expect(ada.page.get_by_role("heading", name="Sign in")).to_be_visible()
    ada.page.fill("#id_login", "ada")
    ada.page.fill("#id_password", "not this one at all")
    ada.page.get_by_role("button", name="Sign in").click()
    expect(ada.page.get_by_role("alert")).to_contain_text("do not go together")
    ada.page.fill("#id_login", "ADA")
    ada.page.fill("#id_password", PASSPHRASE)
    ada.page.get_by_role("button", name="Sign in").click()
    expect(ada.page.locator("h1")).to_contain_text("Iris is feeding")
    assert ada.family == family


def test_the_first_page_is_closed_when_this_server_has_its_family(ada: Phone, phones: Phones) -> None:
    stranger = phones()
    stranger.go("/welcome")
    expect(stranger.page.get_by_role("heading", name="Sign in")).to_be_visible()
    stranger.forgive(r"^404: GET /f/|console: Failed to load resource.*404")
    stranger.go(ada.family)
    expect(stranger.page.locator("h1")).to_have_text("There is nothing here.")


def test_what_is_wrong_is_said_and_what_was_typed_stays(phone: Phone) -> None:
    phone.forgive(r"^422: POST /welcome|console: Failed to load resource.*422")
    phone.go("/")
    phone.page.fill("#name", "Ada")
    phone.page.fill("#passphrase", "password1234")
    phone.page.fill("#child", "Iris")
    phone.page.fill("#born", "2031-01")
    phone.page.get_by_role("button", name="Start").click()
    expect(phone.page.get_by_role("alert")).to_be_visible()
    expect(phone.page.locator("#name")).to_have_value("Ada")
    expect(phone.page.locator("#born")).to_have_value("2031-01")


def test_a_day_later_everything_is_still_there(ada: Phone, clock: Clock) -> None:
    ada.feeds()
    clock.passes(minutes=20)
    ada.home()
    ada.logs("b-feed")
    clock.passes(hours=20)
    ada.home()
    expect(ada.page.locator("h1")).to_be_visible()
    ada.go(f"{ada.family}days?day=2026-06-10")
    expect(ada.page.locator("article.line")).to_have_count(1)
