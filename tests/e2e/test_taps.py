"""How many taps things take from a cold Now; and that a tap shows at once, whatever the network does."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.phone import Clock, Phone, held
from tests.e2e.table import Table, counted

TABLE = "taps-per-task.txt"


@pytest.fixture(scope="module")
def table(results: Path, request: pytest.FixtureRequest) -> Iterator[Table]:
    yield from counted(results, TABLE, request)


def test_every_quick_log_and_cue_takes_two_taps_at_most(ada: Phone, clock: Clock, table: Table) -> None:
    with table.task(ada, "wet nappy"):
        ada.tap("b-change")
        ada.logs(ada.button("Wet", sheet="change"))
    expect(ada.page.locator(".child:not(.other)")).to_contain_text("wet")
    with table.task(ada, "feed starts, left"):
        ada.feeds("Left")
    expect(ada.page.locator(".child:not(.other)")).to_contain_text("feeding, left")
    with table.task(ada, "feed switches side"):
        ada.logs("b-switch-1")
    expect(ada.page.locator(".child:not(.other)")).to_contain_text("feeding, right")
    with table.task(ada, "feed ends"):
        ada.logs("b-feed")
    expect(ada.page.locator(".child:not(.other)")).to_contain_text("fed")
    with table.task(ada, "bottle starts"):
        ada.feeds("Bottle")
    ada.logs("b-feed")
    with table.task(ada, "hold starts"):
        ada.logs("b-hold")
    expect(ada.on("b-hold")).to_have_text("Put down")
    with table.task(ada, "hold ends"):
        ada.logs("b-hold")
    clock.passes(minutes=5)
    with table.task(ada, "sleep starts"):
        ada.logs("b-sleep")
    expect(ada.page.locator("h1")).to_contain_text("Iris is asleep")
    with table.task(ada, "sleep ends"):
        ada.logs("b-sleep")
    expect(ada.page.locator("h1")).to_contain_text("Iris is awake")
    with table.task(ada, "undo", cold=False):
        ada.logs("b-undo")
    expect(ada.page.locator("h1")).to_contain_text("Iris is asleep")
    with table.task(ada, "own cue noticed"):
        ada.tap("b-notice")
        ada.logs(ada.button("Hungry", sheet="notice"))
    expect(ada.on("noted")).to_contain_text("Hungry. Noted.")
    with table.task(ada, "own cue, then Iris first", quick=False):
        ada.tap("b-notice")
        ada.logs(ada.button("Thirsty", sheet="notice"))
        ada.logs(ada.button("Iris first", sheet="noted"))
    with table.task(ada, "own cue, then met now", quick=False):
        ada.tap("b-notice")
        ada.logs(ada.button("Toilet", sheet="notice"))
        ada.logs(ada.button("Now", sheet="noted"))
    with table.task(ada, "something else"):
        ada.logs("b-else")
    with table.task(ada, "suggestion, yes"):
        ada.logs("b-yes")
    with table.task(ada, "cue of the child"):
        ada.tap("b-child")
        ada.logs(ada.button("Feed", sheet="children"))
    expect(ada.on("noted")).to_contain_text("Feed. Noted.")
    assert not table.too_many()


def test_with_two_children_too(ada: Phone, table: Table) -> None:
    ada.add_child("Leo", "2024-04")
    with table.task(ada, "sleep starts, two children"):
        ada.tap("b-sleep")
        ada.logs(ada.button("Leo", sheet="sleep"))
    expect(ada.page.locator("h1")).to_contain_text("Leo is asleep")
    with table.task(ada, "sleep ends, two children"):
        ada.tap("b-sleep")
        ada.logs(ada.button("Leo is up", sheet="sleep"))
    with table.task(ada, "hold starts, two children"):
        ada.tap("b-hold")
        ada.logs(ada.button("Iris", sheet="hold"))
    with table.task(ada, "feed starts, two children"):
        ada.tap("b-feed")
        ada.logs(ada.on("feed").locator(".who", has_text="Leo").get_by_role("button", name="Bottle"))
    expect(ada.page.locator(".child", has_text="Leo")).to_contain_text("bottle")
    with table.task(ada, "feed ends, two children"):
        ada.tap("b-feed")
        ada.logs(ada.button("Feed done", sheet="feed"))
    with table.task(ada, "wet nappy, two children"):
        ada.tap("b-change")
        ada.logs(ada.on("change").locator(".who", has_text="Leo").get_by_role("button", name="Wet"))
    with table.task(ada, "cue of one of two children"):
        ada.tap("b-child")
        ada.logs(ada.on("children").locator(".who", has_text="Leo").get_by_role("button", name="Tired"))
    assert not table.too_many()


def test_a_tap_shows_before_the_server_has_answered(ada: Phone) -> None:
    with held(ada):
        ada.tap("b-sleep")
        assert "saving" in ada.on("b-sleep").get_attribute("class").split()
        ada.page.wait_for_timeout(300)
        assert "Noted" not in ada.page.locator("#now").inner_text()
    expect(ada.page.locator("h1")).to_contain_text("Iris is asleep")
    expect(ada.page.locator(".saving")).to_have_count(0)


def test_a_tap_in_a_sheet_shows_on_now_before_the_server_has_answered(ada: Phone) -> None:
    with held(ada):
        ada.tap("b-feed")
        ada.tap(ada.button("Left", sheet="feed"))
        expect(ada.on("feed")).to_be_hidden()
        assert ada.page.locator(".saving:visible").count(), "nothing on the screen tells that the tap was taken"
    expect(ada.page.locator("h1")).to_contain_text("Iris is feeding")
    expect(ada.page.locator(".saving")).to_have_count(0)


def test_a_noticed_cue_shows_at_once_and_leaves_no_mark_on_the_sheet(ada: Phone) -> None:
    with held(ada):
        ada.tap("b-notice")
        ada.tap(ada.button("Hungry", sheet="notice"))
        assert "saving" in ada.button("Hungry", sheet="notice").get_attribute("class").split()
    expect(ada.on("noted")).to_contain_text("Hungry. Noted.")
    ada.tap(ada.button("Close", sheet="noted"))
    ada.tap("b-notice")
    assert "saving" not in ada.button("Hungry", sheet="notice").get_attribute("class").split()


def test_tapping_twice_by_accident_logs_once(ada: Phone, clock: Clock) -> None:
    with held(ada):
        ada.on("b-sleep").dblclick()
    expect(ada.page.locator("h1")).to_contain_text("Iris is asleep")
    ada.logs("b-hold")  # which is sent after all that was tapped before
    assert ada.server.kept("care.slept") == 1
