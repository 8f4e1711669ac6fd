"""A small ask: one at most on the other's screen, answered or faded, and nothing left of a no."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from kinwell.core.ids import EntryId, PersonId, pair_of
from kinwell.core.log.events import (
    AsksRested,
    FavourAnswered,
    FavourAsked,
    FavourDeclined,
    FavourDone,
    FavourDrafted,
    PutAway,
    Retracted,
    Thanked,
)
from kinwell.core.together.favours import as_sent, child_meant, fades, may_offer
from tests.builders import ADA, IRIS, LEO, NAN, SAM, Days, a_family, instant
from tests.core.suggested import now

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
    assert days.state("sam", "08:01").favours.thanks[SAM][-1].text == "For the long night."
    assert days.state("nan", "08:01").favours.thanks == {}


def test_a_yes_that_is_taken_back_waits_again_as_if_it_never_was() -> None:
    days = asks(a_family(), "17:00")
    answered = answers(days, "17:05", "yes")
    [agreed] = answered.state("ada", "17:06").favours.agreed(ADA, instant("17:06"))
    assert agreed.answered == last(answered)
    taken_back = answered.says("17:07", Retracted(target=last(answered)), by="sam", eyes=answered.told[-1].eyes)
    assert waits(taken_back, "17:08") == ["take Iris"]


def test_the_last_of_two_answers_counts() -> None:
    days = asks(a_family(), "17:00")
    ask = last(days)
    days = answers(days, "17:05", "another_time", later=instant("20:00"))
    days = days.says("17:06", FavourAnswered(pair=US, favour=ask, answer="yes"), by="sam")
    state = days.state("ada", "17:07").favours
    assert len(state.agreed(ADA, instant("17:07"))) == 1
    assert state.at_another_time(ADA, instant("17:07")) == ()


def test_another_hour_shows_to_whoever_asked_until_it_is_over_or_let_go() -> None:
    days = asks(a_family(), "17:00")
    ask = last(days)
    days = answers(days, "17:05", "another_time", later=instant("20:00"))

    def shown(days: Days, who: PersonId, at: str) -> int:
        return len(days.state("ada", at).favours.at_another_time(who, instant(at)))

    assert [shown(days, ADA, at) for at in ("17:06", "20:19", "20:20")] == [1, 1, 0]
    assert shown(days, SAM, "17:06") == 0
    assert shown(days.says("17:30", FavourDone(pair=US, favour=ask)), ADA, "17:31") == 0


def done(days: Days, *, asked: str = "17:00", at: str = "18:30") -> Days:
    days = answers(asks(days, asked, until="19:00"), "17:05", "yes")
    return days.says(at, FavourDone(pair=US, favour=days.told[-2].id), by="sam")


def thanks_open(days: Days, at: str, who: PersonId = ADA) -> int:
    name = {ADA: "ada", SAM: "sam"}[who]
    return len(days.state(name, at).favours.to_thank(who, instant(at)))


def test_what_was_done_opens_a_field_for_thanks_to_whoever_asked_till_the_next_morning() -> None:
    days = done(a_family())
    assert [thanks_open(days, at) for at in ("18:31", "+1 07:00", "+1 14:30")] == [1, 1, 0]
    assert thanks_open(days, "18:31", SAM) == 0


def test_the_field_goes_with_thanks_and_by_being_put_away() -> None:
    days = done(a_family())
    favour = days.told[-3].id
    assert thanks_open(days.says("18:40", Thanked(pair=US, to=SAM, text="So good.")), "18:41") == 0
    assert thanks_open(days.says("18:40", PutAway(line=favour)), "18:41") == 0
    before = a_family().says("12:00", Thanked(pair=US, to=SAM, text="For the morning."))
    assert thanks_open(done(before), "18:41") == 1, "earlier thanks were for something else"


def test_what_was_given_up_without_a_yes_asks_for_no_thanks() -> None:
    days = asks(a_family(), "17:00")
    given_up = days.says("17:10", FavourDone(pair=US, favour=last(days)))
    assert on_screen(given_up, "sam", "17:11") == []
    assert thanks_open(given_up, "17:11") == 0


def test_thanks_are_read_until_put_away_or_the_day_after() -> None:
    days = a_family().says("23:00", Thanked(pair=US, to=ADA, text="For today."), by="sam")
    thanks = last(days)

    def read(days: Days, at: str) -> list[str]:
        return [one.text for one in days.state("ada", at).favours.to_read(ADA, instant(at))]

    assert read(days, "+1 07:00") == ["For today."]
    assert read(days, "+1 19:00") == []
    assert read(days.says("+1 07:01", PutAway(line=thanks)), "+1 07:02") == []
    twice = days.says("23:05", Thanked(pair=US, to=ADA, text="And the soup."), by="sam")
    assert read(twice, "23:06") == ["For today.", "And the soup."]


def test_what_one_puts_away_changes_nothing_for_the_other() -> None:
    days = done(a_family())
    put_away = days.says("18:40", PutAway(line=days.told[-3].id))
    assert put_away.state("sam", "18:41") == days.state("sam", "18:41")


def test_a_draft_that_is_put_away_is_gone_and_comes_back_when_that_is_undone() -> None:
    days = a_family().says("17:00", FavourDrafted(to=SAM, what="later", minutes=10, when=instant("20:00")))
    gone = days.says("17:05", PutAway(line=last(days)))
    assert gone.state("ada", "17:06").favours.drafts == ()
    back = gone.says("17:07", Retracted(target=last(gone)), eyes="me")
    assert len(back.state("ada", "17:08").favours.drafts) == 1


def test_an_ask_stands_for_what_it_asks_and_some_minutes_at_least() -> None:
    assert fades(instant("18:00"), 60) == instant("19:00")
    assert fades(instant("18:00"), 10) == instant("18:20")


def test_an_ask_goes_out_or_waits_as_a_draft() -> None:
    draft = FavourDrafted(to=SAM, what="take Iris", minutes=20, when=instant("18:00"), child=IRIS)
    assert as_sent(draft, ADA, waits=True) == draft
    sent = as_sent(draft, ADA, waits=False)
    assert isinstance(sent, FavourAsked)
    assert (sent.pair, sent.to, sent.until, sent.child) == (US, SAM, instant("18:20"), IRIS)
    assert sent.need is None


@pytest.mark.parametrize(
    ("what", "child"),
    [
        ("take Iris", IRIS),
        ("TAKE IRIS, please", IRIS),
        ("read to Leo", LEO),
        ("take Iris and Leo", IRIS),
        ("Iris’s bottle", IRIS),
        ("bring bread", None),
        ("fix the irises", None),
        ("", None),
    ],
)
def test_the_child_meant_is_the_one_who_is_named(what: str, child: PersonId | None) -> None:
    people = a_family().with_leo().state("ada", "12:00").people
    assert child_meant(what, people) == child


# R36: three asks in a row without an answer.


def unanswered(days: Days, *whens: str) -> Days:
    for when in whens:
        begin = instant(when)
        ask = FavourAsked(
            pair=US, to=SAM, what="take Iris", minutes=20, when=begin, until=begin + timedelta(minutes=20), child=IRIS
        )
        days = days.says(begin, ask)
    return days


def offered(days: Days, at: str, who: PersonId = ADA, to: PersonId = SAM) -> bool:
    return may_offer(days.state("ada", at).favours, who, to, instant(at))


def test_after_three_asks_without_an_answer_none_is_offered_for_14_days() -> None:
    days = unanswered(a_family(), "09:00", "12:00", "+3 09:00")
    assert offered(days, "+3 09:19"), "the third still stands"
    assert not offered(days, "+3 09:20")
    assert not offered(days, "+17 09:19")
    assert offered(days, "+17 09:20")


def test_an_answer_among_them_begins_a_new_row() -> None:
    days = unanswered(a_family(), "09:00", "12:00")
    answered = answers(unanswered(days, "15:00"), "15:05", "another_time", later=instant("20:00"))
    assert offered(unanswered(answered, "+1 09:00", "+1 12:00"), "+2 09:00")
    assert not offered(unanswered(answered, "+1 09:00", "+1 12:00", "+1 15:00"), "+2 09:00")


def test_two_without_an_answer_or_three_far_apart_are_no_row() -> None:
    assert offered(unanswered(a_family(), "09:00", "12:00"), "13:00")
    assert offered(unanswered(a_family(), "09:00", "+8 09:00", "+15 09:00"), "+15 10:00")


def test_one_taken_back_or_given_up_does_not_count() -> None:
    days = unanswered(a_family(), "09:00", "12:00", "15:00")
    given_up = days.says("15:05", FavourDone(pair=US, favour=last(days)))
    assert offered(given_up, "16:00")


def test_the_row_is_of_one_asker_and_one_asked() -> None:
    days = unanswered(a_family(), "09:00", "12:00", "15:00")
    assert not offered(days, "16:00")
    assert offered(days, "16:00", who=SAM, to=ADA)
    assert offered(days, "16:00", to=NAN)


def test_the_first_of_the_row_is_kept_until_it_is_over_though_other_asks_come() -> None:
    days = unanswered(a_family(), "09:00", "+13 09:00", "+14 08:00")
    later = asks(days, "+26 17:00", until="+26 19:00", by="sam")
    assert not offered(later, "+26 18:00")


def test_a_no_and_a_rest_count_as_any_other_silence() -> None:
    days = unanswered(a_family(), "09:00", "12:00", "15:00")
    for way in (FavourDeclined(favour=days.told[-3].id), AsksRested(until=instant("+1 07:00"))):
        assert offered(days.says("09:01", way, by="sam"), "16:00") == offered(days, "16:00")


def test_kinwell_offers_no_favour_of_somebody_who_did_not_answer_three_times() -> None:
    day = a_family().noticed("-3 07:00", "wash").noticed("13:00", "wash").held("13:00")
    day = day.declined("13:01", "flannel", "toilet_with_child")  # what she can do with a child in arms
    assert [offer.by for offer in now(day, "14:05", "sam").acts] == [SAM]
    silent = unanswered(day, "09:00", "10:00", "11:00")
    assert now(silent, "14:05", "sam").acts == ()


def test_what_a_phone_says_whose_clock_is_behind_counts_all_the_same() -> None:
    early = EntryId(UUID(int=1_000 + len(a_family().told) + 2))  # the id that the ask will have
    days = a_family().says("16:59", FavourAnswered(pair=US, favour=early, answer="yes"), by="sam")
    days = asks(days.says("16:59", FavourDone(pair=US, favour=early), by="sam"), "17:00")
    assert last(days) == early
    assert waits(days, "17:01") == []
    assert thanks_open(days, "17:01") == 1
