"""The rows of the system by API: done and read by a program with a token, against the running server. (S1) names a
row; test_rows.py and test_rows_of_two.py walk the same ones on a screen."""

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Phones
from tests.e2e.joining import confirm, invite, joined
from tests.e2e.phone import AFTERNOON, Clock, Phone
from tests.e2e.program import Program, let_in, signed_up
from tests.e2e.server import Server

CHILD_NEEDS = ("feed", "comfort", "hold", "voice", "play", "sleep", "change", "delight", "care", "others")
ADULT_NEEDS = (
    *("eat", "drink", "toilet", "wash", "move", "sit", "sleep", "quiet"),
    *("held", "heard", "relief", "head_clear", "outdoors", "self", "good_enough", "medical"),
)
LEVELS = {"half": 5, "full": 9, "empty": 1}


@pytest.fixture
def program(server: Server, clock: Clock) -> Program:
    """Return a program of Ada's, who has just signed up with Iris, at a quarter past two."""
    return signed_up(server)


def reasons(offer: Any) -> list[str]:
    """Return the codes of why an act is offered."""
    return [reason["code"] for reason in offer["reasons"]]


def met(offer: Any) -> set[tuple[str, str]]:
    """Return whose needs an act meets, and which."""
    return {(one["holder"], one["need"]) for one in offer["meets"]}


def acts(program: Program) -> list[str]:
    """Return the codes of what is on offer."""
    return [offer["act"] for offer in program.gets("now")["acts"]]


def test_what_was_put_second_keeps_its_place_and_comes_next(program: Program, clock: Clock) -> None:
    """A cue, then the child first; once hands are free it is the first act, for that reason (S1)."""
    program.posts("cues", {"need": "eat", "strength": "urgent"})
    program.posts("answers", {"need": "eat", "child_first": program.child["id"]})
    program.says("care.slept", clock.at, holder=program.child)
    clock.passes(minutes=3)

    first = program.gets("now")["acts"][0]

    assert ("Ada", "eat") in met(first)
    assert "reason.put_second" in reasons(first)


def test_a_cue_is_answered_now_a_bit_at_a_time_or_not_at_all(program: Program, clock: Clock) -> None:
    """Each answer is a word about the need; without one nothing is kept but the cue (S1)."""
    for need, answer in (("eat", {"full": True}), ("drink", {"full": False}), ("sit", {"later": {"until": "asleep"}})):
        program.posts("cues", {"need": need})
        program.posts("answers", {"need": need, **answer})
    program.posts("cues", {"need": "quiet"})
    clock.passes(minutes=1)

    lacks = [program.reading(need)["deficit"] for need in ("eat", "drink", "quiet")]

    assert lacks[0] < lacks[1] < lacks[2]
    kinds = [entry["kind"] for entry in program.gets("entries")["entries"]]
    assert sorted(kinds) == ["need.cue"] * 4 + ["need.later"] + ["need.met"] * 2
    program.says("care.slept", clock.at, holder=program.child)
    clock.passes(minutes=1)
    assert "reason.deferred_asleep" in [code for offer in program.gets("now")["acts"] for code in reasons(offer)]


def test_child_care_of_every_kind_timers_and_the_hand_over_card(program: Program, clock: Clock) -> None:
    """Every need of the list can be noticed and met; what runs and what was stands on the card (S2)."""
    for need in CHILD_NEEDS:
        program.posts("cues", {"need": f"child.{need}", "id": None})
        program.posts("answers", {"need": f"child.{need}", "full": True})
    iris, at = program.child, clock.at
    program.says("care.fed", at - timedelta(minutes=30), at - timedelta(minutes=16), child=iris["id"], how="breast")
    program.says("care.changed", at - timedelta(minutes=15), child=iris["id"], wet=True)
    program.says("care.slept", at - timedelta(minutes=10), holder=iris)

    [card] = program.gets("handover")

    assert (card["child"], card["now"], card["fed"]["how"], card["changed"]["wet"]) == (
        "Iris",
        "asleep",
        "breast",
        True,
    )
    assert card["next_sleep"]["early"] < card["next_sleep"]["late"]
    assert [doing["kind"] for doing in program.gets("now")["doing"]] == ["sleep"]


