"""The command line tells: a cue, what came of it, how full one is; each like a tap, and as private."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.test_cli import ADA, GOOD_ONE, Said, Server

AS_ADA = ("--family", "Home", "--as", "Ada")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with the family of Ada, Iris and Leo, which nothing was told of."""
    server = Server(tmp_path_factory.mktemp("data"))
    born = ("--child", "Iris", "--birth", "2026-01-26", "--child", "Leo", "--birth", "2024-04-20")
    assert server.run("family", "create", "Home", *ADA, *born, typed=GOOD_ONE).code == 0
    yield server
    server.stop()


@pytest.fixture
def home(kept: Server, tmp_path: Path) -> Iterator[Server]:
    """A copy of it, for one test."""
    copy = kept.copied(tmp_path / "data")
    yield copy
    copy.stop()


def ada(home: Server, *words: str) -> Said:
    return home.kinwell(*words, *AS_ADA, typed=GOOD_ONE)


def own(home: Server, need: str) -> dict[str, Any]:
    told = json.loads(ada(home, "now", "--json").out)
    return next(one for one in told["own"]["needs"] if one["need"] == need)


def rows(home: Server) -> int:
    with closing(sqlite3.connect(home.data / "kinwell.sqlite3")) as tables:
        return int(tables.execute("SELECT count(*) FROM store_entry").fetchone()[0])


def test_a_cue_is_told_and_what_is_so_comes_after_it(home: Server) -> None:
    done = ada(home, "cue", "eat", "--strength", "urgent")
    assert (done.code, done.err) == (0, "")
    assert "Noticed: food, shaky, light-headed" in done.out.splitlines()[0]
    assert len(done.out.splitlines()) > 2
    assert own(home, "eat")["deficit"] >= 0.75


def test_the_reasons_of_what_is_offered_are_codes_with_facts_and_sentences(home: Server) -> None:
    ada(home, "cue", "eat")
    told = json.loads(ada(home, "now", "--json").out)
    codes = [reason for act in told["acts"] for reason in act["reasons"]]
    assert {"code", "facts", "says"} == set(codes[0])
    assert all(reason["says"] and reason["code"] not in reason["says"] for reason in codes)
    assert "reason.told_cue" in [reason["code"] for reason in codes]


@pytest.mark.parametrize(("what", "met"), [("met", 0.0), ("bit", 0.35)])
def test_an_answer_meets_it_or_a_bit(home: Server, what: str, met: float) -> None:
    ada(home, "cue", "eat")
    assert ada(home, "answer", "eat", what).code == 0
    assert own(home, "eat")["deficit"] == pytest.approx(met, abs=0.06)


def test_the_child_first_and_later_keep_it(home: Server) -> None:
    ada(home, "cue", "eat")
    assert "Leo first; food keeps its place" in ada(home, "answer", "eat", "second", "--first", "leo").out
    assert "Later: food" in ada(home, "answer", "eat", "later", "--until", "asleep").out
    assert own(home, "eat")["deficit"] >= 0.5


def test_forget_it_makes_it_unknown(home: Server) -> None:
    ada(home, "cue", "eat")
    assert ada(home, "answer", "eat", "forget").code == 0
    assert not own(home, "eat")["known"]


def test_a_childs_cue_is_for_everyone_and_its_need_may_be_told_shortly(home: Server) -> None:
    assert ada(home, "cue", "feed", "--child", "iris").code == 0
    day = home.kinwell("history", "--family", "Home").out
    assert "Iris: Noticed: " in day
    assert ada(home, "answer", "child.feed", "bit", "--child", "Iris").code == 0


def test_touched_out_is_told_by_its_own_name(home: Server) -> None:
    assert "Noticed: " in ada(home, "cue", "touched_out").out
    wrong = ada(home, "cue", "touched_out", "--strength", "early")
    assert (wrong.code, "strength of its own" in wrong.err) == (2, True)


