"""Every kind of thing a family's log can hold: the one list.

Each event is what happened, frozen and past tense; who wrote it, when and for whose eyes is its entry's
(entry.py). KIND is its name in the store and on the wire and never changes. SPAN says whether it has an end.
BORN says whose eyes it is born for: `care` (all adults and helpers), `adults`, `pair`, `me`, or `holder`, which is
`care` for a child, `me` for an adult and `pair` for a pair.
"""

from collections.abc import Mapping
from types import MappingProxyType

from kinwell.core.log.events.about import Amended, EyesChanged, Restored, Retracted, Shown
from kinwell.core.log.events.base import Born, Event, Role, Side, Strength
from kinwell.core.log.events.care import AdultAdded, Changed, ChildAdded, Fed, Held, PairAgreed, SideSwitched, Slept
from kinwell.core.log.events.checkins import CheckedIn
from kinwell.core.log.events.children import ChildPaused, SignMeant, Wondered
from kinwell.core.log.events.lists import (
    ActAdded,
    ActHidden,
    AgreementAccepted,
    AgreementLeft,
    AgreementProposed,
    AnchorSet,
    BoundarySet,
    LimitSet,
    ValueHeld,
    WishSaid,
)
from kinwell.core.log.events.needs import (
    ActPassed,
    ActsDeclined,
    ActTaken,
    CueNoticed,
    Deferred,
    NeedNamed,
    NeedStated,
    NoteWritten,
    PutSecond,
    QuestionAnswered,
    Responded,
)
from kinwell.core.log.events.showing import EyesByNeed
from kinwell.core.log.events.together import (
    AsksRested,
    CardWritten,
    DutyTaken,
    FavourAnswered,
    FavourAsked,
    FavourDeclined,
    FavourDone,
    FavourDrafted,
    FriendKept,
    JointStepsSet,
    LineLeft,
    NightAgreed,
    NightLeft,
    NightProposed,
    PutAway,
    Thanked,
)

META = (Amended, Retracted, Restored, EyesChanged)
RELIED = (
    NightProposed,
    NightAgreed,
    NightLeft,
    DutyTaken,
    CardWritten,
    LineLeft,
    FavourAsked,
    FavourAnswered,
    FavourDone,
    FavourDeclined,
    FavourDrafted,
    AsksRested,
    Thanked,
    PutAway,
    FriendKept,
    EyesByNeed,
    AgreementProposed,
    AgreementAccepted,
    AgreementLeft,
    JointStepsSet,
)
"""How two rely on each other: a State tells it while it matters, and no history does."""

UNTOLD = (*RELIED, ChildPaused)
"""What no history tells."""

KINDS: Mapping[str, type[Event]] = MappingProxyType(
    {
        kind.KIND: kind
        for kind in (
            ChildAdded,
            AdultAdded,
            PairAgreed,
            Fed,
            SideSwitched,
            Slept,
            Changed,
            Held,
            CueNoticed,
            Responded,
            PutSecond,
            Deferred,
            QuestionAnswered,
            NeedStated,
            NeedNamed,
            ActTaken,
            ActPassed,
            ActsDeclined,
            NoteWritten,
            SignMeant,
            Wondered,
            ChildPaused,
            WishSaid,
            ValueHeld,
            LimitSet,
            BoundarySet,
            AnchorSet,
            ActAdded,
            ActHidden,
            CheckedIn,
            *RELIED,
            *META,
        )
    }
)

HISTORY_ONLY = frozenset({NoteWritten.KIND})

__all__ = [
    "HISTORY_ONLY",
    "KINDS",
    "META",
    "RELIED",
    "UNTOLD",
    "ActAdded",
    "ActHidden",
    "ActPassed",
    "ActTaken",
    "ActsDeclined",
    "AdultAdded",
    "AgreementAccepted",
    "AgreementLeft",
    "AgreementProposed",
    "Amended",
    "AnchorSet",
    "AsksRested",
    "Born",
    "BoundarySet",
    "CardWritten",
    "Changed",
    "CheckedIn",
    "ChildAdded",
    "ChildPaused",
    "CueNoticed",
    "Deferred",
    "DutyTaken",
    "Event",
    "EyesByNeed",
    "EyesChanged",
    "FavourAnswered",
    "FavourAsked",
    "FavourDeclined",
    "FavourDone",
    "FavourDrafted",
    "Fed",
    "FriendKept",
    "Held",
    "JointStepsSet",
    "LimitSet",
    "LineLeft",
    "NeedNamed",
    "NeedStated",
    "NightAgreed",
    "NightLeft",
    "NightProposed",
    "NoteWritten",
    "PairAgreed",
    "PutAway",
    "PutSecond",
    "QuestionAnswered",
    "Responded",
    "Restored",
    "Retracted",
    "Role",
    "Shown",
    "Side",
    "SideSwitched",
    "SignMeant",
    "Slept",
    "Strength",
    "Thanked",
    "ValueHeld",
    "WishSaid",
    "Wondered",
]
