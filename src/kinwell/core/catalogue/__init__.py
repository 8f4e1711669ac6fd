"""The catalogue: needs, cues, acts, ages and defaults as codes and numbers, each with its source; no sentence.

needs.toml cues.toml acts.toml ages.toml wondering.toml defaults.toml   the numbers
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
    need,
    needs,
    needs_of,
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
    "need",
    "needs",
    "needs_of",
    "questions",
    "seasons",
    "smallest",
]
