"""What people type instead of pressing a button: "all good, thanks", "skip", "help". Only what leaves no doubt."""

import re
from enum import StrEnum


class ShortAnswer(StrEnum):
    """What a few plain words mean."""

    FINE = "fine"
    HARD = "hard"
    SKIP = "skip"
    HELP = "help"


_WORD = re.compile(r"[a-z']+")
_FINE = frozenset({"fine", "good", "great", "ok", "okay", "well", "alright", "yes"})
_HARD = frozenset({"hard", "bad", "tough", "difficult", "stuck", "awful", "terrible", "overwhelmed"})
_ABOUT_ME = frozenset({"i", "i'm", "im", "am", "it", "it's", "its", "is", "me", "my", "everything", "things", "week"})
_SMALL = frozenset({"a", "bit", "all", "really", "very", "quite", "pretty", "just", "so", "far", "this", "to"})
_POLITE = frozenset({"thanks", "thank", "you", "kith", "hi", "hello", "hey", "please", "going", "doing"})
_FILLERS = _ABOUT_ME | _SMALL | _POLITE
_MEANT = {
    frozenset({"skip"}): ShortAnswer.SKIP,
    frozenset({"pass"}): ShortAnswer.SKIP,
    frozenset({"help"}): ShortAnswer.HELP,
    frozenset({"need", "help"}): ShortAnswer.HELP,
    frozenset({"want", "help"}): ShortAnswer.HELP,
}
LONGEST = 8
"""Words; more than these are somebody telling something, not a short answer."""


def short_answer(text: str) -> ShortAnswer | None:
    """Read a few plain English words as the button they stand for, or None where they may mean more than that."""
    words = _WORD.findall(text.lower().replace("’", "'"))
    if not words or len(words) > LONGEST:
        return None
    rest = frozenset(words) - _FILLERS
    if rest in _MEANT:
        return _MEANT[rest]
    if rest and rest <= _FINE:
        return ShortAnswer.FINE
    if rest and rest <= _HARD:
        return ShortAnswer.HARD
    return None
