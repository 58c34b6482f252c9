"""Forms as Discord's modals, and what people filled in. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from adapters.discord.components import CHANNEL_SELECT, LABEL, SELECT, TEXT, Json, options
from adapters.discord.directory import is_snowflake
from adapters.discord.escape import label
from bot.cards import ChoiceInput, FieldErrors, Form, FormInput, PickInput, TextInput

TITLE: Final = 45
NAME: Final = 45
DESCRIPTION: Final = 100
VALUE: Final = 4000
_SHORT, _LONG = 1, 2
_TEXT_CHANNEL: Final = 0


def modal(asked: Form | FieldErrors) -> Json:
    """Return the modal; what was wrong stands below its input's name."""
    form, errors = (asked.form, asked.errors) if isinstance(asked, FieldErrors) else (asked, {})
    return {
        "custom_id": form.action.id,
        "title": label(form.title, TITLE),
        "components": [_labelled(given, errors.get(given.name, "")) for given in form.inputs],
    }


def values(components: Any) -> dict[str, str]:
    """Return what somebody filled in, by input name; anything that is not of the modal's shape is left out."""
    return dict(_filled(components))


def filled(form: Form, given: Mapping[str, str]) -> Form:
    """Return a form as somebody left it, so that nothing has to be typed twice."""
    return replace(form, inputs=tuple(_with(each, given) for each in form.inputs))


def _labelled(given: FormInput, error: str) -> Json:
    hint = "" if isinstance(given, ChoiceInput) else given.hint
    about = label(error or hint, DESCRIPTION)
    return {
        "type": LABEL,
        "label": label(given.label, NAME),
        **({"description": about} if about else {}),
        "component": _inner(given),
    }


def _inner(given: FormInput) -> Json:
    match given:
        case TextInput():
            return _text(given)
        case ChoiceInput():
            return _choice(given)
        case PickInput():
            return _pick(given)


def _text(given: TextInput) -> Json:
    limit = min(given.limit, VALUE)
    return {
        "type": TEXT,
        "custom_id": given.name,
        "style": _LONG if given.is_long else _SHORT,
        "required": given.is_required,
        "max_length": limit,
        **({"value": given.value[:limit]} if given.value else {}),
    }


def _choice(given: ChoiceInput) -> Json:
    return {
        "type": SELECT,
        "custom_id": given.name,
        "required": given.is_required,
        "min_values": 1 if given.is_required else 0,
        "max_values": 1,
        "options": options(given.options, given.value),
    }


def _pick(given: PickInput) -> Json:
    return {
        "type": CHANNEL_SELECT,
        "custom_id": given.name,
        "required": given.is_required,
        "min_values": 1 if given.is_required else 0,
        "max_values": 1,
        "channel_types": [_TEXT_CHANNEL],
        **({"default_values": [{"id": given.value, "type": "channel"}]} if is_snowflake(given.value) else {}),
    }


def _filled(components: Any) -> Iterator[tuple[str, str]]:
    for outer in components if isinstance(components, list) else ():
        inner = outer.get("component") if isinstance(outer, dict) else None
        match inner:
            case {"custom_id": str(name), "value": str(value)}:
                yield name, value
            case {"custom_id": str(name), "values": [str(value), *_]}:
                yield name, value


def _with(each: FormInput, given: Mapping[str, str]) -> FormInput:
    value = given.get(each.name, "")
    return replace(each, value=value[: each.limit] if isinstance(each, TextInput) else value)
