"""My people: friends and kin with a name and a number, for the eyes of whoever keeps them; and one adult's Kinwell."""

import re
from uuid import UUID

import pytest

from kinwell.accounts.models import Membership
from kinwell.web import taps
from tests.builders import SAM
from tests.web.browsing import MIA, Clock, Household, Page, Phone, cue, next_door, row, rows

NOT_OF_ONE = re.compile(r"\b(both|partner|two of you|us|together|invite|code|someone else)\b", re.IGNORECASE)

NAPPY = "Wet Dirty Both Dry"  # what it held


def keeps(phone: Phone, name: str = "Mel", number: str = "0170 123-45") -> None:
    reply = phone.sends_form("own_people", name=name, number=number)
    assert reply.status_code == 302, Page(reply).says


def friends(phone: Phone) -> dict[str, UUID]:
    """Return who stands on the page, by name."""
    page = phone.opens("own_people")
    edits = [g for tag, g in page.elements if tag == "a" and g.get("aria-label", "").startswith("Edit ")]
    return {given["aria-label"].removeprefix("Edit "): UUID(given["href"].split("/")[-1]) for given in edits}


def links(page: Page, begin: str) -> list[str]:
    return [given["href"] for _, given in page.elements if given.get("href", "").startswith(begin)]


def places(page: Page) -> list[str]:
    """Return where the bar leads to."""
    bar = page.html.split('class="places"')[1]
    return [" ".join(re.sub("<[^>]*>", " ", link).split()) for link in re.findall("<a .*?</a>", bar, re.DOTALL)]


def test_a_friend_stands_with_the_phones_own_call_and_text(ada: Phone) -> None:
    keeps(ada)
    page = ada.opens("own_people")

    assert "Mel Edit Call Text Ask" in page.says
    assert links(page, "tel:") == ["tel:017012345"]
    assert links(page, "sms:") == ["sms:017012345"]
    assert "hoever runs this server" in page.says


def test_without_a_number_there_is_a_name(ada: Phone) -> None:
    keeps(ada, number="")
    page = ada.opens("own_people")

    assert "Mel" in page.says
    assert links(page, "tel:") + links(page, "sms:") == []


def test_a_friend_is_changed_and_taken_out_and_put_back(ada: Phone) -> None:
    keeps(ada)
    keeps(ada, name="Kim", number="")
    mel = friends(ada)["Mel"]
    page = ada.opens("own_person", mel)
    assert [page.field(name)["value"] for name in ("name", "number")] == ["Mel", "0170 123-45"]

    assert ada.sends_form("own_person", mel, name="Melanie", number="+49 1").status_code == 302
    assert list(friends(ada)) == ["Melanie", "Kim"]
    assert friends(ada)["Melanie"] == mel

    reply = ada.sends_form("own_person_removed", mel)
    assert list(friends(ada)) == ["Kim"], "not the name before either"
    assert ada.gets("own_person", mel).status_code == 404
    page = Page(ada.client.get(reply.headers["Location"]))
    assert "Taken out." in page.says
    [undo] = [given for tag, given in page.elements if tag == "form" and "restore" in given.get("action", "")]
    back = ada.client.post(undo["action"], {"id": str(ada.ids()), "back": ada.address("own_people")})
    assert back.headers["Location"] == ada.address("own_people")
    assert list(friends(ada)) == ["Melanie", "Kim"]


def test_a_form_sent_twice_keeps_one(ada: Phone, clock: Clock) -> None:
    form = str(ada.ids())
    for _ in range(2):
        assert ada.sends_form("own_people", id=form, name="Mel", number="1").status_code == 302
        clock.passes(1)

    assert list(friends(ada)) == ["Mel"]


WRONG = {
    "A name, or what you call them.": {"name": " "},
    "That name is longer than fits here. A shorter one?": {"name": "x" * 61},
    "A phone cannot ring that. Digits, spaces and a + are enough.": {"number": "at work"},
}


@pytest.mark.parametrize(("said", "typed"), WRONG.items())
def test_what_does_not_fit_is_said_beside_its_field_and_stays(ada: Phone, said: str, typed: dict[str, str]) -> None:
    keeps(ada)
    for name, args in (("own_people", []), ("own_person", [friends(ada)["Mel"]])):
        reply = ada.sends_form(name, *args, **{"name": "Kim", "number": "0170 1", **typed})
        page = Page(reply)
        assert reply.status_code == 422
        assert said in page.says
        [field] = typed
        assert page.field(field)["aria-invalid"] == "true"
        assert page.field(field)["value"] == typed[field].strip()
    assert list(friends(ada)) == ["Mel"]


