"""How full are you: one tap on Now and on Tonight, more in a sheet, and one's own weeks; for oneself alone."""

import json
import re
from uuid import UUID

import pytest

from kinwell.core.ids import ME
from kinwell.web import taps
from tests.builders import holder
from tests.web.browsing import Clock, Page, Phone, row, rows

LEVELS = ("empty", "low", "half", "fair", "full")


def says(phone: Phone, clock: Clock, day: int, energy: int, at: str = "10:00") -> UUID:
    clock.at(f"+{day} {at}")
    [id] = phone.taps(*taps.checkin("energy", energy))
    return id


def test_one_tap_on_now_says_how_full_one_is(ada: Phone) -> None:
    page = ada.opens()
    assert "How full are you? Say more Nearly empty Low About half Fairly full Full" in page.says
    [id] = ada.presses("b-full-low", page)

    after = Page(ada.reply)
    assert "You said at 1 pm: low." in after.says
    assert not after.has("b-full-low"), "it is asked once a day; more may be said in the sheet"
    assert (row(id).eyes, row(id).kind) == (ME, row(id).kind)
    assert b"energy" not in bytes(row(id).body)


def test_the_tap_is_undone_like_any_other(ada: Phone) -> None:
    ada.presses("b-full-low")
    ada.taps(*json.loads(Page(ada.reply).element("b-undo")["data-log"]))
    assert ada.opens().has("b-full-low")


def test_an_id_of_it_does_not_tell_the_minute(ada: Phone) -> None:
    [spec] = json.loads(ada.opens().element("b-full-low")["data-log"])
    assert spec == {"kind": "checkin.said", "private": True, "body": {"energy": 3}}


def test_it_is_asked_anew_on_the_next_family_day(ada: Phone, clock: Clock) -> None:
    clock.at("+1 03:30")
    ada.presses("b-full-low")
    assert not ada.opens().has("b-full-low")
    clock.at("+1 04:30")
    assert ada.opens().has("b-full-low")


def test_mood_touch_and_patience_are_said_in_a_sheet_that_stays(ada: Phone) -> None:
    ada.presses("b-full-half")
    for button in ("b-sheet-mood-heavy", "b-sheet-touch-enough", "b-sheet-patience-thin"):
        ada.presses(button)

    after = Page(ada.reply)
    assert "data-show" in after.element("full"), "the sheet is shown again with what was said in it"
    assert after.element("b-sheet-mood-heavy")["aria-pressed"] == "true"
    assert after.element("b-sheet-mood-light")["aria-pressed"] == "false"
    assert "about half full, a heavy mood, enough of touch and patience thin" in after.says
    assert "data-show" not in ada.opens().element("full")


def test_mood_alone_is_no_energy(ada: Phone) -> None:
    ada.presses("b-sheet-mood-light")
    assert ada.opens().has("b-full-low")


@pytest.mark.parametrize(
    "body", [{}, {"energy": None}, {"energy": 11}, {"energy": -1}, {"energy": "low"}, {"mood": 5.5}, {"joy": 3}]
)
def test_what_no_scale_holds_is_refused_and_named(ada: Phone, body: dict[str, object]) -> None:
    reply = ada.sends([ada.wire({"kind": "checkin.said", "body": body})])
    assert reply.status_code == 422
    assert rows().keys() == rows().keys()


def test_a_helper_is_not_asked_and_can_say_nothing_of_the_kind(nan: Phone) -> None:
    assert not nan.opens().has("full")
    assert nan.gets("full").status_code == 404
    assert nan.sends([nan.wire(taps.checkin("energy", 3)[0])]).status_code == 422


def test_nobody_says_it_for_another(ada: Phone, sam: Phone) -> None:
    ada.presses("b-full-low")
    assert sam.opens().has("b-full-low")
    assert "low" not in sam.opens("full").says.split("Nothing told")[1]


# On Tonight, and the page of one's own weeks.


@pytest.mark.parametrize("page", ["tonight", "full"])
def test_one_tap_says_it_there_too_and_leads_back(ada: Phone, page: str) -> None:
    back = next(g["value"] for _, g in ada.opens(page).elements if g.get("name") == "back")
    reply = ada.sends_form("full", energy="fair", back=back)
    assert (reply.status_code, reply["Location"]) == (302, ada.address(page))
    assert "You said at 1 pm: fairly full." in ada.opens(page).says


