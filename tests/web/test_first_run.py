"""The first page: four fields and in; a look around; and the door that closes behind the first family."""

from typing import Any
from uuid import UUID

import pytest
from django.contrib.auth.hashers import identify_hasher
from django.db import connection
from django.http import HttpResponse
from django.test import Client

from kinwell.accounts.models import User
from kinwell.store.models import Family
from tests.builders import instant
from tests.web.browsing import Clock, Household, Page, rows

FIELDS = {
    "name": "Ada",
    "passphrase": "four small owls asleep",
    "child": "Iris",
    "born": "2026-01",
    "zone": "Europe/Berlin",
}
pytestmark = pytest.mark.usefixtures("db", "clock")


def sends(client: Client, **changed: str) -> HttpResponse:
    return client.post("/welcome", {**FIELDS, **changed})


@pytest.fixture
def client() -> Client:
    return Client()


@pytest.fixture
def founded() -> Client:
    """Return a browser that nobody is signed in at, at a server that has its family."""
    assert sends(Client()).status_code == 302
    return Client()


def signs_in(client: Client, name: str = "Ada", passphrase: str = FIELDS["passphrase"]) -> HttpResponse:
    return client.post("/sign-in", {"login": name, "password": passphrase})


def test_a_new_server_opens_on_the_four_fields(client: Client) -> None:
    page = Page(client.get("/", follow=True))

    visible = [given["name"] for tag, given in page.elements if tag == "input" and given.get("type") != "hidden"]
    assert visible == ["name", "passphrase", "child", "born", "zone"]  # the zone is a folded line


def test_no_mail_address_is_asked_for(client: Client) -> None:
    assert "mail" not in Page(client.get("/welcome")).html.replace("No e-mail", "")


def test_the_sample_family_stands_under_it(client: Client) -> None:
    assert "Look around with a sample family" in Page(client.get("/welcome")).says


def test_four_fields_and_in(client: Client) -> None:
    reply = client.post("/welcome", FIELDS, follow=True)

    page = Page(reply)
    assert reply.redirect_chain[-1][0].startswith("/f/")
    assert "Hello, Ada. One tap tells me about Iris; the rest can wait." in page.says


def test_the_first_screen_has_the_childs_row_and_six_chips_and_no_level(client: Client) -> None:
    page = Page(client.post("/welcome", FIELDS, follow=True))

    chips = [given["id"] for _, given in page.elements if given.get("id", "").startswith("b-body-")]
    assert len(chips) == 6
    assert all(page.has(id) for id in ("b-feed", "b-sleep", "b-change", "b-hold"))
    assert not [given for _, given in page.elements if given.get("class") == "water"]


def test_nothing_is_said_of_a_partner_before_the_first_log(client: Client) -> None:
    assert "Someone else here" not in Page(client.post("/welcome", FIELDS, follow=True)).says


def test_after_the_first_log_one_is_asked_once_who_else_is_here(client: Client) -> None:
    address = client.post("/welcome", FIELDS, follow=True).redirect_chain[-1][0]
    asked = []
    for number in (1, 2):
        note = {"id": str(UUID(int=number)), "kind": "note.written", "body": {"text": "quiet"}}
        now = instant("13:00").isoformat()
        sent = {"entries": [{**note, "at": now, "noted": now}], "sent_at": now}
        asked.append(Page(client.post(f"{address}log", sent, content_type="application/json")).has("show-code"))

    assert asked == [True, False]


def test_the_zone_of_the_phone_becomes_the_familys(client: Client) -> None:
    sends(client, zone="Asia/Kolkata")

    assert Family.objects.get().zone == "Asia/Kolkata"


def test_a_phone_without_a_script_lives_by_utc(client: Client) -> None:
    assert sends(client, zone="").status_code == 302
    assert Family.objects.get().zone == "UTC"


REFUSED = {
    "first.name_missing": ({"name": "  "}, "A name, so that others here know who wrote."),
    "first.passphrase_short": ({"passphrase": "owls"}, "A longer passphrase: four words are easy to keep."),
    "first.passphrase_common": ({"passphrase": "1234567890"}, "A longer passphrase: four words are easy to keep."),
    "first.child_missing": ({"child": ""}, "A name for the child; a nickname is enough."),
    "first.born_missing": ({"born": ""}, "Month and year of birth."),
    "first.born_odd": ({"born": "2026-13"}, "Month and year of birth."),
    "first.born_day": ({"born": "2026-01-05"}, "Month and year of birth."),
    "first.born_ahead": ({"born": "2026-06"}, "That is in the future. When was it?"),
    "first.zone_unknown": ({"zone": "Berlin"}, "That time zone is not known here."),
    "first.zone_outside": ({"zone": "../../etc/passwd"}, "That time zone is not known here."),
}


