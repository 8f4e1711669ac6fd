"""The other phone: what asks every few seconds, and hears of care, and of nothing that somebody keeps to themselves."""

from typing import Any
from urllib.parse import unquote

import pytest
from django.test import Client

from kinwell import ask
from kinwell.web import taps
from tests.builders import IRIS
from tests.web.browsing import Clock, Household, Page, Phone, cue

WET = taps.change(IRIS, wet=True, dirty=False)[0]


def test_while_nothing_happens_there_is_nothing_to_send(sam: Phone) -> None:
    seen = sam.opens().seen

    reply = sam.asks_fresh(seen)

    assert (reply.status_code, reply.content) == (204, b"")


def test_a_nappy_that_ada_tells_reaches_sams_phone(ada: Phone, sam: Phone) -> None:
    seen = sam.opens().seen
    ada.taps(WET)

    reply = sam.asks_fresh(seen)

    assert reply.status_code == 200
    assert "wet" in Page(reply).says
    assert Page(reply).seen != seen


def test_after_the_fresh_screen_there_is_nothing_more_to_send(ada: Phone, sam: Phone) -> None:
    ada.taps(WET)
    seen = sam.opens().seen

    assert sam.asks_fresh(seen).status_code == 204


def test_a_feed_taken_back_reaches_the_other_phone_too(ada: Phone, sam: Phone) -> None:
    told = ada.taps(WET)
    seen = sam.opens().seen
    ada.taps(*taps.undo(told, private=True))

    reply = sam.asks_fresh(seen)

    assert reply.status_code == 200
    assert "wet" not in Page(reply).says.split("Change")[0]


def test_what_ada_keeps_to_herself_sends_nothing_to_sams_phone(ada: Phone, sam: Phone) -> None:
    seen = sam.opens().seen
    ada.taps(cue("ada", "eat", "urgent"))

    assert sam.asks_fresh(seen).status_code == 204
    assert sam.opens().seen == seen


def test_what_ada_keeps_to_herself_sends_nothing_to_a_helpers_phone(ada: Phone, nan: Phone) -> None:
    seen = nan.opens().seen
    ada.taps(cue("ada", "eat"))

    assert nan.asks_fresh(seen).status_code == 204


def test_adas_other_phone_hears_of_what_she_keeps_to_herself(ada: Phone, household: Household) -> None:
    seen = ada.opens().seen
    ada.taps(cue("ada", "eat"))

    assert ada.asks_fresh(seen).status_code == 200


def test_the_word_for_what_was_seen_tells_no_number_of_entries(ada: Phone, sam: Phone) -> None:
    ada.taps(WET)
    before = sam.opens().seen
    for _ in range(3):
        ada.taps(cue("ada", "drink"))

    assert sam.opens().seen == before


def test_with_the_next_minute_the_screen_is_asked_for_anew(sam: Phone, clock: Clock) -> None:
    seen = sam.opens().seen
    clock.passes(1)

    assert sam.asks_fresh(seen).status_code == 200


def test_a_screen_that_took_over_the_minute_is_asked_for_anew(
    sam: Phone, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered = ask.now

    def slowly(*asked: Any, **more: Any) -> ask.Now:
        found = answered(*asked, **more)
        clock.passes(1)
        return found

    monkeypatch.setattr(ask, "now", slowly)
    seen = sam.opens().seen

    assert sam.asks_fresh(seen).status_code == 200, "it was shown as of the minute before"


def test_the_undo_stays_on_the_fresh_screen_until_the_next_log(ada: Phone, clock: Clock) -> None:
    [told] = ada.taps(WET)
    asks = unquote(Page(ada.reply).element("now")["hx-get"])
    clock.passes(1)

    page = Page(ada.client.get(asks))

    assert page.button(kind="log.retracted", target=str(told))


def test_a_made_up_undo_in_the_address_breaks_nothing(ada: Phone) -> None:
    assert ada.gets("fresh", undo="1,,<b>,%00").status_code == 200


def test_hands_said_to_be_free_stay_so_on_the_fresh_screen(ada: Phone) -> None:
    ada.taps(cue("ada", "eat"))
    page = ada.opens(hands="10")
    asks = unquote(page.element("now")["hx-get"])

    assert page.element("b-hands-10")["aria-current"] == "true"
    assert "hands=10" in asks


def test_a_made_up_length_of_free_hands_is_passed_over(ada: Phone) -> None:
    assert ada.gets("now", hands="90000").status_code == 200
    assert ada.gets("now", hands="٣").status_code == 200


def test_the_fresh_screen_is_for_members_alone(household: Household) -> None:
    assert Client().get(f"/f/{household.home.family}/fresh").status_code == 404
