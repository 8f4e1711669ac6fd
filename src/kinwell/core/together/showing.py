"""The Shows part: what each adult chose to show another of their own needs, as it stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from kinwell.core.ids import PersonId
from kinwell.core.log.events import Event, EyesByNeed
from kinwell.core.log.standing import Mark

CONSUMES: tuple[type[Event], ...] = (EyesByNeed,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Showing:
    """What one adult shows another: words of these needs, and whether an ask may say what it is for. Nothing, until
    they choose."""

    needs: tuple[str, ...] = ()
    asks: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Shows:
    """By who shows, and by whom they show it to, what was chosen last, as far as these eyes see."""

    chosen: Mapping[PersonId, Mapping[PersonId, Showing]] = field(default_factory=dict)

    def of(self, author: PersonId, to: PersonId) -> Showing:
        """Return what this adult shows that one."""
        return self.chosen.get(author, {}).get(to, Showing())


def step(shows: Shows, mark: Mark) -> Shows:
    """Return what is shown after this mark."""
    by = mark.entry.by
    match mark.entry.event:
        case EyesByNeed(to=to, needs=needs, asks=asks) if by is not None:
            showing = Showing(needs=needs, asks=asks)
            return replace(shows, chosen={**shows.chosen, by: {**shows.chosen.get(by, {}), to: showing}})
    return shows
