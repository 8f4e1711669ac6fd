"""Other programs, on their page: made by an adult, shown once, seen by nobody else, taken back at once."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client

from kinwell.accounts.models import Program
from tests.web.browsing import Clock, Page, Phone, next_door

TOKEN = re.compile(r"kinwell_[\w-]{22}")


def makes(phone: Phone, *scopes: str, name: str = "Home Assistant", **more: str) -> HttpResponse:
    sent = {"id": str(phone.ids()), "name": name, "scopes": scopes or ["care:read"], **more}
    return phone.client.post(phone.address("programs"), sent)


def token_of(reply: HttpResponse) -> str:
    found = TOKEN.search(reply.content.decode())
    assert found is not None, Page(reply).says
    return found[0]


def opens(phone: Phone, token: str) -> int:
    address = f"/api/v1/families/{phone.family}/now"
    return Client().get(address, headers={"authorization": f"Bearer {token}"}).status_code


def test_a_token_is_shown_once_and_opens_what_was_chosen(ada: Phone) -> None:
    reply = makes(ada)

    assert opens(ada, token_of(reply)) == 200
    assert f"http://testserver/api/v1/families/{ada.family}/" in Page(reply).says
    page = ada.opens("programs")
    assert "Home Assistant" in page.says
    assert not TOKEN.search(page.html)


def test_the_family_page_leads_there_for_adults_alone(ada: Phone, nan: Phone) -> None:
    assert ada.address("programs") in ada.opens("family").html
    assert nan.address("programs") not in nan.opens("family").html


def test_the_page_says_what_a_token_for_ones_own_opens(ada: Phone) -> None:
    assert "opens your private entries" in ada.opens("programs").says


def test_a_token_taken_back_opens_nothing(ada: Phone) -> None:
    token = token_of(makes(ada))

    ada.sends_form("program_end", Program.objects.get().id)

    assert opens(ada, token) == 401
    assert "Home Assistant" not in ada.opens("programs").says


def test_a_form_sent_twice_is_one_program_and_the_last_token_is_good(ada: Phone) -> None:
    first, last = (token_of(makes(ada, id="00000000-0000-0000-0000-00000000abcd")) for _ in range(2))

    assert [opens(ada, token) for token in (first, last)] == [401, 200]
    assert Program.objects.count() == 1


def test_another_adult_neither_sees_nor_ends_it(ada: Phone, sam: Phone) -> None:
    before = [sam.gets(name).content for name in ("programs", "family", "now")]
    token = token_of(makes(ada))

    assert [_plain(sam.gets(name).content) for name in ("programs", "family", "now")] == [*map(_plain, before)]
    sam.sends_form("program_end", Program.objects.get().id)
    assert opens(ada, token) == 200


def _plain(page: bytes) -> bytes:
    return re.sub(rb'(data-csrf="|name="csrfmiddlewaretoken" value=")[^"]*', rb"\1", page)


def test_for_a_helper_and_for_a_stranger_it_is_not_there(ada: Phone, nan: Phone, clock: Clock) -> None:
    makes(ada)
    joe = next_door(clock)
    joe.family = ada.family
    id = Program.objects.get().id

    for phone in (nan, joe):
        assert phone.gets("programs").status_code == 404
        assert makes(phone).status_code == 404
        assert phone.sends_form("program_end", id).status_code == 404
    assert Program.objects.count() == 1


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"name": " "}, "What is it called?"),
        ({"name": "x" * 61}, "What is it called?"),
        ({"scopes": []}, "Choose what it may do."),
        ({"scopes": ["all"]}, "Choose what it may do."),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(ada: Phone, sent: dict[str, object], says: str) -> None:
    form = {"id": str(ada.ids()), "name": "Button", "scopes": ["own:read"], **sent}
    reply = ada.client.post(ada.address("programs"), form)

    assert reply.status_code == 422
    assert says in Page(reply).says
    assert Page(reply).field("name")["value"] == str(form["name"])
    assert not Program.objects.exists()


def test_a_form_without_an_id_is_not_taken(ada: Phone) -> None:
    assert makes(ada, id="").status_code == 404


def test_the_page_is_kept_by_no_browser(ada: Phone) -> None:
    assert makes(ada)["Cache-Control"] == "no-store"


def test_fifty_programs_are_the_most(ada: Phone) -> None:
    for number in range(50):
        assert makes(ada, name=f"Button {number}").status_code == 200
    assert "fifty" in Page(makes(ada)).says