@pytest.mark.parametrize("number", ["javascript:alert(1)", "+", "1" * 31, "*#06#"])
def test_what_is_no_number_is_refused_at_every_door(ada: Phone, number: str) -> None:
    friend = {"kind": "people.own", "body": {"friend": str(ada.ids()), "name": "Mel", "number": number}}

    assert ada.sends([ada.wire(friend)]).status_code == 422
    assert ada.sends_form("own_people", name="Mel", number=number).status_code == 422


def test_they_are_sealed_and_on_nobody_elses_screen(ada: Phone, sam: Phone, nan: Phone) -> None:
    before = set(rows())
    keeps(ada)
    [kept] = set(rows()) - before

    assert (row(kept).eyes, row(kept).kind) == ("me", "")
    mel = friends(ada)["Mel"]
    assert "Mel" not in sam.opens("own_people").says
    assert "Mel" not in sam.opens("favour").says
    for phone in (sam, nan):
        assert phone.gets("own_person", mel).status_code == 404
        assert phone.sends_form("own_person", mel, name="X", number="").status_code == 404
        assert phone.sends_form("own_person_removed", mel).status_code == 404
        assert phone.sends_form("restore", kept).status_code == 404
    assert nan.gets("own_people").status_code == 404
    assert list(friends(ada)) == ["Mel"]


def test_an_address_of_what_is_gone_says_nothing(ada: Phone) -> None:
    assert "Taken out" not in ada.opens("own_people", removed="x").says
    assert ada.gets("own_person", SAM).status_code == 404


def test_of_two_adults_they_stand_in_family(ada: Phone, sam: Phone) -> None:
    page = ada.opens("family")

    assert ada.address("own_people") in links(page, "/f/")
    for name in ("now", "history", "family", "own_people", "favour"):
        assert places(ada.opens(name)) == ["Now", "Days", "More"]


def test_a_helper_has_no_people_here(nan: Phone) -> None:
    for name in ("now", "history", "family"):
        page = nan.opens(name)
        assert places(page) == ["Now", "Days", "More"]
        assert nan.address("own_people") not in links(page, "/f/")


# One adult


@pytest.fixture
def joe(household: Household, clock: Clock) -> Phone:
    """Return the phone of Joe, who is alone with Mia."""
    return next_door(clock)


def test_of_one_adult_they_have_a_place_in_the_bar(joe: Phone) -> None:
    for name in ("now", "history", "family", "own_people", "favour"):
        assert places(joe.opens(name)) == ["Now", "Days", "My people", "More"]


def test_one_adult_asks_own_people_by_a_text(joe: Phone) -> None:
    assert not joe.opens().has("b-ask")
    page = joe.opens("favour")
    assert "Nobody to ask here yet." in page.says
    assert joe.address("own_people") in links(page, "/f/")

    keeps(joe)
    assert "Ask Mel" in joe.opens().says
    page = joe.opens("favour")
    to = page.field("to")["value"]
    reply = joe.sends_form("favour", to=to, chip="take Mia", what="", minutes="30", when="now")
    assert "Could you help me: take Mia, 30 min, now? A no is all right." in Page(reply).says


def test_nothing_that_one_adult_reads_is_made_for_two(joe: Phone) -> None:
    keeps(joe)
    joe.taps(*taps.feed(MIA, "bottle"))
    shown = [joe.opens(name) for name in ("now", "own_people", "favour")]
    joe.taps({**cue("ada", "eat"), "body": {**cue("ada", "eat")["body"], "holder": _me(joe)}}, sheet="noted")
    shown += [Page(joe.reply), joe.opens("own_person", friends(joe)["Mel"])]

    said = [page.says.replace(NAPPY, "") for page in shown]
    assert [found[0] for text in said if (found := NOT_OF_ONE.search(text))] == []


def test_when_the_other_leaves_ones_own_people_take_the_place(ada: Phone, sam: Phone) -> None:
    assert places(ada.opens()) == ["Now", "Days", "More"]
    Membership.objects.filter(person=SAM).delete()

    assert places(ada.opens()) == ["Now", "Days", "My people", "More"]
    assert not ada.opens().has("b-ask")


def _me(joe: Phone) -> dict[str, str]:
    [spec] = [log[0] for log in joe.opens().logs() if log[0]["kind"] == "need.cue" and log[0]["private"]][:1]
    return dict(spec["body"]["holder"])
