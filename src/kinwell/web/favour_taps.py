"""What the buttons of asks log: answers, drafts, thanks, a rest from them (taps.py says what `"$now"` is)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from kinwell.ask import Asked, Waiting
from kinwell.core.ids import Holder, PairId, PersonId, pair_of
from kinwell.core.together.favours import fades
from kinwell.web.taps import NOW, Spec, spec, undo


def favour_yes(asked: Asked) -> list[Spec]:
    """Yes to an ask."""
    return [_answered(asked, "yes")]


def favour_another_time(asked: Asked, when: datetime) -> list[Spec]:
    """Another time, and which."""
    return [_answered(asked, "another_time", when=when.isoformat())]


def favour_cannot(asked: Asked) -> list[Spec]:
    """Can't: it leaves the own screen, and nothing is said."""
    return [spec("favour.declined", private=True, favour=str(asked.entry))]


def favour_not_after_all(asked: Asked) -> list[Spec]:
    """A yes is taken back, and with it the ask leaves the own screen: to whoever asked it waits and fades."""
    taken_back = undo([asked.answered], private=False) if asked.answered is not None else []
    return [*taken_back, *favour_cannot(asked)]


def take_back(asked: Asked) -> list[Spec]:
    """An ask counts as never sent."""
    return undo([asked.entry], private=False)


def favour_done(asked: Asked) -> list[Spec]:
    """It is done, or let go by whoever asked."""
    return [_ours("favour.done", asked.pair, favour=str(asked.entry))]


def favour_again(asked: Asked) -> list[Spec]:
    """The same is asked for the hour that was named instead."""
    assert asked.could is not None  # noqa: S101  (no such button without)
    return [*favour_done(asked), _asked(asked, asked.could.isoformat(), fades(asked.could, asked.minutes))]


def draft_sent(draft: Waiting) -> list[Spec]:
    """A draft goes to whom it is for; one whose hour has come asks for now."""
    when = NOW if draft.now else draft.when.isoformat()
    return [_asked(draft, when, draft.until), *put_away(draft.entry)]


def put_away(line: UUID) -> list[Spec]:
    """A line leaves the own screen."""
    return [spec("line.put_away", private=True, line=str(line))]


def asks_rest(until: datetime) -> list[Spec]:
    """No asks are shown until then."""
    return [spec("favour.rested", private=True, until=until.isoformat())]


def asks_come() -> list[Spec]:
    """Asks are shown again from now on."""
    return [spec("favour.rested", private=True, until=NOW)]


def thanks(me: Holder, to: PersonId) -> list[Spec]:
    """Thanks in one's own words: the page puts in the text of the field that the button names."""
    return [_ours("thanks.sent", pair_of(PersonId(me.id), to), to=str(to), text="$text")]


def _answered(asked: Asked, answer: str, **when: str) -> Spec:
    return _ours("favour.answered", asked.pair, favour=str(asked.entry), answer=answer, **when)


def _asked(ask: Asked | Waiting, when: str, until: datetime) -> Spec:
    of = {"child": str(ask.child)} if ask.child is not None else {}
    if ask.need is not None:
        of["need"] = ask.need
    said = {"to": str(ask.other), "what": ask.what, "minutes": ask.minutes, "when": when, "until": until.isoformat()}
    return _ours("favour.asked", ask.pair, **said, **of)


def _ours(kind: str, pair: PairId, **body: Any) -> Spec:
    return spec(kind, pair=str(pair), **body)
