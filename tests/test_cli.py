"""The command line, as somebody types it: families, an import, what is so, and whether all is in order."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

REAL = Path(__file__).parent / "data" / "babyconnect.csv"
SRC = Path(__file__).parents[1] / "src"
ADA = ("--zone", "Europe/Berlin", "--adult", "Ada", "--email", "ada@example.org")
YEAR = ("--family", "Year", "--child", "Ada", "--birth", "2019-12-18", "--zone", "America/Los_Angeles")
GOOD_ONE = "a nap for everyone, please"


@dataclass(frozen=True)
class Said:
    """What a command said, and how it ended."""

    out: str
    err: str
    code: int

    @property
    def last(self) -> str:
        return self.out.strip().splitlines()[-1]


WORKER = """
import json, sys
from click.testing import CliRunner
from kinwell.cli import main

asked, told = sys.stdin, sys.stdout
for line in asked:
    done = CliRunner().invoke(main, json.loads(line)[0], input=json.loads(line)[1])
    failed = done.exception is not None and not isinstance(done.exception, SystemExit)
    said = [done.stdout, done.stderr + ("Traceback" if failed else ""), done.exit_code]
    print(json.dumps(said), file=told, flush=True)
"""


class Server:
    """A data folder of its own, and commands run on it, each in a process of its own or one after another in one."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.env = {**os.environ, "KINWELL_DATA": str(data), "PYTHONPATH": str(SRC), "COLUMNS": "200"}
        self.env.pop("DJANGO_SETTINGS_MODULE", None)
        self._worker: subprocess.Popen[str] | None = None

    def run(self, *words: str, typed: str = "") -> Said:
        """Run a command as from a shell."""
        asked = [sys.executable, "-m", "kinwell", *words]
        done = subprocess.run(
            asked, capture_output=True, text=True, input=typed, env=self.env, check=False, timeout=120
        )
        assert "Traceback" not in done.stderr, done.stderr
        return Said(done.stdout, done.stderr, done.returncode)

    def kinwell(self, *words: str, typed: str = "") -> Said:
        """Run a command in a process that has everything loaded, which saves a second."""
        if self._worker is None:
            self._worker = subprocess.Popen(
                [sys.executable, "-c", WORKER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=self.env
            )
        assert self._worker.stdin is not None
        assert self._worker.stdout is not None
        self._worker.stdin.write(json.dumps([words, typed]) + "\n")
        self._worker.stdin.flush()
        done = Said(*json.loads(self._worker.stdout.readline()))
        assert "Traceback" not in done.err, done.err
        return done

    def stop(self) -> None:
        if self._worker is not None:
            self._worker.communicate(timeout=20)

    def copied(self, to: Path) -> "Server":
        """Return a server of its own with a copy of this one's data, in a new folder."""
        copy = Server(to)
        to.mkdir()
        with (
            closing(sqlite3.connect(self.data / "kinwell.sqlite3")) as old,
            closing(sqlite3.connect(to / "kinwell.sqlite3")) as new,
        ):
            old.backup(new)
        return copy

    def sql(self, query: str) -> None:
        with closing(sqlite3.connect(self.data / "kinwell.sqlite3")) as database, database:
            database.execute(query)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with the real year in it; tests of this module read it, or add what no other test looks at."""
    server = Server(tmp_path_factory.mktemp("data"))
    done = server.run("import", str(REAL), *YEAR)
    assert done.last == "4186 entries added, 0 already there, 21 refused"
    assert done.code == 1  # something was refused
    assert done.err.count("line ") == 21
    yield server
    server.stop()


@pytest.fixture(scope="module")
def home(server: Server) -> Server:
    """The same server, with the family of Ada, who can sign in, and Iris."""
    done = server.run("family", "create", "Home", *ADA, "--child", "Iris", "--birth", "2026-01-26", typed=GOOD_ONE)
    assert (done.code, done.out.strip()) == (0, "Home: Ada can sign in.")
    return server


# Families.


@pytest.mark.parametrize(
    ("words", "typed", "because"),
    [
        (("Other", *ADA[2:], "--zone", "Europe/Atlantis"), GOOD_ONE, "zone"),
        (("Other", *ADA[:2], "--adult", "Sam", *ADA[4:]), "short", "passphrase"),
        (("Other", *ADA), GOOD_ONE, "name"),  # Ada signs in already
        (("Other", *ADA[:2], "--adult", " ", *ADA[4:]), GOOD_ONE, ""),
        (("Other", *ADA[:2], "--adult", "Sam", *ADA[4:], "--child", "Mo"), GOOD_ONE, "--birth"),
        (("Other", *ADA[:2], "--adult", "Sam", *ADA[4:], "--child", "Mo", "--birth", "soon"), GOOD_ONE, "date"),
        (("Other", *ADA[:2], "--adult", "Sam", *ADA[4:], "--child", "Mo", "--birth", "2099-01-01"), GOOD_ONE, ""),
    ],
)
def test_a_family_that_cannot_be_made_is_said_so_and_not_made(
    home: Server, words: tuple[str, ...], typed: str, because: str
) -> None:
    done = home.kinwell("family", "create", *words, typed=typed)
    assert done.code in (1, 2)
    assert because in done.err
    assert home.kinwell("now", "--family", "Other").err.strip() == "Error: no family is called 'Other' here"


# The import.


def test_the_real_year_again_adds_nothing(server: Server) -> None:
    assert server.kinwell("import", str(REAL), *YEAR).last == "0 entries added, 4186 already there, 21 refused"


def test_a_bad_file_names_each_bad_line_and_keeps_the_good_ones(server: Server, tmp_path: Path) -> None:
    lines = REAL.read_text(encoding="utf-8").splitlines()[:6]
    lines[2] = lines[2].replace("12/12/20", "12/32/20")
    lines[4] = lines[4].rsplit(",", 2)[0]
    file = tmp_path / "bad.csv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = server.kinwell("import", str(file), "--family", "Bad", *YEAR[2:])
    assert (done.code, done.last) == (1, "3 entries added, 0 already there, 2 refused")
    assert [line.partition(":")[0] for line in done.err.strip().splitlines()] == ["line 3", "line 5"]


def test_a_good_file_ends_well(server: Server, tmp_path: Path) -> None:
    file = tmp_path / "good.csv"
    file.write_text("\n".join(REAL.read_text(encoding="utf-8").splitlines()[:4]) + "\n", encoding="utf-8")
    done = server.kinwell("import", str(file), "--family", "Good", *YEAR[2:])
    assert (done.code, done.out.strip(), done.err.strip()) == (0, "3 entries added, 0 already there, 0 refused", "")


@pytest.mark.parametrize(
    ("words", "code", "because"),
    [
        ((__file__, *YEAR), 1, "line 1: no format known here"),
        (("nowhere.csv", *YEAR), 2, "does not exist"),
        ((str(REAL), *YEAR, "--format", "sproutbaby"), 1, "no format is called 'sproutbaby'"),
        ((str(REAL), *YEAR[:-1], "Europe/Atlantis"), 1, "zone"),
        ((str(REAL), *YEAR[:5], "last winter", *YEAR[6:]), 2, "not a date"),
        ((str(REAL), *YEAR[2:]), 2, "--family"),
    ],
)
def test_what_cannot_be_imported_is_said_plainly(
    server: Server, words: tuple[str, ...], code: int, because: str
) -> None:
    done = server.kinwell("import", *words)
    assert done.code == code
    assert because in done.err


# A child changes hands.


def test_a_card_is_told_and_its_json_is_the_same(server: Server) -> None:
    at = ("--family", "Year", "--at", "2020-06-01T13:55")
    told = server.kinwell("handover", *at, "--child", "ada")
    assert (told.code, told.err) == (0, "")
    assert told.out.splitlines()[:2] == ["Ada, 5 months.", "Awake since 12:49."]
    assert "Medicine: –" in told.out.splitlines()
    [card] = json.loads(server.kinwell("handover", *at, "--json").out)
    assert (card["child"], card["now"], card["duty"], card["fed"]["runs"]) == ("Ada", "awake", None, True)


def test_of_whom_is_no_child_no_card_is_told(server: Server) -> None:
    done = server.kinwell("handover", "--family", "Year", "--child", "Max")
    assert (done.code, done.out) == (1, "")
    assert "no child of this family is called 'Max'" in done.err


# What is so.


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("2020-06-01T12:00", ["Ada is asleep.", "Ada: asleep since 10:48"]),
        ("2020-06-01T13:00", ["Ada is awake.", "Ada: awake since 12:49"]),
        ("2020-06-01T13:55", ["Ada is feeding.", "Ada: bottle since 1:52"]),
        ("2020-06-01T20:55Z", ["Ada is feeding.", "Ada: bottle since 1:52"]),
    ],
)
def test_what_is_so_is_told_plainly(server: Server, at: str, said: list[str]) -> None:
    done = server.kinwell("now", "--family", "year", "--at", at)
    assert done.code == 0
    first, second, *_ = done.out.splitlines()
    assert [first, second.partition(" · ")[0]] == said


ANSWER = {"at", "viewer", "doing", "own", "children", "others", "window", "acts", "named"}


@pytest.mark.parametrize(
    ("at", "doing", "facts"),
    [
        ("2020-06-01T12:00", [("sleep", "17:48")], {"asleep": "17:48"}),
        ("2020-06-01T13:00", [], {"awake": "19:49"}),
        ("2020-06-01T13:55", [("feed", "20:52")], {"feeding": "20:52", "awake": "19:49"}),
    ],
)
def test_what_is_so_is_told_in_json(
    server: Server, at: str, doing: list[tuple[str, str]], facts: dict[str, str]
) -> None:
    answer = json.loads(server.kinwell("now", "--family", "Year", "--at", at, "--json").out)
    assert answer.keys() == ANSWER
    assert [(one["person"], one["kind"], one["since"]) for one in answer["doing"]] == [
        ("Ada", kind, f"2020-06-01T{since}:00+00:00") for kind, since in doing
    ]
    (child,) = answer["children"]
    told = {fact["kind"]: fact["at"] for fact in child["facts"]}
    assert {kind: told[kind] for kind in facts} == {
        kind: f"2020-06-01T{since}:00+00:00" for kind, since in facts.items()
    }
    assert ("asleep" in told) == ("asleep" in facts)


def test_every_key_of_the_answer_is_pinned(server: Server, home: Server) -> None:
    shared = json.loads(server.kinwell("now", "--family", "Year", "--at", "2020-06-01T13:55", "--json").out)
    assert (shared["viewer"], shared["own"], shared["window"], shared["acts"], shared["named"], shared["others"]) == (
        None,
        None,
        None,
        [],
        [],
        [],
    )
    assert shared["doing"][0].keys() == {"person", "kind", "since"}
    assert shared["children"][0].keys() == {"child", "facts"}
    for fact in shared["children"][0]["facts"]:
        assert {"kind", "at", "minutes_ago"} <= fact.keys()
        assert fact.keys() <= {"kind", "at", "minutes_ago", "how", "side", "millilitres", "wet", "dirty"}
    own = json.loads(home.kinwell("now", "--family", "Home", "--as", "Ada", "--json", typed=GOOD_ONE).out)
    assert own.keys() == ANSWER
    assert own["viewer"] == "Ada"
    assert own["own"].keys() == {"level", "needs"}
    assert own["own"]["level"] is None
    for need in own["own"]["needs"]:
        assert need.keys() == {"need", "known", "deficit", "wait_minutes", "at_floor", "asked"}
        assert (need["known"], need["deficit"], need["wait_minutes"]) == (False, None, None)


@pytest.mark.parametrize("typed", ["the wrong words", "", GOOD_ONE.upper()])
def test_nobody_looks_as_ada_without_her_passphrase(home: Server, typed: str) -> None:
    done = home.kinwell("now", "--family", "Home", "--as", "Ada", typed=typed)
    assert (done.code, done.out) == (1, "")
    assert "do not open a seat" in done.err


def test_a_stranger_to_the_family_hears_the_same_as_somebody_with_the_wrong_words(home: Server) -> None:
    stranger = home.kinwell("now", "--family", "Year", "--as", "Ada", typed=GOOD_ONE)
    nobody = home.kinwell("now", "--family", "Home", "--as", "Nobody", typed=GOOD_ONE)
    wrong = home.kinwell("now", "--family", "Home", "--as", "Ada", typed="the wrong words")
    assert stranger == nobody == wrong


def test_a_family_that_there_is_not_is_named(server: Server) -> None:
    assert server.kinwell("now", "--family", "Nobodies").err.strip() == "Error: no family is called 'Nobodies' here"


@pytest.mark.parametrize("at", ["noon", "2020-13-01", "2020-06-01T25:00"])
def test_an_instant_that_is_none_is_said_so(server: Server, at: str) -> None:
    done = server.kinwell("now", "--family", "Year", "--at", at)
    assert done.code == 2
    assert "2026-06-01T12:00" in done.err


def test_a_day_of_the_log_is_told_newest_first(server: Server) -> None:
    lines = server.kinwell("history", "--family", "Year", "--day", "2020-06-01").out.splitlines()
    assert lines[0] == "Monday 1 June"
    assert lines[1].startswith("11:04 pm  Ada: Feed, bottle")
    assert lines[-1].startswith("4:42 am to 5:06 am  Ada: Feed, bottle")


def test_an_empty_day_is_told_as_one(server: Server) -> None:
    done = server.kinwell("history", "--family", "Year", "--day", "2019-01-01")
    assert (done.code, len(done.out.splitlines())) == (0, 2)


# Whether all is in order.


def test_the_doctor_finds_a_good_server_in_order(server: Server) -> None:
    done = server.kinwell("doctor")
    assert done.code == 0
    assert all(line.startswith("ok") for line in done.out.splitlines())
    assert {line.split(":")[0].split()[-1] for line in done.out.splitlines()} >= {
        "Python",
        "SQLite",
        "tables",
        "soundness",
    }


def test_the_doctor_finds_a_broken_reference(tmp_path: Path) -> None:
    server = Server(tmp_path)
    assert server.run("doctor").code == 0
    server.sql(
        "INSERT INTO store_number (family_id, collection, number, entry_id) "
        "VALUES ('00000000000000000000000000000001', 'feedings', 1, '00000000000000000000000000000002')"
    )
    done = server.run("doctor")
    assert done.code == 1
    assert "wrong  references" in done.out


def test_the_doctor_finds_every_adults_keys(server: Server) -> None:
    assert "ok     keys: each adult has a pair that fits" in server.kinwell("doctor").out


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM store_key",
        "UPDATE store_key SET private = randomblob(32)",
        "UPDATE store_key SET private = randomblob(7)",
    ],
    ids=["none", "another's", "none that is one"],
)
def test_the_doctor_finds_an_adult_whose_key_does_not_fit(tmp_path: Path, sql: str) -> None:
    server = Server(tmp_path)
    assert server.run("family", "create", "One", *ADA, typed=GOOD_ONE).code == 0
    server.sql(sql)
    done = server.run("doctor")
    assert done.code == 1
    assert "wrong  keys: none that fits for " in done.out


@pytest.fixture
def spoilt(server: Server, tmp_path: Path) -> Iterator[Server]:
    """A copy of the server with the real year, folded once, for tests that spoil it."""
    copy = server.copied(tmp_path / "data")
    copy.kinwell("now", "--family", "Year")  # what is folded for the present is kept
    yield copy
    copy.stop()


def test_a_good_log_has_no_differences(spoilt: Server) -> None:
    done = spoilt.kinwell("rebuild", "--family", "Year")
    assert (done.code, done.out.strip()) == (0, "Year: 0 differences, 4186 index rows made anew")


def test_a_spoilt_snapshot_and_a_spoilt_index_row_are_both_found_and_mended(spoilt: Server) -> None:
    spoilt.sql("UPDATE store_snapshot SET body = CAST(replace(CAST(body AS TEXT), 'bottle', 'breast') AS BLOB)")
    spoilt.sql("UPDATE store_index SET detail = 'solid' WHERE collection = 'feedings' AND number = 7")
    done = spoilt.kinwell("rebuild", "--family", "Year")
    assert done.code == 1
    assert "snapshot of" in done.err
    assert "detail in the index is not what the log says" in done.err
    assert spoilt.kinwell("rebuild", "--family", "Year").code == 0


def test_a_snapshot_cut_short_is_found_too(spoilt: Server) -> None:
    spoilt.sql("UPDATE store_snapshot SET body = substr(body, 1, 100)")
    done = spoilt.kinwell("rebuild")
    assert done.code == 1
    assert "cannot be read" in done.err


def test_data_may_lie_where_one_says(tmp_path: Path) -> None:
    server = Server(tmp_path / "one")
    other = tmp_path / "other"
    assert server.run("doctor", "--data", str(other)).code == 0
    assert (other / "kinwell.sqlite3").exists()
    assert not (tmp_path / "one").exists()
