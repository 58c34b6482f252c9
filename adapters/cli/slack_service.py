"""The bot on Slack as `kith run` starts it: what the configuration says, and the tokens from the environment."""

import os
from collections.abc import Callable

from adapters.cli.house import House
from adapters.cli.journal import NotedApplication
from adapters.slack.bot import Keys, SlackBot, Surroundings
from bot.config import SlackSection
from bot.errors import EnvironmentProblem

BOT_TOKEN, APP_TOKEN = "KITH_SLACK_BOT_TOKEN", "KITH_SLACK_APP_TOKEN"
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


def token_from_environment(name: str) -> str:
    """Return a token; EnvironmentProblem says where to get it, and when one stands in the other's place."""
    token = os.environ.get(name, "").strip()
    begins, why = _FROM[name]
    if not token:
        raise EnvironmentProblem(f"{name} is not set: {why}")
    if not token.startswith((begins, f"xoxe.{begins}")):
        raise EnvironmentProblem(f"{name} does not begin with {begins}, so it is another kind of token: {why}")
    return token


def slack_keys(section: SlackSection) -> Keys:
    """Return what the bot connects with."""
    return Keys(token_from_environment(BOT_TOKEN), token_from_environment(APP_TOKEN), section.api_base)


def slack_bot(section: SlackSection, house: House, handled: Callable[[], None]) -> SlackBot:
    """Put the bot together; `handled` is called after every event."""
    around = Surroundings(NotedApplication(house.app), house.storage, house.app.clock, handled)
    return SlackBot(slack_keys(section), around)
