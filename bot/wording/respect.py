"""How people speak with each other here, and what follows when somebody does not: in steps, the smallest first."""

from bot.cards import Action, Button, Card, Field
from bot.wording.common import run_button
from bot.wording.voice import Voice

_HOW = (
    "Speak for yourself: “I saw”, “I would try”. About the work, never about the person. Ask before you advise. "
    "Disagree with a reason. Let others finish, also in writing. What is private stays private."
)
_STEPS = (
    "1. Say it yourself, in private and soon, if that feels safe: most of it is a misunderstanding.\n"
    "2. A coordinator or whoever looks after the group has a word with both, each alone.\n"
    "3. If it goes on: a pause from the channel, with what has to change and until when.\n"
    "4. If people are not safe otherwise: somebody leaves the group. A coordinator decides, never I."
)
_AT_ONCE = (
    "Harassment, discrimination and threats skip these steps: a coordinator hears of them at once, and whoever was "
    "hurt decides what happens next as far as it is theirs to decide."
)


def respect_button(voice: Voice) -> Button:
    """The way to the guidelines: below what peer support is, and in the hub."""
    return Button(voice.say("How we speak with each other"), Action("respect.show"))


def guidelines(voice: Voice) -> Card:
    """Guidelines for respect, and the graded response (L6)."""
    return Card(
        voice.say(_HOW),
        kind="policy.respect",
        title=voice.say("How we speak with each other"),
        why=voice.say("You asked for it."),
        fields=(
            Field(voice.say("When something went wrong"), voice.say(_STEPS)),
            Field(voice.say("What does not wait"), voice.say(_AT_ONCE)),
        ),
        buttons=(
            run_button(voice.say("Report privately"), "peer report"),
            run_button(voice.say("Get help"), "peer help"),
        ),
    )
