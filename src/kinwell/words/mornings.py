"""What is said in the morning: what happened with a child while one slept, and one's own longest piece, to oneself."""

from kinwell.ask import ChildMorning, Morning
from kinwell.core.morning import Piece
from kinwell.words.clocks import from_to, plain_time
from kinwell.words.nights import HALF, hours
from kinwell.words.say import ENGLISH, listed, say


def title(morning: Morning, language: str = ENGLISH) -> str:
    """Return what the card is called: while you slept, where the night was shared; else the night."""
    return say("morning.slept" if morning.settled else "morning.night", language=language)


def of_hours(morning: Morning, zone: str, language: str = ENGLISH) -> str:
    """Return from when to when it tells."""
    return say("clock.between", from_to(morning.since, morning.until, zone, language), language)


def child_lines(of: ChildMorning, zone: str, language: str = ENGLISH) -> list[str]:
    """Return what happened with a child, a line each, and when they are often tired next."""
    night = of.night
    lines = []
    if night.slept:
        pieces = listed([_piece(piece, zone, language) for piece in night.slept], language)
        lines.append(say("morning.asleep", {"pieces": pieces}, language))
    if night.fed:
        times = listed([plain_time(at, zone, language) for at in night.fed], language)
        lines.append(say("morning.fed", {"times": times}, language))
    if night.changes:
        lines.append(say("morning.changes", {"count": night.changes}, language))
    if of.tired is not None:
        lines.append(say("fact.likely_tired", from_to(of.tired.early, of.tired.late, zone, language), language))
    return lines


def own(morning: Morning, language: str = ENGLISH) -> str:
    """Return one's own longest piece of sleep; empty where none of half an hour was told."""
    if morning.longest is None or morning.longest < HALF:
        return ""
    return say("morning.own", {"hours": hours(morning.longest, language)}, language)


def _piece(piece: Piece, zone: str, language: str) -> str:
    if piece.end is None:
        return say("morning.since", {"since": plain_time(piece.begin, zone, language)}, language)
    return say("clock.between", from_to(piece.begin, piece.end, zone, language), language)
