"""Filling in a form as Slack's client does: what it checks itself, and what the app's answer to a submission does."""

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from tests.doubles.slack.blocks import check_view, with_ids
from tests.doubles.slack.errors import SlackError, invalid_arguments
from tests.doubles.slack.methods.views import change
from tests.doubles.slack.views import MOST_ON_TOP, View

if TYPE_CHECKING:
    from tests.doubles.slack.double import SlackDouble

REQUIRED = "Please complete this required field."
Content = dict[str, Any]


class NoSuchThing(AssertionError):
    """A test asked a person to use something they do not see."""


def prefilled(view: View) -> None:
    """Put in what the app suggested; what somebody left there before stays."""
    for block in view.inputs:
        element = block["element"]
        values = view.values.setdefault(block["block_id"], {})
        if element["action_id"] not in values:
            values[element["action_id"]] = _initial(element)


def _initial(element: Content) -> Content:
    match element["type"]:
        case "static_select" | "radio_buttons":
            return {"type": element["type"], "selected_option": element.get("initial_option")}
        case "checkboxes" | "multi_static_select":
            return {"type": element["type"], "selected_options": element.get("initial_options", [])}
        case "datepicker":
            return {"type": "datepicker", "selected_date": element.get("initial_date")}
        case "timepicker":
            return {"type": "timepicker", "selected_time": element.get("initial_time")}
        case "datetimepicker":
            return {"type": "datetimepicker", "selected_date_time": element.get("initial_date_time")}
        case "users_select":
            return {"type": "users_select", "selected_user": element.get("initial_user")}
        case "multi_users_select":
            return {"type": "multi_users_select", "selected_users": element.get("initial_users", [])}
        case "conversations_select":
            return {"type": "conversations_select", "selected_conversation": element.get("initial_conversation")}
        case "channels_select":
            return {"type": "channels_select", "selected_channel": element.get("initial_channel")}
        case _:
            return {"type": element["type"], "value": element.get("initial_value")}


def fill_in(view: View, label: str, value: Any) -> None:
    """Fill in the input with this label; for lists, `value` is what is read there."""
    for block in view.inputs:
        if block["label"]["text"] == label:
            element = block["element"]
            view.values[block["block_id"]][element["action_id"]] = _filled(element, value)
            return
    raise NoSuchThing(f"the form has no input {label!r}, only {[block['label']['text'] for block in view.inputs]}")


def _filled(element: Content, value: Any) -> Content:
    match element["type"]:
        case "static_select" | "radio_buttons":
            return {"type": element["type"], "selected_option": option(element, value) if value else None}
        case "checkboxes" | "multi_static_select":
            return {"type": element["type"], "selected_options": [option(element, one) for one in value]}
        case _:
            empty = _initial({**element, "initial_value": None})
            name = next(key for key in empty if key != "type")
            return {**empty, name: value or None}


def option(element: Content, label: str) -> Content:
    """Return the option of a list that reads like this."""
    groups = element.get("option_groups") or ()
    offered = [*(element.get("options") or ()), *(one for group in groups for one in group["options"])]
    for one in offered:
        if one["text"]["text"] == label:
            found: Content = one
            return found
    raise NoSuchThing(f"the list has no {label!r}, only {[one['text']['text'] for one in offered]}")


def faults(view: View) -> dict[str, str]:
    """Return what the client itself finds wrong, by block, before anything is sent."""
    found = {}
    for block in view.inputs:
        element = block["element"]
        value = view.values[block["block_id"]][element["action_id"]]
        entered = next((part for key, part in value.items() if key != "type"), None)
        problem = _fault(element, entered, is_optional=block.get("optional", False))
        if problem:
            found[block["block_id"]] = problem
    return found


def _fault(element: Content, entered: Any, *, is_optional: bool) -> str:
    if entered in (None, "", []):
        return "" if is_optional else REQUIRED
    if not isinstance(entered, str):
        return ""
    if len(entered) < element.get("min_length", 0) or len(entered) > element.get("max_length", 3000):
        return f"Between {element.get('min_length', 0)} and {element.get('max_length', 3000)} characters, please."
    patterns: Mapping[str, Callable[[str], object]] = {
        "email_text_input": lambda text: re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", text),
        "url_text_input": lambda text: re.match(r"https?://", text),
        "number_input": lambda text: re.fullmatch(r"-?\d+(\.\d+)?", text),
    }
    check = patterns.get(element["type"])
    return "This does not look right." if check is not None and not check(entered) else ""


def answered(slack: "SlackDouble", view: View, answer: Content | None) -> str:
    """Do to the forms on screen what the app's answer to a submission says; return what went wrong, or nothing."""
    stack = slack.workspaces[view.team_id].team.views.stack(view.user_id)
    match (answer or {}).get("response_action"):
        case None if not answer:
            stack.remove(view)
            for position, left in enumerate(stack):
                left.previous_id = stack[position - 1].id if position else None
        case "clear":
            stack.clear()
        case "errors":
            return _show_errors(view, (answer or {}).get("errors"))
        case "update" | "push" as action:
            return _show_view(slack, stack, view, action, (answer or {}).get("view"))
        case other:
            return f"invalid response_action {other!r}"
    return ""


def _show_errors(view: View, errors: Any) -> str:
    known = {block["block_id"] for block in view.inputs}
    if (
        not isinstance(errors, dict)
        or not errors
        or not all(isinstance(text, str) and text for text in errors.values())
    ):
        return "errors of a form must be sentences by block"
    if set(errors) - known:
        return f"errors for inputs the form does not have: {sorted(set(errors) - known)}"
    view.errors = dict(errors)
    return ""


def _show_view(slack: "SlackDouble", stack: list[View], view: View, action: str, given: Any) -> str:
    try:
        if not isinstance(given, dict):
            raise invalid_arguments("must be an object [json-pointer:/view]")
        found = check_view(given, "modal")
        if found:
            raise invalid_arguments(*found)
    except SlackError as refusal:
        return f"{refusal.error}: {refusal.more}"
    content = {**given, "blocks": with_ids(given["blocks"], slack.short_id)}
    if action == "update":
        change(view, content)
        prefilled(view)
        return ""
    if len(stack) >= MOST_ON_TOP:
        return "push_limit_reached"
    pushed = slack.make_view(slack.app.installations[view.team_id], view.user_id, content)
    pushed.root_id, pushed.previous_id = stack[0].id, stack[-1].id
    stack.append(pushed)
    return ""
