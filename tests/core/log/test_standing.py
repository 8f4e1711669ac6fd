"""Which entries stand, as they now read: the laws, and one example of each."""

from dataclasses import replace
from datetime import timedelta
from random import Random
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from kinwell.core.ids import ADULTS, CARE, ME, EntryId, adult, child
from kinwell.core.log.entry import Entry, sees
from kinwell.core.log.events import (
    META,
    Amended,
    CueNoticed,
    Deferred,
    Event,
    EyesChanged,
    Fed,
    Restored,
    Retracted,
    Slept,
)
from kinwell.core.log.standing import earliest_affected, marks, stand
from kinwell.core.state import State, fold
from tests.builders import ADA, IRIS, ZONE, Days, a_family, a_seat, instant
from tests.strategies import Log, copy_of, examples, logs

FED = Fed(child=IRIS, how="breast", side="left")


def words(entry: Entry, *events: Event, eyes: str = "") -> list[Entry]:
    """Return words about an entry, an hour apart, noted in this order."""
    return [
        replace(
            entry,
            id=EntryId(UUID(int=entry.id.int + 100 + n)),
            at=entry.noted + timedelta(hours=n),
            until=None,
            noted=entry.noted + timedelta(hours=n),
            eyes=eyes or entry.eyes,
            event=event,
        )
        for n, event in enumerate(events, start=1)
    ]


def told(days: Days) -> Entry:
    return days.told[-1]


def amended(entry: Entry, **changes: object) -> Amended:
    return Amended(target=entry.id, of=entry.event.KIND, changes=changes)


def reads(*entries: Entry) -> Entry:
    """Return the one entry that stands."""
    (entry,) = stand(entries).entries
    return entry


def state(entries: list[Entry], viewer: str = "ada") -> State:
    seat = a_seat(viewer)
    return fold(State(zone=ZONE), marks(stand(entry for entry in entries if sees(seat, entry)).entries))


