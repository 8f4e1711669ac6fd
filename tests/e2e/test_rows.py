"""What Kinwell does for one adult and a child, row by row of the system, in a hand at 390 x 844: done by taps, read on
screen. (S1) names the row. test_rows_of_two.py walks the rows of company.
"""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.phone import Clock, Phone

OF_IRIS = ("Feed", "Comfort", "Hold", "Sing", "Play", "Tired", "Change", "Delight", "Care", "Others")
OF_ADULTS = (
    *("Hungry", "Thirsty", "Toilet", "Wash", "Stiff", "Sit", "Tired", "Quiet"),
    *("Held", "Heard", "Off duty", "Full head", "Outdoors", "My own thing", "Good enough?", "Health"),
)


def notices(phone: Phone, chip: str) -> None:
    """Notice something of oneself: two taps where it is among the six, one more among all."""
    phone.tap("b-notice")
    of_need = phone.button(chip, sheet="notice")
    if not of_need.is_visible():
        phone.tap(phone.on("notice").locator("summary"))
    phone.logs(of_need)
    expect(phone.on("noted")).to_be_visible()


def answers(phone: Phone, text: str | re.Pattern[str]) -> None:
    """Answer in the sheet that came."""
    phone.logs(phone.on("noted").get_by_role("button", name=text, exact=isinstance(text, str)))
    expect(phone.on("noted")).to_be_hidden()


def closes(phone: Phone) -> None:
    """Answer nothing."""
    phone.tap(phone.button("Close", sheet="noted"))
    expect(phone.on("noted")).to_be_hidden()


def card(phone: Phone) -> Locator:
    """Return the one card of Now: the act on offer."""
    return phone.page.locator("section.card").filter(has=phone.on("b-yes"))


def offered(phone: Phone) -> Locator:
    """Return every act on offer: that of the card, and those under it."""
    return phone.page.locator("section.card:has(#b-yes) h2, [id^=b-offer-]")


def child(phone: Phone, name: str = "Iris") -> Locator:
    """Return a child's row."""
    return phone.page.locator(".child:not(.other)", has_text=name)


def place(phone: Phone, *links: str) -> None:
    """Go to a page by its links, as a thumb does."""
    for link in links:
        phone.tap(phone.page.get_by_role("link", name=link, exact=True))
        phone.page.wait_for_load_state()


def test_a_cue_put_second_keeps_its_place_and_comes_next_when_hands_are_free(ada: Phone, clock: Clock) -> None:
    """Noticed in two taps, early, clear or urgent; the child first; it keeps its place and comes next (S1)."""
    before = ada.taps
    notices(ada, "Hungry")
    assert ada.taps - before == 2
    rungs = ada.on("noted").get_by_role("group", name="How strongly?").get_by_role("button")
    expect(rungs).to_have_text(["on my mind", "hollow, short-tempered", "shaky, light-headed"])
    ada.logs(rungs.last)
    expect(rungs.last).to_have_attribute("aria-pressed", "true")
    expect(ada.on("noted")).to_contain_text("your food keeps its place: it is next when hands are free")
    answers(ada, "Iris first")
    ada.logs("b-sleep")
    clock.passes(minutes=3)
    ada.home()
    expect(card(ada)).to_contain_text("You chose Iris first; your food keeps its place.")


@pytest.mark.parametrize(
    ("way", "after"), [("Now", "water: told"), ("A bit: half a glass", "water: told"), ("At…", "water waits")]
)
def test_a_cue_is_answered_now_a_bit_or_at_a_time(ada: Phone, clock: Clock, way: str, after: str) -> None:
    """Each is one tap more, is said of the well, and no question follows; at a time it comes by itself (S1)."""
    notices(ada, "Thirsty")
    if way == "At…":
        ada.tap(ada.button(way, sheet="noted"))
        ada.logs(ada.button("3 pm", sheet="later"))
    else:
        answers(ada, way)
    expect(ada.page.locator(".own")).to_contain_text(after)
    clock.passes(minutes=50)
    ada.home()
    expect(ada.page.locator("section.question")).to_have_count(0)
    if way == "At…":
        expect(card(ada)).to_contain_text("You asked for water at about this time.")


def test_no_answer_is_no_answer(ada: Phone, clock: Clock) -> None:
    """A cue left alone writes nothing, is asked about once at a later opening, and by no word held against one (S1)."""
    notices(ada, "Thirsty")
    rows = ada.server.kept_rows()
    closes(ada)
    clock.passes(minutes=40)
    ada.home()
    asked = ada.page.locator("section.question:visible")
    expect(asked.get_by_role("button")).to_have_text(["Yes", "A bit", "Not yet", "Forget it"])
    ada.home()
    expect(asked).to_have_count(0)
    assert ada.server.kept_rows() == rows


