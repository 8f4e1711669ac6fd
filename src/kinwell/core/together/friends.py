"""The Friends part: an adult's own people outside the family, and how to reach them. For that adult alone."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from kinwell.core.ids import EntryId, PersonId
from kinwell.core.log.events import Event, FriendKept
from kinwell.core.log.standing import Mark
from kinwell.core.people import LONGEST_NAME
from kinwell.core.reasons import Reason

CONSUMES: tuple[type[Event], ...] = (FriendKept,)
LONGEST_NUMBER = 30  # signs; the longest number has fifteen digits, and some write them with spaces
DIALLED = frozenset("+0123456789")
OF_NUMBERS = DIALLED | frozenset(" ()/.-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Friend:
    """One of somebody's own people: a name, a telephone number if one was told, and the entry that tells it."""

    id: PersonId
    entry: EntryId
    by: PersonId
    name: str
    number: str

    @property
    def dialled(self) -> str:
        """The number as a phone takes it."""
        return "".join(sign for sign in self.number if sign in DIALLED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Friends:
    """Everybody's own people as far as these eyes see, in the order they were told."""

    kept: Mapping[PersonId, Friend] = field(default_factory=dict)

    def of(self, adult: PersonId) -> tuple[Friend, ...]:
        """Return this adult's own people."""
        return tuple(friend for friend in self.kept.values() if friend.by == adult)


def fault(told: FriendKept) -> Reason | None:
    """Return what does not fit in a name or a number as they were told; None when both do."""
    name, number = told.name.strip(), told.number.strip()
    if not name:
        return Reason(code="own_people.name_missing")
    if len(name) > LONGEST_NAME:
        return Reason(code="people.name_long")
    dialled = not number or any(sign.isdigit() for sign in number)
    fits = dialled and len(number) <= LONGEST_NUMBER and set(number) <= OF_NUMBERS
    return None if fits else Reason(code="own_people.number_odd")


def step(friends: Friends, mark: Mark) -> Friends:
    """Return the friends after this mark."""
    match mark.entry.event:
        case FriendKept(friend=id, name=name, number=number) if mark.entry.by is not None:
            friend = Friend(id=id, entry=mark.entry.id, by=mark.entry.by, name=name, number=number)
            return replace(friends, kept={**friends.kept, id: friend})
    return friends
