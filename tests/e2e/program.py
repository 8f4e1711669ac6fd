"""A program of somebody's own: it signs up by the forms of the pages, as a browser would, makes a token there, and from
then on speaks to the running server by HTTP alone.

    program = signed_up(server)
    program.posts("cues", {"need": "eat"})
    program.gets("now")["own"]
"""

import json
import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from http.cookiejar import CookieJar
from typing import Any
from uuid import uuid4

from playwright.sync_api import expect

from tests.e2e.phone import PASSPHRASE, Phone
from tests.e2e.server import Server

EVERYTHING = ("care:read", "care:write", "own:read", "own:write")
TIMEOUT = 30  # seconds


@dataclass(frozen=True, kw_only=True)
class Program:
    """A token, and the address of the family that it opens."""

    address: str
    token: str

    def gets(self, path: str, **query: str) -> Any:
        """Return what is answered."""
        return self._asks(f"{path}?{urllib.parse.urlencode(query)}" if query else path)

    def posts(self, path: str, body: object) -> Any:
        """Send something that is taken, and return what is answered."""
        return self._asks(path, json.dumps(body).encode())

    def says(self, kind: str, at: datetime, until: datetime | None = None, /, **body: object) -> str:
        """Keep one entry, and return its id."""
        entry: dict[str, object] = {"id": str(uuid4()), "kind": kind, "at": at.isoformat(), "body": body}
        entry["noted"] = (until or at).isoformat()
        if until is not None:
            entry["until"] = until.isoformat()
        [id] = self.posts("entries", {"entries": [entry]})["kept"]
        return str(id)

    def reading(self, need: str) -> Any:
        """Return what this need of one's own reads now."""
        return next(one for one in self.gets("now")["own"]["needs"] if one["need"] == need)

    @property
    def me(self) -> dict[str, str]:
        """Return whoever let the program in, as a holder of needs."""
        return {"kind": "adult", "id": self.gets("people")["you"]}

    @property
    def child(self) -> dict[str, str]:
        """Return the youngest child, as a holder of needs."""
        return {"kind": "child", "id": self.gets("people")["children"][0]["id"]}

    def _asks(self, path: str, body: bytes | None = None) -> Any:
        request = urllib.request.Request(f"{self.address}{path}", body)
        request.add_header("Authorization", f"Bearer {self.token}")
        request.add_header("Content-Type", "application/json")
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT) as reply:
                return json.load(reply)
        except urllib.error.HTTPError as refused:
            raise AssertionError(f"{path}: {refused.code} {refused.read().decode()}") from refused


def signed_up(server: Server, name: str = "Ada", child: str = "Iris", born: str = "2026-03") -> Program:
    """Return a program of somebody who signed up as the first of a family."""
    pages = _Pages(server)
    now = pages.sends("/", name=name, passphrase=PASSPHRASE, child=child, born=born, zone="Europe/London")
    family = re.search(r"/f/[0-9a-f-]{36}/", now)
    assert family, now
    return _made(server, pages.sends(f"{family[0]}programs", name="a script", scopes=EVERYTHING))


def let_in(phone: Phone, *scopes: str) -> Program:
    """Return a program that this phone let in, by its page."""
    phone.go(f"{phone.family}family")
    phone.page.get_by_role("link", name="Other programs").click()
    phone.page.fill("#name", "a script")
    for scope in EVERYTHING:
        phone.page.locator(f"[name=scopes][value='{scope}']").set_checked(scope in (scopes or EVERYTHING))
    phone.button("Make a token").click()
    expect(phone.page.get_by_text("is shown this once")).to_be_visible()
    return _made(phone.server, phone.page.content())


def _made(server: Server, page: str) -> Program:
    """Return the program whose token and address a page shows."""
    token, address = re.findall(r'<p class="small link">([^<]+)</p>', page)
    return Program(address=server.url + urllib.parse.urlsplit(address).path, token=token)


class _Pages:
    """The pages of a server, as a browser without script and without eyes asks for them."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def sends(self, path: str, **fields: str | Sequence[str]) -> str:
        """Fill in the form of a page, send it to where the page stands, and return the page that comes back."""
        where, form = self._opens(f"{self.server.url}{path}")
        hidden = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)
        assert hidden, form
        sent = urllib.parse.urlencode({"csrfmiddlewaretoken": hidden[1], "id": str(uuid4()), **fields}, doseq=True)
        return self._opens(where, sent.encode())[1]

    def _opens(self, address: str, body: bytes | None = None) -> tuple[str, str]:
        """Return the address to which one was led, and the page there."""
        with self.opener.open(address, body, timeout=TIMEOUT) as page:
            return page.geturl(), page.read().decode()
