"""The law by hand: one day with every kind that Ada keeps to herself, told through HTTP; and leaks, planted one by one,
each of which the comparison finds."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import count
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse

from kinwell.api import reading
from kinwell.core.ids import ADULTS, CARE, ME, EntryId, FamilyId, PersonId, Seat, pair_of
from kinwell.core.log.entry import Entry
from kinwell.core.log.events import KINDS
from kinwell.core.people import People
from kinwell.record import showing
from kinwell.record.check import Check
from kinwell.store import index, journal, recall, vault
from kinwell.store.models import EntryRow, Family
from kinwell.store.within import across_families, within
from kinwell.web import pages, taps
from tests.api.calling import Caller
from tests.builders import ADA, DAY, IRIS, LEO, MEL, SAM, holder, instant
from tests.web.browsing import Clock, Household, Phone, Spec, cue, met
from tests.web.watching import Others, Seen, compare

HERS = 900_000  # what Ada's other phone numbers its entries from
ME_TOO = holder("ada")


@pytest.fixture(autouse=True)
def _short_tails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recall, "LONG_TAIL", 2)


@dataclass
class Ada:
    """Ada with two phones: on one she tells what is of everyone's care, on the other what is hers alone."""

    cares: Phone
    hers: Phone
    sam: Phone
    told: dict[str, UUID] = field(default_factory=dict)
    kinds: set[str] = field(default_factory=set)

    def keeps(self, name: str, spec: Spec, **when: Any) -> None:
        """Tell something that nobody else may see."""
        [self.told[name]] = self.hers.taps(spec, **when)
        self.kinds.add(spec["kind"])

    def says_of(self, name: str, kind: str, **body: Any) -> None:
        """Say a word about one of those."""
        self.hers.taps({"kind": kind, "body": {"target": str(self.told[name]), **body}})
        self.kinds.add(kind)

    def shows(self, *needs: str) -> None:
        """Choose what Sam may see, of needs of which nothing is kept from him."""
        form = {"id": str(self.cares.ids()), "choice": "needs", "need": list(needs)}
        assert self.cares.client.post(self.cares.address("see", SAM), form).status_code == 302

    def notices(self, need: str) -> None:
        """Notice something of which Sam reads a word."""
        [self.told[need]] = self.cares.taps(cue("ada", need))

    def lets_in_a_program(self) -> None:
        """Let a program in, which then tells something of hers."""
        reply = self.hers.sends_form("programs", name="A button", scopes="own:write")
        found = re.search(r"kinwell_[\w-]{22}", reply.content.decode())
        assert found is not None
        note = self.hers.wire({"kind": "note.written", "body": {"text": "by a button"}})
        told = Caller(found[0], self.hers.family).posts("entries", {"entries": [note]})
        assert told.json()["kept"] == [note["id"]]

    def edits(self, name: str, page: str = "edit", **fields: str) -> None:
        assert self.hers.sends_form(page, self.told[name], **fields).status_code == 302


def own(need: str, kind: str, **body: Any) -> Spec:
    return {"kind": kind, "body": {"holder": {"kind": "adult", "id": str(ADA)}, "need": need, **body}}


def named(need: str, name: str) -> Spec:
    return {"kind": "need.named", "body": {"need": need, "name": name}}


def asked_of_ada(what: str) -> Spec:
    ask = {"to": str(ADA), "what": what, "minutes": 20, "when": _at("18:00"), "until": _at("19:00")}
    return {"kind": "favour.asked", "body": {"pair": str(pair_of(ADA, SAM)), **ask}}


def drafted(what: str) -> Spec:
    return {"kind": "favour.drafted", "body": {"to": str(SAM), "what": what, "minutes": 20, "when": _at("18:00")}}


def rested(until: str) -> Spec:
    return {"kind": "favour.rested", "body": {"until": _at(until)}}


def put_away(line: UUID) -> Spec:
    return {"kind": "line.put_away", "body": {"line": str(line)}}


def friend(name: str, number: str) -> Spec:
    return {"kind": "people.own", "body": {"friend": str(MEL), "name": name, "number": number}}


