"""Correcting who the family is: a child's name and birth by every adult, and one's own name by oneself."""

import re
from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from kinwell.store.models import SnapshotRow
from kinwell.store.within import across_families
from kinwell.web import taps
from tests.builders import ADA, IRIS, LEO, NAN, SAM
from tests.web.browsing import MIA, Clock, Household, Page, Phone, next_door, rows

IRIS_AS_TOLD = {"name": "Iris", "month": "2026-01", "day": "26"}


def corrects(phone: Phone, person: UUID, was: str = "", **fields: str):
    """Send the form of a person as it was opened, with these fields typed over."""
    page = phone.opens("person", person)
    kept = {name: page.field(name)["value"] for name in ("name", "month", "day") if _has(page, name)}
    return phone.sends_form("person", person, was=was or page.field("was")["value"], **{**kept, **fields})


def _has(page: Page, name: str) -> bool:
    return any(given.get("name") == name for tag, given in page.elements if tag == "input")


def edit_links(page: Page) -> list[str]:
    """Return whose "Edit" the Family page offers."""
    return [g["aria-label"] for tag, g in page.elements if tag == "a" and g.get("aria-label", "").startswith("Edit ")]


def beside(page: Page, name: str) -> str:
    """Return what is said beside a field that was refused."""
    given = page.field(name)
    assert given["aria-invalid"] == "true"
    found = re.search(rf'id="{given["aria-describedby"]}"[^>]*>([^<]*)<', page.html)
    assert found is not None
    return found[1]


def test_an_adult_finds_edit_beside_each_child_and_beside_oneself(ada: Phone) -> None:
    assert set(edit_links(ada.opens("family"))) == {"Edit Iris", "Edit Leo", "Edit Ada"}


def test_a_helper_finds_no_edit(nan: Phone) -> None:
    assert edit_links(nan.opens("family")) == []


def test_the_form_shows_what_was_told(ada: Phone) -> None:
    page = ada.opens("person", IRIS)

    assert {name: page.field(name)["value"] for name in IRIS_AS_TOLD} == IRIS_AS_TOLD


def test_after_a_correction_every_screen_has_the_new_name_and_age(ada: Phone, sam: Phone, nan: Phone) -> None:
    ada.taps(*taps.feed(IRIS, "bottle"), at="12:30", until="12:50")
    for phone in (ada, sam, nan):
        assert "Iris" in phone.opens().says

    assert corrects(sam, IRIS, name="Iris Maria", month="2025-11", day="").headers["Location"] == sam.address("family")

    for phone in (ada, sam, nan):
        for name in ("now", "history", "family"):
            assert "Iris Maria" in phone.opens(name).says
        assert "Iris Maria 5 months" in phone.opens("family").says


@pytest.fixture
def of_a_week(ada: Phone, sam: Phone, clock: Clock) -> None:
    """Seven days of feeds, so that States of the days between are kept for everyone."""
    clock.at("+7 13:00")
    for day in range(7):
        for hour in range(0, 24, 2):
            ada.taps(*taps.feed(IRIS, "bottle"), at=f"+{day} {hour:02}:00", until=f"+{day} {hour:02}:20")
    for phone in (ada, sam):
        phone.opens()


def kept() -> int:
    with across_families():
        return SnapshotRow.objects.count()


def test_what_was_kept_under_the_old_name_is_dropped(of_a_week: None, ada: Phone, sam: Phone) -> None:
    assert kept() > 0

    corrects(ada, IRIS, name="Ines")

    assert kept() == 0
    for phone in (ada, sam):
        says = phone.opens().says
        assert ("Ines" in says, "Iris" in says) == (True, False)
        assert "Ines" in phone.opens("history", day="2026-05-05").says


def test_a_day_that_was_not_known_can_be_told_and_taken_out_again(ada: Phone) -> None:
    ada.sends_form("add_child", child="Max", born="2026-04")
    link = next(given for _, given in ada.opens("family").elements if given.get("aria-label") == "Edit Max")
    max_ = UUID(link["href"].split("/")[-1])
    assert ada.opens("person", max_).field("day")["value"] == ""

    corrects(ada, max_, day="27")
    assert "Max 7 days" in ada.opens("family").says

    corrects(ada, max_, day="")
    assert ada.opens("person", max_).field("day")["value"] == ""
    assert "Max 2 weeks" in ada.opens("family").says


def test_one_corrects_ones_own_name(ada: Phone, sam: Phone) -> None:
    corrects(ada, ADA, name="Adele")

    assert "Adele" in sam.opens("family").says


@pytest.mark.parametrize("person", [SAM, NAN], ids=["an adult", "a helper"])
def test_nobody_elses_name_is_there_to_correct(ada: Phone, person: UUID) -> None:
    assert ada.gets("person", person).status_code == 404
    assert ada.sends_form("person", person, name="Nobody").status_code == 404


