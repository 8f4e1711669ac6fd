"""What an adult shows another by need, through `record`: words that come and go with their cues, and leave nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import MappingProxyType
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from kinwell import ask, record
from kinwell.core.ids import ADULTS, ME, EntryId, PersonId, adult, pair_eyes, pair_of
from kinwell.core.log.entry import Entry
from kinwell.core.log.events import (
    META,
    ActTaken,
    Amended,
    CueNoticed,
    Deferred,
    Event,
    EyesByNeed,
    EyesChanged,
    FavourAsked,
    NeedStated,
    PutSecond,
    QuestionAnswered,
    Responded,
    Restored,
    Retracted,
    Slept,
)
from kinwell.core.needs.shown import touched
from kinwell.store import journal, recall
from kinwell.store.models import EntryRow
from kinwell.store.within import within
from tests.builders import ADA, IRIS, NAN, SAM, When, instant
from tests.household import HOME, Home
from tests.strategies import examples

pytestmark = pytest.mark.django_db

US = pair_of(ADA, SAM)
ME_TOO = adult(ADA)


@pytest.fixture
def home() -> Home:
    return Home.found()


def shows(*needs: str, asks: bool = False, earlier: bool = False) -> EyesByNeed:
    return EyesByNeed(pair=US, to=SAM, needs=needs, asks=asks, earlier=earlier)


def cue(need: str, strength: str = "clear", named: str = "") -> CueNoticed:
    return CueNoticed(holder=ME_TOO, need=need, strength=strength, cue=named)  # type: ignore[arg-type]


def met(*needs: str, full: bool = True) -> Responded:
    return Responded(holder=ME_TOO, needs=needs, full=full)


def reads(home: Home, at: When, who: str = "sam") -> list[str]:
    """Return the needs of which Sam reads a word of Ada's."""
    [line] = [line for line in ask.now(home.seat(who), instant(at)).others if line.adult == ADA]
    return [str(word.facts["need"]) for word in line.words]


def rows(home: Home, who: str = "sam") -> list[tuple[object, ...]]:
    """Return all that is stored and that these eyes may read."""
    eyes = home.seat(who).eyes - {ME}
    with within(HOME):
        found = EntryRow.objects.filter(family_id=HOME, eyes__in=eyes).order_by("seq")
        return [(row.id, row.at, row.noted, row.by, row.eyes, row.kind, row.zone, bytes(row.body)) for row in found]


def words(home: Home) -> list[EyesChanged]:
    with within(HOME):
        found = journal.read(home.seat("sam"), journal.visible(home.seat("sam")))
    return [one.event for one in found if isinstance(one.event, EyesChanged)]


def why(home: Home, who: str, event: Event, when: When = "12:00") -> str:
    refused = home.keeps(who, home.entry(who, when, event, eyes=ME if isinstance(event, META) else "")).refused
    return next((reason.code for reason in refused.values()), "")


# A word comes.


def test_a_cue_of_a_need_that_ada_shows_is_a_word_to_sam_and_to_nobody_else(home: Home) -> None:
    home.says("ada", "12:00", shows("eat"))
    home.says("ada", "12:10", cue("eat"))
    home.says("ada", "12:11", cue("drink"))
    assert reads(home, "12:12") == ["eat"]
    assert ask.now(home.seat("nan"), instant("12:12")).others == ()
    assert reads(home, "12:09") == []


def test_what_was_noticed_before_she_chose_stays_hers(home: Home) -> None:
    home.says("ada", "11:00", cue("eat"))
    home.says("ada", "12:00", shows("eat"))
    home.says("ada", "12:05", cue("eat"), noted="12:05")
    assert len(words(home)) == 1


def test_what_is_told_later_of_before_she_chose_stays_hers_too(home: Home) -> None:
    home.says("ada", "12:00", shows("eat"))
    home.says("ada", "11:57", cue("eat"), noted="12:30")
    assert words(home) == []


def test_a_phone_whose_clock_is_a_little_behind_notices_after_she_chose_all_the_same(home: Home) -> None:
    before = home.says("ada", "11:59", cue("drink"))
    home.says("ada", "12:00", shows("eat", "drink"))
    home.keeps("ada", home.entry("ada", "11:59", cue("eat")), now="12:01")
    assert reads(home, "12:02") == ["eat"]
    home.says("ada", "12:03", Amended(target=before.id, of="need.cue", changes={"strength": "early"}))
    assert reads(home, "12:04") == ["eat"]


