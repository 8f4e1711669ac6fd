"""All that others than its author can obtain of a family, byte for byte: pages, headers, JSON, numbers, instants.

with transaction.atomic():
    others = Others(household)
    ... somebody lives, others look() ...
    others.look_at_everything(days)
    seen = others.seen

compare(seen, seen_of_another_life)      # raises AssertionError, naming the first page or number that differs
"""

import difflib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import zip_longest
from typing import Any
from uuid import UUID

from kinwell import ask
from kinwell.core.ids import ME, EntryId
from kinwell.documents.now import now_as_json
from kinwell.store import journal, recall
from kinwell.store.models import About, Count, IndexRow, Number, SnapshotRow
from kinwell.store.within import within
from kinwell.web import taps
from tests.api.calling import EVERYTHING, let_in
from tests.builders import ADA, IRIS
from tests.web.browsing import Household, Page, Phone

TOKEN = re.compile(rb'(data-csrf="|name="csrfmiddlewaretoken" value=")[^"]*')
ALWAYS = ("/", "/help", "/help/sleep", "/help/together", "/welcome", "/join/AAAAAAAAAAAAAAAAAAAAAA")
MOST_FORMS = 3
READ_BY_PROGRAMS = ("now", "handover", "tonight", "people", "entries")

type Seen = list[tuple[str, object]]


