"""Whose eyes may see an entry, and who may change it."""

from datetime import date

import pytest

from kinwell.core.ids import ADULTS, CARE, ME, adult, child, pair_eyes, pair_of
from kinwell.core.log.entry import Entry, born_eyes, may_change, sees
from kinwell.core.log.events import (
    ActTaken,
    AdultAdded,
    Amended,
    ChildAdded,
    CueNoticed,
    Event,
    Fed,
    PairAgreed,
    Retracted,
    Slept,
)
from tests.builders import ADA, IRIS, NAN, SAM, US, a_family, a_seat

OURS = pair_eyes(pair_of(ADA, SAM))


def told(event: Event, *, by: str = "ada", eyes: str = "") -> Entry:
    return a_family().says("12:00", event, by=by, eyes=eyes).told[-1]


@pytest.mark.parametrize(
    ("event", "eyes"),
    [
        (Fed(child=IRIS, how="bottle"), CARE),
        (Slept(holder=child(IRIS)), CARE),
        (Slept(holder=adult(ADA)), ME),
        (CueNoticed(holder=child(IRIS), need="child.feed"), CARE),
        (CueNoticed(holder=adult(ADA), need="eat"), ME),
        (CueNoticed(holder=US, need="pair.talk"), OURS),
        (ActTaken(act="small_eat"), ME),
        (PairAgreed(pair=pair_of(ADA, SAM), other=SAM), OURS),
    ],
)
def test_an_entry_is_born_for_the_eyes_of_whom_it_is_about(event: Event, eyes: str) -> None:
    assert born_eyes(event) == eyes


def test_a_word_about_another_entry_has_no_eyes_of_its_own() -> None:
    with pytest.raises(ValueError, match="target"):
        born_eyes(Retracted(target=told(Fed(child=IRIS, how="bottle")).id))


@pytest.mark.parametrize(
    ("eyes", "seers"),
    [(CARE, {"ada", "sam", "nan"}), (ADULTS, {"ada", "sam"}), (OURS, {"ada", "sam"}), (ME, {"ada"})],
)
def test_what_ada_wrote_is_seen_by_its_eyes_alone(eyes: str, seers: set[str]) -> None:
    entry = told(Fed(child=IRIS, how="bottle"), eyes=eyes)
    assert {name for name in ("ada", "sam", "nan") if sees(a_seat(name), entry)} == seers


def test_what_nobody_wrote_is_private_to_nobody() -> None:
    entry = Entry(
        id=told(Fed(child=IRIS, how="bottle")).id,
        at=told(Fed(child=IRIS, how="bottle")).at,
        noted=told(Fed(child=IRIS, how="bottle")).noted,
        by=None,
        eyes=ME,
        zone="UTC",
        event=Fed(child=IRIS, how="bottle"),
    )
    assert not any(sees(a_seat(name), entry) for name in ("ada", "sam", "nan"))


def test_every_adult_may_correct_the_care_that_another_wrote() -> None:
    assert may_change(SAM, "adult", told(Fed(child=IRIS, how="bottle")))


def test_who_helps_corrects_only_what_they_wrote() -> None:
    fed = Fed(child=IRIS, how="bottle")
    assert may_change(NAN, "helper", told(fed, by="nan"))
    assert not may_change(NAN, "helper", told(fed, by="ada"))


def test_an_adults_own_is_changed_by_its_author_alone() -> None:
    cue = told(CueNoticed(holder=adult(ADA), need="eat"))
    assert may_change(ADA, "adult", cue)
    assert not may_change(SAM, "adult", cue)


def test_what_the_pair_wrote_is_changed_by_its_author_alone() -> None:
    cue = told(CueNoticed(holder=US, need="pair.talk"))
    assert may_change(ADA, "adult", cue)
    assert not may_change(SAM, "adult", cue)


def test_an_amendment_of_care_may_be_undone_by_every_adult_and_by_no_helper_but_its_author() -> None:
    fed = told(Fed(child=IRIS, how="bottle"))
    amendment = told(Amended(target=fed.id, of="care.fed", changes={"how": "solid"}), eyes=CARE)
    assert may_change(SAM, "adult", amendment)
    assert not may_change(NAN, "helper", amendment)


def test_who_a_child_is_every_adult_may_correct_and_who_an_adult_is_that_adult_alone() -> None:
    child = told(ChildAdded(child=IRIS, name="Iris", born=date(2026, 1, 26)))
    adult = told(AdultAdded(adult=SAM, name="Sam"), by="ada")
    assert may_change(SAM, "adult", child)
    assert not may_change(NAN, "helper", child)
    assert may_change(SAM, "adult", adult)
    assert not may_change(ADA, "adult", adult)
