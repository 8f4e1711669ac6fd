"""What screens and the command line say of an answer: the sentence of Now, a child's line, a line of History."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from kinwell.ask import Change, ChildLine, Day, Edit, Line, Now
from kinwell.core.catalogue import clock_default
from kinwell.core.clock import minutes_between, within_hours, zone
from kinwell.core.handover import Fact
from kinwell.core.ids import PersonId, adult
from kinwell.core.log.entry import Entry
from kinwell.core.log.events import (
    ActAdded,
    ActHidden,
    ActPassed,
    ActTaken,
    AdultAdded,
    AnchorSet,
    BoundarySet,
    Changed,
    CheckedIn,
    ChildAdded,
    CueNoticed,
    Fed,
    LimitSet,
    NeedNamed,
    NoteWritten,
    PutSecond,
    Responded,
    SignMeant,
    ValueHeld,
    WishSaid,
    Wondered,
)
from kinwell.core.needs.own_acts import OWN
from kinwell.core.needs.pressure import Reading
from kinwell.core.people import People
from kinwell.core.reasons import Reason
from kinwell.core.suggest import Offer
from kinwell.words.clocks import clock_time, day_and_date, plain_time
from kinwell.words.clocks import day as day_name
from kinwell.words.fullness import levels
from kinwell.words.needs import NOBODYS, Called, say_act, say_need
from kinwell.words.reasons import say_reason
from kinwell.words.say import ENGLISH, listed, say

LINE_FACTS = ("feeding", "asleep", "holding", "awake", "fed", "changed")  # what a child's line has room for
MOST_FACTS = 3
HALF_A_DAY = 12 * 60  # minutes; past that an hour on the clock could be either of two


def fact(told: Fact, zone: str, language: str = ENGLISH) -> str:
    """Return one fact about a child: "asleep since 12:50", "fed 12:25, left"."""
    facts: dict[str, object] = {"since": since(told.at, told.minutes_ago, zone, language)}
    match told.kind:
        case "feeding":
            code = f"fact.feeding.{told.side or told.how}"
        case "fed" if told.how == "bottle" and told.millilitres:
            code = "fact.fed.bottle_amount"
            facts["millilitres"] = round(told.millilitres)
        case "fed":
            code = f"fact.fed.{told.side or told.how}"
        case "changed":
            code = f"fact.changed.{nappy(bool(told.wet), bool(told.dirty))}"
        case "holding":
            code = "fact.held"
        case "held":
            code = "fact.held_till"
        case other:
            code = f"fact.{other}"
    return say(code, facts, language)


def since(at: datetime, minutes_ago: int, zone: str, language: str = ENGLISH) -> str:
    """Return when something was, short where it can only be the last such hour: "12:50", "5 pm", "Tuesday, 3:34 pm"."""
    if minutes_ago >= HALF_A_DAY:
        day, time = day_name(wall_date(at, zone), language), clock_time(at, zone, language)
        return say("day.and_time", {"day": day, "time": time}, language)
    return plain_time(at, zone, language)


def child_line(line: ChildLine, zone: str, language: str = ENGLISH) -> str:
    """Return a child's line: what goes on and what was last, at most three facts; or that nothing was told."""
    kinds = [kind for kind in LINE_FACTS if not (kind == "asleep" and line.feeding)]
    told = [fact(one, zone, language) for kind in kinds if (one := line.fact(kind)) is not None]
    return _joined(told[:MOST_FACTS], language) or say("fact.nothing", language=language)