def test_with_the_tick_what_waits_since_twelve_hours_is_shown_too(home: Home) -> None:
    home.says("ada", "-1 22:00", cue("sit"))
    home.says("ada", "07:00", cue("eat"))
    home.says("ada", "07:30", cue("drink"))
    home.says("ada", "07:40", met("drink"))
    home.says("ada", "08:00", cue("quiet"))
    home.says("ada", "12:00", shows("eat", "drink", "sit", earlier=True))
    assert reads(home, "12:01") == ["eat"]


def test_a_word_says_neither_how_strong_nor_a_name_of_its_own_nor_where_nor_when_it_was_told(home: Home) -> None:
    home.says("ada", "12:00", shows("eat", "quiet"))
    for entry in (
        home.entry("ada", "12:05", cue("eat", "urgent"), noted="12:40"),
        home.entry("ada", "12:10", cue("quiet", "early", "touched_out"), noted="12:40"),
    ):
        home.keeps("ada", replace(entry, zone="America/New_York"))
    shown = [one.shown for one in words(home)]
    assert [one.event for one in shown if one] == [cue("eat"), cue("quiet")]
    assert [(one.zone, one.at, one.noted) for one in shown if one] == [
        ("", instant("12:05"), instant("12:05")),
        ("", instant("12:10"), instant("12:10")),
    ]
    assert {row[6] for row in rows(home) if row[5] in ("log.eyes", "eyes.by_need")} == {""}
    assert ask.state(home.seat("sam"), instant("13:00")).zone == "Europe/Berlin"


def test_a_rung_corrected_later_changes_no_byte(home: Home) -> None:
    home.says("ada", "12:00", shows("eat"))
    hungry = home.says("ada", "12:10", cue("eat"))
    before = rows(home)
    home.says("ada", "12:11", Amended(target=hungry.id, of="need.cue", changes={"strength": "urgent"}))
    assert rows(home) == before


def test_a_word_fades_after_twelve_hours(home: Home) -> None:
    home.says("ada", "08:00", shows("sit", "relief"))
    home.says("ada", "09:00", cue("relief"))
    assert reads(home, "20:59") == ["relief"]
    assert reads(home, "21:00") == []


def test_sent_twice_it_is_one_word_and_one_choice(home: Home) -> None:
    choice, hungry = home.entry("ada", "12:00", shows("eat")), home.entry("ada", "12:10", cue("eat"))
    for _ in range(2):
        home.keeps("ada", choice, now="12:01")
        home.keeps("ada", hungry, now="12:11")
    assert [row[5] for row in rows(home) if row[5].startswith(("log.", "eyes."))] == ["eyes.by_need", "log.eyes"]  # type: ignore[attr-defined]
    assert home.keeps("ada", choice, now="12:30").there == (choice.id,)


# A word goes.


@pytest.mark.parametrize(
    "answer", [met("eat"), met("eat", full=False), QuestionAnswered(holder=ME_TOO, need="eat", answer="forget")]
)
def test_answered_it_is_as_if_it_had_never_been_noticed(home: Home, answer: Event) -> None:
    home.says("ada", "12:00", shows("eat"))
    before = rows(home)
    home.says("ada", "12:10", cue("eat"))
    home.says("ada", "12:15", cue("eat"))
    assert len(words(home)) == 2
    home.says("ada", "12:20", answer)
    assert rows(home) == before
    assert reads(home, "12:21") == []


def test_an_answer_to_more_than_is_shown_tells_nothing_of_the_rest(home: Home) -> None:
    home.says("ada", "12:00", shows("eat"))
    before = rows(home)
    home.says("ada", "12:05", cue("sit"))
    home.says("ada", "12:10", cue("eat"))
    home.says("ada", "12:20", met("sit"))
    assert reads(home, "12:21") == ["eat"]
    home.says("ada", "12:30", met("eat", "sit"))
    assert rows(home) == before


