"""What is said of needs of one's own: of those alone that the writer has named, and for no eyes but theirs."""

from collections.abc import Mapping
from datetime import datetime

from kinwell.core.catalogue import own_need_of, own_needs
from kinwell.core.ids import ME, Seat, adult
from kinwell.core.log.entry import born_eyes
from kinwell.core.log.events import ActHidden, Event, FavourDrafted, NeedNamed
from kinwell.core.needs.stated import fault_of_name
from kinwell.core.reasons import Reason
from kinwell.store import recall

_UNKNOWN = Reason(code="refused.unknown")
FOR_ANOTHER = (FavourDrafted, ActHidden)
"""What is one's own now, or would be hidden with others, and is about what another may read."""


class Names:
    """What a seat's viewer calls the needs of their own, with what this lot of entries says of it; read when asked."""

    def __init__(self, seat: Seat, now: datetime) -> None:
        """Ask nothing yet; the first question is to be asked inside `within`."""
        self._seat, self._now = seat, now
        self._said: Mapping[str, str] = {}
        self._known: frozenset[str] | None = None

    def admit(self, event: Event) -> None:
        """Take a name that was given or taken away."""
        if isinstance(event, NeedNamed):
            self._said = {**self._said, event.need: event.name}

    def why_not(self, event: Event, before: Event | None = None) -> Reason | None:
        """Return why an entry that speaks of needs of one's own does not hold; None when it does, or speaks of none.
        `before` is what it read before it was amended: what it spoke of then it may speak of still."""
        if isinstance(event, NeedNamed):
            return fault_of_name(event)
        spoken_of = named_in(event) - (named_in(before) if before is not None else frozenset())
        if not spoken_of:
            return None
        for_another = born_eyes(event) != ME or isinstance(event, FOR_ANOTHER)
        return _UNKNOWN if for_another or not all(map(self._is_named, spoken_of)) else None

    def _is_named(self, need: str) -> bool:
        if need in self._said:
            return bool(self._said[need])
        if self._known is None:
            self._known = self._read()
        return need in self._known

    def _read(self) -> frozenset[str]:
        if self._seat.viewer is None or ME not in self._seat.eyes:
            return frozenset()
        state = recall.state(self._seat, self._now).state
        return frozenset(state.needs.called(adult(self._seat.viewer)))


def named_in(event: Event) -> frozenset[str]:
    """Return the needs of one's own that an event speaks of, by their codes or by those of acts for them."""
    told = (*_codes(event, "need"), *_codes(event, "needs"), *_codes(event, "for_other"))
    acts = (*_codes(event, "act"), *_codes(event, "acts"))
    return frozenset(code for code in (*told, *map(own_need_of, acts)) if code in own_needs())


def _codes(event: Event, field: str) -> tuple[str, ...]:
    told = getattr(event, field, None) or ()
    return (told,) if isinstance(told, str) else tuple(told)