def test_every_need_of_the_child_in_a_tap_timers_and_the_card_that_tells_it_all(ada: Phone, clock: Clock) -> None:
    """What one may notice of a child is all there, timers run and stop, and the hand-over card tells it (S2)."""
    ada.tap("b-child")
    for chip in OF_IRIS:
        expect(ada.button(chip, sheet="children")).to_be_visible()
    ada.logs(ada.button("Comfort", sheet="children"))
    expect(ada.page.locator("h1")).to_contain_text("Iris: comfort, crying.")
    answers(ada, "Done")
    ada.feeds("Left")
    clock.passes(minutes=8)
    ada.home()
    expect(child(ada)).to_contain_text("feeding, left, since 2:12")
    ada.logs("b-switch-1")
    clock.passes(minutes=6)
    ada.home()
    ada.logs("b-feed")
    ada.tap("b-change")
    ada.logs(ada.button("Wet", sheet="change"))
    ada.logs("b-hold")
    ada.logs("b-hold")
    ada.logs("b-sleep")
    clock.passes(minutes=10)
    ada.home()
    place(ada, "Hand over Iris")
    for line in ("Asleep since 2:26", "left next, when hungry", "2:26, wet", "likely up"):
        expect(ada.on("card")).to_contain_text(line)


def test_sixteen_needs_with_how_often_how_long_and_the_smallest_step(ada: Phone) -> None:
    """Every need of an adult can be noticed, says the least that counts, and how often and how long one can wait is
    one's own to say, beside where Kinwell begins (S3)."""
    ada.tap("b-notice")
    ada.tap(ada.on("notice").locator("summary"))
    for chip in OF_ADULTS:
        expect(ada.button(chip, sheet="notice")).to_be_visible()
    ada.logs(ada.button("Stiff", sheet="notice"))
    expect(ada.button("A bit: a five-minute stretch", sheet="noted")).to_be_visible()
    closes(ada)
    place(ada, "More", "What I need")
    needs = ada.page.get_by_role("region", name="What I need")
    assert needs.get_by_role("link", name=re.compile("^Edit ")).count() >= len(OF_ADULTS)
    expect(needs).to_contain_text("about every 3 h 30, at most 6 h")
    place(ada, "Edit food")
    expect(ada.page.locator("main")).to_contain_text("Kinwell begins with every 3 to 4 hours.")
    ada.page.get_by_label("The longest I can wait").fill("5")
    ada.page.get_by_label("Clear").fill("the walls come closer")
    ada.tap(ada.button("Save"))
    expect(needs).to_contain_text("about every 3 h 30, at most 5 h")
    ada.home()
    notices(ada, "Hungry")
    expect(ada.button("the walls come closer", sheet="noted")).to_be_visible()


def test_a_wondering_and_what_this_childs_signs_turned_out_to_mean(ada: Phone) -> None:
    """One question a week for one's own eyes; a sign, what it was and what helped, once told three times; and no grade
    of anyone (S4)."""
    ada.tap("b-child")
    ada.logs(ada.button("Tired", sheet="children"))
    place(ada, "A sign, and what it was")
    for helped in ("porch", "humming", "porch"):
        if not ada.page.locator("#sign").is_visible():
            ada.tap(ada.page.locator("#helps summary"))
        ada.page.fill("#sign", "rubs ears")
        ada.page.select_option("#need", "child.sleep")
        ada.page.fill("#helped", helped)
        ada.tap(ada.page.locator("#helps").get_by_role("button", name="Save"))
        expect(ada.page.locator("#sign")).to_have_value("")
    expect(ada.on("helps")).to_contain_text("tired, 3 of 3 times; porch and humming")
    wondering = ada.on("wondering")
    expect(wondering.get_by_role("button", name="Not now")).to_be_visible()
    expect(wondering).to_contain_text("Seen by you alone in the app.")
    wondering.get_by_role("textbox").fill("She looks for the lamp.")
    ada.tap(wondering.get_by_role("button", name="Save"))
    expect(wondering).to_have_count(0)
    place(ada, "Days")
    expect(ada.page.locator("main")).to_contain_text("She looks for the lamp.")


def test_depletion_leads_to_help_first_then_a_block_then_one_small_let_go(ada: Phone, clock: Clock) -> None:
    """How full in one tap, one's own trend, and an early warning in that order, which can be put away (S5)."""
    for level in ("half", "low", "empty", "empty", "empty"):
        clock.passes(days=1)
        ada.home()
        before = ada.taps
        ada.logs(f"b-full-{level}")
        assert ada.taps - before == 1
    warning = ada.page.locator("[id^=full-low]")
    expect(warning.locator("a")).to_have_text(["Whom to ring", "A block tonight", "Ask for an hour"])
    expect(warning.locator("p").last).to_contain_text("one small thing may wait")
    ada.tap("b-full")
    place(ada, "Your last weeks")
    expect(ada.page.locator("svg.weeks circle")).to_have_count(5)


