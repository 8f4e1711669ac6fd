"""The door for entries: what is kept, what is refused and named, and what nobody learns."""

import json
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from kinwell.core.log.events import Fed, NoteWritten
from kinwell.web import taps
from tests.builders import ADA, IRIS, SAM, instant
from tests.household import HOME
from tests.web.browsing import MIA, Clock, Household, Page, Phone, cue, next_door, row, rows

WET = taps.change(IRIS, wet=True, dirty=False)[0]


def refused(reply: Any) -> list[str]:
    return [id for id in reply["X-Refused"].split(",") if id]


def test_a_nappy_told_is_kept_and_the_reply_is_the_fresh_screen(ada: Phone) -> None:
    sent = ada.wire(WET)

    reply = ada.sends([sent])

    assert (reply.status_code, refused(reply)) == (200, [])
    assert "1 pm, wet" in Page(reply).says or "wet" in Page(reply).says
    assert Page(reply).has("now")
    assert UUID(sent["id"]) in rows()


def test_the_same_nappy_sent_again_is_kept_once(ada: Phone) -> None:
    sent = ada.wire(WET)
    ada.sends([sent])
    before = len(rows())

    reply = ada.sends([sent])

    assert (reply.status_code, refused(reply)) == (200, [])
    assert len(rows()) == before


def test_a_reply_lost_on_the_way_costs_nothing_though_others_are_sent_with_it(ada: Phone) -> None:
    first, second = ada.wire(WET), ada.wire(taps.hold(IRIS)[0])
    ada.sends([first])

    reply = ada.sends([first, second])

    assert reply.status_code == 200
    assert {UUID(first["id"]), UUID(second["id"])} <= set(rows())


def test_a_refused_entry_is_named_and_the_rest_is_kept(ada: Phone) -> None:
    good, bad = ada.wire(WET), ada.wire(WET, at=instant("13:30"))

    reply = ada.sends([good, bad])

    assert (reply.status_code, refused(reply)) == (422, [bad["id"]])
    assert UUID(good["id"]) in rows()
    assert UUID(bad["id"]) not in rows()


def test_the_reply_to_a_refusal_is_still_the_screen_and_says_why(ada: Phone) -> None:
    page = Page(ada.sends([ada.wire(WET, at=instant("12:00"), until=None), {"id": "x"}]))

    assert page.has("now")
    assert "This entry cannot be read. It stays on your phone; nothing is lost." in page.says


def test_another_entry_under_a_taken_id_is_refused_and_the_first_one_stays(ada: Phone, sam: Phone) -> None:
    sent = ada.wire(WET)
    ada.sends([sent])

    reply = sam.sends([{**sent, "body": {"child": str(IRIS), "wet": True, "dirty": True}}])

    assert (reply.status_code, refused(reply)) == (422, [sent["id"]])
    assert row(UUID(sent["id"])).by == ADA


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b'{"entries": {}}', b'{"sent_at": "now"}', b"\xff\xfe", b'"x"', b'{"entries": null}'],
)
def test_what_is_no_list_of_entries_is_a_bad_request(ada: Phone, body: bytes) -> None:
    assert ada.posts(body).status_code == 400


def test_deeply_nested_json_is_a_bad_request(ada: Phone) -> None:
    assert ada.posts('{"entries": ' + "[" * 200_000 + "]" * 200_000 + "}").status_code == 400


def test_fifty_entries_fit_in_one_request(ada: Phone) -> None:
    reply = ada.sends([ada.wire(WET, at=instant("08:00")) for _ in range(50)])

    assert reply.status_code == 200


def test_of_fifty_that_are_refused_each_is_named_in_a_header_that_proxies_pass(ada: Phone) -> None:
    ahead = [ada.wire(WET, at=instant("13:30")) for _ in range(50)]

    reply = ada.sends(ahead)

    assert refused(reply) == [entry["id"] for entry in ahead]
    assert len(reply["X-Refused"]) < 2_000


def test_more_than_fifty_entries_are_a_bad_request_and_none_is_kept(ada: Phone) -> None:
    before = len(rows())

    assert ada.sends([ada.wire(WET) for _ in range(51)]).status_code == 400
    assert len(rows()) == before


@pytest.mark.parametrize("size", [1_000_001, 3_000_000])
def test_a_request_larger_than_a_million_bytes_is_a_bad_request(ada: Phone, size: int) -> None:
    body = json.dumps({"entries": [ada.wire(WET)]}).encode()

    assert ada.posts(body.ljust(size)).status_code == 400


