"""What one phone tells the other shows by itself, at once, and what somebody keeps to themselves makes nothing move."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Request, expect

from tests.e2e.conftest import Phones
from tests.e2e.joining import joined
from tests.e2e.phone import Clock, Phone

SOON = 1_000  # milliseconds in which nothing comes, where nothing may come
LOST = r"failed: |console: Failed to load resource"


@pytest.fixture
def sam(ada: Phone, phones: Phones) -> Phone:
    """Return Sam's phone, in the same family as Ada's; both show Now, and hear what is new."""
    other = joined(ada, phones())
    for phone in (ada, other):
        opens(phone)
    return other


def hears_alone(phone: Phone) -> None:
    """Take away what looks every few seconds, so that nothing but the stream makes the page ask."""
    phone.page.add_init_script("window.setInterval = () => 0")
    opens(phone)


def opens(phone: Phone) -> None:
    """Open Now, and wait until it hears what is new."""
    with phone.page.expect_response("**/stream"):
        phone.home()


@contextmanager
def asked(phone: Phone) -> Iterator[list[str]]:
    """Yield what a phone asks the server for meanwhile."""
    found: list[str] = []

    def listen(request: Request) -> None:
        found.append(request.url.rsplit("/", 1)[-1].partition("?")[0])

    phone.page.on("request", listen)
    yield found
    phone.page.remove_listener("request", listen)


def test_what_one_tells_shows_on_the_other_phone_at_once(ada: Phone, sam: Phone) -> None:
    hears_alone(ada)
    hears_alone(sam)
    sam.logs("b-sleep")
    expect(ada.page.locator("h1")).to_contain_text("Iris is asleep")
    ada.logs("b-sleep")
    expect(sam.page.locator("h1")).to_contain_text("Iris is awake")
    ada.logs("b-undo")
    expect(sam.page.locator("h1")).to_contain_text("Iris is asleep")


def test_while_the_stream_is_open_a_page_asks_for_nothing(ada: Phone, sam: Phone) -> None:
    with asked(ada) as found:
        for _ in range(3):
            ada.waits()
            ada.page.wait_for_timeout(150)
    assert found == []


def test_what_ada_notices_of_herself_makes_sams_phone_ask_for_nothing(ada: Phone, sam: Phone) -> None:
    with asked(sam) as found:
        ada.tap("b-notice")
        ada.logs(ada.button("Hungry", sheet="notice"))
        ada.page.wait_for_timeout(SOON)
        assert found == []
        sam.logs("b-hold")
        expect(ada.page.locator("#noted")).to_be_visible()


def test_with_the_next_minute_the_times_go_on(ada: Phone, sam: Phone, clock: Clock) -> None:
    clock.passes(minutes=1)
    ada.waits()
    expect(ada.page.locator(".top")).to_contain_text("2:13 pm")


def test_news_that_come_between_finger_down_and_up_leave_the_tap_whole(ada: Phone, sam: Phone) -> None:
    box = ada.on("b-notice").bounding_box()
    assert box is not None
    ada.page.mouse.move(box["x"] + 20, box["y"] + 20)
    ada.page.mouse.down()
    with asked(ada) as found:
        sam.logs("b-sleep")
        ada.page.wait_for_timeout(SOON)
        assert "fresh" not in found
    ada.page.mouse.up()
    expect(ada.on("notice")).to_be_visible()
    ada.tap(ada.button("Close", sheet="notice"))
    ada.waits()
    expect(ada.page.locator("h1")).to_contain_text("Iris is asleep")


def test_news_that_came_while_a_sheet_was_open_are_there_once_it_is_closed(ada: Phone, sam: Phone) -> None:
    ada.tap("b-feed")
    sam.logs("b-sleep")
    ada.page.wait_for_timeout(SOON)
    expect(ada.on("feed")).to_be_visible()
    ada.tap(ada.button("Close", sheet="feed"))
    ada.waits()
    expect(ada.page.locator("h1")).to_contain_text("Iris is asleep")


def test_without_the_stream_a_page_asks_every_five_seconds(ada: Phone, sam: Phone) -> None:
    ada.forgive(LOST)
    ada.page.route("**/stream", lambda route: route.abort())
    ada.home()
    sam.logs("b-sleep")
    ada.waits()
    expect(ada.page.locator("h1")).to_contain_text("Iris is asleep")


def test_a_page_that_nobody_looks_at_lets_the_stream_go_and_hears_all_when_it_is_seen_again(
    ada: Phone, sam: Phone
) -> None:
    hide(ada, hidden=True)
    with asked(ada) as found:
        sam.logs("b-sleep")
        ada.page.wait_for_timeout(SOON)
        ada.waits()
    assert found == []
    hide(ada, hidden=False)
    expect(ada.page.locator("h1")).to_contain_text("Iris is asleep")


def hide(phone: Phone, *, hidden: bool) -> None:
    """Put the page away, or take it up again."""
    phone.page.evaluate(
        """(hidden) => {
          Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
          document.dispatchEvent(new Event("visibilitychange"));
        }""",
        hidden,
    )
