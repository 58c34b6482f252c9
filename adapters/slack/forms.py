"""Forms as Slack's modals, cards as windows, and what people filled in. Pure."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from slack_sdk.models.blocks import (
    Block,
    ConversationFilter,
    ConversationSelectElement,
    InputBlock,
    InputInteractiveElement,
    PlainTextInputElement,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from adapters.slack import render
from adapters.slack.render import Json, as_json, line, plain
from bot import limits
from bot.cards import Card, ChoiceInput, FieldErrors, Form, FormInput, PickInput, TextInput
from bot.rooms import is_made
from bot.wording import surface

LABEL: Final = 2_000
HINT: Final = 2_000
ENTERED: Final = "entered"
"""The action id of every input; its block's id is the input's name."""


@dataclass(frozen=True, slots=True)
class Where:
    """The conversation a form was opened in; Slack does not tell when it is sent in."""

    channel: str = ""
    thread: str = ""
    is_direct: bool = True

    def write(self) -> str:
        """Return it as the private metadata of a view."""
        return json.dumps([self.channel, self.thread, self.is_direct])

    @classmethod
    def read(cls, text: object) -> "Where":
        """Read it back; where it cannot be read, the private chat."""
        try:
            channel, thread, is_direct = json.loads(str(text))
        except (ValueError, TypeError):
            return cls()
        return cls(str(channel), str(thread), bool(is_direct))


def modal(asked: Form | FieldErrors, where: Where) -> Json:
    """Return the view of a form; what was wrong so far stands below its input."""
    form, errors = (asked.form, asked.errors) if isinstance(asked, FieldErrors) else (asked, {})
    inputs = [_input(given, errors.get(given.name, "")) for given in form.inputs if _can_be_asked(given)]
    view = View(
        type="modal",
        callback_id=form.action.id,
        title=plain(form.title, limits.FORM_TITLE),
        submit=plain(surface.submit(form), limits.FORM_TITLE) if inputs else None,
        close=plain(surface.cancel(form), limits.FORM_TITLE),
        private_metadata=where.write(),
        blocks=inputs or render.blocks(surface.nothing_to_choose(form)),
    )
    return dict(view.to_dict())


def window(card: Card, where: Where, name: str, close: str) -> Json:
    """Return the view that shows a card where no message can: after a form, on the App Home."""
    heading = line(card.title or name, limits.FORM_TITLE)
    view = View(
        type="modal",
        title=plain(heading, limits.FORM_TITLE),
        close=plain(close, limits.FORM_TITLE),
        private_metadata=where.write(),
        blocks=render.blocks(card),
    )
    return dict(view.to_dict())


def page(blocks: list[Block]) -> Json:
    """Return the view of an App Home."""
    return {"type": "home", "blocks": as_json(blocks)}


def values(view: Mapping[str, Any]) -> dict[str, str]:
    """Return what somebody filled in, by input name; what is not of a modal's shape is left out."""
    found = {}
    entered = (view.get("state") or {}).get("values") or {}
    for name, elements in entered.items():
        match elements:
            case (
                {"entered": {"value": str(value)}}
                | {"entered": {"selected_option": {"value": str(value)}}}
                | {"entered": {"selected_conversation": str(value)}}
            ):
                found[str(name)] = value
    return found


def errors(form: Form, wrong: FieldErrors) -> dict[str, str]:
    """Return what was wrong by input of the form on screen; about inputs it does not have, below its first one."""
    names = [given.name for given in form.inputs]
    placed: dict[str, str] = {}
    for name, error in wrong.errors.items():
        at = name if name in names else names[0]
        placed[at] = f"{placed[at]} {error}" if at in placed else error
    return {name: line(error, HINT) for name, error in placed.items()}


def _can_be_asked(given: FormInput) -> bool:
    """Slack takes no list without anything to choose."""
    return not isinstance(given, ChoiceInput) or bool(given.options)


def _input(given: FormInput, error: str) -> InputBlock:
    hint = error or ("" if isinstance(given, ChoiceInput) else given.hint)
    return InputBlock(
        block_id=given.name,
        label=plain(given.label, LABEL),
        element=_element(given),
        hint=plain(hint, HINT) if hint else None,
        optional=not given.is_required,
    )


def _element(given: FormInput) -> InputInteractiveElement:
    match given:
        case TextInput():
            return _text(given)
        case ChoiceInput():
            return _choice(given)
        case PickInput():
            return _pick(given)


def _pick(given: PickInput) -> InputInteractiveElement:
    kinds = ConversationFilter(include=["public", "private"], exclude_bot_users=True)
    chosen = given.value if is_made(given.value) else None
    return ConversationSelectElement(action_id=ENTERED, initial_conversation=chosen, filter=kinds)


def _text(given: TextInput) -> InputInteractiveElement:
    limit = min(given.limit, limits.INPUT_VALUE)
    return PlainTextInputElement(
        action_id=ENTERED, initial_value=given.value[:limit] or None, multiline=given.is_long, max_length=limit
    )


def _choice(given: ChoiceInput) -> InputInteractiveElement:
    options = render.options(given.options)
    chosen = next((option for option in options if option.value == given.value), None)
    return StaticSelectElement(action_id=ENTERED, options=options, initial_option=chosen)
