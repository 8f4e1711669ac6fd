"""What a program tells: kept as a phone's taps are, once, in the name of whoever let it in, or refused and told why."""

import json
from typing import Any
from uuid import UUID

import pytest

from kinwell import ask
from kinwell.api import writing
from kinwell.core.ids import pair_of
from kinwell.core.log.events import KINDS, Changed, CueNoticed, Deferred, NoteWritten, PairAgreed, PutSecond, Responded
from kinwell.web import taps
from tests.api.calling import Caller, let_in
from tests.builders import ADA, IRIS, LEO, SAM, holder, instant
from tests.web.browsing import Clock, Household, Phone, row, rows

NAPPY = taps.change(IRIS, wet=True, dirty=False)[0]


def sends(program: Caller, *entries: object, **more: object) -> Any:
    return program.posts("entries", {"entries": list(entries), **more})


def refusals(reply: Any) -> list[tuple[str, str]]:
    assert reply.status_code == 422, reply.content
    return [(refused["id"], refused["code"]) for refused in reply.json()["refused"]]


def test_an_entry_is_kept_in_the_name_of_whoever_let_the_program_in(helping: Caller, ada: Phone, sam: Phone) -> None:
    sent = ada.wire(NAPPY)

    told = sends(helping, sent)

    assert told.json() == {"kept": [sent["id"]], "there": [], "refused": []}
    assert (row(UUID(sent["id"])).by, row(UUID(sent["id"])).eyes) == (ADA, "care")
    assert f"e-{sent['id']}" in sam.opens("history").html


def test_sending_twice_is_sending_once(helping: Caller, ada: Phone) -> None:
    sent = ada.wire(NAPPY)
    sends(helping, sent)
    count = len(rows())

    assert sends(helping, sent).json() == {"kept": [], "there": [sent["id"]], "refused": []}
    assert len(rows()) == count


def test_one_refused_entry_keeps_none_of_the_others_out(helping: Caller, ada: Phone) -> None:
    good, unread = ada.wire(NAPPY), ada.wire(NAPPY) | {"body": {"child": str(IRIS), "wet": "perhaps"}}

    told = sends(helping, unread, good)

    assert refusals(told) == [(unread["id"], "refused.unreadable")]
    assert (told.json()["kept"], told.json()["code"]) == ([good["id"]], "api.some_refused")
    assert told.json()["refused"][0]["field"] == "wet"
    assert "perhaps" not in told.content.decode()


def test_same_id_and_another_content_is_refused(helping: Caller, ada: Phone) -> None:
    sent = ada.wire(NAPPY)
    sends(helping, sent)

    told = sends(helping, sent | {"body": {"child": str(IRIS), "dirty": True}})

    assert refusals(told) == [(sent["id"], "refused.other_bytes")]


def test_nobody_writes_in_anothers_name_or_for_other_eyes(program: Caller, ada: Phone) -> None:
    sent = ada.wire(taps.note("so")[0], by=str(SAM), eyes="care", source="elsewhere")

    assert sends(program, sent).status_code == 200
    kept = row(UUID(sent["id"]))
    assert (kept.by, kept.eyes) == (ADA, "me")


def test_a_clock_that_is_off_is_put_right(helping: Caller, ada: Phone, clock: Clock) -> None:
    sent = ada.wire(NAPPY, at=instant("12:00"), noted=instant("12:00"))

    assert sends(helping, sent, sent_at=instant("12:00").isoformat()).status_code == 200

    assert row(UUID(sent["id"])).at == clock.now


def test_child_care_alone_writes_nothing_of_ones_own(helping: Caller, ada: Phone) -> None:
    note = ada.wire(taps.note("so")[0])

    assert refusals(sends(helping, note)) == [(note["id"], "refused.not_yours")]
    for path, body in (("cues", {"need": "eat"}), ("answers", {"need": "eat", "full": True})):
        told = helping.posts(path, body)
        assert (told.status_code, told.json()["code"]) == (403, "api.out_of_scope")


def test_a_danger_is_kept_nowhere(program: Caller) -> None:
    count = len(rows())
    told = program.posts("cues", {"need": "eat", "strength": "urgent"})
    danger = program.posts("cues", {"need": "quiet", "strength": "urgent"})

    assert told.status_code == 200
    assert [code for _, code in refusals(danger)] == ["refused.danger"]
    assert len(rows()) == count + 1


