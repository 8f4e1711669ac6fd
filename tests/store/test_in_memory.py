"""What is kept in memory: entries and States as they were read, and nothing of what was erased."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from kinwell import ask, record
from kinwell.core.ids import adult
from kinwell.core.log.events import CueNoticed, Fed
from kinwell.store import journal, recall, vault
from tests.builders import ADA, IRIS, instant
from tests.household import Home

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> Home:
    return Home.found()


def kept() -> list[int]:
    return [cache.cache_info().currsize for cache in (journal._opened, journal._clear, recall._state)]


def test_what_was_read_once_is_not_read_again(home: Home) -> None:
    home.says("ada", "12:00", CueNoticed(holder=adult(ADA), need="eat", strength="clear"))
    home.says("ada", "12:01", Fed(child=IRIS, how="bottle"))
    first = ask.state(home.seat("ada"), instant("12:05"))
    before = journal._opened.cache_info().misses
    assert ask.state(home.seat("ada"), instant("12:05")) == first
    assert journal._opened.cache_info().misses == before


def test_what_was_erased_is_in_no_memory(
    home: Home, django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[list[Callable[[], object]]]]
) -> None:
    cue = home.says("ada", "12:00", CueNoticed(holder=adult(ADA), need="eat", strength="clear"))
    ask.state(home.seat("ada"), instant("12:05"))
    assert kept()[0] > 0
    with django_capture_on_commit_callbacks() as callbacks:
        assert record.withdraw(home.seat("ada"), cue.id, now=instant("12:06"))
    for callback in callbacks:
        if callback is not journal._cut_write_ahead_log:  # which no transaction may hold open, as this test's does
            callback()
    assert kept() == [0, 0, 0]


def test_what_one_key_opened_another_does_not_open(home: Home) -> None:
    cue = home.says("ada", "12:00", CueNoticed(holder=adult(ADA), need="eat", strength="clear"))
    ask.state(home.seat("ada"), instant("12:05"))
    body, bound = b"", f"{home.family}/{cue.id}"
    sam = home.seat("sam").key
    assert sam is not None
    with pytest.raises(vault.Sealed):
        journal._opened(vault.Key(sam), bound, body)
    ada = home.seat("ada").key
    assert ada is not None
    assert vault.Key(ada) == vault.Key(ada) != vault.Key(sam)
    assert ada.hex() not in repr(vault.Key(ada))
