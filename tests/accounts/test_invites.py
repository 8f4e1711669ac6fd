"""Invitations: single use, seven days, kept as a hash; nobody is in before whoever invited them said who they are."""

import base64
from datetime import timedelta
from hashlib import sha256
from uuid import uuid4

import pytest

from kinwell import ask
from kinwell.accounts import access, families, invites
from kinwell.accounts.models import Invite, Membership, User
from kinwell.core.ids import ADULTS, CARE, ME, FamilyId, PersonId
from tests.builders import ADA, IDS, SAM, instant
from tests.household import HOME, NEIGHBOURS, Home

NOW = instant("13:00")
WEEK = timedelta(days=7)


@pytest.fixture
def home(db: None) -> Home:
    """Return the family, with accounts of those who sign in."""
    home = Home.found()
    for name, role in (("ada", "adult"), ("sam", "adult"), ("nan", "helper")):
        user = User.objects.create_user(username=name)
        Membership.objects.create(user=user, family_id=HOME, person=IDS[name], role=role)
    return home


@pytest.fixture
def kim(db: None) -> User:
    """Return somebody with an account and no family."""
    return User.objects.create_user(username="kim")


def opened(home: Home, kim: User, *, role: str = "adult") -> Invite:
    """Return Ada's invitation, taken up by Kim."""
    code = invites.invite(home.seat("ada"), role, now=NOW)  # type: ignore[arg-type]
    assert invites.open_(code, kim, "Kim", now=NOW)
    return Invite.objects.get()


def test_a_code_has_128_bits_and_no_two_are_alike(home: Home) -> None:
    codes = [invites.invite(home.seat("ada"), "adult", now=NOW) for _ in range(50)]

    assert {len(base64.urlsafe_b64decode(code + "==")) for code in codes} == {16}
    assert len(set(codes)) == 50


def test_the_code_itself_is_kept_nowhere(home: Home) -> None:
    code = invites.invite(home.seat("ada"), "adult", now=NOW)

    kept = Invite.objects.values().get()
    assert code not in map(str, kept.values())
    assert kept["code_hash"] == sha256(code.encode()).hexdigest()


def test_a_code_opens_what_was_invited_to(home: Home) -> None:
    found = invites.find(invites.invite(home.seat("ada"), "helper", now=NOW), now=NOW)

    assert found is not None
    assert (found.family, found.inviter, found.role) == (HOME, ADA, "helper")


@pytest.mark.parametrize("code", ["", "x", "A" * 22, "\0", "é" * 22])
def test_a_code_that_nobody_gave_opens_nothing(home: Home, code: str) -> None:
    invites.invite(home.seat("ada"), "adult", now=NOW)

    assert invites.find(code, now=NOW) is None


def test_a_code_works_up_to_seven_days(home: Home, kim: User) -> None:
    code = invites.invite(home.seat("ada"), "adult", now=NOW)

    assert invites.open_(code, kim, "Kim", now=NOW + WEEK - timedelta(seconds=1))


def test_after_seven_days_a_code_is_over(home: Home, kim: User) -> None:
    code = invites.invite(home.seat("ada"), "adult", now=NOW)

    assert invites.find(code, now=NOW + WEEK) is None
    assert not invites.open_(code, kim, "Kim", now=NOW + WEEK)


def test_a_code_is_used_once(home: Home, kim: User) -> None:
    code = invites.invite(home.seat("ada"), "adult", now=NOW)
    invites.open_(code, kim, "Kim", now=NOW)

    assert invites.find(code, now=NOW) is None
    assert not invites.open_(code, User.objects.create_user(username="eve"), "Eve", now=NOW)
    assert Invite.objects.get().opened_by == kim


def test_a_code_taken_back_is_over(home: Home, kim: User) -> None:
    code = invites.invite(home.seat("ada"), "adult", now=NOW)
    invites.take_back(home.seat("ada"), Invite.objects.get().pk)

    assert invites.find(code, now=NOW) is None
    assert not invites.open_(code, kim, "Kim", now=NOW)


def test_until_it_is_confirmed_the_invited_has_no_seat(home: Home, kim: User) -> None:
    opened(home, kim)

    assert access.seat_of(kim, HOME) is None
    assert access.homes(kim) == []
    assert invites.waits(kim)


def test_once_confirmed_an_adult_has_a_seat_with_a_key_of_their_own(home: Home, kim: User) -> None:
    invited = opened(home, kim)

    assert invites.confirm(home.seat("ada"), invited.pk, now=NOW, new_id=uuid4)

    seat = access.seat_of(kim, HOME)
    assert seat is not None
    assert {CARE, ADULTS, ME} <= seat.eyes
    assert seat.key is not None
    assert seat.key not in (home.seat("ada").key, home.seat("sam").key)
    assert not invites.waits(kim)


def test_once_confirmed_a_helper_sees_care_alone(home: Home, kim: User) -> None:
    invited = opened(home, kim, role="helper")
    invites.confirm(home.seat("ada"), invited.pk, now=NOW, new_id=uuid4)

    seat = access.seat_of(kim, HOME)

    assert seat is not None
    assert (seat.eyes, seat.key) == ({CARE}, None)


def test_who_was_let_in_and_by_whom_is_an_entry_of_the_family(home: Home, kim: User) -> None:
    invited = opened(home, kim)
    invites.confirm(home.seat("ada"), invited.pk, now=NOW, new_id=uuid4)

    people = ask.people(home.seat("sam"), NOW)

    assert "Kim" in [adult.name for adult in people.adults.values()]


