"""Who may: a token opens one family, for what it was made, until it is taken back; a cookie opens nothing."""

from uuid import UUID

import pytest
from django.test import Client

from kinwell.accounts import programs
from kinwell.accounts.families import Refused
from kinwell.accounts.models import Membership, Program, User
from tests.api.calling import Caller, let_in
from tests.web.browsing import Household, Phone


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Bearer x", "Token x", "Basic eA==", "Bearer \xff"])
def test_without_a_good_token_nothing_is_told(household: Household, program: Caller, header: str) -> None:
    address = program.address("now")
    headers = {"authorization": header} if header else {}

    told = Client().get(address, headers=headers)

    assert (told.status_code, told.json()["code"]) == (401, "api.no_token")
    assert told["WWW-Authenticate"] == "Bearer"


def test_a_cookie_opens_nothing(program: Caller, ada: Phone) -> None:
    assert ada.client.get(program.address("now")).status_code == 401
    assert ada.client.post(program.address("cues"), {"need": "eat"}, "application/json").status_code == 401


def test_a_token_is_kept_as_its_hash_alone(program: Caller) -> None:
    kept = [str(value) for value in Program.objects.values_list().get()]

    assert not any(program.token.removeprefix(programs.MARK) in value for value in kept)


def test_a_token_that_was_taken_back_opens_nothing_from_then_on(household: Household, program: Caller) -> None:
    seat, user = household.home.seat("ada"), User.objects.get(username="ada").pk
    assert program.gets("now").status_code == 200

    programs.end(seat, user, UUID(int=77))

    assert program.gets("now").status_code == 401


def test_a_token_ends_with_its_adults_place_in_the_family(household: Household, program: Caller) -> None:
    Membership.objects.filter(user__username="ada").delete()

    assert program.gets("now").status_code == 404


def test_who_may_no_longer_sign_in_has_no_program_either(household: Household, program: Caller) -> None:
    User.objects.filter(username="ada").update(is_active=False)

    assert program.gets("now").status_code == 401


def test_an_adult_who_only_helps_from_now_on_has_no_program(household: Household, program: Caller) -> None:
    Membership.objects.filter(user__username="ada").update(role="helper")

    assert program.gets("now").status_code == 404


def test_a_helper_makes_no_token(household: Household) -> None:
    with pytest.raises(Refused):
        let_in(household, "nan", "care:read")


@pytest.mark.parametrize(
    ("scopes", "may_read", "may_write"),
    [
        (("care:read",), True, False),
        (("care:write",), False, True),
        (("own:read",), True, False),
        (("own:write",), False, True),
        (("care:read", "own:write"), True, True),
    ],
)
def test_a_token_does_what_it_was_made_for(
    household: Household, scopes: tuple[str, ...], may_read: bool, may_write: bool
) -> None:
    caller = let_in(household, "ada", *scopes)

    assert caller.gets("people").status_code == (200 if may_read else 403)
    assert caller.posts("entries", {"entries": []}).status_code == (200 if may_write else 403)


def test_to_write_ones_own_is_not_to_read_it(household: Household) -> None:
    caller = let_in(household, "ada", "care:read", "own:write")
    caller.posts("cues", {"need": "eat"})

    assert caller.gets("now").json()["own"] is None
    assert caller.gets("entries").json()["entries"] == []


def test_another_adult_cannot_take_back_or_take_over_a_program(household: Household, program: Caller) -> None:
    sam = household.home.seat("sam")
    household.phone("sam")
    user = User.objects.get(username="sam").pk

    programs.end(sam, user, UUID(int=77))
    with pytest.raises(Refused):
        programs.make(sam, user, "Mine", ["care:read"], id=UUID(int=77))

    assert program.gets("now").status_code == 200
    assert not programs.of_user(sam, user)


@pytest.mark.parametrize("path", ["", "now/", "nowhere", "../../", "now/x", "entries/"])
def test_what_is_nowhere_is_told_in_json(program: Caller, path: str) -> None:
    told = program.gets(path)

    assert (told.status_code, told.json()["code"]) == (404, "error.not_found")


def test_a_family_that_is_no_id_is_not_there(program: Caller) -> None:
    told = Caller(program.token, "me").gets("now")  # type: ignore[arg-type]

    assert (told.status_code, told.json()["code"]) == (404, "error.not_found")


def test_a_method_that_does_not_fit_is_told_in_json(program: Caller) -> None:
    told = Client().delete(program.address("now"), headers=program.headers)

    assert (told.status_code, told.json()["code"], told["Allow"]) == (405, "api.method", "GET")
