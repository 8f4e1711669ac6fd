"""What another adult may see, over HTTP: chosen by its author, one way, as words; taken back it never was."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from kinwell import record
from kinwell.accounts import families
from kinwell.accounts.models import Membership, User
from kinwell.record import showing
from kinwell.web import taps
from tests.builders import ADA, DAY, IRIS, NAN, SAM, holder
from tests.web.browsing import Clock, Household, Page, Phone, Spec, cue, met, next_door, row, words_of
from tests.web.watching import Others, Seen, compare

FOOD = "Ada would be glad of food."


def chooses(phone: Phone, choice: str, *needs: str, to: UUID = SAM, **ticks: str) -> HttpResponse:
    """Send the form of what another may see."""
    form: dict[str, Any] = {"id": str(phone.ids()), "choice": choice, "need": list(needs), **ticks}
    return phone.client.post(phone.address("see", to), form)


def shows(phone: Phone, choice: str, *needs: str, **ticks: str) -> None:
    reply = chooses(phone, choice, *needs, **ticks)
    assert (reply.status_code, reply["Location"]) == (302, phone.address("family"))


def reads(phone: Phone, name: str = "Ada") -> str:
    """Return the row of another adult on Now."""
    html = phone.opens().html.split('<div class="child other">')
    [mine] = [part.split("</div>")[0] for part in html[1:] if part.startswith(f"<b>{name}</b>")]
    return mine.split('<span class="grow">')[1].removesuffix("</span>").strip()


def picked(page: Page) -> str:
    """Return which choice stands on the form."""
    return next(given["value"] for _, given in page.elements if given.get("name") == "choice" and "checked" in given)


def ticked(page: Page) -> list[str]:
    """Return which needs are ticked, one by one."""
    return [given["value"] for _, given in page.elements if given.get("name") == "need" and "checked" in given]


# Choosing.


def test_until_one_chooses_nothing_is_shown_and_the_page_says_what_each_choice_would(ada: Phone, sam: Phone) -> None:
    page = ada.opens("see", SAM)
    assert picked(page) == "nothing"
    for line in ("–", "Ada asks: … It is for food."):
        assert f"Sam would read: “{line}”" in page.says
    for line in (FOOD, "Ada would be glad of a glass of water.", "Ada would be glad of quiet and space."):
        assert f"“{line}”" in page.says
    ada.taps(cue("ada", "eat"))
    assert reads(sam) == "–"


def test_ada_shows_words_and_sam_reads_them_while_they_wait(ada: Phone, sam: Phone, clock: Clock) -> None:
    shows(ada, "words")
    clock.passes(5)
    ada.taps(cue("ada", "eat", "urgent"))
    ada.taps(cue("ada", "toilet"))
    assert reads(sam) == FOOD
    assert "urgent" not in sam.opens().html
    assert "shaky" not in sam.opens().says
    ada.taps(met("ada", "eat"))
    assert reads(sam) == "–"


def test_what_is_chosen_stands_on_the_page(ada: Phone, sam: Phone) -> None:
    for choice in ("asks", "words", "nothing"):
        shows(ada, choice)
        assert picked(ada.opens("see", SAM)) == choice
    shows(ada, "needs", "held", "eat", asks="on")
    page = ada.opens("see", SAM)
    assert (picked(page), ticked(page)) == ("needs", ["eat", "held"])
    assert "checked" in page.field("asks")
    shows(ada, "needs")
    assert picked(ada.opens("see", SAM)) == "nothing"


def test_need_by_need(ada: Phone, sam: Phone, clock: Clock) -> None:
    shows(ada, "needs", "held")
    clock.passes(1)
    ada.taps(cue("ada", "eat"), cue("ada", "held"))
    assert reads(sam) == "Ada would be glad to be held."


def test_boxes_count_by_need_alone(ada: Phone, sam: Phone, clock: Clock) -> None:
    shows(ada, "nothing", "eat", asks="on")
    clock.passes(1)
    ada.taps(cue("ada", "eat"))
    assert reads(sam) == "–"


def test_touched_out_is_the_words_of_its_need(ada: Phone, sam: Phone, clock: Clock) -> None:
    shows(ada, "words")
    clock.passes(1)
    ada.taps(*taps.cue(holder("ada"), "quiet", named="touched_out"))
    assert reads(sam) == "Ada would be glad of quiet and space."
    assert "touched_out" not in reads(sam)


def test_what_waits_already_is_shown_when_ticked_and_not_otherwise(ada: Phone, sam: Phone, clock: Clock) -> None:
    ada.taps(cue("ada", "eat"))
    clock.passes(10)
    shows(ada, "words")
    assert reads(sam) == "–"
    shows(ada, "words", earlier="on")
    assert reads(sam) == FOOD


def test_the_same_form_sent_twice_is_one_choice(ada: Phone, sam: Phone) -> None:
    form = {"id": str(UUID(int=70_000)), "choice": "words"}
    for _ in range(2):
        assert ada.client.post(ada.address("see", SAM), form).status_code == 302
    shows(ada, "nothing")
    assert ada.client.post(ada.address("see", SAM), form).status_code == 302
    assert row(UUID(int=70_000)).kind == "erased"
    assert picked(ada.opens("see", SAM)) == "nothing"


def test_the_notice_sheet_and_days_say_who_reads_it(ada: Phone, sam: Phone, clock: Clock) -> None:
    shows(ada, "needs", "eat")
    clock.passes(1)
    [hungry] = ada.taps(cue("ada", "eat"), sheet="noted")
    sheet = Page(ada.reply).html.split('<dialog id="noted"')[1].split("</dialog>")[0]
    assert f"Sam reads: “{FOOD}”" in sheet
    assert "Seen by you alone" not in sheet
    assert "A word of it is shown, as you chose." in words_of(ada.opens("history"), hungry)
    assert "A word of it is shown, as you chose." in ada.opens("edit", hungry).says
    ada.taps(cue("ada", "held"), sheet="noted")
    assert "Seen by you alone" in Page(ada.reply).html.split('<dialog id="noted"')[1]
    ada.taps(met("ada", "eat"))
    assert "Seen by you alone" in words_of(ada.opens("history"), hungry)


def test_how_long_a_shown_need_waits_is_told_nowhere(ada: Phone, sam: Phone, clock: Clock) -> None:
    clock.at("08:00")
    shows(ada, "words")
    ada.taps(cue("ada", "drink", "urgent"))
    clock.at("15:00")  # long past its floor
    sam.taps(*taps.change(IRIS, wet=True, dirty=False))
    page = sam.opens()
    assert "Ada would be glad of a glass of water." in page.says
    assert "Also waiting" not in page.says
    assert "Also waiting" in ada.opens(hands="2").says or "water" in ada.opens().says


# Who may.


def test_it_never_goes_both_ways(ada: Phone, sam: Phone, clock: Clock) -> None:
    shows(ada, "words")
    assert picked(sam.opens("see", ADA)) == "nothing"
    clock.passes(1)
    sam.taps(cue("sam", "eat"))
    assert reads(ada, "Sam") == "–"


@pytest.mark.parametrize("to", [ADA, NAN, IRIS, UUID(int=777)])
def test_there_is_a_page_for_another_adult_alone(ada: Phone, to: UUID) -> None:
    assert ada.gets("see", to).status_code == 404
    assert chooses(ada, "words", to=to).status_code == 404


def test_a_helper_and_a_stranger_find_no_page(household: Household, nan: Phone, clock: Clock) -> None:
    joe = next_door(clock)
    for phone in (nan, Phone(joe.client, clock, joe.ids, nan.family)):
        assert phone.gets("see", SAM).status_code == 404
        assert chooses(phone, "words").status_code == 404


@pytest.mark.parametrize(
    "form",
    [
        {"choice": "words"},
        {"id": "x", "choice": "words"},
        {"id": str(UUID(int=71_000))},
        {"id": str(UUID(int=71_000)), "choice": "everything"},
        {"id": str(UUID(int=71_000)), "choice": "needs", "need": "child.feed"},
        {"id": str(UUID(int=71_000)), "choice": "needs", "need": "rage"},
    ],
)
def test_a_form_that_the_page_did_not_make_changes_nothing(ada: Phone, sam: Phone, form: dict[str, str]) -> None:
    assert ada.client.post(ada.address("see", SAM), form).status_code == 404
    assert picked(ada.opens("see", SAM)) == "nothing"


def test_one_adult_alone_meets_none_of_it(db: None, clock: Clock) -> None:
    joe = next_door(clock)
    assert "may see" not in joe.opens("family").says
    assert "may" not in joe.opens().says.split("Joe")[-1]
    assert not any(given.get("class") == "child other" for _, given in joe.opens().elements)


def test_a_choice_is_no_line_of_days_and_has_no_form_there(ada: Phone, sam: Phone) -> None:
    form = {"id": str(UUID(int=72_000)), "choice": "words"}
    assert ada.client.post(ada.address("see", SAM), form).status_code == 302
    for phone in (ada, sam):
        assert phone.gets("edit", UUID(int=72_000)).status_code == 404
        assert phone.sends_form("remove", UUID(int=72_000)).status_code == 404
        assert str(UUID(int=72_000)) not in phone.opens("history").html
    assert picked(ada.opens("see", SAM)) == "words"


def test_family_leads_there_for_each_other_adult(ada: Phone, sam: Phone) -> None:
    links = [given.get("href") for tag, given in ada.opens("family").elements if tag == "a"]
    assert [link for link in links if link and "/see/" in link] == [ada.address("see", SAM)]


# Asked once, when two connect.


@pytest.fixture
def two(household: Household, clock: Clock) -> dict[str, Phone]:
    """Return the phones of Joe and of Kim, whom he let in at 11 pm."""
    joe = next_door(clock)
    clock.at("23:00")
    kim = User.objects.create_user(username="kim")
    numbers = iter(UUID(int=n) for n in range(60_000, 60_100))
    joe_is = Membership.objects.get(user__username="joe").person
    families.admit(joe.family, kim, "Kim", "adult", by=joe_is, now=clock.now, new_id=numbers.__next__)  # type: ignore[arg-type]
    phone = Household.found(clock, UUID(int=96)).phone("ada")
    phone.client.force_login(kim)
    return {"joe": joe, "kim": Phone(phone.client, clock, numbers.__next__, joe.family)}


def is_asked(phone: Phone) -> bool:
    return "what you notice?" in phone.opens().says


def test_on_the_day_that_two_connect_each_is_asked_and_on_the_next_none(two: dict[str, Phone], clock: Clock) -> None:
    for when, asked in (("23:10", True), ("+1 03:59", True), ("+1 04:00", False), ("+2 12:00", False)):
        clock.at(when)
        assert {name: is_asked(phone) for name, phone in two.items()} == {"joe": asked, "kim": asked}


def test_whoever_chose_is_asked_no_more_and_the_other_as_before(two: dict[str, Phone], clock: Clock) -> None:
    kim_is = Membership.objects.get(user__username="kim").person
    assert chooses(two["joe"], "asks", to=kim_is).status_code == 302
    assert {name: is_asked(phone) for name, phone in two.items()} == {"joe": False, "kim": True}


def test_a_family_that_is_together_for_long_is_not_asked(ada: Phone, sam: Phone) -> None:
    assert not is_asked(ada)
    assert not is_asked(sam)


# Taken back, it never was.


def _chosen(ada: Phone, choice: str = "words") -> None:
    shows(ada, choice)


def lives(
    clock: Clock, *, chosen: Callable[[Phone], None] | None, noticed: bool, looked: bool
) -> tuple[Seen, list[str]]:
    """Return all that Sam and Nan obtain after a day on which Ada chose to show words, and took that back."""
    with transaction.atomic():
        clock.at("06:00")
        household = Household.found(clock)
        ada, sam, others = household.phone("ada"), household.phone("sam"), Others(household)
        read: list[str] = []
        if chosen is not None:
            chosen(ada)
        for when, spec in MORNING:
            clock.at(when)
            if noticed:
                ada.taps(spec)
            if looked:
                read.append(reads(sam))
        clock.at("12:00")
        if chosen is not None:
            _chosen(ada, "nothing")
            clock.at("12:01")
            if noticed:
                ada.taps(cue("ada", "eat"))
        clock.at("13:00")
        others.look()
        sam.taps(*taps.change(IRIS, wet=True, dirty=False))
        others.look_at_everything([DAY + timedelta(days=n) for n in (-1, 0)])
        transaction.set_rollback(True)
    return others.seen, read


MORNING: tuple[tuple[str, Spec], ...] = (
    ("07:00", cue("ada", "eat")),
    ("07:30", cue("ada", "drink")),
    ("08:00", met("ada", "eat")),
    ("09:00", cue("ada", "sleep")),
    ("09:30", cue("ada", "held")),
)


@pytest.mark.parametrize("looked", [False, True])
def test_taken_back_every_page_is_what_it_is_where_she_never_chose(db: None, clock: Clock, looked: bool) -> None:
    chose, read = lives(clock, chosen=_chosen, noticed=True, looked=looked)
    never, _ = lives(clock, chosen=None, noticed=True, looked=looked)
    nor_noticed, _ = lives(clock, chosen=None, noticed=False, looked=looked)

    compare(chose, never)
    compare(never, nor_noticed)
    assert not looked or FOOD in read


def test_the_comparison_finds_a_choice_that_stands(db: None, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    never, _ = lives(clock, chosen=None, noticed=True, looked=False)
    monkeypatch.setattr(showing, "_words", lambda *_, **__: [])  # words are forgotten when they are taken back
    chose, _ = lives(clock, chosen=_chosen, noticed=True, looked=False)

    with pytest.raises(AssertionError, match="tells"):
        compare(chose, never)


def test_what_is_fresh_and_the_word_of_the_stream_are_those_of_before(ada: Phone, sam: Phone, clock: Clock) -> None:
    seen = sam.opens().seen
    shows(ada, "words")
    ada.taps(cue("ada", "eat"))
    shows(ada, "nothing")
    assert sam.asks_fresh(seen).status_code == 204


# What it costs.


@pytest.mark.parametrize(
    "spec",
    [
        taps.change(IRIS, wet=True, dirty=False)[0],
        cue("ada", "eat"),
        met("ada", "eat"),
        taps.second(holder("ada"), "eat", IRIS)[0],
    ],
    ids=lambda spec: spec["kind"],
)
def test_while_nothing_is_shown_no_tap_asks_one_question_more(
    ada: Phone, sam: Phone, monkeypatch: pytest.MonkeyPatch, spec: Spec
) -> None:
    ada.taps(cue("ada", "drink"), spec)
    asked = []
    for follows in (showing.follows, lambda *_: showing.Change()):
        monkeypatch.setattr(record.showing, "follows", follows)
        with CaptureQueriesContext(connection) as captured:
            ada.taps(spec)
        asked.append(len(captured))
    assert asked[0] == asked[1]


def test_care_of_a_child_costs_no_more_while_something_is_shown(ada: Phone, sam: Phone, clock: Clock) -> None:
    wet = taps.change(IRIS, wet=True, dirty=False)[0]
    ada.taps(wet, cue("ada", "eat"))
    asked = []
    for choice in ("nothing", "words"):
        shows(ada, choice)
        ada.taps(wet)
        with CaptureQueriesContext(connection) as captured:
            ada.taps(wet)
        asked.append(len(captured))
    assert asked[0] == asked[1]


def test_a_choice_by_itself_changes_no_byte_for_the_other(ada: Phone, sam: Phone, clock: Clock) -> None:
    """Chosen, narrowed, taken back: while nothing waits the other's screen, and the word for it, stay as they were."""

    def seen() -> tuple[str, int]:
        page = sam.opens()
        return page.seen, sam.asks_fresh(page.seen).status_code

    before = seen()
    for choice in (("words",), ("needs", "eat"), ("nothing",)):
        clock.passes(0.01)
        shows(ada, *choice)
        assert seen() == before
