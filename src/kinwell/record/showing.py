"""What an adult shows another by need: words that come and go with their cues, and leave nothing (safety R30, R34).

    the choice   EyesByNeed, read by the pair; one at most stands, and one that shows nothing is emptied at once
    a word       an EyesChanged by that choice: a copy of a cue that tells its need and its instant, and no more
    what for     an Amended that names the need of an ask; the ask itself is kept without

A word goes, emptied for real, when its cue is answered, taken back, or shown no more: to the other it then never was.
Which words stand follows from the author's own entries as they now read. Only those about a need that is shown are
looked at, so that another one leaves every row that the other can read as it is.
"""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from uuid import uuid5

from kinwell.core.catalogue import needs as catalogue_needs
from kinwell.core.catalogue import needs_of
from kinwell.core.ids import ME, EntryId, PairId, PersonId, Seat, adult, pair_eyes, pair_of
from kinwell.core.log.entry import Entry
from kinwell.core.log.events import META, Amended, CueNoticed, EyesByNeed, EyesChanged, FavourAsked, Role, Shown
from kinwell.core.log.standing import marks, stand
from kinwell.core.needs.shown import LASTS, touched, waiting, word
from kinwell.core.reasons import Reason
from kinwell.store import journal, recall

NOWHERE = ""  # the zone of a choice and of a word, which would tell where their author is (safety R4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What one request told: its new entries, the need of each ask among them, by id; and the choices that stood
    before it, one at most a pair."""

    new: Sequence[Entry]
    choices: Sequence[Entry] = ()
    asked_for: Mapping[EntryId, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(slots=True, kw_only=True)
class Change:
    """What another could read and now goes, to be emptied; and what comes."""

    gone: list[Entry] = field(default_factory=list)
    come: list[Entry] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Own:
    """Of the author's own entries: the cues that wait and have not faded, by id, and those taken back by hand."""

    waiting: Mapping[EntryId, Entry]
    taken_back: frozenset[EntryId]


def choices(seat: Seat, said: Iterable[Entry]) -> list[Entry]:
    """Return, of what is said of the family's people, what this seat's viewer shows each other adult."""
    return [entry for entry in said if isinstance(entry.event, EyesByNeed) and entry.by == seat.viewer]


def why_not(seat: Seat, event: EyesByNeed, adults: Mapping[PersonId, Role]) -> Reason | None:
    """Return why such a choice does not hold: it is to another adult of the family, of needs that adults have."""
    if seat.viewer is None or event.to == seat.viewer or adults.get(event.to) != "adult":
        return Reason(code="refused.unknown")
    if event.pair != pair_of(seat.viewer, event.to):
        return Reason(code="refused.unknown")
    able = {need.code for need in needs_of("adult")}
    return None if set(event.needs) <= able else Reason(code="refused.unreadable")


def as_stored(entry: Entry, event: EyesByNeed, now: datetime) -> Entry:
    """Return a choice as it is kept: made when it came in, so that of two the later one stands, whatever a phone's
    clock says; and its needs in the catalogue's order, not in that of the taps."""
    needs = tuple(code for code in catalogue_needs() if code in event.needs)
    chosen = replace(event, needs=needs)
    return replace(entry, at=now, noted=now, until=None, eyes=pair_eyes(event.pair), zone=NOWHERE, event=chosen)


def follows(seat: Seat, told: Told, now: datetime) -> Change:
    """Return what goes and what comes for others by what this seat's viewer told. Nothing is asked of the store while
    they show nothing."""
    change = Change()
    standing = {_of(entry).pair: entry for entry in told.choices}
    for entry in told.new:
        if isinstance(entry.event, EyesByNeed):
            _choose(seat, entry, standing, change, now)
    _say_what_for(told, standing, change, now)
    _renew(seat, told.new, [one for one in standing.values() if _of(one).needs and one not in told.new], change, now)
    return change


