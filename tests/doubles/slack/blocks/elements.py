"""Interactive elements: buttons, selects, inputs. External selects and rich text inputs are not among them."""

from collections.abc import Iterator
from typing import Any

from tests.doubles.slack.blocks.shapes import Check, Shape, at, flag, matching, number, one_of, several, text
from tests.doubles.slack.blocks.texts import (
    CONFIRM,
    LIST_RULES,
    OFFER_RULES,
    OFFERS,
    OPTION,
    RICH_OPTION,
    plain,
)

_ACTION: dict[str, Check] = {"action_id": text(255), "confirm": CONFIRM, "focus_on_load": flag}
_SELECT = {**_ACTION, "placeholder": plain(150)}
_MULTI = {**_SELECT, "max_selected_items": number(1, 100)}
_DISPATCH = Shape({}, {"trigger_actions_on": several(one_of("on_enter_pressed", "on_character_entered"), 2)})
_TEXT_INPUT = {
    "action_id": text(255),
    "placeholder": plain(150),
    "focus_on_load": flag,
    "dispatch_action_config": _DISPATCH,
}
_FILTER = Shape(
    {},
    {
        "include": several(one_of("im", "mpim", "private", "public"), 4),
        "exclude_external_shared_channels": flag,
        "exclude_bot_users": flag,
    },
)


def _of(kind: str, needs: dict[str, Check], may: dict[str, Check], *besides: Check) -> Shape:
    return Shape({"type": one_of(kind), **needs}, may, besides)


def _lengths_fit(value: dict[str, Any], place: str) -> Iterator[str]:
    least, most = value.get("min_length"), value.get("max_length")
    if isinstance(least, int) and isinstance(most, int) and least > most:
        yield at("min_length must not be more than max_length", place)
    initial = value.get("initial_value")
    if isinstance(initial, str) and isinstance(most, int) and len(initial) > most:
        yield at(f"must be less than {most + 1} characters", f"{place}/initial_value")


def _url_or_action(value: dict[str, Any], place: str) -> Iterator[str]:
    if value.get("url") is not None and not str(value["url"]).startswith(
        ("http://", "https://", "slack://", "mailto:")
    ):
        yield at("must be a valid URL", f"{place}/url")


BUTTON = _of(
    "button",
    {"text": plain(75)},
    {
        "action_id": text(255),
        "url": text(3000),
        "value": text(2000),
        "style": one_of("primary", "danger"),
        "confirm": CONFIRM,
        "accessibility_label": text(75),
    },
    _url_or_action,
)
IMAGE = _of(
    "image",
    {"alt_text": text(2000)},
    {"image_url": text(3000), "slack_file": Shape({}, {"id": text(50), "url": text(3000)})},
)

SELECTS: dict[str, Check] = {
    "static_select": _of("static_select", {}, {**_SELECT, **OFFERS, "initial_option": OPTION}, *OFFER_RULES),
    "users_select": _of("users_select", {}, {**_SELECT, "initial_user": text(20)}),
    "conversations_select": _of(
        "conversations_select",
        {},
        {
            **_SELECT,
            "initial_conversation": text(20),
            "default_to_current_conversation": flag,
            "response_url_enabled": flag,
            "filter": _FILTER,
        },
    ),
    "channels_select": _of(
        "channels_select", {}, {**_SELECT, "initial_channel": text(20), "response_url_enabled": flag}
    ),
    "multi_static_select": _of(
        "multi_static_select", {}, {**_MULTI, **OFFERS, "initial_options": several(OPTION, 100)}, *OFFER_RULES
    ),
    "multi_users_select": _of("multi_users_select", {}, {**_MULTI, "initial_users": several(text(20), 100)}),
}
PICKERS: dict[str, Check] = {
    "datepicker": _of("datepicker", {}, {**_SELECT, "initial_date": matching(r"\d{4}-\d\d-\d\d", "2026-03-02")}),
    "timepicker": _of(
        "timepicker", {}, {**_SELECT, "initial_time": matching(r"[0-2]\d:[0-5]\d", "09:30"), "timezone": text(50)}
    ),
    "datetimepicker": _of("datetimepicker", {}, {**_ACTION, "initial_date_time": number(0, 9_999_999_999)}),
    "radio_buttons": _of(
        "radio_buttons",
        {"options": several(RICH_OPTION, 10)},
        {**_ACTION, "initial_option": RICH_OPTION},
        *LIST_RULES,
    ),
    "checkboxes": _of(
        "checkboxes",
        {"options": several(RICH_OPTION, 10)},
        {**_ACTION, "initial_options": several(RICH_OPTION, 10)},
        *LIST_RULES,
    ),
}
OVERFLOW = _of("overflow", {"options": several(OPTION, 5)}, {"action_id": text(255), "confirm": CONFIRM}, *LIST_RULES)
TEXT_INPUTS: dict[str, Check] = {
    "plain_text_input": _of(
        "plain_text_input",
        {},
        {
            **_TEXT_INPUT,
            "initial_value": text(3000, 0),
            "multiline": flag,
            "min_length": number(0, 3000),
            "max_length": number(1, 3000),
        },
        _lengths_fit,
    ),
    "email_text_input": _of("email_text_input", {}, {**_TEXT_INPUT, "initial_value": text(3000, 0)}),
    "url_text_input": _of("url_text_input", {}, {**_TEXT_INPUT, "initial_value": text(3000, 0)}),
    "number_input": _of(
        "number_input",
        {"is_decimal_allowed": flag},
        {**_TEXT_INPUT, "initial_value": text(50, 0), "min_value": text(50), "max_value": text(50)},
    ),
}

IN_ACTIONS: dict[str, Check] = {"button": BUTTON, "overflow": OVERFLOW, **SELECTS, **PICKERS}
AS_ACCESSORY: dict[str, Check] = {**IN_ACTIONS, "image": IMAGE}
AS_INPUT: dict[str, Check] = {**TEXT_INPUTS, **SELECTS, **PICKERS}