def night(first: UUID = SAM) -> Spec:
    hours = {"begin": _at("20:00"), "turn": _at("+1 01:00"), "end": _at("+1 07:00")}
    return {"kind": "night.proposed", "body": {"night": str(DAY), "first": str(first), "second": str(ADA), **hours}}


def boundary() -> Spec:
    told = {"text": "visits unasked", "about": "kin", "traits": ["visitors", "touch", "talk"], "needs": ["pair.seek"]}
    return {"kind": "list.boundary", "body": {**told, "acts": ["small_child_feed", "pram_walk"]}}


def limit() -> Spec:
    return {"kind": "list.limit", "body": {"text": "ten minutes", "most_minutes": 1.0}}


def wondered() -> Spec:
    return {"kind": "child.wondered", "body": {"child": str(IRIS), "question": "wonder.new.1", "text": "the lamp"}}


def paused(*, yes: bool) -> Spec:
    return {"kind": "child.paused", "body": {"child": str(IRIS), "paused": yes}}


def joint(*, on: bool) -> Spec:
    return {"kind": "joint.set", "body": {"other": str(SAM), "on": on}}


def agreement() -> Spec:
    return {"kind": "agree.proposed", "body": {"pair": str(pair_of(ADA, SAM)), "to": str(ADA), "text": "no phones"}}


