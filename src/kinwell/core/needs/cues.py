"""What a holder says of a need: a cue, the child first, later, not yet; and in which state that leaves it."""

from kinwell.core.log.events import CueNoticed, Deferred, PutSecond, QuestionAnswered
from kinwell.core.needs.need import CUE_LEVEL, NeedState


def noticed(state: NeedState, cue: CueNoticed) -> NeedState:
    """Return the state, just moved, after a cue: a measurement that can raise the deficit and never lowers it. One that
    has a name of its own (touched out) keeps it until it is answered."""
    return state._replace(
        told=state.at,
        told_ran=state.ran,
        untold=False,
        d=max(state.d, CUE_LEVEL[cue.strength]),
        said=True,
        noticed=state.noticed + 1,
        cue=cue.strength,
        cue_name=cue.cue or (state.cue_name if state.cue is not None else ""),
        cue_at=state.at,
        later=None,
        later_hour=None,
    )


def put_second(state: NeedState, word: PutSecond) -> NeedState:
    """Return the state after the child was put first: the need keeps its place and its floor comes nearer."""
    return state._replace(
        told=state.at,
        told_ran=state.ran,
        untold=False,
        said=True,
        seconds=state.seconds + 1,
        second=word.first,
        clean=False,
        later=None,
        later_hour=None,
    )


def deferred(state: NeedState, word: Deferred) -> NeedState:
    """Return the state after the need was put off to a moment its holder named."""
    return state._replace(
        told=state.at, told_ran=state.ran, untold=False, said=True, later=word.until, later_hour=word.hour
    )


def answered(state: NeedState, word: QuestionAnswered) -> NeedState:
    """Return the state after Kinwell's question: "not yet" is a word about it, "forget it" makes it unknown."""
    if word.answer == "not_yet":
        return state._replace(told=state.at, told_ran=state.ran, untold=False, said=True)
    return state._replace(
        untold=True,
        said=False,
        cue=None,
        cue_name="",
        seconds=0,
        second=None,
        later=None,
        later_hour=None,
        wait_from=state.ran,
        floor_from=state.ran,
        full_ran=None,
    )