def test_sixteen_needs_with_how_often_how_long_and_the_smallest_step(program: Program, clock: Clock) -> None:
    """Each has a cadence, most a floor, and an act that is its smallest response; one's own word goes before (S3)."""
    needs = {need["need"]: need for need in program.gets("needs")}
    smallest = {act["act"]: act for act in program.gets("acts")}

    for code in ADULT_NEEDS:
        assert needs[code]["of"] == "adult"
        assert needs[code]["cadence_minutes"] > 0
        assert [meet["need"] for meet in smallest[f"small_{code}"]["meets"]] == [code]
    program.posts("cues", {"need": "eat"})
    clock.passes(hours=5, minutes=30)
    assert program.reading("eat")["at_floor"] is False
    program.says("need.stated", clock.at, holder=program.me, need="eat", floor_minutes=300)
    clock.passes(minutes=1)
    assert program.reading("eat")["at_floor"] is True


def test_a_wondering_and_a_sign_are_kept_for_those_they_are_for(program: Program, clock: Clock) -> None:
    """What one wondered is one's own; what a child's sign meant is for all who care (S4)."""
    iris = program.child["id"]
    program.says("child.wondered", clock.at, child=iris, question="wonder.new.1", text="She looks for the lamp.")
    program.says("child.meant", clock.at, child=iris, sign="rubs ears", need="child.sleep", helped="porch")

    eyes = {entry["kind"]: entry["eyes"] for entry in program.gets("entries")["entries"]}

    assert eyes == {"child.wondered": "me", "child.meant": "care"}


def test_how_full_one_is_sizes_what_is_offered(program: Program, clock: Clock) -> None:
    """Told with one entry, for one's own eyes: with little energy what takes more is not among the first (S5)."""
    program.posts("cues", {"need": "move"})
    walk = {}
    for level, energy in LEVELS.items():
        program.says("checkin.said", clock.at, energy=energy)
        clock.passes(minutes=1)
        walk[level] = "walk_with_child" in acts(program)

    assert walk == {"half": True, "full": True, "empty": False}
    told = program.gets("entries", kind="checkin.said")["entries"]
    assert [(entry["eyes"], entry["body"]["energy"]) for entry in told] == [("me", 1), ("me", 9), ("me", 5)]


def test_what_is_not_ok_is_never_offered(program: Program, clock: Clock) -> None:
    """A boundary is obeyed from then on (S5)."""
    program.posts("cues", {"need": "heard"})
    before = acts(program)
    program.says("list.boundary", clock.at, text="no more talking", about="kin", needs=["heard"])
    clock.passes(minutes=1)

    assert before
    assert not acts(program)
    assert program.gets("now")["named"] == []


def test_a_need_at_its_floor_is_answered_or_named_and_the_child_comes_first(program: Program, clock: Clock) -> None:
    """What cannot wait much longer is met by an act or named; a child's cue leads (S6)."""
    for need in ("eat", "toilet", "drink"):
        program.posts("cues", {"need": need})
    clock.passes(hours=7)
    program.posts("cues", {"need": "child.change"})
    clock.passes(minutes=1)

    now = program.gets("now")

    assert ("Iris", "child.change") in met(now["acts"][0])
    floors = {("Ada", one["need"]) for one in now["own"]["needs"] if one["at_floor"]}
    assert floors
    assert floors <= set().union(*map(met, now["acts"])) | {(one["holder"], one["need"]) for one in now["named"]}


def test_what_one_goes_by_is_kept_a_line_at_a_time(program: Program, clock: Clock) -> None:
    """A wish, a value, a limit, a boundary, an hour of the rhythm; what two agree is said on one's own screen (S7)."""
    program.says("list.wish", clock.at, text="an hour with a book", need="self")
    program.says("list.value", clock.at, text="unhurried evenings", rank=1, needs=["sit"])
    program.says(
        "list.limit", clock.at, text="no talks after nine", traits=["talk"], begins="21:00:00", ends="06:00:00"
    )
    program.says("list.boundary", clock.at, text="shouting", about="partner")
    program.says("rhythm.anchor", clock.at, name="bath", hour="18:30:00")

    eyes = {entry["kind"]: entry["eyes"] for entry in program.gets("entries")["entries"]}

    assert eyes == {
        **dict.fromkeys(("list.wish", "list.value", "list.limit", "list.boundary"), "me"),
        "rhythm.anchor": "adults",
    }


