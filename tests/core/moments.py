"""Generated moments of a family, and what may be offered in them, worked out from the rules as they are written.

It is a second reading of docs/model.md, 2, and shares no code with core.suggest, so that the two can differ.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from functools import cached_property

from hypothesis import strategies as st

from kinwell.core import suggest
from kinwell.core.catalogue import Act, Meets, acts, needs, smallest
from kinwell.core.clock import Window, zone
from kinwell.core.ids import ADULTS, Holder, PersonId, adult
from kinwell.core.log.events import ActHidden, BoundarySet, LimitSet
from kinwell.core.needs import pressure
from kinwell.core.needs.pressure import Reading
from kinwell.core.state import State
from kinwell.core.suggest import Met, Suggestion
from tests.builders import ADA, IDS, US, ZONE, Days, a_family, holder, instant, people

FLOORS_AGO = (0.02, 0.3, 0.7, 1.2, 1.5, 1.9, 2.4, 2.4)  # when something was told of a need, in floors of waking time
WOKE = {"09:30": 180, "13:05": 395, "16:40": 610, "22:15": 945, "03:20": 960}  # minutes awake before each hour
NIGHT_SO_FAR, NIGHT, AWAKE = {"03:20": 290}, 480, 960  # minutes of a usual night and of a day awake
OWN_NEEDS = ("eat", "drink", "toilet", "wash", "sit", "sleep", "quiet", "held", "heard", "relief", "head_clear", "self")
CHILD_NEEDS = ("child.feed", "child.hold", "child.change", "child.voice", "child.comfort", "child.sleep")
PAIR_NEEDS = ("pair.seek", "pair.talk", "pair.rest", "pair.affection", "pair.decide")
MEETING = {code: [act for act in acts().values() if code in {one.need for one in act.meets}] for code in needs()}
WEARY = {"touched_out": "quiet", "needed_out": "relief"}
HANDS: tuple[tuple[float | None, Window | None], ...] = (
    (None, None),
    (2, None),
    (10, None),
    (30, None),
    (None, Window(p10=4, p50=12, p90=40)),
)


@dataclass(frozen=True)
class Bound:
    """What somebody said is not OK, or enough: by need, trait or act; while it holds, over so many minutes."""

    by: str
    needs: frozenset[str]
    traits: frozenset[str]
    acts: frozenset[str]
    over_minutes: float = 0
    of_everything: bool = False


@dataclass(frozen=True)
class Moment:
    """What was told, and what Ada asks: when, who is there, how long hands are free."""

    day: Days
    at: str
    present: frozenset[str]
    minutes: float | None
    window: Window | None
    children: frozenset[str]
    asleep: frozenset[str]
    in_arms: frozenset[str]
    feeding: bool
    resting: frozenset[str]
    agreed: bool
    bounds: tuple[Bound, ...] = ()
    hidden: frozenset[str] = frozenset()
    first_forbidden: bool = False

    @property
    def paired(self) -> bool:
        """Whether the two of an "us" are both there."""
        return self.agreed and "sam" in self.present

    @cached_property
    def state(self) -> State:
        return self.day.state("ada", self.at)

    def now(self) -> Suggestion:
        return self.now_of(self.state)

    def now_of(self, state: State) -> Suggestion:
        there = people(*self.present)
        return suggest.now(state, ADA, instant(self.at), hands_minutes=self.minutes, window=self.window, present=there)

    @cached_property
    def known(self) -> dict[Met, Reading]:
        """Return what is known of everyone in view, who is there or not."""
        holders = [holder(name) for name in ("ada", "sam", "nan", *self.children)]
        holders += [US] if self.agreed else []
        found = [one for who in holders for one in pressure.read_all(self.state.needs, who, instant(self.at), ZONE)]
        return {Met(holder=one.holder, need=one.need): one for one in found}


# How moments are made.


@st.composite
def moments(draw: st.DrawFn) -> Moment:
    at = draw(st.sampled_from(("09:30", "13:05", "16:40", "22:15", "03:20")))
    day = a_family()
    children = {"iris"}
    if draw(st.booleans()):
        day, children = day.with_leo(), {"iris", "leo"}
    if agreed := draw(st.booleans()):
        day = _of_the_pair(draw, day.agreed(), at)
    day = _of_an_adult(draw, day, "ada", at, least=3, most=7)
    day = _of_an_adult(draw, day, "sam", at, least=0, most=2)
    asleep, arms, feeding = set(), set(), False
    for who in sorted(children):
        day, does = _of_a_child(draw, day, who, at)
        asleep |= {who} if does == "asleep" else set()
        arms |= {who} if does in ("fed", "held") else set()
        feeding |= does == "fed"
    resting = draw(st.sets(st.sampled_from(sorted(acts())), max_size=4))
    if resting:
        day = day.declined(ago(at, 1), *sorted(resting))
    day, bounds = _bounds(draw, day, at)
    day, hidden = _own_acts(draw, day, at)
    minutes, window = draw(st.sampled_from(HANDS))
    present = draw(st.frozensets(st.sampled_from(("sam", "nan"))))
    return Moment(
        day=day,
        at=at,
        present=present,
        minutes=minutes,
        window=window,
        children=frozenset(children),
        asleep=frozenset(asleep),
        in_arms=frozenset(arms),
        feeding=feeding,
        resting=frozenset(resting),
        agreed=agreed,
        bounds=bounds,
        hidden=hidden,
        first_forbidden=any(bound.acts or bound.needs for bound in bounds),
    )


def ago(at: str, minutes: float) -> datetime:
    return instant(at) - timedelta(minutes=minutes)


def _awake_ago(at: str, minutes: float) -> datetime:
    """Return the instant since which somebody with usual nights was awake for so long."""
    nights = 0 if minutes <= WOKE[at] else 1 + (minutes - WOKE[at]) // AWAKE
    return ago(at, minutes + nights * NIGHT + NIGHT_SO_FAR.get(at, 0))


def _of_an_adult(draw: st.DrawFn, day: Days, who: str, at: str, *, least: int, most: int) -> Days:
    for need in draw(st.lists(st.sampled_from(OWN_NEEDS), unique=True, min_size=least, max_size=most)):
        floor = needs()[need].floor_minutes or 0
        when = _awake_ago(at, draw(st.sampled_from(FLOORS_AGO)) * floor)
        if draw(st.integers(0, 2)) == 0:
            day = day.met(when, need, of=who)
        else:
            day = day.noticed(when, need, draw(st.sampled_from(("early", "clear"))), of=who)
        day = _a_later_word(draw, day, who, need, at)
    weary = draw(st.sampled_from((None, None, "touched_out", "needed_out")))
    if weary is not None and (who == "ada" or draw(st.booleans())):
        day = day.noticed(ago(at, 1), WEARY[weary], cue=weary, of=who)
    return day


def _a_later_word(draw: st.DrawFn, day: Days, who: str, need: str, at: str) -> Days:
    match draw(st.integers(0, 7)):
        case 0:
            return day.put_second(ago(at, 2), need, of=who)
        case 1:
            until = draw(st.sampled_from(("feed_ends", "asleep", "hour")))
            hour = ago(at, draw(st.sampled_from((-30, 1)))) if until == "hour" else None
            return day.later(ago(at, 2), need, until, hour, of=who)
        case 2 if need in ("eat", "drink", "toilet"):
            return day.noticed(ago(at, 3), need, "urgent", of=who)
        case 3:
            return day.noticed(ago(at, 3), need, draw(st.sampled_from(("early", "clear"))), of=who)
    return day


def _of_the_pair(draw: st.DrawFn, day: Days, at: str) -> Days:
    for need in draw(st.lists(st.sampled_from(PAIR_NEEDS), unique=True, max_size=3)):
        strength = draw(st.sampled_from(("early", "clear", "urgent")))
        day = day.noticed(ago(at, draw(st.sampled_from((5, 300, 1600)))), need, strength, of="us")
    return day


def _of_a_child(draw: st.DrawFn, day: Days, who: str, at: str) -> tuple[Days, str]:
    does = draw(st.sampled_from(("asleep", "fed", "held", "awake", "awake")))
    match does:
        case "asleep":
            day = day.asleep(ago(at, 40), who=who)
        case "fed":
            day = day.fed(ago(at, 20), who=who)
        case "held":
            day = day.held(ago(at, 20), who=who)
    for need in draw(st.lists(st.sampled_from(CHILD_NEEDS), unique=True, max_size=2)):
        day = day.noticed(ago(at, 3), need, draw(st.sampled_from(("early", "clear", "urgent"))), of=who)
    return day, does


def _bounds(draw: st.DrawFn, day: Days, at: str) -> tuple[Days, tuple[Bound, ...]]:
    """Return the day with limits and boundaries; in two of three draws with one that forbids what would stand first."""
    found: list[Bound] = []
    if draw(st.integers(0, 2)):
        first = top(day, at)
        if first is not None:
            what = draw(st.sampled_from(("act", "need")))
            needs_ = frozenset({first.meets[0].need} if what == "need" else ())
            found.append(_forbid(needs=needs_, acts=frozenset({first.code} if what == "act" else ())))
    if draw(st.booleans()):
        found.append(_forbid(traits=frozenset({draw(st.sampled_from(("touch", "talk", "visitors", "work")))})))
    if draw(st.integers(0, 3)) == 0:
        found.append(_forbid(by="sam", traits=frozenset({draw(st.sampled_from(("touch", "talk")))})))
    for bound in found:
        told = BoundarySet(
            text="not that",
            about="partner",
            needs=tuple(bound.needs),
            acts=tuple(bound.acts),
            traits=tuple(bound.traits),  # type: ignore[arg-type]
        )
        day = day.says(ago(at, 4_000), told, by=bound.by, eyes=ADULTS if bound.by == "sam" else "")
    if draw(st.integers(0, 3)) == 0:
        most = draw(st.sampled_from((3.0, 12.0)))
        hours = draw(st.sampled_from((None, (time(9), time(14)), (time(20), time(8)))))
        begins, ends = hours or (None, None)
        day = day.says(ago(at, 4_000), LimitSet(text="enough", most_minutes=most, begins=begins, ends=ends))
        if hours is None or _between(at, *hours):
            found.append(replace(_forbid(), over_minutes=most, of_everything=True))
    return day, tuple(found)


def _forbid(
    by: str = "ada",
    needs: frozenset[str] = frozenset(),
    traits: frozenset[str] = frozenset(),
    acts: frozenset[str] = frozenset(),
) -> Bound:
    return Bound(by=by, needs=needs, traits=traits, acts=acts)


def _between(at: str, begins: time, ends: time) -> bool:
    hour = instant(at).astimezone(zone(ZONE)).time()
    return begins <= hour < ends if begins < ends else hour >= begins or hour < ends


def top(day: Days, at: str) -> Act | None:
    """Return the act that stands first where nothing is forbidden and nobody else is there."""
    first = suggest.now(day.state("ada", at), ADA, instant(at), hands_minutes=10).acts[:1]
    return acts()[first[0].act] if first else None


def _own_acts(draw: st.DrawFn, day: Days, at: str) -> tuple[Days, frozenset[str]]:
    """Return the day with acts that the family hid."""
    hidden = draw(st.sets(st.sampled_from(sorted(acts())), max_size=3))
    for code in sorted(hidden):
        day = day.says(ago(at, 4_000), ActHidden(act=code), by="sam")
    return day, frozenset(hidden)


# The rules once more.


def is_night(moment: Moment) -> bool:
    return not 6 <= instant(moment.at).astimezone(zone(ZONE)).hour < 21


def is_due(moment: Moment, reading: Reading) -> bool:
    match reading.later:
        case "hour":
            return reading.later_hour is None or reading.later_hour <= instant(moment.at)
        case "feed_ends":
            return not moment.feeding
        case "asleep":
            return bool(moment.asleep)
    return True


def is_weary(moment: Moment, who: PersonId, known: dict[Met, Reading]) -> bool:
    return any(one.holder == adult(who) and one.cue is not None and one.cue_name in WEARY for one in known.values())


def is_tired(who: PersonId, known: dict[Met, Reading]) -> bool:
    sleep = known[Met(holder=adult(who), need="sleep")]
    return sleep.at_floor or sleep.cue in ("clear", "urgent")


def speaks(moment: Moment, one: Reading) -> bool:
    """Return whether a child's cue can be answered without waking the child."""
    sleeping = {IDS[name] for name in moment.asleep}
    return one.cue is not None and not (one.holder.id in sleeping and smallest(one.need).child == "awake")


