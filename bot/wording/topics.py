"""Topics: a post with a thread of its own in a group's or the cohort's channel, and what its opener reads."""

from collections.abc import Sequence

from bot.cards import Action, Button, Card, Field
from bot.domain.members import Group
from bot.domain.topics import MOST, PURPOSE, Topic
from bot.limits import FIELD_VALUE
from bot.markup import named, passage, quoted, titled
from bot.wording.common import run_button
from bot.wording.lists import fitting
from bot.wording.voice import Voice


def posted(voice: Voice, topic: Topic) -> Card:
    """In the channel: what the thread below is for."""
    return Card(
        passage(topic.purpose, PURPOSE) if topic.purpose else voice.say("What belongs here goes into the thread."),
        kind="topic.posted",
        title=voice.say("Topic: {title}", title=titled(topic.title)),
        why=voice.say("A mentor or coordinator opened a topic here."),
        fields=(
            Field(voice.say("How it works"), voice.say("Everything about it goes into the thread below, at any time.")),
        ),
        has_thread=True,
    )


def settled(voice: Voice, topic: Topic) -> Card:
    """The same post, once the topic is over."""
    return Card(
        passage(topic.purpose, PURPOSE) if topic.purpose else voice.say("What belonged here is in the thread."),
        kind="topic.posted",
        title=voice.say("Topic: {title}", title=titled(topic.title)),
        why=voice.say("A mentor or coordinator opened a topic here."),
        fields=(
            Field(
                voice.say("Closed"),
                voice.say(
                    "It has gone quiet, or has been said. The thread stays to be read; a mentor can open it anew."
                ),
            ),
        ),
        has_thread=True,
    )


def opened(voice: Voice, topic: Topic, group: Group | None) -> Card:
    """To whoever opened it."""
    where = voice.say("**{name}**", name=named(group.name)) if group is not None else voice.say("the cohort's channel")
    return Card(
        voice.say(
            "The topic stands in {where}, with a thread. It closes by itself when nobody has written in the thread "
            "for two weeks, or when you press.",
            where=where,
        ),
        kind="topic.opened",
        why=voice.say("You opened a topic."),
        buttons=(Button(voice.say("Close it"), Action("topic.close", topic.id)),),
    )


def closed(voice: Voice) -> Card:
    """To whoever closed it, or came after somebody did."""
    return Card(
        voice.say("Closed. The thread stays to be read."),
        kind="topic.closed",
        why=voice.say("You pressed it."),
        buttons=(run_button(voice.say("Open another one"), "mentor topic"),),
    )


def no_title(voice: Voice) -> Card:
    """The title is empty or too long."""
    return Card(
        voice.say("Give the topic a title of up to 80 characters, like *Data sources*; nothing was posted."),
        kind="topic.no_title",
        buttons=(run_button(voice.say("Fill in a form"), "mentor topic"),),
    )


def nowhere(voice: Voice, groups: Sequence[Group]) -> Card:
    """It is not clear which channel is meant: the ones there are."""
    names = fitting(voice, [f"`{group.handle}`" for group in groups], 600, ", ")
    theirs = voice.say("your groups: {names}", names=names) if names else voice.say("you look after no group yet")
    return Card(
        voice.say(
            "Where does it belong? Say so with `where`: `cohort` for everybody, or a group ({theirs}). Nothing was "
            "posted.",
            theirs=theirs,
        ),
        kind="topic.nowhere",
        buttons=(run_button(voice.say("Fill in a form"), "mentor topic"),),
    )


def no_channel(voice: Voice) -> Card:
    """The cohort has no channel of its own."""
    return Card(
        voice.say("This cohort has no channel for everybody yet. `/coord setup` chooses one; a group has its own."),
        kind="topic.no_channel",
    )


def too_many(voice: Voice, topics: Sequence[Topic]) -> Card:
    """Enough threads for one channel: which, and that one can be closed."""
    return Card(
        voice.say("{n} topics are open there, and more are hard to find again. Close one first:", n=MOST),
        kind="topic.too_many",
        fields=(Field(voice.say("Open now"), lines(voice, topics)),),
        buttons=tuple(
            Button(voice.say("Close {title}", title=titled(topic.title))[:75], Action("topic.close", topic.id))
            for topic in topics[:MOST]
        ),
    )


def lines(voice: Voice, topics: Sequence[Topic]) -> str:
    """The open topics, a line each; "" where there are none."""
    every = [
        voice.say("- **{title}**: {purpose}", title=quoted(topic.title, 80), purpose=quoted(topic.purpose, 150))
        if topic.purpose
        else voice.say("- **{title}**", title=quoted(topic.title, 80))
        for topic in topics
    ]
    return fitting(voice, every, FIELD_VALUE)
