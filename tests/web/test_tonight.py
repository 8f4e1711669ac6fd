"""Tonight through the door: shown in the evening and on the first day, settled by two, left without a trace."""

import json
import re
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from kinwell import record
from kinwell.core.log.events import AdultAdded, NightProposed
from kinwell.store import journal
from kinwell.store.models import EntryRow, Family
from kinwell.store.within import across_families, within
from kinwell.web import taps
from tests.builders import ADA, IRIS, MEL, NAN, SAM, instant
from tests.household import HOME
from tests.web.browsing import Clock, Household, Page, Phone

NIGHT = NightProposed(
    night=date(2026, 5, 4),
    first=ADA,
    second=SAM,
    begin=instant("21:00"),
    turn=instant("+1 02:00"),
    end=instant("+1 07:00"),
)
FIELDS = ("was", "begin", "first", "second", "turn")


@pytest.fixture
def evening(clock: Clock) -> Clock:
    clock.at("18:00")
    return clock


def sends(phone: Phone, page: Page, **fields: str) -> Page:
    """Send the form of Tonight as it was opened, with these fields put over."""
    kept = {name: page.field(name)["value"] for name in FIELDS}
    kept["feeds"] = next(
        given["value"] for _, given in page.elements if given.get("name") == "feeds" and "checked" in given
    )
    reply = phone.sends_form("tonight", **{**kept, **fields})
    return Page(phone.client.get(reply.headers["Location"]) if reply.status_code == 302 else reply)


def kinds() -> list[str]:
    """Return the kinds of what is kept of nights, in order."""
    with across_families():
        return list(EntryRow.objects.filter(kind__startswith="night.").order_by("seq").values_list("kind", flat=True))


def card(page: Page) -> bool:
    """Return whether Now asks about tonight."""
    return any(given.get("id") == "t-tonight" for _, given in page.elements)


@pytest.mark.parametrize(
    ("when", "there"), [("15:59", False), ("16:00", True), ("23:29", True), ("23:30", False), ("+1 03:00", False)]
)
def test_it_is_on_now_from_late_afternoon_and_asks_nobody_in_the_night(
    ada: Phone, clock: Clock, when: str, there: bool
) -> None:
    clock.at(when)
    assert card(ada.opens()) is there


@pytest.mark.parametrize(("when", "there"), [("09:00", True), ("+1 09:00", False), ("+1 01:00", False)])
def test_on_the_first_evening_it_is_there_at_any_hour(ada: Phone, clock: Clock, when: str, there: bool) -> None:
    Family.objects.filter(id=HOME).update(created=instant("08:00"))
    clock.at(when)
    assert card(ada.opens()) is there


def test_a_helper_sees_nothing_of_it(nan: Phone, ada: Phone, sam: Phone, evening: Clock) -> None:
    assert not card(nan.opens())
    assert nan.gets("tonight").status_code == 404
    assert nan.sends_form("tonight", leave="1").status_code == 404
    sends(ada, ada.opens("tonight"))
    sends(sam, sam.opens("tonight"))
    assert "Tonight" not in nan.opens().says


def test_a_yes_from_each_settles_it_and_until_then_nobody_is_named(ada: Phone, sam: Phone, evening: Clock) -> None:
    assert "You have Iris and Leo until 2 · Sam from 2" in ada.opens().says
    said = sends(ada, ada.opens("tonight")).says
    assert "Not settled yet." in said
    assert "Sam has not" not in said
    assert "Ada has Iris and Leo until 2 · You from 2" in sam.opens().says
    assert "Tonight: Ada has Iris and Leo until 2, then you." in sends(sam, sam.opens("tonight")).says
    assert "Tonight: you have Iris and Leo until 2, then Sam." in ada.opens().says


def test_on_now_it_is_one_tap_each(ada: Phone, sam: Phone, evening: Clock) -> None:
    ada.presses("b-night-yes")
    sam.presses("b-night-yes")
    assert "Tonight: you have" in ada.opens().says
    assert kinds() == ["night.proposed", "night.agreed"]


def test_swap_and_an_hour_less_take_one_tap_and_leave_one_proposal(ada: Phone, sam: Phone, evening: Clock) -> None:
    ada.presses("b-night-yes")
    evening.passes(1)
    sam.presses("b-night-swap")
    assert "Sam has Iris and Leo until 2 · You from 2" in ada.opens().says
    evening.passes(1)
    ada.presses("b-night-shorter")
    assert "Sam has Iris and Leo until 3 · You from 3" in ada.opens().says
    assert "about 5½ hours in one piece for you, 3½ hours for Sam" in ada.opens().says
    assert "tomorrow" not in ada.opens().says  # until both said yes
    assert not ada.opens().has("b-undo")  # what stood before is emptied: there is nothing to go back to
    assert kinds() == ["night.proposed"]


