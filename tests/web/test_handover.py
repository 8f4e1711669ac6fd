"""Handing a child over: who has them stands on both phones, the card on one screen, two taps from Now."""

import json
import re
from uuid import UUID, uuid4

import pytest
from django.test import Client

from kinwell.core.log.events import NightAgreed, NightProposed
from kinwell.web import taps
from tests.builders import ADA, DAY, IRIS, LEO, NAN, SAM, holder, instant
from tests.web.browsing import Clock, Household, Page, Phone, cue, met, next_door, rows

I_HAVE_IRIS = taps.duty(IRIS)
CARD = {"helps": "side-lying, shush", "places": "Bottles: fridge door.", "ring_first": "Mel, 0170 1", "was": "{}"}
NIGHT = NightProposed(
    night=DAY, first=ADA, second=SAM, begin=instant("20:00"), turn=instant("+1 01:00"), end=instant("+1 07:00")
)


def card(phone: Phone) -> Page:
    return phone.opens("handover", IRIS)


def takes(phone: Phone) -> Page:
    """Tap "I have Iris" on the card, as the page does: its reply is the fresh card."""
    entry = phone.wire(json.loads(card(phone).element("b-take")["data-log"])[0])
    reply = phone.client.post(
        f"{phone.address('log')}?card={IRIS}",
        json.dumps({"sent_at": phone.clock.now.isoformat(), "entries": [entry], "sheet": ""}),
        content_type="application/json",
    )
    assert reply.status_code == 200
    return Page(reply)


def settles(household: Household) -> None:
    night = household.home.says("ada", "18:00", NIGHT).id
    household.home.says("sam", "18:05", NightAgreed(proposal=night))


def written(phone: Phone, **fields: str) -> None:
    assert phone.sends_form("card_edit", IRIS, **{**CARD, **fields}).status_code == 302


def test_from_the_card_an_adult_asks_about_this_child(ada: Phone, sam: Phone, nan: Phone) -> None:
    page = ada.opens("handover", LEO)
    assert page.element("b-ask")["href"] == f"{ada.address('favour')}?child={LEO}"
    form = ada.opens("favour", child=str(LEO))
    assert [g["value"] for _, g in form.elements if g.get("name") == "chip" and "checked" in g] == ["take Leo"]
    assert not nan.opens("handover", LEO).has("b-ask")


# Two taps, and both phones say so.


def test_two_taps_from_now_take_a_child_over(ada: Phone, sam: Phone) -> None:
    now = sam.opens()
    [to_the_card] = [given["href"] for _, given in now.elements if given.get("aria-label") == "Hand over Iris"]
    assert to_the_card == sam.address("handover", IRIS)

    fresh = takes(sam)

    assert fresh.has("card")
    assert "You have Iris" in fresh.says
    assert "Sam has Iris" in ada.opens().says
    assert "You have Iris" in sam.opens().says
    assert "Sam has Iris" in card(ada).says


def test_the_other_phone_hears_of_it(ada: Phone, sam: Phone) -> None:
    seen = ada.opens().seen
    takes(sam)
    reply = ada.asks_fresh(seen)
    assert reply.status_code == 200
    assert "Sam has Iris" in Page(reply).says


def test_a_slip_is_taken_back_at_the_place_of_the_tap(ada: Phone, sam: Phone) -> None:
    fresh = takes(sam)
    [undo] = [log for log in fresh.logs() if log[0]["kind"] == "log.retracted"]
    sam.taps(*undo)
    for phone in (ada, sam):
        assert "has Iris" not in phone.opens().says
        assert "You have Iris" not in phone.opens().says


def test_where_nobody_said_so_now_says_nothing_and_the_card_says_that(ada: Phone, nan: Phone) -> None:
    ada.taps(*taps.feed(IRIS, "bottle"), *taps.hold(IRIS))
    for phone in (ada, nan):
        assert not re.search(r"(has|have) Iris\b", phone.opens().says)
        assert "Nobody has said that they have Iris now." in card(phone).says


def test_a_night_that_was_settled_is_said_till_its_hours_and_its_end_is_a_gap(
    household: Household, ada: Phone, sam: Phone, clock: Clock
) -> None:
    settles(household)
    clock.at("21:30")
    assert "You have Iris till 1 am" in ada.opens().says
    assert "Ada has Iris till 1 am" in sam.opens().says
    clock.at("+1 07:00")
    for phone in (ada, sam):
        assert not re.search(r"(has|have) Iris\b", phone.opens().says)
        assert "Nobody has said that they have Iris now." in card(phone).says


def test_two_phones_at_once_are_said_plainly_until_one_says_it_again(ada: Phone, sam: Phone, clock: Clock) -> None:
    takes(ada)
    takes(sam)
    clock.passes(1)
    assert "You and Sam both said that you have Iris" in ada.opens().says
    assert "You and Ada both said that you have Iris. Whoever says it once more has Iris." in card(sam).says
    takes(ada)
    assert "You have Iris" in card(ada).says
    assert "Ada has Iris" in card(sam).says


