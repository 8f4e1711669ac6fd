"""Needs that one adds oneself, on the screens: added with a name, noticed and asked about by it, taken away again."""

import pytest

from kinwell.core.ids import ME
from tests.builders import SAM
from tests.web.browsing import Clock, Page, Phone, cue, next_door, row, rows, words_of


def adds(phone: Phone, name: str = "Piano", **fields: str) -> Page:
    reply = phone.sends_form("own_needs", name=name, **{"cadence": "1", "cadence_unit": "days", **fields})
    assert reply.status_code == 302, Page(reply).says
    return phone.opens("own_needs")


def chips(phone: Phone) -> list[str]:
    """Return the viewer's needs as the notice sheet has them, the nearest first."""
    logs = [log[0]["body"] for log in phone.opens().logs() if log[0]["kind"] == "need.cue"]
    return list(dict.fromkeys(body["need"] for body in logs if "." not in body["need"] and not body.get("cue")))


def test_until_one_is_named_nothing_of_them_is_shown(ada: Phone) -> None:
    assert not [code for code in chips(ada) if code.startswith("own_")]
    assert "need of your own" not in ada.opens("own_needs").says
    assert ada.gets("own_need", "own_1").status_code == 404


def test_it_stands_in_the_list_as_often_as_it_was_wanted(ada: Phone) -> None:
    assert "Piano about every 2 days Edit" in adds(ada, cadence="2").says


def test_it_is_noticed_by_its_name_first_among_all_then_by_use(ada: Phone) -> None:
    adds(ada)
    assert chips(ada)[6] == "own_1"
    ada.taps(cue("ada", "own_1"), sheet="noted")
    assert "Piano. Noted." in Page(ada.reply).says
    assert "your “Piano” keeps its place" in Page(ada.reply).says
    assert chips(ada)[0] == "own_1"


def test_a_suggestion_says_its_name(ada: Phone) -> None:
    adds(ada)
    ada.taps(cue("ada", "own_1", "urgent"))
    says = ada.opens().says
    assert "for Piano" in says
    assert "Piano, urgent, since" in says


def test_history_says_it(ada: Phone) -> None:
    adds(ada)
    [id] = ada.taps(cue("ada", "own_1"))
    page = ada.opens("history")
    assert "Noticed: Piano, I miss it" in words_of(page, id)
    assert "Added a need of your own, Piano" in page.says


def test_a_rested_cue_is_asked_about_by_it(ada: Phone, clock: Clock) -> None:
    adds(ada)
    ada.taps(cue("ada", "own_1"))
    clock.passes(90)
    assert "Did you get to find time for Piano?" in ada.opens().says


def test_three_can_be_added(ada: Phone) -> None:
    for name in ("Piano", "Choir", "Swim"):
        assert "Add one of your own" in ada.opens("own_needs").says
        page = adds(ada, name)
    assert "Add one of your own" not in page.says
    before = rows()
    assert ada.sends_form("own_needs", name="Chess", cadence="1").status_code == 302
    assert rows() == before


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"name": " "}, "It needs a name"),
        ({"name": "x" * 31}, "Thirty letters"),
        ({"name": "PIANO"}, "one of that name"),
        ({"name": "Choir", "cadence": "often"}, "A number is missing"),
        ({"name": "Choir", "cadence": "0"}, "Five minutes at least"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_of_it_kept(ada: Phone, fields: dict[str, str], why: str) -> None:
    adds(ada)
    before = rows()
    reply = ada.sends_form("own_needs", **{"cadence": "1", "cadence_unit": "days", **fields})
    page = Page(reply)
    assert reply.status_code == 422
    assert why in page.says
    assert page.field("name")["value"] == fields["name"]
    assert rows() == before


def test_a_name_in_markup_is_a_name(ada: Phone) -> None:
    assert "&lt;b&gt;{x}&lt;/b&gt;" in adds(ada, "<b>{x}</b>").html
    ada.taps(cue("ada", "own_1"), sheet="noted")
    assert "<b>{x}" not in ada.opens().html


def test_the_same_form_sent_twice_adds_one(ada: Phone) -> None:
    id = str(ada.ids())
    for _ in range(2):
        page = adds(ada, id=id)
    assert page.says.count("Piano") == 2  # its line, and what its button is called


def test_it_is_renamed_and_stated_on_its_own_page(ada: Phone) -> None:
    adds(ada)
    page = ada.opens("own_need", "own_1")
    assert page.field("name")["value"] == "Piano"
    form = {"cadence": "12", "cadence_unit": "hours", "floor": "3", "floor_unit": "days", "clear": "fingers itch"}
    assert ada.sends_form("own_need", "own_1", name=" The  piano ", **form).status_code == 302
    says = ada.opens("own_needs").says
    assert "The piano about every 12 h, at most 3 days Edit" in says
    ada.taps(cue("ada", "own_1"), sheet="noted")
    assert "fingers itch" in Page(ada.reply).says


def test_it_is_taken_away_and_can_be_put_back(ada: Phone) -> None:
    adds(ada)
    ada.taps(cue("ada", "own_1"))
    reply = ada.sends_form("own_need_away", "own_1")
    page = Page(ada.client.get(reply["Location"]))
    assert "Taken away." in page.says
    assert "Piano" not in page.says + ada.opens().says
    assert ada.gets("own_need", "own_1").status_code == 404
    assert "Noticed: a need of your own" in ada.opens("history").says

    removed = reply["Location"].split("=")[1]
    ada.sends_form("remove", removed, back=ada.address("own_needs"))
    assert "Piano" in ada.opens("own_needs").says
    assert chips(ada)[0] == "own_1"


def test_one_that_is_kinwells_cannot_be_taken_away(ada: Phone) -> None:
    before = rows()
    assert ada.sends_form("own_need_away", "eat").status_code == 404
    assert ada.sends_form("own_need_away", "own_1").status_code == 404
    assert rows() == before


def test_what_comes_after_one_that_was_taken_away_begins_anew_under_another_code(ada: Phone) -> None:
    adds(ada)
    ada.sends_form("own_need_away", "own_1")
    adds(ada, "Choir")
    assert [code for code in chips(ada) if code.startswith("own_")] == ["own_2"]


def test_it_can_be_named_in_a_limit(ada: Phone) -> None:
    adds(ada)
    reply = ada.sends_form("list_added", "limit", text="not at night", begins="20:00", ends="06:00", need="own_1")
    assert reply.status_code == 302
    assert "Piano" in ada.opens("lists").says


def test_nobody_else_has_it_and_no_choice_shows_it(ada: Phone, sam: Phone, nan: Phone, clock: Clock) -> None:
    before = rows()
    adds(ada)
    assert {row(id).eyes for id in rows().keys() - before.keys()} == {ME}
    assert "Piano" not in ada.opens("see", SAM).says
    assert "Piano" not in sam.opens("own_needs").says + sam.opens().says + sam.opens("history").says
    assert nan.gets("own_needs").status_code == 404
    joe = next_door(clock)
    joe.family = ada.family
    assert joe.gets("own_needs").status_code == 404