def test_both_at_once_with_other_hours_the_later_stands_and_neither_is_settled(
    ada: Phone, sam: Phone, evening: Clock
) -> None:
    hers, his = ada.opens("tonight"), sam.opens("tonight")
    sends(ada, hers, turn="8")
    evening.passes(1)
    sends(sam, his, turn="12")
    for phone, said in ((ada, "Sam has Iris and Leo until 3"), (sam, "You have Iris and Leo until 3")):
        assert said in phone.opens().says
        assert card(phone.opens())


def test_a_yes_is_to_what_was_shown_and_to_nothing_that_took_its_place(ada: Phone, sam: Phone, evening: Clock) -> None:
    sends(ada, ada.opens("tonight"))
    shown = sam.opens("tonight")
    yes = sam.opens().element("b-night-yes")["data-log"]
    evening.passes(1)
    ada.presses("b-night-shorter")
    said = sends(sam, shown)
    assert "That night was changed meanwhile." in said.says
    assert "Ada has Iris and Leo until 1" in said.says
    reply = sam.sends([sam.wire(spec) for spec in json.loads(yes)])
    assert reply.status_code == 422
    assert "That night was changed meanwhile." in Page(reply).says
    assert card(ada.opens())


def test_the_same_form_sent_twice_is_one_yes(ada: Phone, sam: Phone, evening: Clock) -> None:
    page, id = ada.opens("tonight"), str(uuid4())
    for _ in range(2):
        sends(ada, page, id=id)
    assert kinds() == ["night.proposed"]


def test_not_tonight_changes_no_byte_of_what_the_other_sees(household: Household, evening: Clock) -> None:
    """Sam says nothing at all, or leaves it: for Ada it is the same, page by page."""
    ada, sam = household.phone("ada"), household.phone("sam")
    ada.presses("b-night-yes")
    evening.passes(10)

    def seen() -> list[bytes]:
        return [_stable(ada.gets(name).content) for name in ("now", "tonight", "history", "family")]

    before = seen()
    sam.presses("b-night-left")
    assert seen() == before
    assert not card(sam.opens())
    sends(sam, sam.opens("tonight"))  # a yes after all
    settled = seen()
    assert settled != before
    sends(sam, sam.opens("tonight"), leave="1")
    assert seen() == before


def _stable(page: bytes) -> bytes:
    return re.sub(rb'name="csrfmiddlewaretoken" value="[^"]*"|data-csrf="[^"]*"', b"", page)


def test_who_proposed_and_leaves_it_takes_it_from_both(ada: Phone, sam: Phone, evening: Clock) -> None:
    ada.presses("b-night-yes")
    sam.presses("b-night-yes")
    ada.sends_form("tonight", leave="1")
    assert "Tonight: " not in sam.opens().says
    assert "Tonight: " not in ada.opens().says


@pytest.mark.parametrize(
    "fields",
    [
        {"turn": "999999"},
        {"turn": "-3"},
        {"turn": "two"},
        {"begin": "soon"},
        {"begin": "2026-05-04T21:00"},
        {"begin": "2031-01-01T00:00+00:00"},
        {"begin": "0001-01-01T00:00+00:00"},
        {"feeds": "nobody"},
        {"first": "ada"},
    ],
)
def test_what_cannot_be_read_leaves_the_night_as_it_is(ada: Phone, evening: Clock, fields: dict[str, Any]) -> None:
    sends(ada, ada.opens("tonight"), **fields)
    assert kinds() == ["night.proposed"]
    assert "You have Iris and Leo until" in ada.opens().says


@pytest.mark.parametrize("who", [str(NAN), str(MEL), str(UUID(int=77))])
def test_a_night_for_somebody_who_has_no_part_in_it_is_refused(ada: Phone, evening: Clock, who: str) -> None:
    said = sends(ada, ada.opens("tonight"), second=who)
    assert "alert" in said.html
    assert kinds() == []


@pytest.mark.parametrize("begin", ["0001-01-01T00:00+00:00", "2026-05-03T12:00+00:00", "9999-12-31T23:59+00:00", "x"])
def test_a_made_up_begin_makes_no_endless_slider(ada: Phone, evening: Clock, begin: str) -> None:
    assert ada.opens("tonight", begin=begin).element("turn")["max"] == "19"


def test_a_look_at_another_hour_keeps_nothing(ada: Phone, evening: Clock) -> None:
    page = ada.opens("tonight", turn="4", by="1")
    assert "You have Iris and Leo until 11:30" in page.says
    assert "8 hours" not in page.says
    assert "about 7 hours in one piece for you, 2 hours for Sam" in page.says
    assert kinds() == []
    assert "Ada has Iris and Leo" not in ada.opens("tonight", swap="1").says
    assert "Sam has Iris and Leo until 2" in ada.opens("tonight", swap="1").says