def test_what_is_not_there_and_what_is_anothers_are_told_alike(household: Household, program: Caller) -> None:
    note = household.home.says("sam", "12:00", NoteWritten(text="mine"))
    phone = household.phone("ada")

    replies = [sends(program, phone.wire(taps.undo([id], private=True)[0])) for id in (note.id, UUID(int=555))]

    assert [reply.status_code for reply in replies] == [404, 404]
    assert replies[0].content == replies[1].content


def said(household: Household, program: Caller, path: str, body: dict[str, Any]) -> Any:
    """Return the event that a program told by a short way."""
    reply = program.posts(path, body)
    assert reply.status_code == 200, reply.content
    entry = ask.entry(household.home.seat("ada"), UUID(reply.json()["kept"][0]))  # type: ignore[arg-type]
    assert entry is not None
    return entry.event


def test_a_cue_of_ones_own_and_of_a_child(household: Household, program: Caller) -> None:
    own = said(household, program, "cues", {"need": "eat", "strength": "early"})
    iris = {"kind": "child", "id": str(IRIS)}
    hers = said(household, program, "cues", {"need": "child.feed", "holder": iris})

    assert own == CueNoticed(holder=holder("ada"), need="eat", strength="early")
    assert hers == CueNoticed(holder=holder("iris"), need="child.feed")


def test_an_answer_met_second_or_later(household: Household, program: Caller) -> None:
    ada = holder("ada")
    hour = instant("15:00")
    later = {"until": "hour", "hour": hour.isoformat()}

    assert said(household, program, "answers", {"need": "eat", "full": False}) == Responded(
        holder=ada, needs=("eat",), full=False
    )
    assert said(household, program, "answers", {"need": "eat", "child_first": str(LEO)}) == PutSecond(
        holder=ada, need="eat", first=LEO
    )
    assert said(household, program, "answers", {"need": "eat", "later": later}) == Deferred(
        holder=ada, need="eat", until="hour", hour=hour
    )


def test_an_id_makes_a_cue_that_was_sent_twice_one(program: Caller) -> None:
    cue = {"need": "eat", "id": str(UUID(int=77_001))}

    assert program.posts("cues", cue).json()["kept"] == [cue["id"]]
    assert program.posts("cues", cue).json()["there"] == [cue["id"]]


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("cues", {"need": "child.feed"}, "holder"),  # two children: whose?
        ("cues", {"need": "nothing"}, "need"),
        ("cues", {"need": "eat", "holder": {"kind": "child", "id": str(IRIS)}}, "holder"),
        ("cues", {"need": "pair.thanks"}, "holder"),  # no pair stands
        ("cues", {"need": "eat", "strength": "loud"}, "strength"),
        ("cues", {"need": "eat", "colour": "red"}, "colour"),
        ("cues", {}, "need"),
        ("answers", {"need": "eat"}, "full"),
        ("answers", {"need": "eat", "full": True, "child_first": str(IRIS)}, "full"),
        ("answers", {"need": "eat", "later": {"until": "hour", "hour": "2026-06-01T12:00:00"}}, "hour"),
        ("entries", {"entries": [{}] * 51}, "entries"),
        ("entries", {"entries": [1]}, "0"),
        ("entries", [], "sent"),
        ("entries", 1, "sent"),
    ],
)
def test_what_does_not_fit_is_named_and_nothing_kept(program: Caller, path: str, body: object, field: str) -> None:
    count = len(rows())
    told = program.posts(path, body)

    assert (told.status_code, told.json()["code"]) == (422, "api.unfit"), told.content
    assert field in told.json()["text"]
    assert len(rows()) == count


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"\xff", b"[" * 100_000, b'{"need": "eat"', b"nonsense"],
    ids=["nothing", "begun", "no-text", "deep", "cut", "words"],
)
def test_a_body_that_is_no_json_is_told_so(program: Caller, body: bytes) -> None:
    told = program.posts_bytes("cues", body)

    assert told.status_code in (400, 422)
    assert set(told.json()) == {"code", "text"}  # type: ignore[attr-defined]


