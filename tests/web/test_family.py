"""Who the family is: a code for someone else, what a helper sees, and two families that know nothing of each other."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from kinwell.accounts import families
from kinwell.accounts.models import Invite, Membership, User
from kinwell.web import taps
from tests.builders import IRIS, instant
from tests.web.browsing import Clock, Household, Page, Phone, cue, next_door, rows

PASSPHRASE = "four small owls asleep"
KIM = {"name": "Kim", "passphrase": PASSPHRASE}


def code_of(phone: Phone, role: str = "adult") -> str:
    """Return the link that the inviter shows."""
    page = Page(phone.sends_form("invite", role=role))
    found = re.search(r"http://testserver(/join/[\w-]+)", page.html)
    assert found is not None
    return found[1]


def joined(phone: Phone, role: str = "adult") -> tuple[Client, int]:
    """Return the browser of Kim, who took up an invitation, and the invitation."""
    client = Client()
    client.post(code_of(phone, role), KIM)
    return client, Invite.objects.latest("pk").pk


@pytest.fixture
def kim(ada: Phone) -> Client:
    """Return the browser of Kim, whom Ada invited and has not confirmed."""
    return joined(ada)[0]


def test_the_family_page_names_children_and_adults(ada: Phone, household: Household) -> None:
    says = ada.opens("family").says

    assert all(name in says for name in ("Iris", "Leo", "Ada", "Sam", "Nan"))
    assert "14 weeks" in says


def test_a_code_is_shown_as_a_picture_and_as_a_link(ada: Phone) -> None:
    page = Page(ada.sends_form("invite", role="adult"))

    assert "<svg" in page.html.split('class="qr"')[1][:200]
    assert "/join/" in page.says
    assert "It works once, for seven days." in page.says


def test_a_code_is_shown_this_once(ada: Phone) -> None:
    link = code_of(ada)

    assert link not in ada.opens("family").html
    assert "Take it back" in ada.opens("family").says


def test_opening_a_code_says_who_invites_to_what(ada: Phone) -> None:
    adult, helper = (Page(Client().get(code_of(ada, role))) for role in ("adult", "helper"))

    assert "Ada would like you to care for Iris together here." in adult.says
    assert "Ada would like you to help with Iris here." in helper.says
    assert "Not tonight" in adult.says


def test_opening_a_code_shows_nothing_else_of_the_family(ada: Phone, sam: Phone, nan: Phone) -> None:
    ada.taps(*taps.change(IRIS, wet=True, dirty=False))
    reply = Client().get(code_of(ada))

    text = reply.content.decode()
    assert all(word not in text for word in ("Sam", "Nan", "Leo", "wet", "Berlin", "weeks"))
    assert str(ada.family) not in text
    assert str(IRIS) not in text


def test_opening_a_code_uses_nothing_up(ada: Phone) -> None:
    link = code_of(ada)
    Client().get(link)

    assert Client().get(link).status_code == 200


def test_whoever_took_up_a_code_waits_and_sees_nothing_of_the_family(kim: Client, ada: Phone) -> None:
    page = Page(kim.get("/"))

    assert "Your yes has arrived." in page.says
    assert all(word not in page.html for word in ("Iris", "Ada", "Sam", str(ada.family)))


def test_until_confirmed_every_page_of_the_family_is_not_there(kim: Client, ada: Phone) -> None:
    for name in ("now", "fresh", "history", "family"):
        assert kim.get(ada.address(name)).status_code == 404
    wet = ada.wire(taps.change(IRIS, wet=True, dirty=False)[0])
    assert kim.post(ada.address("log"), {"entries": [wet]}, content_type="application/json").status_code == 404


def test_the_inviter_is_asked_by_name_and_lets_them_in(ada: Phone) -> None:
    kim, invited = joined(ada)
    assert "Kim has opened your code. Is it them?" in ada.opens("family").says

    ada.sends_form("answer", invited, answer="yes")

    assert kim.get("/")["Location"] == ada.address("now")
    assert "Kim" in ada.opens("family").says


def test_another_adult_is_not_asked_and_cannot_answer(ada: Phone, sam: Phone) -> None:
    kim, invited = joined(ada)

    assert "Kim" not in sam.opens("family").says
    assert sam.sends_form("answer", invited, answer="yes").status_code == 404
    assert sam.sends_form("answer", invited, answer="no").status_code in (302, 404)
    assert kim.get(ada.address("now")).status_code == 404
    assert "Kim has opened your code" in ada.opens("family").says


def test_somebody_of_another_family_cannot_answer(ada: Phone, clock: Clock) -> None:
    joe = next_door(clock)
    kim, invited = joined(ada)

    assert joe.sends_form("answer", invited, answer="yes").status_code == 404
    assert kim.get(ada.address("now")).status_code == 404


def test_a_no_lets_nobody_in_and_tells_them_nothing(ada: Phone) -> None:
    kim, invited = joined(ada)
    waiting = Page(kim.get("/", follow=True)).says

    ada.sends_form("answer", invited, answer="no")

    assert "Kim" not in ada.opens("family").says
    assert kim.get(ada.address("now")).status_code == 404
    assert Page(kim.get("/", follow=True)).says == waiting


def test_a_code_taken_back_before_it_is_opened_no_longer_works(ada: Phone) -> None:
    link = code_of(ada)
    ada.sends_form("answer", Invite.objects.get().pk, answer="no")

    reply = Client().get(link)

    assert reply.status_code == 404
    assert "Ask for a new one." in Page(reply).says
    assert Client().post(link, KIM).status_code == 404


def test_a_used_code_is_over_for_everyone_else(ada: Phone) -> None:
    link = code_of(ada)
    Client().post(link, KIM)

    assert Client().get(link).status_code == 404
    assert Client().post(link, {"name": "Eve", "passphrase": PASSPHRASE}).status_code == 404
    assert not User.objects.filter(username="eve").exists()


def test_a_code_of_eight_days_ago_is_over(ada: Phone, clock: Clock) -> None:
    link = code_of(ada)
    clock.at("+8 13:00")

    assert Client().get(link).status_code == 404


def test_a_spent_code_and_a_made_up_one_get_the_same_answer(ada: Phone) -> None:
    link = code_of(ada)
    Client().post(link, KIM)

    spent, made_up = Page(Client().get(link)), Page(Client().get("/join/AAAAAAAAAAAAAAAAAAAAAA"))

    assert spent.says == made_up.says


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"name": " "}, "A name, so that others here know who wrote."),
        ({"name": "ADA"}, "That name is taken on this server."),
        ({"passphrase": "owls"}, "A longer passphrase: four words are easy to keep."),
    ],
)
def test_what_does_not_fit_is_said_and_the_code_stays_good(ada: Phone, typed: dict[str, str], says: str) -> None:
    link = code_of(ada)

    reply = Client().post(link, {**KIM, **typed})

    page = Page(reply)
    assert reply.status_code == 422
    assert says in page.says
    assert page.field("name")["value"] == {**KIM, **typed}["name"].strip()
    assert Client().get(link).status_code == 200


def test_whoever_is_signed_in_already_is_asked_for_no_passphrase(ada: Phone, clock: Clock) -> None:
    joe = next_door(clock)
    link = code_of(ada)
    assert "passphrase" not in [given.get("name") for _, given in Page(joe.client.get(link)).elements]

    joe.client.post(link, {"name": "Joe"})

    assert "Joe has opened your code. Is it them?" in ada.opens("family").says


def test_a_member_of_the_family_who_opens_its_code_is_led_home_and_the_code_stays_good(ada: Phone, sam: Phone) -> None:
    link = code_of(ada)

    reply = sam.client.post(link, {"name": "Sam"}, follow=True)

    assert reply.redirect_chain[-1][0] == ada.address("now")
    assert Membership.objects.filter(user__username="sam").count() == 1
    assert Client().get(link).status_code == 200


def test_a_helpers_now_has_the_children_and_quick_logs(ada: Phone, nan: Phone) -> None:
    ada.taps(*taps.feed(IRIS, "bottle"), at="12:30", until="12:50")

    page = nan.opens()

    assert "Iris" in page.says
    assert "Leo" in page.says
    assert all(page.has(id) for id in ("b-feed", "b-sleep", "b-change", "b-hold", "b-child"))


def test_a_helpers_now_has_nothing_of_the_adults(ada: Phone, sam: Phone, nan: Phone) -> None:
    ada.taps(cue("ada", "eat", "urgent"))

    page = nan.opens()

    assert not page.has("notice")
    assert not page.has("b-notice")
    assert not page.has("b-yes")
    assert not [given for _, given in page.elements if given.get("class") in ("own", "well", "card")]
    assert all(name not in page.says for name in ("Ada", "Sam"))
    holders = [spec["body"]["holder"]["kind"] for log in page.logs() for spec in log if "holder" in spec["body"]]
    assert set(holders) == {"child"}


def test_a_helpers_family_page_names_the_children_alone(ada: Phone, sam: Phone, nan: Phone) -> None:
    says = nan.opens("family").says

    assert "Iris" in says
    assert all(word not in says for word in ("Ada", "Sam", "Show a code", "Add a child"))


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("invite", {"role": "helper"}),
        ("add_child", {"child": "Max", "born": "2026-01"}),
        ("move", {"zone": "UTC"}),
    ],
)
def test_what_adults_decide_is_not_there_for_a_helper(nan: Phone, name: str, fields: dict[str, str]) -> None:
    before = len(rows())

    assert nan.sends_form(name, **fields).status_code == 404
    assert len(rows()) == before
    assert not Invite.objects.exists()


def test_a_helper_answers_no_invitation_and_withdraws_nothing(ada: Phone, nan: Phone) -> None:
    _, invited = joined(ada)

    assert nan.sends_form("answer", invited, answer="yes").status_code == 404
    assert nan.sends_form("withdraw", uuid4()).status_code == 404


def test_a_child_is_added_by_name_and_month(ada: Phone, sam: Phone) -> None:
    assert ada.sends_form("add_child", child="Max", born="2026-04").status_code == 302

    assert "Max" in sam.opens().says


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"child": " "}, "A name for the child; a nickname is enough."),
        ({"born": "soon"}, "Month and year of birth."),
        ({"born": "2026-07"}, "That is in the future."),
    ],
)
def test_a_child_that_cannot_be_added_is_said(ada: Phone, typed: dict[str, str], says: str) -> None:
    reply = ada.sends_form("add_child", **{"child": "Max", "born": "2026-04", **typed})

    assert reply.status_code == 422
    assert says in Page(reply).says


def test_a_child_whose_form_was_sent_twice_is_there_once(ada: Phone) -> None:
    sent = str(uuid4())
    for _ in range(2):
        assert ada.sends_form("add_child", id=sent, child="Max", born="2026-04").status_code == 302

    assert ada.opens("family").html.count("<b>Max</b>") == 1


def test_what_was_typed_of_a_child_that_cannot_be_added_is_not_lost(ada: Phone) -> None:
    page = Page(ada.sends_form("add_child", child="Max", born="2026-07"))

    assert (page.field("child")["value"], page.field("born")["value"]) == ("Max", "2026-07")


def test_the_family_moves_to_another_zone_and_to_none_that_is_not(ada: Phone, sam: Phone) -> None:
    assert ada.sends_form("move", zone="America/New_York").status_code == 302
    assert "Time zone: America/New_York" in sam.opens("family").says

    reply = ada.sends_form("move", zone="Mars/Olympus")
    assert reply.status_code == 422
    assert "That time zone is not known here." in Page(reply).says


def test_two_families_of_one_user_keep_to_their_addresses(household: Household, clock: Clock) -> None:
    ada = household.phone("ada")
    made = iter(uuid4() for _ in range(9))
    user = User.objects.get(username="ada")
    mia = families.NewChild(name="Mia", born=instant("13:00").date())
    other = families.found(
        name="Aunt", zone_name="UTC", adult="Ada", user=user, children=[mia], now=clock.now, new_id=made.__next__
    )
    here = ada.opens()
    there = Page(ada.client.get(f"/f/{other}/"))

    assert ("Iris" in here.says, "Mia" in here.says) == (True, False)
    assert ("Iris" in there.says, "Mia" in there.says) == (False, True)
    ada.taps(*taps.change(IRIS, wet=True, dirty=False))
    assert "wet" not in Page(ada.client.get(f"/f/{other}/days")).says
    wet = ada.wire(taps.change(IRIS, wet=True, dirty=False)[0])
    assert _posted(ada.client, f"/f/{other}/log", wet).status_code == 404


def test_somebody_elses_family_is_not_there(household: Household, clock: Clock) -> None:
    joe, ada = next_door(clock), household.phone("ada")

    for name in ("now", "fresh", "history", "family"):
        assert joe.client.get(ada.address(name)).status_code == 404


def test_whoever_is_not_signed_in_finds_no_family(household: Household) -> None:
    ada = household.phone("ada")

    for name in ("now", "fresh", "history", "family"):
        reply = Client().get(ada.address(name))
        assert reply.status_code == 404
        assert "Iris" not in reply.content.decode()


@pytest.mark.parametrize("name", ["invite", "add_child", "move"])
def test_another_site_sends_no_form_of_the_family(ada: Phone, name: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = ada.client.cookies

    assert strict.post(ada.address(name), {"role": "adult", "zone": "UTC"}).status_code == 403


def _posted(client: Client, address: str, entry: dict[str, Any]) -> Any:
    return client.post(address, {"entries": [entry]}, content_type="application/json")
