"""What the bot says when something does not work out, wherever it happens. Always with a next step."""

from collections.abc import Sequence

from bot.cards import Action, Button, Card, ChoiceInput, Form, Option, TextInput
from bot.commands import Command, NotUnderstood, Parameter, Wants
from bot.domain.members import Role
from bot.limits import BUTTON_LABEL, FORM_TITLE, INPUT_LABEL
from bot.markup import bare, named, quoted, refilled

_WHO = {
    Role.LEARNER: "learners",
    Role.MENTOR: "mentors",
    Role.COORDINATOR: "coordinators",
}


TROUBLE = "refusal.trouble"
"""What people get when something failed on our side; nothing was stored then."""


def only_for(role: Role) -> Card:
    """To somebody without the right."""
    return Card(
        f"This one is for {_WHO[role]}. `/peer commands` lists what you can use, and `/peer help` reaches a person.",
        kind="refusal.right",
    )


def not_yours() -> Card:
    """To somebody who pressed or asked for what belongs to others."""
    return Card(
        "This belongs to somebody else, so I can't show or change it here. If that seems wrong, ask a coordinator: "
        "`/peer help`.",
        kind="refusal.right",
    )


def gone() -> Card:
    """To somebody who pressed a button whose row is gone or not ours."""
    return Card("This button no longer leads anywhere. `/peer me` shows what is open for you now.", kind="refusal.gone")


def went_wrong(reference: str) -> Card:
    """To somebody whose request failed on our side. `reference` is in the log."""
    return Card(
        f"Sorry, something went wrong on my side, and nothing was changed. Please try again in a minute. If it is "
        f"urgent, write to a coordinator directly. (Reference for whoever runs me: {reference})",
        kind=TROUBLE,
    )


def not_understood(words: NotUnderstood) -> Card:
    """To somebody who typed a command that does not exist."""
    typed = quoted(words.typed, 60)
    if not words.nearest:
        return Card(
            f"I don't know “/{typed}”. `/peer commands` lists everything you can type.",
            kind="refusal.unknown",
            buttons=(run_button("Show the commands", "peer commands"),),
        )
    names = " or ".join(f"`{command.usage}`" for command in words.nearest)
    buttons = tuple(run_button(f"/{command.name}", command.name) for command in words.nearest)
    return Card(f"I don't know “/{typed}”. Did you mean {names}?", kind="refusal.unknown", buttons=buttons)


def run_button(label: str, command: str) -> Button:
    """A button that does what a command does."""
    return Button(label[:BUTTON_LABEL], Action("command.run", command.replace(" ", ".")))


def bad_argument(command: Command, parameter: Parameter, problem: str) -> Card:
    """To somebody whose argument does not fit. `problem` is a sentence without its full stop, people's words quoted."""
    stop = "" if problem.endswith("?") else "."
    hint = parameter.hint[:1].lower() + parameter.hint[1:]
    return Card(
        f"{problem}{stop} What goes there: {hint}. In full: `{command.usage}`.",
        kind="refusal.argument",
        buttons=(run_button("Fill in a form", command.name),) if command.parameters else (),
    )


def nobody_like(typed: str, near: Sequence[str]) -> str:
    """The problem with a member nobody knows; `near` are names like it."""
    hint = f"; did you mean {' or '.join(map(named, near))}?" if near else ""
    return f"I don't know anybody called “{quoted(typed, 40)}” here{hint}"


def no_day(typed: str) -> str:
    """The problem with what is not a day."""
    return f"“{quoted(typed, 40)}” is not a day I can read"


def no_number(typed: str) -> str:
    """The problem with what is not a whole number."""
    return f"“{quoted(typed, 40)}” is not a whole number"


def no_choice(typed: str, parameter: Parameter, near: str) -> str:
    """The problem with what is not one of a few words; `near` is the likeliest, if any."""
    hint = f"; did you mean {near}?" if near else ""
    return f"“{quoted(typed, 40)}” is not one of {', '.join(parameter.choices)}{hint}"


def ask_arguments(command: Command, given: dict[str, str]) -> Form:
    """The form for a command's missing options."""
    inputs = tuple(_input(parameter, given.get(parameter.name, "")) for parameter in command.parameters[:5])
    title = f"/{command.name}"[:FORM_TITLE]
    return Form(Action("command.run", command.name.replace(" ", ".")), title, inputs)


def _input(parameter: Parameter, value: str) -> TextInput | ChoiceInput:
    label = parameter.name.replace("_", " ").capitalize()[:INPUT_LABEL]
    if parameter.wants is Wants.CHOICE:
        options = tuple(Option(choice.replace("_", " "), choice) for choice in parameter.choices)
        return ChoiceInput(parameter.name, label, options, value, parameter.is_required)
    return TextInput(
        parameter.name,
        label,
        refilled(value, 1000) if parameter.wants is Wants.TEXT else bare(value, 1000),
        parameter.hint,
        parameter.is_required,
        is_long=parameter.wants is Wants.TEXT,
    )
