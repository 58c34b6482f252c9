"""Buttons and forms of the core on a page: each carries a seal, so that only what was shown can come back."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.cards import Action, Button, FieldErrors, Form, FormInput, Option, Select, TextInput
from bot.desk.door import Visitor
from bot.desk.room import Room
from bot.markup import clean
from bot.wording import surface

PRESS, CHOOSE, SUBMIT = "press", "choose", "submit"
PREFIX = "value-"
"""What the names of a form's boxes begin with."""
TRIED_AT = {"own_rule.save": "/rules/draft"}
"""Forms that can be tried before they are sent, and where."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """What a form on a page sends unseen."""

    fields: Mapping[str, str]
    label: str
    look: str = "plain"


@dataclass(frozen=True, slots=True)
class Box:
    """One input of a form; `options` where there is something to choose from."""

    name: str
    label: str
    value: str
    hint: str
    error: str
    is_required: bool
    is_long: bool = False
    limit: int = 0
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class Dialog:
    """A form of the core, to be filled in."""

    title: str
    boxes: tuple[Box, ...]
    sealed: Sealed
    errors: tuple[str, ...] = field(default=())
    tried_at: str = ""
    """Where it can be tried before it is sent."""


class Sealing:
    """Makes forms for one visit; `back` is the page to go back to."""

    def __init__(self, room: Room, visitor: Visitor, back: str) -> None:
        self._room, self._visitor, self._back = room, visitor, back

    def press(self, button: Button) -> Sealed:
        """Return a button."""
        return self._sealed(PRESS, button.action, clean(button.label), button.look.value)

    def choose(self, select: Select) -> Sealed:
        """Return the button below a list."""
        return self._sealed(CHOOSE, select.action, clean(select.placeholder))

    def dialog(self, form: Form | FieldErrors) -> Dialog:
        """Return a form, with what was wrong when it was sent before."""
        asked, errors = (form.form, form.errors) if isinstance(form, FieldErrors) else (form, {})
        boxes = tuple(_box(each, errors.get(each.name, "")) for each in asked.inputs)
        elsewhere = tuple(text for name, text in errors.items() if name not in {each.name for each in asked.inputs})
        sealed = self._sealed(SUBMIT, asked.action, clean(surface.submit(asked)), "primary")
        return Dialog(clean(asked.title), boxes, sealed, elsewhere, TRIED_AT.get(asked.action.name, ""))

    def _sealed(self, kind: str, action: Action, label: str, look: str = "plain") -> Sealed:
        once = secrets.token_urlsafe(9)
        seal = self._room.seal(self._visitor, kind, action.id, once, self._back)
        fields = {"kind": kind, "action": action.id, "once": once, "back": self._back, "seal": seal}
        return Sealed(fields, label, look)


def _box(each: FormInput, error: str) -> Box:
    if isinstance(each, TextInput):
        return Box(
            f"{PREFIX}{each.name}",
            clean(each.label),
            clean(each.value),
            clean(each.hint),
            clean(error),
            each.is_required,
            each.is_long,
            each.limit,
        )
    options = () if not hasattr(each, "options") else each.options
    return Box(
        f"{PREFIX}{each.name}", clean(each.label), each.value, "", clean(error), each.is_required, options=options
    )
