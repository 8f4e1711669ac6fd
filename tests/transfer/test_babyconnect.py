"""Bringing in a Baby Connect file: a real first year, and every way in which a file can be wrong."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from kinwell import ask
from kinwell.accounts import access, families
from kinwell.core import handover
from kinwell.core.handover import Fact
from kinwell.core.ids import FamilyId, PersonId
from kinwell.core.log.events import Changed, Event, Fed, Slept
from kinwell.core.reasons import Reason
from kinwell.store import journal
from kinwell.store.models import Number
from kinwell.store.within import within
from kinwell.transfer import importing
from kinwell.transfer.babyconnect import COLUMNS, draft
from kinwell.transfer.importing import Counts, Import, WrongFormat
from kinwell.transfer.rows import BadRow

REAL = Path(__file__).parents[1] / "data" / "babyconnect.csv"
PACIFIC = "America/Los_Angeles"
NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
HEADER = "Date and Time,End Time,Duration (min),Activity,Quantity,Extra data,Text,Notes,Caregiver"
NAP = "6/1/20 2:09 PM,6/1/20 3:04 PM,55,Sleep,,,Ada slept (55m),,A"
BOTTLE = "6/1/20 1:52 PM,6/1/20 2:07 PM,15,Bottle,5,Formula,Ada drank 5 oz of formula (15m),,U"


class Table:
    """A family and a child of theirs, into whose log files are brought."""

    def __init__(self, folder: Path, name: str = "Home") -> None:
        self.folder = folder
        self.refused: dict[int, str] = {}
        found = families.find_or_found(
            name,
            zone_name=PACIFIC,
            child=families.NewChild(name="Ada", born=date(2019, 12, 18)),
            now=NOW,
            new_id=uuid4,
        )
        self.family: FamilyId = found.family
        self.child: PersonId = found.child

    def brings(self, *rows: str, header: str = HEADER, zone: str = PACIFIC) -> Counts:
        path = self.folder / "export.csv"
        path.write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
        return self.imports(path, zone=zone)

    def imports(self, path: Path, *, zone: str = PACIFIC, format_: str = "auto", now: datetime = NOW) -> Counts:
        def refuse(line: int, reason: str | Reason) -> None:
            self.refused[line] = reason if isinstance(reason, str) else reason.code

        job = Import(path=path, family=self.family, child=self.child, zone=zone, format=format_)
        return importing.run(job, now=now, refuse=refuse, advance=lambda _: None)

    def facts(self, at: datetime) -> dict[str, Fact]:
        state = ask.state(access.shared_seat(self.family), at)
        return {fact.kind: fact for fact in handover.facts(state, self.child, at)}

    def events(self) -> list[Event]:
        seat = access.shared_seat(self.family)
        with within(self.family):
            entries = journal.read(seat, journal.visible(seat).order_by("at"))
        return [entry.event for entry in entries if not entry.event.KIND.startswith("people.")]


@pytest.fixture
def table(db: None, tmp_path: Path) -> Table:
    return Table(tmp_path)


# The real file.


@pytest.fixture(scope="module")
def year(django_db_setup: None, django_db_blocker: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Table]:
    """The real year, brought in once for all tests that only look at it."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        table = Table(tmp_path_factory.mktemp("year"), "Of the year")
        table.counts = table.imports(REAL)  # type: ignore[attr-defined]
        yield table
        transaction.set_rollback(True)


def pacific(hour: int, minute: int = 0, day: int = 1) -> datetime:
    return datetime(2020, 6, day, hour + 7, minute, tzinfo=UTC)  # June: seven hours behind


def test_every_row_of_the_real_year_is_accounted_for(year: Table) -> None:
    counts = year.counts  # type: ignore[attr-defined]
    assert counts.added + counts.there + counts.refused == 4_207
    assert counts.added > 4_100
    assert counts.there == 0


def test_each_row_left_out_is_named_with_its_line_and_reason(year: Table) -> None:
    counts = year.counts  # type: ignore[attr-defined]
    assert len(year.refused) == counts.refused
    assert all("does not keep" in reason for reason in year.refused.values())


def test_the_real_year_again_adds_nothing(year: Table) -> None:
    again = year.imports(REAL)
    counts = year.counts  # type: ignore[attr-defined]
    assert (again.added, again.there, again.refused) == (0, counts.added, counts.refused)


def test_at_noon_of_the_first_of_june_she_sleeps_since_10_48_with_no_end_known_yet(year: Table) -> None:
    facts = year.facts(pacific(12))
    assert facts["asleep"].at == pacific(10, 48)
    assert "awake" not in facts


def test_at_one_she_is_awake_since_12_49(year: Table) -> None:
    facts = year.facts(pacific(13))
    assert "asleep" not in facts
    assert facts["awake"].at == pacific(12, 49)


def test_at_five_to_two_she_drinks_a_bottle_since_1_52(year: Table) -> None:
    feeding = year.facts(pacific(13, 55))["feeding"]
    assert (feeding.at, feeding.how, feeding.millilitres) == (pacific(13, 52), "bottle", None)