type Step = tuple[str, bool, Callable[[Ada], object]]
SHARED, HERS_ALONE = False, True
STEPS: tuple[Step, ...] = (
    ("06:00", SHARED, lambda ada: ada.cares.taps(*taps.feed(IRIS, "breast", "left"))),
    ("06:10", HERS_ALONE, lambda ada: ada.keeps("hungry", cue("ada", "eat"))),
    (
        "06:11",
        HERS_ALONE,
        lambda ada: ada.says_of("hungry", "log.amended", of="need.cue", changes={"strength": "early"}),
    ),
    ("06:12", HERS_ALONE, lambda ada: ada.keeps("second", taps.second(ME_TOO, "eat", IRIS)[0])),
    ("06:15", SHARED, lambda ada: ada.shows("sit", "relief")),
    ("06:20", SHARED, lambda ada: ada.cares.taps(*taps.switch(IRIS, "right"))),
    ("06:21", SHARED, lambda ada: ada.notices("sit")),
    ("06:23", HERS_ALONE, lambda ada: ada.keeps("sit second", taps.second(ME_TOO, "sit", IRIS)[0])),
    ("06:24", HERS_ALONE, lambda ada: ada.keeps("sit later", taps.later(ME_TOO, "sit", "asleep")[0])),
    ("06:25", HERS_ALONE, lambda ada: ada.keeps("sit asked", taps.asked(ME_TOO, "sit", "not_yet")[0])),
    ("06:26", HERS_ALONE, lambda ada: ada.keeps("cold tea", met("ada", "drink"))),
    ("06:27", HERS_ALONE, lambda ada: ada.keeps("wonder", wondered())),
    ("06:28", HERS_ALONE, lambda ada: ada.keeps("pause", paused(yes=True))),
    ("06:29", HERS_ALONE, lambda ada: ada.keeps("again", paused(yes=False))),
    ("06:30", SHARED, lambda ada: ada.cares.presses_end("care.fed")),
    ("06:31", HERS_ALONE, lambda ada: ada.keeps("later", taps.later(ME_TOO, "eat", "asleep")[0])),
    ("07:00", SHARED, lambda ada: ada.cares.taps(*taps.sleep(holder("iris")))),
    ("07:01", HERS_ALONE, lambda ada: ada.keeps("nap", taps.sleep(ME_TOO)[0])),
    (
        "07:40",
        HERS_ALONE,
        lambda ada: ada.says_of("nap", "log.amended", of="care.slept", changes={"until": _at("07:40")}),
    ),
    ("08:00", SHARED, lambda ada: ada.cares.taps(*taps.sleep(holder("leo")))),
    ("08:05", HERS_ALONE, lambda ada: ada.keeps("ate", met("ada", "eat"))),
    ("08:06", HERS_ALONE, lambda ada: ada.keeps("act", {"kind": "act.taken", "body": {"act": "small_drink"}})),
    (
        "08:10",
        HERS_ALONE,
        lambda ada: ada.says_of("act", "log.amended", of="act.taken", changes={"until": _at("08:09")}),
    ),
    ("08:11", HERS_ALONE, lambda ada: ada.keeps("passed", taps.act_passed("stretch_ten")[0])),
    ("08:12", HERS_ALONE, lambda ada: ada.keeps("none", taps.acts_declined(["shower", "eat_meal"])[0])),
    ("09:00", SHARED, lambda ada: ada.cares.taps(*taps.change(IRIS, wet=True, dirty=False))),
    ("09:10", HERS_ALONE, lambda ada: ada.keeps("note", {"kind": "note.written", "body": {"text": "so tired"}})),
    ("09:11", HERS_ALONE, lambda ada: ada.edits("note", at="2026-05-04T08:50", text="so very tired")),
    ("09:12", HERS_ALONE, lambda ada: ada.keeps("full", taps.checkin("energy", 1)[0])),
    ("09:13", HERS_ALONE, lambda ada: ada.keeps("thin", taps.checkin("patience", 2)[0])),
    ("09:14", HERS_ALONE, lambda ada: ada.hers.sends_form("full", energy="low")),
    ("09:14", HERS_ALONE, lambda ada: ada.hers.opens("full")),
    ("09:20", HERS_ALONE, lambda ada: ada.keeps("stated", own("eat", "need.stated", cadence_minutes=180.0))),
    ("09:20", HERS_ALONE, lambda ada: ada.hers.sends_form("own_needs", name="Piano", cadence="2", cadence_unit="days")),
    ("09:20", HERS_ALONE, lambda ada: ada.keeps("choir", named("own_2", "choir"))),
    ("09:20", HERS_ALONE, lambda ada: ada.keeps("to the piano", cue("ada", "own_1"))),
    ("09:20", HERS_ALONE, lambda ada: ada.hers.sends_form("own_need", "own_1", name="The piano", cadence="")),
    ("09:20", HERS_ALONE, lambda ada: ada.keeps("to choir", cue("ada", "own_2"))),
    ("09:20", HERS_ALONE, lambda ada: ada.hers.sends_form("own_need_away", "own_2")),
    ("09:21", HERS_ALONE, lambda ada: ada.keeps("asked", taps.asked(ME_TOO, "drink", "not_yet")[0])),
    ("10:00", SHARED, lambda ada: ada.cares.taps(*taps.hold(LEO))),
    ("10:05", HERS_ALONE, lambda ada: ada.keeps("thirsty", cue("ada", "drink", "urgent"))),
    ("10:06", HERS_ALONE, lambda ada: ada.edits("thirsty", "remove")),
    ("10:07", HERS_ALONE, lambda ada: ada.edits("thirsty", "restore")),
    ("10:10", HERS_ALONE, lambda ada: ada.says_of("thirsty", "log.eyes", eyes=ADULTS)),
    ("10:12", HERS_ALONE, lambda ada: ada.says_of("thirsty", "log.eyes", eyes=ME)),
    ("10:20", HERS_ALONE, lambda ada: ada.keeps("touched out", taps.cue(ME_TOO, "quiet", named="touched_out")[0])),
    ("10:21", HERS_ALONE, lambda ada: ada.says_of("touched out", "log.eyes", eyes=ADULTS)),
    ("10:22", HERS_ALONE, lambda ada: ada.says_of("touched out", "log.retracted")),
    ("10:30", HERS_ALONE, lambda ada: ada.keeps("danger", cue("ada", "sleep"))),
    ("10:31", HERS_ALONE, lambda ada: ada.hers.sends_form("withdraw", ada.told["danger"])),
    ("10:40", SHARED, lambda ada: ada.told.update(ask=ada.sam.taps(asked_of_ada("take Leo"))[0])),
    (
        "10:41",
        HERS_ALONE,
        lambda ada: ada.keeps("no", {"kind": "favour.declined", "body": {"favour": str(ada.told["ask"])}}),
    ),
    ("10:42", HERS_ALONE, lambda ada: ada.keeps("rest", rested("+1 04:00"))),
    ("10:43", HERS_ALONE, lambda ada: ada.keeps("draft", drafted("take Iris"))),
    ("10:43", HERS_ALONE, lambda ada: ada.keeps("put away", put_away(ada.told["draft"]))),
    ("10:44", HERS_ALONE, lambda ada: ada.keeps("mel", friend("Mel", "0170 1"))),
    ("10:44", HERS_ALONE, lambda ada: ada.hers.sends_form("own_people", name="Kim", number="0170 2")),
    ("10:44", HERS_ALONE, lambda ada: ada.hers.opens("favour")),
    ("10:44", HERS_ALONE, lambda ada: ada.lets_in_a_program()),
    ("10:45", SHARED, lambda ada: ada.sam.taps(night())),
    ("10:46", HERS_ALONE, lambda ada: ada.keeps("not tonight", {"kind": "night.left", "body": {"night": str(DAY)}})),
    ("10:46", HERS_ALONE, lambda ada: ada.keeps("apart", joint(on=False))),
    ("10:46", HERS_ALONE, lambda ada: ada.keeps("night alone", night(ADA))),
    ("10:46", SHARED, lambda ada: ada.told.update(agreement=ada.sam.taps(agreement())[0])),
    (
        "10:47",
        HERS_ALONE,
        lambda ada: ada.keeps("not in it", {"kind": "agree.left", "body": {"agreement": str(ada.told["agreement"])}}),
    ),
    ("10:47", HERS_ALONE, lambda ada: ada.keeps("wish", {"kind": "list.wish", "body": {"text": "the loom"}})),
    (
        "10:47",
        HERS_ALONE,
        lambda ada: ada.keeps(
            "value", {"kind": "list.value", "body": {"text": "air", "rank": 1, "needs": ["outdoors"]}}
        ),
    ),
    ("10:48", HERS_ALONE, lambda ada: ada.keeps("boundary", boundary())),
    ("10:48", HERS_ALONE, lambda ada: ada.keeps("limit", limit())),
    ("10:49", HERS_ALONE, lambda ada: ada.says_of("limit", "log.eyes", eyes=ADULTS)),
    ("10:49", HERS_ALONE, lambda ada: ada.says_of("limit", "log.eyes", eyes=ME)),
    ("10:50", SHARED, lambda ada: ada.notices("relief")),
    (
        "10:51",
        HERS_ALONE,
        lambda ada: ada.says_of("relief", "log.amended", of="need.cue", changes={"strength": "early"}),
    ),
    ("10:51", HERS_ALONE, lambda ada: ada.keeps("held", cue("ada", "held"))),
    ("10:52", SHARED, lambda ada: ada.cares.taps(met("ada", "sit"))),
    ("10:53", HERS_ALONE, lambda ada: ada.keeps("sat again", met("ada", "sit"))),
    ("11:00", SHARED, lambda ada: ada.cares.taps(*taps.change(LEO, wet=False, dirty=True))),
    ("22:00", SHARED, lambda ada: ada.cares.taps(*taps.feed(IRIS, "bottle"))),
    ("22:00", HERS_ALONE, lambda ada: ada.hers.sends_form("tonight", leave="1")),
    ("22:01", HERS_ALONE, lambda ada: ada.hers.sends_form("see", SAM, joint="on")),
    ("22:05", HERS_ALONE, lambda ada: ada.keeps("night", met("ada", "drink", full=False))),
    ("+1 09:00", HERS_ALONE, lambda ada: ada.keeps("morning", cue("ada", "toilet"))),
    ("+1 09:30", SHARED, lambda ada: ada.cares.taps(*taps.change(IRIS, wet=True, dirty=True))),
    ("+1 09:45", HERS_ALONE, lambda ada: ada.keeps("yesterday", cue("ada", "held"), at="21:00")),
)