@pytest.mark.parametrize(("changed", "says"), REFUSED.values(), ids=REFUSED)
def test_what_does_not_fit_is_said_and_nothing_typed_is_lost(client: Client, changed: Any, says: str) -> None:
    reply = sends(client, **changed)

    page = Page(reply)
    typed = {**FIELDS, **changed}
    assert reply.status_code == 422
    assert says in page.says
    assert {n: page.field(n)["value"] for n in ("name", "child", "born", "zone")} == {
        n: typed[n].strip() for n in ("name", "child", "born", "zone")
    }


@pytest.mark.parametrize(("changed", "says"), REFUSED.values(), ids=REFUSED)
def test_what_does_not_fit_leaves_nothing_behind(client: Client, changed: Any, says: str) -> None:
    sends(client, **changed)

    assert not User.objects.exists()
    assert not Family.objects.exists()
    assert not rows()


def test_a_name_that_is_taken_is_said(client: Client, settings: Any) -> None:
    settings.SIGNUP_OPEN = True
    sends(Client())

    reply = sends(client, name="  ADA ")

    assert reply.status_code == 422
    assert "That name is taken on this server." in Page(reply).says


def test_a_passphrase_is_never_sent_back(client: Client) -> None:
    reply = sends(client, born="")

    assert FIELDS["passphrase"] not in reply.content.decode()


def test_names_are_kept_as_typed_and_shown_as_text(client: Client) -> None:
    page = Page(client.post("/welcome", {**FIELDS, "child": "<b>Iris</b>"}, follow=True))

    assert "<b>Iris</b>" not in page.html
    assert "<b>Iris</b>" in page.says


def test_a_child_born_this_month_is_welcome(client: Client) -> None:
    assert sends(client, born="2026-05").status_code == 302


def test_once_a_family_is_here_sign_up_is_closed(founded: Client) -> None:
    assert founded.get("/welcome")["Location"] == "/sign-in"
    assert sends(founded, name="Eve")["Location"] == "/sign-in"
    assert founded.get("/")["Location"] == "/sign-in"
    assert [user.username for user in User.objects.all()] == ["ada"]


def test_no_sample_family_is_made_once_sign_up_is_closed(founded: Client) -> None:
    assert founded.post("/sample")["Location"] == "/sign-in"
    assert Family.objects.count() == 1


def test_where_the_host_says_so_sign_up_stays_open(founded: Client, settings: Any) -> None:
    settings.SIGNUP_OPEN = True

    assert founded.get("/welcome").status_code == 200
    assert sends(founded, name="Eve").status_code == 302
    assert Family.objects.count() == 2


def test_an_address_to_sign_up_that_the_library_knows_leads_to_the_first_page(founded: Client) -> None:
    assert founded.get("/sign-up", follow=True).redirect_chain[-1][0] == "/sign-in"


def test_the_sample_family_opens_on_now(client: Client) -> None:
    page = Page(client.post("/sample", {"zone": "Europe/Berlin"}, follow=True))

    assert {"Iris", "Leo"} <= set(page.says.split())
    assert page.has("b-yes")


def test_a_sample_family_does_not_close_sign_up(client: Client) -> None:
    client.post("/sample", {"zone": "Europe/Berlin"})

    assert sends(Client()).status_code == 302


def test_nobody_can_sign_in_to_a_sample_account(client: Client) -> None:
    client.post("/sample", {"zone": "Europe/Berlin"})

    accounts = list(User.objects.all())
    assert len(accounts) == 2
    assert not any(user.has_usable_password() for user in accounts)
    assert "_auth_user_id" not in _session(signs_in(Client(), accounts[0].username, ""))


def test_each_who_looks_around_has_a_sample_family_of_their_own(client: Client) -> None:
    first = client.post("/sample")["Location"]
    other = Client()
    second = other.post("/sample")["Location"]

    assert first != second
    assert other.get(first).status_code == 404


def test_the_address_of_a_sample_family_is_for_nobody_else(client: Client) -> None:
    address = client.post("/sample")["Location"]

    assert Client().get(address).status_code == 404