def test_taken_offline_and_sent_twice_is_taken_once(ada: Phone) -> None:
    entry = ada.wire(I_HAVE_IRIS[0])
    assert [ada.sends([entry]).status_code for _ in range(2)] == [200, 200]
    assert sum(row.kind == "duty.taken" for row in rows().values()) == 1


def test_nobody_speaks_for_another(ada: Phone, sam: Phone) -> None:
    [taken] = ada.taps(*I_HAVE_IRIS)
    for word in (
        taps.undo([taken], private=True)[0],
        {"kind": "log.amended", "body": {"target": str(taken), "of": "duty.taken", "changes": {"child": str(LEO)}}},
    ):
        assert sam.sends([sam.wire(word)]).status_code == 422
    assert "Ada has Iris" in sam.opens().says


def test_who_has_a_child_is_no_line_of_days_and_has_no_form(ada: Phone) -> None:
    [taken] = ada.taps(*I_HAVE_IRIS)
    assert "have Iris" not in ada.opens("history").says
    assert ada.gets("edit", taken).status_code == 404


# The card.


def test_the_card_is_told_to_an_adult_and_a_helper_alike(ada: Phone, nan: Phone, clock: Clock) -> None:
    ada.taps(*taps.feed(IRIS, "breast", "left"), at="12:00", until="12:20")
    ada.taps(*taps.change(IRIS, wet=True, dirty=False))
    written(ada, own_way="on")
    for phone in (ada, nan):
        said = card(phone).says
        for text in (
            "Iris, 14 weeks.", "left · right next, when hungry, often 1:45 to 2:55", "1 pm, wet", "Medicine –",
            "side-lying, shush", "Bottles: fridge door.", "Ring first: Mel, 0170 1", "112", "Do it your way.",
        ):  # fmt: skip
            assert text in said, text


def test_a_card_has_a_number_whatever_the_zone(ada: Phone, household: Household, clock: Clock) -> None:
    def number(zone: str, **headers: str) -> str:
        assert ada.sends_form("move", zone=zone).status_code == 302
        page = Page(ada.client.get(ada.address("handover", IRIS), headers=headers))
        tel = [given["href"] for _, given in page.elements if given.get("href", "").startswith("tel:")]
        return tel[0] if tel else page.says

    assert number("Europe/London", accept_language="de-DE") == "tel:999"
    assert number("America/New_York") == "tel:911"
    assert number("UTC", accept_language="en-AU") == "tel:000"
    assert "112 in Europe" in number("UTC")
    assert "112 in Europe" in number("Asia/Tokyo", accept_language="en-GB")  # no other country's number there


def test_what_stands_on_the_card_is_changed_field_by_field(ada: Phone, sam: Phone, clock: Clock) -> None:
    written(ada)
    opened = ada.opens("card_edit", IRIS)
    was = opened.field("was")["value"]
    assert opened.field("helps")["value"] == "side-lying, shush"
    clock.passes(1)
    written(sam, was=was, places="Bottles: on the shelf.")
    clock.passes(1)
    written(ada, was=was, helps="porch")
    assert "porch" in card(ada).says
    assert "on the shelf" in card(ada).says


def test_the_form_sent_twice_is_one_card(ada: Phone) -> None:
    id = str(uuid4())
    for _ in range(2):
        assert ada.sends_form("card_edit", IRIS, **{**CARD, "id": id}).status_code == 302
    assert sum(row.kind == "card.written" for row in rows().values()) == 1


def test_a_card_too_long_is_refused_and_nothing_typed_is_lost(ada: Phone) -> None:
    reply = ada.sends_form("card_edit", IRIS, **{**CARD, "helps": "x" * 9000})
    assert reply.status_code == 422
    assert Page(reply).field("helps")["value"] == "x" * 9000
    assert Page(reply).field("places")["value"] == CARD["places"]


def test_a_helper_changes_no_card(nan: Phone) -> None:
    assert nan.gets("card_edit", IRIS).status_code == 404
    assert nan.sends_form("card_edit", IRIS, **CARD).status_code == 404
    assert "Edit the card" not in card(nan).says


@pytest.mark.parametrize("whom", [ADA, NAN, uuid4()])
def test_of_whom_is_no_child_there_is_no_card(ada: Phone, whom: object) -> None:
    for name in ("handover", "card_edit", "link"):
        assert ada.gets(name, whom).status_code == 404


def test_a_card_is_the_family_s_alone(household: Household, clock: Clock) -> None:
    joe = next_door(clock)
    for client in (joe.client, Client()):
        assert client.get(household.phone("ada").address("handover", IRIS)).status_code == 404


def test_the_card_stays_fresh_and_asks_no_more_than_it_must(ada: Phone, sam: Phone) -> None:
    page = card(ada)
    found = re.search(r"seen=([^&]*)", page.element("card")["hx-get"])
    assert found is not None
    assert ada.gets("handover", IRIS, seen=found[1]).status_code == 204
    takes(sam)
    reply = ada.gets("handover", IRIS, seen=found[1])
    assert reply.status_code == 200
    assert b"<html" not in reply.content
    assert "Sam has Iris" in Page(reply).says