@examples(80)
@given(logs(), st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(log: Log, chance: Random) -> None:
    shuffled = list(log.entries)
    chance.shuffle(shuffled)
    for viewer in ("ada", "sam", "nan"):
        assert state(shuffled, viewer) == state(list(log.entries), viewer)
    assert marks(stand(shuffled).entries) == marks(stand(log.entries).entries)


@examples(80)
@given(logs(), st.randoms(use_true_random=False))
def test_the_order_of_arrival_changes_no_question_either(log: Log, chance: Random) -> None:
    shuffled = list(log.entries)
    chance.shuffle(shuffled)
    questions = [{str(reason.facts) for reason in stand(order).questions} for order in (shuffled, log.entries)]
    assert questions[0] == questions[1]


@examples(50)
@given(logs())
def test_hearing_everything_twice_is_hearing_it_once(log: Log) -> None:
    assert state([*log.entries, *log.entries]) == state(list(log.entries))


@examples(80)
@given(logs(), st.data())
def test_what_was_removed_never_happened(log: Log, draw: st.DataObject) -> None:
    entries = list(log.entries)
    gone = draw.draw(st.sampled_from([entry for entry in entries if not isinstance(entry.event, META)]))
    latest = max(entry.noted for entry in entries) + timedelta(hours=1)
    retracted = replace(
        words(gone, Retracted(target=gone.id))[0], id=EntryId(UUID(int=1)), at=latest, noted=latest, until=None
    )
    without = [e for e in entries if e.id != gone.id and getattr(e.event, "target", None) != gone.id]
    left = stand([*entries, retracted]).entries
    assert marks(left) == marks(stand(without).entries)


@examples(150)
@given(logs(), st.data())
def test_nothing_before_what_a_word_reaches_is_changed_by_it(log: Log, draw: st.DataObject) -> None:
    number = draw.draw(st.integers(0, len(log.entries) - 1))
    before, entry = log.entries[:number], log.entries[number]
    reach = earliest_affected(entry, {known.id: known for known in log.entries[: number + 1]})
    lines = [[mark for mark in marks(stand(known).entries) if mark.at < reach] for known in (before, (*before, entry))]
    # What an entry is later amended to (its end, say) may be inside an earlier mark: parts see only up to it.
    folded = [fold(State(zone=ZONE), line) for line in lines]
    assert folded[0] == folded[1]


def test_a_generated_log_holds_removed_and_amended_ones() -> None:
    fewer, changed = 0, 0

    @examples(160)
    @given(logs())
    def look(log: Log) -> None:
        nonlocal fewer, changed
        plain = {entry.id: entry for entry in log.entries if not isinstance(entry.event, META)}
        standing = {entry.id: entry for entry in stand(log.entries).entries}
        fewer += len(plain.keys() - standing.keys())
        changed += sum(standing[id] != entry for id, entry in plain.items() if id in standing)

    look()
    assert fewer > 50
    assert changed > 100


def test_an_amendment_changes_its_field_and_no_other() -> None:
    fed = told(a_family().says("12:00", FED, until="12:20"))
    found = reads(fed, *words(fed, amended(fed, side="right")))
    assert found == replace(fed, event=replace(FED, side="right"))


def test_an_open_nap_is_ended_by_an_amendment() -> None:
    nap = told(a_family().asleep("13:00"))
    assert reads(nap, *words(nap, amended(nap, until=instant("13:50")))).until == instant("13:50")


def test_of_two_amendments_of_a_field_the_later_noted_stands() -> None:
    fed = told(a_family().says("12:00", FED))
    first, second = words(fed, amended(fed, side="right"), amended(fed, side="left", how="bottle"))
    assert reads(fed, second, first).event == replace(FED, side="left", how="bottle")


def test_two_amendments_of_two_fields_both_stand() -> None:
    fed = told(a_family().says("12:00", FED))
    found = reads(fed, *words(fed, amended(fed, side="right"), amended(fed, how="bottle")))
    assert found.event == replace(FED, side="right", how="bottle")


def test_of_two_amendments_noted_at_once_the_greater_id_stands_on_every_phone() -> None:
    fed = told(a_family().says("12:00", FED))
    first, second = words(fed, amended(fed, side="right"), amended(fed, side=None))
    second = replace(second, noted=first.noted)
    assert reads(fed, first, second).event == reads(fed, second, first).event == replace(FED, side=None)


def test_an_undone_amendment_leaves_the_one_before_it() -> None:
    fed = told(a_family().says("12:00", FED))
    first, second = words(fed, amended(fed, side="right"), amended(fed, side=None))
    (undone,) = words(second, Retracted(target=second.id))
    assert reads(fed, first, second, undone).event == replace(FED, side="right")


def test_an_amendment_undone_and_done_again_stands() -> None:
    fed = told(a_family().says("12:00", FED))
    (first,) = words(fed, amended(fed, side="right"))
    undone, again = words(first, Retracted(target=first.id), Restored(target=first.id))
    assert reads(fed, first, undone, again).event == replace(FED, side="right")


def test_a_removed_feed_comes_back_when_it_is_restored() -> None:
    fed = told(a_family().says("12:00", FED))
    gone, back = words(fed, Retracted(target=fed.id), Restored(target=fed.id))
    assert stand([fed, gone]).entries == ()
    assert reads(fed, gone, back) == fed


def test_a_feed_restored_and_removed_again_is_gone() -> None:
    fed = told(a_family().says("12:00", FED))
    found = words(fed, Retracted(target=fed.id), Restored(target=fed.id), Retracted(target=fed.id))
    assert stand([fed, *found]).entries == ()


def test_removing_beats_an_amendment_noted_later() -> None:
    fed = told(a_family().says("12:00", FED))
    assert stand([fed, *words(fed, Retracted(target=fed.id), amended(fed, side="right"))]).entries == ()


def test_an_end_before_its_start_is_left_out_and_asked_about() -> None:
    nap = told(a_family().asleep("13:00", "14:00"))
    standing = stand([nap, *words(nap, amended(nap, until=instant("12:00"), zone="Asia/Kolkata"))])
    (found,) = standing.entries
    assert (found.at, found.until, found.zone) == (nap.at, nap.until, "Asia/Kolkata")
    assert [reason.code for reason in standing.questions] == ["question.end_before_start"]


def test_two_amendments_that_only_together_end_before_the_start_are_left_out_too() -> None:
    nap = told(a_family().asleep("13:00", "14:00"))
    found = words(nap, amended(nap, at=instant("13:50")), amended(nap, until=instant("13:40")))
    assert reads(nap, *found) == nap


def test_a_need_put_off_to_sleep_can_be_put_off_to_the_end_of_the_feed_instead() -> None:
    # Its own field is called `until`, as an end is.
    later = told(a_family().later("12:00", "eat", "asleep"))
    found = reads(later, *words(later, amended(later, until="feed_ends")))
    assert found.event == replace(later.event, until="feed_ends")  # type: ignore[type-var]
    assert found.until is None


def test_an_amendment_meant_for_another_kind_changes_nothing() -> None:
    nap = told(a_family().asleep("13:00"))
    wrong = Amended(target=nap.id, of="care.fed", changes={"at": instant("12:00")})
    assert reads(nap, *words(nap, wrong)) == nap


def test_a_cue_that_ada_shows_is_seen_by_sam_as_of_ada() -> None:
    cue = told(a_family().noticed("12:00", "eat"))
    (opening,) = words(cue, EyesChanged(target=cue.id, eyes=ADULTS, shown=copy_of(cue)), eyes=ADULTS)
    assert reads(opening) == replace(cue, eyes=ADULTS)


def test_ada_sees_what_she_showed_once_and_as_her_own() -> None:
    cue = told(a_family().noticed("12:00", "eat"))
    (opening,) = words(cue, EyesChanged(target=cue.id, eyes=ADULTS, shown=copy_of(cue)), eyes=ADULTS)
    assert reads(opening, cue) == cue


def test_of_two_copies_that_ada_showed_the_later_one_stands_whichever_came_first() -> None:
    cue = told(a_family().noticed("12:00", "eat"))
    stronger = replace(cue, event=CueNoticed(holder=adult(ADA), need="eat", strength="urgent"))
    first, second = words(
        cue,
        EyesChanged(target=cue.id, eyes=ADULTS, shown=copy_of(cue)),
        EyesChanged(target=cue.id, eyes=ADULTS, shown=copy_of(stronger)),
        eyes=ADULTS,
    )
    assert reads(first, second).event == reads(second, first).event == stronger.event


def test_marks_are_in_the_order_of_instant_then_of_when_they_were_noted() -> None:
    days = a_family().asleep("13:00", "14:00").says("14:00", FED, until="14:00").says("13:30", FED)
    late = replace(days.told[-1], at=instant("14:00"), noted=instant("15:00"))
    line = marks([late, *reversed(days.told[-3:-1])])
    assert [(mark.at, mark.edge) for mark in line] == [
        (instant("13:00"), "began"),
        (instant("14:00"), "ended"),
        (instant("14:00"), "began"),
        (instant("14:00"), "ended"),
        (instant("14:00"), "began"),
    ]


def test_a_bottle_of_no_length_begins_before_it_ends() -> None:
    bottle = told(a_family().says("12:00", FED, until="12:00"))
    assert [mark.edge for mark in marks([bottle])] == ["began", "ended"]


def test_a_point_leaves_one_mark() -> None:
    assert [mark.edge for mark in marks([told(a_family().noticed("12:00", "eat"))])] == ["point"]


def test_what_was_put_off_is_a_point_whatever_it_waits_for() -> None:
    later = told(a_family().says("12:00", Deferred(holder=adult(ADA), need="eat", until="asleep")))
    assert [mark.edge for mark in marks([later])] == ["point"]


def test_a_removal_reaches_back_to_where_an_earlier_amendment_had_moved_the_nap() -> None:
    nap = told(a_family().asleep("+3 13:00"))
    moved, gone = words(nap, amended(nap, at=instant("13:00")), Retracted(target=nap.id))
    known = {entry.id: entry for entry in (nap, moved, gone)}
    assert earliest_affected(gone, known) == instant("13:00")


def test_undoing_an_amendment_reaches_back_to_where_it_had_moved_the_nap() -> None:
    nap = told(a_family().asleep("+3 13:00"))
    (moved,) = words(nap, amended(nap, at=instant("13:00")))
    (undone,) = words(moved, Retracted(target=moved.id))
    known = {entry.id: entry for entry in (nap, moved, undone)}
    assert earliest_affected(undone, known) == instant("13:00")


def test_what_a_seat_does_not_see_cannot_be_taken_back_from_it() -> None:
    cue = told(a_family().noticed("12:00", "eat"))
    assert cue.eyes == ME
    hidden = words(cue, Retracted(target=cue.id))
    days = [*a_family().asleep("13:00").told, cue, *hidden]
    assert state(days, "sam") == state(list(a_family().asleep("13:00").told), "sam")


def test_a_childs_sleep_is_for_everyone_who_cares() -> None:
    assert told(a_family().asleep("13:00")).eyes == CARE
    assert Slept(holder=child(IRIS)).BORN == "holder"
