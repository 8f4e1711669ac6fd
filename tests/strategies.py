"""Logs of generated families: every kind, told late, amended, retracted, shown and hidden, while the clocks change.

    logs()      a Log: entries in an order in which they may arrive, and when each arrives
    entries()   one plain entry of any kind, by any author, for any holder

Nothing is about real hours: instants lie on a grid of ten minutes over nine days around a change of the clocks, so that
ties, and marks just at four in the morning, are common.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType
from typing import Any
from uuid import UUID

from hypothesis import settings
from hypothesis import strategies as st

from kinwell.core.catalogue import acts, needs, own_needs
from kinwell.core.ids import ADULTS, CARE, ME, EntryId, Holder, PersonId, adult, child, pair_eyes, pair_of
from kinwell.core.log.entry import Entry, born_eyes, may_change
from kinwell.core.log.events import (
    KINDS,
    META,
    ActAdded,
    ActHidden,
    ActPassed,
    ActsDeclined,
    ActTaken,
    AdultAdded,
    AgreementAccepted,
    AgreementLeft,
    AgreementProposed,
    Amended,
    AnchorSet,
    AsksRested,
    BoundarySet,
    CardWritten,
    Changed,
    CheckedIn,
    ChildAdded,
    ChildPaused,
    CueNoticed,
    Deferred,
    DutyTaken,
    Event,
    EyesByNeed,
    EyesChanged,
    FavourAnswered,
    FavourAsked,
    FavourDeclined,
    FavourDone,
    FavourDrafted,
    Fed,
    FriendKept,
    Held,
    JointStepsSet,
    LimitSet,
    LineLeft,
    NeedNamed,
    NeedStated,
    NightAgreed,
    NightLeft,
    NightProposed,
    NoteWritten,
    PairAgreed,
    PutAway,
    PutSecond,
    QuestionAnswered,
    Responded,
    Restored,
    Retracted,
    Shown,
    SideSwitched,
    SignMeant,
    Slept,
    Thanked,
    ValueHeld,
    WishSaid,
    Wondered,
)
from tests.builders import ADA, IRIS, LEO, MEL, NAN, SAM, US

SOAK = os.environ.get("HYPOTHESIS_PROFILE") == "soak"
STEP = timedelta(minutes=10)
DAYS = 9
SPRING = datetime(2026, 3, 25, tzinfo=UTC)  # the clocks of Berlin go forward on the 29th
AUTUMN = datetime(2026, 10, 21, tzinfo=UTC)  # and back on the 25th
ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kolkata")
PLAIN = tuple(sorted(set(KINDS) - {kind.KIND for kind in META}))
ROLES = {ADA: "adult", SAM: "adult", NAN: "helper"}
LATER = AUTUMN + timedelta(days=365)  # later than anything noted: an end "now", whenever that is told
LAGS = tuple(timedelta(minutes=m) for m in (0, 0, 0, 5, 180, 1440, 4320))
WORD_LAGS = tuple(timedelta(minutes=m) for m in (-30, 1, 1, 60, 1440, 5760))
LENGTHS = (None, None, 0, 10, 30, 90, 240, 480, 720, 1440, 1800)


def examples(number: int) -> settings:
    """Return settings for so many examples, and twenty times as many in `make soak`."""
    return settings(max_examples=number * 20 if SOAK else number)


@dataclass(frozen=True)
class Log:
    """Entries in the order of their arrival, and when each arrived."""

    begins: datetime
    entries: tuple[Entry, ...]
    arrived: Mapping[EntryId, datetime]

    @property
    def ends(self) -> datetime:
        """An instant after everything."""
        return max([self.begins, *self.arrived.values()]) + STEP


def _codes(holder: Holder) -> list[str]:
    return [code for code, need in needs().items() if need.of == holder.kind]


children = st.sampled_from([IRIS, LEO])
sides = st.sampled_from(["left", "right", None])
amounts = st.sampled_from([None, 0.0, 4.5, 60.0, 120.5])
texts = st.sampled_from(["", "a", "Brei", "пюре", "x" * 60])
born = st.dates(date(2024, 1, 1), date(2026, 3, 1))
SHOWABLE = [code for code, need in needs().items() if need.of == "adult"]
_SOME = st.sampled_from([EntryId(UUID(int=(n << 32) | n)) for n in (1, 2, 3)])  # what a night or a favour is called


def _told(author: PersonId, holder: Holder) -> Mapping[str, st.SearchStrategy[Event]]:
    """Return a strategy for each kind that this author may tell, about this holder where the kind has one."""
    code = st.sampled_from(_codes(holder))
    act = st.sampled_from(sorted(acts()))
    about = st.just(holder)
    other = SAM if author == ADA else ADA
    return {
        "people.child": st.builds(ChildAdded, child=children, name=texts, born=born, born_day_known=st.booleans()),
        "people.adult": st.builds(AdultAdded, adult=st.just(author), name=texts, role=st.just(ROLES[author])),
        "people.pair": st.just(PairAgreed(pair=pair_of(author, other), other=other)),
        "care.fed": st.builds(
            Fed,
            child=children,
            how=st.sampled_from(["breast", "bottle", "solid"]),
            side=sides,
            milk=st.sampled_from([None, "breast", "formula"]),
            millilitres=amounts,
            left_minutes=amounts,
            right_minutes=amounts,
            food=texts,
        ),
        "care.side": st.builds(SideSwitched, child=children, side=st.sampled_from(["left", "right"])),
        "care.slept": st.just(Slept(holder=holder)),
        "care.changed": st.builds(Changed, child=children, wet=st.booleans(), dirty=st.booleans()),
        "care.held": st.builds(Held, child=children),
        "need.cue": st.builds(
            CueNoticed, holder=about, need=code, strength=st.sampled_from(["early", "clear", "urgent"])
        ),
        "need.met": st.builds(
            Responded,
            holder=about,
            needs=st.lists(code, min_size=1, max_size=3, unique=True).map(tuple),
            full=st.booleans(),
            act=st.one_of(st.just(""), act),
            asked=st.booleans(),
        ),
        "need.second": st.builds(PutSecond, holder=about, need=code, first=children),
        "need.later": st.builds(
            Deferred,
            holder=about,
            need=code,
            until=st.sampled_from(["feed_ends", "asleep", "hour"]),
            hour=st.sampled_from([None, SPRING + timedelta(days=20)]),
        ),
        "need.asked": st.builds(
            QuestionAnswered, holder=about, need=code, answer=st.sampled_from(["not_yet", "forget"])
        ),
        "need.stated": st.builds(
            NeedStated,
            holder=about,
            need=code,
            cadence_minutes=st.sampled_from([None, 60.0, 300.0]),
            floor_minutes=st.sampled_from([None, 120.0, 600.0]),
            early=st.sampled_from(["", "hm"]),
        ),
        "need.named": st.builds(
            NeedNamed, need=st.sampled_from(sorted(own_needs())), name=st.sampled_from(["", "piano", "Хор"])
        ),
        "act.taken": st.builds(ActTaken, act=act),
        "act.passed": st.builds(ActPassed, act=act),
        "act.none": st.builds(ActsDeclined, acts=st.lists(act, max_size=3, unique=True).map(tuple)),
        "note.written": st.builds(NoteWritten, text=texts),
        "child.meant": st.builds(
            SignMeant,
            child=children,
            sign=st.sampled_from(["rubs ears", "Rubs  ears", "arches"]),
            need=st.sampled_from(["child.feed", "child.sleep"]),
            helped=texts,
        ),
        "child.wondered": st.builds(
            Wondered, child=children, question=st.sampled_from(["wonder.new.1", "wonder.new.2"]), text=texts
        ),
        "child.paused": st.builds(ChildPaused, child=children, paused=st.booleans()),
        "checkin.said": st.builds(CheckedIn, energy=st.integers(0, 10), mood=st.sampled_from([None, 0, 5, 10])),
        **_told_of_two(author, other, code),
        **_told_in_lists(author, other, code),
    }


def _told_of_two(
    author: PersonId, other: PersonId, code: st.SearchStrategy[str]
) -> Mapping[str, st.SearchStrategy[Event]]:
    """Return a strategy for each kind by which two adults rely on each other."""
    pair, to, nights = st.just(pair_of(author, other)), st.just(other), st.dates(date(2026, 3, 25), date(2026, 3, 28))
    hours = st.integers(0, DAYS * 24).map(lambda hour: SPRING + timedelta(hours=hour))
    ask = {"to": to, "what": texts, "minutes": st.sampled_from([5, 20, 60]), "when": hours, "need": code}
    return {
        "night.proposed": st.builds(
            NightProposed,
            night=nights,
            first=st.just(author),
            second=st.sampled_from([author, other]),
            begin=hours,
            turn=hours,
            end=hours,
            feeds=st.sampled_from(["one", "bottle", "either"]),
            feeder=st.sampled_from([None, author]),
        ),
        "night.agreed": st.builds(NightAgreed, proposal=_SOME),
        "joint.set": st.builds(JointStepsSet, other=st.just(other), on=st.booleans()),
        "night.left": st.builds(NightLeft, night=nights),
        "duty.taken": st.builds(DutyTaken, child=children),
        "card.written": st.builds(
            CardWritten, child=children, helps=texts, places=texts, ring_first=texts, own_way=st.booleans()
        ),
        "card.line": st.builds(LineLeft, child=children, text=texts),
        "favour.asked": st.builds(FavourAsked, pair=pair, until=hours, child=st.sampled_from([None, IRIS]), **ask),
        "favour.answered": st.builds(
            FavourAnswered,
            pair=pair,
            favour=_SOME,
            answer=st.sampled_from(["yes", "another_time"]),
            when=st.one_of(st.none(), hours),
        ),
        "favour.done": st.builds(FavourDone, pair=pair, favour=_SOME),
        "favour.declined": st.builds(FavourDeclined, favour=_SOME),
        "favour.drafted": st.builds(FavourDrafted, child=st.sampled_from([None, LEO]), **ask),
        "favour.rested": st.builds(AsksRested, until=hours),
        "line.put_away": st.builds(PutAway, line=_SOME),
        "thanks.sent": st.builds(Thanked, pair=pair, to=to, text=texts),
        "eyes.by_need": st.builds(
            EyesByNeed,
            pair=pair,
            to=to,
            needs=st.lists(st.sampled_from(SHOWABLE), max_size=4, unique=True).map(tuple),
            asks=st.booleans(),
            earlier=st.booleans(),
        ),
        "people.own": st.builds(FriendKept, friend=st.just(MEL), name=texts, number=st.sampled_from(["", "0170 1"])),
    }


def _told_in_lists(
    author: PersonId, other: PersonId, code: st.SearchStrategy[str]
) -> Mapping[str, st.SearchStrategy[Event]]:
    """Return a strategy for each kind by which a family says what it wants, and what it does not."""
    of_an_adult = st.lists(st.sampled_from(SHOWABLE), max_size=2, unique=True).map(tuple)
    some_needs = st.lists(code, max_size=2, unique=True).map(tuple)
    some_acts = st.lists(st.sampled_from(sorted(acts())), max_size=2, unique=True).map(tuple)
    traits = st.lists(st.sampled_from(["touch", "talk", "visitors", "work"]), max_size=2, unique=True).map(tuple)
    named = {"text": texts, "needs": some_needs, "acts": some_acts, "traits": traits}
    walls = st.one_of(st.none(), st.times().map(lambda hour: hour.replace(microsecond=0)))
    again = st.one_of(st.none(), st.dates(date(2026, 4, 1), date(2026, 5, 1)))
    pair = st.just(pair_of(author, other))
    return {
        "list.wish": st.builds(WishSaid, text=texts, need=st.one_of(st.none(), code)),
        "list.value": st.builds(ValueHeld, text=texts, rank=st.integers(1, 5), needs=some_needs),
        "list.limit": st.builds(
            LimitSet, most_minutes=st.sampled_from([None, 10.0]), begins=walls, ends=walls, **named
        ),
        "list.boundary": st.builds(
            BoundarySet,
            about=st.sampled_from(["child", "partner", "kin", "work"]),
            i_do=texts,
            look_again=again,
            **named,
        ),
        "agree.proposed": st.builds(AgreementProposed, pair=pair, to=st.just(other), text=texts, look_again=again),
        "agree.accepted": st.builds(AgreementAccepted, pair=pair, agreement=_SOME),
        "agree.left": st.builds(AgreementLeft, agreement=_SOME),
        "rhythm.anchor": st.builds(AnchorSet, name=texts, hour=walls.filter(bool)),
        "act.added": st.builds(
            ActAdded,
            name=texts,
            minutes=st.sampled_from([2.0, 10.0]),
            needs=some_needs,
            for_other=of_an_adult,
            full=st.booleans(),
            traits=traits,
            others=st.booleans(),
            child_is=st.sampled_from(["any", "asleep", "awake"]),
        ),
        "act.hidden": st.builds(ActHidden, act=st.sampled_from(sorted(acts()))),
    }


_AUTHORS = (*[ADA] * 5, SAM, SAM, SAM, NAN)  # Ada tells most, so that something of hers is amended often
_OWN = tuple(kind for kind in PLAIN if KINDS[kind].BORN == "me")  # what others must never learn of, often enough
TURN = 37
_LASTS = ["care.fed", "care.slept", "care.held", "act.taken"]  # a span, which something else may lie within
_OFTEN = (*PLAIN, *_OWN, *_LASTS * 4, *["care.fed", "care.slept", "need.cue", "need.met"] * 3)
_HOLDERS = {who: [child(IRIS), child(LEO), adult(who), adult(who), *([US] if who != NAN else [])] for who in ROLES}
_TOLD = {(who, holder): _told(who, holder) for who in ROLES for holder in set(_HOLDERS[who])}


@st.composite
def entries(draw: st.DrawFn, *, begins: datetime = SPRING, number: int = 1) -> Entry:
    """Return one plain entry, noted at its last instant or later."""
    by = draw(st.sampled_from(_AUTHORS))
    holder = draw(st.sampled_from(_HOLDERS[by]))
    # Turned by its place in the log, so that examples which repeat a draw do not repeat a kind.
    kind = _OFTEN[(draw(st.integers(0, len(_OFTEN) - 1)) + TURN * number) % len(_OFTEN)]
    event = draw(_TOLD[by, holder][kind])
    at = begins + draw(st.integers(0, DAYS * 144)) * STEP
    length = draw(st.sampled_from(LENGTHS)) if event.SPAN else None
    until = None if length is None else at + timedelta(minutes=length)
    noted = (until or at) + draw(st.sampled_from(LAGS))
    zone = draw(st.sampled_from((*ZONES[:1] * 4, *ZONES)))
    id = _id(draw, number)
    return Entry(id=id, at=at, until=until, noted=noted, by=by, eyes=born_eyes(event), zone=zone, event=event)


def _id(draw: st.DrawFn, number: int) -> EntryId:
    """Return an id whose order says nothing of when it was made."""
    return EntryId(UUID(int=(draw(st.integers(1, 60_000)) << 32) | number))


@st.composite
def logs(draw: st.DrawFn, *, most: int = 24, words: int = 16) -> Log:
    """Return a Log: plain entries, and words about them and about each other."""
    begins = draw(st.sampled_from([SPRING, AUTUMN]))
    told = [draw(entries(begins=begins, number=n)) for n in range(1, draw(st.integers(4, most)) + 1)]
    plain = len(told)
    for n in range(draw(st.integers(2, words))):
        said = _word(draw, told, number=1_000 + n)
        if said is not None:
            told.append(said)
    arrived: dict[EntryId, datetime] = {}
    for entry in told:
        known = [arrived[entry.event.target]] if isinstance(entry.event, META) else []
        delay = draw(st.sampled_from((0, 0, 0, 0, 1, 3)))
        arrived[entry.id] = max([entry.noted + timedelta(days=delay), *known])
    order = sorted(range(len(told)), key=lambda n: (arrived[told[n].id], n >= plain, n))
    return Log(begins=begins, entries=tuple(told[n] for n in order), arrived=arrived)


def _word(draw: st.DrawFn, told: list[Entry], *, number: int) -> Entry | None:
    """Return a word about one of the entries by somebody who may say it; None when nobody fits."""
    fits, say = draw(st.sampled_from(_SAYINGS))
    targets = [entry for entry in told if fits(entry, told)]
    if not targets:
        return None
    target = draw(st.sampled_from(targets[:3] * 3 + targets))  # most words are about the same few entries
    able = [who for who, role in ROLES.items() if _may_try(who, role, target) and _sees(who, target)]
    if not able:
        return None
    by = target.by if target.by in able and draw(st.booleans()) else draw(st.sampled_from(able))
    noted = target.noted + draw(st.sampled_from(WORD_LAGS))
    event = say(draw, target)
    if isinstance(event, Amended):
        event = Amended(target=event.target, of=event.of, changes=_till(event.changes, noted))
    eyes = event.eyes if isinstance(event, EyesChanged) else target.eyes
    id = _id(draw, number)
    return Entry(id=id, at=noted, noted=noted, by=by, eyes=eyes, zone=target.zone, event=event)


def _may_try(who: PersonId, role: str, entry: Entry) -> bool:
    """Return whether this person may change an entry, or would try to: who an adult is they alone may say, and of the
    others what they try is refused."""
    return may_change(who, role, entry) or entry.by == who or (role == "adult" and entry.eyes == CARE)


def _till(changes: Mapping[str, object], noted: datetime) -> Mapping[str, object]:
    """Return the changes with no instant later than when they were noted."""
    envelope = {n: min(v, noted) for n, v in changes.items() if n in ("at", "until") and isinstance(v, datetime)}
    return MappingProxyType({**changes, **envelope})


def _sees(who: PersonId, entry: Entry) -> bool:
    """Return whether this person has the entry before their eyes."""
    if entry.eyes == ME:
        return entry.by == who
    ours = {pair_eyes(pair_of(ADA, SAM))} if who in (ADA, SAM) else set()
    return entry.eyes in ({CARE} if who == NAN else {CARE, ADULTS} | ours)


def _is_plain(entry: Entry, told: list[Entry]) -> bool:
    return not isinstance(entry.event, META)


def _is_undoable(entry: Entry, told: list[Entry]) -> bool:
    return not isinstance(entry.event, META) or isinstance(entry.event, Amended)


def _is_gone(entry: Entry, told: list[Entry]) -> bool:
    return any(isinstance(word.event, Retracted) and word.event.target == entry.id for word in told)


def _is_private(entry: Entry, told: list[Entry]) -> bool:
    return entry.eyes == ME and not isinstance(entry.event, META)


def _amended(draw: st.DrawFn, target: Entry) -> Event:
    """Return an amendment of one to three fields, those of the envelope among them."""
    event = target.event
    by = target.by if target.by in ROLES else ADA
    holder = getattr(event, "holder", None) or child(IRIS)
    other = draw(_TOLD[by, holder][event.KIND])
    fixed = {"holder", "adult", "pair", "other", "to", "friend"} | (
        {"child"} if isinstance(event, ChildAdded) else set()
    )
    inside: dict[str, object] = {f.name: getattr(other, f.name) for f in fields(event) if f.name not in fixed}
    if isinstance(event, Slept) and event.holder.kind == "child":
        inside["holder"] = child(draw(children))
    moved = draw(st.integers(-300, 200)) * STEP
    envelope: dict[str, object] = {"at": target.at + moved, "zone": draw(st.sampled_from(ZONES))}
    if event.SPAN:
        envelope["until"] = draw(st.sampled_from([None, target.at + STEP, target.at + moved + 3 * STEP, LATER, LATER]))
    most = max(3, len(inside) // 2)  # of an act with many fields several are put right at once
    able = sorted(envelope) * 2 + sorted(inside)
    names = draw(st.lists(st.sampled_from(able), min_size=1, max_size=most, unique=True))
    changes: Mapping[str, Any] = {**inside, **envelope}
    return Amended(target=target.id, of=event.KIND, changes=MappingProxyType({name: changes[name] for name in names}))


def _is_open(entry: Entry, told: list[Entry]) -> bool:
    return entry.event.SPAN and entry.until is None


def _ended(draw: st.DrawFn, target: Entry) -> Event:
    """Return the end of a span that was open, as told when it ended: what is amended most."""
    return Amended(target=target.id, of=target.event.KIND, changes=MappingProxyType({"until": LATER}))


def _retracted(draw: st.DrawFn, target: Entry) -> Event:
    """Return a retraction of a plain entry, or of an amendment (which is then undone)."""
    return Retracted(target=target.id)


def _restored(draw: st.DrawFn, target: Entry) -> Event:
    """Return a restoring of something that was retracted."""
    return Restored(target=target.id)


def _opened(draw: st.DrawFn, target: Entry) -> Event:
    """Return an opening of a private entry to wider eyes, or its taking back."""
    if draw(st.integers(0, 2)) == 0:
        return EyesChanged(target=target.id, eyes=ME)
    pair = [pair_eyes(pair_of(ADA, SAM))] if target.by in (ADA, SAM) else []
    return EyesChanged(target=target.id, eyes=draw(st.sampled_from([ADULTS, CARE, *pair])), shown=copy_of(target))


def copy_of(entry: Entry) -> Shown:
    """Return the copy of a private entry that other eyes can read."""
    kind = entry.event.KIND
    return Shown(at=entry.at, until=entry.until, noted=entry.noted, zone=entry.zone, of=kind, event=entry.event)


type _Fits = Callable[[Entry, list[Entry]], bool]
type _Say = Callable[[st.DrawFn, Entry], Event]
_SAYINGS: tuple[tuple[_Fits, _Say], ...] = (
    *[(_is_plain, _amended)] * 5,
    *[(_is_open, _ended)] * 2,
    *[(_is_undoable, _retracted)] * 2,
    *[(_is_gone, _restored)] * 2,
    *[(_is_private, _opened)] * 2,
)
