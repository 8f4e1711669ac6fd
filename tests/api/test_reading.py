"""What a program reads: the command line's documents, of what its token may see and of nothing else."""

import json
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from kinwell import ask
from kinwell.core.log.events import Changed, CueNoticed, NeedNamed, NoteWritten, Retracted
from kinwell.documents.now import now_as_json
from tests.api.calling import Caller, let_in
from tests.builders import ADA, IRIS, LEO, NAN, SAM, ZONE, holder, instant
from tests.household import NEIGHBOURS
from tests.web.browsing import Clock, Household, next_door

READINGS = ("now", "handover", "people", "entries", "needs", "acts")


def test_now_is_the_document_of_the_command_line(household: Household, program: Caller, clock: Clock) -> None:
    household.home.says("ada", "12:40", CueNoticed(holder=holder("ada"), need="eat"))

    told = program.gets("now")

    assert told.status_code == 200
    assert told.json() == json.loads(json.dumps(now_as_json(ask.now(household.home.seat("ada"), clock.now))))
    assert told.json()["own"]["needs"]


def test_child_care_alone_says_nothing_of_whoever_let_the_program_in(household: Household, helping: Caller) -> None:
    before = helping.gets("now").content

    household.home.says("ada", "12:40", CueNoticed(holder=holder("ada"), need="eat"))
    household.home.says("ada", "12:41", NoteWritten(text="so tired"))

    assert helping.gets("now").content == before
    assert helping.gets("now").json()["own"] is None
    assert helping.gets("entries").json() == {"entries": [], "next": None}


def test_an_earlier_instant_can_be_asked_for(household: Household, program: Caller) -> None:
    household.home.says("ada", "12:40", Changed(child=IRIS, wet=True))

    told = program.gets("now", at=instant("12:30").isoformat()).json()

    assert [child["facts"] for child in told["children"]] == [[], []]
    assert told["at"] == instant("12:30").isoformat()


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00Z", "9999-12-31T23:00:00Z", "2026-06-01T12:00:00", "noon", ""])
def test_an_instant_that_is_none_is_named(program: Caller, at: str) -> None:
    told = program.gets("now", at=at)

    assert (told.status_code, told.json()["code"]) == (422, "api.unfit")
    assert "at" in told.json()["text"]


def test_the_card_of_one_child_or_of_all(program: Caller) -> None:
    assert [card["child"] for card in program.gets("handover").json()] == ["Iris", "Leo"]
    assert [card["child"] for card in program.gets("handover", child=LEO).json()] == ["Leo"]
    assert program.gets("handover", child=UUID(int=555)).status_code == 404


def test_the_night_is_the_adults(program: Caller, helping: Caller) -> None:
    assert program.gets("tonight").json()["proposed"] is False
    refused = helping.gets("tonight")
    assert (refused.status_code, refused.json()["code"]) == (403, "api.out_of_scope")
    assert "own:read" in refused.json()["text"]


def test_people_have_the_ids_by_which_entries_name_them(program: Caller) -> None:
    told = program.gets("people").json()

    assert (told["you"], told["zone"]) == (str(ADA), ZONE)
    assert [(one["id"], one["name"]) for one in told["children"]] == [(str(IRIS), "Iris"), (str(LEO), "Leo")]
    assert {one["id"]: one["role"] for one in told["adults"]} == {
        str(ADA): "adult",
        str(SAM): "adult",
        str(NAN): "helper",
    }


def test_the_catalogue_has_its_words(program: Caller) -> None:
    needs = {need["need"]: need for need in program.gets("needs").json()}
    acts = {act["act"]: act for act in program.gets("acts").json()}

    assert (needs["eat"]["name"], needs["eat"]["of"]) == ("food", "adult")
    assert acts["small_eat"]["name"] == "Three bites within reach"
    assert {"need": "eat", "holder": "self", "full": False} in acts["small_eat"]["meets"]


def entries(program: Caller, **query: object) -> list[Any]:
    reply = program.gets("entries", **query)
    assert reply.status_code == 200, reply.content
    return list(reply.json()["entries"])


