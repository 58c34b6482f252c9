"""What kinds of messages are called where they are counted for people."""

_NOUNS = {
    "check_in": "check-in",
    "nudge": "nudge",
    "digest": "Monday digest",
    "prompt": "weekly question",
    "draft": "draft for a mentor",
    "reach_out": "from a mentor",
    "fit": "how a pair fits",
    "office": "office hours",
    "handoff": "hand-off",
    "move": "another mentor",
    "crisis": "help in need",
    "struggling": "a hard week",
    "member": "own settings",
    "closing": "goodbye",
    "care": "care",
}
_RESTS = {"check_in": "check-in", "open": "asked", "ask": "did you meet?", "week": "of the week", "dm": "private"}


def kind_in_words(kind: str) -> str:
    """Return what people call a kind of message: `check_in.open` is "check-in: asked"."""
    noun, _, rest = kind.partition(".")
    words = _NOUNS.get(noun, noun.replace("_", " "))
    return f"{words}: {_RESTS.get(rest, rest.replace('_', ' '))}" if rest else words