def test_a_sample_family_is_gone_when_the_next_is_made_a_day_later(client: Client, clock: Clock) -> None:
    address = client.post("/sample")["Location"]
    clock.at("+1 13:00")
    Client().post("/sample")

    assert Family.objects.count() == 1
    assert client.get(address).status_code in (302, 404)


def test_a_sample_family_with_a_made_up_zone_still_opens(client: Client) -> None:
    assert client.post("/sample", {"zone": "Mars"}, follow=True).status_code == 200


def test_the_right_name_and_passphrase_lead_home(founded: Client) -> None:
    reply = founded.post("/sign-in", {"login": "Ada", "password": FIELDS["passphrase"]}, follow=True)

    assert reply.redirect_chain[-1][0].startswith("/f/")


NAMES = [("Ada", "ada"), ("Ada", " ADA "), ("Ada", "Ａda"), ("Zoë", "ZOE\u0308"), ("Strauß", "Strauß"), ("A  B", "a b")]


@pytest.mark.parametrize(("chosen", "typed"), NAMES)
def test_a_name_is_the_same_however_it_is_written(client: Client, chosen: str, typed: str) -> None:
    sends(Client(), name=chosen)

    assert signs_in(client, typed)["Location"] == "/"


@pytest.mark.parametrize(("name", "passphrase"), [("Ada", "four small owls awake"), ("Eve", FIELDS["passphrase"])])
def test_a_wrong_name_and_a_wrong_passphrase_get_the_same_answer(founded: Client, name: str, passphrase: str) -> None:
    reply = signs_in(founded, name, passphrase)

    page = Page(reply)
    assert "That name and passphrase do not go together." in page.says
    assert page.field("login")["value"] == name
    assert passphrase not in page.html


def test_after_sign_in_one_is_led_only_to_an_address_of_this_server(founded: Client) -> None:
    reply = founded.post(
        "/sign-in", {"login": "Ada", "password": FIELDS["passphrase"], "next": "https://elsewhere.example/"}
    )

    assert reply["Location"] == "/"


def test_signing_out_is_a_form_and_not_a_link(founded: Client) -> None:
    signs_in(founded)

    founded.get("/sign-out")
    assert "_auth_user_id" in founded.session

    founded.post("/sign-out")
    assert "_auth_user_id" not in founded.session


def test_after_signing_out_the_familys_pages_are_not_there(founded: Client) -> None:
    address = signs_in(founded) and founded.get("/")["Location"]
    assert founded.get(address).status_code == 200

    founded.post("/sign-out")

    assert founded.get(address).status_code == 404


def test_a_passphrase_is_kept_as_argon2(founded: Client) -> None:
    assert identify_hasher(User.objects.get().password).algorithm == "argon2"


def test_when_somebody_last_signed_in_is_kept_nowhere(founded: Client) -> None:
    signs_in(founded)

    with connection.cursor() as cursor:
        columns = [column.name for column in connection.introspection.get_table_description(cursor, "accounts_user")]
    assert "last_login" not in columns


def test_guessing_is_slowed_down(founded: Client) -> None:
    answers = [signs_in(founded, "Ada", f"guess number {n}") for n in range(6)]

    assert answers[0].status_code == 200
    assert "_auth_user_id" not in founded.session
    assert signs_in(founded).status_code in (200, 429)  # also with the right one
    assert "_auth_user_id" not in founded.session


def test_a_form_of_another_site_signs_nobody_up() -> None:
    assert sends(Client(enforce_csrf_checks=True)).status_code == 403
    assert not User.objects.exists()


def test_whoever_is_signed_in_is_led_from_home_to_their_family(household: Household) -> None:
    ada = household.phone("ada")

    assert ada.client.get("/")["Location"] == f"/f/{household.home.family}/"


def test_the_light_is_chosen_for_this_device_alone(household: Household) -> None:
    ada, sam = household.phone("ada"), household.phone("sam")
    ada.client.post("/theme", {"theme": "night", "back": ada.address("family")})

    assert [_theme(phone.opens()) for phone in (ada, sam)] == ["night", "day"]


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example", ""])
def test_choosing_the_light_leads_nowhere_else(household: Household, back: str) -> None:
    reply = household.phone("ada").client.post("/theme", {"theme": "day", "back": back})

    assert reply["Location"].startswith("/")
    assert not reply["Location"].startswith(("//", "/\\"))


def _theme(page: Page) -> str:
    return next(given["class"] for tag, given in page.elements if tag == "html")


def _session(reply: Any) -> Any:
    return reply.client.session
