"""In which language somebody reads what I write to them."""

from collections.abc import Iterable

from bot.cards import Action, Button, Card
from bot.wording.common import run_button
from bot.wording.voice import Voice

NAMES = {"en": "English", "es": "Español", "fr": "Français", "pt": "Português"}
"""What each language is called by those who speak it, whatever the rest of a card is written in."""


def page(voice: Voice, languages: Iterable[str]) -> Card:
    """Which it is now, and the others."""
    return Card(
        voice.say(
            "I write to you in {name}. Channels that you share with others stay in the programme's language, and what "
            "people write is shown as they wrote it.",
            name=NAMES.get(voice.language, NAMES["en"]),
        ),
        kind="language.page",
        title=voice.say("Your language"),
        why=voice.say("You asked for it."),
        buttons=tuple(
            Button(NAMES[language], Action("language.choose", language))
            for language in languages
            if language != voice.language
        ),
    )


def chosen(voice: Voice) -> Card:
    """After a change, in the language of now."""
    return Card(
        voice.say("From now on I write to you in {name}.", name=NAMES.get(voice.language, NAMES["en"])),
        kind="language.chosen",
        why=voice.say("You chose it."),
        buttons=(run_button(voice.say("My page"), "peer me"),),
    )
