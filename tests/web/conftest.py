"""What the tests through HTTP share: a held clock, the family, its phones, and static files without a build."""

from typing import Any

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.cache import cache

from kinwell.web import pages
from tests.builders import instant
from tests.web.browsing import Clock, Household, Phone, without_a_build


@pytest.fixture(autouse=True)
def _served_without_a_build(settings: Any) -> None:
    for name, value in without_a_build().items():
        setattr(settings, name, value)
    cache.clear()  # what rate limits count


@pytest.fixture(autouse=True)
def _passphrases_are_hashed_in_no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2 as ever, with so little memory that a test need not wait for it."""
    monkeypatch.setattr(Argon2PasswordHasher, "memory_cost", 64)
    monkeypatch.setattr(Argon2PasswordHasher, "time_cost", 1)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Return the clock at the door: one in the afternoon of the first day, and it stands still."""
    held = Clock(instant("13:00"))
    monkeypatch.setattr(pages, "now", held)
    return held


@pytest.fixture
def household(db: None, clock: Clock) -> Household:
    return Household.found(clock)


@pytest.fixture
def ada(household: Household) -> Phone:
    return household.phone("ada")


@pytest.fixture
def sam(household: Household) -> Phone:
    return household.phone("sam")


@pytest.fixture
def nan(household: Household) -> Phone:
    """Return the phone of Nan, who helps some hours."""
    return household.phone("nan")
