"""Other programs: an adult lets one in with a token, which is shown once, kept as its hash, and taken back at once.

    make      an adult, on the page of programs    -> the token, shown this once
    seat_by   every request that carries one       -> the seat it asks from; never more than its adult has
    end       that adult                           -> the row is gone, and the token with it

`care` is what a helper sees and may write, in the adult's name. `own` is all that the adult sees: what the adults
share, and what is theirs alone. For that the token opens sealed rows: their key lies beside them on the server
(store/vault.py), so a token needs no key of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal
from uuid import UUID

from django.db import transaction

from kinwell.accounts import access, codes
from kinwell.accounts.families import Refused
from kinwell.accounts.models import Program as Row
from kinwell.core.ids import ADULTS, CARE, FamilyId, Seat
from kinwell.store.prepared import Prepared

SCOPES = ("care:read", "care:write", "own:read", "own:write")
MARK = "kinwell_"  # by which a token is known for one, should it turn up where it does not belong
LONGEST_NAME = 60
MOST = 50  # for one adult in one family: nobody has more, and a page has an end

type Doing = Literal["read", "write"]


class NotThere(Exception):
    """The family is not there for this token: another's, or none at all."""


class OutOfScope(Exception):
    """The token is good, and may not do this; `needs` names the scope that would do."""

    def __init__(self, needs: str) -> None:
        """Keep the scope that would do."""
        super().__init__(needs)
        self.needs = needs


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A program that was let in: what its adult calls it, and what it may do."""

    id: UUID
    name: str
    scopes: tuple[str, ...]


@transaction.atomic
def make(seat: Seat, user: int, name: str, scopes: Sequence[str], *, id: UUID) -> str:
    """Let a program in from this adult's seat, and return its token, which is kept nowhere. Of one form sent twice
    (`id`) the token that was shown last is good. Reading what is one's own takes in child care, writing likewise.

    Raise Refused for no name, one that is too long, nothing chosen, or a form that was used by somebody else.
    """
    called, chosen = " ".join(name.split()), _whole(scopes)
    if ADULTS not in seat.eyes:
        raise Refused("refused.not_allowed")
    if not called or len(called) > LONGEST_NAME:
        raise Refused("program.name_missing")
    if not chosen:
        raise Refused("program.nothing_chosen")
    mine = Row.objects.filter(user_id=user, family_id=seat.family)
    if mine.exclude(id=id).count() >= MOST:
        raise Refused("program.too_many")
    code = MARK + codes.new()
    told = {"name": called, "scopes": " ".join(chosen), "code_hash": codes.hashed(code)}
    row, new = Row.objects.get_or_create(id=id, defaults={"user_id": user, "family_id": seat.family, **told})
    if not new and not mine.filter(id=row.id).update(**told):
        raise Refused("link.used_form")
    return code


def seat_by(token: str, family: UUID, doing: Doing) -> Seat | None:
    """Return the seat from which the holder of a token reads or writes; None for a token that is none, or was taken
    back. Raise NotThere for any family but its own, OutOfScope for what it may not do there."""
    found = next(iter(_BY_HASH(codes.hashed(token))), None)
    if found is None:
        return None
    user, home, scopes = found
    seat = access.seat_of_user(user, FamilyId(home)) if home == family else None
    if seat is None or ADULTS not in seat.eyes:
        raise NotThere
    may = scopes.split()
    if f"own:{doing}" in may:
        return seat
    if f"care:{doing}" not in may:
        raise OutOfScope(f"care:{doing}")
    return replace(seat, eyes=frozenset({CARE}), key=None)


def of_user(seat: Seat, user: int) -> Sequence[Program]:
    """Return the programs that one let into this family oneself, by name; another adult's are theirs."""
    rows = Row.objects.filter(user_id=user, family_id=seat.family).order_by("name", "id")
    return [Program(id=row.id, name=row.name, scopes=tuple(row.scopes.split())) for row in rows]


def end(seat: Seat, user: int, id: UUID) -> None:
    """Take a program's token back: from now on it opens nothing."""
    Row.objects.filter(id=id, user_id=user, family_id=seat.family).delete()


def _whole(scopes: Sequence[str]) -> tuple[str, ...]:
    """Return the scopes in order, with child care where one's own was chosen."""
    wanted = set(scopes) | {f"care:{scope.removeprefix('own:')}" for scope in scopes if scope.startswith("own:")}
    return tuple(scope for scope in SCOPES if scope in wanted)


_BY_HASH = Prepared(
    lambda kept: Row.objects.filter(code_hash=kept, user__is_active=True).values_list("user_id", "family_id", "scopes")
)
