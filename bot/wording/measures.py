"""The steps that follow when somebody hurt others, as a coordinator chooses and keeps them."""

from collections.abc import Mapping

from bot.cards import Action, Button, Card, ChoiceInput, Form, Option, TextInput
from bot.domain.cases import NOTE_LIMIT, Case
from bot.domain.measures import Step
from bot.wording.voice import Voice

STEPS = {
    Step.WORD: "A word with each, alone",
    Step.MESSAGE: "The message is taken away",
    Step.PAUSE: "A pause from the channel",
    Step.LEAVES: "Somebody leaves the group",
}
_HOW = {
    Step.WORD: "Talk with each of them alone, and soon. Say what happened, not what they are, and what you expect.",
    Step.MESSAGE: (
        "Take it away yourself, I can't: on Discord in the message's menu with the right to manage messages, on Slack "
        "under *More actions* where your workspace lets you. Else ask whoever wrote it. Say which guideline it is."
    ),
    Step.PAUSE: (
        "Take them out of the channel, and tell them in private until when, and what has to change. Their check-ins, "
        "their mentor and `/peer help` stay."
    ),
    Step.LEAVES: (
        "Talk with whoever was hurt first: it is theirs to say what they need. Then take the other out of the group's "
        "channel, tell them why in private, and whom they can turn to."
    ),
}


def button(voice: Voice, case: Case) -> Button:
    """To choose a step."""
    return Button(voice.say("What follows"), Action("case.measure", case.id))


def form(voice: Voice, case: Case, before: Mapping[Step, int]) -> Form:
    """The steps, the smallest first, with how often each was taken before for the same rule."""
    options = tuple(Option(_counted(voice, step, before.get(step, 0)), step.value) for step in Step)
    return Form(
        Action("case.measured", case.id),
        voice.say("Case {ref}", ref=case.ref),
        (
            ChoiceInput("step", voice.say("What follows, the smallest step first?"), options),
            TextInput("note", voice.say("Note"), is_required=False, is_long=True, limit=NOTE_LIMIT),
        ),
    )


def _counted(voice: Voice, step: Step, times: int) -> str:
    if not times:
        return voice.say(STEPS[step])
    return voice.say("{step} (before: {n})", step=voice.say(STEPS[step]), n=times)


def kept(voice: Voice, case: Case, step: Step) -> Card:
    """How the step is done, and who hears of it."""
    return Card(
        voice.say(
            "**{step}.** {how}\n\nIt stands in case {ref}. Nobody else reads it, and whoever it is about never hears "
            "from me who told us.",
            step=voice.say(STEPS[step]),
            how=voice.say(_HOW[step]),
            ref=case.ref,
        ),
        kind="case.measure",
        why=voice.say("You chose what follows in case {ref}.", ref=case.ref),
        buttons=(Button(voice.say("Add a note"), Action("case.note", case.id)), button(voice, case)),
    )
