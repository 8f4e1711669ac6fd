"""A need as its holder states it: how often, how long it can wait, the ladder in their own words, and its name where it
is one of their own."""

from kinwell.core.catalogue import Need, own_needs
from kinwell.core.log.events import NeedNamed, NeedStated
from kinwell.core.needs.need import AWAKE_DAY, NeedState
from kinwell.core.reasons import Reason

LEAST, MOST = 5.0, 60 * AWAKE_DAY  # running minutes: what comes oftener, or not in two months, is no need of this kind
LONGEST_WORDS = 60  # letters of a rung
LONGEST_NAME = 30  # letters of a need's name; what a button of a phone can hold


def stated(state: NeedState, word: NeedStated) -> NeedState:
    """Return the state with the cadence, floor and ladder as its holder wants them; None and empty keep our default."""
    return state._replace(
        cadence_minutes=word.cadence_minutes,
        floor_minutes=word.floor_minutes,
        ladder=(word.early, word.clear, word.urgent),
    )


def fault(word: NeedStated, need: Need) -> Reason | None:
    """Return what does not fit in a need as it is stated; None when all does."""
    told = [minutes for minutes in (word.cadence_minutes, word.floor_minutes) if minutes is not None]
    if any(not LEAST <= minutes <= MOST for minutes in told):
        return Reason(code="needs.out_of_range")
    floor = word.floor_minutes or need.floor_minutes
    if floor is not None and floor < (word.cadence_minutes or need.cadence_minutes):
        return Reason(code="needs.floor_first")
    if any(len(words) > LONGEST_WORDS for words in (word.early, word.clear, word.urgent)):
        return Reason(code="needs.words_long")
    return None


def fault_of_name(word: NeedNamed) -> Reason | None:
    """Return what does not fit in a name: it is for a need of one's own, without spaces around it, and not too long.
    None when all does; the empty name takes the need away."""
    if word.need not in own_needs() or word.name != " ".join(word.name.split()):
        return Reason(code="refused.unreadable")
    return Reason(code="needs.name_long") if len(word.name) > LONGEST_NAME else None
