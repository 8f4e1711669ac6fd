"""The Agreements part: what two settled between them, by a yes from each; either ends it alone (safety R35)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from kinwell.core.ids import EntryId, PairId, PersonId
from kinwell.core.log.events import AgreementAccepted, AgreementLeft, AgreementProposed, Event
from kinwell.core.log.standing import Mark

CONSUMES: tuple[type[Event], ...] = (AgreementProposed, AgreementAccepted, AgreementLeft)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """What somebody proposed to another, and whether it holds: the other said yes too."""

    entry: EntryId
    pair: PairId
    by: PersonId
    to: PersonId
    text: str
    look_again: date | None = None
    settled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreements:
    """What was proposed, by entry; who accepted which; and what somebody left, who alone has that before their eyes."""

    proposed: Mapping[EntryId, Agreement] = field(default_factory=dict)
    accepted: Mapping[EntryId, tuple[PersonId, ...]] = field(default_factory=dict)
    left: Mapping[PersonId, tuple[EntryId, ...]] = field(default_factory=dict)

    def held(self, viewer: PersonId) -> tuple[Agreement, ...]:
        """Return the agreements that this adult is in."""
        return tuple(one for one in self._of(viewer) if one.settled)

    def open(self, viewer: PersonId) -> tuple[Agreement, ...]:
        """Return what waits for a yes: theirs, or the other's, of whom nothing is told."""
        return tuple(one for one in self._of(viewer) if not one.settled)

    def _of(self, viewer: PersonId) -> list[Agreement]:
        mine = (one for one in self.proposed.values() if viewer in (one.by, one.to))
        told = [replace(one, settled=one.to in self.accepted.get(one.entry, ())) for one in mine]
        # What was left and still stands was never accepted, or accepted after all.
        return [one for one in told if one.settled or one.entry not in self.left.get(viewer, ())]


def step(agreements: Agreements, mark: Mark) -> Agreements:
    """Return the agreements after this mark."""
    id, by = mark.entry.id, mark.entry.by
    if by is None:
        return agreements
    match mark.entry.event:
        case AgreementProposed(pair=pair, to=to, text=text, look_again=look_again):
            new = Agreement(entry=id, pair=pair, by=by, to=to, text=text, look_again=look_again)
            return replace(agreements, proposed={**agreements.proposed, id: new})
        case AgreementAccepted(agreement=which):
            yes = tuple(sorted({*agreements.accepted.get(which, ()), by}))
            return replace(agreements, accepted={**agreements.accepted, which: yes})
        case AgreementLeft(agreement=which):
            left = tuple(sorted({*agreements.left.get(by, ()), which}))
            return replace(agreements, left={**agreements.left, by: left})
    return agreements
