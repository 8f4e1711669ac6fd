"""What Ada is offered, asked and read in one line: what the tests of suggestions share."""

from kinwell.core import suggest
from kinwell.core.clock import Window
from kinwell.core.suggest import Met, Offer, Suggestion
from tests.builders import ADA, Days, holder, instant, people


def now(day: Days, at: str, *present: str, minutes: float | None = None, window: Window | None = None) -> Suggestion:
    state = day.state("ada", at)
    return suggest.now(state, ADA, instant(at), hands_minutes=minutes, window=window, present=people(*present))


def acts(suggestion: Suggestion) -> list[str]:
    return [offer.act for offer in suggestion.acts]


def offered(suggestion: Suggestion, code: str) -> Offer:
    return next(offer for offer in suggestion.acts if offer.act == code)


def met(name: str, need: str) -> Met:
    return Met(holder=holder(name), need=need)


def codes(offer: Offer) -> list[str]:
    return [reason.code for reason in offer.reasons]
