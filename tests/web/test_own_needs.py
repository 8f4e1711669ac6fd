"""What I need: each need of one's own as one wants it met, for the eyes of whoever says so."""

import pytest

from kinwell import ask
from kinwell.core.ids import ME
from tests.web.browsing import Clock, Household, Page, Phone, cue, met, next_door, row, rows


def states(phone: Phone, need: str = "eat", **fields: str) -> None:
    asked = {"cadence": "3.5", "cadence_unit": "hours", "floor": "6", "floor_unit": "hours", **fields}
    reply = phone.sends_form("own_need", need, **asked)
    assert reply.status_code == 302, Page(reply).says


def line(phone: Phone, name: str) -> str:
    """Return what stands beside a need."""
    says = phone.opens("own_needs").says
    return says.split(f" {name} ", 1)[1].split(" Edit", 1)[0]


def refused(phone: Phone, need: str = "eat", **fields: str) -> str:
    """Return why a form was not taken; nothing of it is kept, and what was typed stands there still."""
    before = rows()
    reply = phone.sends_form("own_need", need, **fields)
    page = Page(reply)
    assert reply.status_code == 422
    assert rows() == before
    assert page.field("cadence")["value"] == fields.get("cadence", "")
    return page.says


def test_every_need_stands_with_where_kinwell_begins(ada: Phone) -> None:
    assert line(ada, "Food") == "about every 3 h 30, at most 6 h"
    assert line(ada, "A wash") == "about every day, at most 2 days"
    assert line(ada, "Quiet") == "about every day, at most 1½ days"
    assert line(ada, "A kind word") == "about every 3 days"
    assert "not a norm" in ada.opens("own_needs").says


def test_the_form_shows_where_kinwell_begins_and_from_where_that_is(ada: Phone) -> None:
    page = ada.opens("own_need", "eat")
    assert (page.field("cadence")["value"], page.field("floor")["value"]) == ("3.5", "6")
    assert "While nursing" in page.says
    assert "hollow, short-tempered" in page.field("clear")["placeholder"]


def test_sleep_goes_by_nights_and_has_no_hours_to_change(ada: Phone) -> None:
    page = ada.opens("own_need", "sleep")
    assert "National Sleep Foundation" in page.says
    assert not page.has("cadence")
    states(ada, "sleep", cadence="", floor="", early="heavy eyes")
    assert ada.opens("own_need", "sleep").field("early")["value"] == "heavy eyes"


def test_what_was_stated_stands_until_it_goes_back(ada: Phone) -> None:
    states(ada, cadence="2,5", floor="0.5", floor_unit="days")
    assert line(ada, "Food") == "about every 2 h 30, at most 8 h"
    assert ada.opens("own_need", "eat").field("cadence")["value"] == "2.5"

    states(ada, defaults="yes")
    assert line(ada, "Food") == "about every 3 h 30, at most 6 h"


def test_what_is_as_kinwell_begins_is_kept_as_no_choice(ada: Phone) -> None:
    states(ada, early="rumbling")
    assert ada.opens("own_need", "eat").field("early")["value"] == "rumbling"
    assert "Back to where" not in ada.opens("own_need", "eat").says


def test_a_need_waits_as_long_as_was_stated(household: Household, ada: Phone, clock: Clock) -> None:
    """Past its floor and spoken of since it was met, a need is at it; with a longer floor it is not yet."""

    def at_floor() -> bool:
        own = ask.now(household.home.seat("ada"), clock.now).own
        assert own is not None
        return next(reading for reading in own.needs if reading.need == "eat").at_floor

    ada.taps(met("ada", "eat"))
    ada.taps(cue("ada", "eat", "early"))
    states(ada, floor="12")
    clock.passes(7 * 60)
    assert not at_floor()
    states(ada, floor="6")
    assert at_floor()


def test_own_words_stand_on_the_notice_sheet(ada: Phone) -> None:
    states(ada, clear="grumpy, says Sam")
    ada.taps(cue("ada", "eat"), sheet="noted")
    says = Page(ada.reply).says
    assert "grumpy, says Sam" in says
    assert "hollow, short-tempered" not in says
    assert "on my mind" in says


def test_a_rung_that_means_danger_keeps_plain_words(ada: Phone) -> None:
    states(ada, "quiet", urgent="a bit much")
    assert not any(given.get("name") == "urgent" for _, given in ada.opens("own_need", "quiet").elements)
    ada.taps(cue("ada", "quiet"), sheet="noted")
    assert "a bit much" not in Page(ada.reply).says


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"cadence": "soon", "floor": "6"}, "A number is missing"),
        ({"cadence": "0", "floor": "6"}, "Five minutes at least"),
        ({"cadence": "-2", "floor": "6"}, "Five minutes at least"),
        ({"cadence": "nan", "floor": "6"}, "Five minutes at least"),
        ({"cadence": "inf", "floor": "6"}, "Five minutes at least"),
        ({"cadence": "61", "cadence_unit": "days", "floor": "6"}, "Five minutes at least"),
        ({"cadence": "4", "floor": "3"}, "at least as long as the usual one"),
        ({"cadence": "8", "floor": "6"}, "at least as long as the usual one"),
        ({"cadence": "3", "floor": "6", "early": "x" * 61}, "Sixty letters"),
    ],
)
def test_what_does_not_fit_is_refused_beside_its_field(ada: Phone, fields: dict[str, str], why: str) -> None:
    assert why in refused(ada, **fields)


@pytest.mark.parametrize("need", ["child.feed", "pair.seek", "nothing"])
def test_a_need_that_is_not_ones_own_is_not_there(ada: Phone, need: str) -> None:
    assert ada.client.get(f"/f/{ada.family}/needs/{need}").status_code == 404


def test_it_is_for_ones_own_eyes(ada: Phone, sam: Phone, nan: Phone, clock: Clock) -> None:
    before = rows()
    states(ada, cadence="2", early="rumbling")
    [new] = rows().keys() - before.keys()
    assert row(new).eyes == ME
    assert line(sam, "Food") == "about every 3 h 30, at most 6 h"
    assert nan.gets("own_needs").status_code == 404
    joe = next_door(clock)
    joe.family = ada.family
    assert joe.gets("own_needs").status_code == 404
