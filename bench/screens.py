"""Now, and a log with its fresh fragment, as Ada's phone asks for them: through Django, with session and middleware.

With `direct`, or without views, the same answers are asked of `record` and `ask` themselves, and `through` says so.
"""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID

from django.conf import settings
from django.core.management import call_command
from django.http import HttpResponseBase
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils.crypto import get_random_string

from bench import family
from bench.family import Home
from bench.measure import CannotMeasure, Figure, figure, milliseconds, queries, repeated
from kinwell import ask, codec, record
from kinwell.accounts import access
from kinwell.accounts.models import User
from kinwell.core.ids import CARE, ME, EntryId, Seat, adult
from kinwell.core.log.entry import Entry
from kinwell.core.log.events import Amended, Changed, CueNoticed, Event, Retracted
from kinwell.store import recall
from kinwell.store.models import IndexRow
from kinwell.store.within import within
from kinwell.web import pages

MANY, SOME, FEW = 40, 15, 3  # repeats
NOW_LIMIT, LOG_LIMIT, THREE_LIMIT = 15, 12, 20  # ms
COLD_LIMIT = 2  # s
LOAD_LIMIT = 40  # kB
KILOBYTE = 1024
SECRET_LENGTH = 32  # of Django's CSRF cookie
OK, MOVED = 200, 300
APART = timedelta(minutes=20)  # between two logs that are timed: denser than any day of the family's, some 30 entries
BACK = (timedelta(days=1), timedelta(weeks=3), timedelta(days=200))  # how old what is corrected may be
LINKED = re.compile(r"""(?:href|src)=["']?([^"'\s>]+)""")
URLS = re.compile(r"""url\(["']?([^"')]+)|(?:from|import)\s*["']([^"']+)["']""")


class Phone:
    """Ada's phone, signed in: it asks for Now and sends entries. `at` is the present, which passes when told to: a
    family that logs forty nappies within a second would have a longer tail to fold than there is on any evening."""

    def __init__(self, user: User, home: Home, chance: Random, *, direct: bool) -> None:
        """Sign in; nothing is asked yet."""
        self.user, self.home, self.chance = user, home, chance
        self.at = datetime.now(UTC)
        self.now_url, self.log_url = (None, None) if direct else (_address("now", home), _address("log", home))
        headers = {"accept-encoding": "gzip, br"}
        self.client = Client(enforce_csrf_checks=True, raise_request_exception=False, headers=headers)
        self.client.force_login(user)
        self.token = get_random_string(SECRET_LENGTH)
        self.client.cookies[settings.CSRF_COOKIE_NAME] = self.token

    @property
    def through(self) -> str:
        """What is measured: whole requests, or the answers behind them while there are no views."""
        return "HTTP" if self.now_url and self.log_url else "ask and record"

    def now(self) -> None:
        """Ask for Now, the whole page."""
        if self.now_url is None:
            ask.now(self._seat(), self.at, keeps=True)
        else:
            _fine(self.client.get(self.now_url))

    def log(self, entry: Entry) -> None:
        """Send one entry and take the fresh fragment."""
        if self.log_url is None:
            if record.entries(self._seat(), [entry], now=self.at).refused:
                raise CannotMeasure("what Ada wrote was refused")
            self.now()
            return
        wire = codec.dump_entry(entry)
        sent = {name: wire[name] for name in ("id", "kind", "at", "until", "noted", "zone", "body")}
        sheet = "noted" if isinstance(entry.event, CueNoticed) else ""  # a cue asks for its answers in the same reply
        body = {"sent_at": self.at.isoformat(), "entries": [sent], "sheet": sheet}
        headers = {"x-csrftoken": self.token}
        _fine(self.client.post(self.log_url, json.dumps(body), content_type="application/json", headers=headers))

    def entry(self, event: Event, eyes: str) -> Entry:
        """Return an entry of this moment."""
        now = self.at
        id = EntryId(UUID(int=self.chance.getrandbits(128), version=4))
        return Entry(id=id, at=now, noted=now, by=self.home.ada.viewer, eyes=eyes, zone=self.home.zone, event=event)

    def by_sam(self, entry: Entry) -> None:
        """Keep an entry as if the other phone had sent it."""
        sent = replace(entry, by=self.home.sam.viewer)
        if record.entries(self.home.sam, [sent], now=self.at).refused:
            raise CannotMeasure("what Sam wrote was refused")

    def passes(self) -> None:
        """Let some time pass, as it does between two taps."""
        self.at += APART

    def forget(self) -> None:
        """Drop every snapshot, as after an upgrade."""
        with within(self.home.family):
            recall.drop(self.home.family)

    def _seat(self) -> Seat:
        seat = access.seat_of(self.user, self.home.family)
        if seat is None:
            raise CannotMeasure("Ada has no seat")
        return seat


def figures(phone: Phone, smaller: dict[int, Phone]) -> Iterator[Figure]:
    """Yield the figures of the screens; `smaller` are phones of families with fewer entries, by how many."""
    clock, pages.now = pages.now, lambda: phone.at
    try:
        yield from _figures(phone, smaller)
    finally:
        pages.now = clock


def of_three(phone: Phone, entries: int) -> Figure:
    """Return what Now takes once the family has a third child with so many entries."""
    clock, pages.now = pages.now, lambda: phone.at
    try:
        family.with_third(phone.home, entries, end=phone.at, chance=phone.chance)
        phone.now()
        return figure("Now, warm, three children", "ms", *milliseconds(repeated(phone.now, MANY)), limit=THREE_LIMIT)
    finally:
        pages.now = clock