def _choose(seat: Seat, choice: Entry, standing: dict[PairId, Entry], change: Change, now: datetime) -> None:
    """Let a choice take the place of the one before. All that was shown by that one goes; what of it still waits comes
    anew where its need is shown further, and with `earlier` all that waits."""
    chosen = _of(choice)
    replaced = standing.pop(chosen.pair, None)
    words = _words(seat, chosen.pair)
    change.gone += [*words, *([replaced] if replaced is not None else [])]
    if not chosen.asks:
        change.gone += _what_for(seat, chosen.pair)
    if not (chosen.needs or chosen.asks):
        change.gone.append(choice)
        return
    standing[chosen.pair] = choice
    own = _own(seat, recall.tail(seat, now - LASTS), now)
    kept = {_target(one) for one in words}
    shown = [cue for cue in _showable(own, choice) if chosen.earlier or cue.id in kept]
    change.come += [_word(seat, choice, cue, because=choice.id, now=now) for cue in shown]


def _renew(seat: Seat, new: Sequence[Entry], standing: Sequence[Entry], change: Change, now: datetime) -> None:
    """Bring the words of the choices that stand up to date with these own entries, for the needs that they touch."""
    mine = [entry for entry in new if entry.eyes == ME]
    if not standing or not any(isinstance(entry.event, META) or touched(entry.event) for entry in mine):
        return
    tail = recall.tail(seat, now - LASTS)
    own, because = _own(seat, tail, now), _touched(mine, tail)
    for choice in standing:
        needs = because.keys() & set(_of(choice).needs)
        if not needs:
            continue
        words = {_target(one): one for one in _words(seat, _of(choice).pair, since=now - LASTS)}
        kept = words.keys() | {one.id for one in mine if one.at >= choice.at - journal.TAKEN_AS_NOW}
        wanted = {cue.id: cue for cue in _shown(own, choice, kept) if _need_of(cue) in needs}
        there = {id: one for id, one in words.items() if id in wanted or _need_of_word(one) in needs}
        stays = {id for id, one in there.items() if id in wanted and _copy(wanted[id]) == _copied(one)}
        change.gone += [one for id, one in there.items() if id not in stays]
        come = (cue for id, cue in wanted.items() if id not in stays)
        change.come += [_word(seat, choice, cue, because=because[_need_of(cue)], now=now) for cue in come]


def _say_what_for(told: Told, standing: Mapping[PairId, Entry], change: Change, now: datetime) -> None:
    """Let an ask say which need it is for, where its writer chose so before they sent it."""
    for ask in told.new:
        choice = standing.get(ask.event.pair) if isinstance(ask.event, FavourAsked) else None
        need = told.asked_for.get(ask.id)
        if choice is None or need is None or not _of(choice).asks:
            continue
        says = Amended(target=ask.id, of=FavourAsked.KIND, changes=MappingProxyType({"need": need}))
        id = EntryId(uuid5(ask.id, str(choice.id)))
        change.come.append(replace(ask, id=id, at=now, noted=now, zone=NOWHERE, event=says, source=""))


def _shown(own: _Own, choice: Entry, kept: Container[EntryId]) -> list[Entry]:
    """Return the cues of which a choice that stood shows a word: noticed since it was made, or `kept` from before."""
    since = choice.at - LASTS if _of(choice).earlier else choice.at
    return [cue for cue in _showable(own, choice) if cue.id in kept or cue.at >= since]


def _showable(own: _Own, choice: Entry) -> list[Entry]:
    """Return the cues of needs that this choice shows, but for those that were taken back by hand."""
    cues = own.waiting.values()
    return [cue for cue in cues if _need_of(cue) in _of(choice).needs and cue.id not in own.taken_back]


def _own(seat: Seat, tail: Sequence[Entry], now: datetime) -> _Own:
    line = [mark for mark in marks(stand(tail).entries) if now - LASTS < mark.at <= now]
    hidden = (e.event.target for e in tail if isinstance(e.event, EyesChanged) and e.event.eyes == ME)
    waits = waiting(line, adult(seat.viewer)) if seat.viewer is not None else {}
    return _Own(waiting=waits, taken_back=frozenset(hidden))


