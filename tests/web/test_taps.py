"""Quick logs that start and stop, the notice sheet with its rungs and answers, undo, and what is kept nowhere."""

import json
from datetime import datetime
from uuid import UUID

import pytest

from kinwell import ask
from kinwell.core.catalogue import needs
from kinwell.store.models import ERASED, About, SnapshotRow
from kinwell.store.within import across_families
from kinwell.web import taps
from tests.builders import IRIS, LEO, holder, instant
from tests.web.browsing import Clock, Household, Page, Phone, cue, row, rows, words_of

DANGEROUS = sorted(code for code, need in needs().items() if need.danger and need.of == "adult")

NAPPIES = {(True, False): "wet", (False, True): "dirty", (True, True): "both", (False, False): "dry"}


def test_a_feed_begun_on_the_left_runs_with_its_side(ada: Phone) -> None:
    ada.taps(*ada.opens().button(kind="care.fed", how="breast", side="left"))

    page = ada.opens()

    assert "Iris is feeding." in page.says
    assert page.button(kind="care.side", side="right")


def test_switching_sides_offers_the_way_back(ada: Phone) -> None:
    ada.taps(*taps.feed(IRIS, "breast", "left"))
    ada.taps(*ada.opens().button(kind="care.side", side="right"))

    assert ada.opens().button(kind="care.side", side="left")


def test_a_feed_ends_with_the_button_that_began_it(ada: Phone, clock: Clock) -> None:
    [fed] = ada.taps(*taps.feed(IRIS, "breast", "left"))
    clock.passes(18)

    ada.taps(*ada.opens().button(kind="log.amended", target=str(fed)))

    page = ada.opens()
    assert "Iris is feeding." not in page.says
    assert page.button(kind="care.fed", child=str(IRIS), side="left")


def test_a_bottle_has_no_side_to_switch(ada: Phone) -> None:
    ada.taps(*taps.feed(IRIS, "bottle"))

    assert "care.side" not in ada.opens().kinds()


def test_a_sleep_begins_and_ends(ada: Phone, clock: Clock) -> None:
    [slept] = ada.taps(*ada.opens().button(kind="care.slept", holder={"kind": "child", "id": str(IRIS)}))
    page = ada.opens()
    assert "Iris is asleep." in page.says
    clock.passes(30)

    ada.taps(*page.button(kind="log.amended", target=str(slept)))

    assert "Iris is awake." in ada.opens().says


def test_holding_begins_and_ends(ada: Phone, clock: Clock) -> None:
    [held] = ada.taps(*ada.opens().button(kind="care.held", child=str(LEO)))
    clock.passes(10)

    ada.taps(*ada.opens().button(kind="log.amended", target=str(held)))

    assert ada.opens().button(kind="care.held", child=str(LEO))


@pytest.mark.parametrize(("wet", "dirty"), [(True, False), (False, True), (True, True), (False, False)])
def test_each_nappy_is_one_button(ada: Phone, wet: bool, dirty: bool) -> None:
    [told] = ada.taps(*ada.opens().button(kind="care.changed", child=str(IRIS), wet=wet, dirty=dirty))

    assert NAPPIES[wet, dirty] in words_of(ada.opens("history"), told)


def test_what_one_phone_began_the_other_ends(ada: Phone, sam: Phone) -> None:
    [slept] = ada.taps(*taps.sleep(holder("iris")))

    sam.taps(*sam.opens().button(kind="log.amended", target=str(slept)))

    assert "Iris is awake." in ada.opens().says


def test_a_helper_begins_and_ends_a_feed_of_theirs(nan: Phone) -> None:
    [fed] = nan.taps(*nan.opens().button(kind="care.fed", child=str(IRIS), how="bottle"))

    nan.taps(*nan.opens().button(kind="log.amended", target=str(fed)))

    assert "Iris is feeding." not in nan.opens().says


def test_after_a_log_one_tap_takes_it_back(ada: Phone) -> None:
    [wet] = ada.taps(*taps.change(IRIS, wet=True, dirty=False))

    ada.presses("b-undo", Page(ada.reply))

    assert "Taken back." in Page(ada.reply).says
    assert "nothing told" in ada.opens().says
    assert row(wet).kind == "care.changed"  # it stays in the log, and does not count


def test_an_undo_has_no_undo(ada: Phone) -> None:
    ada.taps(*taps.change(IRIS, wet=True, dirty=False))
    ada.presses("b-undo", Page(ada.reply))

    assert not Page(ada.reply).has("b-undo")


