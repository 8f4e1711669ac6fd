"""How a family says times: when, how long, how old, which day."""

from datetime import UTC, date, datetime

import pytest

from kinwell.words import age, clock_time, day, day_and_date, duration, say_reason

LONDON = "Europe/London"


def at(hour: int, minute: int) -> datetime:
    return datetime(2026, 1, 13, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("hour", "minute", "words"),
    [
        (13, 12, "1:12 pm"), (0, 5, "12:05 am"), (12, 30, "12:30 pm"), (7, 0, "7 am"), (19, 0, "7 pm"),
        (12, 0, "noon"), (0, 0, "midnight"),
    ],
)  # fmt: skip
def test_a_time_is_said_with_its_half_of_the_day(hour: int, minute: int, words: str) -> None:
    assert clock_time(at(hour, minute), LONDON) == words


@pytest.mark.parametrize(
    ("hour", "minute", "words"), [(12, 50, "12:50"), (7, 0, "7"), (15, 4, "3:04"), (0, 0, "midnight")]
)
def test_on_a_screen_a_time_is_short(hour: int, minute: int, words: str) -> None:
    assert clock_time(at(hour, minute), LONDON, short=True) == words


def test_a_time_is_told_where_the_family_lives() -> None:
    assert clock_time(at(11, 50), "Asia/Kathmandu") == "5:35 pm"


def test_a_time_without_a_zone_is_no_instant() -> None:
    with pytest.raises(ValueError, match="zone"):
        clock_time(at(11, 50).replace(tzinfo=None), LONDON)


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0.3, "under a minute"), (40, "40 min"), (59.6, "1 h"), (60, "1 h"), (130, "2 h 10"), (125, "2 h 05")],
)
def test_a_length_is_minutes_then_hours(minutes: float, words: str) -> None:
    assert duration(minutes) == words


def test_a_length_is_never_less_than_nothing() -> None:
    with pytest.raises(ValueError, match="-5"):
        duration(-5)


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (date(2026, 4, 27), "on the way"), (date(2026, 4, 29), "1 day"), (date(2026, 5, 11), "13 days"),
        (date(2026, 8, 4), "14 weeks"), (date(2026, 9, 1), "4 months"), (date(2027, 1, 28), "9 months"),
        (date(2027, 1, 27), "8 months"), (date(2028, 4, 27), "23 months"), (date(2028, 4, 28), "2 years"),
    ],
)  # fmt: skip
def test_an_age_is_told_as_families_tell_it(on: date, words: str) -> None:
    assert say_reason(age(date(2026, 4, 28), on)) == words


def test_a_day_has_its_name() -> None:
    assert day(date(2026, 8, 4)) == "Tuesday"


def test_today_is_today() -> None:
    assert day(date(2026, 8, 4), today=date(2026, 8, 4)) == "Today"


def test_the_day_before_is_yesterday() -> None:
    assert day(date(2026, 8, 3), today=date(2026, 8, 4)) == "Yesterday"


def test_tomorrow_has_its_name() -> None:
    assert day(date(2026, 8, 5), today=date(2026, 8, 4)) == "Wednesday"


def test_a_day_is_told_with_its_date() -> None:
    assert day_and_date(date(2026, 8, 12)) == "Wednesday 12 August"
