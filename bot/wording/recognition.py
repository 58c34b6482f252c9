"""What somebody gave, at the end: badges without ranks, shown only by themselves; and whether they would come back."""

from collections.abc import Sequence

from bot.cards import Action, Button, Card
from bot.domain.cohorts import Cohort
from bot.domain.members import Member
from bot.domain.recognition import Badge
from bot.markup import named
from bot.wording.common import run_button
from bot.wording.voice import Voice

_BADGES = {
    Badge.CAREFUL_READER: "Careful reader: wrote a review for somebody",
    Badge.HOST: "Host: hosted a week of the group",
    Badge.OPEN_QUESTION: "Open question: brought a real problem",
    Badge.GOOD_WORD: "Good word: said what somebody else did well",
    Badge.APPRECIATED: "Appreciated: somebody said what you did well",
}


def badges(voice: Voice, earned: Sequence[Badge]) -> str:
    """What somebody gave, one a line."""
    return "\n".join(voice.say(_BADGES[badge]) for badge in earned)


def show_button(voice: Voice) -> Button:
    """Lets the group see them, at their owner's wish alone."""
    return Button(voice.say("Show my group"), Action("recognition.show"))


def shown(voice: Voice, who: Member, earned: Sequence[Badge]) -> Card:
    """In the group's channel, because their owner wanted it."""
    return Card(
        voice.say("{name} likes to share what they gave:", name=named(who.name)) + "\n" + badges(voice, earned),
        kind="recognition.shown",
        why=voice.say("Somebody pressed “Show my group”. Nobody is compared: each line says one thing that was given."),
    )


def shown_to_group(voice: Voice) -> Card:
    """To their owner."""
    return Card(voice.say("Your group sees them now."), kind="recognition.done")


def none_yet(voice: Voice) -> Card:
    """To somebody without badges, or without a group."""
    return Card(
        voice.say("There is nothing to show at the moment. What you did for others stays with them all the same."),
        kind="recognition.none",
    )


def come_back_buttons(voice: Voice) -> tuple[Button, Button]:
    """The invitation's two answers."""
    return (
        Button(voice.say("I'd come back as a peer mentor"), Action("return.yes")),
        Button(voice.say("Not for me"), Action("return.no")),
    )


def noted(voice: Voice, *, comes_back: bool) -> Card:
    """To whoever answered the invitation."""
    if comes_back:
        text = voice.say(
            "Thank you, I noted it. A coordinator writes to you before the next round; it binds you to nothing."
        )
    else:
        text = voice.say("That's fine, I noted it, and nobody asks again.")
    return Card(text, kind="return.noted", buttons=(run_button(voice.say("Privacy"), "peer privacy"),))


def comes_back(voice: Voice, who: Member, cohort: Cohort) -> Card:
    """To the coordinator on call."""
    return Card(
        voice.say(
            "{name} of {cohort} would come back as a peer mentor. For the next cohort: a row in its file with "
            "`alumnus = true`, and their id among the `peer_mentors` of a group.",
            name=named(who.name),
            cohort=named(cohort.name),
        ),
        kind="return.told",
        why=voice.say("Somebody answered the invitation at the end with yes."),
    )
