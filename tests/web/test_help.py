"""Help: what to do first, then whom to ring; the same page for everyone, which browsers may keep and nobody logs."""

import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from granian import server as granian_server

from kinwell.server import serving
from kinwell.web import pages as web_pages
from tests.builders import instant
from tests.web.browsing import Clock, Household, Page, without_a_build
from tests.web.test_family import code_of

STILL = ("/help", "/help/sleep", "/help/together")
DOORS = ("hurt", "body", "mind", "baby", "afraid", "worried")


@pytest.fixture(autouse=True)
def at_home(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A server with a data folder of its own, at noon. No test here has a database unless it asks for a household."""
    for name, value in without_a_build().items():
        setattr(settings, name, value)
    settings.DATA = tmp_path
    monkeypatch.setattr(web_pages, "now", Clock(instant("13:00")))
    return iter((None,))


def opens(address: str = "/help", language: str = "en-GB") -> Page:
    return Page(Client().get(address, HTTP_ACCEPT_LANGUAGE=language))


def door(page: Page, name: str) -> str:
    """Return what stands behind a door."""
    return page.html.split(f'id="{name}">')[1].split("</div></details>")[0]


def words_of(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub("<[^>]*>", " ", html))


# The same for everyone.


@pytest.mark.parametrize("address", STILL)
def test_it_may_be_kept_and_is_the_same_for_everyone(address: str) -> None:
    client = Client()
    client.cookies.load({"sessionid": "x" * 32, "zone": "Asia/Tokyo", "theme": "night"})
    plain, known = Client().get(address), client.get(address)

    assert plain.content == known.content
    assert not plain.cookies
    assert not known.cookies
    assert "Cookie" not in plain.get("Vary", "")
    assert plain["Cache-Control"] == f"public, max-age={web_pages.STILL_KEPT}"
    assert "csrf" not in plain.content.decode()


@pytest.mark.parametrize("address", STILL)
def test_a_kept_one_is_not_sent_twice(address: str) -> None:
    client = Client()
    again = client.get(address, HTTP_IF_NONE_MATCH=client.get(address)["ETag"])

    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("address", STILL)
def test_it_loads_nothing_from_elsewhere(address: str) -> None:
    page = opens(address)
    loads = [given for tag, given in page.elements if tag in ("script", "link", "img", "iframe", "source", "video")]

    assert loads
    assert all(given.get("src", given.get("href", "")).startswith("/static/") for given in loads)


@pytest.mark.parametrize("address", STILL)
def test_it_takes_nothing(address: str) -> None:
    page = opens(address)

    assert not [tag for tag, _ in page.elements if tag in ("form", "input", "select", "textarea")]
    assert Client().post(address).status_code == 405
    buttons = [given for tag, given in page.elements if tag == "button"]
    assert all("data-log" in given for given in buttons)  # what led there, kept as a note: hidden until something did


def test_opening_it_is_logged_nowhere(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    asked: dict[str, Any] = {}

    class Recorded:
        def __init__(self, *_: object, **how: object) -> None:
            asked.update(how)

        def serve(self) -> None:
            pass

    monkeypatch.setattr(granian_server, "Server", Recorded)
    monkeypatch.setattr(serving, "call_command", lambda *_, **__: None)
    serving.serve("127.0.0.1", 0)
    with caplog.at_level(logging.DEBUG):
        for address in STILL:
            Client().get(address)

    assert asked["log_access"] is False
    assert [record.getMessage() for record in caplog.records if "help" in record.getMessage()] == []


def test_the_light_it_is_read_by_can_be_found_by_the_phone(household: Household) -> None:
    client = Client()
    client.post("/theme", {"theme": "night"})

    assert not client.cookies["theme"]["httponly"]
    assert opens().html.count('data-night="21 6"') == 1


# What it says, and what it never says.


def test_five_doors_and_under_them_the_one_for_somebody_else() -> None:
    assert [given["id"] for tag, given in opens().elements if "door" in given.get("class", "").split()] == list(DOORS)


@pytest.mark.parametrize("name", DOORS)
def test_a_door_opens_on_what_to_do_then_whom_to_ring_then_ones_own_person(name: str) -> None:
    behind = door(opens(), name)
    order = [behind.index(part) for part in ("<ol><li>", 'href="tel:', "Or ring the person you chose.")]

    assert order == sorted(order)
    assert words_of(behind.split("</summary>")[1]).strip().split()[0] in ("Ring", "Say")
    assert "<h2>" not in behind[: order[0]]


def test_nothing_here_asks_a_question() -> None:
    for address in STILL:
        text = opens(address).says.replace("Need to talk?", "").replace("Is it OK to use this together?", "")
        assert "?" not in text, address


def test_nothing_here_says_that_all_is_well() -> None:
    for address in STILL:
        found = re.search(r"\b(you are|child is|is) (safe|well|fine|okay|ok)\b", opens(address).says.lower())
        assert found is None, address
        assert "don’t worry" not in opens(address).says.lower()


def test_no_page_scores_or_diagnoses() -> None:
    said = " ".join(opens(address).says.lower() for address in STILL)

    assert not re.search(r"\b(score|points?|depress\w*|psychosis|diagnos\w*|disorder|screening)\b", said)


@pytest.mark.parametrize(
    "sign",
    ["headache", "sight", "fainting", "chest pain", "trouble breathing", "38.0 °C", "bleeding", "smells foul", "belly",
     "swollen or red", "hands or face swollen", "vomiting", "overwhelms", "I gave birth in the last year"],
)  # fmt: skip
def test_the_body_after_birth_has_every_sign(sign: str) -> None:
    assert sign in words_of(door(opens(), "body"))


@pytest.mark.parametrize(
    "sign",
    ["harming yourself or the child", "better off without you", "hearing things", "confused", "race", "swing fast",
     "hardly any need for sleep"],
)  # fmt: skip
def test_the_mind_rings_now_for_what_cannot_wait(sign: str) -> None:
    now, week = words_of(door(opens(), "mind")).split("This week")

    assert sign in now
    assert sign not in week


@pytest.mark.parametrize("sign", ["low", "panic", "frighten you", "no sleep even when the child sleeps", "rage"])
def test_the_mind_books_the_rest_this_week(sign: str) -> None:
    assert sign in words_of(door(opens(), "mind")).split("This week")[1]


@pytest.mark.parametrize(
    "sign", ["38.0 °C (100.4 °F) or more under 3 months", "breathing", "limp", "not feeding", "few wet nappies"]
)
def test_the_baby_has_every_sign(sign: str) -> None:
    assert sign in words_of(door(opens(), "baby"))


def test_where_someone_may_be_hurt_the_child_lies_safely_and_is_looked_after() -> None:
    behind = words_of(door(opens(), "hurt"))

    assert behind.index("emergency number") < behind.index("on the back in the cot") < behind.index("another room")
    assert "every 5 to 10 minutes" in behind


def test_whoever_is_afraid_reads_what_is_hidden_what_is_not_and_how_to_go() -> None:
    behind = words_of(door(opens(), "afraid"))

    for part in (
        "may be watched",
        "Use another phone",
        "Whoever runs this server can read everything",
        "history shows that Help was opened",
        "Nobody is told",
        "Keep a copy",
        "You can leave alone",
    ):
        assert part in behind


def test_whoever_is_afraid_is_sent_to_nobody_at_home() -> None:
    behind = words_of(door(opens(), "afraid")).lower()

    assert not re.search(r"\b(talk|together|share|soften|calm|explain|partner|couple|both of you|sorry)\b", behind)


def test_being_worried_about_someone_leaves_them_neither_alone_nor_betrayed() -> None:
    behind = words_of(door(opens(), "worried"))

    assert "Do not leave them alone" in behind
    assert "say nothing of it to that person" in behind


def test_safe_sleep_names_what_makes_a_shared_bed_riskier_and_what_comes_first() -> None:
    said = opens("/help/sleep").says

    assert all(word in said for word in ("smokes", "drink", "medicines that make one sleepy", "born early or small"))
    assert said.index("hand the child over") < said.index("Then sit or lie down")
    assert "Never a sofa or an armchair" in said


def test_using_this_together_says_when_not_to_that_one_is_enough_and_who_sees_what() -> None:
    said = opens("/help/together").says

    for part in (
        "afraid of the other",
        "through your phone",
        "keeps you from sleep, food, money",
        "hurt or threatened",
        "All of Kinwell is there for one adult",
        "invite nobody",
        "“Not tonight” is an answer",
        "Another adult of your family:",
        "A helper:",
        "The host, who runs the server: everything",
    ):
        assert part in said
    assert "tel:999" in opens("/help/together").html


def test_it_is_one_tap_from_help_and_from_an_invitation(household: Household) -> None:
    ada = household.phone("ada")

    for page in (opens(), Page(Client().get(code_of(ada)))):
        assert "/help/together" in [given.get("href") for _, given in page.elements]


# Leaving.


@pytest.mark.parametrize("address", ["/help", "/help/together"])
@pytest.mark.parametrize(
    ("language", "to"), [("en-GB", "https://www.bbc.co.uk/weather"), ("en", "about:blank"), ("de-DE,en;q=0.5", "https://www.dwd.de/")]
)  # fmt: skip
def test_the_first_thing_on_it_leaves_it(address: str, language: str, to: str) -> None:
    page = opens(address, language)
    first = next(given for tag, given in page.elements if tag == "a")

    assert (first["href"], first["rel"], "data-leave" in first) == (to, "noreferrer", True)
    assert "This does not erase the phone’s history." in page.says


def test_a_browser_is_asked_to_tell_its_language_apart() -> None:
    reply: HttpResponse = Client().get("/help")  # type: ignore[assignment]

    assert "Accept-Language" in reply["Vary"]