def test_a_body_that_is_too_large_is_told_so(program: Caller) -> None:
    told = program.posts_bytes("entries", b" " * 3_000_000)

    assert (told.status_code, told.json()["code"]) == (413, "refused.too_large")  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "odd",
    [
        {"id": "\ud800"},
        {"id": None},
        {"kind": "\ud800"},
        {"zone": "\ud800"},
        {"zone": "../../etc/passwd"},
        {"zone": "a" * 300},
        {"body": []},
        {"body": {"text": "\ud800"}},
        {"body": {"\ud800": 1}},
        {"body": {"text": "a\x00b"}},
        {"body": 10**40},
        {"body": {"text": float("inf")}},
        {"at": "0001-01-01T00:00:00+23:59"},
        {"at": 10**40},
        {"until": {}},
    ],
    ids=repr,
)
def test_an_odd_entry_is_refused_or_kept_and_breaks_nothing(program: Caller, ada: Phone, odd: dict[str, Any]) -> None:
    told = sends(program, ada.wire(taps.note("so")[0]) | odd)

    assert told.status_code in (200, 422), told.content
    assert json.loads(told.content)


def test_a_program_of_sam_writes_what_is_sams(household: Household) -> None:
    sams = let_in(household, "sam", id=79)

    sams.posts("cues", {"need": "eat"})

    assert ask.now(household.home.seat("ada"), household.clock.now).own is not None
    assert not ask.history(household.home.seat("ada"), household.clock.now).lines
    assert len(ask.history(household.home.seat("sam"), household.clock.now).lines) == 1


def test_a_pair_need_is_of_the_only_pair(household: Household, program: Caller) -> None:
    pair = pair_of(ADA, SAM)
    household.phone("sam")
    household.home.says("ada", "12:00", PairAgreed(pair=pair, other=SAM))
    household.home.says("sam", "12:01", PairAgreed(pair=pair, other=ADA))

    assert said(household, program, "cues", {"need": "pair.thanks"}).holder.id == pair


BY_HAND: dict[str, dict[str, Any]] = {
    "people.pair": {"pair": str(pair_of(ADA, SAM)), "other": str(SAM)},
    "night.agreed": {"proposal": str(UUID(int=555))},
    "favour.answered": {"pair": str(pair_of(ADA, SAM)), "favour": str(UUID(int=555)), "answer": "yes"},
    "agree.proposed": {"pair": str(pair_of(ADA, SAM)), "to": str(SAM), "text": "no phones"},
    "agree.accepted": {"pair": str(pair_of(ADA, SAM)), "agreement": str(UUID(int=555))},
    "log.restored": {"target": str(UUID(int=555))},
    "log.eyes": {"target": str(UUID(int=555)), "eyes": "adults"},
    "eyes.by_need": {"pair": str(pair_of(ADA, SAM)), "to": str(SAM), "needs": ["eat"]},
}


@pytest.mark.parametrize("kind", BY_HAND)
def test_a_program_gives_no_yes_and_opens_nothing_to_another(program: Caller, ada: Phone, kind: str) -> None:
    count = len(rows())
    sent = ada.wire({"kind": kind, "body": BY_HAND[kind]})

    assert refusals(sends(program, sent)) == [(sent["id"], "api.by_hand")]
    assert len(rows()) == count


def test_of_every_kind_that_concerns_two_it_was_decided_whether_a_program_may_say_it() -> None:
    """A new kind is red until somebody says whether it is a yes (then: BY_HAND) or one's own word alone."""
    of_two = {kind for kind, event in KINDS.items() if event.BORN in ("pair", "adults")}

    own_word = {"favour.asked", "favour.done", "thanks.sent", "rhythm.anchor", "act.added", "act.hidden"}
    assert of_two - {event.KIND for event in writing.BY_HAND} == own_word


def test_a_nappy_is_history_for_a_program_too(household: Household, helping: Caller) -> None:
    household.home.says("sam", "12:00", Changed(child=IRIS, wet=True))
    told = helping.gets("entries").json()["entries"]

    assert [(entry["kind"], entry["body"]["wet"]) for entry in told] == [("care.changed", True)]
