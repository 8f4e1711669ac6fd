"""Links that end, through HTTP: a helper without an account opens one by a tap, sees child care, and then nothing."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import reverse

from kinwell.accounts import access, links
from kinwell.accounts.models import Token
from kinwell.core.ids import ADULTS, CARE, SHARED, Seat, pair_of
from kinwell.core.log.events import KINDS
from kinwell.server import stream
from kinwell.store.models import EntryRow
from kinwell.store.within import across_families
from kinwell.web import pages, taps
from kinwell.web.urls import in_family
from tests.builders import ADA, DAY, IRIS, SAM, holder, instant
from tests.household import HOME
from tests.web.browsing import Clock, Household, Page, Phone, cue, met, next_door, rows
from tests.web.watching import TOKEN

CODE = re.compile(r"testserver/link/([\w-]{22})")
ENDED = "This link has ended."


def makes(phone: Phone, name: str = "Gran", until: str = "four", **more: str) -> HttpResponse:
    return phone.sends_form("link", IRIS, name=name, until=until, **more)


def code_of(reply: HttpResponse) -> str:
    found = CODE.search(reply.content.decode())
    assert found is not None
    return found[1]


def address(code: str) -> str:
    return reverse("open_link", args=[code])


@pytest.fixture
def link(ada: Phone) -> str:
    """Return the address of a link for Gran, until five in the afternoon."""
    return address(code_of(makes(ada)))


@pytest.fixture
def gran(link: str, clock: Clock) -> Phone:
    """Return Gran's phone: she has no account, and has opened the link."""
    return takes_up(link, clock)


def takes_up(link: str, clock: Clock) -> Phone:
    numbers = count(80_000)
    phone = Phone(Client(), clock, lambda: UUID(int=next(numbers)), HOME)
    assert phone.client.post(link).status_code == 302
    return phone


# Making one.


def test_the_link_is_shown_once_with_a_code_to_scan(ada: Phone) -> None:
    reply = makes(ada)
    page = Page(reply)
    assert "Gran’s link works until 5 pm." in page.says
    assert "<svg" in page.html
    again = ada.opens("link", IRIS)
    assert CODE.search(again.html) is None
    assert "Gran’s link, until 5 pm" in again.says


def test_one_chooses_an_hour_by_the_family_s_wall_clock(ada: Phone, clock: Clock) -> None:
    clock.at(datetime.fromisoformat("2026-10-24T21:00+02:00"))  # the night in which the clocks go back
    said = ada.opens("link", IRIS).says
    for choice in ("In 2 h", "In 4 h", "Tonight, 10 pm", "Tomorrow, 9 am"):
        assert choice in said
    assert "works until Sunday, 9 am" in Page(makes(ada, until="morning")).says
    assert Token.objects.get().ends - clock.now == timedelta(hours=13)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"name": ""}, "A name is enough."),
        ({"name": "Sam"}, "has an account here"),
        ({"until": "never"}, "That hour is past."),
        ({"until": ""}, "That hour is past."),
    ],
)
def test_a_form_that_does_not_fit_says_why_and_keeps_what_was_typed(
    ada: Phone, fields: dict[str, str], said: str
) -> None:
    reply = makes(ada, **fields)
    assert reply.status_code == 422
    assert said in Page(reply).says
    assert Page(reply).field("name")["value"] == fields.get("name", "Gran")
    assert Token.objects.count() == 0


def test_a_form_sent_twice_is_one_link(ada: Phone) -> None:
    id = str(uuid4())
    first, second = (code_of(makes(ada, id=id)) for _ in range(2))
    assert Token.objects.count() == 1
    assert Client().get(address(first)).status_code == 404
    assert Client().get(address(second)).status_code == 200


def test_a_helper_and_a_neighbour_make_none(nan: Phone, clock: Clock) -> None:
    assert nan.gets("link", IRIS).status_code == makes(nan).status_code == 404
    joe = next_door(clock)
    assert replace(joe, family=HOME).gets("link", IRIS).status_code == 404


# Opening it.


