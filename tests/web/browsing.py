"""A family's phones, through Django's test client: pages read, buttons pressed as outbox.js presses them, a held clock.

clock.at("13:05"); ada = home.phone("ada")
ada.presses("b-sleep"); ada.taps(spec); ada.opens("days").says
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from html.parser import HTMLParser
from itertools import count
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from kinwell.accounts import families
from kinwell.accounts.models import Membership, User
from kinwell.store.models import EntryRow
from kinwell.store.within import across_families
from kinwell.web import taps
from tests.builders import IDS, ZONE, When, holder, instant
from tests.household import HOME, NEIGHBOURS, Home

JOE, MIA = UUID(int=51), UUID(int=53)
ROLES = {"ada": "adult", "sam": "adult", "nan": "helper"}

type Spec = Mapping[str, Any]


@dataclass
class Clock:
    """The clock at the door, which stands still until a test moves it."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now

    def at(self, when: When) -> None:
        self.now = instant(when)

    def passes(self, minutes: float) -> None:
        self.now += timedelta(minutes=minutes)


class Page(HTMLParser):
    """What a reply holds: its elements with their attributes, the words one reads, and what its buttons log."""

    def __init__(self, reply: HttpResponse) -> None:
        super().__init__()
        self.html = reply.content.decode()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self._said: list[str] = []
        self._silent = 0
        self.feed(self.html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        self._silent += tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self._silent and data.strip():
            self._said.append(data.strip())

    @property
    def says(self) -> str:
        """Every word on it, those of labels and fields among them."""
        heard = ("aria-label", "placeholder", "data-offline", "data-signed-out")
        return " ".join([*self._said, *(given[name] for _, given in self.elements for name in heard if name in given)])

    def has(self, id: str) -> bool:
        return any(given.get("id") == id for _, given in self.elements)

    def element(self, id: str) -> dict[str, str]:
        return next(given for _, given in self.elements if given.get("id") == id)

    def field(self, name: str) -> dict[str, str]:
        """Return the attributes of a form's field."""
        return next(given for _, given in self.elements if given.get("name") == name)

    def logs(self) -> list[list[dict[str, Any]]]:
        """Return what each of its buttons logs."""
        return [json.loads(given["data-log"]) for _, given in self.elements if "data-log" in given]

    def kinds(self) -> set[str]:
        return {spec["kind"] for log in self.logs() for spec in log}

    def offers(self) -> set[str]:
        """Return the acts that its buttons say yes to."""
        return {spec["body"]["act"] for log in self.logs() for spec in log if spec["kind"] == "act.taken"}

    def button(self, **wanted: Any) -> list[dict[str, Any]]:
        """Return what the first button logs whose first entry has this kind and these words in its body."""
        kind = wanted.pop("kind")
        for log in self.logs():
            if log and log[0]["kind"] == kind and wanted.items() <= log[0]["body"].items():
                return log
        raise AssertionError(f"no button logs {kind} with {wanted}")

    @property
    def seen(self) -> str:
        """The word by which the page asks for what is fresh."""
        found = re.search(r"seen=([^&]*)", self.element("now")["hx-get"])
        assert found is not None
        return found[1]


@dataclass
class Phone:
    """Somebody's browser, signed in (or not), with the family in the address."""

    client: Client
    clock: Clock
    ids: Callable[[], UUID]
    family: UUID = HOME

    def address(self, name: str, *args: object, **query: str) -> str:
        asked = "&".join(f"{key}={value}" for key, value in query.items())
        return reverse(name, args=[self.family, *args]) + (f"?{asked}" if asked else "")

    def gets(self, name: str, *args: object, **query: str) -> HttpResponse:
        return self.client.get(self.address(name, *args, **query))

    def opens(self, name: str = "now", *args: object, **query: str) -> Page:
        reply = self.gets(name, *args, **query)
        assert reply.status_code == 200, f"{name}: {reply.status_code}"
        return Page(reply)

    def asks_fresh(self, seen: str) -> HttpResponse:
        return self.gets("fresh", seen=seen)

    def sends_form(self, name: str, /, *args: object, **fields: str) -> HttpResponse:
        return self.client.post(self.address(name, *args), {"id": str(self.ids()), **fields})

    def wire(self, spec: Spec, **more: Any) -> dict[str, Any]:
        """Return an entry as the page sends it: `$now` filled, with an id and the phone's instants."""
        now = self.clock.now.isoformat()
        sent = {
            "id": str(self.ids()),
            "kind": spec["kind"],
            "at": now,
            "until": _filled(spec.get("until"), now),
            "noted": now,
            "zone": ZONE,
            "body": _filled(spec["body"], now),
        }
        return sent | {name: v.isoformat() if isinstance(v, datetime) else v for name, v in more.items()}

    def sends(self, entries: Sequence[object], *, sent_at: datetime | None = None, sheet: str = "") -> HttpResponse:
        """Post entries to the log, by a clock that is right unless `sent_at` says what it shows."""
        at = (sent_at or self.clock.now).isoformat()
        return self.posts(json.dumps({"sent_at": at, "entries": list(entries), "sheet": sheet}))

    def posts(self, body: str | bytes) -> HttpResponse:
        return self.client.post(self.address("log"), body, content_type="application/json")

    def taps(self, *specs: Spec, sheet: str = "", at: When | None = None, until: When | None = None) -> list[UUID]:
        """Log what a button stands for, now or at another instant, noted then, and return the ids; fail when it is
        refused."""
        more: dict[str, Any] = {} if at is None else {"at": instant(at), "noted": instant(until or at)}
        more |= {} if until is None else {"until": instant(until)}
        entries = [self.wire(spec, **more) for spec in specs]
        self.reply = self.sends(entries, sheet=sheet)
        assert self.reply.status_code == 200, Page(self.reply).says
        return [UUID(entry["id"]) for entry in entries]

    def presses(self, id: str, page: Page | None = None) -> list[UUID]:
        """Press a button of Now (or of another page) by its id."""
        given = (page or self.opens()).element(id)
        return self.taps(*json.loads(given["data-log"]), sheet=given.get("data-sheet", ""))

    def presses_end(self, kind: str) -> list[UUID]:
        """Press the button of Now that ends what runs of a kind."""
        return self.taps(*self.opens().button(kind="log.amended", of=kind))


@dataclass
class Household:
    """The family in the store with a phone for each who signs in."""

    home: Home
    clock: Clock
    phones: dict[str, Phone] = field(default_factory=dict)

    @classmethod
    def found(cls, clock: Clock, family: UUID = HOME) -> "Household":
        return cls(home=Home.found(family), clock=clock)  # type: ignore[arg-type]

    def phone(self, name: str) -> Phone:
        """Return the phone of a member who is signed in; the same each time."""
        if name not in self.phones:
            user, _ = User.objects.get_or_create(username=name)
            role = ROLES[name]
            Membership.objects.create(user=user, family_id=self.home.family, person=IDS[name], role=role)
            numbers = count(10_000 * (1 + list(ROLES).index(name)))
            client = Client()
            client.force_login(user)
            self.phones[name] = Phone(client, self.clock, lambda: UUID(int=next(numbers)), self.home.family)
        return self.phones[name]

    def everyone(self) -> list[Phone]:
        return [self.phone(name) for name in ROLES]


def without_a_build() -> dict[str, Any]:
    """Return the settings by which static files need not be collected first."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    return {"STORAGES": {**settings.STORAGES, "staticfiles": plain}, "STATIC_ROOT": None}


def rows() -> dict[UUID, EntryRow]:
    """Return every row of every family, by id."""
    with across_families():
        return {row.id: row for row in EntryRow.objects.all()}


def row(id: UUID) -> EntryRow:
    return rows()[id]


def words_of(page: Page, id: UUID) -> str:
    """Return the words of one line of History."""
    part = page.html.split(f'id="e-{id}"')[1].split("</article>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", part))


def cue(of: str, need: str, strength: str = "clear") -> Spec:
    return taps.cue(holder(of), need, strength=strength)[0]


def met(of: str, need: str, *, full: bool = True) -> Spec:
    return taps.met(holder(of), need, full=full)[0]


def _filled(value: Any, now: str) -> Any:
    if value == taps.NOW:
        return now
    if isinstance(value, list):
        return [_filled(one, now) for one in value]
    if isinstance(value, dict):
        return {name: _filled(one, now) for name, one in value.items()}
    return value


def next_door(clock: Clock) -> Phone:
    """Return the phone of Joe, of another family of this server, where Mia is."""
    user = User.objects.create_user(username="joe")
    mia = families.NewChild(name="Mia", born=date(2025, 9, 1))
    ids = iter((NEIGHBOURS, JOE, UUID(int=52), MIA, UUID(int=54)))
    families.found(
        name="Next door", zone_name=ZONE, adult="Joe", user=user, children=[mia], now=clock.now, new_id=ids.__next__
    )
    client = Client()
    client.force_login(user)
    numbers = count(50_000)
    return Phone(client, clock, lambda: UUID(int=next(numbers)), NEIGHBOURS)
