"""A group's own page and what it agreed on; nobody reads whose line is whose."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.cards import Action, Button, Card, Field, Form, Look, TextInput
from bot.domain.members import Group, Member
from bot.domain.norms import LONGEST, Norm
from bot.domain.topics import Topic
from bot.limits import FIELD_VALUE
from bot.markup import named, quoted, titled
from bot.wording import topics
from bot.wording.common import run_button
from bot.wording.groups import PURPOSE
from bot.wording.lists import fitting
from bot.wording.voice import Voice


def lines(voice: Voice, agreed: Sequence[str]) -> str:
    """What a group agreed on, a line each."""
    return fitting(voice, [f"- {quoted(text, LONGEST)}" for text in agreed], FIELD_VALUE)


@dataclass(frozen=True, slots=True)
class Seen:
    """A group as its page shows it: what it agreed on, the topics open for it, and who hosts this week."""

    group: Group
    agreed: Sequence[str] = ()
    topics: Sequence[Topic] = ()
    host: Member | None = None


def page(voice: Voice, seen: Seen, facilitator: Member | None, *, may_add: bool) -> Card:
    """What the group is for, who does what, what it agreed on, what it talks about."""
    group = seen.group
    who = (
        voice.say(
            "{name} looks after the group: a guide, who asks, listens and never grades.", name=named(facilitator.name)
        )
        if facilitator is not None
        else voice.say("A coordinator looks after the group for now.")
    )
    host = (
        voice.say(
            "{name} hosts this week, and opens its question; next week it is somebody else's turn.",
            name=named(seen.host.name),
        )
        if seen.host is not None
        else voice.say("A host, in the later weeks: a member who opens the week's question; they may pass it on.")
    )
    roles = voice.say(
        "{who}\n{host}\nEverybody else answers when they like, and helps where they can.\nI bring the question and "
        "remember things.",
        who=who,
        host=host,
    )
    nothing = voice.say("Nothing yet. Each of you may add one line.")
    return Card(
        quoted(group.purpose or voice.say(PURPOSE)),
        kind="group.page",
        title=titled(group.name),
        why=voice.say("You asked for your group."),
        fields=(
            Field(voice.say("Who does what"), roles),
            Field(voice.say("What we agreed on"), lines(voice, seen.agreed) or nothing),
            *((Field(voice.say("Open topics"), topics.lines(voice, seen.topics)),) if seen.topics else ()),
        ),
        buttons=(*((add_button(voice),) if may_add else ()), run_button(voice.say("My page"), "peer me")),
    )


def add_button(voice: Voice) -> Button:
    """Below a group's first post, and on its page."""
    return Button(voice.say("Add a line to our norms"), Action("norms.add"))


def form(voice: Voice) -> Form:
    """One line."""
    return Form(
        Action("norms.submit"),
        voice.say("What helps us"),
        (
            TextInput(
                "text",
                voice.say("What should hold among us?"),
                hint=voice.say("One line, like: ask before you give advice"),
                limit=LONGEST,
            ),
        ),
    )


def offered(voice: Voice) -> Card:
    """To whoever added a line."""
    return Card(
        voice.say("Thank you. Whoever looks after the group reads it, without your name, and puts it into your list."),
        kind="norms.offered",
        why=voice.say("You added a line."),
    )


def asked(voice: Voice, group: Group, norm: Norm) -> Card:
    """To whoever looks after the group: somebody added a line."""
    return Card(
        voice.say(
            "Somebody in {name} would like this to hold among you: “{text}”",
            name=named(group.name),
            text=quoted(norm.text, LONGEST),
        ),
        kind="norms.asked",
        why=voice.say("You look after the group."),
        buttons=(
            Button(voice.say("Put it into our list"), Action("norms.agree", norm.id), Look.PRIMARY),
            Button(voice.say("Leave it out"), Action("norms.leave_out", norm.id)),
        ),
    )


def decided(voice: Voice, group: Group, *, is_agreed: bool) -> Card:
    """To whoever decided."""
    text = (
        voice.say("It stands in the list of {name} now.", name=named(group.name))
        if is_agreed
        else voice.say("Left out; nobody is told. If it touches something, a word in the group may help.")
    )
    return Card(text, kind="norms.decided", why=voice.say("You decided it."))


def settled(voice: Voice) -> Card:
    """The line has been decided on."""
    return Card(
        voice.say("This line has been decided on. `/peer my group` shows the list."),
        kind="norms.settled",
        buttons=(run_button(voice.say("Our group"), "peer my group"),),
    )


def pinned(voice: Voice, agreed: Sequence[str]) -> Card:
    """In the group's channel, pinned, and changed in place as lines come."""
    return Card(
        voice.say("What we agreed on:\n{lines}", lines=lines(voice, agreed)),
        kind="norms.pinned",
        title=voice.say("Among us"),
        why=voice.say("Your group's own words."),
        buttons=(add_button(voice), run_button(voice.say("Our group"), "peer my group")),
        is_pinned=True,
    )


def no_group(voice: Voice) -> Card:
    """Whoever is in no group."""
    return Card(
        voice.say("You are in no group yet; a coordinator forms them, and I tell you. `/peer help` asks when."),
        kind="group.none",
        buttons=(run_button(voice.say("Get help"), "peer help"),),
    )


def one_each(voice: Voice) -> Card:
    """One line each."""
    return Card(
        voice.say("You added your line already; one each keeps the list short. `/peer my group` shows it."),
        kind="norms.one_each",
        buttons=(run_button(voice.say("Our group"), "peer my group"),),
    )
