"""Lists fill by use: a reason beside "none, thanks" and an act that does one good lead to a form, filled in."""

import pytest

from kinwell.core.catalogue import acts
from kinwell.web import taps
from tests.builders import ADA
from tests.web.browsing import Clock, Page, Phone


def ways(page: Page) -> dict[str, str]:
    """Return the ways to keep something: where each leads, by the kind of list."""
    found = [given["href"] for name, given in page.elements if name == "a" and "?keep=" in given.get("href", "")]
    return {href.partition("?keep=")[2].partition("&")[0]: href for href in found}


def declines(phone: Phone, *codes: str) -> Page:
    phone.taps(*taps.acts_declined(codes))
    return Page(phone.reply)


def takes(phone: Phone, code: str) -> Page:
    """Take an act of some minutes and end it as meant."""
    [begun] = phone.taps(*taps.act_begins(code))
    phone.taps(*taps.end(begun, "act.taken", private=True), met(code))
    return Page(phone.reply)


def met(code: str) -> dict[str, object]:
    need = next(one.need for one in acts()[code].meets if one.holder == "self")
    body = {"holder": {"kind": "adult", "id": str(ADA)}, "needs": [need], "full": True, "act": code}
    return {"kind": "need.met", "private": True, "body": body}


def test_a_no_to_touch_leads_to_a_boundary_filled_in(ada: Phone) -> None:
    code = next(code for code, act in acts().items() if act.traits == ("touch",))
    page = declines(ada, code)
    assert "If there is a reason, it can be kept: No touch" in page.says

    form = Page(ada.client.get(ways(page)["boundary"]))
    assert form.element("boundary-text")["value"] == "Being touched, for now"
    ticked = [given["value"] for name, given in form.elements if name == "input" and "checked" in given]
    assert ticked == ["touch"]
    assert ada.sends_form("list_added", "boundary", text="Touch", about="partner", trait="touch").status_code == 302
    assert "Touch" in ada.opens("lists").says


def test_a_no_without_anything_in_common_with_a_boundary_asks_for_no_reason(ada: Phone) -> None:
    code = next(code for code, act in acts().items() if not act.traits)
    page = declines(ada, code)
    assert "reason" not in page.says
    assert ways(page) == {}


@pytest.mark.parametrize(("when", "offered"), [("15:00", False), ("22:20", True)])
def test_late_in_the_evening_the_hour_may_be_the_reason(ada: Phone, clock: Clock, when: str, offered: bool) -> None:
    clock.at(when)
    code = next(code for code, act in acts().items() if not act.traits)
    page = declines(ada, code)
    assert ("limit" in ways(page)) is offered
    if offered:
        form = Page(ada.client.get(ways(page)["limit"]))
        assert (form.element("begins")["value"], form.element("ends")["value"]) == ("22:00", "06:00")


def test_what_is_offered_is_gone_with_the_next_look_and_nothing_was_kept(ada: Phone) -> None:
    code = next(code for code, act in acts().items() if act.traits == ("talk",))
    assert ways(declines(ada, code))
    assert ways(ada.opens()) == {}
    assert "Talks" not in ada.opens("lists").says


def test_an_act_taken_for_the_third_time_may_be_wanted(ada: Phone, clock: Clock) -> None:
    for day in range(2):
        clock.at(f"+{day} 10:00")
        assert "third time" not in takes(ada, "stretch_ten").says
    clock.at("+2 10:00")
    page = takes(ada, "stretch_ten")
    assert "the third time lately." in page.says
    form = Page(ada.client.get(ways(page)["wish"]))
    assert form.element("wish-text")["value"]
    chosen = [given["value"] for name, given in form.elements if name == "option" and "selected" in given]
    assert "move" in chosen
    clock.at("+3 10:00")
    assert "third time" not in takes(ada, "stretch_ten").says


def test_one_who_broke_it_off_is_not_asked(ada: Phone, clock: Clock) -> None:
    for day in range(3):
        clock.at(f"+{day} 10:00")
        [begun] = ada.taps(*taps.act_begins("stretch_ten"))
        bit = met("stretch_ten")
        ada.taps(*taps.end(begun, "act.taken", private=True), {**bit, "body": {**bit["body"], "full": False}})  # type: ignore[dict-item]
    assert "third time" not in Page(ada.reply).says


def test_the_other_reads_nothing_of_it(ada: Phone, sam: Phone) -> None:
    before = sam.opens().says
    declines(ada, next(code for code, act in acts().items() if act.traits == ("touch",)))
    assert sam.opens().says == before


def test_what_was_ticked_stays_where_a_form_is_refused(ada: Phone) -> None:
    reply = ada.client.post(
        ada.address("list_added", "limit"),
        {"id": str(ada.ids()), "text": "Enough", "begins": "21:00", "ends": "", "trait": "talk", "need": "sit"},
    )
    form = Page(reply)
    assert reply.status_code == 422
    assert {given["value"] for name, given in form.elements if name == "input" and "checked" in given} == {
        "talk",
        "sit",
    }
    assert form.element("begins")["value"] == "21:00"


@pytest.mark.parametrize(
    "query", ["keep=nothing", "keep=boundary&trait=%00&text=" + "x" * 5000, "keep=limit&begins=soon"]
)
def test_a_forged_way_opens_the_page_and_breaks_nothing(ada: Phone, query: str) -> None:
    assert ada.client.get(f"{ada.address('lists')}?{query}").status_code == 200
