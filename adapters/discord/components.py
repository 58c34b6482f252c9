"""Buttons and lists as Discord's components. Their meaning is in the custom_id alone, so they work after a restart."""

import hashlib
from typing import Any, Final

from adapters.discord.escape import label
from bot.cards import Button, Card, Look, Option, Select

Json = dict[str, Any]

ROW: Final = 1
BUTTON: Final = 2
SELECT: Final = 3
TEXT: Final = 4
CHANNEL_SELECT: Final = 8
LABEL: Final = 18
LABEL_LIMIT: Final = 80
OPTION_LIMIT: Final = 100
_STYLES = {Look.PRIMARY: 1, Look.PLAIN: 2, Look.DANGER: 4}


def rows(card: Card, marker: int = 0) -> list[Json]:
    """Return a card's rows: its buttons, then its list. A `marker` becomes the first row's number."""
    found: list[Json] = []
    if card.buttons:
        found.append({"type": ROW, "components": [_button(button) for button in card.buttons]})
    if card.select is not None:
        found.append({"type": ROW, "components": [_select(card.select)]})
    if found and marker:
        found[0]["id"] = marker
    return found


def marker(delivery_id: str) -> int:
    """Return the number that marks a delivery's message in the history, long after its nonce is forgotten."""
    digest = hashlib.sha256(f"marker:{delivery_id}".encode()).digest()
    return 1000 + int.from_bytes(digest[:4]) % (2**31 - 1000)  # Discord numbers the other components from 1


def options(given: tuple[Option, ...], chosen: str = "") -> list[Json]:
    """Return the choices of a list; the one already chosen is marked."""
    shown = [{"label": label(option.label, OPTION_LIMIT), "value": option.value} for option in given]
    return [{**option, "default": True} if chosen and option["value"] == chosen else option for option in shown]


def _button(button: Button) -> Json:
    shown = label(button.label, LABEL_LIMIT)
    return {"type": BUTTON, "style": _STYLES[button.look], "label": shown, "custom_id": button.action.id}


def _select(select: Select) -> Json:
    return {
        "type": SELECT,
        "custom_id": select.action.id,
        "placeholder": label(select.placeholder, 150),
        "options": options(select.options),
    }
