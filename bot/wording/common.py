"""What the bot says when something does not work out, wherever it happens. Always with a next step."""

from collections.abc import Sequence

from bot.cards import Action, Button, Card, ChoiceInput, Form, Option, TextInput
from bot.commands import Command, NotUnderstood, Parameter, Wants
from bot.domain.members import Role
from bot.limits import BUTTON_LABEL, FORM_TITLE, INPUT_LABEL
from bot.markup import quoted

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
        f"Only {_WHO[role]} can do this. `/peer help` shows what you can do and who can help.",
        kind="refusal.right",
    )


def not_yours() -> Card:
    """To somebody who pressed or asked for what belongs to others."""
    return Card(
        "This isn't yours to see or change. If you think it should be, ask a coordinator.", kind="refusal.right"
    )


def gone() -> Card:
    """To somebody who pressed a button whose row is gone or not ours."""
    return Card("This button no longer leads anywhere. `/peer me` shows what is open for you now.", kind="refusal.gone")


def went_wrong(reference: str) -> Card:
    """To somebody whose request failed on our side. `reference` is in the log."""
    return Card(
        f"Something went wrong on my side, and nothing was changed. Please try again in a minute. If it is urgent, "
        f"write to a coordinator directly. (Reference for the operator: {reference})",
        kind=TROUBLE,
    )


def not_understood(words: NotUnderstood) -> Card:
    """To somebody who typed a command that does not exist."""
    typed = quoted(words.typed, 60)
    if not words.nearest:
        return Card(f"I don't know “/{typed}”. `/peer commands` lists everything.", kind="refusal.unknown")
    names = " or ".join(f"`{command.usage}`" for command in words.nearest)
    buttons = tuple(run_button(f"/{command.name}", command.name) for command in words.nearest)
    return Card(f"I don't know “/{typed}”. Did you mean {names}?", kind="refusal.unknown", buttons=buttons)


def run_button(label: str, command: str) -> Button:
    """A button that does what a command does."""
    return Button(label[:BUTTON_LABEL], Action("command.run", command.replace(" ", ".")))


def bad_argument(command: Command, parameter: Parameter, problem: str) -> Card:
    """To somebody whose argument does not fit."""
    return Card(
        f"{problem}. `{command.usage}` takes {parameter.name}: {parameter.hint}.",
        kind="refusal.argument",
        buttons=(run_button("Fill in a form", command.name),) if command.parameters else (),
    )


def nobody_like(typed: str, near: Sequence[str]) -> str:
    """The problem with a member nobody knows."""
    hint = f" Did you mean {' or '.join(near)}?" if near else ""
    return f"I don't know anybody called “{quoted(typed, 40)}” here.{hint}"


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
        value[:1000],
        parameter.hint,
        parameter.is_required,
        is_long=parameter.wants is Wants.TEXT,
    )