def sentence(now: Now, language: str = ENGLISH) -> str:
    """Return the sentence that Now opens with: what is so, of the children; a welcome when nothing was told."""
    for line in now.children:
        if line.cues:
            facts = {"child": line.child.name, "need": line.cues[0].need, "rung": line.cues[0].cue}
            return say_reason(Reason(code="now.cue_child", facts=facts), language)
    asleep = [line.child.name for line in now.children if line.fact("asleep")]
    awake = [line.child.name for line in now.children if line.fact("awake")]
    feeding = next((line.child.name for line in now.children if line.fact("feeding")), None)
    if feeding is not None:
        return say("now.feeding", {"child": feeding}, language)
    held = next((line.child.name for line in now.children if line.holding), None)
    if held is not None and not asleep:
        return say("now.held", {"child": held}, language)
    if asleep and awake:
        return say("now.one_asleep", {"child": asleep[0], "other_child": awake[0]}, language)
    for names, code in ((asleep, "asleep"), (awake, "awake")):
        if len(names) == 1:
            return say(f"now.{code}", {"child": names[0]}, language)
        if names:
            return say(f"now.{code}_more", {"children": listed(names, language)}, language)
    if now.viewer is not None and now.children and not any(line.facts for line in now.children):
        hello = {"name": now.people.name(now.viewer), "child": now.children[0].child.name}
        return say("now.hello", hello, language)
    told = now.own is not None and bool(now.own.known)
    return say("now.told" if told or any(line.facts for line in now.children) else "now.quiet", language=language)


def window_line(now: Now, language: str = ENGLISH) -> str:
    """Return what a nap is like at the age of a child who sleeps by day, as a range; empty while none does, and
    after the first week."""
    begin, end = clock_default("child_night_begin"), clock_default("child_night_end")
    asleep = next((line for line in now.children if line.asleep), None)
    if asleep is None or not asleep.learning:
        return ""
    if within_hours(asleep.asleep.at, begin=begin, end=end, zone_name=now.zone):  # type: ignore[union-attr]
        return ""
    band = asleep.band
    facts = {
        "child": asleep.child.name,
        "from": round(band.nap_minutes_q10),
        "to": round(band.nap_minutes_q90),
    }
    return say("window.age", facts, language)


def named_line(now: Now, language: str = ENGLISH) -> str:
    """Return the line that names what also waits; empty when nothing does."""
    needs = list(dict.fromkeys(met.need for met in now.suggestion.named))
    if not needs:
        return ""
    if len(needs) == 1:
        return say_reason(Reason(code="named.one", facts={"need": needs[0]}), language, called=now.called)
    return say_reason(Reason(code="named.more", facts={"needs": ",".join(needs)}), language, called=now.called)


def meets_line(offer: Offer, language: str = ENGLISH) -> str:
    """Return all that an act would meet at once: "It may meet food and being heard."; empty where that is one need."""
    needs = list(dict.fromkeys(met.need for met in offer.meets))
    if len(needs) < 2:  # noqa: PLR2004  (one is said by its reason)
        return ""
    return say_reason(Reason(code="reason.meets_many", facts={"needs": ",".join(needs)}), language)


def act_name(code: str, now: Now, language: str = ENGLISH) -> str:
    """Return what an act is called, with the people it names: "Offer Iris a feed"."""
    if code.startswith(OWN):
        return now.own_acts.names.get(code, (say("act.own", language=language), ""))[0]
    return say_act(code, "name", _act_facts(code, now, language), language, called=now.called)


def offer_line(offer: Offer, now: Now, language: str = ENGLISH) -> str:
    """Return what an offer is called; of one that another would do, that one may ask them."""
    name = act_name(offer.act, now, language)
    if offer.by == now.viewer:
        return name
    return say("ask.send_what", {"name": now.people.name(offer.by), "what": name}, language)


def act_here(
    code: str, people: People, viewer: PersonId | None, language: str = ENGLISH, *, called: Called = NOBODYS
) -> str:
    """Return what an act of the catalogue is called in this family, for whoever looks. Where it tells of the other
    adult and there is none, that part stays empty."""
    others = [one.name for one in people.beside(viewer)]
    children = [child.name for child in people.youngest_first()]
    facts = {"child": listed(children, language), "name": others[0] if others else ""}
    return say_act(code, "name", facts, language, called=called)


def act_how(code: str, now: Now, language: str = ENGLISH) -> str:
    """Return how it goes in one sentence, the child's safe place first where it concerns one; empty where none is."""
    if code.startswith(OWN):
        return now.own_acts.names.get(code, ("", ""))[1]
    return say_act(code, "how", _act_facts(code, now, language), language, called=now.called)