def _at(when: str) -> str:
    return instant(when).isoformat()


@dataclass(frozen=True)
class Lived:
    seen: Seen
    kinds: set[str]


def live(clock: Clock, *, with_hers: bool) -> Lived:
    """Return what Sam and Nan see of this day, and of which kinds Ada kept something to herself."""
    with transaction.atomic():
        clock.at("05:00")
        household = Household.found(clock)
        cares = household.phone("ada")
        numbers = count(HERS)
        sam = household.phone("sam")
        ada = Ada(cares=cares, hers=replace(cares, ids=lambda: UUID(int=next(numbers))), sam=sam)
        others = Others(household)
        for when, hers, does in STEPS:
            clock.at(when)
            if with_hers or not hers:
                does(ada)
            if not hers:
                others.look()
        clock.at("+1 10:00")
        tried = [UUID(int=HERS), UUID(int=HERS + 3)]
        others.look_at_everything([DAY + timedelta(days=n) for n in (-1, 0, 1)], tried=tried)
        transaction.set_rollback(True)
    return Lived(others.seen, ada.kinds)


def test_a_day_that_ada_keeps_to_herself_is_for_sam_and_nan_a_day_without_it(db: None, clock: Clock) -> None:
    compare(live(clock, with_hers=True).seen, live(clock, with_hers=False).seen)