def test_history_is_what_stands_newest_first(household: Household, program: Caller) -> None:
    first = household.home.says("sam", "12:00", Changed(child=IRIS, wet=True))
    gone = household.home.says("ada", "12:10", Changed(child=IRIS, dirty=True))
    own = household.home.says("ada", "12:20", NoteWritten(text="so"))
    household.home.says("sam", "12:30", NoteWritten(text="mine"))
    household.home.says("ada", "12:50", Retracted(target=gone.id))

    told = entries(program)

    assert [entry["id"] for entry in told] == [str(own.id), str(first.id)]
    assert told[0]["body"] == {"text": "so"}
    assert (told[1]["kind"], told[1]["by"], told[1]["eyes"]) == ("care.changed", str(SAM), "care")


def test_history_goes_on_where_the_page_before_ended(household: Household, program: Caller) -> None:
    said = [household.home.says("ada", f"12:{minute}", Changed(child=IRIS, wet=True)) for minute in (10, 20, 30, 30)]
    found, cursor = [], ""

    while cursor is not None:
        page = program.gets("entries", limit=1, **({"cursor": cursor} if cursor else {})).json()
        found += [entry["id"] for entry in page["entries"]]
        cursor = page["next"]

    assert found == [str(entry.id) for entry in sorted(said, key=lambda one: (one.at, one.id), reverse=True)]


def test_history_by_kind_and_by_days(household: Household, program: Caller) -> None:
    household.home.says("ada", "12:10", Changed(child=IRIS, wet=True))
    cue = household.home.says("ada", "12:20", CueNoticed(holder=holder("iris"), need="child.feed"))
    today = instant("12:00").date()

    assert [entry["id"] for entry in entries(program, kind="need.cue")] == [str(cue.id)]
    assert len(entries(program, **{"from": today, "until": today})) == 2
    assert not entries(program, until=date(2026, 1, 2))


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"from": "2026-01-01", "until": "2026-03-01"}, "from"),
        ({"from": "2026-03-02", "until": "2026-03-01"}, "from"),
        ({"until": "9999-12-31"}, "until"),
        ({"from": "0001-01-01", "until": "0001-01-02"}, "from"),
        ({"until": "0001-01-01"}, "from"),
        ({"cursor": "x"}, "cursor"),
        ({"cursor": "MjAyNiAx"}, "cursor"),
        ({"cursor": "\N{SNOWMAN}"}, "cursor"),
        ({"limit": 0}, "limit"),
    ],
)
def test_what_does_not_fit_is_named(program: Caller, query: dict[str, object], field: str) -> None:
    told = program.gets("entries", **query)

    assert (told.status_code, told.json()["code"]) == (422, "api.unfit")
    assert field in told.json()["text"]


@pytest.mark.parametrize("path", READINGS)
def test_nothing_is_kept_by_whoever_carries_it(program: Caller, path: str) -> None:
    assert program.gets(path)["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", [*READINGS, "tonight", "entries/1", ""])
def test_another_family_is_not_there(household: Household, clock: Clock, path: str) -> None:
    stranger = let_in(household, "ada")
    assert next_door(clock).family == NEIGHBOURS
    absent = Caller(stranger.token, UUID(int=555)).gets(path)

    told = Caller(stranger.token, NEIGHBOURS).gets(path)

    assert told.status_code == absent.status_code == 404
    assert told.content == absent.content
    assert told.json() == {"code": "error.not_found", "text": "There is nothing here."}


def test_needs_that_one_named_oneself_are_for_a_token_of_what_is_ones_own(
    household: Household, program: Caller, helping: Caller
) -> None:
    before = [helping.gets(path).content for path in ("needs", "acts")]
    household.home.says("ada", "12:40", NeedNamed(need="own_1", name="piano"))
    household.home.says("sam", "12:41", NeedNamed(need="own_2", name="choir"))

    names = {one["need"]: one["name"] for one in program.gets("needs").json()}
    acts = {one["act"]: one["name"] for one in program.gets("acts").json()}

    assert {need: name for need, name in names.items() if need.startswith("own_")} == {"own_1": "piano"}
    assert acts["small_own_1"] == "Two minutes for piano"
    assert "small_own_2" not in acts
    assert "own_1" in {one["need"] for one in program.gets("now").json()["own"]["needs"]}
    assert [helping.gets(path).content for path in ("needs", "acts")] == before


def test_a_program_tells_of_one_that_was_named(household: Household, program: Caller) -> None:
    assert program.posts("cues", {"need": "own_1"}).status_code == 404
    household.home.says("ada", "12:40", NeedNamed(need="own_1", name="piano"))
    assert program.posts("cues", {"need": "own_1"}).status_code == 200
