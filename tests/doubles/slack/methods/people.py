"""users.*, team.info, auth.test: who is who."""

from tests.doubles.slack.errors import SlackError
from tests.doubles.slack.methods.registry import Answer, Call, method, page
from tests.doubles.slack.people import User
from tests.doubles.slack.rates import SPECIAL


@method("auth.test", most=SPECIAL)
async def test(call: Call) -> Answer:
    """Say whose token this is."""
    return {
        "url": f"https://{call.team.domain}.slack.com/",
        "team": call.team.name,
        "user": call.bot.name,
        "team_id": call.team.id,
        "user_id": call.bot.id,
        "bot_id": call.bot.bot_id,
        "is_enterprise_install": False,
    }


@method("users.info", "users:read", tier=4)
async def info(call: Call) -> Answer:
    """Describe somebody, with zone and (if asked for) locale."""
    return {"user": _described(call, call.person())}


@method("users.list", "users:read", tier=2)
async def everybody(call: Call) -> Answer:
    """List everybody in the workspace, those who left included."""
    shown, cursor = page(list(call.team.users.values()), call.arguments, default=1000)
    return {
        "members": [_described(call, user) for user in shown],
        "cache_ts": int(call.now.timestamp()),
        "response_metadata": {"next_cursor": cursor},
    }


@method("users.lookupByEmail", "users:read.email", tier=3)
async def by_email(call: Call) -> Answer:
    """Find somebody by their address."""
    wanted = call.arguments.needed("email").casefold()
    for user in call.team.users.values():
        if user.email and user.email.casefold() == wanted and not user.is_gone:
            return {"user": _described(call, user)}
    raise SlackError("users_not_found")


@method("team.info", "team:read", tier=3)
async def team(call: Call) -> Answer:
    """Describe the workspace; another one cannot be named."""
    if call.arguments.text("team", call.team.id) != call.team.id:
        raise SlackError("team_not_found")
    return {"team": call.team.described()}


@method("bots.info", "users:read", tier=3)
async def bot(call: Call) -> Answer:
    """Describe a bot."""
    wanted = call.arguments.text("bot", call.bot.bot_id)
    found = next((user for user in call.team.users.values() if user.bot_id == wanted), None)
    if found is None:
        raise SlackError("bot_not_found")
    app_id = call.installation.app.id
    return {"bot": {"id": wanted, "deleted": found.is_gone, "name": found.name, "app_id": app_id, "user_id": found.id}}


def _described(call: Call, user: User) -> Answer:
    with_email = call.installation.has("users:read.email")
    with_locale = call.arguments.flag("include_locale")
    return user.described(call.now, with_email=with_email, with_locale=with_locale)