@pytest.mark.parametrize("person", [IRIS, NAN, ADA], ids=["a child", "themselves", "an adult"])
def test_a_helper_corrects_nobody(nan: Phone, person: UUID) -> None:
    before = len(rows())

    assert nan.gets("person", person).status_code == 404
    assert nan.sends_form("person", person, name="Nobody").status_code == 404
    assert len(rows()) == before


def test_who_is_not_of_this_family_is_not_there(ada: Phone, clock: Clock) -> None:
    joe = next_door(clock)

    for person in (MIA, uuid4()):
        assert ada.gets("person", person).status_code == 404
        assert ada.sends_form("person", person, name="Nobody").status_code == 404
    assert joe.client.get(reverse("person", args=[ada.family, IRIS])).status_code == 404
    assert joe.client.post(reverse("person", args=[ada.family, IRIS]), {"id": str(uuid4())}).status_code == 404


@pytest.mark.parametrize(
    ("typed", "field", "says"),
    [
        ({"name": "  "}, "name", "A name for the child; a nickname is enough."),
        ({"name": "I" * 61}, "name", "That name is longer than fits here. A shorter one?"),
        ({"name": "I" * 601}, "name", "That name is longer than fits here. A shorter one?"),
        ({"month": "2026-06"}, "month", "That is in the future. When was it?"),
        ({"month": "2026-05", "day": "5"}, "month", "That is in the future. When was it?"),
        ({"month": "1926-01"}, "month", "That is long ago for a child. Which year was it?"),
        ({"month": "2001-04"}, "month", "That is long ago for a child. Which year was it?"),
        ({"month": "soon"}, "month", "Month and year of birth."),
        ({"month": "2026-02", "day": "30"}, "day", "That month has no such day. It can stay empty."),
        ({"day": "first"}, "day", "That month has no such day. It can stay empty."),
        ({"day": "9" * 30}, "day", "That month has no such day. It can stay empty."),
    ],
)
def test_what_does_not_fit_is_said_beside_its_field_and_nothing_is_lost(
    ada: Phone, typed: dict[str, str], field: str, says: str
) -> None:
    before = len(rows())

    reply = corrects(ada, IRIS, **typed)

    page = Page(reply)
    assert reply.status_code == 422
    assert beside(page, field) == says
    assert {name: page.field(name)["value"] for name in IRIS_AS_TOLD} == {**IRIS_AS_TOLD, **typed}
    assert len(rows()) == before


def test_an_own_name_of_nothing_is_said_too(ada: Phone) -> None:
    assert beside(Page(corrects(ada, ADA, name=" ")), "name") == "A name, so that others here know who wrote."


def test_a_child_of_25_years_and_one_born_today_fit(ada: Phone) -> None:
    assert corrects(ada, LEO, month="2001-06").status_code == 302
    assert corrects(ada, LEO, month="2026-05", day="4").status_code == 302


def test_the_same_form_sent_twice_is_one_entry(ada: Phone, clock: Clock) -> None:
    before, sent = len(rows()), {"id": str(uuid4()), "was": ada.opens("person", IRIS).field("was")["value"]}

    for _ in range(2):
        assert ada.sends_form("person", IRIS, **sent, **{**IRIS_AS_TOLD, "name": "Ines"}).status_code == 302
        clock.passes(5)

    assert len(rows()) == before + 1


def test_a_form_sent_back_as_it_was_writes_nothing(ada: Phone) -> None:
    before = len(rows())

    assert corrects(ada, IRIS).status_code == 302

    assert len(rows()) == before


def test_of_two_who_correct_at_once_the_later_stands(ada: Phone, sam: Phone, clock: Clock) -> None:
    was = ada.opens("person", IRIS).field("was")["value"]
    corrects(ada, IRIS, was=was, name="Ines")
    clock.passes(1)
    corrects(sam, IRIS, was=was, name="Inga")

    assert "Inga" in ada.opens("family").says


def test_what_the_other_corrected_meanwhile_stays_corrected(ada: Phone, sam: Phone, clock: Clock) -> None:
    was = ada.opens("person", IRIS).field("was")["value"]
    corrects(sam, IRIS, month="2025-11", day="2")
    clock.passes(1)
    ada.sends_form("person", IRIS, was=was, **{**IRIS_AS_TOLD, "name": "Ines"})

    page = ada.opens("person", IRIS)
    assert [page.field(name)["value"] for name in IRIS_AS_TOLD] == ["Ines", "2025-11", "2"]


def test_a_made_up_was_breaks_nothing(household: Household, ada: Phone) -> None:
    for was in ("[]", '{"name": 7}', "no"):
        assert ada.sends_form("person", IRIS, was=was, **IRIS_AS_TOLD).status_code == 302