@dataclass
class Others:
    """Sam and Nan, looking: whatever they obtain is kept, with what it was."""

    household: Household
    names: tuple[str, ...] = ("sam", "nan")
    seen: Seen = field(default_factory=list)
    last: dict[str, str] = field(default_factory=dict)

    def look(self) -> None:
        """Open Now, as a phone does all day, and ask for what is fresh since the last time."""
        for name in self.names:
            phone = self.household.phone(name)
            self._ask(name, phone, phone.address("fresh", seen=self.last.get(name, "")))
            page = self._ask(name, phone, phone.address("now"))
            self.last[name] = Page(page).seen
            self._keep(f"{name}: what is fresh asks by", self.last[name])

    def look_at_everything(self, days: Iterable[date], *, tried: Iterable[UUID] = ()) -> None:
        """Read what is stored, open every page of these days, try what is not theirs, and log something."""
        for name in self.names:
            self._read_store(name)
        self.look()
        for name in self.names:
            self._open_all(name, list(days))
            self._try(name, tried)
            self._ask_by_program(name, list(days)[:1], list(tried))
        for name in self.names:
            self._log(name)

    def _open_all(self, name: str, days: list[date]) -> None:
        phone = self.household.phone(name)
        asked = [phone.address("now", hands="10"), phone.address("history")]
        asked += [phone.address("history", day=day.isoformat()) for day in days]
        own = ("favour", "own_people", "own_needs", "lists", "full", "programs")
        asked += [phone.address(name) for name in ("family", *own)]
        asked += [phone.address("see", ADA), phone.address("handover", IRIS), phone.address("child", IRIS), *ALWAYS]
        forms: set[str] = set()
        for address in asked:
            page = Page(self._ask(name, phone, address))
            forms |= {given["href"] for _, given in page.elements if "/days/" in given.get("href", "")}
        for address in sorted(forms)[:MOST_FORMS]:
            self._ask(name, phone, address)

    def _ask_by_program(self, name: str, days: list[date], tried: list[UUID]) -> None:
        """Ask for all that a program of an adult can read, with what is theirs and without, and have it write."""
        if name == "nan":
            return
        clock, phone = self.household.clock, self.household.phone(name)
        for number, scopes in enumerate((("care:read", "care:write"), EVERYTHING)):
            program = let_in(self.household, name, *scopes, id=700 + 10 * len(name) + number)
            told = {"at": (clock.now - timedelta(hours=30)).isoformat()}
            asked: list[tuple[str, dict[str, object]]] = [(path, {}) for path in READ_BY_PROGRAMS]
            asked += [("now", told), *(("entries", {"from": day, "until": day}) for day in days)]
            for path, query in asked:
                self._keep(f"{name}'s program {number}: GET {path} {query}", _clean(program.gets(path, **query)))
            wires = [phone.wire(spec) for id in tried for spec in taps.undo([id], private=True)]
            for wire in (*wires, phone.wire(taps.change(IRIS, wet=True, dirty=False)[0])):
                reply = program.posts("entries", {"entries": [wire]})
                self._keep(f"{name}'s program {number}: POST {wire['kind']}", _clean(reply))

    def _read_store(self, name: str) -> None:
        seat, clock = self.household.home.seat(name), self.household.clock
        for ago in (0, 30):
            at = clock.now - timedelta(hours=ago)
            self._keep(f"{name}: kinwell now {ago} h ago", json.dumps(now_as_json(ask.now(seat, at)), indent=1))
        with within(seat.family):
            rows = [row for row in journal.visible(seat).order_by("seq") if row.eyes != ME]
            kept = list(SnapshotRow.objects.filter(eyes=recall._key(seat)).order_by("at").values_list("at", flat=True))
            states = list(recall.snapshots(seat))
        columns = ("id", "at", "until", "noted", "received", "zone", "by", "eyes", "kind", "shape", "source", "body")
        self._keep(f"{name}: entries", [[_plain(getattr(row, column)) for column in columns] for row in rows])
        self._keep(f"{name}: instants of snapshots", kept)
        self._keep(f"{name}: snapshots", states)
        self._read_tables(name, [row.id for row in rows])

    def _try(self, name: str, tried: Iterable[UUID]) -> None:
        phone = self.household.phone(name)
        for number, id in enumerate(tried):
            for address in (phone.address("edit", id), f"{phone.address('now')}x/{id}"):
                self._ask(name, phone, address, label=f"{address.split('/')[3]} of try {number}")
            gone = phone.wire(taps.undo([id], private=True)[0])
            self._keep(f"{name}: try {number} to take it back", _clean(phone.sends([gone])))
            self._keep(f"{name}: try {number} to empty it", _clean(phone.sends_form("withdraw", id)))

    def _read_tables(self, name: str, visible: list[UUID]) -> None:
        """Read what is made from the log: all of it, but for words about what these eyes may not see."""
        family = self.household.home.family
        with within(family):
            for table in (Number, Count, IndexRow, About):
                columns = [column.attname for column in table._meta.concrete_fields if column.name != "family"]
                found = table.objects.filter(family_id=family)
                found = found.filter(entry_id__in=visible) if table is About else found
                rows = [[_plain(value) for value in row] for row in found.values_list(*columns)]
                self._keep(f"{name}: {table.__name__}", sorted(rows))

    def _log(self, name: str) -> None:
        """Log a nappy, read the reply, and how it is kept."""
        phone = self.household.phone(name)
        sent = phone.wire(taps.change(IRIS, wet=True, dirty=True)[0])
        self._keep(f"{name}: the reply to a nappy", _clean(phone.sends([sent])))
        with within(phone.family):  # type: ignore[arg-type]
            kept = journal.by_ids(self.household.home.seat(name), [EntryId(UUID(sent["id"]))])
            number = Number.objects.filter(entry_id=sent["id"]).values_list("number", flat=True).first()
        self._keep(f"{name}: the nappy as kept", (kept, number))

    def _ask(self, name: str, phone: Phone, address: str, label: str = "") -> Any:
        reply = phone.client.get(address)
        self._keep(f"{name}: GET {label or address}", _clean(reply))
        return reply

    def _keep(self, label: str, value: object) -> None:
        self.seen.append((label, value))


def compare(one: Seen, other: Seen) -> None:
    """Raise AssertionError for the first thing that others saw in one life and not in the other."""
    for (label, this), (again, that) in zip_longest(one, other, fillvalue=("nothing", None)):
        assert label == again, f"{label} was asked in one life, {again} in the other"
        if this != that:
            raise AssertionError(f"{label} tells\n" + "\n".join(_lines(this, that)))


def _lines(this: object, that: object) -> list[str]:
    first, second = (str(one).replace("\\n", "\n").replace("><", ">\n<").splitlines() for one in (this, that))
    return list(difflib.unified_diff(first, second, "with", "without", n=0, lineterm=""))[:40]


def _clean(reply: Any) -> tuple[int, list[tuple[str, str]], list[str], bytes]:
    """Return a reply's status, headers, names of cookies and body, without the token against forged forms."""
    headers = sorted((name, value) for name, value in reply.headers.items() if name != "Set-Cookie")
    return reply.status_code, headers, sorted(reply.cookies), TOKEN.sub(rb"\1", reply.content)


def _plain(value: object) -> str:
    return repr(bytes(value) if isinstance(value, memoryview) else value)
