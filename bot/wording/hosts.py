"""Hosting a week: asked in private, a yes or a no without a reason, and one line for the group."""

from bot.cards import Action, Button, Card, Field
from bot.domain.hosts import Host
from bot.domain.members import Group, Member
from bot.domain.plan import OWN_IT, Prompt
from bot.markup import named
from bot.wording.voice import Voice


def asked(voice: Voice, host: Host, group: Group, prompt: Prompt | None) -> Card:
    """To a learner: would they host, with the question they would open."""
    fields = (Field(voice.say("The question"), prompt.text(OWN_IT)[:1000]),) if prompt is not None else ()
    return Card(
        voice.say(
            "Would you host week {week} in {group}? That means: you answer first, ask one person a question, and say "
            "a word on Friday about what you heard. A quarter of an hour in all. No is fine, without a reason: then I "
            "ask somebody else.",
            week=host.week,
            group=named(group.name),
        ),
        kind="host.asked",
        title=voice.say("Host a week?"),
        why=voice.say("From here on the group owns its question, and learners take turns to host."),
        fields=fields,
        buttons=(
            Button(voice.say("I'll host"), Action("host.agree", host.id)),
            Button(voice.say("Not this time"), Action("host.decline", host.id)),
        ),
    )


def agreed(voice: Voice, week: int) -> Card:
    """To the host: what helps."""
    return Card(
        voice.say(
            "Thank you! I'll name you in one line below the question of week {week}. What helps: begin with yourself, "
            "ask somebody you don't know yet, and leave silence alone for a day. If something comes up, tell me with "
            "“Not this time”.",
            week=week,
        ),
        kind="host.agreed",
    )


def declined(voice: Voice) -> Card:
    """To somebody who doesn't host."""
    return Card(voice.say("That's fine. I ask somebody else, and nobody hears of it."), kind="host.declined")


def taken(voice: Voice) -> Card:
    """To somebody who says yes once the week has a host, or has begun."""
    return Card(
        voice.say("That week is taken care of by now. Thank you for offering; I'll ask again another time."),
        kind="host.taken",
    )


def line(voice: Voice, host: Member) -> Card:
    """In the group's channel, below the question: who hosts, and agreed to it."""
    return Card(
        voice.say("{name} hosts this week, and begins in the thread above.", name=named(host.name)),
        kind="host.week",
        why=voice.say("From here on the group owns its question; whoever hosts was asked and said yes."),
    )
