"""Programs that call the API, with a token that an adult made.

reader = let_in(household, "ada", "care:read")
reader.gets("now").json()
"""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.test import Client

from kinwell.accounts import programs
from kinwell.accounts.models import User
from tests.web.browsing import Household

EVERYTHING = programs.SCOPES


@dataclass
class Caller:
    """A program with a token, and no cookie."""

    token: str
    family: UUID

    def gets(self, path: str, **query: object) -> Any:
        return Client().get(self.address(path), query, headers=self.headers)

    def posts(self, path: str, body: object) -> Any:
        return self.posts_bytes(path, json.dumps(body))

    def posts_bytes(self, path: str, body: str | bytes) -> HttpResponse:
        return Client().post(self.address(path), body, content_type="application/json", headers=self.headers)

    def address(self, path: str) -> str:
        return f"/api/v1/families/{self.family}/{path}"

    @property
    def headers(self) -> dict[str, str]:
        return {"authorization": f"Bearer {self.token}"} if self.token else {}


def let_in(household: Household, name: str, *scopes: str, id: int = 77) -> Caller:
    """Return a program that this adult let in, to do this."""
    household.phone(name)
    user = User.objects.get(username=name).pk
    seat = household.home.seat(name)
    token = programs.make(seat, user, "Home Assistant", scopes or EVERYTHING, id=UUID(int=id))
    return Caller(token, household.home.family)
