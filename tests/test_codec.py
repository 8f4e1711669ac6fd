"""JSON and back: every kind is the same afterwards, and what cannot be read is refused by its field's name."""

import json
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from types import NoneType, UnionType
from typing import Any, Literal, NewType, TypeAliasType, Union, get_args, get_origin, get_type_hints
from uuid import UUID

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinwell import bounds, codec
from kinwell.core.ids import ADULTS, EntryId, Holder, PersonId
from kinwell.core.log.entry import Entry, sees
from kinwell.core.log.events import KINDS, META, Amended, CueNoticed, EyesChanged, Fed, Shown
from kinwell.core.log.standing import marks, stand
from kinwell.core.state import State, fold
from tests.builders import ADA, IRIS, ZONE, a_family, a_seat, holder
from tests.strategies import Log, copy_of, entries, examples, logs

SECRET = "sehr geheim"
CHILD = str(IRIS)


@examples(100)
@given(logs())
def test_every_event_is_the_same_after_it_was_kept(log: Log) -> None:
    for entry in log.entries:
        assert codec.load_event(entry.event.KIND, codec.dump_event(entry.event)) == entry.event


@examples(100)
@given(logs())
def test_every_entry_is_the_same_after_an_archive(log: Log) -> None:
    for entry in log.entries:
        assert codec.load_archived(json.dumps(codec.dump_entry(entry)).encode()) == entry


@examples(60)
@given(logs(), st.sampled_from(["ada", "sam", "nan"]))
def test_every_state_is_the_same_after_a_snapshot(log: Log, viewer: str) -> None:
    told = (*a_family().with_leo().agreed().told, *log.entries)
    state = fold(State(zone=ZONE), marks(stand(e for e in told if sees(a_seat(viewer), e)).entries))
    assert codec.load_state(codec.dump_state(state)) == state


@examples(100)
@given(entries())
def test_an_entry_sent_by_a_phone_is_by_whoever_is_signed_in(entry: Entry) -> None:
    sent = {**codec.dump_entry(entry), "by": str(UUID(int=666)), "eyes": "adults"}
    found = codec.load_entry(sent, by=ADA)
    assert (found.by, found.eyes) == (ADA, "")
    assert (found.id, found.at, found.until, found.noted, found.event) == (
        entry.id,
        entry.at,
        entry.until,
        entry.noted,
        entry.event,
    )


def test_generated_logs_hold_every_kind_and_every_field_of_each_amended() -> None:
    kinds: Counter[str] = Counter()
    amended: Counter[str] = Counter()

    @examples(1400)
    @given(logs())
    def look(log: Log) -> None:
        kinds.update(entry.event.KIND for entry in log.entries)
        amended.update(
            f"{entry.event.of}.{name}"
            for entry in log.entries
            if isinstance(entry.event, Amended)
            for name in entry.event.changes
        )

    look()
    assert set(kinds) == set(KINDS)
    assert min(kinds.values()) > 20, kinds
    # Who somebody is, and whose a need is, cannot be amended (record refuses it).
    fixed = {"holder", "adult", "pair", "other", "to", "friend"}
    wanted = {
        f"{kind}.{name}"
        for kind, cls in KINDS.items()
        if cls not in META
        for name in {field.name for field in fields(cls)} - fixed | {"at", "zone"} | ({"until"} if cls.SPAN else set())
        if (kind, name) != ("people.child", "child")
    }
    assert len(wanted - set(amended)) < 0.1 * len(wanted), wanted - set(amended)


def test_an_amendment_is_read_by_the_types_of_the_kind_it_amends() -> None:
    body = {"target": str(UUID(int=1)), "of": "care.slept", "changes": {"until": "2026-05-04T12:00:00+02:00"}}
    found = codec.load_event("log.amended", json.dumps(body))
    assert isinstance(found, Amended)
    assert found.changes == {"until": datetime(2026, 5, 4, 10, tzinfo=UTC)}


def test_the_end_of_a_span_can_be_taken_away_again() -> None:
    body = {"target": str(UUID(int=1)), "of": "care.slept", "changes": {"until": None}}
    found = codec.load_event("log.amended", json.dumps(body))
    assert isinstance(found, Amended)
    assert found.changes == {"until": None}


def test_what_was_shown_is_read_as_the_event_it_is() -> None:
    cue = a_family().noticed("12:00", "eat").told[-1]
    opening = EyesChanged(target=cue.id, eyes=ADULTS, shown=copy_of(cue))
    found = codec.load_event("log.eyes", codec.dump_event(opening))
    assert isinstance(found, EyesChanged)
    assert found.shown is not None
    assert isinstance(found.shown.event, CueNoticed)


def test_a_word_by_a_choice_keeps_which_and_tells_of_no_zone() -> None:
    cue = a_family().noticed("12:00", "eat").told[-1]
    shown = replace(copy_of(cue), zone="")
    opening = EyesChanged(target=cue.id, eyes=ADULTS, shown=shown, rule=EntryId(UUID(int=7)))
    assert codec.load_event("log.eyes", codec.dump_event(opening)) == opening


