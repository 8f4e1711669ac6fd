"""How full are you, in a hand: one tap, more in a sheet that stays open, without reception too."""

from playwright.sync_api import expect

from tests.e2e.phone import Clock, Phone

LOST = r"net::ERR_(FAILED|INTERNET_DISCONNECTED)"
RETRY = 5_100


def test_it_costs_one_tap_and_is_undone_with_one(ada: Phone) -> None:
    before = ada.taps
    ada.logs("b-full-low")
    assert ada.taps - before == 1
    expect(ada.page.locator("section.full h2").first).to_contain_text("You said at 2:12 pm: low.")
    ada.logs("b-undo")
    expect(ada.on("b-full-low")).to_be_visible()


def test_in_the_sheet_one_says_several_things_and_it_stays_where_it_is(ada: Phone) -> None:
    ada.tap("b-full")
    for scale, level in (("energy", "half"), ("mood", "heavy"), ("touch", "enough"), ("mood", "even")):
        ada.logs(f"b-sheet-{scale}-{level}")
        expect(ada.on("full")).to_be_visible()
        expect(ada.on(f"b-sheet-{scale}-{level}")).to_have_attribute("aria-pressed", "true")
        expect(ada.on(f"b-sheet-{scale}-{level}")).to_be_focused()
    expect(ada.on("b-sheet-mood-heavy")).to_have_attribute("aria-pressed", "false")
    ada.tap(ada.button("Close", sheet="full"))
    expect(ada.on("full")).to_be_hidden()
    expect(ada.on("b-full")).to_be_focused()
    expect(ada.page.locator("section.full h2").first).to_contain_text("about half full, a mood in between and enough")


def test_without_reception_the_tap_waits_and_is_kept_once(ada: Phone) -> None:
    ada.forgive(LOST)
    kept = ada.server.kept_rows()
    ada.context.set_offline(True)
    ada.tap("b-full-empty")
    expect(ada.on("status")).to_be_visible()
    ada.context.set_offline(False)
    ada.waits(RETRY)
    expect(ada.on("b-full-empty")).to_have_count(0)
    assert ada.server.kept_rows() == kept + 1


def test_on_tonight_it_is_one_tap_too_and_one_stays_there(ada: Phone) -> None:
    ada.go(f"{ada.family}tonight")
    ada.tap(ada.button("Fairly full"))
    expect(ada.page.locator("main")).to_contain_text("You said at 2:12 pm: fairly full.")
    expect(ada.page.get_by_role("heading", name="Tonight")).to_be_visible()


def test_a_low_week_shows_whom_to_ring_and_can_be_put_away(ada: Phone, clock: Clock) -> None:
    for _ in range(4):
        clock.passes(days=1)
        ada.home()
        ada.logs("b-full-empty")
    card = ada.page.locator("[id^=full-low]")
    expect(card.get_by_role("link").first).to_have_text("Whom to ring")
    ada.tap(card.get_by_role("button", name="Not now"))
    expect(card).to_have_count(0)
    ada.home()
    expect(card).to_have_count(0)  # not asked a second time that day
    ada.go(f"{ada.family}full")
    expect(ada.page.locator("svg.weeks circle")).to_have_count(4)
    ada.page.set_viewport_size({"width": 320, "height": 640})
    assert ada.page.evaluate("document.documentElement.scrollWidth") <= 320
    clock.passes(days=1)
    ada.home()
    expect(card).to_be_visible()
