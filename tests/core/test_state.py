"""Folding: in one go, mark by mark, or from any cut, it is the same State."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from kinwell import codec
from kinwell.core.ids import EntryId
from kinwell.core.log.entry import sees
from kinwell.core.log.events import CueNoticed, EyesChanged
from kinwell.core.log.standing import Mark, marks, stand
from kinwell.core.state import State, fold, step
from tests.builders import ZONE, a_family, a_seat, holder, instant
from tests.strategies import Log, examples, logs

NOTHING = State(zone=ZONE)


def line(log: Log, viewer: str = "ada") -> list[Mark]:
    told = (*a_family().with_leo().agreed().told, *log.entries)
    return marks(stand(entry for entry in told if sees(a_seat(viewer), entry)).entries)


@examples(80)
@given(logs(), st.lists(st.integers(0, 120), max_size=6))
def test_a_day_in_pieces_is_the_day_as_a_whole(log: Log, cuts: list[int]) -> None:
    whole = line(log)
    state, begin = NOTHING, 0
    for cut in [*sorted(cut % (len(whole) + 1) for cut in cuts), len(whole)]:
        state, begin = fold(state, whole[begin:cut]), max(begin, cut)
    assert state == fold(NOTHING, whole)


@examples(60)
@given(logs())
def test_a_snapshot_as_it_is_kept_and_the_tail_are_the_whole_at_every_cut(log: Log) -> None:
    whole, state = line(log), NOTHING
    folded = fold(NOTHING, whole)
    for cut in range(len(whole)):
        assert fold(codec.load_state(codec.dump_state(state)), whole[cut:]) == folded
        state = step(state, whole[cut])


@examples(30)
@given(logs())
def test_step_by_step_is_the_same_as_in_one_go(log: Log) -> None:
    state = NOTHING
    for mark in line(log):
        state = step(state, mark)
    assert state == fold(NOTHING, line(log))


@examples(40)
@given(logs())
def test_a_state_that_was_folded_on_is_left_as_it_was(log: Log) -> None:
    whole = line(log)
    half = fold(NOTHING, whole[: len(whole) // 2])
    kept = codec.dump_state(half)
    fold(half, whole[len(whole) // 2 :])
    assert codec.dump_state(half) == kept


@examples(60)
@given(logs(), st.integers(0, 9 * 144))
def test_a_state_at_an_instant_knows_nothing_of_what_comes_later(log: Log, minutes: int) -> None:
    at = log.begins + timedelta(minutes=10 * minutes)
    whole = line(log)
    so_far = [mark for mark in whole if mark.at <= at]
    state = fold(NOTHING, so_far)
    assert state.at <= at
    assert all(run.begin <= at for run in state.sleeps.running.values())
    # A span whose end is yet to come is open in it, and no end later than now is told.
    assert all(run.end is not None and run.end <= at for run in state.sleeps.last.values())


def test_generated_days_put_the_law_to_the_test() -> None:
    across, private, shown = 0, 0, 0

    @examples(160)
    @given(logs())
    def look(log: Log) -> None:
        nonlocal across, private, shown
        began: dict[EntryId, int] = {}
        for place, mark in enumerate(line(log)):
            across += mark.edge == "ended" and place - began[mark.entry.id] > 1
            began[mark.entry.id] = place
        private += sum(entry.eyes == "me" for entry in log.entries)
        shown += sum(isinstance(e.event, EyesChanged) and e.event.shown is not None for e in log.entries)

    look()
    assert across > 50  # spans with something inside them: a cut may part them
    assert private > 300
    assert shown > 30


def test_a_nap_is_open_in_the_state_while_it_lasts() -> None:
    day = a_family().asleep("13:00", "14:00")
    assert day.state("sam", "13:30").sleeps.running
    assert not day.state("sam", "14:00").sleeps.running


def test_sams_state_holds_nothing_of_what_is_adas_own() -> None:
    day = a_family().asleep("13:00")
    own = (
        day.noticed("13:05", "eat", "urgent")
        .met("13:06", "drink")
        .took("13:07", "small_eat")
        .later("13:08", "sit", "asleep")
    )
    assert own.state("sam", "14:00") == day.state("sam", "14:00")
    assert own.state("ada", "14:00") != day.state("ada", "14:00")


def test_a_cue_that_ada_shows_the_adults_is_in_sams_state_and_not_in_nans() -> None:
    day = a_family().asleep("13:00")
    event = CueNoticed(holder=holder("ada"), need="eat")
    shown = day.says("13:05", event, eyes="adults")
    assert shown.state("sam", "14:00") != day.state("sam", "14:00")
    assert shown.state("nan", "14:00") == day.state("nan", "14:00")


def test_the_state_is_where_the_family_was_at_the_last_mark() -> None:
    day = a_family().asleep("13:00")
    assert day.state("ada", instant("14:00")).zone == ZONE
