"""A question in the channel for help that waits."""

from datetime import timedelta

from bot.cards import Card
from bot.domain.members import Member
from bot.markup import named
from bot.wording.common import run_button
from bot.wording.help import span
from bot.wording.voice import Voice


def waits(voice: Voice, learner: Member, waited: timedelta) -> Card:
    """To the coordinator on duty."""
    return Card(
        voice.say(
            "**{name}** wrote in the help channel {length} ago, and nobody has answered there yet. A line is enough, "
            "also one that says who will look and when.",
            name=named(learner.name),
            length=span(voice, waited),
        ),
        kind="asking.waits",
        why=voice.say("You are on duty, and what is asked in the help channel deserves an answer within three hours."),
        title=voice.say("Somebody waits in the help channel"),
        buttons=(run_button(voice.say("Who is on duty"), "coord rota show"),),
    )
