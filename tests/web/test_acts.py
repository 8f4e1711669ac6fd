"""Things that do us good: acts that the family adds and changes, and those that it hides, for all adults and no one
else."""

import pytest

from kinwell.core.ids import ADULTS
from tests.builders import SAM
from tests.web.browsing import Clock, Page, Phone, cue, next_door, row, rows

SOUP = {"name": "Nan’s soup", "minutes": "5", "need": "eat"}


def adds(phone: Phone, **fields: str) -> Page:
    reply = phone.sends_form("acts", **{**SOUP, **fields})
    assert reply.status_code == 302, Page(reply).says
    return phone.opens("acts")


def address(page: Page) -> str:
    """Return where the one act of the family's own is changed."""
    [found] = {given["href"] for tag, given in page.elements if tag == "a" and "/acts/" in given.get("href", "")}
    return found


def edits(phone: Phone, where: str, **fields: str) -> int:
    was = Page(phone.client.get(where)).field("was")["value"]
    reply = phone.client.post(where, {"id": str(phone.ids()), "was": was, **SOUP, **fields})
    return reply.status_code


def hidden(phone: Phone) -> str:
    return phone.opens("acts").says.split("Offered no more", 1)[1].split("What is hidden here", 1)[0]


def test_an_act_is_added_for_all_adults_and_offered(ada: Phone, sam: Phone) -> None:
    before = rows()
    assert "Nan’s soup 5 min · food Edit" in adds(ada).says
    [new] = rows().keys() - before.keys()
    assert row(new).eyes == ADULTS
    assert "Nan’s soup" in sam.opens("acts").says
    sam.taps(cue("sam", "eat", "urgent"))
    assert f"own.{new}" in sam.opens().offers()
    assert "Nan’s soup" in sam.opens().says


def test_everything_else_has_a_sensible_default_and_can_be_said(ada: Phone) -> None:
    where = address(adds(ada))
    page = Page(ada.client.get(where))
    assert page.field("minutes")["value"] == "5"
    assert "checked" not in page.field("drowsy")
    more = {"hands": "0", "child_is": "asleep", "place": "home", "others": "on", "drowsy": "on", "trait": "visitors"}
    assert edits(ada, where, minutes="7,5", how="From the freezer", full="bit", for_other="drink", **more) == 302
    page = Page(ada.client.get(where))
    assert (page.field("minutes")["value"], page.field("how")["value"]) == ("7.5", "From the freezer")
    ticked = {given["name"] for tag, given in page.elements if tag == "input" and "checked" in given}
    assert ticked == {"need", "for_other", "others", "drowsy", "trait"}
    chosen = {given["value"] for tag, given in page.elements if tag == "option" and "selected" in given}
    assert {"bit", "asleep", "0", "home"} <= chosen


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"name": " "}, "What is it called?"),
        ({"name": "x" * 61}, "longer than fits"),
        ({"minutes": "a while"}, "A number of minutes"),
        ({"minutes": "0"}, "A number of minutes"),
        ({"minutes": "nan"}, "A number of minutes"),
        ({"minutes": "601"}, "A number of minutes"),
        ({"need": "nothing"}, "one is enough"),
        ({"need": "own_1"}, "one is enough"),
        ({"carried": "on", "hands": "2"}, "one hand free"),
        ({"carried": "on", "child_is": "asleep"}, "one hand free"),
    ],
)
def test_what_does_not_fit_is_refused_and_stands_there_still(ada: Phone, fields: dict[str, str], why: str) -> None:
    where = address(adds(ada, name="Rice"))
    before = rows()
    for reply in (
        ada.sends_form("acts", **{**SOUP, **fields}),
        ada.client.post(where, {"id": str(ada.ids()), **SOUP, **fields}),
    ):
        page = Page(reply)
        assert reply.status_code == 422
        assert why in page.says
        assert page.field("name")["value"] == fields.get("name", SOUP["name"]).strip()
        assert page.field("minutes")["value"] == fields.get("minutes", SOUP["minutes"])
    assert rows() == before