def test_the_undo_of_an_act_takes_back_all_that_one_tap_told(ada: Phone) -> None:
    ada.taps(cue("ada", "drink"))
    before = ada.opens()
    told = ada.presses("b-yes", before)
    assert len(told) > 1
    assert ada.opens().logs() != before.logs()

    ada.presses("b-undo", Page(ada.reply))

    assert ada.opens().logs() == before.logs()


def test_a_cue_tapped_is_logged_at_the_middle_rung_and_the_sheet_turns_to_its_rungs(ada: Phone) -> None:
    page = ada.opens()
    [hungry] = ada.taps(*page.button(kind="need.cue", need="eat"), sheet="noted")

    sheet = Page(ada.reply)

    assert sheet.has("noted")
    pressed = [given["data-log"] for _, given in sheet.elements if given.get("aria-pressed") == "true"]
    assert [_strength(one, hungry) for one in pressed] == ["clear"]
    rungs = [log[0]["body"]["changes"]["strength"] for log in sheet.logs() if log[0]["kind"] == "log.amended"]
    assert rungs == ["early", "clear", "urgent"]


def test_the_four_answers_to_a_cue_are_on_the_sheet(ada: Phone) -> None:
    ada.taps(cue("ada", "eat"), sheet="noted")

    sheet = Page(ada.reply)

    assert sheet.button(kind="need.met", needs=["eat"], full=True)
    assert sheet.button(kind="need.met", needs=["eat"], full=False)
    assert sheet.button(kind="need.second", need="eat")
    assert _moments(sheet) == {"asleep", "hour"}


def test_while_a_child_feeds_a_need_can_wait_for_the_end_of_it(ada: Phone) -> None:
    ada.taps(*taps.feed(IRIS, "bottle"))
    ada.taps(cue("ada", "eat"), sheet="noted")
    assert "feed_ends" in _moments(Page(ada.reply))


def _moments(sheet: Page) -> set[str]:
    return {log[0]["body"]["until"] for log in sheet.logs() if log[0]["kind"] == "need.later"}


def test_another_rung_changes_the_cue_and_the_sheet_stays(ada: Phone) -> None:
    [hungry] = ada.taps(cue("ada", "eat"), sheet="noted")
    rung = Page(ada.reply).button(kind="log.amended", target=str(hungry), changes={"strength": "early"})

    ada.taps(*rung, sheet=str(hungry))

    pressed = [given["data-log"] for _, given in Page(ada.reply).elements if given.get("aria-pressed") == "true"]
    assert [_strength(one, hungry) for one in pressed] == ["early"]


def test_iris_first_says_that_food_keeps_its_place_and_it_does(ada: Phone, household: Household) -> None:
    ada.taps(cue("ada", "eat"), sheet="noted")
    sheet = Page(ada.reply)
    assert "Iris first? Then your food keeps its place: it is next when hands are free." in sheet.says

    ada.taps(*sheet.button(kind="need.second", need="eat"))

    own = ask.now(household.home.seat("ada"), ada.clock.now).own
    assert own is not None
    assert [(reading.need, reading.second) for reading in own.known] == [("eat", IRIS)]


def test_the_undo_on_the_sheet_takes_the_cue_back(ada: Phone) -> None:
    [hungry] = ada.taps(cue("ada", "eat"), sheet="noted")

    ada.taps(*Page(ada.reply).button(kind="log.retracted", target=str(hungry)))

    assert "Little told today" in ada.opens().says


def test_a_childs_cue_shows_the_childs_sheet_without_answers_of_ones_own(ada: Phone) -> None:
    ada.taps(cue("iris", "child.feed"), sheet="noted")

    sheet = Page(ada.reply)

    assert sheet.has("noted")
    assert {"need.second", "need.later"}.isdisjoint(
        spec["kind"] for log in sheet.logs() for spec in log if spec["body"].get("need") == "child.feed"
    )


def test_a_sheet_asked_for_of_anothers_cue_is_not_there(ada: Phone, sam: Phone) -> None:
    [hungry] = sam.taps(cue("sam", "eat"))

    ada.taps(*taps.change(IRIS, wet=True, dirty=False), sheet=str(hungry))

    assert not Page(ada.reply).has("noted")


@pytest.mark.parametrize("sheet", ["x", "noted ", "'; --", "00000000-0000-0000-0000-000000000000"])
def test_a_made_up_sheet_breaks_nothing(ada: Phone, sheet: str) -> None:
    ada.taps(cue("ada", "eat"), sheet=sheet)

    assert not Page(ada.reply).has("noted")