def test_a_look_uses_nothing_up(link: str, clock: Clock) -> None:
    for _ in range(3):
        reply = Client().get(link)
        assert reply.status_code == 200
        assert "Ada made this for Gran, until 5 pm." in Page(reply).says
        assert "I am Gran" in Page(reply).says
        assert "sessionid" not in reply.cookies
        assert "Iris" not in Page(reply).says
    takes_up(link, clock)


def test_a_tap_opens_it_and_leads_to_the_children(gran: Phone) -> None:
    page = gran.opens()
    assert "Gran’s link, until 5 pm" in page.says
    assert "Iris" in page.says
    assert gran.client.get("/").headers["Location"] == gran.address("now")


def test_of_an_only_child_it_leads_to_the_card(ada: Phone, clock: Clock) -> None:
    joe = next_door(clock)
    reply = joe.sends_form("link", UUID(int=53), name="Gran", until="two")
    opened = Client().post(address(code_of(reply)))
    assert opened.headers["Location"] == joe.address("handover", UUID(int=53))


def test_a_second_browser_is_told_whom_to_ask(link: str, gran: Phone) -> None:
    late = Client()
    for reply in (late.get(link), late.post(link)):
        assert reply.status_code == 410
        assert "opened already, in another browser. Ask Ada for another." in Page(reply).says
    assert late.get(gran.address("now")).status_code == 404
    assert gran.gets("now").status_code == 200


