"""What the bot says when something does not work out, wherever it happens. Always with a next step."""

from collections.abc import Sequence

from bot.cards import Action, Button, Card, ChoiceInput, Form, Option, TextInput
from bot.commands import Command, NotUnderstood, Parameter, Wants
from bot.domain.members import Role
from bot.limits import BUTTON_LABEL, FORM_TITLE, INPUT_LABEL
from bot.markup import bare, named, quoted, refilled
from bot.wording.voice import Voice

_ONLY_FOR = {
    Role.LEARNER: (
        "This one is for learners. `/peer commands` lists what you can use, and `/peer help` reaches a person."
    ),
    Role.MENTOR: "This one is for mentors. `/peer commands` lists what you can use, and `/peer help` reaches a person.",
    Role.COORDINATOR: (
        "This one is for coordinators. `/peer commands` lists what you can use, and `/peer help` reaches a person."
    ),
}


TROUBLE = "refusal.trouble"
"""What people get when something failed on our side; nothing was stored then."""


def only_for(voice: Voice, role: Role) -> Card:
    """To somebody without the right."""
    return Card(voice.say(_ONLY_FOR[role]), kind="refusal.right")


def not_yours(voice: Voice) -> Card:
    """To somebody who pressed or asked for what belongs to others."""
    return Card(
        voice.say(
            "This belongs to somebody else, so I can't show or change it here. If that seems wrong, ask a coordinator: "
            "`/peer help`."
        ),
        kind="refusal.right",
    )


def gone(voice: Voice) -> Card:
    """To somebody who pressed a button whose row is gone or not ours."""
    return Card(
        voice.say("This button no longer leads anywhere. `/peer me` shows what is open for you now."),
        kind="refusal.gone",
    )


def went_wrong(voice: Voice, reference: str) -> Card:
    """To somebody whose request failed on our side. `reference` is in the log."""
    return Card(
        voice.say(
            "Sorry, something went wrong on my side, and nothing was changed. Please try again in a minute. If it is "
            "urgent, write to a coordinator directly. (Reference for whoever runs me: {reference})",
            reference=reference,
        ),
        kind=TROUBLE,
    )


def not_understood(voice: Voice, words: NotUnderstood) -> Card:
    """To somebody who typed a command that does not exist."""
    typed = quoted(words.typed, 60)
    if not words.nearest:
        return Card(
            voice.say("I don't know “/{typed}”. `/peer commands` lists everything you can type.", typed=typed),
            kind="refusal.unknown",
            buttons=(run_button(voice.say("Show the commands"), "peer commands"),),
        )
    names = voice.say(" or ").join(f"`{command.usage}`" for command in words.nearest)
    buttons = tuple(run_button(f"/{command.name}", command.name) for command in words.nearest)
    text = voice.say("I don't know “/{typed}”. Did you mean {names}?", typed=typed, names=names)
    return Card(text, kind="refusal.unknown", buttons=buttons)


def run_button(label: str, command: str) -> Button:
    """A button that does what a command does."""
    return Button(label[:BUTTON_LABEL], Action("command.run", command.replace(" ", ".")))


def bad_argument(voice: Voice, command: Command, parameter: Parameter, problem: str) -> Card:
    """To somebody whose argument does not fit. `problem` is a sentence without its full stop, people's words quoted."""
    stop = "" if problem.endswith("?") else "."
    hint = voice.word(parameter.hint)
    return Card(
        voice.say(
            "{problem}{stop} What goes there: {hint}. In full: `{usage}`.",
            problem=problem,
            stop=stop,
            hint=hint[:1].lower() + hint[1:],
            usage=command.usage,
        ),
        kind="refusal.argument",
        buttons=(run_button(voice.say("Fill in a form"), command.name),) if command.parameters else (),
    )


def nobody_like(voice: Voice, typed: str, near: Sequence[str]) -> str:
    """The problem with a member nobody knows; `near` are names like it."""
    whom = quoted(typed, 40)
    if not near:
        return voice.say("I don't know anybody called “{whom}” here", whom=whom)
    names = voice.say(" or ").join(map(named, near))
    return voice.say("I don't know anybody called “{whom}” here; did you mean {names}?", whom=whom, names=names)


def no_day(voice: Voice, typed: str) -> str:
    """The problem with what is not a day."""
    return voice.say("“{typed}” is not a day I can read", typed=quoted(typed, 40))


def no_number(voice: Voice, typed: str) -> str:
    """The problem with what is not a whole number."""
    return voice.say("“{typed}” is not a whole number", typed=quoted(typed, 40))


def no_choice(voice: Voice, typed: str, parameter: Parameter, near: str) -> str:
    """The problem with what is not one of a few words; `near` is the likeliest, if any."""
    shown, choices = quoted(typed, 40), ", ".join(parameter.choices)
    if not near:
        return voice.say("“{typed}” is not one of {choices}", typed=shown, choices=choices)
    return voice.say("“{typed}” is not one of {choices}; did you mean {near}?", typed=shown, choices=choices, near=near)


def ask_arguments(voice: Voice, command: Command, given: dict[str, str]) -> Form:
    """The form for a command's missing options."""
    inputs = tuple(_input(voice, parameter, given.get(parameter.name, "")) for parameter in command.parameters[:5])
    title = f"/{command.name}"[:FORM_TITLE]
    return Form(Action("command.run", command.name.replace(" ", ".")), title, inputs)


def _input(voice: Voice, parameter: Parameter, value: str) -> TextInput | ChoiceInput:
    label = parameter.name.replace("_", " ").capitalize()[:INPUT_LABEL]
    if parameter.wants is Wants.CHOICE:
        options = tuple(Option(choice.replace("_", " "), choice) for choice in parameter.choices)
        return ChoiceInput(parameter.name, label, options, value, parameter.is_required)
    return TextInput(
        parameter.name,
        label,
        refilled(value, 1000) if parameter.wants is Wants.TEXT else bare(value, 1000),
        voice.word(parameter.hint),
        parameter.is_required,
        is_long=parameter.wants is Wants.TEXT,
    )