@pytest.mark.parametrize(
    "word",
    [
        PutSecond(holder=ME_TOO, need="eat", first=IRIS),
        Deferred(holder=ME_TOO, need="eat", until="asleep"),
        QuestionAnswered(holder=ME_TOO, need="eat", answer="not_yet"),
        NeedStated(holder=ME_TOO, need="eat", cadence_minutes=100.0),
        ActTaken(act="eat_meal"),
        cue("held"),
        met("drink"),
        Slept(holder=ME_TOO),
    ],
    ids=lambda event: event.KIND,
)
def test_what_else_she_says_of_it_leaves_the_word_as_it_is(home: Home, word: Event) -> None:
    home.says("ada", "12:00", shows("eat", "sleep"))
    home.says("ada", "12:10", cue("eat"))
    home.says("ada", "12:11", cue("sleep"))
    before = rows(home)
    told = home.says("ada", "12:20", word)
    assert rows(home) == before
    if word.SPAN:
        end = {"until": instant("12:50")}
        home.says("ada", "12:50", Amended(target=told.id, of=word.KIND, changes=end))
        assert rows(home) == before
    home.says("ada", "12:55", Retracted(target=told.id))
    assert rows(home) == before


def test_an_answer_where_no_word_stands_changes_no_byte(home: Home) -> None:
    home.says("ada", "06:00", shows("eat"))
    home.says("ada", "06:10", cue("eat"))
    faded = rows(home)
    home.says("ada", "18:11", met("eat"))
    home.says("ada", "18:20", met("eat"))
    assert rows(home) == faded


def test_an_answer_taken_back_brings_the_word_back(home: Home) -> None:
    home.says("ada", "12:00", shows("eat"))
    home.says("ada", "12:10", cue("eat"))
    ate = home.says("ada", "12:20", met("eat"))
    assert reads(home, "12:21") == []
    home.says("ada", "12:21", Retracted(target=ate.id))
    assert reads(home, "12:22") == ["eat"]
    home.says("ada", "12:23", Restored(target=ate.id))
    assert reads(home, "12:24") == []


def test_an_answer_that_arrives_before_its_cue_answers_it(home: Home) -> None:
    home.says("ada", "12:00", shows("eat"))
    before = rows(home)
    home.says("ada", "12:20", met("eat"), noted="12:20")
    home.says("ada", "12:10", cue("eat"), noted="12:30")
    assert rows(home) == before


def test_a_cue_removed_takes_its_word_with_it_and_brought_back_brings_it(home: Home) -> None:
    home.says("ada", "12:00", shows("eat"))
    before = rows(home)
    hungry = home.says("ada", "12:10", cue("eat"))
    home.says("ada", "12:20", Retracted(target=hungry.id))
    assert rows(home) == before
    home.says("ada", "12:30", Restored(target=hungry.id))
    assert reads(home, "12:31") == ["eat"]


def test_a_cue_withdrawn_leaves_nothing(home: Home) -> None:
    home.says("ada", "12:00", shows("quiet"))
    home.says("ada", "12:05", cue("quiet"))
    before = rows(home)
    tap = home.says("ada", "12:10", cue("quiet"))
    assert len(rows(home)) == len(before) + 1
    assert record.withdraw(home.seat("ada"), tap.id, now=instant("12:11"))
    assert rows(home) == before
    assert reads(home, "12:12") == ["quiet"]


def test_an_answer_withdrawn_brings_the_word_back(home: Home) -> None:
    home.says("ada", "12:00", shows("eat"))
    home.says("ada", "12:05", cue("eat"))
    ate = home.says("ada", "12:10", met("eat"))
    assert record.withdraw(home.seat("ada"), ate.id, now=instant("12:11"))
    assert reads(home, "12:12") == ["eat"]


def test_a_cue_that_meant_another_need_is_a_word_of_that_one_if_it_is_shown(home: Home) -> None:
    home.says("ada", "12:00", shows("eat", "drink"))
    before = rows(home)
    hungry = home.says("ada", "12:10", cue("eat"))
    home.says("ada", "12:11", Amended(target=hungry.id, of="need.cue", changes={"need": "drink"}))
    assert reads(home, "12:12") == ["drink"]
    home.says("ada", "12:13", Amended(target=hungry.id, of="need.cue", changes={"need": "held"}))
    assert rows(home) == before
    home.says("ada", "12:14", Amended(target=hungry.id, of="need.cue", changes={"need": "eat"}))
    assert reads(home, "12:15") == ["eat"]


