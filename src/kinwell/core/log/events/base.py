"""What every kind of event has in common, and the words they share."""

from dataclasses import dataclass
from typing import ClassVar, Literal

type Born = Literal["care", "adults", "pair", "me", "holder", "target"]
type Role = Literal["adult", "helper"]
type Strength = Literal["early", "clear", "urgent"]
type Side = Literal["left", "right"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What every kind has in common: a name, whether it lasts, and whose eyes it is born for."""

    KIND: ClassVar[str]
    SPAN: ClassVar[bool] = False
    BORN: ClassVar[Born] = "care"
