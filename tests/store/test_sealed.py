"""What is private is sealed: the row tells whose it is and on which day, and nothing else."""

from datetime import timedelta

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from kinwell.core.clock import FamilyDay
from kinwell.core.ids import ME, adult
from kinwell.core.log.entry import Entry
from kinwell.core.log.events import (
    ActTaken,
    Amended,
    CueNoticed,
    Deferred,
    Event,
    NoteWritten,
    PutSecond,
    QuestionAnswered,
    Responded,
    Retracted,
    Slept,
)
from kinwell.store import journal, vault
from kinwell.store.models import About, EntryRow, IndexRow, KeyRow, Number
from kinwell.store.within import within
from tests.builders import ADA, IRIS, SAM, ZONE, instant
from tests.household import HOME, NEIGHBOURS, Home
from tests.strategies import examples

pytestmark = pytest.mark.django_db

ME_ADA = adult(ADA)
OWN: list[Event] = [
    CueNoticed(holder=ME_ADA, need="relief", strength="clear", cue="needed_out"),
    Responded(holder=ME_ADA, needs=("eat", "drink"), act="small_eat"),
    PutSecond(holder=ME_ADA, need="toilet", first=IRIS),
    Deferred(holder=ME_ADA, need="outdoors", until="asleep"),
    QuestionAnswered(holder=ME_ADA, need="good_enough", answer="not_yet"),
    Slept(holder=ME_ADA),
    ActTaken(act="ask_for_hug"),
    NoteWritten(text="weinte im Bad, keiner hat es gemerkt"),
]


@pytest.fixture
def home() -> Home:
    return Home.found()


def row(home: Home, entry: Entry) -> EntryRow:
    with within(home.family):
        return EntryRow.objects.get(family_id=home.family, id=entry.id)


@pytest.mark.parametrize("event", OWN, ids=lambda event: event.KIND)
def test_of_a_private_row_only_these_columns_tell_anything(home: Home, event: Event) -> None:
    kept = row(home, home.says("ada", "13:07", event))
    clear = {field.attname: getattr(kept, field.attname) for field in EntryRow._meta.concrete_fields}
    clear.pop("body")
    told = {name: value for name, value in clear.items() if value not in (None, "")}
    assert told.keys() == {"family_id", "id", "by", "at", "seq", "shape", "eyes"}
    assert (told["by"], told["eyes"]) == (ADA, ME)


def test_the_day_is_told_and_not_the_minute(home: Home) -> None:
    kept = row(home, home.says("ada", "13:07", OWN[0]))
    assert kept.at == FamilyDay.of(instant("13:07"), ZONE).begin


def test_two_rows_of_one_day_look_alike_but_for_id_and_seq(home: Home) -> None:
    one, other = (row(home, home.says("ada", at, event)) for at, event in (("08:00", OWN[0]), ("23:50", OWN[3])))
    assert (one.at, one.shape, one.zone, len(one.body)) == (other.at, other.shape, other.zone, len(other.body))


@examples(40)
@given(st.binary(max_size=3000))
def test_a_sealed_body_opens_as_it_was_and_is_padded_to_256_bytes(body: bytes) -> None:
    key, public = keys()
    sealed = vault.seal(body, to=public, bound="family/row")
    assert vault.open_sealed(sealed, key=key, bound="family/row") == body
    overhead = len(vault.seal(b"", to=public, bound="family/row")) - 256
    assert (len(sealed) - overhead) % 256 == 0


def keys() -> tuple[bytes, bytes]:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    key = X25519PrivateKey.generate()
    return key.private_bytes_raw(), key.public_key().public_bytes_raw()


def test_lengths_within_a_step_are_the_same(home: Home) -> None:
    notes = [home.says("ada", "13:07", NoteWritten(text="x" * length)) for length in (1, 20, 40)]
    assert len({len(row(home, note).body) for note in notes}) == 1


def test_sealed_twice_the_same_looks_different(home: Home) -> None:
    _, public = keys()
    assert vault.seal(b"x", to=public, bound="a") != vault.seal(b"x", to=public, bound="a")


def test_a_body_moved_to_another_row_does_not_open(home: Home) -> None:
    one, other = home.says("ada", "13:07", OWN[0]), home.says("ada", "13:08", OWN[1])
    with within(home.family, writes=True):
        body = EntryRow.objects.get(family_id=HOME, id=one.id).body
        EntryRow.objects.filter(family_id=HOME, id=other.id).update(body=body)
        with pytest.raises(vault.Sealed):
            journal.by_ids(home.seat("ada"), [other.id])