def test_the_same_form_sent_twice_is_one_word(ada: Phone) -> None:
    before = len(rows())
    for _ in range(2):
        assert ada.client.post(ada.address("full"), {"id": str(UUID(int=77)), "energy": "low"}).status_code == 302
    assert len(rows()) == before + 1


@pytest.mark.parametrize("energy", ["", "happy", "5"])
def test_a_level_that_there_is_not_is_refused(ada: Phone, energy: str) -> None:
    before = len(rows())
    assert ada.sends_form("full", energy=energy).status_code == 422
    assert len(rows()) == before


def test_the_form_leads_to_no_other_place(ada: Phone) -> None:
    reply = ada.sends_form("full", energy="low", back="https://example.org/")
    assert reply["Location"] == ada.address("full")


def test_ones_weeks_are_drawn_with_gaps_and_without_a_verdict(ada: Phone, clock: Clock) -> None:
    for day, energy in ((0, 1), (1, 9), (3, 5), (4, 5)):
        says(ada, clock, day, energy)
    page = ada.opens("full")
    drawn = page.html.split('class="weeks"')[1].split("</svg>")[0]

    assert len(re.findall("<circle", drawn)) == 4
    assert len(re.findall("<line", drawn)) == 2, "over a day without a word there is no line"
    assert "Friday 8 May: about half full Thursday 7 May: about half full Wednesday 6 May: –" in page.says
    words = page.says.split("How full you are")[-1]
    assert not re.search(r"\b(good|bad|well|fine|better|worse|average|score|\d+ of|\d+ ?%)\b", words)
    assert not re.search(r">\s*\d", drawn), "no number stands in it"


def test_without_a_word_nothing_is_drawn(ada: Phone) -> None:
    page = ada.opens("full")
    assert "Nothing told in the last four weeks." in page.says
    assert 'class="weeks"' not in page.html


def test_in_history_it_is_a_line_of_ones_own(ada: Phone, sam: Phone) -> None:
    ada.presses("b-full-empty")
    assert "How full: nearly empty" in ada.opens("history").says
    assert "How full" not in sam.opens("history").says


# Early warning.


def wired(phone: Phone, clock: Clock) -> None:
    for day in (0, 1):
        clock.at(f"+{day} 02:00")
        phone.taps(*taps.sleep(holder("ada")), at=f"+{day} 00:00", until=f"+{day} 02:00")
        says(phone, clock, day, 9)


def test_wired_on_hardly_any_sleep_is_worth_a_call_and_stands_first(ada: Phone, sam: Phone, clock: Clock) -> None:
    wired(ada, clock)
    page = ada.opens()

    assert "Feeling wired on hardly any sleep is worth a call today. Whom to ring Not now" in page.says
    assert page.html.index('id="full-wired-20260505"') < page.html.index('class="quick"')
    assert 'id="full-wired-20260505"' in ada.opens("full").html
    assert "wired" not in sam.opens().html


def test_a_low_week_leads_to_help_first_then_to_a_block_then_to_one_thing_let_go(ada: Phone, clock: Clock) -> None:
    for day in range(4):
        says(ada, clock, day, 1)
    card = ada.opens().html.split('id="full-low-20260507"')[1].split("</section>")[0]
    told = [card.index(part) for part in ("comes first", "/help", "/tonight", "/ask?minutes=60", "may wait")]

    assert told == sorted(told)
    assert not re.search(r"\b(together|talk it over|partner|the two of you|hug|kiss)\b", card)


def test_a_week_that_fell_is_said_so(ada: Phone, clock: Clock) -> None:
    for day, energy in enumerate((9, 9, 9, 9, 5, 5, 5, 3, 3, 3, 3)):
        says(ada, clock, day, energy)
    assert "well below the week before" in ada.opens().says


@pytest.mark.parametrize("eyes", ["adults", "care"])
def test_how_full_one_is_can_be_shown_to_nobody(ada: Phone, eyes: str) -> None:
    [id] = ada.presses("b-full-low")
    word = {"kind": "log.eyes", "body": {"target": str(id), "eyes": eyes}}
    assert ada.sends([ada.wire(word)]).status_code == 422
