"""views.*: forms and the App Home."""

import json
from typing import Any

from tests.doubles.slack.blocks import check_view, with_ids
from tests.doubles.slack.errors import SlackError, invalid_arguments
from tests.doubles.slack.methods.registry import Answer, Call, method
from tests.doubles.slack.views import MOST_ON_TOP, View

MOST_BYTES = 250_000


@method("views.open", tier=4)
async def open_form(call: Call) -> Answer:
    """Open a form before the person whose trigger this is."""
    content = _content(call, "modal")
    trigger = call.slack.triggers.exchange(call.arguments.needed("trigger_id"), call.installation, call.now)
    _is_new(call, content)
    view = call.slack.make_view(call.installation, trigger.user_id, content)
    call.team.views.stack(trigger.user_id)[:] = [view]
    return {"view": view.described()}


@method("views.push", tier=4)
async def push(call: Call) -> Answer:
    """Put a form on top of the one whose button was pressed."""
    content = _content(call, "modal")
    trigger = call.slack.triggers.exchange(call.arguments.needed("trigger_id"), call.installation, call.now)
    stack = call.team.views.stack(trigger.user_id)
    if not stack or trigger.view_id not in [view.id for view in stack]:
        raise SlackError("not_found")
    if len(stack) >= MOST_ON_TOP:
        raise SlackError("push_limit_reached")
    _is_new(call, content)
    view = call.slack.make_view(call.installation, trigger.user_id, content)
    view.root_id, view.previous_id = stack[0].id, stack[-1].id
    stack.append(view)
    return {"view": view.described()}


@method("views.update", tier=4)
async def update(call: Call) -> Answer:
    """Change a form that is open."""
    content = _content(call, "modal")
    external_id = call.arguments.text("external_id")
    view = call.team.views.find(call.arguments.text("view_id"), external_id)
    if view is None or view.app_id != call.installation.app.id or view.content["type"] != "modal":
        raise SlackError("not_found")
    _hash_fits(call, view)
    change(view, content)
    return {"view": view.described()}


@method("views.publish", tier=4)
async def publish(call: Call) -> Answer:
    """Put a page on somebody's App Home."""
    content = _content(call, "home")
    if not call.installation.app.has_home:
        raise SlackError("not_enabled")
    user = call.person("user_id")
    view = call.team.views.home(user.id, call.installation.app.id)
    if view is None:
        view = call.slack.make_view(call.installation, user.id, content)
    else:
        _hash_fits(call, view)
        change(view, content)
    call.team.views.put_home(view)
    return {"view": view.described()}


def change(view: View, content: dict[str, Any]) -> None:
    """Show something else; what was filled in stays where block and action are still there."""
    kept = {
        (block["block_id"], block["element"]["action_id"]) for block in content["blocks"] if block["type"] == "input"
    }
    view.content, view.revision, view.errors = content, view.revision + 1, {}
    view.values = {
        block_id: {action_id: value for action_id, value in values.items() if (block_id, action_id) in kept}
        for block_id, values in view.values.items()
        if any(block_id == kept_id for kept_id, _ in kept)
    }


def read_view(call: Call, given: Any, kind: str) -> dict[str, Any]:
    """Check a view and fill in its ids; used for what an acknowledgement brings too."""
    if not isinstance(given, dict):
        raise invalid_arguments("must be an object [json-pointer:/view]")
    if len(json.dumps(given)) > MOST_BYTES:
        raise SlackError("view_too_large")
    found = check_view(given, kind)
    if found:
        raise invalid_arguments(*found)
    return {**given, "blocks": with_ids(given["blocks"], call.slack.short_id)}


def _content(call: Call, kind: str) -> dict[str, Any]:
    return read_view(call, call.arguments.parsed("view", "invalid_arguments"), kind)


def _is_new(call: Call, content: dict[str, Any]) -> None:
    external_id = content.get("external_id")
    if external_id and call.team.views.find("", external_id) is not None:
        raise SlackError("duplicate_external_id")


def _hash_fits(call: Call, view: View) -> None:
    if call.arguments.text("hash", view.hash) != view.hash:
        raise SlackError("hash_conflict")