def _act_facts(code: str, now: Now, language: str) -> dict[str, object]:
    """Return who an act names: the child it is offered for, else all of them, since each needs a safe place; and the
    other adult."""
    offer = next((offer for offer in now.suggestion.acts if offer.act == code), None)
    met = [met.holder for met in offer.meets] if offer is not None else []
    children = [line.child.name for line in now.children if line.holder in met]
    children = children[:1] or [line.child.name for line in now.children]
    others = [other for other in now.others if adult(other.adult) in met] or now.others
    name = others[0].name if others else ""
    if offer is not None and offer.by != now.viewer and now.viewer is not None:
        name = now.people.name(now.viewer)  # who would be glad of what the other does
    return {"child": listed(children, language) if children else "", "name": name}


def now_lines(now: Now, language: str = ENGLISH) -> list[str]:
    """Return the answer behind Now as lines of text."""
    lines = [sentence(now, language)]
    lines += [f"{line.child.name}: {child_line(line, now.zone, language)}" for line in now.children]
    lines += [say_reason(word, language, zone=now.zone) for other in now.others for word in other.words]
    lines += [f"– {offer_line(offer, now, language)}" for offer in now.suggestion.acts]
    named = named_line(now, language)
    return [*lines, named] if named else lines


def what(entry: Entry, people: People, language: str = ENGLISH, *, called: Called = NOBODYS) -> str:
    """Return what an entry tells, without its time: "Bottle, 120 ml", "Noticed: food"; a need of one's own as it is
    `called`."""
    code, facts = _kind(entry, people, called)
    text = say_reason(Reason(code=code, facts=facts), language, called=called)
    detail = _detail(entry, language)
    return f"{text}, {detail}" if detail else text


def when(entry: Entry, language: str = ENGLISH) -> str:
    """Return when an entry was, where it happened: "1:12 pm", "12:50 pm to 1:35 pm", or since when it goes on."""
    begin = clock_time(entry.at, entry.zone, language)
    if not entry.event.SPAN or entry.until == entry.at:
        return begin
    if entry.until is None:
        return say("history.since", {"since": begin}, language)
    return say("clock.between", {"from": begin, "to": clock_time(entry.until, entry.zone, language)}, language)


def history_lines(day: Day, language: str = ENGLISH) -> list[str]:
    """Return a day of History as lines of text."""
    lines = [day_and_date(day.day.date, language)]
    lines += [
        f"{when(line.entry, language)}  {who(line, day.people)}"
        f"{what(line.entry, day.people, language, called=day.called)}"
        for line in day.lines
        if line.stands
    ]
    return lines if len(lines) > 1 else [*lines, say("history.empty", language=language)]


def who(line: Line, people: People) -> str:
    """Return whose line it is, as a prefix: the child's name; empty for one's own."""
    event = line.entry.event
    child: PersonId | None = getattr(event, "child", None)
    holder = getattr(event, "holder", None)
    if child is None and holder is not None and holder.kind == "child":
        child = PersonId(holder.id)
    return f"{people.name(child)}: " if child is not None else ""


def _kind(entry: Entry, people: People, called: Called) -> tuple[str, Mapping[str, str]]:
    match entry.event:
        case Responded(needs=needs, full=full):
            return ("kind.need.met" if full else "kind.need.met_bit"), {"needs": ",".join(needs)}
        case CueNoticed(cue=cue) if cue:
            return "kind.need.cue", {"need": say(f"cue.{cue}.name")}
        case PutSecond(need=need, first=first):
            return "kind.need.second", {"need": need, "child": people.name(first)}
        case ActTaken(act=act) | ActPassed(act=act) | ActHidden(act=act):
            return f"kind.{entry.event.KIND}", {"act": _plain_act(act, people, called)}
        case CheckedIn() as how_full:
            return "kind.checkin.said", {"what": levels(how_full)}
        case NeedNamed(name=""):
            return "kind.need.unnamed", {}
        case NeedNamed():
            return "kind.need.named", {}
        case ChildAdded(name=name):
            return "kind.people.child", {"child": name}
        case AdultAdded(name=name):
            return "kind.people.adult", {"name": name}
        case event:
            spoken_of: str = getattr(event, "need", "")
            return f"kind.{event.KIND}", {"need": spoken_of} if spoken_of else {}


