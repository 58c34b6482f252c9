"""How far somebody has come: where to begin again, and never a comparison."""

from bot.cards import Card
from bot.domain.deadlines import Module
from bot.domain.members import Member
from bot.markup import named
from bot.wording.common import run_button
from bot.wording.voice import Voice


def behind(voice: Voice, module: Module, week: int) -> str:
    """In a week's check-in: one module back is no drama, and where to begin; said briefly once it has been said."""
    where = voice.say(" [Begin here]({link}).", link=module.resource) if module.resource else ""
    if week > module.week + 1:
        return voice.say(
            "“{name}” is still there for whenever it fits.{where} An office hour is one tap away.",
            name=named(module.name),
            where=where,
        )
    return voice.say(
        "“{name}” is the next module for you; many need longer for one or the other, and that is fine.{where} If you "
        "are stuck, an office hour is one tap away. What is in the way?",
        name=named(module.name),
        where=where,
    )


def noted(voice: Voice, learner: Member, finished: int, of: int) -> Card:
    """To the coordinator who wrote down how far somebody is."""
    return Card(
        voice.say(
            "Noted: {name} has finished {finished} of {of} modules. If that is fewer than are due, their next check-in "
            "says where to begin.",
            name=named(learner.name),
            finished=finished,
            of=of,
        ),
        kind="progress.noted",
        why=voice.say("You set it."),
    )


def impossible(voice: Voice, of: int) -> Card:
    """A number that cannot be, or a cohort without modules."""
    return Card(
        voice.say("This needs a learner and a number from 0 to {of}, the modules of the cohort file.", of=of),
        kind="progress.impossible",
        buttons=(run_button(voice.say("Try again"), "coord progress"),),
    )
