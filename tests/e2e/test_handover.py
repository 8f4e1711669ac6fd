"""Handing a child over between phones: both say who has them; and a helper's evening by a link that ends."""

from playwright.sync_api import Locator, expect

from tests.e2e.conftest import Phones
from tests.e2e.phone import Clock, Phone


def opens_card(phone: Phone) -> None:
    """Open Iris's card from Now."""
    phone.tap(phone.page.get_by_role("link", name="Hand over Iris"))
    expect(phone.on("card")).to_be_visible()


def row(phone: Phone) -> Locator:
    """Return the line of Iris on Now."""
    return phone.page.locator(".child", has_text="Iris")


def link_for(ada: Phone, name: str, until: str = "In 4 h") -> str:
    """Return the link that Ada makes on Iris's card."""
    opens_card(ada)
    ada.tap(ada.page.get_by_role("link", name="A link for someone"))
    ada.page.fill("#name", name)
    ada.page.get_by_label(until).check()
    ada.tap(ada.button("Make the link"))
    return ada.page.locator(".link").inner_text()


def test_ada_hands_iris_to_sam_and_both_screens_say_so(ada: Phone, sam: Phone) -> None:
    ada.feeds("Left")
    ada.logs("b-feed")
    sam.home()
    before = sam.taps
    opens_card(sam)
    expect(sam.on("card")).to_contain_text("right next, when hungry")
    sam.logs("b-take")
    assert sam.taps - before == 2
    expect(sam.page.locator("p.duty")).to_have_text("You have Iris")
    ada.waits()
    expect(row(ada)).to_contain_text("Sam has Iris")
    sam.tap(sam.page.get_by_role("link", name="Back"))
    expect(row(sam)).to_contain_text("You have Iris")


def test_a_slip_is_undone_on_the_card(ada: Phone, sam: Phone) -> None:
    opens_card(sam)
    sam.logs("b-take")
    sam.logs("b-undo")
    expect(sam.page.locator("p.duty")).to_have_text("Nobody has said that they have Iris now.")
    ada.waits()
    expect(row(ada)).not_to_contain_text("has Iris")


def test_both_tap_at_once_and_neither_screen_hides_it(ada: Phone, sam: Phone, clock: Clock) -> None:
    for phone in (ada, sam):
        opens_card(phone)
    ada.logs("b-take")
    sam.logs("b-take")
    expect(sam.page.locator("p.duty")).to_contain_text("You and Ada both said that you have Iris")
    ada.waits()
    expect(ada.page.locator("p.duty")).to_contain_text("You and Sam both said that you have Iris")
    clock.passes(minutes=1)
    ada.logs("b-take")
    expect(ada.page.locator("p.duty")).to_have_text("You have Iris")
    sam.waits()
    expect(sam.page.locator("p.duty")).to_have_text("Ada has Iris")


def test_taken_without_reception_it_arrives_later(ada: Phone, sam: Phone) -> None:
    sam.forgive(r"net::ERR_FAILED")
    opens_card(sam)
    sam.page.route("**/log*", lambda route: route.abort())
    sam.tap("b-take")
    expect(sam.on("status")).to_be_visible()
    sam.page.unroute("**/log*")
    sam.waits()
    expect(sam.page.locator("p.duty")).to_have_text("You have Iris")
    ada.waits()
    expect(row(ada)).to_contain_text("Sam has Iris")


