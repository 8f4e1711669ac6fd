"""The one way out: answers for a seat at an instant. Whatever the seat may not see was removed before the fold.

now.py       what is so, and one small thing to do
morning.py   what happened with each child while one slept; Now holds it
tonight.py   how the night goes, proposed or settled, and each one's likely block
children.py  a child's page: what their signs mean, what helps, a question a week
acts.py      the acts that the family added, and those that it hid
lists.py     what the viewer goes by: values, limits, boundaries, agreements, a rhythm
needs.py     the viewer's own needs, as they want each met
favours.py   what is asked of an adult and by them, and whom they may ask; Now holds it
showing.py   what the viewer shows another adult of their own needs
fullness.py  how full the viewer is, today and in their last weeks
history.py   a day of the log, and who changed what; what stands of some days
handover.py  the hand-over card of a child; what was new while somebody else had them
whole.py     the whole State, people and each of them, zone; whether anything new was written; whether what is kept
             agrees with the log, and every adult has a key
Watch        whether anything was written at all, for the server that tells open pages; no answer for anyone's eyes
"""

from kinwell.ask.acts import FamilyAct, FamilyActs, family_acts
from kinwell.ask.children import ChildPage, child_page, fitting
from kinwell.ask.favours import Asked, Asking, Waiting, alone, own_people
from kinwell.ask.fullness import FullDay, HowFull, how_full
from kinwell.ask.handover import Away, Card, Lines, Slept, card
from kinwell.ask.history import Change, Day, Edit, Line, entry, history, is_shown, may_change, standing
from kinwell.ask.lists import OwnLists, own_lists
from kinwell.ask.morning import ChildMorning, Morning
from kinwell.ask.needs import OwnNeed, own_needs, unnamed
from kinwell.ask.now import ChildLine, Doing, Now, OtherLine, Own, OwnSleep, now
from kinwell.ask.showing import NEEDS, Shown, shown
from kinwell.ask.tonight import Tonight, tonight
from kinwell.ask.whole import (
    called,
    differences,
    holds_at_most,
    paused,
    people,
    person,
    seen,
    state,
    without_key,
    zone,
)
from kinwell.store.written import Watch

__all__ = [
    "NEEDS",
    "Asked",
    "Asking",
    "Away",
    "Card",
    "Change",
    "ChildLine",
    "ChildMorning",
    "ChildPage",
    "Day",
    "Doing",
    "Edit",
    "FamilyAct",
    "FamilyActs",
    "FullDay",
    "HowFull",
    "Line",
    "Lines",
    "Morning",
    "Now",
    "OtherLine",
    "Own",
    "OwnLists",
    "OwnNeed",
    "OwnSleep",
    "Shown",
    "Slept",
    "Tonight",
    "Waiting",
    "Watch",
    "alone",
    "called",
    "card",
    "child_page",
    "differences",
    "entry",
    "family_acts",
    "fitting",
    "history",
    "holds_at_most",
    "how_full",
    "is_shown",
    "may_change",
    "now",
    "own_lists",
    "own_needs",
    "own_people",
    "paused",
    "people",
    "person",
    "seen",
    "shown",
    "standing",
    "state",
    "tonight",
    "unnamed",
    "without_key",
    "zone",
]