def test_at_half_past_two_the_bottle_is_told_with_its_amount(year: Table) -> None:
    fed = year.facts(pacific(14, 30))["fed"]
    assert (fed.at, fed.millilitres) == (pacific(13, 52), pytest.approx(148, abs=0.5))


def test_the_index_of_the_real_year_is_what_its_log_says(year: Table) -> None:
    assert ask.differences(year.family) == []
    with within(year.family):
        assert Number.objects.filter(family_id=year.family).count() == year.counts.added  # type: ignore[attr-defined]


# One row.


def row(**told: str) -> dict[str, str]:
    return {
        **dict.fromkeys(COLUMNS, ""),
        "Date and Time": "6/1/20 1:52 PM",
        **{n.replace("_", " "): v for n, v in told.items()},
    }


def event(**told: str) -> Event:
    return draft(row(**told), child=PersonId(uuid4()), zone_name=PACIFIC).event


@pytest.mark.parametrize(
    ("text", "side", "left", "right"),
    [
        ("Ada nursed (10m left, 5m right)", "left", 10, 5),
        ("Ada nursed (5m right, 1h10m left)", "right", 70, 5),
        ("Ada nursed (12m left)", "left", 12, None),
        ("Ada nursed", None, None, None),
    ],
)
def test_the_sides_of_a_feed_are_read_from_its_text(
    text: str, side: str | None, left: float | None, right: float | None
) -> None:
    fed = event(Activity="Nursing", Text=text)
    assert isinstance(fed, Fed)
    assert (fed.side, fed.left_minutes, fed.right_minutes) == (side, left, right)


@pytest.mark.parametrize(
    ("quantity", "text", "millilitres"),
    [("5", "Ada drank 5 oz of formula", 147.9), ("120", "Ada drank 120 ml of milk", 120), ("", "", None)],
)
def test_a_bottle_is_told_in_ounces_or_millilitres(quantity: str, text: str, millilitres: float | None) -> None:
    fed = event(Activity="Bottle", Quantity=quantity, Text=text)
    assert isinstance(fed, Fed)
    assert fed.millilitres == (None if millilitres is None else pytest.approx(millilitres, abs=0.05))


@pytest.mark.parametrize("quantity", ["lots", "-2", "5000", "nan", "inf"])
def test_a_bottle_of_no_amount_is_a_bad_row(quantity: str) -> None:
    with pytest.raises(BadRow, match="amount"):
        event(Activity="Bottle", Quantity=quantity)


@pytest.mark.parametrize(
    ("text", "wet", "dirty"),
    [
        ("Ada had a wet diaper", True, False),
        ("Ada had a BM diaper", False, True),
        ("BM + Wet diaper", True, True),
        ("wet, a poorly day", True, False),
    ],
)
def test_a_nappy_is_read_from_its_text(text: str, wet: bool, dirty: bool) -> None:
    changed = event(Activity="Diaper", Text=text)
    assert isinstance(changed, Changed)
    assert (changed.wet, changed.dirty) == (wet, dirty)


def test_a_bottle_without_an_end_was_a_moment_and_a_sleep_without_one_goes_on() -> None:
    child = PersonId(uuid4())
    bottle = draft(row(Activity="Bottle", Quantity="5"), child=child, zone_name=PACIFIC)
    sleep = draft(row(Activity="Sleep"), child=child, zone_name=PACIFIC)
    assert bottle.until == bottle.at
    assert sleep.until is None


def test_a_sleep_into_the_hour_that_comes_twice_ends_after_it_began() -> None:
    night = row(Activity="Sleep", End_Time="11/1/20 1:20 AM")
    night["Date and Time"] = "11/1/20 1:40 AM"
    slept = draft(night, child=PersonId(uuid4()), zone_name=PACIFIC)
    assert slept.until is not None
    assert slept.until - slept.at == timedelta(minutes=40)


def test_what_is_not_kept_yet_is_named() -> None:
    with pytest.raises(BadRow, match="Milestone"):
        event(Activity="Milestone")


# A file with something wrong: the line is named, and every good row is kept.

WRONG: list[tuple[str, Callable[[], str], str]] = [
    ("an unreadable date", lambda: NAP.replace("6/1/20 2:09 PM", "yesterday"), "not a date"),
    ("a date there is not", lambda: NAP.replace("6/1/20 2:09 PM", "2/30/20 2:09 PM"), "not a date"),
    ("an unreadable end", lambda: NAP.replace("6/1/20 3:04 PM", "later"), "not a date"),
    ("an end before its start", lambda: NAP.replace("6/1/20 3:04 PM", "6/1/20 1:04 PM"), "before its start"),
    ("an hour that was skipped", lambda: NAP.replace("6/1/20 2:09 PM", "3/8/20 2:30 AM"), "skipped"),
    ("a row of the future", lambda: NAP.replace("6/1/20", "6/1/38"), "refused.future"),
    ("a column too few", lambda: NAP.rsplit(",", 1)[0], "8 columns"),
    ("a column too many", lambda: NAP + ",x", "10 columns"),
    ("an activity we do not keep", lambda: NAP.replace("Sleep", "Dance"), "Dance"),
    ("a line that never ends", lambda: NAP + "x" * 250_000, "longer than"),
    ("a quote that is never closed", lambda: NAP.replace(",,A", ',"so tired,A'), "columns"),
    ("binary junk", lambda: "\x00\x01\ufffd\x07" * 20, "columns"),
]


