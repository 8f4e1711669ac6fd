"""Where nothing can be shown: a page of ours says so, with a way home and Help on it."""

from typing import Any

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from kinwell.web import support
from tests.web.browsing import Household, Page


def is_ours(reply: HttpResponse, status: int, says: str) -> bool:
    page = Page(reply)
    links = {given.get("href") for tag, given in page.elements if tag == "a"}
    return reply.status_code == status and says in page.says and {"/", "/help"} <= links


def test_a_form_from_another_site_is_told_what_to_do(household: Household) -> None:
    reply = Client(enforce_csrf_checks=True).post("/sign-in", {"login": "ada", "password": "x"})

    assert is_ours(reply, 403, "Not sent: this page was open too long, or cookies are switched off here.")
    assert reply["Cache-Control"] == "no-store"


def test_too_many_tries_are_told_to_wait(household: Household, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    cache.clear()
    client = Client()
    replies = [client.post("/sign-in", {"login": "nobody", "password": "x"}) for _ in range(2)]

    assert replies[0].status_code == 200
    assert is_ours(replies[1], 429, "Too many tries for now. Wait a few minutes, then try again.")


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Client:
    """Return a browser of a server where Help breaks."""

    def breaks() -> None:
        raise RuntimeError("so very tired of soup")

    monkeypatch.setattr(support, "needs", breaks)
    return Client(raise_request_exception=False)


def test_a_fault_is_told_without_a_word_of_what_broke(broken: Client) -> None:
    reply = broken.get("/help")

    assert is_ours(reply, 500, "Something broke here. What you wrote stays on your phone.")
    assert "soup" not in reply.content.decode()


def test_the_page_of_a_fault_asks_the_database_nothing(broken: Client) -> None:
    assert broken.get("/help").status_code == 500  # this test has no database
