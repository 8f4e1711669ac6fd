"""What a tired parent reads: a sentence for every code, and no word that blames, hurries or promises."""

import re
from dataclasses import fields

import pytest

from kinwell.core import catalogue
from kinwell.core.log.events import KINDS, META, UNTOLD, Event
from kinwell.core.log.standing import ENVELOPE
from kinwell.words import codes, facts_needed, languages, say

BANNED = (
    "should", "only", "just", "still not", "overdue", "missed", "failed", "ignored", "skipped", "best", "proves",
    "fine", "all good", "will", "must", "because of you", "put off", "on track", "rested", "all met", "mum", "mummy",
    "dad", "daddy", "she", "he", "her", "him", "his", "streak", "well done", "great", "score you",
)  # fmt: skip
CODE_WORDS = ("cadence", "deficit", "override", "commitment", "floors")
ADULT_ASPECTS = ("name", "yours", "chip", "early", "clear", "urgent", "bit", "asked", "get_to", "glad", "source")
CHILD_ASPECTS = ("name", "chip", "early", "clear", "urgent", "bit", "met")
PAIR_ASPECTS = ("name", "bit", "sign")
OWN_ASPECTS = (*(aspect for aspect in ADULT_ASPECTS if aspect != "glad"), "unnamed")  # nobody else ever reads of one
ASPECTS = {"adult": ADULT_ASPECTS, "child": CHILD_ASPECTS, "pair": PAIR_ASPECTS}
FACTS = {"child": "Iris", "name": "Sam", "other_child": "Leo"}

every_language = pytest.mark.parametrize("language", languages())


class Any(dict[str, object]):
    """Facts for every sentence: names where it asks for one, and a number for the rest."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number

    def __missing__(self, name: str) -> object:
        return FACTS.get(name, self.number)


def sentences(language: str) -> list[tuple[str, str]]:
    return [(code, say(code, Any(number), language)) for code in sorted(codes(language)) for number in (1, 7)]


def has(word: str, sentence: str) -> bool:
    return re.search(rf"\b{re.escape(word)}\b", sentence, re.IGNORECASE) is not None


def words_of_needs() -> set[str]:
    of_kinwell = {f"need.{need.code}.{aspect}" for need in catalogue.needs().values() for aspect in ASPECTS[need.of]}
    return of_kinwell | {f"need.own.{aspect}" for aspect in OWN_ASPECTS}


def acts_in_words() -> set[str]:
    """Return the acts that have words, those for needs of one's own once."""
    return {*catalogue.acts(), *(act.replace("own_1", "own") for act in catalogue.own_need_acts() if "own_1" in act)}


@every_language
def test_every_need_has_its_words(language: str) -> None:
    assert not words_of_needs() - codes(language)


@every_language
def test_no_words_are_left_of_a_need_that_is_gone(language: str) -> None:
    assert {code for code in codes(language) if code.startswith("need.")} == words_of_needs()


@every_language
def test_every_act_has_a_title_and_a_way(language: str) -> None:
    wanted = {f"act.{act}.{aspect}" for act in acts_in_words() for aspect in ("name", "how")}
    assert not wanted - codes(language)


@every_language
def test_no_words_are_left_of_an_act_that_is_gone(language: str) -> None:
    told = {code.split(".")[1] for code in codes(language) if code.startswith("act.") and code.endswith(".how")}
    assert told == acts_in_words()


@every_language
def test_every_cue_in_its_own_right_has_its_words(language: str) -> None:
    wanted = {f"cue.{cue}.{aspect}" for cue in catalogue.cues() for aspect in ("chip", "noted", "space", "ready_line")}
    assert not wanted - codes(language)


@every_language
def test_every_rung_of_danger_has_what_to_do_now(language: str) -> None:
    wanted = {f"help.danger.{need.code}" for need in catalogue.needs().values() if need.danger}
    assert not wanted - codes(language)


@every_language
def test_what_is_done_about_danger_begins_with_the_child_or_a_human(language: str) -> None:
    dangers = [code for code in codes(language) if code.startswith("help.danger.")]
    assert all(facts_needed(code, language) or "ring" in say(code, {}, language).lower() for code in dangers)


