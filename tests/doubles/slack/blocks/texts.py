"""Text objects, confirmations and options."""

from collections.abc import Iterator
from typing import Any

from tests.doubles.slack.blocks.shapes import Check, Shape, at, flag, one_of, several, text, typed


def plain(most: int) -> Check:
    """A plain_text object of so many characters."""
    return Shape({"type": one_of("plain_text"), "text": text(most)}, {"emoji": flag})


def either(most: int) -> Check:
    """A plain_text or a mrkdwn object."""
    mrkdwn = Shape({"type": one_of("mrkdwn"), "text": text(most)}, {"verbatim": flag})
    return typed({"plain_text": plain(most), "mrkdwn": mrkdwn})


CONFIRM = Shape(
    {"title": plain(100), "text": either(300), "confirm": plain(30), "deny": plain(30)},
    {"style": one_of("primary", "danger")},
)
OPTION = Shape({"text": plain(75), "value": text(150)}, {"description": plain(75)})
RICH_OPTION = Shape({"text": either(75), "value": text(150)}, {"description": either(75)})
_OPTIONS = several(OPTION, 100)


def _values_differ(value: dict[str, Any], place: str) -> Iterator[str]:
    options = [
        *(value.get("options") or ()),
        *(o for g in value.get("option_groups") or () for o in g.get("options", ())),
    ]
    values = [option.get("value") for option in options if isinstance(option, dict)]
    if len(set(values)) != len(values):
        yield at("option values must be unique", place)


def _one_source(value: dict[str, Any], place: str) -> Iterator[str]:
    if bool(value.get("options")) == bool(value.get("option_groups")):
        yield at("exactly one of options and option_groups is needed", place)


def _initial_is_offered(value: dict[str, Any], place: str) -> Iterator[str]:
    groups = value.get("option_groups") or ()
    offered = [*(value.get("options") or ()), *(option for group in groups for option in group.get("options", ()))]
    chosen = [value["initial_option"]] if value.get("initial_option") else value.get("initial_options") or []
    if any(option not in offered for option in chosen):
        yield at("initial option must be one of the options", place)


OPTION_GROUP = Shape({"label": plain(75), "options": _OPTIONS})
OFFERS: dict[str, Check] = {"options": _OPTIONS, "option_groups": several(OPTION_GROUP, 100)}
OFFER_RULES = (_values_differ, _one_source, _initial_is_offered)
LIST_RULES = (_values_differ, _initial_is_offered)
