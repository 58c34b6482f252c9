"""An app registered from its manifest, as `apps.manifest.create` does: what it does not name, the app cannot do."""

import dataclasses
from collections.abc import Mapping
from typing import Any

from tests.doubles.slack.apps import BOT_EVENTS, BOT_SCOPES, App, Command, Shortcut

_KNOWN = {
    "": {"_metadata", "display_information", "features", "oauth_config", "settings"},
    "display_information": {"name", "description", "background_color", "long_description"},
    "features": {"app_home", "bot_user", "shortcuts", "slash_commands"},
    "features.app_home": {"home_tab_enabled", "messages_tab_enabled", "messages_tab_read_only_enabled"},
    "features.bot_user": {"display_name", "always_online"},
    "oauth_config": {"redirect_urls", "scopes"},
    "oauth_config.scopes": {"bot", "user"},
    "settings": {
        *(
            "event_subscriptions",
            "interactivity",
            "org_deploy_enabled",
            "socket_mode_enabled",
            "token_rotation_enabled",
        ),
        "is_hosted",
    },
    "settings.event_subscriptions": {"request_url", "bot_events", "user_events"},
    "settings.interactivity": {"is_enabled", "request_url", "message_menu_options_url"},
}
_SHORTCUT_TYPES = ("message", "global")


class BadManifest(Exception):
    """A manifest Slack would not take; `problems` name places, like `/features/shortcuts/0/name`."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("; ".join(problems))


def registered(app: App, manifest: Mapping[str, Any]) -> App:
    """Return the app with what a manifest says of it; BadManifest where Slack would refuse."""
    problems = [*_unknown_keys(manifest), *_faults(manifest)]
    if problems:
        raise BadManifest(problems)
    features, settings = manifest.get("features", {}), manifest.get("settings", {})
    home = features.get("app_home", {})
    return dataclasses.replace(
        app,
        name=manifest["display_information"]["name"],
        scopes=frozenset(manifest.get("oauth_config", {}).get("scopes", {}).get("bot", ())),
        redirect_urls=tuple(manifest.get("oauth_config", {}).get("redirect_urls", ())),
        events=frozenset(settings.get("event_subscriptions", {}).get("bot_events", ())),
        commands=tuple(_command(entry) for entry in features.get("slash_commands", ())),
        shortcuts=tuple(_shortcut(entry) for entry in features.get("shortcuts", ())),
        has_home=bool(home.get("home_tab_enabled", False)),
        has_messages_tab=bool(home.get("messages_tab_enabled", False)),
        uses_sockets=bool(settings.get("socket_mode_enabled", False)),
        is_interactive=bool(settings.get("interactivity", {}).get("is_enabled", False)),
        rotates_tokens=bool(settings.get("token_rotation_enabled", False)),
        request_url=settings.get("interactivity", {}).get("request_url", ""),
    )


def _command(entry: Mapping[str, Any]) -> Command:
    return Command(entry["command"], bool(entry.get("should_escape", False)))


def _shortcut(entry: Mapping[str, Any]) -> Shortcut:
    return Shortcut(entry["name"], entry["callback_id"], entry["type"] == "message")


def _unknown_keys(manifest: Mapping[str, Any]) -> list[str]:
    found = []
    for place, known in _KNOWN.items():
        part: Any = manifest
        for step in place.split(".") if place else ():
            part = part.get(step, {}) if isinstance(part, Mapping) else {}
        found += [f"/{place.replace('.', '/')}: {key} is not known" for key in part if key not in known]
    return found


def _faults(manifest: Mapping[str, Any]) -> list[str]:
    features, settings = manifest.get("features", {}), manifest.get("settings", {})
    found = _long(manifest.get("display_information", {}), "/display_information", name=35, description=140)
    if not manifest.get("display_information", {}).get("name"):
        found.append("/display_information/name: missing")
    found += _long(features.get("bot_user", {}), "/features/bot_user", display_name=80)
    if "bot_user" not in features and manifest.get("oauth_config", {}).get("scopes", {}).get("bot"):
        found.append("/features/bot_user: bot scopes need a bot user")
    scopes = manifest.get("oauth_config", {}).get("scopes", {}).get("bot", [])
    found += [f"/oauth_config/scopes/bot: {scope} is not known" for scope in scopes if scope not in BOT_SCOPES]
    events = settings.get("event_subscriptions", {}).get("bot_events", [])
    found += [
        f"/settings/event_subscriptions/bot_events: {event} is not known" for event in events if event not in BOT_EVENTS
    ]
    return found + _command_faults(features) + _shortcut_faults(features) + _url_faults(features, settings)


def _command_faults(features: Mapping[str, Any]) -> list[str]:
    found = []
    for position, entry in enumerate(features.get("slash_commands", ())):
        place = f"/features/slash_commands/{position}"
        found += _long(entry, place, command=32, description=2000, usage_hint=1000)
        name = entry.get("command", "")
        if not name.startswith("/") or name != name.lower() or " " in name:
            found.append(f"{place}/command: starts with a slash, small letters, no spaces")
        if not entry.get("description"):
            found.append(f"{place}/description: missing")
    return found


def _shortcut_faults(features: Mapping[str, Any]) -> list[str]:
    found = [] if len(features.get("shortcuts", ())) <= 10 else ["/features/shortcuts: at most 10"]
    for position, entry in enumerate(features.get("shortcuts", ())):
        place = f"/features/shortcuts/{position}"
        found += _long(entry, place, name=24, callback_id=255, description=150)
        missing = {"name", "type", "callback_id", "description"} - {key for key, value in entry.items() if value}
        found += [f"{place}/{key}: missing" for key in sorted(missing)]
        if entry.get("type") not in _SHORTCUT_TYPES:
            found.append(f"{place}/type: message or global")
    return found


def _url_faults(features: Mapping[str, Any], settings: Mapping[str, Any]) -> list[str]:
    """Without Socket Mode everything needs an address."""
    if settings.get("socket_mode_enabled"):
        return []
    found = []
    if settings.get("event_subscriptions") and not settings["event_subscriptions"].get("request_url"):
        found.append("/settings/event_subscriptions/request_url: missing without Socket Mode")
    if settings.get("interactivity", {}).get("is_enabled") and not settings["interactivity"].get("request_url"):
        found.append("/settings/interactivity/request_url: missing without Socket Mode")
    for position, entry in enumerate(features.get("slash_commands", ())):
        if not entry.get("url"):
            found.append(f"/features/slash_commands/{position}/url: missing without Socket Mode")
    return found


def _long(entry: Mapping[str, Any], place: str, **limits: int) -> list[str]:
    return [
        f"{place}/{key}: at most {limit} characters"
        for key, limit in limits.items()
        if len(str(entry.get(key, ""))) > limit
    ]