@pytest.mark.parametrize("word", BANNED + CODE_WORDS)
def test_no_sentence_blames_hurries_or_promises(word: str) -> None:
    assert [code for code, sentence in sentences("en") if has(word, sentence)] == []


def test_the_search_for_such_words_finds_them() -> None:
    assert has("only", "Only two minutes.")
    assert not has("only", "lonely, resentful")


@every_language
def test_no_sentence_shouts(language: str) -> None:
    assert [code for code, text in sentences(language) if "!" in text and code != "need.child.do_it_myself.clear"] == []


@every_language
def test_a_question_about_oneself_is_three_words_at_most(language: str) -> None:
    asked = [(code, text) for code, text in sentences(language) if code.endswith(".asked") and code.startswith("need.")]
    assert [code for code, text in asked if len(text.split()) > 3 or not text.endswith("?")] == []


@every_language
def test_a_button_is_short_enough_for_a_thumb(language: str) -> None:
    assert [code for code, text in sentences(language) if code.endswith(".chip") and len(text) > 16] == []


@every_language
def test_before_a_button_there_are_two_sentences_at_most(language: str) -> None:
    said = [(c, t) for c, t in sentences(language) if c.startswith(("reason.", "question.", "act.", "now.", "body."))]
    assert [code for code, text in said if len(re.findall(r"[.?](?=\s|$)", text)) > 2] == []


@every_language
def test_what_another_may_read_names_who_would_be_glad(language: str) -> None:
    glad = [f"need.{need.code}.glad" for need in catalogue.needs().values() if need.of == "adult"]
    assert all("name" in facts_needed(code, language) for code in glad)


@every_language
def test_rest_on_ones_own_says_where_the_child_lies(language: str) -> None:
    lying = ("small_sleep", "rest_eyes", "lie_down_hour")
    assert all("Iris on the back in their own cot" in say(f"act.{code}.how", FACTS, language) for code in lying)


@pytest.mark.parametrize(
    "act", [act for act in catalogue.acts().values() if not act.drowsy_unsafe], ids=lambda act: act.code
)
def test_what_the_drowsy_may_be_offered_has_no_sofa_lap_or_bath(act: catalogue.Act) -> None:
    words = (say(f"act.{act.code}.name", FACTS) + " " + say(f"act.{act.code}.how", FACTS)).lower()
    words = words.replace("not a sofa or chair", "").replace("nobody in your lap", "").replace("a bath can wait", "")
    assert not re.search(r"\b(sofa|armchair|chair|lap|carrier|carry|bath|drive|car|tea|coffee)\b", words)


def test_the_night_feed_says_how_to_nod_off_safely() -> None:
    assert "not a sofa or chair" in say("night.safe", {"child": "Iris"})


def test_all_right_is_said_of_a_child_as_the_parents_own_if() -> None:
    assert say("safe.place_first", {"child": "Iris"}).startswith("If Iris is fed, dry, well and in a safe place")


def test_the_child_first_keeps_food_its_place() -> None:
    said = say("keeps_place", {"child": "Iris", "yours": "your food"})
    assert said == "Iris first? Then your food keeps its place: it is next when hands are free."


def test_a_floor_is_a_question_and_no_reproach() -> None:
    said = say("question.told", {"need": "food", "since": "7", "asked": "Eaten?"})
    assert said == "Nothing told about food since 7. Eaten?"


def test_one_adult_reads_of_their_people_and_of_no_us() -> None:
    assert "two of you" not in say("room.never_one", {"child": "Iris"})


LISTED = [kind for kind in KINDS.values() if not issubclass(kind, (*META, *UNTOLD))]


@pytest.mark.parametrize("kind", LISTED, ids=lambda kind: kind.KIND)
def test_history_has_a_word_for_every_field_that_can_be_changed(kind: type[Event]) -> None:
    fields_of = {field.name for field in fields(kind)} | ENVELOPE
    assert [name for name in sorted(fields_of) if f"history.field.{name}" not in codes("en")] == []
