"""Import: a file of another tracker through a reader into `record`, in whole transactions of good rows.

Importing twice is appending twice: a row's id is made of the family, the child, the format and what the row says, so
that the same row is the same entry. Memory does not grow with the file.
"""

import csv
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import batched
from pathlib import Path
from typing import TYPE_CHECKING, TextIO
from uuid import UUID

from kinwell import record
from kinwell.core.ids import CARE, EntryId, FamilyId, PersonId, Seat
from kinwell.core.log.entry import Entry
from kinwell.core.reasons import Reason
from kinwell.transfer import babyconnect
from kinwell.transfer.rows import BadRow, Draft, Reader

if TYPE_CHECKING:
    from _csv import Reader as CsvReader  # the type that csv.reader returns has no public name

READERS: Mapping[str, Reader] = {babyconnect.name: babyconnect}
BATCH = 500  # rows in one transaction
LONGEST_LINE = 100_000  # characters; a longer one is no row
ENDLESS = "\x1f"  # stands for such a line
REPEATS_WITHIN = 5_000  # rows; the same words again further apart are the same row, not a second one

type Refuse = Callable[[int, str | Reason], None]
type Advance = Callable[[int], None]


class WrongFormat(ValueError):
    """The file as a whole cannot be read; the message says what was expected and found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What became of the rows of a file: added + there + refused = rows."""

    added: int = 0
    there: int = 0
    refused: int = 0

    def plus(self, other: "Counts") -> "Counts":
        """Return the sum."""
        return Counts(
            added=self.added + other.added, there=self.there + other.there, refused=self.refused + other.refused
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """One file to import: for which child of which family, read in which zone, by which format (`auto`: by header)."""

    path: Path
    family: FamilyId
    child: PersonId
    zone: str
    format: str = "auto"


def run(job: Import, *, now: datetime, refuse: Refuse, advance: Advance) -> Counts:
    """Import a file and return the counts; `refuse` is told each row left out, with line and reason, `advance` how
    many bytes were read. Raise WrongFormat when it is no file that a reader knows."""
    seat = Seat(family=job.family, viewer=None, eyes=frozenset({CARE}))
    done = Counts()
    with job.path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        reader, rows = _opened(file, job.format)
        numbered = _Ids(job, reader.name)
        for batch in batched(rows, BATCH):
            done = done.plus(_batch(job, seat, reader, numbered, batch, now, refuse))
            advance(file.buffer.tell())  # type: ignore[attr-defined]  # a binary file beneath, which can
    return done


def check(path: Path, wanted: str) -> None:
    """Raise WrongFormat when a file is none that a reader knows, before anything is made for it."""
    if wanted != "auto" and wanted not in READERS:
        raise WrongFormat(f"no format is called {wanted!r}: there is {', '.join(READERS)}, or auto")
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        _opened(file, wanted)


def _batch(
    job: Import,
    seat: Seat,
    reader: Reader,
    numbered: "_Ids",
    batch: tuple[tuple[int, Mapping[str, str] | str], ...],
    now: datetime,
    refuse: Refuse,
) -> Counts:
    lines: dict[EntryId, int] = {}
    entries: list[Entry] = []
    for line, row in batch:
        if isinstance(row, str):
            refuse(line, row)
            continue
        try:
            draft = reader.draft(row, child=job.child, zone_name=job.zone)
        except BadRow as error:
            refuse(line, str(error))
            continue
        entry = _entry(draft, numbered.id_of(row), job, reader.name)
        lines[entry.id] = line
        entries.append(entry)
    result = record.entries(seat, entries, now=now)
    for id, reason in result.refused.items():
        refuse(lines[id], reason)
    refused = len(batch) - len(entries) + len(result.refused)
    return Counts(added=len(result.new), there=len(result.there), refused=refused)


def _entry(draft: Draft, id: EntryId, job: Import, reader: str) -> Entry:
    """Return the entry of a row; nothing in it is of this import, so that the next one makes the very same."""
    source = f"{reader}:{draft.who}"[:64]
    return Entry(
        id=id,
        at=draft.at,
        until=draft.until,
        noted=draft.until or draft.at,
        by=None,
        eyes=CARE,
        zone=job.zone,
        event=draft.event,
        source=source,
    )


def _opened(file: TextIO, wanted: str) -> tuple[Reader, Iterator[tuple[int, Mapping[str, str] | str]]]:
    """Return the reader for this file and its rows by line number; a row that is no CSV is the reason why."""
    lines = _Lines(file)
    cells = csv.reader(lines)
    try:
        header = [column.strip() for column in next(cells, [])]
    except csv.Error as error:
        raise WrongFormat(f"line 1: this is no CSV file ({error})") from error
    known = [READERS[wanted]] if wanted in READERS else list(READERS.values()) if wanted == "auto" else []
    reader = next((reader for reader in known if reader.recognises(header)), None)
    if reader is None:
        found = ", ".join(header)[:200] or "nothing"
        raise WrongFormat(f"line 1: no format known here ({', '.join(READERS)}) has these columns: {found}")
    return reader, _rows(cells, lines, header)


def _rows(cells: "CsvReader", lines: "_Lines", header: list[str]) -> Iterator[tuple[int, Mapping[str, str] | str]]:
    """Yield each row by its line. Where a quote that is never closed has swallowed lines, each is read by itself."""
    while True:
        line = lines.number + 1
        lines.taken.clear()
        try:
            found = _row(next(cells), header)
        except StopIteration:
            return
        except csv.Error as error:
            found = f"this is no CSV row ({error})"
        if isinstance(found, str) and len(lines.taken) > 1:
            for offset, text in enumerate(lines.taken):
                alone = _row(next(csv.reader([text]), []), header)
                if alone is not None:
                    yield line + offset, alone
        elif found is not None:
            yield line, found


def _row(cells: list[str], header: list[str]) -> Mapping[str, str] | str | None:
    """Return the cells by column, or why they are no row; None for an empty line."""
    if not cells:
        return None
    if cells == [ENDLESS]:
        return f"longer than {LONGEST_LINE} characters"
    if len(cells) != len(header):
        return f"{len(cells)} columns where there should be {len(header)}"
    return dict(zip(header, (cell.strip() for cell in cells), strict=True))


class _Lines:
    """The lines of a file, how many there were, and those that the row being read was `taken` from. Of a line without
    end only that it has none is kept, so that it fills no memory."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self.number = 0
        self.taken: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        text = self._file.readline(LONGEST_LINE)
        if not text:
            raise StopIteration
        if len(text) == LONGEST_LINE and not text.endswith("\n"):
            while (rest := self._file.readline(LONGEST_LINE)) and not rest.endswith("\n"):
                pass
            text = f"{ENDLESS}\n"
        self.number += 1
        self.taken.append(text)
        return text


class _Ids:
    """Ids of rows by what they say: the n-th of several that say the same is the n-th entry, each time it is read."""

    def __init__(self, job: Import, reader: str) -> None:
        self._base = f"{job.family}/{job.child}/{reader}".encode()
        self._seen: OrderedDict[bytes, int] = OrderedDict()

    def id_of(self, row: Mapping[str, str]) -> EntryId:
        said = sha256("\x1f".join(f"{name}={row[name]}" for name in sorted(row)).encode()).digest()[:16]
        occurrence = self._seen.pop(said, 0)
        self._seen[said] = occurrence + 1
        if len(self._seen) > REPEATS_WITHIN:
            self._seen.popitem(last=False)
        digest = sha256(self._base + said + occurrence.to_bytes(4, "big")).digest()[:16]
        return EntryId(_version_8(digest))


def _version_8(digest: bytes) -> UUID:
    """Return the digest as a UUID of version 8 (RFC 9562): made by rules of our own."""
    bits = int.from_bytes(digest, "big") & ~(0xF << 76) & ~(0x3 << 62)
    return UUID(int=bits | (8 << 76) | (2 << 62))