def test_with_three_adults_who_shares_it_is_chosen(household: Household, evening: Clock) -> None:
    home = household.home
    host = home.seat("host")
    record.people(host, [home.entry("ada", "08:00", AdultAdded(adult=MEL, name="Mel"))], now=instant("08:00"))
    ada = household.phone("ada")
    page = ada.opens("tonight")
    assert [given["name"] for tag, given in page.elements if tag == "select"] == ["first", "second"]
    sends_to = {
        "first": str(ADA),
        "second": str(MEL),
        "turn": "10",
        "begin": page.field("begin")["value"],
        "feeds": "either",
    }
    ada.sends_form("tonight", was="", **sends_to)
    sam = household.phone("sam")
    assert "Ada has Iris and Leo until 2 · Mel from 2" in sam.opens().says
    assert "b-night-yes" not in sam.opens().html


def test_what_a_settled_night_says_holds_until_the_morning(ada: Phone, sam: Phone, evening: Clock) -> None:
    ada.taps(*taps.night(NIGHT))
    sam.presses("b-night-yes")
    for when, there in (("23:45", True), ("+1 06:00", True), ("+1 07:00", False)):
        evening.at(when)
        assert ("Tonight: " in ada.opens().says) is there
    assert instant("+1 07:00") - instant("21:00") == timedelta(hours=10)


def test_whose_turn_the_long_one_is_tomorrow_is_said_once_both_said_yes(ada: Phone, sam: Phone, evening: Clock) -> None:
    sends(ada, ada.opens("tonight"), turn="6")
    sam.presses("b-night-yes")
    assert "Sam’s turn for the long one tomorrow." in ada.opens().says
    assert "Your turn for the long one tomorrow." in sam.opens().says


def test_nobody_settles_the_night_of_two_by_themselves(ada: Phone, sam: Phone, evening: Clock) -> None:
    ada.presses("b-night-yes")
    sam.presses("b-night-yes")
    before = ada.opens().says
    said = sends(sam, sam.opens("tonight"), first=str(SAM), second=str(SAM))
    assert "A night here is shared by two." in said.says
    assert ada.opens().says == before


def test_who_comes_after_the_first_evening_sees_nothing_of_a_night_of_one(household: Household, evening: Clock) -> None:
    home = household.home
    alone = NightProposed(
        night=NIGHT.night, first=ADA, second=ADA, begin=NIGHT.begin, turn=NIGHT.turn, end=NIGHT.end, feeds="either"
    )
    entry = home.entry("ada", "17:00", alone)
    with within(home.family, writes=True):
        journal.append(home.seat("ada"), [entry], received=instant("17:00"))  # as it was told before Sam came
    for phone in (household.phone("ada"), household.phone("sam")):
        assert "bed at" not in phone.opens().says
        assert card(phone.opens())


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2026-05-01", "2026-05-09"])
def test_a_night_far_off_is_refused_and_breaks_nothing(ada: Phone, sam: Phone, evening: Clock, day: str) -> None:
    ada.presses("b-night-yes")
    far = taps.night(NIGHT)[0]
    for spec in ({**far, "body": {**far["body"], "night": day}}, {"kind": "night.left", "body": {"night": day}}):
        assert ada.sends([ada.wire(spec)]).status_code == 422
    assert "Ada has Iris and Leo until 2" in sam.opens().says


@pytest.mark.parametrize("begin", ["0001-01-01T00:00+00:00", "9999-12-31T23:00+00:00", "2026-05-06T21:00+00:00"])
def test_a_night_begins_on_the_evening_that_it_names(ada: Phone, evening: Clock, begin: str) -> None:
    spec = taps.night(NIGHT)[0]
    body = {**spec["body"], "begin": begin, "turn": begin, "end": begin}
    assert ada.sends([ada.wire({**spec, "body": body})]).status_code == 422


def test_what_only_empties_something_reaches_the_other_at_once(ada: Phone, sam: Phone, evening: Clock) -> None:
    ada.presses("b-night-yes")
    sam.presses("b-night-yes")
    ada.taps(*taps.change(IRIS, wet=True, dirty=False))
    page = ada.opens()
    assert ada.asks_fresh(page.seen).status_code == 204
    sam.sends_form("tonight", leave="1")
    assert ada.asks_fresh(page.seen).status_code == 200


def test_who_signs_up_in_the_night_finds_it_too(ada: Phone, clock: Clock) -> None:
    Family.objects.filter(id=HOME).update(created=instant("+1 00:30"))
    clock.at("+1 00:45")
    assert card(ada.opens())
    clock.at("+1 03:00")
    assert not card(ada.opens())