def test_on_that_day_sam_reads_what_ada_shows_him(db: None, clock: Clock) -> None:
    pages = [str(value) for label, value in live(clock, with_hers=False).seen if label.startswith("sam: GET ")]

    assert any("Ada would be glad of a seat." in page for page in pages)
    assert any("Ada would be glad of ten minutes off duty." in page for page in pages)


def test_the_day_has_every_kind_that_one_can_keep_to_oneself(db: None, clock: Clock) -> None:
    born_own = {kind for kind, event in KINDS.items() if event.BORN in ("me", "holder")}

    assert live(clock, with_hers=True).kinds >= born_own | {"log.amended", "log.retracted", "log.eyes"}


# Leaks. Each is planted in both lives, as a fault in the code would be.


def _rows_are_seen_by_all(planted: pytest.MonkeyPatch) -> None:
    """Ada's rows come into everyone's fold, opened."""

    def visible(seat: Seat) -> Any:
        return EntryRow.objects.filter(Q(eyes__in=sorted(seat.eyes)) | Q(eyes=ME), family_id=seat.family)

    planted.setattr(journal, "visible", visible)
    planted.setattr(journal, "own", lambda seat, _since: visible(seat).filter(eyes=ME))
    planted.setattr(journal, "_read", lambda seat, rows, **_: [_read(seat.family, row) for row in rows])
    planted.setattr(journal, "reaching", lambda seat, _since, **_: journal.read(seat, visible(seat)))


def _read(family: FamilyId, row: Any) -> Entry:
    """Return the entry of a row, whoever wrote it for whom."""
    if row.eyes != ME:
        return journal._clear(row)
    key = vault.private_key(family, row.by)
    assert key is not None
    return journal._opened(vault.Key(key), journal._bound(family, row.id), bytes(row.body))


def _ids_are_listed(planted: pytest.MonkeyPatch) -> None:
    """Rows are filtered, and by_ids forgets to: an edit page opens, a word about them is taken."""

    def by_ids(seat: Seat, ids: Iterable[UUID]) -> dict[EntryId, Entry]:
        rows = EntryRow.objects.filter(family_id=seat.family, id__in=list(ids)).exclude(eyes="")
        return {EntryId(row.id): _read(seat.family, row) for row in journal._as_rows(rows)}

    planted.setattr(journal, "by_ids", by_ids)


def _what_was_seen_is_a_seq(planted: pytest.MonkeyPatch) -> None:
    """The word for what is fresh counts all rows of the family."""
    planted.setattr(journal, "lately", lambda seat: str(Family.objects.get(id=seat.family).seq))


def _all_are_numbered(planted: pytest.MonkeyPatch) -> None:
    """What is one's own gets a number, and leaves a gap."""
    planted.setattr(index, "collection", lambda entry: index.COLLECTIONS.get(entry.event.KIND))


def _snapshots_of_all_are_dropped(planted: pytest.MonkeyPatch) -> None:
    """What is one's own drops what was kept for others: the next page is slower."""
    planted.setattr(recall, "_keys_that_see", lambda entry: (CARE, ADULTS, str(entry.by)))


