"""The Friends part: an adult's own people outside the family, and how to reach them. For that adult alone."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from kinwell.core.ids import EntryId, PersonId
from kinwell.core.log.events import Event, FriendKept
from kinwell.core.log.standing import Mark

CONSUMES: tuple[type[Event], ...] = (FriendKept,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Friend:
    """One of somebody's own people: a name, a telephone number if one was told, and the entry that tells it."""

    id: PersonId
    entry: EntryId
    by: PersonId
    name: str
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Friends:
    """Everybody's own people as far as these eyes see, in the order they were told."""

    kept: Mapping[PersonId, Friend] = field(default_factory=dict)

    def of(self, adult: PersonId) -> tuple[Friend, ...]:
        """Return this adult's own people."""
        return tuple(friend for friend in self.kept.values() if friend.by == adult)


def step(friends: Friends, mark: Mark) -> Friends:
    """Return the friends after this mark."""
    match mark.entry.event:
        case FriendKept(friend=id, name=name, number=number) if mark.entry.by is not None:
            friend = Friend(id=id, entry=mark.entry.id, by=mark.entry.by, name=name, number=number)
            return replace(friends, kept={**friends.kept, id: friend})
    return friends