def test_what_is_not_ok_is_never_offered(ada: Phone, clock: Clock) -> None:
    """A boundary is obeyed by whatever is suggested from then on (S5)."""
    notices(ada, "Hungry")
    answers(ada, "Iris first")
    ada.logs("b-sleep")
    expect(card(ada).get_by_role("heading")).to_have_text("Eat, and a voice note")
    place(ada, "More", "What I go by")
    boundary = ada.on("boundary")
    ada.tap(boundary.locator("summary"))
    boundary.get_by_label("What is not OK").fill("talking on the phone")
    ada.tap(boundary.get_by_text("being heard"))
    ada.tap(boundary.get_by_role("button", name="Save"))
    expect(boundary).to_contain_text("talking on the phone")
    place(ada, "Now")
    expect(card(ada)).to_be_visible()
    expect(offered(ada).filter(has_text="voice note")).to_have_count(0)


def test_a_need_at_its_floor_is_answered_or_named_and_the_child_comes_first(ada: Phone, clock: Clock) -> None:
    """What cannot wait much longer is the act on offer; beside a child's cue it stands second, or is named (S6)."""
    notices(ada, "Hungry")
    closes(ada)
    notices(ada, "Toilet")
    closes(ada)
    clock.passes(hours=7)
    ada.home()
    expect(card(ada)).to_contain_text("It comes first now, when hands are free.")
    told = ada.page.locator("main")
    for need in ("food", "toilet"):
        expect(told).to_contain_text(re.compile(need, re.IGNORECASE))
    ada.tap("b-child")
    ada.logs(ada.button("Change", sheet="children"))
    closes(ada)
    expect(ada.page.locator("h1")).to_contain_text("Iris: a change, wet or dirty.")
    expect(card(ada).get_by_role("heading")).to_have_text("A change, with talk")
    expect(offered(ada).nth(1)).to_be_visible()


def test_everyone_stands_in_one_place_each_in_their_own_way(ada: Phone, sam: Phone) -> None:
    """One's own well, the child's facts, what another chose to say, and one offer for us, on one screen (S6)."""
    place(sam, "Choose")
    sam.page.get_by_label("Food, drink, rest and space, as words").check()
    sam.tap(sam.button("Save"))
    sam.home()
    notices(sam, "Thirsty")
    closes(sam)
    ada.feeds("Left")
    notices(ada, "Hungry")
    closes(ada)
    ada.home()
    expect(ada.page.locator(".own")).to_contain_text("food waits")
    expect(child(ada)).to_contain_text("feeding, left")
    expect(ada.page.locator(".child.other")).to_have_text("SamSam would be glad of a glass of water.")
    expect(card(ada)).to_have_count(1)
    expect(ada.page.locator("main")).not_to_contain_text("Thirsty")


def test_five_lists_fill_by_use_and_stand_empty_nowhere(ada: Phone, sam: Phone) -> None:
    """Needs, values, limits and boundaries, agreements, a rhythm: a line each, kept; nothing asks to be filled (S7)."""
    place(ada, "More", "What I go by")
    expect(ada.page.locator("main input:visible")).to_have_count(0)
    for kind, label, words in (
        ("wish", "In my own words", "an hour with a book"),
        ("value", "In a few words; five at most", "unhurried evenings"),
        ("boundary", "What is not OK", "shouting"),
        ("agreement", "How we would like to do it", "no phones at supper"),
    ):
        fills(ada, kind, label, words)
        expect(ada.on(kind)).to_contain_text(words)
    fills(ada, "anchor", "An hour the day hangs on, such as bath", "bath", at="18:30")
    expect(ada.on("anchor")).to_contain_text("6:30 pm")
    expect(ada.on("agreement")).to_contain_text("not agreed yet")
    place(sam, "More", "What I go by")
    expect(sam.on("boundary")).not_to_contain_text("shouting")
    expect(sam.on("anchor")).to_contain_text("bath")
    sam.tap(sam.on("agreement").get_by_role("button", name="Yes from me"))
    expect(sam.on("agreement").get_by_role("button", name="End it: no phones at supper")).to_be_visible()


def fills(phone: Phone, kind: str, label: str, words: str, *, at: str = "") -> None:
    """Add a line to a list."""
    one = phone.on(kind)
    phone.tap(one.locator("summary"))
    one.get_by_label(label).fill(words)
    if at:
        one.get_by_label("At", exact=True).fill(at)
    phone.tap(one.get_by_role("button", name="Save"))
    phone.page.wait_for_load_state()