def test_an_evening_by_a_link(ada: Phone, phones: Phones, clock: Clock) -> None:
    ada.logs("b-sleep")
    link = link_for(ada, "Nan")
    nan = phones()
    nan.page.goto(link)
    expect(nan.page.locator("h1")).to_contain_text("Ada made this for Nan, until")
    nan.tap(nan.button("I am Nan"))
    expect(nan.page.locator("h1")).to_contain_text("Asleep since")
    nan.logs("b-take")
    nan.tap(nan.page.get_by_role("link", name="Back"))
    expect(row(nan)).to_contain_text("You have Iris")
    clock.passes(minutes=40)
    nan.home()
    nan.logs("b-sleep")
    nan.feeds("Bottle")
    clock.passes(minutes=15)
    nan.home()
    nan.logs("b-feed")
    opens_card(nan)
    nan.tap("b-leave")
    nan.on("line-words").fill("Slept till I came, then took it all.")
    nan.logs(nan.button("Save", sheet="leave"))
    expect(nan.page.locator("p.left")).to_contain_text("then took it all")

    late = phones()
    late.forgive(r"^410: GET /link/|Failed to load resource.*410")
    late.page.goto(link)
    expect(late.page.locator("h1")).to_have_text(
        "This link was opened already, in another browser. Ask Ada for another."
    )

    ada.home()
    expect(row(ada)).to_contain_text("Nan has Iris")
    clock.passes(hours=1)
    opens_card(ada)
    ada.logs("b-take")
    ada.tap(ada.page.get_by_role("link", name="Back"))
    away = ada.page.locator(".away")
    expect(away).to_contain_text("Nan had Iris from")
    expect(away).to_contain_text("bottle · Nan")
    expect(away).to_contain_text("then took it all")
    ada.tap(away.get_by_role("button", name="Close"))
    expect(away).to_have_count(0)
    ada.home()
    expect(away).to_have_count(0)  # closed is closed, also on the next opening

    nan.forgive(r"^404: GET |Failed to load resource.*404")
    clock.passes(hours=3)
    nan.waits()
    expect(nan.page.locator("h1")).to_have_text("This link has ended.")  # the page that was left open, too
    nan.go("/")
    expect(nan.page.locator("main")).not_to_contain_text("Iris")


def test_an_adult_ends_a_link_and_it_is_over_at_once(ada: Phone, phones: Phones, clock: Clock) -> None:
    link = link_for(ada, "Nan")
    nan = phones()
    nan.page.goto(link)
    nan.tap(nan.button("I am Nan"))
    expect(nan.on("card")).to_be_visible()
    ada.home()
    opens_card(ada)
    ada.tap(ada.page.get_by_role("button", name="End it now"))
    expect(ada.page.get_by_role("button", name="End it now")).to_have_count(0)
    nan.forgive(r"^404: (GET|POST) |Failed to load resource.*404")
    nan.tap("b-take")
    expect(nan.on("status")).to_contain_text("This link has ended.")
    nan.go("/")
    expect(nan.page.locator("h1")).to_have_text("This link has ended.")


def test_the_card_is_one_screen_with_its_answers_in_reach(ada: Phone, clock: Clock) -> None:
    ada.feeds("Left")
    clock.passes(minutes=15)
    ada.home()
    ada.logs("b-feed")
    ada.logs("b-sleep")
    clock.passes(minutes=40)
    ada.home()
    ada.logs("b-sleep")
    opens_card(ada)
    ada.tap(ada.page.get_by_role("link", name="Edit the card"))
    ada.page.fill("#helps", "side-lying, shush, the porch")
    ada.page.fill("#places", "Bottles in the fridge door. Clinic list on the fridge.")
    ada.page.fill("#ring_first", "Mel, 0170 123")
    ada.page.get_by_label("Tell them: do it your way").check()
    ada.tap(ada.button("Save"))
    expect(ada.on("card")).to_contain_text("Do it your way.")
    assert ada.page.evaluate("document.documentElement.scrollHeight") <= 844
    for text in ("999", "side-lying, shush, the porch", "Ring first: Mel, 0170 123"):
        expect(ada.on("card")).to_contain_text(text)


def test_on_paper_stands_the_card_alone_black_on_white(ada: Phone) -> None:
    ada.light("night")
    opens_card(ada)
    ada.logs("b-take")
    ada.page.emulate_media(media="print")
    for hidden in ("header.top", "p.duty", "#b-take", "#undo", ".more"):
        expect(ada.page.locator(hidden).first).to_be_hidden()
    expect(ada.page.locator("p.paper")).to_be_visible()
    look = "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.querySelector('h1')).color]"
    assert ada.page.evaluate(look) == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]
    size = "parseFloat(getComputedStyle(document.querySelector('.call b')).fontSize)"
    assert ada.page.evaluate(size) >= 36


def test_half_a_line_waits_a_minute(ada: Phone) -> None:
    opens_card(ada)
    ada.tap("b-leave")
    ada.on("line-words").fill("Porch first")
    ada.tap(ada.button("Close", sheet="leave"))
    ada.tap("b-leave")
    expect(ada.on("line-words")).to_have_value("Porch first")


def test_a_night_with_another_adult_leads_to_the_card(ada: Phone, sam: Phone, clock: Clock) -> None:
    clock.set(clock.at.replace(hour=23))
    ada.home()
    ada.feeds("Left")
    clock.passes(minutes=4)
    ada.home()
    ada.tap(ada.page.get_by_role("link", name="Leave it for the morning card"))
    expect(ada.on("b-leave")).to_be_visible()
