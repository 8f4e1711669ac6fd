"""What is offered obeys what a family says of itself: boundaries, limits, values, acts of its own."""

from kinwell.core import suggest
from kinwell.core.log.events import BoundarySet, Event
from kinwell.core.suggest import Suggestion
from tests.builders import ADA, Days, a_family, instant, people


def hungry() -> Days:
    return a_family().noticed("12:50", "eat", "urgent")


def now(day: Days, at: str = "13:00", *present: str) -> Suggestion:
    return suggest.now(day.state("ada", at), ADA, instant(at), hands_minutes=10, present=people(*present))


def codes(suggestion: Suggestion) -> list[str]:
    return [offer.act for offer in suggestion.acts]


def not_ok(**what: object) -> Event:
    return BoundarySet(text="not that", about="partner", **what)  # type: ignore[arg-type]


def test_an_act_that_a_boundary_names_is_not_offered() -> None:
    first = codes(now(hungry()))[0]
    assert first not in codes(now(hungry().says("08:00", not_ok(acts=(first,)))))


def test_a_boundary_about_a_need_leaves_the_others_their_acts() -> None:
    day = hungry().noticed("12:50", "drink", "urgent").says("08:00", not_ok(needs=("eat",)))
    assert {met.need for offer in now(day).acts for met in offer.meets} == {"drink"}
