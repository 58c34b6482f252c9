"""What a mentor needs at hand when somebody goes quiet."""

from bot.cards import Card
from bot.wording.voice import Voice


def playbook(voice: Voice) -> Card:
    """What to do when things go quiet: the card a mentor needs at that moment."""
    return Card(
        voice.say(
            "**When somebody goes quiet**\n"
            "- Write short and human: “Are you okay?” before “What happened?”.\n"
            "- Offer two times, not a calendar. Chat is as good as video.\n"
            "- Make the next step smaller: ten minutes, one question.\n"
            "- Busy is an answer. Thank them and leave the door open.\n"
            "- No reply after two tries? Tell the coordinator what you tried; that is not giving up.\n"
            "- Worried about their safety? `/peer help` now; you don't carry that alone."
        ),
        kind="mentor.script",
        why=voice.say("You asked for it."),
    )