def test_of_two_who_tap_at_once_one_holds_it(link: str, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    other = Client()
    take = links.take

    def slower(code: str, session: Any, *, now: Any) -> bool:
        monkeypatch.setattr(links, "take", take)
        assert other.post(link).status_code == 302
        return take(code, session, now=now)

    monkeypatch.setattr(links, "take", slower)
    assert Client().post(link).status_code == 410


def test_whoever_holds_it_comes_in_by_it_again(link: str, gran: Phone) -> None:
    assert gran.client.get(link).headers["Location"] == gran.address("now")


def test_the_session_is_another_once_the_link_is_held(link: str) -> None:
    client = Client()
    session = client.session
    session["x"] = 1
    session.save()
    before = client.cookies["sessionid"].value
    client.post(link)
    assert client.cookies["sessionid"].value != before


@pytest.mark.parametrize("name", ["ada", "sam", "nan"])
def test_the_wrong_person_of_the_family_uses_nothing_up(
    link: str, household: Household, name: str, clock: Clock
) -> None:
    phone = household.phone(name)
    for reply in (phone.client.get(link), phone.client.post(link)):
        assert "This link is for Gran." in Page(reply).says
        assert "I am Gran" not in Page(reply).says
    takes_up(link, clock)


def test_somebody_of_another_family_opens_it_like_anyone(link: str, clock: Clock) -> None:
    joe = next_door(clock)
    assert "I am Gran" in Page(joe.client.get(link)).says
    assert joe.client.post(link).status_code == 302
    assert replace(joe, family=HOME).gets("now").status_code == 200
    assert joe.gets("now").status_code == 200  # and keeps what is theirs
    assert joe.client.get("/").headers["Location"] == joe.address("now")


def test_a_forged_form_opens_nothing(link: str) -> None:
    assert Client(enforce_csrf_checks=True).post(link).status_code == 403
    assert not Token.objects.get().opened


# What it shows.


def test_a_link_shows_the_children_logs_and_leaves_a_line(gran: Phone, ada: Phone, clock: Clock) -> None:
    gran.taps(*taps.duty(IRIS))
    gran.taps(*taps.feed(IRIS, "bottle"))
    clock.passes(15)
    gran.presses_end("care.fed")
    gran.taps(*taps.line(IRIS, "Sang her to sleep."))
    assert "Gran has Iris" in ada.opens().says
    clock.passes(30)
    ada.taps(*taps.duty(IRIS))
    said = ada.opens().says
    assert "Gran had Iris from 1 pm to 1:45." in said
    assert "1 pm, bottle · Gran" in said
    assert "Sang her to sleep." in said


def test_a_link_ends_what_ada_began(gran: Phone, ada: Phone, clock: Clock) -> None:
    ada.taps(*taps.sleep(holder("iris")))
    clock.passes(40)
    gran.presses_end("care.slept")
    assert "Iris is awake." in ada.opens().says


def test_what_a_link_logs_is_its_own_and_waits_apart_in_the_browser(gran: Phone, ada: Phone) -> None:
    viewer = Token.objects.get().person
    assert gran.opens().elements[_body(gran)][1]["data-viewer"] == str(viewer)
    assert ada.opens().elements[_body(ada)][1]["data-viewer"] == str(ADA)
    [id] = gran.taps(*taps.change(IRIS, wet=True, dirty=False))
    assert rows()[id].by == viewer


def _body(phone: Phone) -> int:
    return next(n for n, (tag, _) in enumerate(phone.opens().elements) if tag == "body")


def open_to_links() -> Iterator[tuple[str, list[object]]]:
    yield "now", []
    yield "fresh", []
    yield "handover", [IRIS]


def every_address() -> Iterator[tuple[str, list[object]]]:
    """Yield each address of a family, with ids of the right kind in it."""
    for pattern in in_family:
        asked = re.findall(r"<(\w+):(\w+)>", str(pattern.pattern))
        ids = [IRIS if name in ("child", "person") else 1 if kind == "int" else uuid4() for kind, name in asked]
        yield str(pattern.name), list(ids)


def test_nothing_else_of_the_family_is_there_for_a_link(gran: Phone) -> None:
    allowed = [name for name, _ in open_to_links()]
    for name, args in every_address():
        reply = gran.gets(name, *args)
        if name in allowed:
            assert reply.status_code in (200, 204), name
        else:
            assert reply.status_code in (404, 405), name
        if name not in ("log", "give_back"):
            assert gran.sends_form(name, *args).status_code in (404, 405), name
    assert gran.gets("now").status_code == 200


@pytest.mark.parametrize("hour", ["13:10", "21:30"])
def test_a_page_of_a_link_leads_nowhere_it_may_not(ada: Phone, clock: Clock, hour: str) -> None:
    gran = takes_up(address(code_of(makes(ada, until="tonight"))), clock)
    clock.at(hour)
    gran.taps(*taps.feed(IRIS, "breast", "left"))
    for page in (gran.opens(), gran.opens("handover", IRIS)):
        for _, given in page.elements:
            if given.get("href", "").startswith(f"/f/{HOME}/"):
                assert gran.client.get(given["href"]).status_code == 200, given["href"]


def test_a_link_may_write_what_a_helper_may_and_nothing_more(gran: Phone, ada: Phone) -> None:
    [adas] = ada.taps(*taps.change(IRIS, wet=True, dirty=False))
    mine = holder("ada")
    for spec in (
        cue("ada", "eat"),
        met("ada", "eat"),
        taps.note("mine")[0],
        taps.undo([adas], private=False)[0],
        {"kind": "card.written", "body": {"child": str(IRIS), "helps": "x"}},
        {"kind": "night.left", "body": {"night": str(DAY)}},
        {"kind": "people.adult", "body": {"adult": str(uuid4()), "name": "Eve", "role": "adult"}},
        taps.second(mine, "eat", IRIS)[0],
    ):
        assert gran.sends([gran.wire(spec)]).status_code in (404, 422), spec["kind"]
    assert gran.sends([gran.wire(cue("iris", "child.feed"))]).status_code == 200


# Its end.


def _is_over(phone: Phone, link: str) -> None:
    for name, args in every_address():
        assert phone.gets(name, *args).status_code in (404, 405), name
    assert phone.sends([phone.wire(taps.duty(IRIS)[0])]).status_code == 404
    for at in ("/", link):
        reply = phone.client.get(at)
        assert ENDED in Page(reply).says
        for name in ("Iris", "Leo", "Ada", "Gran"):
            assert name not in Page(reply).says


def test_at_its_hour_it_is_over(gran: Phone, link: str, clock: Clock) -> None:
    clock.at("16:59")
    assert gran.gets("now").status_code == 200
    clock.at("17:00")
    _is_over(gran, link)
    assert Client().post(link).status_code == 410


@pytest.mark.parametrize("by", ["ada", "sam"])
def test_an_adult_ends_it_at_once(household: Household, gran: Phone, link: str, by: str) -> None:
    phone = household.phone(by)
    [id] = Token.objects.values_list("id", flat=True)
    for name, args in (("handover", [IRIS]), ("family", [])):
        page = phone.opens(name, *args)
        assert "Gran’s link, until 5 pm" in page.says
        assert reverse("end_link", args=[HOME, id]) in page.html
    assert phone.sends_form("end_link", id, back=phone.address("handover", IRIS)).status_code == 302
    assert "Gran’s link" not in phone.opens("family").says
    _is_over(gran, link)


def test_whoever_holds_it_can_give_it_back(gran: Phone, link: str) -> None:
    assert "I am done" in gran.opens("handover", IRIS).says
    assert gran.sends_form("give_back").headers["Location"] == "/"
    _is_over(gran, link)


def test_an_account_has_no_link_to_give_back(ada: Phone, nan: Phone) -> None:
    for phone in (ada, nan):
        assert phone.sends_form("give_back").status_code == 404


def test_nobody_else_ends_it(gran: Phone, nan: Phone, clock: Clock) -> None:
    [id] = Token.objects.values_list("id", flat=True)
    joe = next_door(clock)
    for phone in (gran, nan, replace(joe, family=HOME)):
        assert phone.sends_form("end_link", id).status_code == 404
    joe.sends_form("end_link", id)  # of his own family
    assert gran.gets("now").status_code == 200


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example", "/f/other/"])
def test_ending_a_link_leads_to_nowhere_else(ada: Phone, gran: Phone, back: str) -> None:
    [id] = Token.objects.values_list("id", flat=True)
    assert ada.sends_form("end_link", id, back=back).headers["Location"] == ada.address("family")


def test_who_is_let_in_again_is_the_same_person(ada: Phone, gran: Phone, clock: Clock) -> None:
    [before] = Token.objects.values_list("person", flat=True)
    clock.at("+1 13:00")
    again = takes_up(address(code_of(makes(ada, name="gran"))), clock)
    assert again.gets("now").status_code == 200
    assert set(Token.objects.values_list("person", flat=True)) == {before}
    assert ada.opens("family").says.count("Gran Helping some hours") == 1


def test_a_stream_tells_a_link_until_it_ends(gran: Phone, clock: Clock) -> None:
    cookie = f"sessionid={gran.client.cookies['sessionid'].value}".encode()
    path = gran.address("now") + "stream"
    scope = {"type": "http", "method": "GET", "path": path, "headers": [(b"cookie", cookie), (b"host", b"testserver")]}
    scope |= {"query_string": b"", "server": ("testserver", 80)}
    assert stream.word_for(scope, HOME) is not None
    clock.at("17:00")
    assert stream.word_for(scope, HOME) is None


# The law: nothing of the adults reaches a link.


@dataclass
class Watched:
    """What Gran obtains, with what it was."""

    seen: list[tuple[str, object]]
    code: str

    def look(self, phone: Phone) -> None:
        for name, args in open_to_links():
            self._keep(name, phone.gets(name, *args))
        for name, args in every_address():
            self._keep(name, phone.gets(name, *(IRIS if isinstance(one, UUID) else one for one in args)))
        self._keep("the link", phone.client.get(address(self.code)))
        self._keep("home", phone.client.get("/"))

    def log(self, phone: Phone) -> None:
        self._keep("a nappy", phone.sends([phone.wire(taps.change(IRIS, wet=True, dirty=False)[0])]))
        self._keep(
            "a word about what is not hers", phone.sends([phone.wire(taps.undo([UUID(int=1)], private=True)[0])])
        )

    def _keep(self, label: str, reply: Any) -> None:
        headers = sorted((name, value) for name, value in reply.headers.items() if name != "Set-Cookie")
        body = TOKEN.sub(rb"\1", reply.content).replace(self.code.encode(), b"")
        self.seen.append((label, (reply.status_code, headers, html.unescape(body.decode()))))


US = str(pair_of(ADA, SAM))


def of_the_adults() -> list[tuple[str, dict[str, Any]]]:
    """Return one of each kind that is the adults' own or theirs together, by who tells it."""
    me = holder("ada")
    ask = {"to": str(SAM), "what": "take Leo", "minutes": 20, "when": _at("14:00")}
    night = {"night": str(DAY), "first": str(ADA), "second": str(SAM)}
    night |= {"begin": _at("12:00"), "turn": _at("13:30"), "end": _at("20:00")}
    return [
        ("ada", cue("ada", "sleep", "early")),
        ("ada", met("ada", "eat")),
        ("ada", taps.sleep(me)[0]),
        ("ada", taps.second(me, "eat", IRIS)[0]),
        ("ada", taps.later(me, "eat", "asleep")[0]),
        ("ada", taps.asked(me, "drink", "not_yet")[0]),
        ("ada", {"kind": "need.stated", "body": {"holder": {"kind": "adult", "id": str(ADA)}, "need": "eat"}}),
        ("ada", {"kind": "need.named", "body": {"need": "own_1", "name": "piano"}}),
        ("ada", cue("ada", "own_1")),
        ("ada", {"kind": "act.taken", "body": {"act": "small_drink"}}),
        ("ada", taps.act_passed("shower")[0]),
        ("ada", taps.acts_declined(["shower"])[0]),
        ("ada", taps.note("so tired")[0]),
        ("ada", {"kind": "night.proposed", "body": night}),
        ("ada", {"kind": "favour.asked", "body": {"pair": US, "until": _at("15:00"), **ask}}),
        ("ada", {"kind": "favour.drafted", "body": ask}),
        ("ada", {"kind": "favour.rested", "body": {"until": _at("18:00")}}),
        ("ada", {"kind": "thanks.sent", "body": {"pair": US, "to": str(SAM), "text": "For the night."}}),
        (
            "ada",
            {"kind": "eyes.by_need", "body": {"pair": US, "to": str(SAM), "needs": ["eat", "sleep"], "asks": True}},
        ),
        ("ada", cue("ada", "eat", "urgent")),
        ("sam", {"kind": "line.put_away", "body": {"line": str(UUID(int=1))}}),
        ("ada", {"kind": "people.own", "body": {"friend": str(uuid4()), "name": "Mel", "number": "0170 1"}}),
        ("ada", {"kind": "checkin.said", "body": {"energy": 3}}),
        *(("ada", spec) for spec in of_what_she_goes_by()),
        (
            "ada",
            {"kind": "child.wondered", "body": {"child": str(IRIS), "question": "wonder.new.1", "text": "the lamp"}},
        ),
        ("ada", {"kind": "child.paused", "body": {"child": str(IRIS), "paused": True}}),
        ("ada", {"kind": "joint.set", "body": {"other": str(SAM), "on": False}}),
        ("sam", {"kind": "agree.left", "body": {"agreement": str(UUID(int=1))}}),
        ("sam", {"kind": "night.left", "body": {"night": str(DAY)}}),
        ("sam", cue("sam", "eat", "urgent")),
    ]


def of_what_she_goes_by() -> list[dict[str, Any]]:
    """Return one item of each list, and an act that she adds and one that she hides."""
    agreed = {"pair": US, "to": str(SAM), "text": "no phones"}
    return [
        {"kind": "list.wish", "body": {"text": "an evening"}},
        {"kind": "list.value", "body": {"text": "outside", "rank": 1}},
        {"kind": "list.limit", "body": {"text": "ten minutes", "most_minutes": 10.0}},
        {"kind": "list.boundary", "body": {"text": "no visitors", "about": "kin", "traits": ["visitors"]}},
        {"kind": "agree.proposed", "body": agreed},
        {"kind": "rhythm.anchor", "body": {"name": "Bath", "hour": "18:30:00"}},
        {"kind": "act.added", "body": {"name": "Tea on the step", "minutes": 5.0, "needs": ["drink"]}},
        {"kind": "act.hidden", "body": {"act": "shower"}},
    ]


def _at(when: str) -> str:
    return instant(when).isoformat()


def live(clock: Clock, *, with_theirs: bool) -> tuple[list[tuple[str, object]], set[str]]:
    """Return what Gran obtains of an afternoon, and which kinds of the adults' own were told in it."""
    kinds: set[str] = set()
    with transaction.atomic():
        clock.at("12:00")
        household = Household.found(clock)
        ada, sam = household.phone("ada"), household.phone("sam")
        code = code_of(makes(ada, id=str(UUID(int=4))))
        gran = takes_up(address(code), clock)
        watched = Watched([], code)
        ada.taps(*taps.duty(IRIS))
        own = {"ada": replace(ada, ids=uuid4), "sam": replace(sam, ids=uuid4)}
        for number, (name, spec) in enumerate(of_the_adults()):
            clock.passes(1)
            if with_theirs:
                [id] = own[name].taps(spec)
                kinds.add(spec["kind"])
                if number == 0:
                    own[name].taps({"kind": "log.eyes", "body": {"target": str(id), "eyes": ADULTS}})
                if spec["kind"] == "night.proposed":
                    own["sam"].taps({"kind": "night.agreed", "body": {"proposal": str(id)}})
                if spec["kind"] == "agree.proposed":
                    own["sam"].taps({"kind": "agree.accepted", "body": {"pair": US, "agreement": str(id)}})
                    kinds.add("agree.accepted")
                if spec["kind"] == "favour.asked":
                    for more in ({"kind": "favour.declined"}, {"kind": "favour.done", "pair": US}):
                        body = {"favour": str(id), **{k: v for k, v in more.items() if k != "kind"}}
                        own["sam"].taps({"kind": more["kind"], "body": body})
                        kinds.add(more["kind"])
            if number % 6 == 0:
                watched.look(gran)
        clock.at("13:45")
        watched.log(gran)
        watched.look(gran)
        clock.at("17:00")
        watched.look(gran)
        transaction.set_rollback(True)
    return watched.seen, kinds


def differs(one: list[tuple[str, object]], other: list[tuple[str, object]]) -> list[str]:
    assert [label for label, _ in one] == [label for label, _ in other]
    return [label for (label, this), (_, that) in zip(one, other, strict=True) if this != that]


def test_nothing_of_the_adults_changes_a_byte_that_a_link_obtains(db: None, clock: Clock) -> None:
    seen, kinds = live(clock, with_theirs=True)
    assert differs(seen, live(clock, with_theirs=False)[0]) == []
    of_adults = {kind for kind, event in KINDS.items() if event.BORN in ("me", "adults", "pair")}
    told_by_other_means = {"night.agreed", "favour.answered", "people.pair", "log.eyes"}
    assert of_adults - told_by_other_means <= kinds


def _sees_what_adults_share(planted: pytest.MonkeyPatch) -> None:
    seat_by = links.seat_by
    planted.setattr(links, "seat_by", lambda link: replace(seat_by(link), eyes=SHARED))


def _a_page_is_longer(planted: pytest.MonkeyPatch) -> None:
    """A page tells how much the family has told."""
    rendered = pages.page

    def page(*args: Any, **more: Any) -> HttpResponse:
        reply = rendered(*args, **more)
        with across_families():
            reply.content += b" " * EntryRow.objects.exclude(eyes=CARE).count()
        return reply

    planted.setattr(pages, "page", page)


def _days_are_open(planted: pytest.MonkeyPatch) -> None:
    """Days is there for a link, and its seat is an adult's."""
    seat, seat_by = access.seat, links.seat_by

    def opened(request: HttpRequest, family: UUID, *, links: bool = False) -> Seat:
        return seat(request, family, links=links or request.path.endswith("/days"))

    planted.setattr(access, "seat", opened)
    planted.setattr(links, "seat_by", lambda link: replace(seat_by(link), eyes=frozenset({CARE, ADULTS})))


@pytest.mark.parametrize("plant", [_sees_what_adults_share, _a_page_is_longer, _days_are_open])
def test_a_planted_leak_is_found(db: None, clock: Clock, monkeypatch: pytest.MonkeyPatch, plant: Any) -> None:
    plant(monkeypatch)
    assert differs(live(clock, with_theirs=True)[0], live(clock, with_theirs=False)[0]) != []
