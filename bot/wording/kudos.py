"""A good word about somebody: they are asked before anybody else reads it."""

from bot.cards import Action, Button, Card, Form, TextInput
from bot.domain.members import Member
from bot.domain.recognition import KUDOS_LIMIT, PER_DAY, Kudos
from bot.markup import named, passage
from bot.wording.common import run_button
from bot.wording.voice import Voice


def form(voice: Voice, receiver: Member) -> Form:
    """What somebody did that helped."""
    return Form(
        Action("kudos.submit", receiver.id),
        voice.say("A good word"),
        (TextInput("words", voice.say("What did they do, what did it change?"), is_long=True, limit=KUDOS_LIMIT),),
        voice.say("Send it"),
    )


def asked(voice: Voice, giver: Member, kudos: Kudos) -> Card:
    """To the one it is about, alone: they decide who else reads it."""
    return Card(
        voice.say(
            "{name} has a good word for you:\n{words}\nMay I post it in your group's channel? It's yours to decide, "
            "and nobody learns which you chose.",
            name=named(giver.name),
            words=passage(kudos.words, 700),
        ),
        kind="kudos.asked",
        title=voice.say("A good word for you"),
        why=voice.say("Somebody used `/peer kudos` for you. Nothing is posted without your yes."),
        buttons=(
            Button(voice.say("Yes, post it"), Action("kudos.post", kudos.id)),
            Button(voice.say("Keep it between us"), Action("kudos.keep", kudos.id)),
        ),
    )


def posted(voice: Voice, giver: Member, receiver: Member, kudos: Kudos) -> Card:
    """In the channel, once the one it is about said yes."""
    return Card(
        voice.say(
            "{giver} to {receiver}: {words}",
            giver=named(giver.name),
            receiver=named(receiver.name),
            words=passage(kudos.words, 700),
        ),
        kind="kudos.posted",
        why=voice.say("Somebody said thank you in front of the group, and the one it is about agreed."),
    )


def sent(voice: Voice, receiver: Member) -> Card:
    """To the giver: on its way."""
    return Card(
        voice.say("{name} reads it in private, and decides whether the group does too.", name=named(receiver.name)),
        kind="kudos.sent",
    )


def decided(voice: Voice, *, is_posted: bool) -> Card:
    """To the one it is about."""
    text = voice.say("It is in your group's channel.") if is_posted else voice.say("It stays between the two of you.")
    return Card(text, kind="kudos.decided")


def decided_before(voice: Voice) -> Card:
    """To somebody who presses again."""
    return Card(voice.say("You decided about this one already."), kind="kudos.settled")


def no_words(voice: Voice) -> Card:
    """An empty box."""
    return Card(voice.say("There is nothing in it so far. One true sentence is plenty."), kind="kudos.empty")


def enough_today(voice: Voice) -> Card:
    """To a giver at the day's limit."""
    return Card(
        voice.count(
            "You gave one good word today. Tomorrow there is room again; a private message always works.",
            "You gave {n} good words today, that is generous. Tomorrow there is room again; a private message always "
            "works.",
            PER_DAY,
        ),
        kind="kudos.enough",
        buttons=(run_button(voice.say("My page"), "peer me"),),
    )