UNREADABLE: dict[str, Any] = {
    "no entry at all": "hello",
    "a list": [],
    "an unknown kind": {"kind": "care.sung"},
    "no kind": {"kind": None},
    "a kind that is a list": {"kind": ["care.fed"]},
    "an id that is none": {"id": "one"},
    "no id": {"id": None},
    "an instant without a zone": {"at": "2026-05-04T12:00:00"},
    "an instant that is none": {"at": "noon"},
    "the last instant of all": {"at": "9999-12-31T23:59:59-12:00"},
    "the first instant of all": {"at": "0001-01-01T00:00:00+14:00"},
    "an end of what is a point": {"until": "2026-05-04T12:00:00Z"},
    "a zone that is none": {"zone": "Mars/Olympus"},
    "a zone that leads out of the folder": {"zone": "../../etc/passwd"},
    "a body that is a list": {"body": [1]},
    "a body with the wrong type": {"body": {"child": str(IRIS), "wet": "very"}},
    "a body without what it needs": {"body": {}},
    "a body with half a character": {"body": {"child": "\ud800"}},
    "an id with half a character": {"id": "\ud800"},
    "an instant with half a character": {"at": "\ud800"},
}


@pytest.mark.parametrize("told", UNREADABLE.values(), ids=UNREADABLE)
def test_what_cannot_be_read_is_refused_and_its_neighbour_kept(ada: Phone, told: Any) -> None:
    good = ada.wire(WET)
    bad = ada.wire(WET) | told if isinstance(told, dict) else told

    reply = ada.sends([bad, good])

    assert reply.status_code == 422
    assert UUID(good["id"]) in rows()
    assert "cannot be read" in Page(reply).says


def test_a_refused_id_cannot_break_out_of_its_header(ada: Phone) -> None:
    reply = ada.sends([ada.wire(WET) | {"id": "a\r\nX-Evil: 1"}, ada.wire(WET)])

    assert reply.status_code == 422
    assert "X-Evil" not in reply.headers


def test_an_end_before_its_start_is_refused(ada: Phone) -> None:
    fed = taps.feed(IRIS, "bottle")[0]

    reply = ada.sends([ada.wire(fed, at=instant("12:30"), until=instant("12:00"))])

    assert reply.status_code == 422
    assert "It ends before it begins." in Page(reply).says


def test_a_running_feed_cannot_be_ended_before_it_began(ada: Phone) -> None:
    [fed] = ada.taps(taps.feed(IRIS, "bottle")[0], at="12:30")

    ends = ada.wire(taps.end(fed, "care.fed")[0])
    ends["body"]["changes"] = {"until": instant("12:00").isoformat()}

    assert ada.sends([ends]).status_code == 422
    assert ada.opens().button(kind="log.amended", target=str(fed))


def test_nobody_writes_in_anothers_name(ada: Phone) -> None:
    sent = ada.wire(WET) | {"by": str(SAM)}

    ada.sends([sent])

    assert row(UUID(sent["id"])).by == ADA


def test_whose_eyes_an_entry_is_for_is_never_taken_from_the_wire(ada: Phone) -> None:
    hungry = ada.wire(cue("ada", "eat")) | {"eyes": "care"}
    wet = ada.wire(WET) | {"eyes": "me"}

    ada.sends([hungry, wet])

    assert row(UUID(hungry["id"])).eyes == "me"
    assert row(UUID(wet["id"])).eyes == "care"


def test_a_phone_cannot_pass_its_entry_off_as_brought_in(ada: Phone) -> None:
    sent = ada.wire(WET) | {"source": "babyconnect"}

    ada.sends([sent])

    assert row(UUID(sent["id"])).source == ""


def test_a_child_of_another_family_is_not_there(ada: Phone, clock: Clock) -> None:
    next_door(clock)

    reply = ada.sends([ada.wire(taps.change(MIA, wet=True, dirty=False)[0])])

    assert reply.status_code == 404
    assert "Mia" not in reply.content.decode()


def test_a_childs_id_that_nobody_has_gets_the_same_answer_as_one_of_another_family(ada: Phone, clock: Clock) -> None:
    next_door(clock)
    foreign = ada.sends([ada.wire(taps.change(MIA, wet=True, dirty=False)[0])])
    nobody = ada.sends([ada.wire(taps.change(uuid4(), wet=True, dirty=False)[0])])

    assert (foreign.status_code, _said(foreign)) == (nobody.status_code, _said(nobody))


def test_beside_good_entries_a_foreign_childs_is_refused_alone(ada: Phone, clock: Clock) -> None:
    next_door(clock)
    good, foreign = ada.wire(WET), ada.wire(taps.change(MIA, wet=True, dirty=False)[0])

    reply = ada.sends([good, foreign])

    assert (reply.status_code, refused(reply)) == (422, [foreign["id"]])


def test_somebody_of_another_family_cannot_write_here(household: Household, clock: Clock) -> None:
    joe = next_door(clock)
    joe.family = HOME
    before = len(rows())

    assert joe.sends([joe.wire(WET)]).status_code == 404
    assert len(rows()) == before


def test_who_is_not_signed_in_cannot_write_and_is_told_nothing(household: Household, clock: Clock) -> None:
    anyone = Phone(Client(), clock, uuid4)
    before = len(rows())

    reply = anyone.sends([anyone.wire(WET)])

    assert reply.status_code == 404
    assert "Iris" not in reply.content.decode()
    assert len(rows()) == before


