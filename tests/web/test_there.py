"""Who is there, by their own word: acts with them, and what one may ask them to do."""

from urllib.parse import parse_qs, urlsplit

import pytest

from kinwell.web import taps
from tests.builders import IRIS, SAM
from tests.web.browsing import Clock, Page, Phone, cue


def opens(phone: Phone) -> Page:
    """Return Now with two minutes free."""
    return Page(phone.client.get(phone.address("now") + "?hands=2"))


def offers(phone: Phone) -> list[dict[str, str]]:
    found = opens(phone).elements
    return [given for _, given in found if given.get("id", "").startswith(("b-yes", "b-offer-"))]


def asks(phone: Phone) -> list[dict[str, list[str]]]:
    return [parse_qs(urlsplit(given["href"]).query) for given in offers(phone) if "href" in given]


@pytest.fixture
def hungry(ada: Phone, sam: Phone, clock: Clock) -> Phone:
    """Return the phone of Ada, past the floor of food, with two minutes free: no plate of her own fits."""
    clock.at("05:30")
    ada.taps(cue("ada", "eat"))
    clock.at("13:05")
    return ada


def test_nobody_is_there_until_they_say_so(hungry: Phone, ada: Phone, sam: Phone) -> None:
    assert asks(ada) == []


def test_who_has_a_child_may_be_asked_for_what_one_needs(hungry: Phone, ada: Phone, sam: Phone) -> None:
    sam.taps(*taps.duty(IRIS))
    [asked, *_] = asks(ada)
    assert asked["to"] == [str(SAM)]
    assert "Ada" in asked["what"][0]
    assert asked["need"] == ["eat"]
    assert f"Ask Sam: {asked['what'][0]}" in opens(ada).says
    href = next(given["href"] for given in offers(ada) if "href" in given)
    form = Page(ada.client.get(href))
    assert form.field("what")["value"] == asked["what"][0]


def test_what_is_asked_arrives_as_it_was_offered(hungry: Phone, ada: Phone, sam: Phone) -> None:
    sam.taps(*taps.duty(IRIS))
    [asked, *_] = asks(ada)
    sent = {"to": asked["to"][0], "what": asked["what"][0], "minutes": "20", "when": "now", "need": asked["need"][0]}
    assert ada.sends_form("favour", **sent).status_code == 302
    assert asked["what"][0] in sam.opens().says


def test_with_nobody_told_no_word_of_the_need_goes_along(hungry: Phone, ada: Phone, sam: Phone) -> None:
    """What an ask is for is told only where its writer chose to (record/showing.py); the link is on her own screen."""
    sam.taps(*taps.duty(IRIS))
    [asked, *_] = asks(ada)
    sent = {"to": asked["to"][0], "what": asked["what"][0], "minutes": "20", "when": "now", "need": asked["need"][0]}
    ada.sends_form("favour", says="on", **sent)
    assert "food" not in sam.opens().says


@pytest.mark.parametrize(("since", "there"), [("01:10", True), ("00:50", False)])
def test_for_twelve_hours_at_most(hungry: Phone, ada: Phone, sam: Phone, clock: Clock, since: str, there: bool) -> None:
    clock.at(since)
    sam.taps(*taps.duty(IRIS))
    clock.at("13:05")
    assert bool(asks(ada)) is there


def test_once_one_has_the_child_oneself_the_other_is_not_said_to_be_there(ada: Phone, sam: Phone, clock: Clock) -> None:
    sam.taps(*taps.duty(IRIS))
    clock.passes(10)
    ada.taps(*taps.duty(IRIS))
    assert asks(ada) == []


def test_a_helper_who_has_the_child_is_asked_nothing_here(hungry: Phone, ada: Phone, nan: Phone) -> None:
    nan.taps(*taps.duty(IRIS))
    assert asks(ada) == []


def test_one_with_whom_things_for_two_are_left_off_is_not_asked(hungry: Phone, ada: Phone, sam: Phone) -> None:
    sam.taps(*taps.duty(IRIS))
    assert ada.sends_form("see", SAM, joint="off").status_code == 302
    assert asks(ada) == []


def test_what_the_other_would_do_can_be_passed_over_and_declined(hungry: Phone, ada: Phone, sam: Phone) -> None:
    sam.taps(*taps.duty(IRIS))
    assert asks(ada)
    ada.presses("b-none", page=opens(ada))
    assert asks(ada) == []
