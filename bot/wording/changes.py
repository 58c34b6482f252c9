"""What is done otherwise since people said something (L10)."""

from bot.cards import Card
from bot.domain.hub import TEXT, TITLE, HubItem
from bot.markup import bare, passage, quoted
from bot.wording.common import run_button
from bot.wording.voice import Voice


def changed(voice: Voice, one: HubItem) -> Card:
    """In the cohort's channel: what is otherwise from now on."""
    return Card(
        passage(one.text, TEXT) or quoted(one.title, TITLE),
        kind="hub.changed",
        title=voice.say("Changed: {title}", title=bare(one.title, TITLE)),
        why=voice.say("You said something, and the programme does it otherwise now. All changes stand in the hub."),
        buttons=(
            run_button(voice.say("The hub"), "peer hub"),
            run_button(voice.say("Say something, too"), "peer my feedback"),
        ),
    )