def _words_push_others_later(planted: pytest.MonkeyPatch) -> None:
    """A row is kept as noted a second later for each private one before it."""
    stored = Check.as_stored

    def later(check: Check, entry: Entry) -> Entry:
        before = EntryRow.objects.filter(family_id=check.seat.family, eyes=ME).count()
        return replace(stored(check, entry), noted=entry.noted + timedelta(microseconds=before))

    planted.setattr(Check, "as_stored", later)


def _pages_are_so_long(planted: pytest.MonkeyPatch) -> None:
    """A page says by a byte more that there is something."""
    rendered = pages.page

    def page(request: HttpRequest, template: str, context: dict[str, Any], **more: Any) -> HttpResponse:
        reply = rendered(request, template, context, **more)
        family = context.get("family")
        if family is not None:
            with within(family):
                reply.content += b" " * EntryRow.objects.filter(family_id=family, eyes=ME).count()
        return reply

    planted.setattr(pages, "page", page)


def _headers_tell(planted: pytest.MonkeyPatch) -> None:
    """A header tells the family's seq."""
    rendered = pages.page

    def page(request: HttpRequest, template: str, context: dict[str, Any], **more: Any) -> HttpResponse:
        reply = rendered(request, template, context, **more)
        if (family := context.get("family")) is not None:
            reply["ETag"] = f'"{Family.objects.get(id=family).seq}"'
        return reply

    planted.setattr(pages, "page", page)


def _what_is_taken_back_stays(planted: pytest.MonkeyPatch) -> None:
    """A copy that was shown stays where it is when it is taken back."""
    planted.setattr("kinwell.record._close", lambda *_: None)


def _a_word_says_how_strong(planted: pytest.MonkeyPatch) -> None:
    """What is shown by need is the cue as it stands, rung and all."""
    planted.setattr(showing, "word", lambda event: event)


_later = (instant("13:00") + timedelta(seconds=n) for n in count())


def _everything_touches_what_is_shown(planted: pytest.MonkeyPatch) -> None:
    """Whatever is told of oneself makes the words that stand anew."""
    planted.setattr(showing, "_touched", lambda new, _tail: dict.fromkeys(("sit", "relief"), new[0].id))
    planted.setattr(showing, "_copy", lambda cue, copy=showing._copy: replace(copy(cue), noted=next(_later)))


def _all_needs_are_shown(planted: pytest.MonkeyPatch) -> None:
    """What is chosen by need shows every need."""
    planted.setattr(showing, "_showable", lambda own, _choice: list(own.waiting.values()))
    touched = showing._touched
    planted.setattr(showing, "_touched", lambda new, tail: {**touched(new, tail), "sit": new[0].id})
    planted.setattr(showing, "_need_of", lambda _cue: "sit")


def _programs_are_told_of_all(planted: pytest.MonkeyPatch) -> None:
    """Who the family is, as a program reads it, ends with a byte for every private row."""
    told = reading.people_as_json

    def people(known: People, you: PersonId, zone: str) -> dict[str, Any]:
        with across_families():
            rows = EntryRow.objects.filter(eyes=ME).exclude(by=you).count()
        return told(known, you, zone + " " * rows)

    planted.setattr(reading, "people_as_json", people)


LEAKS = (
    _rows_are_seen_by_all,
    _ids_are_listed,
    _what_was_seen_is_a_seq,
    _all_are_numbered,
    _snapshots_of_all_are_dropped,
    _words_push_others_later,
    _pages_are_so_long,
    _headers_tell,
    _what_is_taken_back_stays,
    _a_word_says_how_strong,
    _everything_touches_what_is_shown,
    _all_needs_are_shown,
    _programs_are_told_of_all,
)


@pytest.mark.parametrize("plant", LEAKS)
def test_a_planted_leak_is_found(
    db: None, clock: Clock, monkeypatch: pytest.MonkeyPatch, plant: Callable[[pytest.MonkeyPatch], None]
) -> None:
    plant(monkeypatch)
    lives = [live(clock, with_hers=with_hers).seen for with_hers in (True, False)]

    with pytest.raises(AssertionError, match="tells"):
        compare(*lives)
