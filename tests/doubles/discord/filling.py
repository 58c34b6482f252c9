"""How Discord's app fills in selects and forms, and what it refuses to send."""

from typing import TYPE_CHECKING, Any

from tests.doubles.discord import shapes
from tests.doubles.discord.components import SELECTS, Component, Type
from tests.doubles.discord.model import Channel, Guild, Role

if TYPE_CHECKING:
    from tests.doubles.discord.people import Person

Values = tuple[Any, ...] | list[Any]


class NotAccepted(AssertionError):
    """Discord's app would not send this: a value is missing, too long, or not among the options."""


def resolved(values: "list[Person | Role | Channel]", guild: Guild | None) -> dict[str, Any]:
    """Write what ids stand for."""
    found: dict[str, Any] = {}
    for one in values:
        if isinstance(one, Role):
            found.setdefault("roles", {})[one.id] = shapes.role(one)
        elif isinstance(one, Channel):
            found.setdefault("channels", {})[one.id] = {**shapes.channel(one), "permissions": "0"}
        else:
            found.setdefault("users", {})[one.id] = shapes.user(one.user)
            if guild is not None and one.id in guild.members:
                member = {**shapes.member(guild.members[one.id], with_user=False), "permissions": "0"}
                found.setdefault("members", {})[one.id] = member
    return found


def picked(select: Component, values: Values, guild: Guild | None) -> dict[str, Any]:
    """Return the values picked from a select: by label from a list, else people, roles or channels."""
    least, most = select.get("min_values", 1), select.get("max_values", 1)
    if not least <= len(values) <= most:
        raise NotAccepted(f"pick {least} to {most}, not {len(values)}")
    if select["type"] != Type.SELECT:
        found = resolved(list(values), guild)
        return {"values": [one.id for one in values], **({"resolved": found} if found else {})}
    return {"values": [_by_label(select["options"], one) for one in values]}


def _by_label(options: list[Component], label: Any) -> str:
    for option in options:
        if label in (option["label"], option["value"]):
            return str(option["value"])
    raise NotAccepted(f"no option {label!r}; there are {[one['label'] for one in options]}")


def filled(
    modal: dict[str, Any], values: dict[str, Any], guild: Guild | None
) -> tuple[list[Component], dict[str, Any]]:
    """Return a form's components as submitted, and what ids in it stand for."""
    left, rows = dict(values), list[Component]()
    found: dict[str, Any] = {}
    for number, row in enumerate(modal["components"], start=1):
        base = {"type": row["type"], "id": row.get("id") or number}
        match row["type"]:
            case Type.LABEL:
                value = _value(row["component"], row["label"], left, guild, found)
                rows.append({**base, "component": value})
            case Type.ROW:
                children = [_value(one, one["label"], left, guild, found) for one in row["components"]]
                rows.append({**base, "components": children})
            case _:
                rows.append(base)
    if left:
        raise NotAccepted(f"the form has no {sorted(left)}")
    return rows, found


def _value(
    component: Component, label: str, left: dict[str, Any], guild: Guild | None, found: dict[str, Any]
) -> Component:
    given = left.pop(label, left.pop(component["custom_id"], None))
    base = {"type": component["type"], "id": component.get("id") or 99, "custom_id": component["custom_id"]}
    is_required = component.get("required") is not False
    kind = component["type"]
    if kind == Type.TEXT_INPUT:
        return {**base, "value": _text(component, label, given, is_required)}
    if kind in (*SELECTS, Type.CHECKBOXES):
        if given is None and (stands := _stands(component)):
            return {**base, "values": stands}
        chosen = given if isinstance(given, list | tuple) else [] if given is None else [given]
        if not chosen and not is_required:
            return {**base, "values": []}
        answer = picked({**component, "type": kind if kind in SELECTS else Type.SELECT}, chosen, guild)
        for name, ids in answer.pop("resolved", {}).items():
            found.setdefault(name, {}).update(ids)
        return {**base, **answer}
    if kind == Type.RADIO:
        return {**base, "value": None if given is None and not is_required else _by_label(component["options"], given)}
    if kind == Type.CHECKBOX:
        return {**base, "value": bool(component.get("default") if given is None else given)}
    raise NotAccepted(f"{label}: people in tests cannot fill in components of type {kind}")


def _stands(select: Component) -> list[str]:
    """Return what a select was filled in with."""
    options = [one["value"] for one in select.get("options") or [] if one.get("default")]
    return options or [one["id"] for one in select.get("default_values") or []]


def _text(component: Component, label: str, given: Any, is_required: bool) -> str:
    text = str(component.get("value") or "" if given is None else given)
    least, most = component.get("min_length") or 0, component.get("max_length") or 4000
    if not text and is_required:
        raise NotAccepted(f"{label} is required")
    if text and not least <= len(text) <= most:
        raise NotAccepted(f"{label}: {len(text)} characters, not {least} to {most}")
    return text