def test_a_cue_moved_is_a_word_of_then(home: Home) -> None:
    home.says("ada", "12:00", shows("eat"))
    before = rows(home)
    hungry = home.says("ada", "12:30", cue("eat"))
    home.says("ada", "12:40", Amended(target=hungry.id, of="need.cue", changes={"at": instant("12:10")}))
    assert [one.shown.at for one in words(home) if one.shown] == [instant("12:10")]
    home.says("ada", "12:50", Amended(target=hungry.id, of="need.cue", changes={"at": instant("-2 12:10")}))
    assert rows(home) == before


def test_one_word_taken_back_by_hand_stays_away(home: Home) -> None:
    home.says("ada", "12:00", shows("eat"))
    before = rows(home)
    hungry = home.says("ada", "12:10", cue("eat"))
    home.keeps("ada", home.entry("ada", "12:20", EyesChanged(target=hungry.id, eyes=ME), eyes=ME))
    assert rows(home) == before
    home.says("ada", "12:30", Amended(target=hungry.id, of="need.cue", changes={"strength": "early"}))
    assert rows(home) == before


# Choosing less.


@pytest.mark.parametrize("wait", ["12:30", "+3 09:00"])
def test_taken_back_it_is_as_if_she_had_never_chosen(home: Home, wait: str) -> None:
    before = rows(home)
    choice = home.says("ada", "12:00", shows("eat", "drink", asks=True))
    home.says("ada", "12:10", cue("eat"))
    home.says("ada", "12:11", cue("drink"))
    nothing = home.says("ada", wait, shows())
    assert rows(home) == before
    assert ask.state(home.seat("ada"), instant(wait)).shows.chosen == {}
    home.says("ada", "+3 09:10", cue("eat"))
    assert rows(home) == before
    assert home.keeps("ada", choice, nothing, now="+3 09:20").new == ()
    assert rows(home) == before


def test_taken_back_every_row_of_it_is_empty(home: Home) -> None:
    choice = home.says("ada", "12:00", shows("eat"))
    home.says("ada", "12:10", cue("eat"))
    with within(HOME):
        opened = EntryRow.objects.get(family_id=HOME, kind="log.eyes").id
    nothing = home.says("ada", "12:20", shows())
    with within(HOME):
        found = EntryRow.objects.filter(family_id=HOME, id__in=[choice.id, opened, nothing.id])
        assert [(bytes(row.body), row.eyes, row.by, row.kind) for row in found] == [(b"", "", None, "erased")] * 3


def test_choosing_less_takes_that_alone_away(home: Home) -> None:
    home.says("ada", "12:00", shows("eat", "drink"))
    home.says("ada", "12:10", cue("eat"))
    home.says("ada", "12:11", cue("drink"))
    home.says("ada", "12:20", shows("drink"))
    assert reads(home, "12:21") == ["drink"]
    home.says("ada", "12:30", cue("eat"))
    home.says("ada", "12:31", met("drink"))
    assert reads(home, "12:32") == []


def test_what_is_chosen_anew_begins_anew(home: Home) -> None:
    home.says("ada", "12:00", shows("eat"))
    home.says("ada", "12:10", cue("eat"))
    home.says("ada", "12:20", shows())
    home.says("ada", "12:30", shows("eat"))
    assert reads(home, "12:31") == []


def test_one_choice_stands_and_it_is_the_one_that_came_last_whatever_the_phones_clock_says(home: Home) -> None:
    home.says("ada", "12:00", shows("eat"))
    late = home.entry("ada", "11:00", shows("drink"))
    home.keeps("ada", late, now="12:30")
    home.says("ada", "12:31", cue("eat"))
    home.says("ada", "12:32", cue("drink"))
    assert reads(home, "12:33") == ["drink"]
    assert ask.state(home.seat("ada"), instant("12:34")).shows.of(ADA, SAM).needs == ("drink",)
    assert [row[5] for row in rows(home)].count("eyes.by_need") == 1


# It goes one way, and nobody else has a say.


def test_it_never_goes_both_ways(home: Home) -> None:
    home.says("ada", "12:00", shows("eat"))
    home.says("sam", "12:10", CueNoticed(holder=adult(SAM), need="eat"))
    [line] = ask.now(home.seat("ada"), instant("12:11")).others
    assert line.words == ()


