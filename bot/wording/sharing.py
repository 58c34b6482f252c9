"""Sharing well: said when a group begins, and once more in the middle (O11, V9)."""

from bot.wording.voice import Voice


def well(voice: Voice) -> str:
    """How to share responsibly, and what gives somebody away (O11, V9)."""
    return voice.say(
        "Your own story is yours to tell, somebody else's is not: leave out names, workplaces, places and pictures by "
        "which others could be known. What you post here can be copied; what you'd rather keep smaller fits better in "
        "a message to your mentor. What you hear here stays here."
    )
