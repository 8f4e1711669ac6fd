"""Who and what is meant: ids made elsewhere and passed in, holders of needs, and the seat one asks from."""

from dataclasses import dataclass
from typing import Literal, NewType
from uuid import UUID, uuid5

FamilyId = NewType("FamilyId", UUID)
PersonId = NewType("PersonId", UUID)
PairId = NewType("PairId", UUID)
EntryId = NewType("EntryId", UUID)

_PAIRS = UUID("5b0f6f0e-6d0a-5d35-9d0c-6b696e77656c")  # the namespace of pair ids; changing it would part every pair

type Who = Literal["child", "adult", "pair"]


def pair_of(one: PersonId, other: PersonId) -> PairId:
    """Return the id of these two people's pair: the same whoever asks, so that both phones know it without a word."""
    first, second = sorted((one.bytes, other.bytes))
    return PairId(uuid5(_PAIRS, (first + second).hex()))


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Holder:
    """Someone who has needs: a child, an adult, or the pair that two adults are."""

    kind: Who
    id: UUID

    def __str__(self) -> str:
        """Return `kind:id`, the form in which a holder is a key in JSON."""
        return f"{self.kind}:{self.id}"


def child(person: PersonId) -> Holder:
    """Return the child as a holder of needs."""
    return Holder(kind="child", id=person)


def adult(person: PersonId) -> Holder:
    """Return the adult as a holder of needs."""
    return Holder(kind="adult", id=person)


def pair(id: PairId) -> Holder:
    """Return the pair as a holder of needs."""
    return Holder(kind="pair", id=id)


CARE = "care"
ADULTS = "adults"
ME = "me"
SHARED = frozenset({CARE, ADULTS})


def pair_eyes(pair_id: PairId) -> str:
    """Return the eyes of a pair: the two of them and nobody else."""
    return f"pair:{pair_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """From where one asks: the family, the person looking (None: nobody in particular), what these eyes may see,
    and the key that opens one's own sealed rows (None: they stay shut)."""

    family: FamilyId
    viewer: PersonId | None
    eyes: frozenset[str]
    key: bytes | None = None

    def __repr__(self) -> str:
        """Return who sits here, never the key: a repr ends up in logs."""
        return f"Seat(family={self.family}, viewer={self.viewer}, eyes={sorted(self.eyes)})"
