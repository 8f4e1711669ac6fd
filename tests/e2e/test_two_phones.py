"""Two adults, two phones, one family: what one tells the other sees soon, and what is one's own nobody else sees."""

from playwright.sync_api import Response, expect

from tests.e2e.conftest import Phones
from tests.e2e.joining import confirm, invite
from tests.e2e.phone import Clock, Phone, held


def ends(reply: Response) -> bool:
    """Return whether a reply has an end to wait for, as a live stream has not."""
    return "event-stream" not in reply.headers["content-type"]


def test_until_the_inviter_says_yes_the_invited_sees_nothing(ada: Phone, phones: Phones) -> None:
    link = invite(ada)
    family = ada.family
    sam = phones()
    sam.page.goto(link)
    expect(sam.page.locator("h1")).to_have_text("Ada would like you to care for Iris together here.")
    sam.join(link, "Sam")
    sam.forgive(r"^404: GET |console: Failed to load resource.*404")
    sam.go(family)
    expect(sam.page.locator("h1")).to_have_text("There is nothing here.")
    sam.go("/")
    expect(sam.page.locator("h1")).to_have_text("Your yes has arrived.")
    confirm(ada, "Sam")
    sam.page.get_by_role("link", name="Look again").click()
    expect(sam.on("b-feed")).to_be_visible()


def test_a_code_works_once_and_can_be_taken_back(ada: Phone, phones: Phones) -> None:
    link = invite(ada)
    phones().join(link, "Sam")
    late = phones()
    late.forgive(r"^404: GET /join/|console: Failed to load resource.*404")
    late.page.goto(link)
    expect(late.page.locator("h1")).to_have_text("This code has been used or its time is over. Ask for a new one.")
    second = invite(ada)
    ada.button("Take it back").click()
    late.page.goto(second)
    expect(late.page.locator("h1")).to_have_text("This code has been used or its time is over. Ask for a new one.")


def test_each_sees_on_now_what_the_other_told(ada: Phone, sam: Phone) -> None:
    sam.logs("b-sleep")
    ada.waits()
    expect(ada.page.locator("h1")).to_contain_text("Iris is asleep")
    ada.logs("b-sleep")
    sam.waits()
    expect(sam.page.locator("h1")).to_contain_text("Iris is awake")
    sam.feeds("Bottle")
    ada.waits()
    expect(ada.page.locator(".child", has_text="Iris")).to_contain_text("bottle since")


def test_what_ada_notices_never_reaches_sams_phone(ada: Phone, sam: Phone) -> None:
    seen: list[str] = []
    sam.context.on("response", lambda reply: seen.append(reply.text()) if reply.status == 200 and ends(reply) else None)
    for chip in ("Hungry", "Touched out"):
        ada.tap("b-notice")
        ada.logs(ada.button(chip, sheet="notice"))
        ada.tap(ada.button("Close", sheet="noted"))
    ada.tap("b-notice")
    ada.on("own-words").fill("so very tired of soup")
    ada.logs(ada.button("Save", sheet="notice"))
    ada.go(f"{ada.family}days")
    ada.page.get_by_role("link", name="Edit").first.click()
    expect(ada.page.locator("#text")).to_have_value("so very tired of soup")
    sam.waits()
    sam.home()
    sam.go(f"{sam.family}days")
    lines = sam.page.locator("article.line")
    assert not any("Ada" in line for line in lines.all_inner_texts())
    for text in (*seen, sam.page.content()):
        assert "soup" not in text
        assert "Touched out. Noted" not in text
        assert "Hungry, clear" not in text


def test_nothing_shows_when_the_other_notices_something(ada: Phone, sam: Phone) -> None:
    sam.feeds()
    sam.logs("b-feed")
    sam.home()
    before = sam.page.locator("main").inner_text()
    sam.go(f"{sam.family}days")
    day = sam.page.locator("main").inner_text()
    ada.home()
    ada.tap("b-notice")
    ada.logs(ada.button("Hungry", sheet="notice"))
    sam.page.reload()
    assert sam.page.locator("main").inner_text() == day
    sam.home()
    assert sam.page.locator("main").inner_text() == before


