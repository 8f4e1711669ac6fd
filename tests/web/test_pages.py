"""Every page: what it may load, what it may say, and what it may never show; whichever way one comes to it."""

import re
from collections.abc import Mapping
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client, override_settings

from kinwell.core.catalogue import acts, needs
from kinwell.core.ids import pair_of
from kinwell.web import pages as web_pages
from kinwell.web import taps
from kinwell.web.regions import packaged
from tests.builders import ADA, IRIS, SAM, holder, instant
from tests.web.browsing import Clock, Household, Page, Phone, cue, met, without_a_build
from tests.web.test_family import KIM, code_of
from tests.words.test_sentences import BANNED, has

ADULT_NEEDS = [code for code, need in needs().items() if need.of == "adult"]
UNSAFE_WHEN_DROWSY = {code for code, act in acts().items() if act.drowsy_unsafe}
OWN_HOST = "http://testserver/"
FITS = (200, 403, 404, 410, 422)
NAMES_A_FORMAT = "http://www.w3.org/2000/svg"
LEADS_AWAY = f'(href|data-to)="({"|".join(region.leave for region in packaged().values())})"'  # leaving Help
STILL = {"help", "help, of a region", "safe sleep", "together"}


@pytest.fixture(scope="module")
def pages(django_db_setup: None, django_db_blocker: Any) -> Mapping[str, HttpResponse]:
    """Return a reply of every kind that a browser can get, by what it is."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch, override_settings(**without_a_build()):
        patch.setattr(web_pages, "now", clock := Clock(instant("13:00")))
        with transaction.atomic():
            found = _of_everyone(Household.found(clock))
            transaction.set_rollback(True)
    return found


def _of_everyone(household: Household) -> dict[str, Any]:
    ada, sam, nan = household.everyone()
    anyone = Client()
    found: dict[str, Any] = {
        "the first page is closed": anyone.get("/welcome", follow=True),
        "sign in": anyone.get("/sign-in"),
        "sign in, wrongly": anyone.post("/sign-in", {"login": "ada", "password": "x"}),
        "sign out": ada.client.get("/sign-out"),
        "help": anyone.get("/help"),
        "help, of a region": anyone.get("/help?region=de"),
        "safe sleep": anyone.get("/help/sleep"),
        "together": anyone.get("/help/together"),
        "not there": anyone.get("/nowhere"),
        "a spent code": anyone.get("/join/AAAAAAAAAAAAAAAAAAAAAA"),
        "now, first": ada.gets("now"),
        "now, of a helper": nan.gets("now"),
        "family": ada.gets("family"),
        "family, of a helper": nan.gets("family"),
        "family, with a code": ada.sends_form("invite", role="adult"),
        "family, refused": ada.sends_form("move", zone="Mars"),
        "a child to add, refused": ada.sends_form("add_child", child="Max", born="soon"),
        "a child to correct": ada.gets("person", IRIS),
        "a child to correct, refused": ada.sends_form("person", IRIS, name="Iris", month="2026-02", day="30"),
        "oneself to correct": ada.gets("person", ADA),
        "an ask": ada.gets("favour"),
        "an ask, refused": ada.sends_form("favour", to=str(SAM), what=" ", minutes="20", when="now"),
        "own people": ada.gets("own_people"),
        "own people, refused": ada.sends_form("own_people", name="", number="x"),
        "a card": ada.gets("handover", IRIS),
        "a card, of a helper": nan.gets("handover", IRIS),
        "a card to write": ada.gets("card_edit", IRIS),
        "a card to write, refused": ada.sends_form("card_edit", IRIS, helps="x" * 9000),
        "a link to make": ada.gets("link", IRIS),
        "a link to make, refused": ada.sends_form("link", IRIS, name="Sam", until="two"),
        "a link that nobody gave": anyone.get("/link/AAAAAAAAAAAAAAAAAAAAAA"),
        "a form from elsewhere": Client(enforce_csrf_checks=True).post("/sign-in"),
    }
    found |= _of_asks(ada, sam)
    found |= _of_a_link(ada)
    found |= _of_a_day(ada, sam, household.clock)
    found["a code"] = anyone.get(link := code_of(ada))
    found["a code, refused"] = anyone.post(link, {"name": "", "passphrase": ""})
    anyone.post(link, KIM)
    found["waiting"] = anyone.get("/")
    found["family, with a question"] = ada.gets("family")
    with override_settings(SIGNUP_OPEN=True):
        found["the first page"] = Client().get("/welcome")
        found["the first page, refused"] = Client().post("/welcome", {"name": "Eve"})
    return found


def _of_a_link(ada: Phone) -> dict[str, Any]:
    """Return the pages of a link, from its making to its end."""
    found: dict[str, Any] = {"a link": (made := ada.sends_form("link", IRIS, name="Gran", until="two"))}
    link = re.search(r"testserver(/link/[\w-]{22})", made.content.decode())[1]  # type: ignore[index]
    found["a link, opened by one of the family"] = ada.client.get(link)
    gran = Client()
    found["a link, before the tap"] = gran.get(link)
    gran.post(link)
    found["a link, opened before"] = Client().get(link)
    found["now, of a link"] = gran.get(ada.address("now"))
    found["a card, of a link"] = gran.get(ada.address("handover", IRIS))
    ada.taps(*taps.duty(IRIS))
    found["now, with who has a child"] = ada.gets("now")
    gran.post(ada.address("give_back"))
    found["a link that ended"] = gran.get(link)
    return found


def _of_a_day(ada: Phone, sam: Phone, clock: Clock) -> dict[str, Any]:
    """Return the pages of a day on which something of every kind is told, and of the night after it."""
    found: dict[str, Any] = {}
    told = ada.taps(*taps.feed(IRIS, "breast", "left"), *taps.change(IRIS, wet=True, dirty=False))
    found["now, feeding"] = ada.gets("now")
    ada.presses_end("care.fed")
    for need in ADULT_NEEDS:
        ada.taps(cue("ada", need), sheet="noted")
        found[f"the sheet of {need}"] = ada.reply
    ada.taps(cue("iris", "child.feed"), sheet="noted")
    found["the sheet of a child"] = ada.reply
    for hands in ("", "2", "10", "30"):
        found[f"now, hands free {hands}"] = ada.gets("now", hands=hands)
    told += ada.taps(*ada.opens().button(kind="act.taken"))
    found["now, with an act"] = ada.gets("now")
    told += ada.taps(*taps.sleep(holder("ada")), {"kind": "note.written", "body": {"text": "so"}})
    found["now, resting"] = ada.gets("now")
    sam.sends_form("edit", told[0], at="2026-05-04T12:50", until="", side="right")
    sam.sends_form("remove", told[1])
    found["days"] = ada.gets("history")
    found["days, of another"] = sam.gets("history")
    found |= {f"edit {number}": ada.gets("edit", id) for number, id in enumerate(told) if number != 1}
    found["edit, refused"] = ada.sends_form("edit", told[0], at="2026-05-05T12:50")
    found["refused"] = ada.sends([ada.wire(cue("ada", "sleep", "urgent")), {}])
    clock.at("+1 02:00")
    sam.taps(*taps.feed(IRIS, "breast", "left"))
    found |= {"night": ada.gets("now"), "night, the reply": sam.reply, "fresh": ada.gets("fresh")}
    return found


def _of_asks(ada: Phone, sam: Phone) -> dict[str, Any]:
    """Return the pages of asks, as they go on between two."""
    ada.sends_form("own_people", name="Mel", number="0170 1")
    link = next(g["href"] for tag, g in ada.opens("own_people").elements if tag == "a" and "/people/" in g["href"])
    mel = link.split("/")[-1]
    typed = {"to": str(SAM), "chip": "take Iris", "what": "", "minutes": "20", "when": "now"}
    found: dict[str, Any] = {
        "one of own people": ada.client.get(link),
        "one of own people, refused": ada.sends_form("own_person", mel, name="", number=""),
        "own people, one taken out": ada.gets("own_people", removed=mel),
        "a text to send": ada.sends_form("favour", **typed | {"to": mel}),
    }
    for what in ("", "bring the post"):
        ada.sends_form("favour", **typed | {"what": what})
    found |= {
        "an ask, while one is open": ada.gets("favour"),
        "now, asked": sam.gets("now"),
        "now, asking": ada.gets("now"),
    }
    sam.taps(*sam.opens().button(kind="favour.rested"))
    found["now, at rest from asks"] = sam.gets("now")
    sam.taps(*sam.opens().button(kind="favour.rested"))
    for answer in ("another_time", "yes"):
        ada.sends_form("favour", **typed | {"to": str(SAM)})
        sam.taps(*sam.opens().button(kind="favour.answered", answer=answer))
        found |= {f"now, {answer}, by who asked": ada.gets("now"), f"now, {answer}, by who was asked": sam.gets("now")}
        ada.taps(*ada.opens().button(kind="favour.done"))
    found["now, to thank"] = ada.gets("now")
    ada.taps({"kind": "thanks.sent", "body": {"pair": str(pair_of(ADA, SAM)), "to": str(SAM), "text": "So good."}})
    found["now, thanked"] = sam.gets("now")
    return found


def whole(pages: Mapping[str, HttpResponse]) -> dict[str, Page]:
    """Return those that are a page and not a part of one."""
    return {name: Page(reply) for name, reply in pages.items() if b"<html" in reply.content}


def test_every_page_is_a_page_of_ours(pages: Mapping[str, HttpResponse]) -> None:
    assert {name: reply.status_code for name, reply in pages.items() if reply.status_code not in FITS} == {}
    assert [name for name, page in whole(pages).items() if "tokens.css" not in page.html] == []


def test_every_page_forbids_what_it_does_not_bring(pages: Mapping[str, HttpResponse]) -> None:
    for name, reply in pages.items():
        policy = reply["Content-Security-Policy"]
        assert "default-src 'none'" in policy, name
        assert "frame-ancestors 'none'" in policy, name
        assert "unsafe" not in policy, name
        assert "*" not in policy, name


def test_no_page_needs_what_it_forbids(pages: Mapping[str, HttpResponse]) -> None:
    for name, reply in pages.items():
        for tag, given in Page(reply).elements:
            inline = [attribute for attribute in given if attribute == "style" or attribute.startswith("on")]
            assert not inline, f"{name}: <{tag} {inline}>"
            assert tag != "style", name
            assert tag != "script" or "src" in given, name


def test_no_page_names_another_host(pages: Mapping[str, HttpResponse]) -> None:
    for name, reply in pages.items():
        text = re.sub(LEADS_AWAY, "", reply.content.decode().replace(OWN_HOST, "").replace(NAMES_A_FORMAT, ""))
        assert not re.search(r"(https?:)?//\w", text), name


def test_no_page_is_kept_by_a_browser(pages: Mapping[str, HttpResponse]) -> None:
    kept = {
        name for name, reply in pages.items() if not re.search("no-store|max-age=0", reply.get("Cache-Control", ""))
    }

    assert kept <= {"sign out", *STILL}  # the one holds nothing, the others are the same for everyone


def test_every_page_says_its_language_and_its_name(pages: Mapping[str, HttpResponse]) -> None:
    for name, page in whole(pages).items():
        language = next(given.get("lang") for tag, given in page.elements if tag == "html")
        title = re.search("<title>(.*?)</title>", page.html)
        assert language == "en-GB", name
        assert title, name
        assert title[1].strip(), name


def test_every_page_has_one_heading_that_says_what_it_is(pages: Mapping[str, HttpResponse]) -> None:
    for name, page in whole(pages).items():
        assert sum(tag == "h1" for tag, _ in page.elements) == 1, name


def test_help_is_one_tap_from_every_page(pages: Mapping[str, HttpResponse]) -> None:
    away = {name for name, page in whole(pages).items() if "/help" not in [g.get("href") for _, g in page.elements]}

    assert away <= {"help", "help, of a region"}


def test_no_id_stands_twice_on_a_page(pages: Mapping[str, HttpResponse]) -> None:
    for name, reply in pages.items():
        ids = [given["id"] for _, given in Page(reply).elements if "id" in given]
        assert sorted(set(ids)) == sorted(ids), name


def test_no_page_blames_hurries_or_promises(pages: Mapping[str, HttpResponse]) -> None:
    says = {name: Page(reply).says for name, reply in pages.items()}

    assert [(name, word) for name, text in says.items() for word in BANNED if has(word, text)] == []


def test_no_page_exclaims_or_tells_by_percent(pages: Mapping[str, HttpResponse]) -> None:
    assert [name for name, reply in pages.items() if re.search("!|%", Page(reply).says)] == []


def test_no_page_shows_a_word_of_the_code(pages: Mapping[str, HttpResponse]) -> None:
    codes = re.compile(r"\b(need|act|care|log|child|pair|refused|reason)\.[a-z_]+|\b[a-z]+_[a-z]+\b|\{\w+\}")

    assert {name: found[0] for name, reply in pages.items() if (found := codes.search(Page(reply).says))} == {}


def test_a_private_screen_says_who_could_read_it(pages: Mapping[str, HttpResponse]) -> None:
    private = [
        "now, first",
        "days",
        "family",
        "own people",
        "one of own people",
        *[f"the sheet of {need}" for need in ADULT_NEEDS],
    ]

    assert [name for name in private if "hoever runs this server" not in Page(pages[name]).says] == []


def test_by_night_nothing_is_offered_that_seats_a_drowsy_adult_with_a_child(ada: Phone, clock: Clock) -> None:
    clock.at("22:00")
    for need in ADULT_NEEDS:
        ada.taps(cue("ada", need))

    offered = {act for hands in ("", "2", "10", "30") for act in ada.opens(hands=hands).offers()}

    assert offered
    assert not offered & UNSAFE_WHEN_DROWSY


def test_by_day_some_of_that_is_offered(ada: Phone) -> None:
    """Or the test above would say nothing."""
    offered = set()
    for need in ("sit", "self", "relief"):
        [told] = ada.taps(cue("ada", need))
        offered |= {act for hands in ("", "2", "10", "30") for act in ada.opens(hands=hands).offers()}
        ada.taps(*taps.undo([told], private=True))

    assert offered & UNSAFE_WHEN_DROWSY


def test_by_day_whoever_is_tired_is_offered_nothing_that_seats_them_with_a_child(ada: Phone) -> None:
    ada.taps(cue("ada", "sleep"))
    for need in ("sit", "self", "relief"):
        ada.taps(cue("ada", need))

    offered = {act for hands in ("", "2", "10", "30") for act in ada.opens(hands=hands).offers()}

    assert not offered & UNSAFE_WHEN_DROWSY


@pytest.mark.parametrize("name", ["ada", "sam", "nan"])
@pytest.mark.parametrize("told", [taps.feed(IRIS, "breast", "left"), taps.feed(IRIS, "bottle"), taps.hold(IRIS)])
def test_a_night_feed_carries_the_safe_sleep_line(household: Household, clock: Clock, name: str, told: Any) -> None:
    clock.at("02:00")
    phone = household.phone(name)
    phone.taps(*told)

    for page in (Page(phone.reply), phone.opens()):
        assert "If you may nod off: bed cleared of pillows and covers, not a sofa or chair." in page.says
        assert "/help/sleep" in [given.get("href") for _, given in page.elements]


def test_the_safe_sleep_page_names_when_a_shared_bed_is_riskier(household: Household) -> None:
    says = Page(Client().get("/help/sleep")).says.lower()

    assert all(word in says for word in ("smok", "drink", "medicine", "early", "small", "sofa", "back"))


def test_at_night_nothing_else_is_on_the_screen(ada: Phone, clock: Clock) -> None:
    clock.at("02:00")
    ada.taps(cue("ada", "eat"))
    ada.taps(*taps.feed(IRIS, "breast", "left"))

    page = ada.opens()

    assert not page.offers()
    assert not [given for tag, given in page.elements if tag == "nav"]
    assert page.has("b-switch")
    assert page.has("b-done")


def test_by_day_a_feed_is_on_the_day_screen(ada: Phone) -> None:
    ada.taps(*taps.feed(IRIS, "breast", "left"))

    assert not ada.opens().has("b-done")


def test_one_sees_ones_own_level_and_nobody_elses(ada: Phone, sam: Phone, nan: Phone) -> None:
    for need in ADULT_NEEDS:
        ada.taps(met("ada", need))

    assert [given["aria-label"][-2:].isdigit() for given in _wells(ada.opens())] == [True]
    assert [given["aria-label"] for given in _wells(sam.opens())] == ["Too little told to draw how full you are"]
    assert _wells(nan.opens()) == []


def test_of_another_adult_nothing_shows_who_is_there_or_when(ada: Phone, sam: Phone) -> None:
    before = sam.opens().html
    ada.opens()
    ada.opens("history")

    assert _unsigned(sam.opens().html) == _unsigned(before)
    assert not re.search("last seen|online|active|away|at home", sam.opens().says, re.IGNORECASE)


def test_help_opens_without_signing_in_and_asks_nothing(household: Household) -> None:
    page = Page(Client().get("/help"))

    assert not [tag for tag, _ in page.elements if tag in ("form", "input", "select", "textarea")]
    assert sum("door" in given.get("class", "").split() for _, given in page.elements) == 6


def test_what_is_no_page_of_a_family_takes_no_form(household: Household) -> None:
    for address in ("/help", "/help/sleep", "/help/together", "/sample", "/theme"):
        assert Client().get(address).status_code in (200, 405)
        assert Client().post(address).status_code in (302, 405)


def _wells(page: Page) -> list[dict[str, str]]:
    return [given for _, given in page.elements if given.get("class") == "well"]


def _unsigned(html: str) -> str:
    return re.sub(r'(data-csrf="|csrfmiddlewaretoken" value=")[^"]*', r"\1", html)