@pytest.mark.parametrize(("spoilt", "because"), [case[1:] for case in WRONG], ids=[case[0] for case in WRONG])
def test_one_bad_row_is_named_and_the_good_ones_around_it_are_kept(
    table: Table, spoilt: Callable[[], str], because: str
) -> None:
    counts = table.brings(NAP, BOTTLE, spoilt(), NAP.replace("6/1/20", "6/2/20"), BOTTLE.replace("6/1/20", "6/2/20"))
    assert (counts.added, counts.refused) == (4, 1)
    assert table.refused.keys() == {4}
    assert because in table.refused[4]


def test_bad_rows_in_a_long_file_cost_no_good_ones(table: Table) -> None:
    rows = [
        NAP.replace("6/1/20 2:09 PM", f"{n % 12 + 1}/{n % 28 + 1}/20 1:{n % 60:02} PM").replace(
            "6/1/20 3:04 PM", f"{n % 12 + 1}/{n % 28 + 1}/20 3:04 PM"
        )
        for n in range(1_300)
    ]
    for n in (3, 499, 500, 777, 1_299):
        rows[n] = rows[n].replace(",,A", ',"so tired,A')
    counts = table.brings(*rows)
    assert (counts.added, counts.refused) == (1_295, 5)
    assert sorted(table.refused) == [n + 2 for n in (3, 499, 500, 777, 1_299)]


def test_a_note_over_two_lines_is_one_row(table: Table) -> None:
    counts = table.brings(NAP.replace(",,A", ',"so\ntired",A'), BOTTLE)
    assert (counts.added, counts.refused) == (2, 0)


def test_empty_lines_are_nothing(table: Table) -> None:
    assert table.brings(NAP, "", BOTTLE, "") == Counts(added=2)


def test_a_file_with_only_a_header_is_empty(table: Table) -> None:
    assert table.brings() == Counts()


def test_columns_may_come_in_another_order_and_with_others_beside(table: Table) -> None:
    header = "Caregiver,Notes,Text,Extra data,Quantity,Activity,Duration (min),End Time,Date and Time,Weather"
    counts = table.brings(",".join(reversed(NAP.split(","))) + ",fair", header=header)
    assert counts == Counts(added=1)
    assert isinstance(table.events()[0], Slept)


def test_the_same_words_twice_in_a_file_are_two_entries_and_the_same_two_the_next_time(table: Table) -> None:
    assert table.brings(BOTTLE, BOTTLE) == Counts(added=2)
    assert table.brings(BOTTLE, BOTTLE) == Counts(there=2)


def test_a_longer_export_of_the_same_log_adds_what_is_new(table: Table) -> None:
    table.brings(NAP, BOTTLE)
    assert table.brings(BOTTLE.replace("6/1/20", "6/2/20"), NAP, BOTTLE) == Counts(added=1, there=2)


def test_the_same_file_for_another_child_is_another_log(table: Table) -> None:
    table.brings(NAP)
    leo = families.NewChild(name="Leo", born=date(2018, 4, 20))
    table.child = families.find_or_found("Home", zone_name=PACIFIC, child=leo, now=NOW, new_id=uuid4).child
    assert table.brings(NAP) == Counts(added=1)


def test_the_same_family_and_child_are_found_again_by_name(table: Table) -> None:
    who = families.NewChild(name=" ada ", born=date(2019, 12, 18))
    again = families.find_or_found("home", zone_name=PACIFIC, child=who, now=NOW, new_id=uuid4)
    assert (again.family, again.child) == (table.family, table.child)


# A file that is none.


@pytest.mark.parametrize(
    "content",
    [b"", b"\n", b"a,b,c\n1,2,3\n", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 50, b'{"entries": []}', b"x" * 300_000],
    ids=["empty", "a line break", "other columns", "a picture", "JSON", "one endless line"],
)
def test_a_file_of_no_known_format_is_refused_as_a_whole(table: Table, content: bytes) -> None:
    path = table.folder / "other.csv"
    path.write_bytes(content)
    with pytest.raises(WrongFormat, match="line 1"):
        table.imports(path)
    assert table.events() == []


def test_a_format_that_there_is_not_is_refused(table: Table) -> None:
    with pytest.raises(WrongFormat):
        table.imports(REAL, format_="sproutbaby")


def test_a_byte_order_mark_and_windows_line_ends_are_fine(table: Table) -> None:
    path = table.folder / "export.csv"
    path.write_bytes(b"\xef\xbb\xbf" + "\r\n".join((HEADER, NAP, BOTTLE)).encode())
    assert table.imports(path) == Counts(added=2)


def test_letters_that_are_no_utf8_spoil_no_more_than_themselves(table: Table) -> None:
    path = table.folder / "export.csv"
    path.write_bytes("\n".join((HEADER, NAP.replace(",,A", ",m\xfcde,A"), BOTTLE)).encode("latin-1"))
    assert table.imports(path) == Counts(added=2)
