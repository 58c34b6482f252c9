"""The app's manifest: made from the commands there are, asking for no more than is used. Pure."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from bot.commands import Command
from bot.wording.commands import MENUS, ROOTS, SHORTCUTS

SCOPES: Final[Mapping[str, str]] = {
    "chat:write": "to write to groups and people, and to change what it wrote",
    "commands": "for /peer, /mentor, /coord and the shortcuts",
    "channels:history": "to hear that somebody wrote in a public channel of a cohort, and to find what it wrote there",
    "files:write": "to send the calendar entry of a session or an event along with its message",
    "groups:history": "the same in private channels",
    "im:history": "to hear what people write to it in private, and to find what it wrote there",
    "im:write": "to open a private chat with somebody",
    "groups:write": "to make private channels for groups, let their people in and out, and archive them in the end",
    "groups:read": "to find a channel it had made before a crash, and to hear that one was archived or deleted",
    "mpim:write": "to open the chat of a mentor, a learner and the bot",
    "mpim:history": "to find what it wrote there itself; what the two write is not told to it",
    "pins:write": "to pin the privacy notice, and what a room is for",
    "users:read": "to hear that somebody joined or left the workspace, and to read the time zone in a profile",
}
"""What the bot may do, each with its reason."""
EVENTS: Final = (
    "app_home_opened",
    "app_uninstalled",
    "group_archive",
    "group_deleted",
    "message.channels",
    "message.groups",
    "message.im",
    "team_join",
    "tokens_revoked",
    "user_change",
)
_ABOUT = "Carries peer groups and mentoring programmes: asks how people are, and brings them to each other."
_HINT: Final = 1_000
NAME: Final = 35
"""Characters of an app's name."""
TOLD: Final = "/slack/events"
"""Where Slack delivers everything over HTTP: events, commands, buttons, forms and shortcuts."""
INSTALL: Final = "/slack/install"
REDIRECT: Final = "/slack/oauth_redirect"
"""Where somebody sets out who installs the app, and where Slack sends them back to."""


def manifest(commands: Iterable[Command], name: str = "Kith", public_url: str = "") -> dict[str, Any]:
    """Return the manifest of an app in Socket Mode; with an address, of one that Slack tells over HTTP."""
    root = public_url.rstrip("/")
    told_at = {"request_url": f"{root}{TOLD}"} if root else {}
    by_root: dict[str, list[Command]] = {}
    for command in sorted(commands, key=lambda command: command.name):
        by_root.setdefault(command.root, []).append(command)
    return {
        "display_information": {"name": name, "description": _ABOUT, "background_color": "#2f5d62"},
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": name, "always_online": True},
            "slash_commands": [_slash(word, by_root[word], told_at) for word in ROOTS if word in by_root],
            "shortcuts": [*_shortcuts(SHORTCUTS, "global"), *_shortcuts(MENUS, "message")],
        },
        "oauth_config": {
            **({"redirect_urls": [f"{root}{REDIRECT}"]} if root else {}),
            "scopes": {"bot": list(SCOPES)},
        },
        "settings": {
            "event_subscriptions": {**told_at, "bot_events": list(EVENTS)},
            "interactivity": {"is_enabled": True, **told_at},
            "org_deploy_enabled": False,
            "socket_mode_enabled": not root,
            "token_rotation_enabled": False,
        },
    }


def _slash(root: str, commands: list[Command], told_at: Mapping[str, str]) -> dict[str, Any]:
    words = [command.name.removeprefix(root).strip() for command in commands]
    return {
        "command": f"/{root}",
        "description": ROOTS[root],
        "usage_hint": " | ".join(word for word in words if word)[:_HINT],
        "should_escape": True,
        **({"url": told_at["request_url"]} if told_at else {}),
    }


def _shortcuts(menus: Mapping[str, Any], kind: str) -> list[dict[str, Any]]:
    return [
        {"name": label, "type": kind, "callback_id": action.id, "description": label} for label, action in menus.items()
    ]


def written(found: Mapping[str, Any]) -> str:
    """Return a manifest as YAML, the reason beside each scope."""
    return "\n".join(_lines(found, "")) + "\n"


def _lines(value: Any, indent: str) -> Iterator[str]:
    match value:
        case dict():
            for key, inner in value.items():
                if isinstance(inner, dict | list):
                    yield f"{indent}{key}:"
                    yield from _lines(inner, f"{indent}  ")
                else:
                    yield f"{indent}{key}: {json.dumps(inner, ensure_ascii=False)}"
        case list():
            for inner in value:
                first, *rest = _lines(inner, f"{indent}  ") if isinstance(inner, dict) else [_entry(inner, indent)]
                yield f"{indent}- {first.strip()}"
                yield from rest


def _entry(value: str, indent: str) -> str:
    reason = SCOPES.get(value, "")
    return f"{indent}{json.dumps(value)}" + (f"  # {reason}" if reason else "")
