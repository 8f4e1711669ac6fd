"""What one goes by: items come and go by a tap, are kept in what is offered, and are for the right eyes."""

import pytest

from kinwell.core.ids import ADULTS, ME
from tests.web.browsing import Clock, Page, Phone, cue, next_door, row, rows


def adds(phone: Phone, kind: str, **fields: str) -> None:
    reply = phone.sends_form("list_added", kind, **fields)
    assert reply.status_code == 302, Page(reply).says


def removes(phone: Phone, item: str) -> None:
    page = phone.opens("lists").html
    label = next(label for label in (f"Remove: {item}", f"End it: {item}") if label in page)
    before, _, _ = page.partition(label)
    address = before.rsplit('action="', 1)[1].split('"', 1)[0]
    assert phone.client.post(address, {"id": str(phone.ids())}).status_code == 302


OWN = [
    ("wish", {"text": "an evening to myself", "need": "self"}),
    ("value", {"text": "being outside", "need": "outdoors"}),
    ("boundary", {"text": "no visitors in week one", "about": "kin", "trait": "visitors", "i_do": "we ring them"}),
    ("limit", {"text": "no talks after ten", "begins": "22:00", "ends": "06:00", "trait": "talk"}),
]


@pytest.mark.parametrize(("kind", "fields"), OWN)
def test_an_item_of_ones_own_comes_and_goes_and_no_other_sees_it(
    ada: Phone, sam: Phone, kind: str, fields: dict[str, str]
) -> None:
    before, shown = rows(), sam.opens("lists").says
    adds(ada, kind, **fields)
    [new] = rows().keys() - before.keys()
    assert row(new).eyes == ME
    assert fields["text"] in ada.opens("lists").says
    assert sam.opens("lists").says == shown
    removes(ada, fields["text"])
    assert fields["text"] not in ada.opens("lists").says


def test_hours_and_what_one_does_stand_beside_them(ada: Phone) -> None:
    for kind, fields in OWN:
        adds(ada, kind, **fields)
    says = ada.opens("lists").says
    assert "from 10 pm to 6 am" in says
    assert "we ring them" in says


def test_what_is_not_ok_is_not_offered(ada: Phone) -> None:
    ada.taps(cue("ada", "eat"))
    offered = ada.opens().offers()
    assert offered
    adds(ada, "boundary", text="no food talk", about="work", need="eat")
    assert not ada.opens().offers() & offered


def test_the_rhythm_is_the_familys(ada: Phone, sam: Phone) -> None:
    before = rows()
    adds(ada, "anchor", name="Bath", hour="18:30")
    [new] = rows().keys() - before.keys()
    assert row(new).eyes == ADULTS
    assert "Bath 6:30 pm" in sam.opens("lists").says
    removes(sam, "Bath")
    assert "Bath" not in ada.opens("lists").says


def test_five_values_and_five_hours_are_enough(ada: Phone) -> None:
    for number in range(5):
        adds(ada, "value", text=f"value {number}")
        adds(ada, "anchor", name=f"hour {number}", hour=f"1{number}:00")
    page = ada.opens("lists")
    assert not page.has("value-text")
    assert not page.has("anchor-text")


def test_an_agreement_holds_with_a_yes_from_each_and_either_ends_it(ada: Phone, sam: Phone) -> None:
    adds(ada, "agreement", text="phones away at supper", to=str(_other(ada)))
    assert "not agreed yet" in ada.opens("lists").says
    page = sam.opens("lists")
    assert "phones away at supper" in page.says
    [accept] = [g["action"] for _, g in page.elements if g.get("action", "").endswith("/accept")]
    assert sam.client.post(accept, {"id": str(sam.ids())}).status_code == 302
    for phone in (ada, sam):
        assert "phones away at supper End it" in phone.opens("lists").says
    removes(sam, "phones away at supper")
    for phone in (ada, sam):
        assert "phones away" not in phone.opens("lists").says


def test_a_no_to_what_was_proposed_shows_nowhere(ada: Phone, sam: Phone) -> None:
    adds(ada, "agreement", text="phones away at supper", to=str(_other(ada)))
    shown = ada.opens("lists").says
    page = sam.opens("lists").html.partition("Not this")[0]
    address = page.rsplit('action="', 1)[1].split('"', 1)[0]
    assert sam.client.post(address, {"id": str(sam.ids())}).status_code == 302
    assert "phones away" not in sam.opens("lists").says
    assert ada.opens("lists").says == shown


@pytest.mark.parametrize(
    ("kind", "fields", "why"),
    [
        ("wish", {"text": " "}, "A few words are missing."),
        ("limit", {"text": "hm"}, "Say an hour"),
        ("limit", {"text": "hm", "begins": "21:00"}, "A time or a day is missing."),
        ("limit", {"text": "hm", "begins": "late", "ends": "06:00"}, "A time or a day is missing."),
        ("anchor", {"name": "Bath", "hour": "six"}, "A time or a day is missing."),
        ("boundary", {"text": "hm", "about": "kin", "look_again": "soon"}, "A time or a day is missing."),
    ],
)
def test_what_does_not_hold_is_refused_and_stands_there_still(
    ada: Phone, kind: str, fields: dict[str, str], why: str
) -> None:
    before = rows()
    reply = ada.sends_form("list_added", kind, **fields)
    assert reply.status_code == 422
    assert why in Page(reply).says
    assert rows() == before


@pytest.mark.parametrize(
    ("kind", "fields"),
    [("nothing", {}), ("boundary", {"text": "x", "about": "me"}), ("agreement", {"text": "x", "to": "y"})],
)
def test_what_this_page_did_not_make_is_not_there(ada: Phone, kind: str, fields: dict[str, str]) -> None:
    assert ada.sends_form("list_added", kind, **fields).status_code == 404


def test_no_helper_nor_neighbour_finds_the_page(ada: Phone, sam: Phone, nan: Phone, clock: Clock) -> None:
    adds(ada, "anchor", name="Bath", hour="18:30")
    [bath] = [id for id, one in rows().items() if one.kind == "rhythm.anchor"]
    assert nan.gets("lists").status_code == 404
    assert nan.sends_form("list_removed", bath).status_code == 404
    joe = next_door(clock)
    joe.family = ada.family
    assert joe.gets("lists").status_code == 404


def test_nobody_takes_out_what_is_anothers_own(ada: Phone, sam: Phone) -> None:
    before = rows()
    adds(ada, "wish", text="an evening to myself")
    [wish] = rows().keys() - before.keys()
    assert sam.sends_form("list_removed", wish).status_code == 404
    assert "an evening to myself" in ada.opens("lists").says


def _other(phone: Phone) -> str:
    return phone.opens("lists").field("to")["value"]
