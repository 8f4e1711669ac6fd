"""Tonight, on two phones: a night proposed, changed, settled by a yes from each; left; and one adult alone."""

import pytest
from playwright.sync_api import expect

from tests.e2e.phone import POLL, Clock, Phone

MOST_TAPS = 6  # from a card on Now to a settled night on both phones, an hour changed on the way


@pytest.fixture
def sam(ada: Phone, sam: Phone, clock: Clock) -> Phone:
    """Return Sam's phone; both show Now at six in the evening."""
    clock.passes(hours=4)
    for phone in (ada, sam):
        phone.home()
    return sam


def test_a_night_is_settled_by_a_yes_from_each(ada: Phone, sam: Phone) -> None:
    card = ada.page.get_by_role("region", name="Tonight")
    expect(card).to_contain_text("You have Iris until 2 · Sam from 2")
    expect(card).to_contain_text("about 4½ hours in one piece for each")
    ada.tap(card.get_by_role("link", name="Change"))
    ada.tap("b-later")
    expect(ada.on("plan")).to_contain_text("You have Iris until 2:30")
    ada.tap("b-yes")
    expect(ada.on("now")).to_contain_text("Not settled yet.")
    expect(ada.on("b-night-yes")).to_have_count(0)

    theirs = sam.page.get_by_role("region", name="Tonight")
    expect(theirs).to_contain_text("Ada has Iris until 2:30 · You from 2:30")
    sam.logs("b-night-yes")
    for phone, line in (
        (sam, "Tonight: Ada has Iris until 2:30, then you."),
        (ada, "Tonight: you have Iris until 2:30, then Sam."),
    ):
        expect(phone.on("now")).to_contain_text(line)
    print(f"tonight, settled on both phones: {ada.taps} + {sam.taps} taps")  # noqa: T201
    assert ada.taps + sam.taps <= MOST_TAPS


def test_not_tonight_leaves_nothing_on_the_others_screen(ada: Phone, sam: Phone) -> None:
    ada.logs("b-night-yes")
    theirs = sam.page.get_by_role("region", name="Tonight")
    expect(theirs).to_contain_text("Ada has Iris until 2")
    before = ada.on("now").inner_text()
    sam.logs("b-night-left")
    expect(theirs).to_have_count(0)
    ada.page.wait_for_timeout(POLL)
    assert ada.on("now").inner_text() == before
    expect(ada.page.get_by_role("region", name="Tonight")).to_contain_text("Not settled yet.")


def test_a_yes_to_a_night_that_was_changed_meanwhile_settles_nothing(ada: Phone, sam: Phone) -> None:
    ada.logs("b-night-yes")
    expect(sam.page.get_by_role("region", name="Tonight")).to_contain_text("Ada has Iris until 2")
    sam.go(f"{sam.family}tonight")
    ada.logs("b-night-shorter")
    expect(ada.on("now")).to_contain_text("You have Iris until 1")
    sam.forgive("422")
    sam.tap("b-yes")
    expect(sam.page.get_by_role("alert")).to_contain_text("That night was changed meanwhile.")
    expect(sam.on("plan")).to_contain_text("Ada has Iris until 1")
    sam.tap("b-yes")
    expect(sam.on("now")).to_contain_text("Tonight: Ada has Iris until 1, then you.")


def test_the_slider_and_the_feeds_say_at_once_what_they_mean(ada: Phone, sam: Phone) -> None:
    ada.go(f"{ada.family}tonight")
    slider = ada.on("turn")
    slider.focus()
    for _ in range(4):
        slider.press("ArrowLeft")
    expect(ada.on("plan")).to_contain_text("You have Iris until midnight")
    expect(ada.on("plan")).to_contain_text("6½ hours in one piece for you, 2½ hours for Sam")
    ada.page.get_by_text("by me").click()
    expect(ada.on("plan")).to_contain_text("A night feed is counted in for you.")
    ada.tap("b-swap")
    expect(ada.on("plan")).to_contain_text("Sam has Iris until midnight")


def test_one_adult_alone_has_a_night_too(ada: Phone, clock: Clock) -> None:
    card = ada.page.get_by_role("region", name="Tonight")
    expect(card).to_contain_text("Who could take one early morning this week?")
    expect(card).to_contain_text("Bed at 8:30 pm, bottle ready.")
    ada.logs("b-night-yes")
    expect(ada.on("now")).to_contain_text("Tonight: bed at 8:30.")
    assert "Sam" not in ada.on("now").inner_text()