def cued(moment: Moment, act: Act, known: dict[Met, Reading]) -> set[PersonId]:
    wanted = {one.need for one in act.meets if one.holder == "child"}
    said = [one for one in known.values() if one.holder.kind == "child" and one.need in wanted and speaks(moment, one)]
    return {PersonId(one.holder.id) for one in said}


def whose(moment: Moment, act: Act, meets: Meets, by: PersonId, known: dict[Met, Reading]) -> set[Holder]:
    others = {IDS[name] for name in moment.present} if by == ADA else {ADA}
    match meets.holder:
        case "self":
            return {adult(by)}
        case "other":
            return {adult(who) for who in others}
        case "pair" if act.apart:
            return {US} if moment.agreed and not moment.paired and by == ADA else set()
        case "pair":
            return {US} if moment.paired and by in (ADA, IDS["sam"]) else set()
    answered = cued(moment, act, known) or {IDS[name] for name in moment.children}
    if act.child == "awake":
        answered -= {IDS[name] for name in moment.asleep}
    return {Holder(kind="child", id=who) for who in answered}


def lawful(moment: Moment, act: Act, by: PersonId, known: dict[Met, Reading]) -> bool:
    """Return whether no hard rule forbids it."""
    others = {IDS[name] for name in moment.present} if by == ADA else {ADA}
    company = {by} | (others if act.others else set())
    reached = moment.agreed and not moment.paired if act.apart else moment.paired
    pairs = {one.need for one in act.meets if one.holder == "pair"}
    for_two = act.consent or bool(pairs - {"pair.rest"})
    weary = {who for who in company if is_weary(moment, who, known)}
    children = {IDS[name] for name in moment.children}
    asleep = {IDS[name] for name in moment.asleep}
    arms = {IDS[name] for name in moment.in_arms}
    answered = cued(moment, act, known)
    takers = {ADA} & weary or weary
    gains = {one.holder for one in act.meets} & {"self" if who == by else "other" for who in takers}
    return all(
        (
            act.code not in moment.resting,
            others or not act.others,
            (reached and by == ADA) or not (for_two or act.apart),
            act.code not in moment.hidden,
            not any(forbids(moment, bound, act, company, answered) for bound in moment.bounds),
            not weary or (not for_two and (not pairs or bool(gains))),
            asleep == children or act.child != "asleep",
            bool((answered or children) - asleep) or act.child != "awake",
            act.hands < 2 or arms <= answered,
            not act.drowsy_unsafe
            or (by == ADA and not is_night(moment) and not any(is_tired(who, known) for who in company)),
        )
    )


