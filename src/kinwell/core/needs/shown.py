"""Words another adult may read: which cues wait to be shown, what is shown of one, and for how long (safety R30)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from kinwell.core.catalogue import default
from kinwell.core.catalogue import needs as catalogue_needs
from kinwell.core.ids import EntryId, Holder
from kinwell.core.log.entry import Entry
from kinwell.core.log.events import CueNoticed, QuestionAnswered, Responded
from kinwell.core.log.standing import Mark
from kinwell.core.needs.part import Needs

LASTS = timedelta(minutes=default("word_lasts_minutes"))  # from when a cue was noticed to when its word fades


def words(needs: Needs, holder: Holder, at: datetime) -> tuple[str, ...]:
    """Return the needs of which a word of this holder stands at an instant, in the catalogue's order: a cue that these
    eyes see, that nothing answered, and that has not faded."""
    told = needs.of(holder)
    return tuple(
        code
        for code in catalogue_needs()
        if code in told and told[code].cue is not None and _lasts(told[code].cue_at, at)
    )


def waiting(line: Iterable[Mark], holder: Holder) -> dict[EntryId, Entry]:
    """Return this holder's cues that nothing has answered on this line of marks, by id. A sleep answers none: it would
    be told by the word that goes."""
    found: dict[EntryId, Entry] = {}
    for mark in line:
        match mark.entry.event:
            case CueNoticed(holder=whose) if whose == holder:
                found[mark.entry.id] = mark.entry
            case Responded(holder=whose, needs=met) if whose == holder:
                found = _without(found, met)
            case QuestionAnswered(holder=whose, need=need, answer="forget") if whose == holder:
                found = _without(found, (need,))
    return found


def word(cue: CueNoticed) -> CueNoticed:
    """Return what is shown of a cue: its need. Not how strong it was, nor a name of its own that says more."""
    return replace(cue, strength="clear", cue="")


def touched(event: object) -> frozenset[str]:
    """Return the needs whose word may come or go with this event."""
    match event:
        case CueNoticed(need=need) | QuestionAnswered(need=need):
            return frozenset({need})
        case Responded(needs=needs):
            return frozenset(needs)
    return frozenset()


def _without(found: dict[EntryId, Entry], met: tuple[str, ...]) -> dict[EntryId, Entry]:
    return {id: cue for id, cue in found.items() if cue.event.need not in met}  # type: ignore[attr-defined]


def _lasts(noticed: datetime | None, at: datetime) -> bool:
    return noticed is not None and at - noticed < LASTS
