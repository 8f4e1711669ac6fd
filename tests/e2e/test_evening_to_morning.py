"""From sign-up on one phone to a settled night on two, through the night, to the morning; with the taps it takes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Phones
from tests.e2e.phone import PASSPHRASE, Clock, Phone
from tests.e2e.table import Table, counted

TABLE = "taps-evening-to-morning.txt"
SETTLED = (
    7  # taps beside what is typed: Start; More, a code, "Yes, it is"; the other's yes; a yes to the night from each
)


@pytest.fixture(scope="module")
def table(results: Path, request: pytest.FixtureRequest) -> Iterator[Table]:
    yield from counted(results, TABLE, request)


def first_phone(ada: Phone, table: Table) -> None:
    """Answer the four questions."""
    with table.task(ada, "sign-up to Now", cold=False):
        ada.go("/")
        for field, typed in (("name", "Ada"), ("passphrase", PASSPHRASE), ("child", "Iris"), ("born", "2026-03")):
            ada.page.fill(f"#{field}", typed)
        ada.tap(ada.button("Start"))
        expect(ada.on("now")).to_be_visible()


def invites(ada: Phone, table: Table) -> str:
    """Make a code for Sam, and return its link."""
    with table.task(ada, "a code for somebody else", cold=False):
        ada.tap(ada.page.get_by_role("link", name="More"))
        ada.tap(ada.button("Cares for Iris with me"))
        expect(ada.page.get_by_role("heading", name="Let them scan this")).to_be_visible()
    return ada.page.locator(".link").inner_text()


def joins(sam: Phone, link: str, table: Table) -> None:
    with table.task(sam, "from the code to a seat", cold=False):
        sam.page.goto(link)
        sam.page.fill("#name", "Sam")
        sam.page.fill("#passphrase", PASSPHRASE)
        sam.tap(sam.button("Yes"))
        expect(sam.page.get_by_role("heading", name="Your yes has arrived.")).to_be_visible()


def test_from_sign_up_to_a_settled_night_and_through_it(phones: Phones, clock: Clock, table: Table) -> None:
    ada, sam = phones(), phones()
    first_phone(ada, table)
    expect(ada.page.get_by_role("region", name="Tonight")).to_contain_text("Bed at 8:30 pm")
    joins(sam, invites(ada, table), table)
    with table.task(ada, "it is them", cold=False):
        ada.go(f"{ada.family}family")
        ada.tap(ada.button("Yes, it is"))
    with table.task(ada, "a yes to the night, first phone"):
        ada.logs("b-night-yes")
    expect(ada.page.get_by_role("region", name="Tonight")).to_contain_text("Not settled yet.")
    with table.task(sam, "a yes to the night, second phone"):
        sam.logs("b-night-yes")
    expect(sam.on("now")).to_contain_text("Tonight: Ada has Iris until 2, then you.")
    expect(ada.on("now")).to_contain_text("Tonight: you have Iris until 2, then Sam.")
    assert sum(table.counted.values()) == SETTLED

    # The night: Ada puts Iris down, feeds at half past one, and hands the feed over as it runs.
    clock.passes(hours=7)
    ada.home()
    ada.logs("b-sleep")
    clock.passes(hours=4, minutes=20)
    ada.home()
    ada.logs("b-sleep")
    ada.feeds("Left")
    expect(ada.on("b-switch")).to_be_visible()
    sam.home()
    with table.task(sam, "I have Iris, from a cold Now"):
        sam.tap(sam.page.get_by_role("link", name="Hand over Iris"))
        sam.logs("b-take")
    sam.home()
    expect(sam.page.locator(".child:not(.other)")).to_contain_text("You have Iris")
    clock.passes(minutes=25)
    sam.home()
    sam.logs("b-feed")
    sam.logs("b-sleep")
    expect(sam.page.locator("h1")).to_contain_text("Iris is asleep")
    ada.home()
    expect(ada.page.locator(".child:not(.other)")).to_contain_text("Sam has Iris")

    # The morning: each is told of the hours that were the other's.
    clock.passes(hours=5)
    sam.home()
    sam.logs("b-sleep")
    clock.passes(minutes=20)
    ada.home()
    card = ada.page.get_by_role("region", name="While you slept")
    expect(card).to_contain_text("Asleep")
    expect(card).to_contain_text("likely tired")
    with table.task(ada, "thanks for the night", cold=False):
        card.get_by_label("Thanks to Sam").fill("You let me sleep till six.")
        ada.logs(card.get_by_role("button", name="Send"))
    expect(ada.page.get_by_label("Thanks to Sam")).to_have_count(0)
    sam.home()
    expect(sam.on("now")).to_contain_text("You let me sleep till six.")
    assert "Thanks to Ada" in sam.page.content()