def test_nobody_but_the_inviter_confirms(home: Home, kim: User) -> None:
    invited = opened(home, kim)

    assert not invites.confirm(home.seat("sam"), invited.pk, now=NOW, new_id=uuid4)
    assert access.seat_of(kim, HOME) is None


def test_the_same_person_in_another_family_does_not_confirm(home: Home, kim: User) -> None:
    invited = opened(home, kim)
    elsewhere = Home.found(NEIGHBOURS)

    assert not invites.confirm(elsewhere.seat("ada"), invited.pk, now=NOW, new_id=uuid4)


def test_what_nobody_opened_cannot_be_confirmed(home: Home) -> None:
    invites.invite(home.seat("ada"), "adult", now=NOW)

    assert not invites.confirm(home.seat("ada"), Invite.objects.get().pk, now=NOW, new_id=uuid4)


def test_an_invitation_is_confirmed_once(home: Home, kim: User) -> None:
    invited = opened(home, kim)
    invites.confirm(home.seat("ada"), invited.pk, now=NOW, new_id=uuid4)

    assert not invites.confirm(home.seat("ada"), invited.pk, now=NOW, new_id=uuid4)
    assert Membership.objects.filter(user=kim).count() == 1


def test_what_was_taken_back_after_it_was_opened_lets_nobody_in(home: Home, kim: User) -> None:
    invited = opened(home, kim)
    invites.take_back(home.seat("ada"), invited.pk)

    assert not invites.confirm(home.seat("ada"), invited.pk, now=NOW, new_id=uuid4)
    assert not invites.waits(kim)


def test_nobody_takes_back_what_another_gave(home: Home, kim: User) -> None:
    invited = opened(home, kim)
    invites.take_back(home.seat("sam"), invited.pk)

    assert invites.confirm(home.seat("ada"), invited.pk, now=NOW, new_id=uuid4)


def test_one_sees_the_invitations_one_gave_and_no_others(home: Home, kim: User) -> None:
    opened(home, kim)
    invites.invite(home.seat("sam"), "helper", now=NOW)

    assert [invited.role for invited in invites.of_family(home.seat("ada"), now=NOW)] == ["adult"]
    assert [invited.role for invited in invites.of_family(home.seat("sam"), now=NOW)] == ["helper"]


def test_an_invitation_that_ran_out_is_not_listed_and_one_that_waits_for_a_yes_is(home: Home, kim: User) -> None:
    opened(home, kim)
    invites.invite(home.seat("ada"), "helper", now=NOW)

    later = invites.of_family(home.seat("ada"), now=NOW + WEEK)

    assert [(invited.name, invited.opened) for invited in later] == [("Kim", True)]


def test_whoever_is_in_the_family_already_cannot_take_up_an_invitation_to_it(home: Home) -> None:
    code = invites.invite(home.seat("ada"), "adult", now=NOW)

    assert not invites.open_(code, User.objects.get(username="sam"), "Sam", now=NOW)
    assert invites.find(code, now=NOW) is not None  # and it stays open for whom it was meant


def test_nobody_in_particular_invites_nobody(home: Home) -> None:
    with pytest.raises(families.Refused):
        invites.invite(home.seat("host"), "adult", now=NOW)


def test_two_of_a_pair_see_what_is_theirs_and_a_third_adult_does_not(home: Home, kim: User) -> None:
    invited = opened(home, kim)
    invites.confirm(home.seat("ada"), invited.pk, now=NOW, new_id=uuid4)
    ada, sam, third = (access.seat_of(User.objects.get(username=name), HOME) for name in ("ada", "sam", "kim"))
    assert ada is not None
    assert sam is not None
    assert third is not None

    ours = ada.eyes & sam.eyes - {CARE, ADULTS, ME}

    assert len(ours) == 1
    assert not ours & third.eyes


def test_a_user_of_two_families_has_a_seat_in_each_as_another_person(home: Home, kim: User) -> None:
    made = iter(uuid4() for _ in range(9))
    other = families.found(
        name="Kim's", zone_name="UTC", adult="Kim", user=kim, children=(), now=NOW, new_id=made.__next__
    )
    invited = opened(home, kim, role="helper")
    invites.confirm(home.seat("ada"), invited.pk, now=NOW, new_id=uuid4)

    here, there = access.seat_of(kim, HOME), access.seat_of(kim, other)

    assert here is not None
    assert there is not None
    assert here.viewer != there.viewer
    assert (here.family, here.eyes) == (HOME, {CARE})
    assert (there.family, ME in there.eyes) == (other, True)
    assert access.homes(kim) == [other, HOME]


def test_a_passphrase_opens_a_seat_and_a_wrong_one_none(home: Home) -> None:
    families.make_user("Zoë", "four small owls asleep")
    zoe = User.objects.get(username="zoë")
    Membership.objects.filter(person=SAM).delete()
    Membership.objects.create(user=zoe, family_id=HOME, person=SAM, role="adult")

    right = access.seat_by_passphrase(HOME, "ZOE\u0308", "four small owls asleep")

    assert right is not None
    assert right.viewer == PersonId(SAM)
    assert access.seat_by_passphrase(HOME, "Zoë", "four small owls awake") is None
    assert access.seat_by_passphrase(FamilyId(NEIGHBOURS), "Zoë", "four small owls asleep") is None
