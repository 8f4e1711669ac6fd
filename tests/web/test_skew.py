"""A phone whose clock is wrong: by minutes it is put right, by a day one is asked."""

import json
from datetime import timedelta
from uuid import UUID

import pytest

from kinwell.core.log.events import Amended
from kinwell.store import journal
from kinwell.web import taps
from tests.builders import IRIS, instant
from tests.web.browsing import Phone, cue, row, rows

WET = taps.change(IRIS, wet=True, dirty=False)[0]
BOTTLE = taps.feed(IRIS, "bottle")[0]
THREE = timedelta(minutes=3)


@pytest.mark.parametrize("off", [-THREE, THREE, timedelta(hours=-5), timedelta(hours=23)])
def test_a_feed_told_by_a_wrong_clock_is_moved_as_a_whole(ada: Phone, off: timedelta) -> None:
    begins, ends = instant("12:20"), instant("12:40")
    sent = ada.wire(BOTTLE, at=begins + off, until=ends + off, noted=ends + off)

    reply = ada.sends([sent], sent_at=instant("13:00") + off)

    kept = row(UUID(sent["id"]))
    assert reply.status_code == 200
    assert (kept.at, kept.until, kept.noted) == (begins, ends, ends)


@pytest.mark.parametrize("off", [-THREE, THREE])
def test_the_end_of_a_feed_told_by_a_wrong_clock_is_moved_too(ada: Phone, off: timedelta) -> None:
    [fed] = ada.taps(BOTTLE, at="12:20")
    sent = ada.wire(taps.end(fed, "care.fed")[0], at=instant("12:45") + off, noted=instant("12:45") + off)
    sent["body"]["changes"] = {"until": (instant("12:40") + off).isoformat()}

    ada.sends([sent], sent_at=instant("13:00") + off)

    word = journal._clear(row(UUID(sent["id"])))
    assert isinstance(word.event, Amended)
    assert word.event.changes == {"until": instant("12:40")}
    assert word.noted == instant("12:45")


@pytest.mark.parametrize("off", [timedelta(minutes=-2), timedelta(seconds=-90), timedelta(seconds=90)])
def test_a_clock_two_minutes_off_is_taken_at_its_word_for_what_is_past(ada: Phone, off: timedelta) -> None:
    sent = ada.wire(WET, at=instant("12:20"), noted=instant("12:21"))

    ada.sends([sent], sent_at=instant("13:00") + off)

    assert (row(UUID(sent["id"])).at, row(UUID(sent["id"])).noted) == (instant("12:20"), instant("12:21"))


@pytest.mark.parametrize("ahead", [timedelta(seconds=1), timedelta(seconds=90), timedelta(minutes=2)])
def test_what_is_up_to_two_minutes_ahead_is_stored_as_now(ada: Phone, ahead: timedelta) -> None:
    soon = instant("13:00") + ahead
    sent = ada.wire(WET, at=soon, noted=soon)

    reply = ada.sends([sent], sent_at=soon)

    assert reply.status_code == 200
    assert (row(UUID(sent["id"])).at, row(UUID(sent["id"])).noted) == (instant("13:00"), instant("13:00"))


def test_a_feed_ended_ahead_is_stored_as_ended_now(ada: Phone) -> None:
    soon = instant("13:00") + timedelta(minutes=2)
    sent = ada.wire(BOTTLE, at=instant("12:30"), until=soon, noted=soon)

    ada.sends([sent], sent_at=soon)

    assert row(UUID(sent["id"])).until == instant("13:00")


@pytest.mark.parametrize("field", ["at", "until", "noted"])
def test_what_is_to_come_is_refused_with_a_hint(ada: Phone, field: str) -> None:
    sent = ada.wire(BOTTLE, at=instant("12:30")) | {field: instant("13:30").isoformat()}

    reply = ada.sends([sent])

    assert (reply.status_code, reply["X-Refused"]) == (422, sent["id"])
    assert "30 min" in reply.content.decode()
    assert UUID(sent["id"]) not in rows()


def test_an_end_to_come_is_refused_too(ada: Phone) -> None:
    [fed] = ada.taps(BOTTLE, at="12:20")
    sent = ada.wire(taps.end(fed, "care.fed")[0])
    sent["body"]["changes"] = {"until": instant("13:30").isoformat()}

    assert ada.sends([sent]).status_code == 422


def test_what_is_to_come_by_a_phones_wrong_clock_and_is_past_by_the_right_one_is_kept(ada: Phone) -> None:
    off = timedelta(hours=2)
    sent = ada.wire(WET, at=instant("12:50") + off, noted=instant("12:50") + off)

    assert ada.sends([sent], sent_at=instant("13:00") + off).status_code == 200


@pytest.mark.parametrize("off", [timedelta(hours=-25), timedelta(hours=25), timedelta(days=-9000)])
def test_a_clock_that_is_a_day_off_is_asked_about_and_nothing_is_stored(ada: Phone, off: timedelta) -> None:
    sent = ada.wire(WET, at=instant("12:50") + off, noted=instant("12:50") + off)

    reply = ada.sends([sent], sent_at=instant("13:00") + off)

    assert (reply.status_code, reply["X-Refused"]) == (422, sent["id"])
    assert "clock and the server’s are apart" in reply.content.decode()
    assert UUID(sent["id"]) not in rows()


def test_the_same_tap_sent_twice_by_a_clock_that_goes_wrong_is_one(ada: Phone) -> None:
    sent = ada.wire(WET, at=instant("12:20"), noted=instant("12:20"))
    ada.sends([sent])
    before = rows()[UUID(sent["id"])].at

    again = ada.sends([sent], sent_at=instant("13:00") - timedelta(minutes=7))

    assert (again.status_code, again["X-Refused"]) == (200, "")
    assert row(UUID(sent["id"])).at == before


def test_a_cue_of_ones_own_sent_twice_by_a_clock_that_goes_wrong_is_one(ada: Phone) -> None:
    sent = ada.wire(cue("ada", "eat"), at=instant("12:20"), noted=instant("12:20"))
    ada.sends([sent])

    assert ada.sends([sent], sent_at=instant("13:00") - timedelta(minutes=7)).status_code == 200


@pytest.mark.parametrize("said", [None, "", "yesterday", "2026-05-04T13:03:00", 5, [], {}])
def test_a_phone_that_does_not_say_its_time_is_taken_at_its_word(ada: Phone, said: object) -> None:
    sent = ada.wire(WET, at=instant("12:20"), noted=instant("12:20"))

    assert ada.posts(json.dumps({"sent_at": said, "entries": [sent]})).status_code == 200
    assert row(UUID(sent["id"])).at == instant("12:20")


def test_an_instant_that_no_clock_can_be_moved_to_is_refused(ada: Phone) -> None:
    sent = ada.wire(WET, at="2200-12-31T23:59:00+00:00", noted="2200-12-31T23:59:00+00:00")

    assert ada.sends([sent], sent_at=instant("13:00") - timedelta(hours=23)).status_code == 422
