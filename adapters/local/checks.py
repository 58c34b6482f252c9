"""What a platform checks in a form by itself, as Slack and Discord do, before the core sees it."""

from collections.abc import Mapping
from dataclasses import replace

from bot.cards import ChoiceInput, FieldErrors, Form, FormInput, PickInput, TextInput
from bot.limits import INPUT_VALUE, PICKED


def faults(form: Form, values: Mapping[str, str]) -> FieldErrors:
    """Return the form as it was filled in, and what is wrong by input: left out, too long, not one of the choices."""
    filled = tuple(_filled(given, values.get(given.name, "")) for given in form.inputs)
    errors = {given.name: fault for given in form.inputs if (fault := _fault(given, values.get(given.name, "")))}
    return FieldErrors(replace(form, inputs=filled), errors)


def _filled(given: FormInput, value: str) -> FormInput:
    if not isinstance(given, ChoiceInput):
        return replace(given, value=value[: _limit(given)])
    return replace(given, value=value)


def _fault(given: FormInput, value: str) -> str:
    if not value.strip():
        if not given.is_required:
            return ""
        return "Please choose one." if isinstance(given, ChoiceInput) else "Please fill this in."
    if not isinstance(given, ChoiceInput):
        limit = _limit(given)
        return f"At most {limit:,} characters fit here; these are {len(value):,}." if len(value) > limit else ""
    return "" if value in [option.value for option in given.options] else "Please choose one of the list."


def _limit(given: TextInput | PickInput) -> int:
    return min(given.limit, INPUT_VALUE) if isinstance(given, TextInput) else PICKED
