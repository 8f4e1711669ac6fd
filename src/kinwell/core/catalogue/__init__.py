"""The catalogue: needs, cues, acts, ages and defaults as codes and numbers, each with its source; no sentence.

needs.toml cues.toml acts.toml ages.toml wondering.toml defaults.toml   the numbers
own.toml    the template of the needs that an adult names themselves, and of the acts for them
shapes.py   what a row becomes
read.py     raw tables to shapes, every check
load.py     the shipped files, read once and kept: what others call
"""

from kinwell.core.catalogue.load import (
    act,
    acts,
    age_band,
    ages,
    clock_default,
    cues,
    default,
    is_need,
    need,
    needs,
    needs_of,
    own_need_acts,
    own_need_of,
    own_needs,
    questions,
    seasons,
    smallest,
)
from kinwell.core.catalogue.shapes import RUNGS, Act, AgeBand, ChildState, Cue, For, Meets, Need, Of, Rung, Season

__all__ = [
    "RUNGS",
    "Act",
    "AgeBand",
    "ChildState",
    "Cue",
    "For",
    "Meets",
    "Need",
    "Of",
    "Rung",
    "Season",
    "act",
    "acts",
    "age_band",
    "ages",
    "clock_default",
    "cues",
    "default",
    "is_need",
    "need",
    "needs",
    "needs_of",
    "own_need_acts",
    "own_need_of",
    "own_needs",
    "questions",
    "seasons",
    "smallest",
]