def test_sam_changes_takes_back_or_makes_none_of_it(home: Home) -> None:
    choice = home.says("ada", "12:00", shows("eat"))
    home.says("ada", "12:01", cue("eat"))
    before = rows(home)
    more = Amended(target=choice.id, of=EyesByNeed.KIND, changes={"needs": ("eat", "drink")})
    for event in (more, Retracted(target=choice.id), EyesByNeed(pair=US, to=SAM, needs=("eat",))):
        assert why(home, "sam", event, "12:10") != ""
    opened = next(EntryId(UUID(str(row[0]))) for row in before if row[5] == "log.eyes")
    assert why(home, "sam", Retracted(target=opened), "12:11") == "refused.not_yours"
    assert rows(home) == before


def test_ada_says_it_anew_rather_than_correct_it(home: Home) -> None:
    choice = home.says("ada", "12:00", shows("eat"))
    more = Amended(target=choice.id, of=EyesByNeed.KIND, changes={"needs": ("eat", "drink")})
    assert why(home, "ada", more, "12:10") == "refused.not_yours"
    assert why(home, "ada", Retracted(target=choice.id), "12:11") == "refused.unreadable"
    assert why(home, "ada", EyesChanged(target=choice.id, eyes=ADULTS), "12:12") == "refused.not_yours"


@pytest.mark.parametrize(
    ("event", "code"),
    [
        (EyesByNeed(pair=US, to=ADA, needs=("eat",)), "refused.unknown"),
        (EyesByNeed(pair=pair_of(ADA, NAN), to=NAN, needs=("eat",)), "refused.unknown"),
        (EyesByNeed(pair=pair_of(SAM, NAN), to=SAM, needs=("eat",)), "refused.unknown"),
        (EyesByNeed(pair=US, to=PersonId(UUID(int=777)), needs=("eat",)), "refused.unknown"),
        (EyesByNeed(pair=US, to=SAM, needs=("child.feed",)), "refused.unreadable"),
        (EyesByNeed(pair=US, to=SAM, needs=("pair.talk",)), "refused.unreadable"),
    ],
)
def test_it_is_shown_to_an_adult_of_the_family_and_of_ones_own_needs(home: Home, event: Event, code: str) -> None:
    assert why(home, "ada", event) == code


def test_a_helper_shows_nothing_and_is_shown_nothing(home: Home) -> None:
    assert why(home, "nan", EyesByNeed(pair=pair_of(ADA, NAN), to=ADA, needs=("eat",))) != ""


def test_a_forged_rule_on_a_word_is_not_kept(home: Home) -> None:
    hungry = home.says("ada", "12:00", cue("eat"))
    forged = EyesChanged(target=hungry.id, eyes=pair_eyes(US), rule=EntryId(UUID(int=5)))
    home.keeps("ada", home.entry("ada", "12:10", forged, eyes=pair_eyes(US)))
    [kept] = words(home)
    assert kept.rule is None
    home.says("ada", "12:20", shows())
    assert reads(home, "12:21") == ["eat"]  # shown by hand, it is taken back by hand


def test_none_of_it_is_history(home: Home) -> None:
    home.says("ada", "12:00", shows("eat"))
    home.says("ada", "12:10", cue("eat"))
    home.says("ada", "12:20", met("eat"))
    assert ask.history(home.seat("sam"), instant("13:00")).lines == ()
    mine = ask.history(home.seat("ada"), instant("13:00")).lines
    assert [line.entry.event.KIND for line in mine] == ["need.met", "need.cue"]


# What an ask is for.

ASK = FavourAsked(
    pair=US, to=SAM, what="take Iris", minutes=20, when=instant("18:00"), until=instant("19:00"), need="eat"
)


def told_for(home: Home, who: str) -> list[str | None]:
    return [one.asked.need for one in ask.state(home.seat(who), instant("17:30")).favours.asked]


def test_an_ask_says_what_it_is_for_where_she_chose_so(home: Home) -> None:
    home.says("ada", "16:00", shows(asks=True))
    sent = home.entry("ada", "17:00", ASK)
    for _ in range(2):
        home.keeps("ada", sent)
    assert told_for(home, "sam") == ["eat"]


@pytest.mark.parametrize("chosen", [None, shows("eat")])
def test_else_it_does_not(home: Home, chosen: EyesByNeed | None) -> None:
    if chosen is not None:
        home.says("ada", "16:00", chosen)
    home.says("ada", "17:00", ASK)
    assert told_for(home, "sam") == [None]
    assert not any(b'"need":"eat"' in row[7] for row in rows(home) if row[5] != "eyes.by_need")  # type: ignore[operator]