def _plain_act(code: str, people: People, called: Called) -> str:
    """Return what an act is called in History, where nobody knows any more whom it was offered with."""
    if code.startswith(OWN):
        return say("act.own")
    child = next((child.name for child in people.children.values()), "")
    return say_act(code, "name", {"child": child, "name": "…"}, called=called) or code


def _detail(entry: Entry, language: str) -> str:
    match entry.event:
        case Fed(how=how, side=side, millilitres=millilitres, food=food):
            kind = say(f"quick.{side or how}", language=language).lower()
            amount = f"{round(millilitres)} ml" if millilitres else ""
            return ", ".join(part for part in (kind, amount, food) if part)
        case Changed(wet=wet, dirty=dirty):
            return say(f"quick.{nappy(wet, dirty)}", language=language).lower()
        case NoteWritten(text=text) | Wondered(text=text) | WishSaid(text=text) | ValueHeld(text=text):
            return text
        case LimitSet(text=text) | BoundarySet(text=text) | ActAdded(name=text) | AnchorSet(name=text):
            return text
        case SignMeant(sign=sign, need=need):
            return say("child.sign_is", {"sign": sign, "need": say(f"need.{need}.chip", language=language)}, language)
        case NeedNamed(name=text):
            return text
        case CueNoticed(cue=cue) if cue:
            return ""
        case CueNoticed(holder=holder, need=need, strength=strength) if holder.kind != "pair":
            return say_need(need, strength, language=language)
    return ""


def nappy(wet: bool, dirty: bool) -> str:
    """Return the code of what a nappy held."""
    return "both" if wet and dirty else "wet" if wet else "dirty" if dirty else "dry"


def _joined(told: Iterable[str], language: str) -> str:
    text = ""
    for one in told:
        text = say("fact.join", {"left": text, "next": one}, language) if text else one
    return text


def own_line(now: Now, language: str = ENGLISH) -> str:
    """Return in words how the viewer's own needs stand, at most three of them; or that little was told."""
    if now.own is None or not now.own.known:
        return say("now.well_none", language=language)
    told = [_stands(reading, now.called, language) for reading in now.own.known[:MOST_FACTS]]
    return _joined(told, language)


def writer(person: PersonId | None, people: People) -> str:
    """Return the name of whoever wrote something; empty for what was brought in from elsewhere."""
    return people.name(person) if person is not None else ""


def changed(change: Change, people: People, zone: str, language: str = ENGLISH) -> str:
    """Return who changed what, and when, with what it was before: "Sam, 1:12 pm: when it ended (was 12:40 pm)"."""
    said = ", ".join(_edit(edit, zone, language) for edit in change.edits)
    facts = {"name": writer(change.by, people), "since": clock_time(change.at, zone, language), "what": said}
    return say("history.changed_by", facts, language)


def _edit(edit: Edit, zone: str, language: str) -> str:
    field = say(f"history.field.{edit.field}", language=language)
    match edit.before:
        case datetime() as at:
            before = clock_time(at, zone, language)
        case bool() | None | "":
            return field
        case str() | float() | int() as value:
            before = str(value)
        case _:
            return field
    return say("history.was", {"field": field, "before": before}, language)


def wall_date(at: datetime, zone_name: str) -> date:
    """Return the date on the wall at an instant."""
    return at.astimezone(zone(zone_name)).date()


def whole_minutes(since: datetime, now: datetime) -> int:
    """Return whole minutes from one instant to another, never below nought."""
    return max(0, int(minutes_between(since, now)))


def _stands(reading: Reading, called: Called, language: str) -> str:
    code = "now.well_waits" if reading.at_floor or reading.cue is not None else "now.well_told_of"
    return say_reason(Reason(code=code, facts={"need": reading.need}), language, called=called)
