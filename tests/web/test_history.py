"""Days: what was told, who changed what, and the form that changes a line without losing what was typed."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest

from kinwell import ask
from kinwell.core.ids import EntryId
from kinwell.core.log.entry import Entry
from kinwell.web import taps
from tests.builders import ADA, IRIS, instant
from tests.web.browsing import Clock, Household, Page, Phone, cue, row, rows, words_of

WET = taps.change(IRIS, wet=True, dirty=False)[0]
BOTTLE = taps.feed(IRIS, "bottle")[0]
LEFT = taps.feed(IRIS, "breast", "left")[0]
UNCHANGED = {"side": "", "millilitres": "", "food": ""}


@pytest.fixture
def reads(household: Household):
    """Return how an entry now reads to Ada."""

    def read(id: UUID) -> Entry:
        found = ask.entry(household.home.seat("ada"), EntryId(id))
        assert found is not None
        return found

    return read


def edits(phone: Phone, id: UUID, at: str, until: str = "", **fields: str):
    return phone.sends_form("edit", id, at=at, until=until, **{**UNCHANGED, **fields})


def test_a_day_lists_what_was_told_newest_first(ada: Phone) -> None:
    [early] = ada.taps(WET, at="08:00")
    [late] = ada.taps(BOTTLE, at="12:30", until="12:50")

    page = ada.opens("history")

    assert page.html.index(f"e-{late}") < page.html.index(f"e-{early}")
    assert "12:30 pm to 12:50 pm" in words_of(page, late)


def test_a_feed_at_three_in_the_night_belongs_to_the_day_before(ada: Phone, clock: Clock) -> None:
    clock.at("+1 13:00")
    [night] = ada.taps(WET, at="+1 03:00")

    assert f"e-{night}" in ada.opens("history", day="2026-05-04").html
    assert f"e-{night}" not in ada.opens("history", day="2026-05-05").html


def test_a_day_without_entries_says_so(ada: Phone) -> None:
    assert "Nothing told on this day." in ada.opens("history", day="2026-05-01").says


def test_one_goes_back_a_day_and_forward_and_never_past_today(ada: Phone) -> None:
    links = [given["href"] for _, given in ada.opens("history").elements if "day=" in given.get("href", "")]
    assert links == ["?day=2026-05-03"]

    links = [g["href"] for _, g in ada.opens("history", day="2026-05-03").elements if "day=" in g.get("href", "")]
    assert links == ["?day=2026-05-02", "?day=2026-05-04"]


@pytest.mark.parametrize(
    "day", ["", "yesterday", "2026-02-30", "0001-01-01", "0001-01-02", "9999-12-31", "9999-12-30", "-1", "2026-W19"]
)
def test_a_made_up_day_breaks_nothing(ada: Phone, day: str) -> None:
    assert ada.gets("history", day=day).status_code == 200


def test_the_form_shows_the_times_on_the_familys_wall(ada: Phone) -> None:
    [fed] = ada.taps(BOTTLE, at="12:30", until="12:50")

    page = ada.opens("edit", fed)

    assert (page.field("at")["value"], page.field("until")["value"]) == ("2026-05-04T12:30", "2026-05-04T12:50")


def test_a_feed_can_be_moved_to_when_it_was(ada: Phone, reads) -> None:
    [fed] = ada.taps(BOTTLE, at="12:30", until="12:50")

    reply = edits(ada, fed, "2026-05-04T12:10", "2026-05-04T12:35")

    assert reply["Location"] == f"/f/{ada.family}/days?day=2026-05-04"
    assert (reads(fed).at, reads(fed).until) == (instant("12:10"), instant("12:35"))


def test_an_end_never_told_can_be_added_and_taken_out_again(ada: Phone, reads) -> None:
    [fed] = ada.taps(BOTTLE, at="12:30")

    edits(ada, fed, "2026-05-04T12:30", "2026-05-04T12:45")
    assert reads(fed).until == instant("12:45")

    edits(ada, fed, "2026-05-04T12:30", "")
    assert reads(fed).until is None


def test_a_form_sent_back_as_it_was_writes_nothing(ada: Phone) -> None:
    [fed] = ada.taps(BOTTLE, at="12:30", until="12:50")
    before = len(rows())

    edits(ada, fed, "2026-05-04T12:30", "2026-05-04T12:50")

    assert len(rows()) == before


def test_seconds_that_the_form_does_not_show_are_not_lost_when_something_else_is_changed(ada: Phone, reads) -> None:
    at = instant("12:30").replace(second=42)
    [fed] = ada.taps(BOTTLE, at=at, until="12:50")

    edits(ada, fed, "2026-05-04T12:30", "2026-05-04T12:50", millilitres="90")

    assert (reads(fed).at, reads(fed).event.millilitres) == (at, 90)


def test_the_same_form_sent_twice_is_one_change(ada: Phone) -> None:
    [fed] = ada.taps(BOTTLE, at="12:30", until="12:50")
    id = str(uuid4())
    for _ in range(2):
        reply = ada.sends_form("edit", fed, at="2026-05-04T12:10", until="2026-05-04T12:50", **{**UNCHANGED, "id": id})
        assert reply.status_code == 302

    assert words_of(ada.opens("history"), fed).count("when it was") == 1


@pytest.mark.parametrize(
    ("typed", "is_at"),
    [
        ("2026-03-29T01:30", "2026-03-29T00:30:00+00:00"),
        ("2026-03-29T03:30", "2026-03-29T01:30:00+00:00"),
        ("2026-10-25T01:30", "2026-10-24T23:30:00+00:00"),
        ("2026-10-25T03:30", "2026-10-25T02:30:00+00:00"),
    ],
)
def test_on_the_day_the_clocks_change_the_wall_is_meant(
    ada: Phone, clock: Clock, reads, typed: str, is_at: str
) -> None:
    day = datetime.fromisoformat(is_at)
    clock.at(day + timedelta(days=1))
    [wet] = ada.taps(WET, at=day + timedelta(hours=9))

    ada.sends_form("edit", wet, at=typed, wet="on")

    assert reads(wet).at == day


def test_a_time_in_the_hour_that_comes_twice_stays_as_it_is_when_something_else_is_changed(
    ada: Phone, clock: Clock, reads
) -> None:
    second_time = datetime.fromisoformat("2026-10-25T01:30:00+00:00")  # 2:30 on the wall, for the second time
    clock.at(second_time.replace(hour=12))
    [wet] = ada.taps(WET, at=second_time)
    shown = ada.opens("edit", wet).field("at")["value"]

    ada.sends_form("edit", wet, at=shown, wet="on", dirty="on")

    assert shown == "2026-10-25T02:30"
    assert (reads(wet).at, reads(wet).event.dirty) == (second_time, True)


def test_an_end_before_its_start_is_refused_and_what_was_typed_stays(ada: Phone, reads) -> None:
    [fed] = ada.taps(BOTTLE, at="12:30", until="12:50")

    reply = edits(ada, fed, "2026-05-04T12:40", "2026-05-04T12:20", millilitres="90")

    page = Page(reply)
    assert reply.status_code == 422
    assert "It ends before it begins. Change one of the two times." in page.says
    typed = (page.field("at")["value"], page.field("until")["value"], page.field("millilitres")["value"])
    assert typed == ("2026-05-04T12:40", "2026-05-04T12:20", "90")
    assert reads(fed).until == instant("12:50")


def test_a_nappys_ticks_stay_as_typed_when_its_time_is_refused(ada: Phone) -> None:
    [wet] = ada.taps(WET, at="12:30")

    page = Page(ada.sends_form("edit", wet, at="2026-05-04T23:00", dirty="on"))

    assert "checked" in page.field("dirty")
    assert "checked" not in page.field("wet")


def test_a_time_to_come_is_refused_with_a_hint(ada: Phone) -> None:
    [wet] = ada.taps(WET, at="12:30")

    reply = ada.sends_form("edit", wet, at="2026-05-04T13:30", wet="on")

    assert reply.status_code == 422
    assert "30 minutes ahead" in Page(reply).says


@pytest.mark.parametrize(
    "typed",
    [
        {"at": "noon"},
        {"at": "0001-01-01T00:00"},
        {"at": "9999-12-31T23:59"},
        {"until": "later"},
        {"millilitres": "much"},
        {"millilitres": "-5"},
        {"millilitres": "nan"},
        {"millilitres": "inf"},
        {"millilitres": "1e9"},
        {"side": "middle"},
        {"food": "x" * 501},
    ],
    ids=str,
)
def test_what_cannot_be_read_is_refused_and_changes_nothing(ada: Phone, reads, typed: dict[str, str]) -> None:
    [fed] = ada.taps({**BOTTLE, "body": {**BOTTLE["body"], "millilitres": 60}}, at="12:30", until="12:50")
    before = reads(fed)
    sent = {"at": "2026-05-04T12:30", "until": "2026-05-04T12:50", **UNCHANGED, "millilitres": "60", **typed}

    reply = ada.sends_form("edit", fed, **sent)

    assert reply.status_code in (302, 422)
    assert reads(fed) == before


def test_a_form_without_an_id_is_not_there(ada: Phone) -> None:
    [wet] = ada.taps(WET, at="12:30")

    assert ada.sends_form("edit", wet, id="", at="2026-05-04T12:10", wet="on").status_code == 404
    assert ada.sends_form("remove", wet, id="x").status_code == 404


def test_who_changed_what_and_what_it_was_before_is_shown_to_all_adults(ada: Phone, sam: Phone) -> None:
    [fed] = ada.taps(BOTTLE, at="12:30", until="12:50")

    edits(sam, fed, "2026-05-04T12:10", "2026-05-04T12:50")

    for phone in (ada, sam):
        assert "Sam, 1 pm: when it was (was 12:30 pm)" in words_of(phone.opens("history"), fed)
        assert "Ada" in words_of(phone.opens("history"), fed)


def test_a_helper_sees_a_day_and_may_change_what_they_wrote_and_nothing_else(ada: Phone, nan: Phone) -> None:
    [hers] = ada.taps(WET, at="12:00")
    [own] = nan.taps(WET, at="12:30")

    links = [given["href"] for _, given in nan.opens("history").elements if "/days/" in given.get("href", "")]

    assert links == [nan.address("edit", own)]
    assert nan.gets("edit", own).status_code == 200
    assert nan.gets("edit", hers).status_code == 404


def test_a_helpers_form_for_what_another_wrote_is_not_there(ada: Phone, nan: Phone, reads) -> None:
    [hers] = ada.taps(WET, at="12:00")
    before = reads(hers)

    assert nan.sends_form("edit", hers, at="2026-05-04T12:10", wet="on").status_code == 404
    assert nan.sends_form("remove", hers).status_code == 404
    assert reads(hers) == before


def test_every_adult_may_change_what_a_helper_wrote(ada: Phone, nan: Phone, reads) -> None:
    [wet] = nan.taps(WET, at="12:30")

    assert ada.sends_form("edit", wet, at="2026-05-04T12:10", wet="on").status_code == 302
    assert reads(wet).at == instant("12:10")


def test_what_is_removed_stays_to_be_seen_and_can_be_brought_back(ada: Phone, sam: Phone, clock: Clock) -> None:
    [wet] = ada.taps(WET, at="12:30")

    assert sam.sends_form("remove", wet).status_code == 302
    assert "removed" in words_of(ada.opens("history"), wet)
    assert "nothing told" in ada.opens().says
    clock.passes(1)

    assert ada.sends_form("restore", wet).status_code == 302
    assert "brought back" in words_of(sam.opens("history"), wet)
    assert "wet" in sam.opens().says.split("Change")[0]


def test_what_is_removed_has_no_form(ada: Phone) -> None:
    [wet] = ada.taps(WET, at="12:30")
    ada.sends_form("remove", wet)

    assert ada.gets("edit", wet).status_code == 404


def test_bringing_back_leads_to_where_one_was_and_nowhere_else(ada: Phone) -> None:
    [wet] = ada.taps(WET, at="12:30")
    ada.sends_form("remove", wet)
    here = ada.address("history", day="2026-05-04")

    assert ada.sends_form("restore", wet, back=here)["Location"] == here
    assert ada.sends_form("restore", wet, back="https://elsewhere.example")["Location"] == ada.address("history")


def test_removing_what_is_not_there_is_not_there(ada: Phone, sam: Phone) -> None:
    [hungry] = sam.taps(cue("sam", "eat"))

    assert ada.sends_form("remove", uuid4()).status_code == 404
    assert ada.sends_form("remove", hungry).status_code == 404


def test_what_another_keeps_to_themselves_has_no_form(ada: Phone, sam: Phone) -> None:
    [hungry] = sam.taps(cue("sam", "eat"))

    assert sam.gets("edit", hungry).status_code == 200
    assert ada.gets("edit", hungry).status_code == 404
    assert ada.sends_form("edit", hungry, at="2026-05-04T12:10").status_code == 404


def test_what_another_keeps_to_themselves_is_on_no_day_of_mine(ada: Phone, sam: Phone) -> None:
    [hungry] = sam.taps(cue("sam", "eat"))

    assert "Seen by you alone" in words_of(sam.opens("history"), hungry)
    assert str(hungry) not in ada.opens("history").html


def test_a_note_in_own_words_is_read_by_its_author_alone(ada: Phone, sam: Phone, nan: Phone) -> None:
    [spec] = ada.opens().button(kind="note.written")

    [note] = ada.taps({**spec, "body": {"text": "rocked her to Bach"}})

    assert "Seen by you alone" in words_of(ada.opens("history"), note)
    assert ada.opens("edit", note).field("text")["value"] == "rocked her to Bach"
    assert (row(note).by, row(note).eyes) == (ADA, "me")
    for phone in (sam, nan):
        assert "Bach" not in phone.opens("history").html
        assert "Bach" not in phone.opens().html


def test_a_note_is_sealed_where_it_lies(ada: Phone) -> None:
    [note] = ada.taps({"kind": "note.written", "body": {"text": "rocked her to Bach"}})

    assert b"Bach" not in bytes(row(note).body)
    assert row(note).kind == ""


def test_ones_own_note_can_be_changed_and_removed(ada: Phone) -> None:
    [note] = ada.taps({"kind": "note.written", "body": {"text": "Bach"}}, at="12:30")

    assert ada.sends_form("edit", note, at="2026-05-04T12:30", text="Brahms").status_code == 302
    assert ada.opens("edit", note).field("text")["value"] == "Brahms"

    assert ada.sends_form("remove", note).status_code == 302
    assert ada.gets("edit", note).status_code == 404


def test_a_note_is_shown_as_text(ada: Phone) -> None:
    ada.taps({"kind": "note.written", "body": {"text": "<script>alert(1)</script>"}})

    assert "<script>alert" not in ada.opens("history").html


def test_moving_house_cuts_no_past_day_anew(ada: Phone) -> None:
    [wet] = ada.taps(WET, at="12:30")
    ada.sends_form("move", zone="America/New_York")

    assert "12:30 pm" in words_of(ada.opens("history", day="2026-05-04"), wet)
    assert ada.opens("edit", wet).field("at")["value"] == "2026-05-04T12:30"


def test_the_days_are_for_members_alone(household: Household, ada: Phone) -> None:
    [wet] = ada.taps(WET, at="12:30")
    ada.client.logout()

    assert ada.gets("history").status_code == 404
    assert ada.gets("edit", wet).status_code == 404
    assert ada.sends_form("remove", wet).status_code == 404


def test_a_day_asked_for_is_asked_for_once(ada: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    whole = ask.history
    monkeypatch.setattr(ask, "history", lambda *args, **given: (asked.append(given), whole(*args, **given))[1])

    ada.opens("history", day="2026-05-01")

    assert len(asked) == 1