@pytest.mark.parametrize(("cue", "need"), [("touched_out", "quiet"), ("needed_out", "relief")])
def test_touched_out_and_needed_out_are_cues_in_their_own_right(
    program: Program, clock: Clock, cue: str, need: str
) -> None:
    """Each is told by its own name, and rest from being needed can be begun and ended (S10)."""
    program.says("need.cue", clock.at, holder=program.me, need=need, strength="clear", cue=cue)
    clock.passes(minutes=1)

    [entry] = program.gets("entries", kind="need.cue")["entries"]

    assert (entry["body"]["cue"], entry["eyes"]) == (cue, "me")
    assert program.reading(need)["deficit"] >= 0.5
    program.says("act.taken", clock.at, act="nobody_on_me", children=[])
    assert [(doing["person"], doing["kind"]) for doing in program.gets("now")["doing"]] == [("Ada", "act")]


def test_one_act_names_all_it_meets(program: Program, clock: Clock) -> None:
    """What meets most at once is on offer, with every need that it meets (S13)."""
    for need in ("eat", "heard"):
        program.posts("cues", {"need": need})
    program.says("care.slept", clock.at, holder=program.child)
    clock.passes(minutes=1)

    first = program.gets("now")["acts"][0]

    assert (first["act"], met(first)) == ("eat_and_voice_note", {("Ada", "eat"), ("Ada", "heard")})
    assert "reason.meets_both" in reasons(first)


def test_what_today_cannot_hold_is_a_small_step_and_tonight(program: Program, clock: Clock) -> None:
    """Sleep that no window of today may hold: its smallest step, for that reason, and the night is named (S14)."""
    night = clock.at.replace(hour=2)
    program.says("care.slept", night, night + timedelta(hours=2), holder=program.me)
    program.says("care.slept", clock.at, holder=program.child)
    clock.passes(minutes=1)

    first = program.gets("now")["acts"][0]

    assert (first["act"], met(first)) == ("rest_eyes", {("Ada", "sleep")})
    assert reasons(first)[-2:] == ["reason.smallest", "reason.tonight"]
    assert program.gets("tonight")["proposed"] is False


def test_one_adult_two_three_and_helpers_read_one_kind_of_answer(ada: Phone, phones: Phones, clock: Clock) -> None:
    """The keys are the same whoever there is; others are the other adults, a helper is none of them, and what one adult
    keeps to oneself is in nobody else's answer (S17)."""
    alone = let_in(ada)
    keys = alone.gets("now").keys()
    assert alone.gets("now")["others"] == []
    sam = joined(ada, phones(), "Sam")
    assert [one["adult"] for one in alone.gets("now")["others"]] == ["Sam"]
    joined(ada, phones(), "Kim")
    nan = phones()
    nan.join(invite(ada, "Helps some hours"), "Nan")
    confirm(ada, "Nan")
    sam.home()
    theirs = let_in(sam)
    before = theirs.gets("now")["others"]
    alone.posts("cues", {"need": "eat"})

    assert alone.gets("now").keys() == theirs.gets("now").keys() == keys
    assert {one["name"]: one["role"] for one in alone.gets("people")["adults"]} == {
        "Ada": "adult",
        "Sam": "adult",
        "Kim": "adult",
        "Nan": "helper",
    }
    assert theirs.gets("now")["others"] == before == [{"adult": "Ada", "words": []}, {"adult": "Kim", "words": []}]


def test_what_a_program_tells_stands_on_the_screen(ada: Phone) -> None:
    """A row walked by API and one walked by taps are one: each shows in the other (S1, S2)."""
    program = let_in(ada)
    program.posts("cues", {"need": "eat"})
    program.says("care.changed", AFTERNOON, child=program.child["id"], wet=True)
    ada.home()
    expect(ada.page.locator(".own")).to_contain_text("food waits")
    expect(ada.page.locator(".child")).to_contain_text("changed 2:12, wet")
    ada.logs("b-sleep")
    assert program.gets("now")["doing"][0]["kind"] == "sleep"
