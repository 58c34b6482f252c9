"""A word about something somebody really did; an offer, never a promise."""

from bot.cards import Button, Card
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
        buttons=(_fewer(voice),),
    )


def hosted(voice: Voice, group: Group) -> Card:
    """To the learner who hosted this week's question."""
    return Card(
        voice.say(
            "You hosted {group} this week, so that nobody had to begin alone. Thank you for going first.",
            group=named(group.name),
        ),
        kind="encouragement.hosted",
        why=voice.say("You hosted this week's question. You hear such a word once in three weeks at most."),
        buttons=(_fewer(voice),),
    )


def came_back(voice: Voice) -> Card:
    """To a learner who answered a check-in after a quiet stretch."""
    return Card(
        voice.say(
            "You answered this week's check-in: good to hear from you. There is nothing to catch up on; you go on from "
            "where you are. If an hour with somebody would help, `/peer my hours` shows when one is free."
        ),
        kind="encouragement.came_back",
        why=voice.say("You answered after a while. You hear such a word once in three weeks at most."),
        buttons=(_fewer(voice),),
    )


def _fewer(voice: Voice) -> Button:
    return run_button(voice.say("Fewer of these"), "peer nudges")