def test_a_family_that_is_not_there_answers_as_one_of_others(household: Household, clock: Clock) -> None:
    joe = next_door(clock)
    joe.family = HOME
    belongs_not = joe.sends([joe.wire(WET)])
    joe.family = uuid4()
    is_not_there = joe.sends([joe.wire(WET)])

    assert (belongs_not.status_code, _said(belongs_not)) == (is_not_there.status_code, _said(is_not_there))


def test_another_site_cannot_log_with_somebodys_session(ada: Phone) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = ada.client.cookies
    ada.client = strict

    assert ada.sends([ada.wire(WET)]).status_code == 403


def test_opening_the_address_of_the_log_writes_nothing(ada: Phone) -> None:
    assert ada.gets("log").status_code == 405


def test_one_cannot_notice_for_another_adult(ada: Phone) -> None:
    assert ada.sends([ada.wire(cue("sam", "eat"))]).status_code == 404


def test_one_cannot_change_what_another_adult_keeps_to_themselves(ada: Phone, sam: Phone) -> None:
    [hungry] = sam.taps(cue("sam", "eat"))
    before = len(rows())

    reply = ada.sends([ada.wire(taps.rung(hungry, "early", private=True)[0])])

    assert reply.status_code == 404
    assert len(rows()) == before


def test_a_private_entry_of_another_and_none_at_all_answer_alike(ada: Phone, sam: Phone) -> None:
    [hungry] = sam.taps(cue("sam", "eat"))

    of_another = ada.sends([ada.wire(taps.undo([hungry], private=True)[0])])
    of_nobody = ada.sends([ada.wire(taps.undo([uuid4()], private=True)[0])])

    assert (of_another.status_code, _said(of_another)) == (of_nobody.status_code, _said(of_nobody))


def test_one_cannot_speak_about_anothers_entry_by_sending_its_id_beside(ada: Phone, sam: Phone) -> None:
    [hungry] = sam.taps(cue("sam", "eat"))
    mine = ada.wire(cue("ada", "eat")) | {"id": str(hungry)}
    gone = ada.wire(taps.undo([hungry], private=True)[0])

    reply = ada.sends([mine, gone])

    assert set(refused(reply)) == {mine["id"], gone["id"]}
    assert sam.opens().has("b-yes")


def test_a_helper_cannot_notice_of_themselves(nan: Phone) -> None:
    before = len(rows())

    assert nan.sends([nan.wire(cue("nan", "eat"))]).status_code in (404, 422)
    assert len(rows()) == before


def test_a_helper_cannot_keep_a_note_through_the_log(nan: Phone) -> None:
    before = len(rows())

    assert nan.sends([nan.wire({"kind": NoteWritten.KIND, "body": {"text": "quiet"}})]).status_code in (404, 422)
    assert len(rows()) == before


def test_a_helper_cannot_change_what_an_adult_wrote(ada: Phone, nan: Phone) -> None:
    [fed] = ada.taps(taps.feed(IRIS, "bottle")[0], at="12:30")

    for changes in ({"how": "solid"}, {"at": instant("12:00").isoformat()}, {"how": "solid", "until": taps.NOW}):
        word = {"kind": "log.amended", "body": {"target": str(fed), "of": Fed.KIND, "changes": changes}}
        assert nan.sends([nan.wire(word)]).status_code in (404, 422)
    assert nan.sends([nan.wire(taps.undo([fed], private=False)[0])]).status_code in (404, 422)
    assert ada.opens().button(kind="log.amended", target=str(fed))


def test_a_helper_ends_what_an_adult_began_by_the_button_that_now_shows_them(ada: Phone, nan: Phone) -> None:
    ada.taps(taps.feed(IRIS, "bottle")[0], at="12:30")

    nan.presses_end(Fed.KIND)

    with pytest.raises(AssertionError):
        ada.opens().button(kind="log.amended", of=Fed.KIND)


def test_nobody_joins_the_family_through_the_log(ada: Phone) -> None:
    stranger = {"kind": "people.adult", "body": {"adult": str(uuid4()), "name": "Eve", "role": "adult"}}

    reply = ada.sends([ada.wire(stranger)])

    assert reply.status_code == 422
    assert "Eve" not in ada.opens("family").says


def _said(reply: Any) -> str:
    return Page(reply).says


@pytest.mark.parametrize("deep", [300, 900, 3_000, 9_000])
@pytest.mark.parametrize("name", ["id", "body", "zone", "at", "kind", "sent_at", "sheet"])
def test_what_is_nested_past_reason_is_refused_like_all_that_cannot_be_read(ada: Phone, name: str, deep: int) -> None:
    sent = {"sent_at": ada.clock.now.isoformat(), "sheet": "noted", "entries": [ada.wire(WET)]}
    (sent if name in sent else sent["entries"][0])[name] = "NESTED"

    body = json.dumps(sent).replace('"NESTED"', "[" * deep + "]" * deep)

    assert ada.posts(body).status_code in ((200, 400) if name in ("sent_at", "sheet") else (400, 422))