def forbids(moment: Moment, bound: Bound, act: Act, company: set[PersonId], answered: set[PersonId]) -> bool:
    """Return whether this limit or boundary speaks of this act: Ada's own of any, Sam's of those that Sam is in."""
    concerns = bound.by == "ada" or IDS[bound.by] in company or act.apart
    named = act.code in bound.acts or bool(bound.traits & {*act.traits} or bound.needs & {m.need for m in act.meets})
    return concerns and (named or (bound.of_everything and not answered)) and act.minutes > bound.over_minutes


def fits(moment: Moment, act: Act) -> bool:
    if moment.minutes is not None:
        return act.minutes <= moment.minutes
    if moment.window is not None:
        return act.minutes <= moment.window.p50
    return act.minutes <= 2 or act.interruptible


def answers(moment: Moment, one: Reading, known: dict[Met, Reading]) -> Iterator[tuple[Act, PersonId]]:
    """Yield who may answer this need now by which act: the viewer; of themselves or for her, another who is there."""
    doers = [ADA, *(IDS[name] for name in moment.present)]
    for act in MEETING[one.need]:
        for by in doers:
            if by != ADA and one.holder not in (adult(ADA), adult(by)):
                continue
            met = any(one.need == m.need and one.holder in whose(moment, act, m, by, known) for m in act.meets)
            if met and lawful(moment, act, by, known):
                yield act, by


def floors(moment: Moment, known: dict[Met, Reading]) -> set[Met]:
    return {met for met, one in known.items() if one.holder.kind == "adult" and one.at_floor}


def met_by(suggestion: Suggestion) -> set[Met]:
    return {met for offer in suggestion.acts for met in offer.meets}


def leading(moment: Moment, known: dict[Met, Reading]) -> list[Reading]:
    """Return the children's clear and urgent cues that Ada may answer."""
    return [
        one
        for one in known.values()
        if one.holder.kind == "child" and one.cue in ("clear", "urgent") and speaks(moment, one)
        if any(by == ADA for _, by in answers(moment, one, known))
    ]


def is_wanted(moment: Moment, one: Reading) -> bool:
    """Return whether an act may be offered for the sake of this need."""
    if one.holder.kind == "child":
        return speaks(moment, one)
    if one.deficit is None or not is_due(moment, one):
        return False
    said = one.cue is not None or one.at_floor or one.second is not None or one.later is not None
    return said or one.deficit >= 0.35