@pytest.mark.parametrize("need", DANGEROUS)
def test_a_rung_that_means_danger_is_refused_and_says_where_help_is(ada: Phone, need: str) -> None:
    sent = ada.wire(cue("ada", need, "urgent"))

    reply = ada.sends([sent])

    assert reply.status_code == 422
    assert "Help has what to do now." in Page(reply).says
    assert UUID(sent["id"]) not in rows()


@pytest.mark.parametrize("need", DANGEROUS)
def test_a_cue_is_not_raised_to_a_rung_that_means_danger_either(ada: Phone, need: str) -> None:
    [told] = ada.taps(cue("ada", need))
    before = len(rows())

    assert ada.sends([ada.wire(taps.rung(told, "urgent", private=True)[0])]).status_code == 422
    assert len(rows()) == before


@pytest.mark.parametrize("need", DANGEROUS)
def test_the_rung_that_means_danger_leads_to_help_and_logs_nothing(ada: Phone, need: str) -> None:
    [told] = ada.taps(cue("ada", need), sheet="noted")

    leads = [given for _, given in Page(ada.reply).elements if given.get("data-leads") == need]

    assert [given["href"] for given in leads] == ["/help"]
    assert [given["data-withdraw"] for given in leads] == [f"/f/{ada.family}/withdraw/{told}"]
    assert all("data-log" not in given for given in leads)


def test_what_to_do_about_a_sign_of_danger_is_on_the_help_page_and_in_no_address(ada: Phone) -> None:
    page = Page(ada.client.get("/help"))

    assert {given["data-sign"] for _, given in page.elements if "data-sign" in given} >= set(DANGEROUS)


def test_a_withdrawn_tap_is_kept_nowhere(ada: Phone) -> None:
    [told] = ada.taps(cue("ada", "sleep"), sheet="noted")
    ada.taps(*taps.rung(told, "early", private=True))
    [word] = [row.id for row in rows().values() if row.id != told and row.eyes == "me"]

    assert ada.sends_form("withdraw", told).status_code == 204

    for id in (told, word):
        kept = row(id)
        assert (kept.kind, bytes(kept.body), kept.by, kept.until, kept.noted, kept.zone) == (
            ERASED, b"", None, None, None, "",
        )  # fmt: skip
        assert kept.at.year == 1970
    with across_families():
        assert not About.objects.filter(target=told).exists()


def test_a_withdrawn_tap_is_on_no_screen(ada: Phone) -> None:
    [told] = ada.taps(cue("ada", "sleep"))
    ada.sends_form("withdraw", told)

    assert "Little told today" in ada.opens().says
    assert f"e-{told}" not in ada.opens("history").html


def test_a_withdrawn_tap_is_in_no_snapshot(ada: Phone, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kinwell.store.recall.LONG_TAIL", 0)
    [told] = ada.taps(cue("ada", "sleep"))
    clock.at("+1 13:00")
    ada.opens()
    assert [at for at in _snapshots() if at >= instant("13:00")]

    ada.sends_form("withdraw", told)

    assert not [at for at in _snapshots() if at >= instant("13:00")]


def test_a_late_copy_of_a_withdrawn_tap_does_not_bring_it_back(ada: Phone) -> None:
    sent = ada.wire(cue("ada", "sleep"))
    ada.sends([sent])
    ada.sends_form("withdraw", sent["id"])

    assert ada.sends([sent]).status_code == 200
    assert row(UUID(sent["id"])).kind == ERASED


def test_nobody_withdraws_what_another_wrote(ada: Phone, sam: Phone) -> None:
    [hungry] = sam.taps(cue("sam", "eat"))
    [wet] = sam.taps(*taps.change(IRIS, wet=True, dirty=False))

    for id in (hungry, wet):
        assert ada.sends_form("withdraw", id).status_code == 204  # nothing said
        assert row(id).kind != ERASED


def test_what_is_of_everyones_care_is_not_withdrawn_by_its_author_either(ada: Phone) -> None:
    [wet] = ada.taps(*taps.change(IRIS, wet=True, dirty=False))

    ada.sends_form("withdraw", wet)

    assert row(wet).kind == "care.changed"


def _strength(log: str, target: UUID) -> str:
    [spec] = json.loads(log)
    assert spec["body"]["target"] == str(target)
    return str(spec["body"]["changes"]["strength"])


def _snapshots() -> list[datetime]:
    with across_families():
        return list(SnapshotRow.objects.values_list("at", flat=True))
