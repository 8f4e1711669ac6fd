"""Links that end: for a helper without an account, until an hour; kept as a hash, opened once, ended by any adult."""

import base64
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

import pytest

from kinwell import ask, record
from kinwell.accounts import families, links
from kinwell.accounts.models import Membership, Token, User
from kinwell.core.ids import CARE, PersonId
from kinwell.core.log.events import AdultAdded
from kinwell.core.people import SINCE_EVER
from tests.builders import ADA, NAN, SAM, ZONE, instant
from tests.household import HOME, NEIGHBOURS, Home

NOW = instant("13:00")
SIX = instant("18:00")


@pytest.fixture
def home(db: None) -> Home:
    return Home.found()


def made(home: Home, name: str = "Gran", *, by: str = "ada", ends: datetime = SIX, id: UUID | None = None) -> str:
    return links.make(home.seat(by), name, ends, id=id or uuid4(), now=NOW)


def opened(home: Home, session: dict[str, Any], **more: Any) -> str:
    code = made(home, **more)
    assert links.take(code, session, now=NOW)
    return code


def test_a_code_has_128_bits_and_is_kept_nowhere(home: Home) -> None:
    codes = [made(home) for _ in range(20)]
    assert {len(base64.urlsafe_b64decode(code + "==")) for code in codes} == {16}
    assert len(set(codes)) == 20
    kept = Token.objects.values()
    assert not set(codes) & {str(value) for row in kept for value in row.values()}
    assert {row["code_hash"] for row in kept} == {sha256(code.encode()).hexdigest() for code in codes}


def test_a_link_says_for_whom_by_whom_and_until_when(home: Home) -> None:
    found = links.find(made(home), now=NOW)
    assert found is not None
    assert (found.family, found.maker, found.ends, found.standing) == (HOME, ADA, SIX, "open")
    known = ask.people(home.seat("sam"), NOW).adults[found.person]
    assert (known.name, known.role) == ("Gran", "helper")


@pytest.mark.parametrize("code", ["", "x", "A" * 22, "\0", "é" * 22])
def test_a_code_that_nobody_gave_is_no_link(home: Home, code: str) -> None:
    made(home)
    assert links.find(code, now=NOW) is None
    assert not links.take(code, {}, now=NOW)


def test_the_first_browser_holds_it_and_a_second_does_not(home: Home) -> None:
    first: dict[str, Any] = {}
    second: dict[str, Any] = {}
    code = opened(home, first)
    assert not links.take(code, second, now=NOW)
    assert links.held(second, HOME, now=NOW) is None
    held = links.held(first, HOME, now=NOW)
    assert held is not None
    assert held.standing == "opened"
    seat = links.seat_by(held)
    assert (seat.family, seat.viewer, seat.eyes, seat.key) == (HOME, held.person, {CARE}, None)


def test_it_ends_at_its_hour_to_the_second(home: Home) -> None:
    session: dict[str, Any] = {}
    code = opened(home, session)
    assert links.held(session, HOME, now=SIX - timedelta(seconds=1)).standing == "opened"  # type: ignore[union-attr]
    assert links.held(session, HOME, now=SIX).standing == "ended"  # type: ignore[union-attr]
    assert links.find(code, now=SIX).standing == "ended"  # type: ignore[union-attr]
    assert not links.take(made(home), {}, now=SIX)


@pytest.mark.parametrize("by", ["ada", "sam"])
def test_it_is_ended_at_once_by_its_maker_or_another_adult(home: Home, by: str) -> None:
    session: dict[str, Any] = {}
    opened(home, session)
    [link] = links.of_family(home.seat(by), now=NOW)
    links.end(HOME, link.id)
    assert links.of_family(home.seat("ada"), now=NOW) == []
    assert links.held(session, HOME, now=NOW).standing == "ended"  # type: ignore[union-attr]


def test_another_family_ends_and_sees_none_of_it(home: Home) -> None:
    elsewhere = Home.found(NEIGHBOURS)
    session: dict[str, Any] = {}
    opened(home, session)
    [link] = links.of_family(home.seat("ada"), now=NOW)
    links.end(NEIGHBOURS, link.id)
    assert links.of_family(elsewhere.seat("ada"), now=NOW) == []
    assert links.held(session, HOME, now=NOW).standing == "opened"  # type: ignore[union-attr]
    assert links.held(session, NEIGHBOURS, now=NOW) is None


@pytest.mark.parametrize("session", [{}, {"links": "x"}, {"links": {str(HOME): "x"}}, {"links": {str(HOME): str(ADA)}}])
def test_a_session_that_holds_none_opens_nothing(home: Home, session: dict[str, Any]) -> None:
    made(home)
    assert links.held(session, HOME, now=NOW) is None


def test_what_nobody_took_up_is_held_by_nobody(home: Home) -> None:
    made(home)
    row = Token.objects.get()
    assert links.held({"links": {str(HOME): str(row.id)}}, HOME, now=NOW) is None


