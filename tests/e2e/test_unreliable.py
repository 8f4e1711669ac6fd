"""The network of a flat at night: it goes, it comes back, it loses the answer and not the question."""

import json
import re

import pytest
from playwright.sync_api import APIResponse, Route, expect

from tests.e2e.phone import AFTERNOON, Clock, Phone, held

RETRY = 5_100
LOST = r"net::ERR_(FAILED|CONNECTION_RESET|CONNECTION_REFUSED|INTERNET_DISCONNECTED)"


def three_taps(phone: Phone) -> None:
    """Tap three things in a row: a nappy, arms, sleep."""
    phone.tap("b-change")
    phone.tap(phone.button("Wet", sheet="change"))
    phone.tap("b-hold")
    phone.tap("b-sleep")


def stored_once_each(phone: Phone) -> None:
    expect(phone.page.locator("h1")).to_contain_text("Iris is asleep")
    expect(phone.on("status")).to_be_hidden()
    phone.home()
    expect(phone.page.locator(".child:not(.other)")).to_contain_text("wet")
    expect(phone.on("b-hold")).to_have_text("Put down")
    assert [phone.server.kept(kind) for kind in ("care.changed", "care.held", "care.slept")] == [1, 1, 1]


def test_without_the_server_nothing_is_lost(ada: Phone) -> None:
    ada.forgive(LOST)
    ada.page.route("**/log*", lambda route: route.abort())
    three_taps(ada)
    expect(ada.on("status")).to_have_text("Without reception. Entries are kept on this phone.")
    expect(ada.page.locator(".saving:visible")).not_to_have_count(0)
    assert ada.server.kept("care.changed", "care.held", "care.slept") == 0
    ada.waits(RETRY)
    expect(ada.on("status")).to_be_visible()
    ada.page.unroute("**/log*")
    ada.waits(RETRY)
    stored_once_each(ada)


def test_entries_go_out_as_soon_as_the_phone_is_online_again(ada: Phone) -> None:
    ada.forgive(LOST)
    ada.context.set_offline(True)
    three_taps(ada)
    expect(ada.on("status")).to_be_visible()
    ada.context.set_offline(False)
    ada.waits(RETRY)
    stored_once_each(ada)


def test_a_lost_answer_stores_nothing_twice(ada: Phone) -> None:
    ada.forgive(LOST)
    sent: list[str] = []

    def answer_is_lost(route: Route) -> None:
        sent.append(route.request.post_data or "")
        if len(sent) <= 2:
            route.fetch()
            route.abort()
        else:
            route.continue_()

    ada.page.route("**/log*", answer_is_lost)
    three_taps(ada)
    expect(ada.on("status")).to_be_visible()
    ada.waits(RETRY)
    ada.until(lambda: len(sent) == 2)
    ada.page.wait_for_timeout(500)
    ada.waits(RETRY)
    stored_once_each(ada)
    ids = [json.loads(body)["entries"][0]["id"] for body in sent]
    assert ids[0] == ids[1] == ids[2]
    assert len(set(ids)) == 3


def test_a_server_in_trouble_is_asked_again(ada: Phone) -> None:
    ada.forgive(r"^503: |console: Failed to load resource.*503")
    ada.page.route("**/log*", lambda route: route.fulfill(status=503, body=""))
    ada.tap("b-sleep")
    expect(ada.on("status")).to_be_visible()
    ada.page.unroute("**/log*")
    ada.waits(RETRY)
    expect(ada.page.locator("h1")).to_contain_text("Iris is asleep")


def test_what_waits_keeps_the_time_of_the_tap(ada: Phone, clock: Clock) -> None:
    ada.forgive(LOST)
    ada.page.route("**/log*", lambda route: route.abort())
    ada.tap("b-sleep")
    expect(ada.on("status")).to_be_visible()
    clock.passes(minutes=25)
    ada.page.unroute("**/log*")
    ada.waits(RETRY)
    expect(ada.page.locator(".child:not(.other)")).to_contain_text("asleep since 2:12")


def test_two_tabs_of_one_phone(ada: Phone) -> None:
    second = ada.context.new_page()
    second.goto(ada.page.url)
    with second.expect_response("**/log*"):
        second.locator("#b-sleep").click()
    ada.waits()
    expect(ada.page.locator("h1")).to_contain_text("Iris is asleep")
    ada.logs("b-sleep")
    second.clock.fast_forward(5_100)
    expect(second.locator("h1")).to_contain_text("Iris is awake")


def test_a_tab_that_has_not_heard_yet_ends_what_has_ended(ada: Phone) -> None:
    ada.feeds("Left")
    ada.forgive("net::ERR_FAILED")
    second = ada.context.new_page()
    second.route(re.compile(r"/(stream|fresh)\b"), lambda route: route.abort())
    second.goto(ada.page.url)
    expect(second.locator("#b-feed")).to_have_text("Feed done")
    ada.logs("b-feed")
    with second.expect_response("**/log*"):
        second.locator("#b-feed").click()
    expect(second.locator("#b-feed")).to_have_text("Feed")
    expect(second.locator("[role=alert]")).to_have_count(0)


