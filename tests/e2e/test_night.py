"""At two in the morning, one-handed, in the dark."""

import pytest
from playwright.sync_api import expect

from tests.e2e.phone import NIGHT, Clock, Phone


@pytest.fixture
def up(ada: Phone, clock: Clock) -> Phone:
    """Return Ada's phone at two at night, Iris feeding at the left since twelve minutes."""
    clock.set(NIGHT)
    ada.home()
    ada.feeds("Left")
    clock.passes(minutes=12, seconds=40)
    ada.home()
    return ada


def test_a_feed_at_night_shows_the_night_screen_and_nothing_else(up: Phone) -> None:
    expect(up.page.locator("html")).to_have_class("night")
    expect(up.page.locator("h1")).to_contain_text("Feeding, left")
    expect(up.page.locator("h1 .big")).to_have_text("12 min")
    expect(up.page.locator(".safe")).to_contain_text("not a sofa or chair")
    expect(up.on("b-switch")).to_have_text("Switch to right")
    expect(up.on("b-done")).to_be_visible()
    expect(up.page.locator(".child:not(.other)")).to_contain_text("feeding, left")
    for gone in ("nav.places", "#b-yes", "#b-notice", ".well"):
        expect(up.page.locator(gone)).to_have_count(0)


def test_done_stands_apart_and_within_reach_of_the_thumb(up: Phone) -> None:
    done, switch = up.on("b-done").bounding_box(), up.on("b-switch").bounding_box()
    assert done is not None
    assert switch is not None
    assert done["y"] > 844 / 2
    assert done["y"] - (switch["y"] + switch["height"]) > 88  # more than a thumb


def test_the_safe_sleep_line_opens_its_page(up: Phone) -> None:
    up.page.locator(".safe a").click()
    expect(up.page.get_by_role("heading", name="About sleeping safely")).to_be_visible()
    for danger in ("smokes", "after drink", "medicines that make one sleepy", "born early or small"):  # safety R42
        expect(up.page.locator("main")).to_contain_text(danger)


def test_the_side_is_switched_in_one_tap(up: Phone) -> None:
    up.logs("b-switch")
    expect(up.page.locator("h1")).to_contain_text("Feeding, right")
    expect(up.on("b-switch")).to_have_text("Switch to left")
    assert up.server.kept("care.fed") == 1


@pytest.mark.parametrize("need", ["drink", "eat", "toilet"])
def test_what_is_within_reach_is_one_tap(up: Phone, need: str) -> None:
    rows = up.server.kept_rows()
    up.logs(f"b-reach-{need}")
    expect(up.on("undo")).to_be_visible()
    assert up.server.kept_rows() == rows + 1
    expect(up.page.locator("h1")).to_contain_text("Feeding, left")


def test_done_ends_the_feed_and_leads_back_to_now(up: Phone) -> None:
    up.logs("b-done")
    expect(up.page.locator("nav.places")).to_be_visible()
    expect(up.page.locator(".child:not(.other)")).to_contain_text("fed 2")
    expect(up.on("b-feed")).to_have_text("Feed")
    up.logs("b-undo")
    expect(up.page.locator("h1")).to_contain_text("Feeding, left")


def test_the_minutes_go_on_by_themselves(up: Phone, clock: Clock) -> None:
    clock.passes(minutes=3)
    up.waits()
    expect(up.page.locator("h1 .big")).to_have_text("15 min")


def test_holding_iris_at_night_is_settling_her(ada: Phone, clock: Clock) -> None:
    clock.set(NIGHT)
    ada.home()
    ada.logs("b-hold")
    expect(ada.page.locator("h1")).to_contain_text("Settling Iris")
    ada.logs("b-done")
    expect(ada.page.locator("nav.places")).to_be_visible()


def test_the_dot_leads_to_the_other_places(up: Phone) -> None:
    up.page.get_by_role("link", name="Menu").click()
    expect(up.page.locator("nav.places")).to_be_visible()


def test_by_day_a_feed_stays_on_now(ada: Phone) -> None:
    ada.feeds("Left")
    expect(ada.page.locator("html")).to_have_class("day")
    expect(ada.page.locator("nav.places")).to_be_visible()
    expect(ada.on("b-feed")).to_have_text("Feed done")
    expect(ada.on("b-done")).to_have_count(0)


def test_a_feed_begun_in_the_evening_turns_to_night_at_nine(ada: Phone, clock: Clock) -> None:
    clock.set(NIGHT.replace(day=10, hour=20, minute=58))
    ada.home()
    ada.feeds("Right")
    expect(ada.on("b-feed")).to_have_text("Feed done")
    clock.passes(minutes=3)
    ada.waits()
    expect(ada.page.locator("h1")).to_contain_text("Feeding, right")
    expect(ada.page.locator("html")).to_have_class("night")


def test_whoever_chose_day_reads_the_night_screen_by_day(up: Phone) -> None:
    up.light("day")
    up.home()
    expect(up.page.locator("html")).to_have_class("day")
    expect(up.on("b-done")).to_be_visible()