def test_a_helper_of_that_name_is_the_same_person_again(home: Home) -> None:
    first, second = (links.find(made(home, name), now=NOW) for name in ("Gran", " gran "))
    assert first is not None
    assert second is not None
    assert first.person == second.person
    assert links.find(made(home, "Nan"), now=NOW).person == NAN  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("", "link.name_missing"),
        ("  ", "link.name_missing"),
        ("sam", "link.name_of_adult"),
        ("x" * 61, "people.name_long"),
    ],
)
def test_a_name_that_does_not_fit_is_refused(home: Home, name: str, code: str) -> None:
    with pytest.raises(families.Refused) as refused:
        made(home, name)
    assert refused.value.code == code
    assert Token.objects.count() == 0


@pytest.mark.parametrize("ends", [NOW, NOW - timedelta(minutes=1), NOW + timedelta(hours=37)])
def test_an_hour_that_is_past_or_far_off_is_refused(home: Home, ends: datetime) -> None:
    with pytest.raises(families.Refused) as refused:
        made(home, ends=ends)
    assert refused.value.code == "link.hour_past"


def test_nobody_in_particular_makes_none(home: Home) -> None:
    with pytest.raises(families.Refused):
        made(home, by="host")


def test_of_one_form_sent_twice_the_code_shown_last_is_good(home: Home) -> None:
    form = uuid4()
    first, second = made(home, id=form), made(home, "Grandad", id=form)
    assert links.find(first, now=NOW) is None
    found = links.find(second, now=NOW)
    assert found is not None
    assert ask.people(home.seat("ada"), NOW).name(found.person) == "Grandad"
    assert Token.objects.count() == 1


def test_a_form_whose_link_was_taken_up_or_is_anothers_makes_no_second(home: Home) -> None:
    form = uuid4()
    assert links.take(made(home, id=form), {}, now=NOW)
    elsewhere = Home.found(NEIGHBOURS)
    for family in (home, elsewhere):
        with pytest.raises(families.Refused) as refused:
            made(family, id=form)
        assert refused.value.code == "link.used_form"


def test_a_link_long_ended_goes_with_the_next_one(home: Home) -> None:
    code = made(home)
    links.make(home.seat("ada"), "Gran", SIX + timedelta(days=9), id=uuid4(), now=SIX + timedelta(days=8))
    assert links.find(code, now=SIX + timedelta(days=8)) is None
    assert Token.objects.count() == 1


def test_when_it_was_opened_is_kept_nowhere(home: Home) -> None:
    opened(home, {})
    assert {field.name for field in Token._meta.concrete_fields} == {
        "id", "family", "person", "maker", "code_hash", "ends", "opened", "ended",
    }  # fmt: skip


def test_a_helper_with_an_account_keeps_it_beside_a_link(home: Home) -> None:
    user = User.objects.create_user(username="nan")
    Membership.objects.create(user=user, family_id=HOME, person=NAN, role="helper")
    opened(home, session := {}, name="Nan")
    links.end(HOME, links.held(session, HOME, now=NOW).id)  # type: ignore[union-attr]
    assert Membership.objects.filter(person=NAN).exists()


def test_of_two_people_of_that_name_an_adult_counts(home: Home) -> None:
    twin = home.entry("ada", SINCE_EVER, AdultAdded(adult=PersonId(UUID(int=77)), name="Sam", role="helper"))
    record.people(home.seat("ada"), [twin], now=NOW)
    with pytest.raises(families.Refused):
        made(home, "Sam")
    assert SAM in ask.people(home.seat("ada"), NOW).adults


# The hours one can choose from, whatever the clocks do.


def chosen(when: str) -> dict[str, datetime]:
    return links.choices(ZONE, instant(when))


def test_by_day_one_chooses_lengths_tonight_or_the_morning() -> None:
    assert chosen("13:00") == {
        "two": instant("15:00"),
        "four": instant("17:00"),
        "tonight": instant("22:00"),
        "morning": instant("+1 09:00"),
    }


@pytest.mark.parametrize("when", ["22:00", "23:30"])
def test_after_ten_tonight_is_past(when: str) -> None:
    assert list(chosen(when)) == ["two", "four", "morning"]
    assert chosen(when)["morning"] == instant("+1 09:00")


def test_after_midnight_the_morning_is_that_of_the_date() -> None:
    assert list(chosen("+1 01:00")) == ["two", "four", "this_morning"]
    assert chosen("+1 01:00")["this_morning"] == instant("+1 09:00")
    assert chosen("+1 05:00")["morning"] == instant("+2 09:00")


@pytest.mark.parametrize(
    ("evening", "hours"),
    [("2026-03-28T21:00+01:00", 11), ("2026-10-24T21:00+02:00", 13), ("2026-05-04T21:00+02:00", 12)],
)
def test_over_a_change_of_the_clocks_nine_is_nine_on_the_wall_and_two_hours_are_two(evening: str, hours: int) -> None:
    now = datetime.fromisoformat(evening)
    found = links.choices(ZONE, now)
    assert found["morning"] - now == timedelta(hours=hours)
    late = now + timedelta(hours=4, minutes=30)  # half an hour before the clocks change
    assert links.choices(ZONE, late)["two"] - late == timedelta(hours=2)
