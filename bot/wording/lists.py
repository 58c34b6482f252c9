"""Lists that always fit into their card: what does not, is counted."""

from collections.abc import Sequence

from bot.wording.voice import Voice

_MORE = 24
"""Characters kept free for how many more there are."""


def fitting(voice: Voice, items: Sequence[str], room: int, between: str = "\n", more: int = 0) -> str:
    """Join as many items as fit into `room` characters; say how many more there are, with `more` that are no items."""
    whole = between.join(items)
    if len(whole) <= room and not more:
        return whole
    kept: list[str] = []
    used = 0
    for item in items:
        used += len(item) + len(between)
        if used + _MORE > room:
            break
        kept.append(item)
    return between.join([*kept, voice.say("… and {n} more", n=len(items) - len(kept) + more)])


def newest(voice: Voice, items: Sequence[str], room: int) -> str:
    """Join the last items that fit into `room` characters, one a line, and say how many came before."""
    shown = fitting(voice, items[::-1], room)
    return "\n".join(shown.split("\n")[::-1])