@pytest.mark.parametrize("child", ["", "x", str(UUID(int=77))])
def test_a_tap_that_names_no_card_gets_the_screen_of_now(ada: Phone, child: str) -> None:
    body = json.dumps({"sent_at": ada.clock.now.isoformat(), "entries": [ada.wire(I_HAVE_IRIS[0])], "sheet": ""})
    reply = ada.client.post(f"{ada.address('log')}?card={child}", body, content_type="application/json")
    assert reply.status_code == 200
    assert Page(reply).has("now")


def test_what_is_refused_on_the_card_says_why_there(ada: Phone) -> None:
    entry = ada.wire(taps.line(IRIS, "  ")[0])
    body = json.dumps({"sent_at": ada.clock.now.isoformat(), "entries": [entry], "sheet": ""})
    reply = ada.client.post(f"{ada.address('log')}?card={IRIS}", body, content_type="application/json")
    assert (reply.status_code, reply["X-Refused"]) == (422, entry["id"])
    assert "cannot be read" in Page(reply).says


def test_nothing_of_the_adults_is_on_the_card(ada: Phone, sam: Phone, nan: Phone) -> None:
    before, own = [card(phone).html for phone in (sam, nan)], card(ada).says
    ada.taps(cue("ada", "sleep", "early"), cue("ada", "quiet"), met("ada", "eat"), *taps.sleep(holder("ada")))
    ada.taps(taps.second(holder("ada"), "sleep", IRIS)[0], *taps.note("so tired"))
    assert [_plain(card(phone).html) for phone in (sam, nan)] == [_plain(html) for html in before]
    assert card(ada).says == own  # nor on one's own, which another may be shown


def _plain(html: str) -> str:
    return re.sub(r'(data-csrf="|csrfmiddlewaretoken" value=")[^"]*', r"\1", html)


# While you were away.


def test_who_takes_a_child_back_reads_what_was_new_on_now_and_can_close_it(
    ada: Phone, sam: Phone, clock: Clock
) -> None:
    takes(ada)
    clock.passes(10)
    takes(sam)
    sam.taps(*taps.feed(IRIS, "bottle"))
    clock.passes(20)
    sam.presses_end("care.fed")
    sam.taps(*taps.line(IRIS, "Took all of it."))
    assert "While you were away" not in ada.opens().says
    clock.passes(60)
    takes(ada)
    page = ada.opens()
    assert "While you were away" in page.says
    assert "Sam had Iris from 1:10 to 2:30." in page.says
    assert "1:10, bottle · Sam" in page.says
    assert "Took all of it." in page.says
    [close] = [given["data-dismiss"] for _, given in page.elements if "data-dismiss" in given]
    assert page.has(close.removeprefix("#"))
    assert "While you were away" not in sam.opens().says


# By night.


def test_by_night_whoever_is_up_alone_leaves_it_for_the_morning(ada: Phone, clock: Clock) -> None:
    clock.at("23:00")
    ada.taps(*taps.feed(IRIS, "breast", "left"))
    page = ada.opens()
    assert "Leave it for the morning card" in page.says
    assert "for the next one" not in page.says


@pytest.mark.parametrize("settled", [True, False])
def test_by_night_whoever_has_the_child_by_word_or_as_settled_can_be_asked_for_the_next_one(
    household: Household, ada: Phone, sam: Phone, clock: Clock, settled: bool
) -> None:
    if settled:
        settles(household)
    clock.at("+1 02:00")
    if not settled:
        takes(sam)
    ada.taps(*taps.feed(IRIS, "breast", "left"))
    page = ada.opens()
    assert "Ask Sam for the next one" in page.says
    assert "morning card" not in page.says
    form = Page(ada.client.get(page.element("b-ask-next")["href"]))
    assert form.field("what")["value"] == "take the next one with Iris"
    assert "Ask Sam for" not in sam.opens().says


def test_a_helper_who_has_the_child_is_not_asked_by_night(ada: Phone, nan: Phone, clock: Clock) -> None:
    clock.at("23:00")
    takes(nan)
    ada.taps(*taps.feed(IRIS, "breast", "left"))
    assert "for the next one" not in ada.opens().says


def test_the_night_says_who_has_the_child(household: Household, ada: Phone, clock: Clock) -> None:
    settles(household)
    clock.at("+1 02:00")
    ada.taps(*taps.feed(IRIS, "breast", "left"))
    assert "Sam has Iris till 7 am" in ada.opens().says


def test_one_adult_alone_is_sent_to_nobody(household: Household, clock: Clock) -> None:
    joe = next_door(clock)
    clock.at("23:00")
    joe.taps(*joe.opens().button(kind="care.fed"))
    assert "morning card" not in joe.opens().says
