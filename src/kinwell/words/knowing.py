"""What a child's sign turned out to mean, in one line."""

from kinwell.core.care.knowing import Meaning
from kinwell.words.say import ENGLISH, listed, say


def meant(meaning: Meaning, language: str = ENGLISH) -> str:
    """Return "tired, 7 of 9 times; porch and humming"."""
    need = say(f"need.{meaning.need}.chip", language=language).lower()
    facts = {"need": need, "times": meaning.times, "of": meaning.of}
    if not meaning.helps:
        return say("child.meaning", facts, language)
    return say("child.meaning_helped", {**facts, "helped": listed(meaning.helps, language)}, language)
