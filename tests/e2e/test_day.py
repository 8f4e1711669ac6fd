"""A whole day of two adults and a child, twenty events at their hours: what it costs in taps, each from a cold Now."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from playwright.sync_api import expect

from tests.e2e.phone import AFTERNOON, Clock, Phone
from tests.e2e.table import Table
from tests.e2e.test_rows import answers, card, child

EVENTS, MOST_TAPS = 20, 25

type Event = Callable[[Phone], None]


@pytest.fixture
def table(request: pytest.FixtureRequest) -> Iterator[Table]:
    """Return a table that is printed at the end, and written nowhere."""
    told = Table()
    yield told
    with request.config.pluginmanager.getplugin("capturemanager").global_and_fixture_disabled():
        print(f"\n{told}\n  in all: {sum(told.counted.values())} of {MOST_TAPS}")  # noqa: T201


class Day:
    """Twenty events, each at its hour on the phone of whoever it happens to."""

    def __init__(self, clock: Clock, table: Table) -> None:
        self.clock, self.table = clock, table

    def at(self, hour: str, phone: Phone, event: str, does: Event) -> None:
        """Let it be this hour, open Now from cold, and do it."""
        self.clock.set(instant(hour))
        with self.table.task(phone, f"{hour} {event}", quick=False):
            does(phone)


def instant(hour: str) -> datetime:
    hours, minutes = map(int, hour.split(":"))
    return AFTERNOON.replace(day=11, hour=hours, minute=minutes)


def logs(hook: str) -> Event:
    """Return what one tap tells."""
    return lambda phone: phone.logs(hook)


def feeds(side: str) -> Event:
    return lambda phone: phone.feeds(side)


def changes(phone: Phone) -> None:
    phone.tap("b-change")
    phone.logs(phone.button("Wet", sheet="change"))


def puts_second(phone: Phone) -> None:
    """Notice hunger, and put it second to the child."""
    phone.tap("b-notice")
    phone.logs(phone.button("Hungry", sheet="notice"))
    answers(phone, "Iris first")


def takes_what_was_put_second(phone: Phone) -> None:
    """Take the meal that is on offer beside the smallest step."""
    expect(card(phone)).to_contain_text("You chose Iris first; your food keeps its place.")
    phone.logs(phone.page.locator("[id^=b-offer-]", has_text="Eat, sitting down"))
    expect(phone.on("b-end")).to_be_visible()


def asks(phone: Phone) -> None:
    phone.tap("b-ask")
    phone.tap(phone.button("Ask Sam"))
    expect(phone.on("now")).to_contain_text("You asked Sam")


def says_yes(phone: Phone) -> None:
    expect(phone.on("now")).to_contain_text("Ada asks: take Iris")
    phone.logs(phone.on("now").get_by_role("button", name="Yes", exact=True))


def takes_iris(phone: Phone) -> None:
    phone.logs(phone.button("I have Iris"))
    expect(child(phone)).to_contain_text("You have Iris")


def test_a_real_day_of_twenty_events_costs_at_most_twenty_five_taps(
    ada: Phone, sam: Phone, clock: Clock, table: Table
) -> None:
    day = Day(clock, table)
    day.at("06:40", ada, "Ada: Iris feeds, left", feeds("Left"))
    day.at("06:52", ada, "Ada: the other side", logs("b-switch-1"))
    day.at("07:05", ada, "Ada: the feed ends", logs("b-feed"))
    day.at("07:10", ada, "Ada: energy, low", logs("b-full-low"))
    day.at("07:30", sam, "Sam: a wet nappy", changes)
    day.at("08:20", ada, "Ada: Iris sleeps", logs("b-sleep"))
    day.at("09:35", ada, "Ada: Iris is up", logs("b-sleep"))
    day.at("09:40", ada, "Ada: hungry, Iris first", puts_second)
    day.at("11:30", ada, "Ada: Iris sleeps", logs("b-sleep"))
    day.at("11:35", ada, "Ada: eats, as put second", takes_what_was_put_second)
    day.at("11:55", ada, "Ada: has eaten", logs("b-end"))
    expect(ada.page.locator(".own")).to_contain_text("food: told")
    day.at("12:50", sam, "Sam: Iris is up", logs("b-sleep"))
    day.at("13:00", sam, "Sam: holds Iris", logs("b-hold"))
    day.at("13:25", sam, "Sam: puts Iris down", logs("b-hold"))
    day.at("15:30", ada, "Ada: asks Sam", asks)
    day.at("15:31", sam, "Sam: yes", says_yes)
    day.at("15:35", sam, "Sam: I have Iris", takes_iris)
    day.at("18:30", ada, "Ada: yes to the night", logs("b-night-yes"))
    day.at("18:40", sam, "Sam: yes to the night", logs("b-night-yes"))
    expect(sam.on("now")).to_contain_text("Tonight: Ada has Iris until 2, then you.")
    day.at("19:10", ada, "Ada: Iris sleeps for the night", logs("b-sleep"))
    expect(ada.on("now")).to_contain_text("Tonight: you have Iris until 2, then Sam.")
    assert len(table.counted) == EVENTS
    assert sum(table.counted.values()) <= MOST_TAPS