def test_taken_back_the_ask_stands_and_says_it_no_more(home: Home) -> None:
    plain = home.entry("ada", "17:00", ASK)
    home.says("ada", "16:00", shows("drink", asks=True))
    home.keeps("ada", plain)
    home.says("ada", "17:10", shows("drink"))
    assert told_for(home, "sam") == [None]
    home.says("ada", "17:11", shows())
    assert [row[5] for row in rows(home) if not str(row[5]).startswith("people.")] == ["favour.asked"]


# By law.

CODES = ("eat", "drink", "sit", "quiet", "sleep", "held")
needs = st.lists(st.sampled_from(CODES), min_size=1, max_size=3, unique=True).map(tuple)
code = st.sampled_from(CODES)
told_of = st.one_of(
    st.builds(cue, code, st.sampled_from(["early", "clear"]), st.sampled_from(["", "touched_out"])),
    st.builds(cue, code),
    st.builds(lambda met_, full: met(*met_, full=full), needs, st.booleans()),
    st.builds(QuestionAnswered, holder=st.just(ME_TOO), need=code, answer=st.sampled_from(["forget", "not_yet"])),
    st.builds(PutSecond, holder=st.just(ME_TOO), need=code, first=st.just(IRIS)),
    st.builds(Deferred, holder=st.just(ME_TOO), need=code, until=st.just("asleep")),
    st.just(Slept(holder=ME_TOO)),
    st.just(ActTaken(act="small_eat")),
)
MINUTE = timedelta(minutes=1)
BEGINS = instant("08:00")


@dataclass(frozen=True)
class Lived:
    """Two days of what Ada tells of herself, in the order of arrival, each entry with when it arrived."""

    told: tuple[tuple[datetime, Entry], ...]

    @property
    def ends(self) -> datetime:
        return max([BEGINS, *(at for at, _ in self.told)]) + MINUTE

    def without(self, needs: frozenset[str]) -> "Lived":
        """Return the same without what cannot tell of these needs, and without all words about that."""
        gone = {e.id for _, e in self.told if not isinstance(e.event, META) and not needs & self._ever(e)}
        while more := {e.id for _, e in self.told if getattr(e.event, "target", None) in gone} - gone:
            gone |= more
        return Lived(tuple((at, entry) for at, entry in self.told if entry.id not in gone))

    def _ever(self, entry: Entry) -> frozenset[str]:
        """Return of which needs an entry tells, or told by a word about it."""
        words = [e.event for _, e in self.told if isinstance(e.event, Amended) and e.event.target == entry.id]
        return touched(entry.event) | {str(word.changes["need"]) for word in words if "need" in word.changes}


@st.composite
def two_days(draw: st.DrawFn) -> Lived:
    entries: list[tuple[datetime, Entry]] = []
    for number in range(draw(st.integers(4, 24))):
        id = EntryId(UUID(int=(draw(st.integers(1, 9_000)) << 32) | number))
        about = draw(st.sampled_from([e for _, e in entries])) if entries and draw(st.booleans()) else None
        after = entries[-1][0] if entries else BEGINS
        if about is None:
            event: Event = draw(told_of)
            at = BEGINS + draw(st.integers(-600, 2_000)) * MINUTE
        else:
            event = draw(_word(about))
            at = after + draw(st.integers(0, 30)) * MINUTE
        noted = at + draw(st.sampled_from([0, 0, 0, 90])) * MINUTE
        arrives = max(noted, after if about is not None else BEGINS) + draw(st.sampled_from([0, 0, 0, 45])) * MINUTE
        until = at + 20 * MINUTE if event.SPAN and noted > at else None
        entry = Entry(id=id, at=at, until=until, noted=noted, by=ADA, eyes=ME, zone="Asia/Kolkata", event=event)
        entries.append((max(arrives, noted), entry))
        entries.sort(key=lambda one: one[0])
    return Lived(tuple(entries))


def _word(entry: Entry) -> st.SearchStrategy[Event]:
    """Return what she may say of an entry of hers."""
    changes: list[dict[str, object]] = [{"at": entry.at - 40 * MINUTE}, {"at": entry.at - timedelta(hours=13)}]
    if isinstance(entry.event, CueNoticed):
        changes += [{"strength": "early"}, {"need": "eat"}, {"need": "held"}]
    words: list[Event] = [Retracted(target=entry.id), Restored(target=entry.id)]
    if not isinstance(entry.event, META):
        words += [Amended(target=entry.id, of=entry.event.KIND, changes=MappingProxyType(one)) for one in changes]
        words.append(EyesChanged(target=entry.id, eyes=ME))
    return st.sampled_from(words)


