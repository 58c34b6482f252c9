"""Registering an app from its manifest."""

from typing import Any

import pytest

from tests.doubles.slack import SlackDouble
from tests.doubles.slack.manifest import BadManifest


def manifest(**changes: Any) -> dict[str, Any]:
    whole: dict[str, Any] = {
        "display_information": {"name": "Kith", "description": "Carries groups"},
        "features": {
            "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
            "bot_user": {"display_name": "Kith", "always_online": True},
            "slash_commands": [{"command": "/peer", "description": "Yours", "should_escape": True}],
            "shortcuts": [{"name": "Get help", "type": "global", "callback_id": "help", "description": "Ask"}],
        },
        "oauth_config": {"scopes": {"bot": ["chat:write", "commands"]}},
        "settings": {
            "event_subscriptions": {"bot_events": ["message.im"]},
            "interactivity": {"is_enabled": True},
            "socket_mode_enabled": True,
        },
    }
    for path, value in changes.items():
        *way, last = path.split("__")
        part: Any = whole
        for step in way:
            part = part[int(step) if step.isdigit() else step]
        part[last] = value
    return whole


async def test_an_app_can_do_what_its_manifest_says_and_nothing_else() -> None:
    async with SlackDouble(manifest=manifest()) as slack:
        app, river = slack.app, slack.workspace()

    assert river.token.scopes == {"chat:write", "commands"}
    assert (app.events, [c.name for c in app.commands]) == ({"message.im"}, ["/peer"])
    assert [(s.name, s.is_for_messages) for s in app.shortcuts] == [("Get help", False)]
    assert (app.has_home, app.uses_sockets, app.rotates_tokens) == (True, True, False)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"display_information__name": ""}, "/display_information/name: missing"),
        ({"display_information__name": "x" * 36}, "/display_information/name: at most 35 characters"),
        ({"display_information__colour": "red"}, "/display_information: colour is not known"),
        ({"oauth_config__scopes__bot": ["chat:shout"]}, "/oauth_config/scopes/bot: chat:shout is not known"),
        (
            {"settings__event_subscriptions__bot_events": ["message"]},
            "/settings/event_subscriptions/bot_events: message is not known",
        ),
        (
            {"features__slash_commands__0__command": "peer"},
            "/features/slash_commands/0/command: starts with a slash, small letters, no spaces",
        ),
        ({"features__slash_commands__0__description": ""}, "/features/slash_commands/0/description: missing"),
        (
            {"features__slash_commands__0__usage_hint": "x" * 1001},
            "/features/slash_commands/0/usage_hint: at most 1000 characters",
        ),
        ({"features__shortcuts__0__name": "x" * 25}, "/features/shortcuts/0/name: at most 24 characters"),
        ({"features__shortcuts__0__type": "menu"}, "/features/shortcuts/0/type: message or global"),
        ({"features__shortcuts__0__callback_id": ""}, "/features/shortcuts/0/callback_id: missing"),
        (
            {"settings__socket_mode_enabled": False},
            "/settings/interactivity/request_url: missing without Socket Mode",
        ),
    ],
)
def test_a_manifest_slack_would_not_take_is_refused(changes: dict[str, Any], problem: str) -> None:
    with pytest.raises(BadManifest) as refused:
        SlackDouble(manifest=manifest(**changes))

    assert problem in refused.value.problems
