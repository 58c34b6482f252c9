"""What the bot shows: cards, forms and the actions behind their buttons. Constructors hold the tighter limits."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot import limits
from bot.catalogues import SOURCE
from bot.domain.calendars import CalendarFile
from bot.domain.pictures import Chart

_ACTION = re.compile(r"v1:(?P<name>[a-z_]+\.[a-z_]+):(?P<subject>[A-Za-z0-9_.:-]*)\Z")
_ACTION_NAME = re.compile(r"[a-z_]+\.[a-z_]+\Z")


@dataclass(frozen=True, slots=True)
class Action:
    """The meaning of a button, form or timer: `noun.verb` and the row it is about. Works after a restart."""

    name: str
    subject: str = ""

    def __post_init__(self) -> None:
        if not _ACTION.match(self.id):
            raise ValueError(f"not an action: {self.id!r}")
        _at_most(limits.ACTION_ID, action=self.id)

    @property
    def id(self) -> str:
        """The form that travels through platforms: versioned, ids only."""
        return f"v1:{self.name}:{self.subject}"

    @classmethod
    def parse(cls, text: str) -> "Action":
        """Read an action back; raises ValueError on anything we did not write."""
        match = _ACTION.match(text)
        if match is None:
            raise ValueError("not an action of ours")
        return cls(match["name"], match["subject"])


class Look(StrEnum):
    """How much a button asks to be pressed; colour is never the only sign."""

    PRIMARY = "primary"
    PLAIN = "plain"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class Button:
    """A label and what pressing it means."""

    label: str
    action: Action
    look: Look = Look.PLAIN

    def __post_init__(self) -> None:
        _at_most(limits.BUTTON_LABEL, label=self.label)


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a select."""

    label: str
    value: str

    def __post_init__(self) -> None:
        _at_most(limits.OPTION_LABEL, option=self.label)
        _at_most(limits.OPTION_LABEL, value=self.value)


@dataclass(frozen=True, slots=True)
class Select:
    """A list to choose one thing from; the choice arrives as the action's value."""

    action: Action
    placeholder: str
    options: tuple[Option, ...]

    def __post_init__(self) -> None:
        _count(limits.OPTIONS, options=self.options)


@dataclass(frozen=True, slots=True)
class Field:
    """A short named value on a card."""

    name: str
    value: str

    def __post_init__(self) -> None:
        _at_most(limits.FIELD_NAME, field=self.name)
        _at_most(limits.FIELD_VALUE, value=self.value)


Attachment = CalendarFile | Chart
"""What may come along with a message; adapters write it as a file."""


@dataclass(frozen=True, slots=True)
class Card:
    """One message. `kind` is its stable name, `why` the sentence a reader gets who asks why it came.

    `text`, `why` and the values of fields are of the small Markdown subset (`bot/markup.py`); titles, labels and
    options are plain, and adapters escape them.
    `language`: what it is written in, for what delivery and platforms add to it; whoever records it sets it.
    `is_pinned`: it stays in sight, where the platform can pin it. `has_thread`: answers belong into one thread below
    it, which the platform opens where threads have to be opened. `attachment` comes with a
    new message, not with a changed one.
    """

    text: str
    kind: str
    why: str = ""
    title: str = ""
    fields: tuple[Field, ...] = ()
    buttons: tuple[Button, ...] = ()
    select: Select | None = None
    is_pinned: bool = False
    has_thread: bool = False
    attachment: Attachment | None = None
    language: str = SOURCE

    def __post_init__(self) -> None:
        if not _ACTION_NAME.match(self.kind):
            raise ValueError(f"a kind is noun.verb, not {self.kind!r}")
        dressed = self.title or self.fields or self.buttons or self.select
        _at_most(limits.CARD_TEXT if dressed else limits.TEXT, text=self.text)
        _at_most(limits.TITLE, title=self.title)
        _count(limits.FIELDS, fields=self.fields)
        _count(limits.BUTTONS, buttons=self.buttons)


@dataclass(frozen=True, slots=True)
class TextInput:
    """A box to type in; `limit` characters at most."""

    name: str
    label: str
    value: str = ""
    hint: str = ""
    is_required: bool = True
    is_long: bool = False
    limit: int = 1000

    def __post_init__(self) -> None:
        _at_most(limits.INPUT_LABEL, label=self.label)
        _at_most(min(self.limit, limits.INPUT_VALUE), value=self.value)


@dataclass(frozen=True, slots=True)
class ChoiceInput:
    """One choice out of a few inside a form."""

    name: str
    label: str
    options: tuple[Option, ...]
    value: str = ""
    is_required: bool = True

    def __post_init__(self) -> None:
        _at_most(limits.INPUT_LABEL, label=self.label)
        _count(limits.OPTIONS, options=self.options)


@dataclass(frozen=True, slots=True)
class PickInput:
    """A channel of the workspace, picked from all there are; `value` is the platform's id.

    A platform that cannot offer them asks for the channel's name.
    """

    name: str
    label: str
    value: str = ""
    hint: str = ""
    is_required: bool = False

    def __post_init__(self) -> None:
        _at_most(limits.INPUT_LABEL, label=self.label)


FormInput = TextInput | ChoiceInput | PickInput


@dataclass(frozen=True, slots=True)
class Form:
    """A dialog; what is submitted comes back under `action`. `submit` may be left out; `language` as for a card."""

    action: Action
    title: str
    inputs: tuple[FormInput, ...]
    submit: str = ""
    language: str = SOURCE

    def __post_init__(self) -> None:
        _at_most(limits.FORM_TITLE, title=self.title)
        _count(limits.FORM_INPUTS, inputs=self.inputs)


@dataclass(frozen=True, slots=True)
class FieldErrors:
    """What was wrong in a submitted form, by input; `form` is the same form, filled in, to try again."""

    form: Form
    errors: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Page:
    """Somebody's own page: cards, and below headings the buttons of everything they may do."""

    cards: tuple[Card, ...]
    deeds: Mapping[str, tuple[Button, ...]] = field(default_factory=dict)


def _at_most(limit: int, **named: str) -> None:
    for name, text in named.items():
        if len(text) > limit:
            raise ValueError(f"{name} has {len(text)} characters, at most {limit} fit everywhere")


def _count(limit: int, **named: tuple[object, ...]) -> None:
    for name, items in named.items():
        if len(items) > limit:
            raise ValueError(f"{len(items)} {name}, at most {limit} fit everywhere")