def test_both_log_the_same_nap(ada: Phone, sam: Phone, clock: Clock) -> None:
    with held(sam):
        sam.tap("b-sleep")
        ada.logs("b-sleep")
    expect(sam.page.locator("h1")).to_contain_text("Iris is asleep")
    ada.waits()
    expect(ada.page.locator("h1")).to_contain_text("Iris is asleep")
    clock.passes(minutes=30)
    ada.logs("b-sleep")
    expect(ada.page.locator("h1")).to_contain_text("Iris is awake")
    sam.waits()
    expect(sam.page.locator("h1")).to_contain_text("Iris is awake")


def test_both_end_one_feed(ada: Phone, sam: Phone, clock: Clock) -> None:
    ada.feeds("Left")
    sam.waits()
    expect(sam.on("b-feed")).to_have_text("Feed done")
    clock.passes(minutes=14)
    with held(sam):
        sam.tap("b-feed")
        ada.logs("b-feed")
    for phone in (ada, sam):
        expect(phone.on("b-feed")).to_have_text("Feed")
        expect(phone.page.locator("[role=alert]")).to_have_count(0)
        phone.go(f"{phone.family}days")
        expect(phone.page.locator("article.line", has_text="Iris")).to_have_count(1)


def test_each_edits_what_the_other_wrote_and_days_says_who(ada: Phone, sam: Phone, clock: Clock) -> None:
    ada.feeds("Left")
    clock.passes(minutes=10)
    ada.logs("b-feed")
    sam.go(f"{sam.family}days")
    sam.page.get_by_role("link", name="Edit").first.click()
    sam.page.get_by_label("Side").select_option("right")
    sam.button("Save").click()
    line = sam.page.locator("article.line").first
    expect(line).to_contain_text("right")
    expect(line.locator("ul")).to_contain_text("Sam")
    ada.home()
    expect(ada.page.locator(".child", has_text="Iris")).to_contain_text("right")


def test_a_removed_line_is_brought_back(ada: Phone, sam: Phone) -> None:
    ada.tap("b-change")
    ada.logs(ada.button("Both", sheet="change"))
    sam.go(f"{sam.family}days")
    sam.page.get_by_role("link", name="Edit").first.click()
    sam.button("Remove").click()
    ada.go(f"{ada.family}days")
    ada.button("Bring back").click()
    expect(ada.page.locator("article.line.gone")).to_have_count(0)
    ada.home()
    expect(ada.page.locator(".child", has_text="Iris")).to_contain_text("wet and dirty")


def test_a_sheet_in_use_is_not_taken_away_by_news(ada: Phone, sam: Phone) -> None:
    ada.tap("b-feed")
    sam.logs("b-sleep")
    ada.waits()
    ada.page.wait_for_timeout(300)
    expect(ada.on("feed")).to_be_visible()
    ada.tap(ada.button("Close", sheet="feed"))
    ada.waits()
    expect(ada.page.locator("h1")).to_contain_text("Iris is asleep")


def test_a_helper_has_the_childs_row_and_nothing_of_the_adults(ada: Phone, phones: Phones) -> None:
    nan = phones()
    nan.join(invite(ada, "Helps some hours"), "Nan")
    confirm(ada, "Nan")
    nan.home()
    nan.feeds("Bottle")
    expect(nan.page.locator("h1")).to_contain_text("Iris is feeding")
    for hidden in ("#b-notice", "#b-yes", ".well", "#notice"):
        expect(nan.page.locator(hidden)).to_have_count(0)
    nan.go(f"{nan.family}family")
    expect(nan.page.locator("main")).not_to_contain_text("Show a code")
    ada.home()
    expect(ada.page.locator(".child", has_text="Iris")).to_contain_text("bottle since")