def test_a_body_moved_to_another_family_does_not_open(home: Home) -> None:
    neighbours = Home.found(NEIGHBOURS)
    cue = home.says("ada", "13:07", OWN[0])
    same_id = neighbours.entry("ada", "13:07", OWN[1], id=cue.id)
    neighbours.keeps("ada", same_id)
    body = row(home, cue).body
    with within(NEIGHBOURS, writes=True):
        # Even with the key of the first family's Ada.
        ada = journal.Seat(family=NEIGHBOURS, viewer=ADA, eyes=frozenset({ME}), key=home.seat("ada").key)
        EntryRow.objects.filter(family_id=NEIGHBOURS, id=cue.id).update(body=body)
        with pytest.raises(vault.Sealed):
            journal.by_ids(ada, [cue.id])


def test_sams_key_opens_nothing_of_adas(home: Home) -> None:
    cue = home.says("ada", "13:07", OWN[0])
    kept = row(home, cue)
    with pytest.raises(vault.Sealed):
        vault.open_sealed(bytes(kept.body), key=home.seat("sam").key or b"", bound=f"{HOME}/{cue.id}")


def test_a_body_of_which_one_bit_was_changed_does_not_open(home: Home) -> None:
    kept = row(home, home.says("ada", "13:07", OWN[0]))
    body = bytearray(kept.body)
    body[-1] ^= 1
    with pytest.raises(vault.Sealed):
        vault.open_sealed(bytes(body), key=home.seat("ada").key or b"", bound=f"{HOME}/{kept.id}")


def test_without_a_key_ada_sees_what_is_shared_and_her_own_stays_shut(home: Home) -> None:
    cue = home.says("ada", "13:07", OWN[0])
    shut = journal.Seat(family=HOME, viewer=ADA, eyes=home.seat("ada").eyes)
    with within(HOME):
        assert cue.id not in journal.by_ids(shut, [cue.id])


def test_words_about_what_is_private_stand_in_no_table_in_clear(home: Home) -> None:
    cue = home.says("ada", "13:07", OWN[0])
    changes = {"strength": "early"}
    for event in (Amended(target=cue.id, of="need.cue", changes=changes), Retracted(target=cue.id)):
        home.keeps("ada", home.entry("ada", "13:20", event, eyes=ME))
    with within(HOME):
        assert not About.objects.filter(family_id=HOME).exists()
        assert not IndexRow.objects.filter(family_id=HOME).exists()
        assert not Number.objects.filter(family_id=HOME).exists()
        assert set(EntryRow.objects.filter(family_id=HOME, by=ADA, eyes=ME).values_list("kind", flat=True)) == {""}


def test_the_bytes_of_the_database_hold_no_word_of_it(home: Home) -> None:
    for minute, event in enumerate(OWN):
        home.says("ada", f"13:{minute:02}", event)
    home.says(
        "ada", "14:00", CueNoticed(holder=home.entry("ada", "14:00", Slept(holder=ME_ADA)).event.holder, need="sit")
    )  # type: ignore[attr-defined]
    with connection.cursor():
        stored = connection.connection.serialize()
    for word in (
        b"weinte",
        b"needed_out",
        b"relief",
        b"outdoors",
        b"good_enough",
        b"ask_for_hug",
        b"need.second",
        b"small_eat",
    ):
        assert word not in stored, word
    assert b"people.child" in stored  # what is shared is there to be found, so the search is a good one


def test_every_adult_has_one_key_pair_from_the_first_day(home: Home) -> None:
    with within(HOME):
        people = set(KeyRow.objects.filter(family_id=HOME).values_list("person", flat=True))
    assert {ADA, SAM} <= people
    before = home.seat("ada").key
    with within(HOME, writes=True):
        vault.make_keys(HOME, ADA)
        assert vault.private_key(HOME, ADA) == before


def test_nobody_seals_to_a_child_or_to_a_stranger(home: Home) -> None:
    with within(HOME), pytest.raises(LookupError):
        vault.public_key(HOME, IRIS)


def test_an_own_sleep_shows_the_day_it_began_and_no_end(home: Home) -> None:
    slept = home.says("ada", "22:30", Slept(holder=ME_ADA), until="+1 06:10")
    kept = row(home, slept)
    assert kept.until is None
    assert kept.at == FamilyDay.of(instant("22:30"), ZONE).begin
    assert kept.at + timedelta(hours=24) <= instant("+1 06:10") + timedelta(hours=24)
