"""Cards as JSON, there and back without loss."""

import json
from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter

from bot.cards import Action, Attachment, Button, Card, Field, Look, Option, Select
from bot.catalogues import SOURCE
from bot.domain.calendars import CalendarFile
from bot.domain.pictures import Chart

_ENTRY, _CHART = TypeAdapter(CalendarFile), TypeAdapter(Chart)


def write_card(card: Card) -> str:
    """Return the card as JSON; what is empty is left out."""
    kept: dict[str, Any] = {"text": card.text, "kind": card.kind}
    if card.why:
        kept["why"] = card.why
    if card.title:
        kept["title"] = card.title
    if card.fields:
        kept["fields"] = [[field.name, field.value] for field in card.fields]
    if card.buttons:
        kept["buttons"] = [[button.label, button.action.id, button.look.value] for button in card.buttons]
    if card.select is not None:
        kept["select"] = _from_select(card.select)
    if card.is_pinned:
        kept["pinned"] = True
    if card.has_thread:
        kept["thread"] = True
    match card.attachment:
        case CalendarFile():
            kept["calendar"] = _ENTRY.dump_python(card.attachment, mode="json", exclude_defaults=True)
        case Chart():
            kept["chart"] = _CHART.dump_python(card.attachment, mode="json", exclude_defaults=True)
    if card.language != SOURCE:
        kept["language"] = card.language
    return json.dumps(kept, separators=(",", ":"))


def read_card(text: str) -> Card:
    """Return the card that `write_card` wrote."""
    kept = json.loads(text)
    return Card(
        text=kept["text"],
        kind=kept["kind"],
        why=kept.get("why", ""),
        title=kept.get("title", ""),
        fields=tuple(Field(name, value) for name, value in kept.get("fields", ())),
        buttons=tuple(_button(*parts) for parts in kept.get("buttons", ())),
        select=_to_select(kept["select"]) if "select" in kept else None,
        is_pinned=kept.get("pinned", False),
        has_thread=kept.get("thread", False),
        attachment=_attachment(kept),
        language=kept.get("language", SOURCE),
    )


def _attachment(kept: Mapping[str, Any]) -> Attachment | None:
    if "calendar" in kept:
        return _ENTRY.validate_python(kept["calendar"])
    return _CHART.validate_python(kept["chart"]) if "chart" in kept else None


def _button(label: str, action: str, look: str) -> Button:
    return Button(label, Action.parse(action), Look(look))


def _from_select(select: Select) -> dict[str, Any]:
    return {
        "action": select.action.id,
        "placeholder": select.placeholder,
        "options": [[option.label, option.value] for option in select.options],
    }


def _to_select(kept: dict[str, Any]) -> Select:
    options = tuple(Option(label, value) for label, value in kept["options"])
    return Select(Action.parse(kept["action"]), kept["placeholder"], options)
