"""How long a person needed to be there, in words; and the word to whoever waits for one."""

from datetime import timedelta

from bot.cards import Card
from bot.domain.case_times import CaseTimes
from bot.domain.cases import Case, Cause
from bot.domain.members import Member
from bot.markup import named
from bot.wording.common import run_button
from bot.wording.help import span
from bot.wording.voice import Voice


def measured(voice: Voice, times: CaseTimes, goal: timedelta) -> str:
    """Say how long it took until somebody had a case and was in touch, beside the goal."""
    taken = (
        voice.say("taken after {length}", length=span(voice, times.taken_after))
        if times.taken_after is not None
        else voice.say("not taken yet")
    )
    contact = (
        voice.say("in touch after {length}", length=span(voice, times.contact_after))
        if times.contact_after is not None
        else voice.say("no contact noted yet")
    )
    return voice.say("{taken}, {contact} (goal: {goal})", taken=taken, contact=contact, goal=span(voice, goal))


def somebody_has_it(voice: Voice, case: Case, owner: Member) -> Card:
    """To the learner: a person has taken it, and which one. They need not wonder whether anybody heard them."""
    if case.cause is Cause.HELP:
        text = voice.say("{name}, a coordinator, has your question and will write to you.", name=named(owner.name))
    elif case.rule == "struggling.agreed":
        text = voice.say(
            "{name}, a coordinator, knows that you'd like to talk, and will write to you.", name=named(owner.name)
        )
    else:
        text = voice.say(
            "{name}, a coordinator, has seen that you might like to hear from somebody, and will write to you.",
            name=named(owner.name),
        )
    return Card(
        text,
        kind="help.taken",
        why=voice.say("A coordinator was asked to be there for you, and somebody is."),
        buttons=(run_button(voice.say("Get help"), "peer help"),),
    )
