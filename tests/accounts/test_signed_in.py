"""Sessions and their users are read as Django would read them."""

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore as Kept
from django.contrib.sessions.models import Session
from django.utils import timezone

from kinwell.accounts.models import User
from kinwell.accounts.signed_in import Backend, SessionStore

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


def test_a_user_is_read_whole() -> None:
    kept_user = User.objects.create_user(username="ada", password="four words for tonight")
    read = Backend().get_user(kept_user.pk)
    assert read is not None
    assert {field.attname: getattr(read, field.attname) for field in User._meta.concrete_fields} == {
        field.attname: getattr(kept_user, field.attname) for field in User._meta.concrete_fields
    }
    read.save()
    assert User.objects.count() == 1


def test_a_user_who_left_or_may_not_sign_in_is_none() -> None:
    user = User.objects.create_user(username="ada", is_active=False)
    assert Backend().get_user(user.pk) is None
    user.delete()
    assert Backend().get_user(user.pk) is None