def test_one_that_was_shown_by_hand_is_stored_as_ever() -> None:
    cue = a_family().noticed("12:00", "eat").told[-1]
    assert b"rule" not in codec.dump_event(EyesChanged(target=cue.id, eyes=ADULTS, shown=copy_of(cue)))


FED = {"child": CHILD, "how": "bottle"}
CUE = {"holder": {"kind": "adult", "id": str(ADA)}, "need": "eat"}

UNREADABLE: list[tuple[str, Any, str]] = [
    ("care.fad", FED, "kind"),
    ("care.fed", {**FED, "how": SECRET}, "how"),
    ("care.fed", {"how": "bottle"}, "body"),
    ("care.fed", {**FED, "child": SECRET}, "child"),
    ("care.fed", {**FED, "millilitres": SECRET}, "millilitres"),
    ("care.fed", {**FED, "millilitres": -5}, "millilitres"),
    ("care.fed", {**FED, "millilitres": 1e9}, "millilitres"),
    ("care.fed", {**FED, "food": SECRET * 100}, "food"),
    ("care.fed", [SECRET], "body"),
    ("care.changed", {"child": CHILD, "wet": SECRET}, "wet"),
    ("need.cue", {**CUE, "need": SECRET}, "need"),
    ("need.cue", {**CUE, "need": "child.feed"}, "need"),
    ("need.cue", {**CUE, "strength": SECRET}, "strength"),
    ("need.cue", {**CUE, "cue": SECRET}, "cue"),
    ("need.cue", {**CUE, "holder": {"kind": SECRET, "id": str(ADA)}}, "holder.kind"),
    ("need.met", {**CUE, "needs": ["eat", SECRET]}, "needs"),
    ("need.met", {"holder": CUE["holder"], "needs": [7]}, "needs[0]"),
    ("need.later", {**CUE, "until": "hour", "hour": "2026-05-04T12:00:00"}, "hour"),
    ("need.later", {**CUE, "until": "hour", "hour": SECRET}, "hour"),
    ("need.stated", {**CUE, "cadence_minutes": -1}, "cadence_minutes"),
    ("people.child", {"child": CHILD, "name": SECRET * 100, "born": "2026-01-26"}, "name"),
    ("people.child", {"child": CHILD, "name": "Iris", "born": SECRET}, "born"),
    ("log.retracted", {"target": SECRET}, "target"),
    ("log.amended", {"target": SECRET, "of": "care.fed", "changes": {}}, "target"),
    ("log.amended", {"target": CHILD, "of": SECRET, "changes": {"how": "bottle"}}, "of"),
    ("log.amended", {"target": CHILD, "of": "log.amended", "changes": {"of": "x"}}, "of"),
    ("log.amended", {"target": CHILD, "of": "care.fed", "changes": {}}, "changes"),
    ("log.amended", {"target": CHILD, "of": "care.fed", "changes": [SECRET]}, "changes"),
    ("log.amended", {"target": CHILD, "of": "care.fed", "changes": {"how": SECRET}}, "changes.how"),
    ("log.amended", {"target": CHILD, "of": "care.fed", "changes": {"colour": SECRET}}, "changes.colour"),
    ("log.amended", {"target": CHILD, "of": "care.changed", "changes": {"until": None}}, "changes.until"),
    ("log.amended", {"target": CHILD, "of": "care.fed", "changes": {"at": "2026-05-04T12:00:00"}}, "changes.at"),
    ("log.amended", {"target": CHILD, "of": "care.fed", "changes": {"at": SECRET}}, "changes.at"),
    ("log.amended", {"target": CHILD, "of": "care.fed", "changes": {"zone": SECRET}}, "zone"),
    ("log.amended", {"target": CHILD, "of": "care.fed", "changes": {"food": SECRET * 100}}, "changes.food"),
    ("log.eyes", {"target": CHILD, "eyes": "adults", "shown": SECRET}, "shown"),
    ("log.eyes", {"target": CHILD}, "eyes"),
]


@pytest.mark.parametrize(("kind", "body", "field"), UNREADABLE)
def test_what_cannot_be_read_is_refused_by_field_and_never_by_what_it_held(kind: str, body: Any, field: str) -> None:
    with pytest.raises(bounds.Unreadable) as refused:
        codec.load_event(kind, json.dumps(body))
    assert refused.value.field == field
    assert SECRET not in str(refused.value)


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b'{"child": ', b"null", b"7", b'"x"'])
def test_what_is_no_json_is_unreadable_too(body: bytes) -> None:
    for kind in KINDS:
        with pytest.raises(bounds.Unreadable):
            codec.load_event(kind, body)


