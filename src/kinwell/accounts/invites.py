"""Invitations: single use, seven days, 128 bits, stored hashed; nobody is in before the inviter confirmed the name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from kinwell.accounts import codes
from kinwell.accounts.families import NewId, Refused, admit
from kinwell.accounts.models import Invite, Membership, User
from kinwell.core.ids import FamilyId, PersonId, Seat
from kinwell.core.log.events import Role
from kinwell.core.people import LONGEST_NAME

LASTS = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """An invitation as those see it whom it concerns."""

    id: int
    family: FamilyId
    inviter: PersonId
    role: Role
    name: str
    expires: datetime
    opened: bool


def invite(seat: Seat, role: Role, *, now: datetime) -> str:
    """Make an invitation from this seat and return its code, which is kept nowhere: only its hash is."""
    code = codes.new()
    Invite.objects.create(
        family_id=seat.family, inviter=_viewer(seat), role=role, code_hash=codes.hashed(code), expires=now + LASTS
    )
    return code


def find(code: str, *, now: datetime) -> Invited | None:
    """Return the invitation of a code; None when it was used or taken back, its time is over, or there is none."""
    row = Invite.objects.filter(code_hash=codes.hashed(code), expires__gt=now, ended=False, opened_by=None).first()
    return _invited(row) if row is not None else None


@transaction.atomic
def open_(code: str, user: User, name: str, *, now: datetime) -> bool:
    """Take up an invitation as this user, by the name they gave; return whether it could be. They still see nothing of
    the family: the inviter has to confirm who it is."""
    row = Invite.objects.filter(code_hash=codes.hashed(code), expires__gt=now, ended=False, opened_by=None).first()
    if row is None or Membership.objects.filter(user=user, family_id=row.family_id).exists():
        return False
    row.opened_by = user
    row.name = name.strip()[:LONGEST_NAME]
    row.save(update_fields=["opened_by", "name"])
    return True


def of_family(seat: Seat, *, now: datetime) -> Sequence[Invited]:
    """Return the viewer's own invitations that are still open, or wait for their yes."""
    rows = Invite.objects.filter(family_id=seat.family, inviter=_viewer(seat), ended=False).order_by("-pk")
    return [_invited(row) for row in rows if row.opened_by_id is not None or row.expires > now]


@transaction.atomic
def confirm(seat: Seat, id: int, *, now: datetime, new_id: NewId) -> bool:
    """Let in whoever took up this invitation of the viewer's; return whether there was one."""
    row = Invite.objects.filter(pk=id, family_id=seat.family, inviter=_viewer(seat), ended=False).first()
    if row is None or row.opened_by is None:
        return False
    row.ended = True
    row.save(update_fields=["ended"])
    role: Role = "adult" if row.role == "adult" else "helper"
    admit(seat.family, row.opened_by, row.name, role, by=seat.viewer, now=now, new_id=new_id)
    return True


def take_back(seat: Seat, id: int) -> None:
    """End an invitation of the viewer's, taken up or not; whoever took it up is told nothing of the family."""
    Invite.objects.filter(pk=id, family_id=seat.family, inviter=_viewer(seat)).update(ended=True)


def waits(user: User) -> bool:
    """Return whether this user took up an invitation that its inviter has not confirmed yet."""
    return Invite.objects.filter(opened_by=user, ended=False).exists()


def _viewer(seat: Seat) -> PersonId:
    """Return who sits here; raise Refused for nobody in particular."""
    if seat.viewer is None:
        raise Refused("refused.not_allowed")
    return seat.viewer


def _invited(row: Invite) -> Invited:
    return Invited(
        id=row.pk,
        family=FamilyId(row.family_id),
        inviter=PersonId(row.inviter),
        role="adult" if row.role == "adult" else "helper",
        name=row.name,
        expires=row.expires,
        opened=row.opened_by_id is not None,
    )
