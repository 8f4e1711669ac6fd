"""How a code becomes a sentence, and how it is refused when something lacks."""

from datetime import UTC, datetime

import pytest

from kinwell.core.reasons import Reason
from kinwell.words import codes, facts_needed, languages, listed, say, say_reason

NOON_IN_LONDON = datetime(2026, 8, 4, 11, 50, tzinfo=UTC)


def told(code: str, **facts: str | int | datetime) -> str:
    names = {"p-iris": "Iris", "p-sam": "Sam"}
    return say_reason(Reason(code=code, facts=facts), zone="Europe/London", names=names)


def test_english_is_spoken() -> None:
    assert "en" in languages()


def test_a_code_without_words_is_named() -> None:
    with pytest.raises(LookupError, match=r"need\.knitting\.name"):
        say("need.knitting.name")


def test_a_language_without_words_is_named() -> None:
    with pytest.raises(LookupError, match="tlh"):
        say("now.quiet", language="tlh")


def test_a_sentence_that_lacks_a_fact_names_it() -> None:
    with pytest.raises(LookupError, match=r"now\.asleep: the fact 'child'"):
        say("now.asleep")


def test_a_fact_that_counts_is_missed_by_name() -> None:
    with pytest.raises(LookupError, match="minutes"):
        say("refused.future", {})


def test_a_fact_that_counts_is_a_number() -> None:
    with pytest.raises(LookupError, match="minutes"):
        say("refused.future", {"minutes": "a few"})


@pytest.mark.parametrize(("minutes", "words"), [(1, "1 minute ahead"), (2, "2 minutes ahead"), (0, "0 minutes ahead")])
def test_one_minute_is_one_and_two_are_two(minutes: int, words: str) -> None:
    assert words in say("refused.future", {"minutes": minutes})


def test_what_a_sentence_needs_can_be_asked() -> None:
    assert facts_needed("fact.with_adult") == {"name", "child", "until"}


def test_a_sentence_knows_which_fact_counts() -> None:
    assert facts_needed("age.weeks") == {"weeks"}


def test_a_name_with_braces_is_a_name() -> None:
    assert say("now.asleep", {"child": "{name}"}) == "{name} is asleep."


def test_a_fact_too_many_is_no_trouble() -> None:
    assert say("now.quiet", {"child": "Iris"}) == "Nothing needed from you. Welcome back."


@pytest.mark.parametrize(
    ("things", "line"),
    [
        ([], ""),
        (["food"], "food"),
        (["food", "water"], "food and water"),
        (["food", "water", "quiet"], "food, water and quiet"),
    ],
)
def test_what_waits_is_named_in_one_line(things: list[str], line: str) -> None:
    assert listed(things) == line


def test_a_reason_names_the_need_and_the_local_time() -> None:
    assert told("reason.told", need="eat", since=NOON_IN_LONDON) == "You told me about food at 12:50."


def test_a_reason_says_the_childs_name_for_an_id() -> None:
    assert told("reason.put_second", need="eat", child="p-iris") == "You chose Iris first; your food keeps its place."


def test_a_reason_speaks_of_another_in_the_words_they_chose() -> None:
    assert told("reason.other_glad", need="eat", name="p-sam") == "Sam would be glad of food too."


def test_a_childs_rung_is_what_one_sees() -> None:
    assert told("reason.child_cue", need="child.feed", rung="clear", child="p-iris") == "Iris: a feed, fussing."


def test_an_adults_rung_is_its_name() -> None:
    said = told("reason.told_cue", need="eat", rung="clear", since=NOON_IN_LONDON)
    assert said == "Hungry, clear, since 12:50."


def test_all_that_waits_is_named_from_codes() -> None:
    assert told("named.more", needs="eat,drink,quiet") == "Also waiting: food, water and quiet."


def test_the_question_brings_its_own_asking() -> None:
    since = NOON_IN_LONDON.replace(hour=6, minute=0)
    assert told("question.told", need="eat", since=since) == "Nothing told about food since 7. Eaten?"


def test_an_instant_without_a_zone_is_not_guessed() -> None:
    reason = Reason(code="reason.told", facts={"need": "eat", "since": NOON_IN_LONDON})
    with pytest.raises(LookupError, match="zone"):
        say_reason(reason)


@pytest.mark.parametrize("code", sorted(code for code in codes() if code.startswith("reason.")))
def test_every_reason_can_be_said(code: str) -> None:
    facts: dict[str, str | int | datetime] = {
        "need": "eat", "other_need": "drink", "needs": "eat,drink", "rung": "clear", "child": "p-iris", "name": "p-sam",
        "since": NOON_IN_LONDON, "from": 30, "to": 75,
    }  # fmt: skip
    assert told(code, **facts).endswith(".")