WIRE: dict[str, Any] = {
    "id": str(UUID(int=5)),
    "kind": "care.fed",
    "at": "2026-05-04T12:00:00Z",
    "noted": "2026-05-04T12:00:00Z",
    "zone": "Europe/Berlin",
    "body": FED,
}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", None),
        ("id", SECRET),
        ("id", 7),
        ("kind", None),
        ("kind", 7),
        ("kind", SECRET),
        ("at", None),
        ("at", SECRET),
        ("at", "2026-05-04T12:00:00"),
        ("at", 1_777_777_777),
        ("at", "2026-02-30T12:00:00Z"),
        ("at", "0001-01-01T00:00:00Z"),
        ("at", "0001-01-01T00:00:00+14:00"),
        ("at", "9999-12-31T23:59:59-12:00"),
        ("noted", SECRET),
        ("until", "2026-05-04T12:00:00"),
        ("until", SECRET),
        ("zone", SECRET),
        ("zone", "../../etc/passwd"),
        ("zone", ["Europe/Berlin"]),
    ],
)
def test_an_envelope_that_cannot_be_read_is_refused_by_field(field: str, value: Any) -> None:
    with pytest.raises(bounds.Unreadable) as refused:
        codec.load_entry({**WIRE, field: value}, by=ADA)
    assert refused.value.field == field
    assert SECRET not in str(refused.value)


def test_a_field_that_its_kind_does_not_have_is_refused_where_it_is_sent() -> None:
    with pytest.raises(bounds.Unreadable) as refused:
        codec.load_entry({**WIRE, "body": {**FED, "millilitre": SECRET}}, by=ADA)
    assert refused.value.field == "body.millilitre"
    assert SECRET not in str(refused.value)


def test_and_is_passed_over_in_what_was_kept() -> None:
    assert codec.load_event("care.fed", json.dumps({**FED, "colour": "blue"})) == Fed(child=IRIS, how="bottle")


def test_a_nappy_has_no_end() -> None:
    changed = {**WIRE, "kind": "care.changed", "body": {"child": CHILD}, "until": "2026-05-04T12:10:00Z"}
    with pytest.raises(bounds.Unreadable, match="until"):
        codec.load_entry(changed, by=ADA)


def test_an_instant_in_any_zone_is_kept_in_utc() -> None:
    found = codec.load_entry({**WIRE, "at": "2026-05-04T14:00:00+02:00"}, by=ADA)
    assert found.at == datetime(2026, 5, 4, 12, tzinfo=UTC)
    assert found.at.tzinfo == UTC


@examples(300)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)
    )
)
def test_nothing_that_json_can_hold_is_more_than_unreadable(body: Any) -> None:
    for kind in KINDS:
        with suppress(bounds.Unreadable):
            codec.load_event(kind, json.dumps(body))


@examples(200)
@given(
    st.fixed_dictionaries(
        {},
        optional={name: st.none() | st.booleans() | st.integers() | st.text() | st.lists(st.text()) for name in WIRE},
    )
)
def test_no_envelope_that_json_can_hold_is_more_than_unreadable(sent: dict[str, Any]) -> None:
    with suppress(bounds.Unreadable):
        codec.load_entry({**WIRE, **sent}, by=PersonId(ADA))


def test_a_body_of_a_newer_kinwell_is_refused_and_not_guessed() -> None:
    with pytest.raises((bounds.Unreadable, ValueError), match="newer"):
        codec.load_event("care.fed", json.dumps(FED), shape=codec.SHAPE + 1)


def test_a_spoilt_snapshot_is_no_state() -> None:
    body = codec.dump_state(a_family().asleep("13:00").state("ada", "14:00"))
    with pytest.raises(msgspec.DecodeError):
        codec.load_state(body[:-3])


def test_a_holder_reads_as_kind_and_id() -> None:
    assert str(holder("iris")) == f"child:{IRIS}"


def test_the_spelling_of_a_feed_never_changes() -> None:
    # What is kept today is read for ever: another spelling needs another shape and a case in upcast.
    fed = Fed(child=IRIS, how="breast", side="left")
    assert json.loads(codec.dump_event(fed)) == {
        "child": CHILD,
        "how": "breast",
        "side": "left",
        "milk": None,
        "millilitres": None,
        "left_minutes": None,
        "right_minutes": None,
        "food": "",
    }


def test_of_every_field_that_can_be_too_long_too_many_or_too_great_the_bounds_are_known() -> None:
    safe = (UUID, bool, int, date, Holder, Shown, Mapping, NoneType)  # by its type alone a value of these is in bounds
    for kind, event in KINDS.items():
        types = get_type_hints(event)
        rest = {field.name for field in fields(event)} - set(bounds._told(kind).bounded)
        assert [name for name in rest if not all(_one_of(part, safe) for part in _parts(types[name]))] == []


def _parts(type_: Any) -> list[Any]:
    """Return the plain types of which a value may be one."""
    if isinstance(type_, TypeAliasType):
        return _parts(type_.__value__)
    if isinstance(type_, NewType):
        return _parts(type_.__supertype__)
    if get_origin(type_) in (Union, UnionType):
        return [part for one in get_args(type_) for part in _parts(one)]
    return [type_]


def _one_of(type_: Any, safe: tuple[type, ...]) -> bool:
    origin = get_origin(type_) or type_
    return origin is Literal or (isinstance(origin, type) and origin is not datetime and issubclass(origin, safe))
