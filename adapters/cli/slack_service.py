"""The bot on Slack as `kith run` starts it: what the configuration says, and the tokens from the environment."""

import os
from collections.abc import Callable

from adapters.cli.house import House
from adapters.cli.journal import NotedApplication
from adapters.slack.bot import Keys, SlackBot, Surroundings
from adapters.slack.directory import PLATFORM
from adapters.slack.serving import Door
from adapters.slack.workspaces import Client
from bot.config import SlackMode, SlackSection
from bot.errors import EnvironmentProblem

BOT_TOKEN, APP_TOKEN = "KITH_SLACK_BOT_TOKEN", "KITH_SLACK_APP_TOKEN"
SIGNING_SECRET, CLIENT_SECRET = "KITH_SLACK_SIGNING_SECRET", "KITH_SLACK_CLIENT_SECRET"
_FROM = {
    BOT_TOKEN: (
        "xoxb-",
        "it is how the bot speaks in the workspace. Copy the “Bot User OAuth Token” from your app's page "
        "(https://api.slack.com/apps) under OAuth & Permissions; install the app there first. "
        "`kith emit slack-manifest` prints what to create the app from.",
    ),
    APP_TOKEN: (
        "xapp-",
        "it is how the bot connects to Slack. Make one on your app's page (https://api.slack.com/apps) under Basic "
        "Information, App-Level Tokens, with the scope connections:write.",
    ),
}
_SECRETS = {
    SIGNING_SECRET: "it tells Slack's requests from others'. Copy the “Signing Secret”",
    CLIENT_SECRET: "workspaces get the app with it. Copy the “Client Secret”",
}


def token_from_environment(name: str) -> str:
    """Return a token; EnvironmentProblem says where to get it, and when one stands in the other's place."""
    token = os.environ.get(name, "").strip()
    begins, why = _FROM[name]
    if not token:
        raise EnvironmentProblem(f"{name} is not set: {why}")
    if not token.startswith((begins, f"xoxe.{begins}")):
        raise EnvironmentProblem(f"{name} does not begin with {begins}, so it is another kind of token: {why}")
    return token


def secret_from_environment(name: str) -> str:
    """Return a secret of the app's; EnvironmentProblem says where to get it."""
    secret = os.environ.get(name, "").strip()
    if not secret:
        where = "from your app's page (https://api.slack.com/apps) under Basic Information, App Credentials."
        raise EnvironmentProblem(f"{name} is not set: {_SECRETS[name]} {where}")
    return secret


def slack_keys(section: SlackSection) -> Keys:
    """Return what the bot connects with; EnvironmentProblem says what is missing."""
    if section.mode is SlackMode.SOCKET:
        return Keys(token_from_environment(BOT_TOKEN), token_from_environment(APP_TOKEN), section.api_base)
    door = Door(section.host, section.port, section.public_url, secret_from_environment(SIGNING_SECRET))
    if not section.client_id:
        return Keys(token_from_environment(BOT_TOKEN), "", section.api_base, door)
    client = Client(section.client_id, secret_from_environment(CLIENT_SECRET), section.workspaces)
    bot_token = token_from_environment(BOT_TOKEN) if os.environ.get(BOT_TOKEN) else ""
    return Keys(bot_token, "", section.api_base, door, client)


def slack_bot(
    section: SlackSection, house: House, handled: Callable[[], None], has_share: Callable[[str], bool] | None = None
) -> SlackBot:
    """Put the bot together; `handled` is called after every event, `has_share` says whose rooms are ours to tend."""
    around = Surroundings(NotedApplication(house.app, house.ingest), house.storage, house.app.clock, handled, has_share)
    bot = SlackBot(slack_keys(section), around, with_pairs=section.pairs)

    def found(team_id: str) -> None:
        house.courier.is_back(PLATFORM, team_id)
        handled()

    bot.installations.when_found.append(found)
    return bot
