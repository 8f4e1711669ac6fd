"""Who may: the seat from which a signed-in user sees a family, and the holder of a link a part of it. For anyone else
the family is not there: 404."""

from typing import NamedTuple
from uuid import UUID

from django.contrib.auth import authenticate
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest

from kinwell.accounts import links as links_
from kinwell.accounts.families import sign_in_name
from kinwell.accounts.models import Membership
from kinwell.core.ids import ADULTS, CARE, ME, SHARED, FamilyId, PersonId, Seat, pair_eyes, pair_of
from kinwell.store import vault
from kinwell.store.prepared import Prepared
from kinwell.store.within import within


class _Member(NamedTuple):
    user: int
    person: UUID
    role: str


_MEMBERS = Prepared(lambda family: Membership.objects.filter(family=family).values_list("user_id", "person", "role"))


def seat(request: HttpRequest, family: UUID, *, links: bool = False) -> Seat:
    """Return the seat of whoever asks; raise Http404 for somebody who has none there, as if there were no such
    family. `links` says that the holder of a link that has not ended may ask too; `request.link` is then that link.

    The seat is kept on the request as well, so that every page of a family can say whose it is.
    """
    found, link = seat_of(request.user, FamilyId(family)), None
    if found is None and links:
        link = links_.held(request.session, family, now=request.present)  # type: ignore[attr-defined]  # web/pages.py
        found = links_.seat_by(link) if link is not None and link.standing != "ended" else None
    if found is None:
        raise Http404
    request.seat, request.link = found, link  # type: ignore[attr-defined]
    return found


def adult_seat(request: HttpRequest, family: UUID) -> Seat:
    """Return the seat of an adult; for a helper an adults' page is not there: Http404."""
    found = seat(request, family)
    if ADULTS not in found.eyes:
        raise Http404
    return found


def seat_of(user: AbstractBaseUser | AnonymousUser, family: FamilyId) -> Seat | None:
    """Return the seat of a user in a family, with the key to their own rows; None when they do not belong to it."""
    return seat_of_user(user.pk, family) if user.is_authenticated else None


def seat_of_user(user: int, family: FamilyId) -> Seat | None:
    """Return the seat of the user with this number, as seat_of does."""
    members = [_Member(*row) for row in _MEMBERS(family)]
    mine = next((member for member in members if member.user == user), None)
    if mine is None:
        return None
    person = PersonId(mine.person)
    if mine.role != "adult":
        return Seat(family=family, viewer=person, eyes=frozenset({CARE}))
    others = (PersonId(m.person) for m in members if m.role == "adult" and m.person != person)
    pairs = {pair_eyes(pair_of(person, other)) for other in others}
    with within(family):
        key = vault.private_key(family, person)
    return Seat(family=family, viewer=person, eyes=frozenset({CARE, ADULTS, ME} | pairs), key=key)


def shared_seat(family: FamilyId) -> Seat:
    """Return a seat that sees what all adults share and nobody's own: for the host's commands."""
    return Seat(family=family, viewer=None, eyes=SHARED)


def seat_by_passphrase(family: FamilyId, name: str, passphrase: str) -> Seat | None:
    """Return the seat of whoever signs in by this name and passphrase; None when that opens none in this family."""
    user = authenticate(None, username=sign_in_name(name), password=passphrase)
    return seat_of(user, family) if user is not None else None


def homes(user: AbstractBaseUser | AnonymousUser) -> list[UUID]:
    """Return the families that a user belongs to, the oldest membership first."""
    if not user.is_authenticated:
        return []
    return list(Membership.objects.filter(user_id=user.pk).order_by("pk").values_list("family_id", flat=True))