def _touched(new: Sequence[Entry], tail: Sequence[Entry]) -> Mapping[str, EntryId]:
    """Return the needs whose words may come or go by these entries, and by which of them first."""
    known = {entry.id: entry for entry in (*tail, *new)}
    found: dict[str, EntryId] = {}
    for entry in new:
        for need in _needs_of(entry, known):
            found.setdefault(need, entry.id)
    return found


def _needs_of(entry: Entry, known: Mapping[EntryId, Entry]) -> frozenset[str]:
    """Return the needs that an entry speaks of; a word about another, those of that, as it read at any time."""
    root: Entry | None = entry
    while root is not None and isinstance(root.event, META):
        root = known.get(root.event.target)
    if root is None:
        return frozenset()
    needs = touched(root.event)
    for said in known.values():
        if isinstance(said.event, Amended) and said.event.target == root.id and needs:
            needs |= {str(need) for need in (said.event.changes.get("need"),) if need}
            needs |= set(said.event.changes.get("needs") or ())  # type: ignore[call-overload]
    return needs


def _words(seat: Seat, pair: PairId, *, since: datetime | None = None) -> list[Entry]:
    """Return the words that stand by this viewer's choices for a pair; those that have not faded since then."""
    rows = journal.shared(seat).filter(kind=EyesChanged.KIND, by=seat.viewer, eyes=pair_eyes(pair))
    found = journal.read(seat, rows if since is None else rows.filter(at__gt=since))
    return [one for one in found if _by_choice(one) and (since is None or _copied(one).at > since)]


def _what_for(seat: Seat, pair: PairId) -> list[Entry]:
    """Return what this viewer's asks of a pair say of what they are for."""
    rows = journal.shared(seat).filter(kind=Amended.KIND, by=seat.viewer, eyes=pair_eyes(pair))
    return [one for one in journal.read(seat, rows) if getattr(one.event, "of", "") == FavourAsked.KIND]


def _word(seat: Seat, choice: Entry, cue: Entry, *, because: EntryId, now: datetime) -> Entry:
    """Return the word of a cue. Its id follows from what it tells, by which choice, and because of which entry: the
    same entry sent twice gives one word, and a word that went and comes again is another."""
    eyes = pair_eyes(_of(choice).pair)
    return Entry(
        id=EntryId(uuid5(cue.id, f"{choice.id} {because}")),
        at=now,
        noted=now,
        by=seat.viewer,
        eyes=eyes,
        zone=NOWHERE,
        event=EyesChanged(target=cue.id, eyes=eyes, shown=_copy(cue), rule=choice.id),
    )


def _copy(cue: Entry) -> Shown:
    event = cue.event
    assert isinstance(event, CueNoticed)  # noqa: S101  (nothing else waits)
    return Shown(at=cue.at, until=None, noted=cue.at, zone=NOWHERE, of=event.KIND, event=word(event))


def _of(choice: Entry) -> EyesByNeed:
    assert isinstance(choice.event, EyesByNeed)  # noqa: S101  (the caller asked)
    return choice.event


def _by_choice(one: Entry) -> bool:
    return isinstance(one.event, EyesChanged) and one.event.rule is not None and one.event.shown is not None


def _copied(one: Entry) -> Shown:
    assert isinstance(one.event, EyesChanged) and one.event.shown is not None  # noqa: S101  (see _by_choice)
    return one.event.shown


def _target(one: Entry) -> EntryId:
    assert isinstance(one.event, EyesChanged)  # noqa: S101  (see _by_choice)
    return one.event.target


def _need_of(cue: Entry) -> str:
    return next(iter(touched(cue.event)))


def _need_of_word(one: Entry) -> str:
    return next(iter(touched(_copied(one).event)))
