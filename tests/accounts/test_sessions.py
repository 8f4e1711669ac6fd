"""Sessions are read as Django would read them."""

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore as Kept
from django.contrib.sessions.models import Session
from django.utils import timezone

from kinwell.accounts.sessions import SessionStore

pytestmark = pytest.mark.django_db


def kept(**held: str) -> str:
    store = Kept()
    store.update(held)
    store.save()
    assert store.session_key
    return store.session_key


def test_what_was_kept_is_read() -> None:
    key = kept(name="Ada")
    assert SessionStore(key)["name"] == "Ada"


def test_what_has_ended_is_empty_and_gives_no_key() -> None:
    key = kept(name="Ada")
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    ended = SessionStore(key)
    assert ended.get("name") is None
    assert ended.session_key is None


def test_a_key_that_nobody_was_given_is_empty() -> None:
    made_up = SessionStore("x" * 32)
    assert list(made_up.keys()) == []
    assert made_up.session_key is None


def test_what_was_spoilt_is_empty() -> None:
    key = kept(name="Ada")
    Session.objects.update(session_data="spoilt")
    assert list(SessionStore(key).keys()) == []