def test_the_same_form_sent_twice_adds_one(ada: Phone) -> None:
    id = str(ada.ids())
    adds(ada, id=id)
    assert adds(ada, id=id).says.count("Edit Nan’s soup") == 1


def test_another_adult_changes_it_and_what_was_changed_meanwhile_stays(ada: Phone, sam: Phone) -> None:
    where = address(adds(ada))
    was = Page(ada.client.get(where)).field("was")["value"]
    assert edits(sam, where, minutes="20") == 302
    ada.client.post(where, {"id": str(ada.ids()), "was": was, **SOUP, "name": "Soup"})
    assert "Soup 20 min · food" in ada.opens("acts").says


def test_it_is_removed_and_put_back(ada: Phone) -> None:
    where = address(adds(ada))
    reply = ada.client.post(f"{where}/remove", {"id": str(ada.ids())})
    page = Page(ada.client.get(reply["Location"]))
    assert "Removed." in page.says
    assert "Nan’s soup" not in page.says
    assert ada.client.get(where).status_code == 404
    ada.sends_form("restore", reply["Location"].split("=")[1], back=ada.address("acts"))
    assert "Nan’s soup" in ada.opens("acts").says


def test_an_act_of_kinwells_is_hidden_for_all_and_offered_again_by_either(ada: Phone, sam: Phone) -> None:
    for phone, who in ((ada, "ada"), (sam, "sam")):
        phone.taps(cue(who, "drink", "urgent"))
        assert "small_drink" in phone.opens().offers()
    assert ada.sends_form("act_hidden", act="small_drink").status_code == 302
    assert "small_drink" not in ada.opens().offers() | sam.opens().offers()
    assert hidden(sam).strip()
    assert sam.sends_form("act_again", act="small_drink").status_code == 302
    assert not hidden(ada).strip()
    assert "small_drink" in ada.opens().offers()


def test_hidden_twice_or_offered_again_twice_it_is_as_once(ada: Phone, sam: Phone) -> None:
    for phone in (ada, sam):
        phone.taps({"kind": "act.hidden", "body": {"act": "shower"}})
    before = rows()
    assert ada.sends_form("act_hidden", act="shower").status_code == 302
    assert rows() == before
    for _ in range(2):
        assert ada.sends_form("act_again", act="shower").status_code == 302
    assert not hidden(sam).strip()


@pytest.mark.parametrize("act", ["nothing", "", "small_own_1", "own.7"])
def test_what_is_no_act_of_kinwells_cannot_be_hidden(ada: Phone, act: str) -> None:
    assert ada.sends_form("act_hidden", act=act).status_code == 404


def test_what_is_no_act_of_the_familys_is_not_there(ada: Phone) -> None:
    [note] = ada.taps({"kind": "note.written", "body": {"text": "so tired"}})
    assert ada.gets("act", note).status_code == 404
    assert ada.sends_form("act_removed", note).status_code == 404
    assert ada.gets("act", SAM).status_code == 404


def test_the_page_leads_on_from_what_one_goes_by(ada: Phone) -> None:
    assert any(given.get("href") == ada.address("acts") for _, given in ada.opens("lists").elements)


def test_helpers_and_neighbours_have_no_such_page(ada: Phone, nan: Phone, clock: Clock) -> None:
    where = address(adds(ada))
    joe = next_door(clock)
    joe.family = ada.family
    for phone in (nan, joe):
        assert phone.gets("acts").status_code == 404
        assert phone.client.get(where).status_code == 404
        assert phone.sends_form("act_hidden", act="shower").status_code == 404


def test_one_adult_reads_of_nobody_else(clock: Clock, db: None) -> None:
    joe = next_door(clock)
    says = joe.opens("acts").says
    assert "the two of you" not in says
    assert "the other adult" not in says