@pytest.fixture
def _short_tails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recall, "LONG_TAIL", 1)


def live(home: Home, lived: Lived, chosen: EyesByNeed) -> Iterator[datetime]:
    """Live these days with this choice from the begin; yield the instants at which something arrived."""
    choice = home.entry("ada", BEGINS, chosen, id=UUID(int=1 << 90))
    home.keeps("ada", choice)
    for at, entry in lived.told:
        record.entries(home.seat("ada"), [entry], now=at)
        yield at


def obtained_of(home: Home, at: datetime) -> dict[str, object]:
    """Return all that Sam can obtain at an instant."""
    seat = home.seat("sam")
    found: dict[str, object] = {"rows": rows(home), "seen": ask.seen(seat)}
    for ago in (0, 3, 30):
        then = at - timedelta(hours=ago)
        found |= {f"now {ago} h ago": ask.now(seat, then, keeps=True), f"state {ago} h ago": ask.state(seat, then)}
    return found | {f"day {n}": ask.history(seat, at, day=(BEGINS + timedelta(days=n)).date()) for n in (-1, 0, 1)}


@pytest.mark.usefixtures("_short_tails")
def test_what_she_does_not_show_changes_nothing_while_she_shows_something_else() -> None:
    stood = dropped = 0

    @examples(60)
    @given(two_days(), st.sets(code, min_size=1, max_size=4), st.booleans())
    def law(lived: Lived, shown: set[str], earlier: bool) -> None:
        nonlocal stood, dropped
        less = lived.without(frozenset(shown))
        found = []
        for one in (lived, less):
            with transaction.atomic():
                home = Home.found()
                list(live(home, one, shows(*sorted(shown), earlier=earlier)))
                found.append(obtained_of(home, lived.ends))
                stood += len(words(home))
                transaction.set_rollback(True)
        assert found[0] == found[1]
        dropped += len(lived.told) - len(less.told)

    law()

    assert min(stood, dropped) > 50


@pytest.mark.usefixtures("_short_tails")
def test_the_words_that_sam_reads_are_those_of_the_cues_that_wait_for_her() -> None:
    """Judged by her own State, which knows nothing of words; but for sleep, which answers no word."""
    stood = 0

    @examples(40)
    @given(two_days(), st.booleans())
    def law(lived: Lived, earlier: bool) -> None:
        nonlocal stood
        by_hand = {e.event.target for _, e in lived.told if isinstance(e.event, EyesChanged)}
        since = BEGINS - timedelta(hours=12) if earlier else BEGINS
        with transaction.atomic():
            home = Home.found()
            for at in live(home, lived, shows(*CODES, earlier=earlier)):
                mine = ask.state(home.seat("ada"), at).needs.of(ME_TOO)
                waits = {
                    need: told.cue_at
                    for need, told in mine.items()
                    if told.cue is not None and told.cue_at is not None and at - told.cue_at < timedelta(hours=12)
                }
                theirs = set(reads(home, at)) - {"sleep"}
                assert theirs <= set(waits)
                if not by_hand:
                    assert {need for need, noticed in waits.items() if noticed >= since} - {"sleep"} <= theirs
                stood += len(theirs)
            transaction.set_rollback(True)

    law()

    assert stood > 50


@pytest.mark.usefixtures("_short_tails")
def test_taken_back_whatever_she_noticed_it_is_as_if_she_had_never_chosen() -> None:
    stood = 0

    @examples(30)
    @given(two_days(), st.sets(code, min_size=1, max_size=4), st.booleans())
    def law(lived: Lived, shown: set[str], earlier: bool) -> None:
        nonlocal stood
        found = []
        for chosen in (shows(*sorted(shown), asks=True, earlier=earlier), shows()):
            with transaction.atomic():
                home = Home.found()
                for at in live(home, lived, chosen):
                    stood += len(reads(home, at))
                home.keeps("ada", home.entry("ada", lived.ends, shows(), id=UUID(int=1 << 91)))
                found.append(obtained_of(home, lived.ends))
                transaction.set_rollback(True)
        assert found[0] == found[1]

    law()

    assert stood > 50
