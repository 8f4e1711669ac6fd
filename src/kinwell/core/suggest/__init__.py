"""What to do now: at most three acts, and why (docs/model.md, 2).

shapes.py      what is answered: Suggestion, Offer, Met
hands.py       how long hands are free, and what fits that
view.py        what is so around the viewer: who is there, what each wants, how pressing it is
rules.py       the hard rules, one named function each
candidates.py  every act that would help and breaks no rule, with its place in the order
choose.py      which three of them: the promises; `now`, what others call
why.py         reasons, as codes
"""

from kinwell.core.suggest.choose import now
from kinwell.core.suggest.hands import Hands
from kinwell.core.suggest.shapes import Met, Offer, Suggestion

__all__ = ["Hands", "Met", "Offer", "Suggestion", "now"]
