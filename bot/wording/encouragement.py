"""A word about something somebody really did; an offer, never a promise."""

from bot.cards import Card
from bot.domain.members import Group
from bot.markup import named
from bot.wording.common import run_button
from bot.wording.voice import Voice


def answers(voice: Voice, group: Group, people: int) -> Card:
    """To a learner who answered others this week."""
    return Card(
        voice.say("You answered {n} people in {group} this week.", n=people, group=named(group.name))
        + " "
        + voice.say(
            "That is what carries a group, and it is easily overlooked: thank you. If you'd like to think something of "
            "your own through, `/peer session` and `/peer problem` are there; nothing is expected."
        ),
        kind="encouragement.answers",
        why=voice.say("You answered several people in your group. You hear this once in three weeks at most."),
        buttons=(run_button(voice.say("Fewer of these"), "peer nudges"),),
    )