def test_how_full_one_is_by_words_and_by_numbers(home: Server) -> None:
    told = ada(home, "checkin", "--energy", "low", "--patience", "2")
    assert "How full: low and patience thin" in told.out
    assert ada(home, "checkin", "--energy", "10").code == 0


def test_what_one_tells_of_oneself_is_in_nobody_elses_answer(home: Server) -> None:
    before = home.kinwell("now", "--family", "Home", "--at", "2026-11-01T12:00").out
    day = home.kinwell("history", "--family", "Home").out
    for words in (("cue", "eat"), ("answer", "eat", "bit"), ("checkin", "--energy", "1")):
        assert ada(home, *words).code == 0
    assert home.kinwell("now", "--family", "Home", "--at", "2026-11-01T12:00").out == before
    assert home.kinwell("history", "--family", "Home").out == day
    with closing(sqlite3.connect(home.data / "kinwell.sqlite3")) as tables:
        bodies = tables.execute("SELECT eyes, kind, body FROM store_entry ORDER BY seq DESC LIMIT 3").fetchall()
    assert {eyes for eyes, _, _ in bodies} == {"me"}
    assert not any(word in str(row) for row in bodies for word in ("energy", "checkin", "need."))


def test_it_may_be_told_of_an_hour_ago_and_not_of_tomorrow(home: Server) -> None:
    assert ada(home, "checkin", "--energy", "3", "--at", "2026-08-03T09:00").code == 0
    assert (
        "9:00" in ada(home, "history", "--day", "2026-08-03").out
        or "9 am" in ada(home, "history", "--day", "2026-08-03").out
    )
    ahead = ada(home, "cue", "eat", "--at", "2199-01-01T09:00")
    assert (ahead.code, ahead.out) == (1, "")


@pytest.mark.parametrize(
    ("words", "code", "because"),
    [
        (("cue", "joy"), 2, "no need of an adult"),
        (("cue", "feed"), 2, "no need of an adult"),
        (("cue", "eat", "--child", "Iris"), 2, "no need of a child"),
        (("cue", "feed", "--child", "Max"), 1, "no child of this family is called 'Max'"),
        (("cue", "eat", "--strength", "very"), 2, "'very'"),
        (("cue", "eat", "--at", "noon"), 2, "2026-06-01T12:00"),
        (("cue", "sleep", "--strength", "urgent"), 1, "Help has what to do now"),
        (("answer", "eat", "gladly"), 2, "'gladly'"),
        (("answer", "eat", "second"), 2, "--first"),
        (("answer", "eat", "met", "--first", "Iris"), 2, "--first goes with second"),
        (("answer", "eat", "met", "--until", "asleep"), 2, "--until goes with later"),
        (("answer", "eat", "later", "--until", "soon"), 2, "not an instant"),
        (("answer", "feed", "later", "--child", "Iris"), 2, "a child's need"),
        (("checkin",), 2, "at least one of"),
        (("checkin", "--energy", "11"), 2, "out of range"),
        (("checkin", "--energy", "-1"), 2, "from 0 to 10"),
        (("checkin", "--mood", "low"), 2, "heavy, even, light"),
    ],
)
def test_what_cannot_be_told_is_said_plainly_and_kept_nowhere(
    kept: Server, words: tuple[str, ...], code: int, because: str
) -> None:
    before = rows(kept)
    done = ada(kept, *words)
    assert (done.code, done.out) == (code, "")
    assert because in done.err
    assert rows(kept) == before


def test_nobody_tells_as_ada_without_her_passphrase(kept: Server) -> None:
    before = rows(kept)
    done = kept.kinwell("checkin", "--energy", "1", *AS_ADA, typed="the wrong words")
    assert (done.code, done.out) == (1, "")
    assert "do not open a seat" in done.err
    assert kept.kinwell("checkin", "--energy", "1", "--family", "Home").code == 2, "and not as nobody"
    assert rows(kept) == before