def _figures(phone: Phone, smaller: dict[int, Phone]) -> Iterator[Figure]:
    call_command("collectstatic", verbosity=0, interactive=False)
    phone.now()
    yield figure("Now, warm", "ms", *milliseconds(repeated(phone.now, MANY)), limit=NOW_LIMIT)
    fewer = {count: _statements(other) for count, other in smaller.items()}
    for count, statements in fewer.items():
        yield figure(f"Now, SQL at {count:,} entries", "statements", statements)
    yield figure("Now, SQL", "statements", _statements(phone), limit=min(fewer.values()))
    yield figure("Now, cold", "s", *repeated(phone.now, FEW, before=phone.forget), limit=COLD_LIMIT)
    yield from _logs(phone)
    yield from _after(phone)
    yield from _first_load(phone)


def _statements(phone: Phone) -> int:
    phone.now()
    return queries(phone.now)


def _after(phone: Phone) -> Iterator[Figure]:
    """Yield what Now takes right after Sam wrote something: it must not be cold."""
    samples = milliseconds(repeated(phone.now, SOME, before=lambda: phone.by_sam(_nappy(phone))))
    yield figure("Now, after Sam's log", "ms", *samples, limit=NOW_LIMIT)
    for age in BACK:
        samples = milliseconds(repeated(phone.now, FEW, before=lambda age=age: phone.by_sam(_correction(phone, age))))  # type: ignore[misc]
        yield figure(f"Now, after he corrects {_ago(age)}", "ms", *samples)


def _logs(phone: Phone) -> Iterator[Figure]:
    """Yield what it takes to send one entry and get the fresh fragment."""
    for name, made in {"log of an own cue": _cue, "log of a nappy": _nappy, "undo of a nappy": _undo}.items():
        waiting: list[Entry] = []

        def ready(made: Callable[[Phone], Entry] = made, waiting: list[Entry] = waiting) -> None:
            phone.passes()
            waiting.append(made(phone))

        def sends(waiting: list[Entry] = waiting) -> None:
            phone.log(waiting.pop())

        phone.now()
        ready()
        count = queries(sends)
        samples = milliseconds(repeated(sends, MANY, before=ready))
        yield figure(name, "ms", *samples, limit=LOG_LIMIT)
        yield figure(f"{name}, SQL", "statements", count)
    for age in BACK:
        samples = milliseconds(repeated(lambda age=age: phone.log(_correction(phone, age)), FEW, before=phone.passes))  # type: ignore[misc]
        yield figure(f"correction of {_ago(age)}", "ms", *samples)


def _first_load(phone: Phone) -> Iterator[Figure]:
    """Yield the bytes of the page and of everything it asks for, compressed as they are served."""
    url = phone.now_url
    if url is None:
        return
    page = phone.client.get(url)
    seen = {url: len(_body(_fine(page)))}
    plain = phone.client.get(url, headers={"accept-encoding": "identity"})
    waiting = LINKED.findall(_body(plain).decode())
    while waiting:
        link = waiting.pop().partition("?")[0].partition("#")[0]
        if link in seen or not link.startswith(settings.STATIC_URL):
            continue
        seen[link] = len(_body(_fine(phone.client.get(link))))
        if link.endswith((".css", ".js")):
            text = _body(phone.client.get(link, headers={"accept-encoding": "identity"})).decode()
            folder = link.rpartition("/")[0]
            waiting += [f"{folder}/{name.removeprefix('./')}" for hit in URLS.findall(text) for name in hit if name]
    yield figure("first load", "kB", sum(seen.values()) / KILOBYTE, limit=LOAD_LIMIT)
    for link, size in sorted(seen.items(), key=lambda item: -item[1]):
        name = "page" if link == url else re.sub(r"\.[0-9a-f]{12}(?=\.)", "", link.rpartition("/")[2])
        yield figure(f"first load, {name}", "kB", size / KILOBYTE)


def _cue(phone: Phone) -> Entry:
    viewer = phone.home.ada.viewer
    assert viewer is not None  # noqa: S101  (Ada has a seat)
    return phone.entry(CueNoticed(holder=adult(viewer), need="eat", strength="clear"), ME)


def _nappy(phone: Phone) -> Entry:
    return phone.entry(Changed(child=phone.home.iris, wet=True), CARE)


def _undo(phone: Phone) -> Entry:
    """Return what takes back a nappy change that was just logged."""
    entry = _nappy(phone)
    phone.log(entry)
    return phone.entry(Retracted(target=entry.id), CARE)


def _correction(phone: Phone, age: timedelta) -> Entry:
    """Return a correction of the nappy change that was logged that long ago: it was dirty too."""
    with within(phone.home.family):
        rows = IndexRow.objects.filter(family_id=phone.home.family, collection="changes")
        target = rows.filter(at__lte=phone.at - age).order_by("-at").values_list("entry_id", flat=True)[0]
    return phone.entry(Amended(target=EntryId(target), of=Changed.KIND, changes={"dirty": True}), CARE)


def _ago(age: timedelta) -> str:
    return f"{age.days} days back" if age.days > 1 else "yesterday"


def _address(name: str, home: Home) -> str | None:
    try:
        return reverse(name, args=[home.family])
    except NoReverseMatch:
        return None


def _fine(response: HttpResponseBase) -> HttpResponseBase:
    if not OK <= response.status_code < MOVED:
        raise CannotMeasure(f"the server answered {response.status_code}")
    return response


def _body(response: HttpResponseBase) -> bytes:
    """Return the bytes of an answer, streamed as static files are or not."""
    whole: bytes = response.getvalue()
    return whole
