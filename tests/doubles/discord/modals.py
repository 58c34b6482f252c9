"""Forms: Discord's checks of one, and its inputs in order."""

from collections.abc import Iterator
from typing import Any

from tests.doubles.discord.components import SELECTS, Component, Type, check_ids, check_options, check_select, walk
from tests.doubles.discord.forms import Form, Path

INPUTS = (Type.TEXT_INPUT, *SELECTS, Type.UPLOAD, Type.RADIO, Type.CHECKBOXES, Type.CHECKBOX)


def check(modal: dict[str, Any], form: Form) -> None:
    """Check a form that answers an interaction, whose `data` it is."""
    form.text(("custom_id",), modal.get("custom_id"), 1, 100)
    form.text(("title",), modal.get("title"), 1, 45)
    rows = modal.get("components") or []
    form.length(("components",), rows, 1, 5)
    for place, row in enumerate(rows):
        form.choice(("components", place, "type"), row.get("type"), (Type.ROW, Type.TEXT, Type.LABEL))
    for path, component in walk(rows):
        _check(path, component, form)
    check_ids(rows, form)


def _check(path: Path, component: Component, form: Form) -> None:
    match component.get("type"):
        case Type.ROW:
            children = component.get("components") or []
            form.length((*path, "components"), children, 1, 1)
            for place, child in enumerate(children):
                form.choice((*path, "components", place, "type"), child.get("type"), (Type.TEXT_INPUT,))
                form.text((*path, "components", place, "label"), child.get("label"), 1, 45)
        case Type.LABEL:
            form.text((*path, "label"), component.get("label"), 1, 45)
            form.text((*path, "description"), component.get("description"), 0, 100)
            kind = (component.get("component") or {}).get("type")
            form.choice((*path, "component", "type"), kind, tuple(map(int, INPUTS)))
        case Type.TEXT_INPUT:
            _check_input(path, component, form)
        case Type.SELECT:
            check_select(path, component, form)
            check_options(path, component.get("options"), form)
        case kind if kind in SELECTS:
            check_select(path, component, form)
        case Type.RADIO | Type.CHECKBOXES as kind:
            form.text((*path, "custom_id"), component.get("custom_id"), 1, 100)
            form.length((*path, "options"), component.get("options") or [], 2 if kind == Type.RADIO else 1, 10)


def _check_input(path: Path, component: Component, form: Form) -> None:
    form.text((*path, "custom_id"), component.get("custom_id"), 1, 100)
    form.choice((*path, "style"), component.get("style"), (1, 2))
    form.text((*path, "placeholder"), component.get("placeholder"), 0, 100)
    form.text((*path, "value"), component.get("value"), 0, 4000)
    least, most = component.get("min_length") or 0, component.get("max_length") or 4000
    if not 0 <= least <= 4000 or not 1 <= most <= 4000 or least > most:
        form.wrong((*path, "max_length"), "NUMBER_TYPE_MAX", "int value should be between 1 and 4000.")
    value = component.get("value")
    if value and not least <= len(value) <= most:
        form.wrong((*path, "value"), "BASE_TYPE_BAD_LENGTH", f"Must be between {least} and {most} in length.")


def inputs(modal: dict[str, Any]) -> Iterator[tuple[str, Component]]:
    """Yield every input of a form with the label a person reads above it."""
    for row in modal["components"]:
        if row["type"] == Type.LABEL:
            yield row["label"], row["component"]
        elif row["type"] == Type.ROW:
            for child in row["components"]:
                yield child["label"], child
