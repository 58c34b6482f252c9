"""What a platform's adapter itself has to say: where the platform cannot do what the core asked for."""

from collections.abc import Mapping

from bot.cards import Action, Button, Card, Form, Look
from bot.markup import quoted

NAME = "Kith"
"""What stands above a window that has no heading of its own."""
CLOSE = "Close"


def done() -> Card:
    """Where something was done and there is nothing to show."""
    return Card("Done. `/peer me` shows what is open for you.", kind="surface.done")


def form_waits(form: Form, opener: Action | None) -> Card:
    """Where a form cannot open by itself: one press opens it."""
    if opener is None:
        return Card(f"“{quoted(form.title)}” needs a few words from you. Please open it again.", kind="surface.form")
    return Card(
        f"“{quoted(form.title)}” needs a few words from you. Press the button to fill it in.",
        kind="surface.form",
        buttons=(Button("Fill it in", opener, Look.PRIMARY),),
    )


def not_quite(form: Form, errors: Mapping[str, str], opener: Action | None) -> Card:
    """Where a form came back with something to mend: what, and the way back into it with everything still there."""
    labels = {given.name: given.label for given in form.inputs}
    lines = [f"**{quoted(labels.get(name, name))}**: {quoted(error, 300)}" for name, error in errors.items()]
    again = "Press “Try again”: what you typed is still there." if opener else "Please open the form again."
    return Card(
        "\n".join(["Nothing is saved yet. Please look at this once more:", *lines, again]),
        kind="surface.errors",
        buttons=(Button("Try again", opener, Look.PRIMARY),) if opener else (),
    )


def nothing_to_choose() -> Card:
    """Where a form asks to choose and there is nothing to choose from."""
    return Card("There is nobody and nothing to choose here just now. Please try again later.", kind="surface.nothing")


def removed() -> str:
    """What stands in the workspace where somebody had their message taken away."""
    return "This message was removed by whoever wrote it."
