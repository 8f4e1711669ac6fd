"""What a request asks: from which seat its token sees, at which instant it came, and what of it does not fit."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router
from ninja.security import HttpBearer

from kinwell.accounts import programs
from kinwell.accounts.programs import NotThere, OutOfScope
from kinwell.core.ids import ME, Seat

router = Router()  # one for all, since an address that is read and written must stand on one


class Unfit(ValueError):
    """A part of the request has the right type and still does not fit; it is named, never what it held."""


class Bearer(HttpBearer):
    """`Authorization: Bearer TOKEN`. Which seat it opens depends on what is done with it."""

    def __init__(self, doing: programs.Doing, *, own: bool = False) -> None:
        """Say what the operation does, and whether all of it is one's own."""
        super().__init__()
        self.doing, self.own = doing, own

    def authenticate(self, request: HttpRequest, token: str) -> Seat | None:
        """Return the seat of a token, kept on the request; None for a token that is none. Raise NotThere for a family
        that is not there for it, and OutOfScope."""
        try:
            family = UUID(request.resolver_match.kwargs["family"])  # type: ignore[union-attr]  # an address was found
        except ValueError as error:
            raise NotThere from error
        seat = programs.seat_by(token.strip(), family, self.doing)
        if seat is not None and self.own:
            whole(seat, self.doing)
        return seat


def whole(seat: Seat, doing: programs.Doing) -> None:
    """Raise OutOfScope for a seat that sees child care alone."""
    if ME not in seat.eyes:
        raise OutOfScope(f"own:{doing}")


def seat_of(request: HttpRequest) -> Seat:
    """Return the seat from which a request asks."""
    found: Any = request.auth  # type: ignore[attr-defined]  # ninja keeps there what authenticate returned
    assert isinstance(found, Seat)  # noqa: S101  (for the types: without a seat no operation is reached)
    return found


def present(request: HttpRequest) -> datetime:
    """Return the instant at which a request came, as the clock at the door showed it."""
    at: datetime = request.present  # type: ignore[attr-defined]  # web/pages.py keeps it there
    return at
