"""A small ask: one at most on the other's screen, answered or faded, and nothing left of a no."""

from datetime import datetime

from kinwell.core.ids import EntryId, pair_of
from kinwell.core.log.events import (
    AsksRested,
    FavourAnswered,
    FavourAsked,
    FavourDeclined,
    FavourDone,
    FavourDrafted,
    Thanked,
)
from tests.builders import ADA, IRIS, SAM, Days, a_family, instant

US = pair_of(ADA, SAM)


def asks(days: Days, when: str, *, until: str = "19:00", what: str = "take Iris", by: str = "ada") -> Days:
    to = SAM if by == "ada" else ADA
    ask = FavourAsked(pair=US, to=to, what=what, minutes=20, when=instant("18:00"), until=instant(until), child=IRIS)
    return days.says(when, ask, by=by)


def last(days: Days) -> EntryId:
    return days.told[-1].id


def answers(days: Days, when: str, answer: str, *, by: str = "sam", later: datetime | None = None) -> Days:
    word = FavourAnswered(pair=US, favour=last(days), answer=answer, when=later)  # type: ignore[arg-type]
    return days.says(when, word, by=by)


def on_screen(days: Days, who: str, at: str) -> list[str]:
    favours = days.state(who, at).favours
    person = {"ada": ADA, "sam": SAM}[who]
    return [one.asked.what for one in favours.arrived(person, instant(at))]


def waits(days: Days, at: str) -> list[str]:
    return [one.asked.what for one in days.state("ada", at).favours.waiting(ADA, instant(at))]


def test_an_ask_arrives_and_fades_at_its_time_for_both() -> None:
    days = asks(a_family(), "17:00")
    assert on_screen(days, "sam", "18:59") == ["take Iris"] == waits(days, "18:59")
    assert on_screen(days, "sam", "19:00") == [] == waits(days, "19:00")


def test_a_yes_shows_to_both_until_done() -> None:
    days = answers(asks(a_family(), "17:00"), "17:05", "yes")
    assert on_screen(days, "sam", "17:06") == []
    for who, person in (("ada", ADA), ("sam", SAM)):
        assert len(days.state(who, "17:06").favours.agreed(person, instant("17:06"))) == 1
    ask = days.told[-2].id
    done = days.says("18:30", FavourDone(pair=US, favour=ask), by="sam")
    assert done.state("ada", "18:31").favours.agreed(ADA, instant("18:31")) == ()
    assert days.state("ada", "20:00").favours.agreed(ADA, instant("20:00")) == (), "over, also without a word"


def test_another_time_is_an_answer_that_both_read() -> None:
    days = answers(asks(a_family(), "17:00"), "17:05", "another_time", later=instant("20:00"))
    assert waits(days, "17:06") == []
    answer = days.state("ada", "17:06").favours.asked[0].answer
    assert answer is not None
    assert answer.when == instant("20:00")


def test_only_whoever_was_asked_answers() -> None:
    days = answers(asks(a_family(), "17:00"), "17:05", "yes", by="ada")
    assert waits(days, "17:06") == ["take Iris"]


def test_a_no_leaves_the_screen_of_its_writer_and_changes_nothing_for_who_asked() -> None:
    days = asks(a_family(), "17:00")
    declined = days.says("17:05", FavourDeclined(favour=last(days)), by="sam")
    assert on_screen(declined, "sam", "17:06") == []
    assert declined.state("ada", "17:06") == days.state("ada", "17:06")


def test_rested_asks_do_not_arrive_and_change_nothing_for_who_asked() -> None:
    days = asks(a_family(), "17:00")
    rested = days.says("16:00", AsksRested(until=instant("+1 04:00")), by="sam")
    assert on_screen(rested, "sam", "17:06") == []
    assert rested.state("ada", "17:06") == days.state("ada", "17:06")


def test_one_ask_at_most_is_on_the_others_screen() -> None:
    days = asks(asks(a_family(), "17:00", what="one"), "17:01", what="two", until="21:00")
    assert on_screen(days, "sam", "17:02") == ["one"] == waits(days, "17:02")
    assert on_screen(days, "sam", "19:00") == ["two"], "the first has faded"
    back = asks(days, "17:02", what="three", by="sam")
    assert on_screen(back, "ada", "17:03") == ["three"], "each may have one of the other"


def test_a_no_to_the_first_does_not_let_the_second_through() -> None:
    # Otherwise it would be told: whoever asked could see the second being answered.
    days = asks(a_family(), "17:00", what="one")
    days = asks(days.says("17:01", FavourDeclined(favour=last(days)), by="sam"), "17:02", what="two")
    assert on_screen(days, "sam", "17:03") == []


def test_a_draft_stays_with_its_writer() -> None:
    days = a_family().says("17:00", FavourDrafted(to=SAM, what="later", minutes=10, when=instant("20:00")))
    assert [draft.ask.what for draft in days.state("ada", "17:01").favours.drafts] == ["later"]
    assert days.state("sam", "17:01").favours.drafts == ()


def test_thanks_are_kept_by_whom_they_are_for() -> None:
    days = a_family().says("08:00", Thanked(pair=US, to=SAM, text="For the long night."))
    assert days.state("sam", "08:01").favours.thanks[SAM].text == "For the long night."
    assert days.state("nan", "08:01").favours.thanks == {}
