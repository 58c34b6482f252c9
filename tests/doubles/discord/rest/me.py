"""The bot itself: its account, its application, where the gateway is, and opening private chats."""

from tests.doubles.discord import shapes
from tests.doubles.discord.errors import Refused
from tests.doubles.discord.forms import Form
from tests.doubles.discord.rest.routing import Answer, Body, Call, Rate, route


@route("GET", "/users/@me")
def account(call: Call) -> Answer:
    """Show the bot's account."""
    more = {"mfa_enabled": True, "locale": "en-US", "email": None, "verified": True, "premium_type": 0}
    return Answer(body={**shapes.user(call.discord.state.bot), **more})


@route("GET", "/users/{user_id}")
def user(call: Call) -> Answer:
    """Show an account."""
    return Answer(body=shapes.user(call.user()))


@route("GET", "/users/@me/guilds")
def guilds(call: Call) -> Answer:
    """List the servers the bot is in."""
    state = call.discord.state
    mine = [one for one in state.guilds.values() if state.bot.id in one.members]
    return Answer(
        body=[
            {
                "id": one.id,
                "name": one.name,
                "icon": None,
                "banner": None,
                "owner": False,
                "permissions": str(int(call.discord.rights(one))),
                "features": [],
            }
            for one in mine
        ]
    )


@route("DELETE", "/users/@me/guilds/{guild_id}")
def leave(call: Call) -> Answer:
    """Leave a server."""
    call.discord.members.leave(call.guild(), call.discord.state.bot)
    return Answer(204)


@route("POST", "/users/@me/channels", rate=Rate(10, 10))
def open_chat(call: Call) -> Answer:
    """Open a private chat; whether it takes messages shows only when one is sent."""
    wanted, form = call.body.get("recipient_id"), Form()
    if wanted is None:
        form.missing(("recipient_id",))
    form.done()
    found = call.discord.state.users.get(str(wanted))
    if found is None or found is call.discord.state.bot:
        raise Refused(400, 50033, "Invalid Recipient(s)")
    return Answer(body=shapes.channel(call.discord.state.private_channel(found)))


def _application(call: Call) -> Body:
    application = call.discord.state.application
    return {
        "id": application.id,
        "name": application.bot.name,
        "icon": None,
        "description": "",
        "type": None,
        "flags": application.flags,
        "flags_new": str(application.flags),
        "verify_key": "0" * 64,
        "bot": shapes.user(application.bot),
        "owner": shapes.user(application.owner),
        "team": None,
        "bot_public": True,
        "bot_require_code_grant": False,
        "integration_types_config": {"0": {}},
        "redirect_uris": [],
        "eligible_oauth2_scopes": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "approximate_guild_count": len(call.discord.state.guilds),
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0,
        "event_webhooks_status": 1,
        "event_webhooks_url": None,
        "tags": [],
        "hook": True,
        "is_monetized": False,
        "is_verified": False,
        "storefront_available": False,
    }


@route("GET", "/oauth2/applications/@me")
def application_by_token(call: Call) -> Answer:
    """Show the application."""
    return Answer(body=_application(call))


@route("GET", "/applications/@me")
def application(call: Call) -> Answer:
    """Show the application."""
    return Answer(body=_application(call))


@route("GET", "/gateway", is_open=True)
def gateway(call: Call) -> Answer:
    """Say where the gateway is."""
    return Answer(body={"url": call.discord.gateway_url})


@route("GET", "/gateway/bot")
def gateway_for_bots(call: Call) -> Answer:
    """Say where the gateway is, and how many sessions may still be started today."""
    budget = call.discord.gateway.budget.shape()
    shards = call.discord.gateway.advises
    return Answer(body={"url": call.discord.gateway_url, "shards": shards, "session_start_limit": budget})
