"""The generated pages say what the code says, and the table of JSON keys what comes out."""

import re
from collections.abc import Callable, Iterator
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kinwell.ask import Card, ChildLine, Doing, Lines, Now, OtherLine, Own, Slept, Tonight
from kinwell.core.care.cards import Line
from kinwell.core.clock import Window
from kinwell.core.handover import Between, Fact
from kinwell.core.ids import EntryId, adult
from kinwell.core.log.events import CardWritten, NightProposed
from kinwell.core.needs.pressure import Reading
from kinwell.core.people import Adult, Child, People
from kinwell.core.reasons import Reason
from kinwell.core.suggest import Met, Offer, Suggestion
from kinwell.core.together import split
from kinwell.core.together.duty import Duty
from kinwell.documents.cards import card_as_json
from kinwell.documents.nights import tonight_as_json
from kinwell.documents.now import now_as_json
from tests.builders import ADA, ARRIVED, DAY, IRIS, SAM, ZONE, instant
from tools import docs

EAT = Met(holder=adult(ADA), need="eat")
IRIS_OF_14_WEEKS = Child(id=IRIS, name="Iris", born=date(2025, 9, 25))
OF_IRIS = {"how": "bottle", "side": "left", "millilitres": 90.0, "wet": True, "dirty": False}


def made[T](cls: type[T], **told: Any) -> T:
    """Return one with this told; what JSON never shows is left out, as None."""
    return cls(**{field.name: None for field in fields(cls)} | told)  # type: ignore[arg-type]


def full() -> Now:
    """Return an answer with every key that one can have."""
    glad = Reason(code="reason.other_glad", facts={"name": "Sam", "need": "eat"})
    offer = Offer(act="small_eat", minutes=1, by=ADA, meets=(EAT,), reasons=(Reason(code="reason.short"),))
    fact = Fact(kind="fed", at=ARRIVED, minutes_ago=0, **OF_IRIS)
    return made(
        Now,
        at=ARRIVED,
        zone=ZONE,
        viewer=ADA,
        people=People(children={IRIS: IRIS_OF_14_WEEKS}, adults={ADA: Adult(id=ADA, name="Ada")}),
        doing=(made(Doing, name="Iris", kind="feed", since=ARRIVED),),
        own=made(Own, needs=(Reading(holder=adult(ADA), need="eat"),)),
        children=(made(ChildLine, child=IRIS_OF_14_WEEKS, facts=(fact,)),),
        others=(made(OtherLine, name="Sam", words=(glad,)),),
        window=Window(p10=10, p50=20, p90=40),
        suggestion=Suggestion(acts=(offer,), named=(EAT,)),
    )


@pytest.mark.parametrize("page", ["events.md", "cli.md", "api.md"])
def test_a_generated_page_is_up_to_date(page: str) -> None:
    path: Path = docs.DOCS / page
    assert path.read_text(encoding="utf-8") == docs.pages()[path], "run `make docs`"


@pytest.mark.parametrize(
    ("module", "answer"),
    [
        ("now.py", lambda: now_as_json(full())),
        ("nights.py", lambda: tonight_as_json(shared_night(), DAY)),
        ("cards.py", lambda: card_as_json(full_card())),
        ("nights.py", lambda: tonight_as_json(None, DAY) | {"blocks": [dict.fromkeys(("adult", "minutes", "feeds"))]}),
    ],
)
def test_every_key_of_the_answer_is_documented_and_no_other(module: str, answer: Callable[[], Any]) -> None:
    told = re.findall(r"^\| `([^`]+)` \|", docs.answer_keys(module), re.MULTILINE)
    assert told == list(dict.fromkeys(paths(answer())))


def full_card() -> Card:
    """Return a card with every key that one can have."""
    fact = Fact(kind="fed", at=ARRIVED, minutes_ago=0, **OF_IRIS)
    between = Between(early=ARRIVED, late=ARRIVED)
    lines = Lines(fed=fact, next_feed=between, next_sleep=between, changed=fact, slept=made(Slept, begin=ARRIVED))
    return made(
        Card,
        at=ARRIVED,
        people=People(adults={ADA: Adult(id=ADA, name="Ada")}),
        child=IRIS_OF_14_WEEKS,
        lines=lines,
        written=CardWritten(child=IRIS),
        duty=Duty(person=ADA, since=ARRIVED, by="said", also=ADA),
        line=Line(by=ADA, at=ARRIVED, text="so"),
    )


def shared_night() -> Tonight:
    """Return a night of two that somebody proposed."""
    people = People(adults={id: Adult(id=id, name=name) for id, name in ((ADA, "Ada"), (SAM, "Sam"))})
    plan = NightProposed(
        night=DAY, first=ADA, second=SAM, begin=instant("21:00"), turn=instant("+1 02:00"), end=instant("+1 07:00")
    )
    return Tonight(
        plan=plan,
        viewer=None,
        people=people,
        zone=ZONE,
        at=instant("18:00"),
        blocks=split.blocks(plan, people, DAY),
        proposal=EntryId(ADA),
    )


def paths(value: object, under: str = "") -> Iterator[str]:
    """Yield the path of every key in an answer, in order; what a reason's sentence says is its own."""
    if isinstance(value, list):
        for one in value:
            yield from paths(one, f"{under}[]")
    elif isinstance(value, dict):
        for key, inside in value.items():
            path = f"{under}.{key}" if under else key
            yield path
            if key != "facts" or isinstance(inside, list):
                yield from paths(inside, path)