@pytest.mark.parametrize("minutes", [-90, -1.5, 1.5, 10])
def test_a_phone_whose_clock_is_wrong_is_put_right(ada: Phone, minutes: float) -> None:
    ada.shows_time(AFTERNOON.fromtimestamp(AFTERNOON.timestamp() + 60 * minutes, AFTERNOON.tzinfo))
    ada.logs("b-sleep")
    expect(ada.page.locator("h1")).to_contain_text("Iris is asleep")
    since = re.search(r"asleep since (\d+):(\d+)", ada.page.locator(".child:not(.other)").inner_text())
    assert since is not None
    assert abs(int(since[2]) - 12) <= 2


def test_a_refused_entry_says_why_and_the_others_are_kept(ada: Phone) -> None:
    """A phone that does not say when it sent: its entry lies ten minutes ahead."""
    ada.forgive(r"^422: POST .*/log|console: Failed to load resource.*422")

    def without_sent_at(route: Route) -> None:
        body = json.loads(route.request.post_data or "")
        del body["sent_at"]
        route.continue_(post_data=json.dumps(body))

    ada.page.route("**/log*", without_sent_at)
    ada.shows_time(AFTERNOON.replace(minute=22))
    ada.tap("b-sleep")
    expect(ada.page.get_by_role("alert")).to_contain_text("ahead of this server’s clock")
    expect(ada.page.locator("#undo")).to_have_count(0)
    assert ada.server.kept("care.slept") == 0
    ada.shows_time(AFTERNOON)
    ada.logs("b-sleep")
    expect(ada.page.locator("h1")).to_contain_text("Iris is asleep")
    expect(ada.page.get_by_role("alert")).to_have_count(0)


def test_whoever_is_signed_out_meanwhile_is_told(ada: Phone) -> None:
    ada.forgive(r"^40[34]: POST .*/log|console: Failed to load resource.*40[34]")
    ada.context.clear_cookies(name="sessionid")
    ada.tap("b-sleep")
    expect(ada.on("status")).to_contain_text("You are signed out.")


def test_without_the_stream_asking_for_news_goes_on_once_and_not_faster_after_many_taps(ada: Phone) -> None:
    ada.forgive(LOST)
    ada.page.route("**/stream", lambda route: route.abort())
    ada.home()
    for _ in range(6):
        ada.logs("b-hold")
    asked: list[str] = []
    ada.page.on("request", lambda request: asked.append(request.url) if "/fresh" in request.url else None)
    for _ in range(4):
        with ada.page.expect_request("**/fresh*"):
            ada.waits()
    assert 4 <= len(asked) <= 5


def test_news_that_are_late_do_not_undo_what_was_tapped(ada: Phone, clock: Clock) -> None:
    """The screen of a moment ago arrives after the answer to a tap."""
    late: list[tuple[Route, APIResponse]] = []
    ada.page.route("**/fresh*", lambda route: late.append((route, route.fetch())))
    clock.passes(minutes=1)
    ada.waits()
    ada.until(lambda: late)
    ada.logs("b-sleep")
    expect(ada.page.locator("h1")).to_contain_text("Iris is asleep")
    for route, reply in late:
        route.fulfill(response=reply)
    ada.page.wait_for_timeout(500)
    expect(ada.page.locator("h1")).to_contain_text("Iris is asleep")


def test_news_that_come_while_a_tap_waits_keep_its_mark(ada: Phone, clock: Clock) -> None:
    late: list[tuple[Route, APIResponse]] = []
    ada.page.route("**/fresh*", lambda route: late.append((route, route.fetch())))
    clock.passes(minutes=1)
    ada.waits()
    ada.until(lambda: late)
    with held(ada):
        ada.tap("b-sleep")
        for route, reply in late:
            route.fulfill(response=reply)
        ada.page.wait_for_timeout(500)
        expect(ada.on("b-sleep")).to_have_class(re.compile("saving"))
    expect(ada.page.locator("h1")).to_contain_text("Iris is asleep")


def test_news_that_come_while_a_sheet_is_open_leave_it_open(ada: Phone, clock: Clock) -> None:
    late: list[tuple[Route, APIResponse]] = []
    ada.page.route("**/fresh*", lambda route: late.append((route, route.fetch())))
    clock.passes(minutes=1)
    ada.waits()
    ada.until(lambda: late)
    ada.tap("b-feed")
    for route, reply in late:
        route.fulfill(response=reply)
    ada.page.wait_for_timeout(500)
    expect(ada.on("feed")).to_be_visible()
    expect(ada.page.locator(".top")).to_contain_text("2:12 pm")
