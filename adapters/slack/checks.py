"""What `kith doctor` looks at on Slack: the tokens, what they may do, the channels, and the way Slack tells things."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.found import Found
from adapters.slack.bot import Keys
from adapters.slack.manifest import INSTALL, SCOPES
from adapters.slack.outcomes import BAD_TOKENS, error_of, reason
from adapters.slack.proxy import asked
from adapters.slack.serving import Door
from adapters.slack.sockets import refusal
from adapters.slack.workspaces import Access, Workspaces
from bot.ports import Clock
from bot.rooms import is_made

_TROUBLES: Final = (SlackApiError, aiohttp.ClientError, OSError, TimeoutError)
_AGAIN: Final = "Look at this machine's connection, and at https://slack-status.com; then look again."
_REINSTALL: Final = (
    "Print the manifest with `kith emit slack-manifest`, put it in place of the old one on the app's page (App "
    "Manifest), and install the app again."
)
_ID: Final = ("C", "G", "D")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the cohorts ask for: workspaces by id, each with its channels by their name in the cohort file.

    `installed` are the installations in the database.
    """

    channels: Mapping[str, Mapping[str, str]]
    installed: Sequence[Access] = field(default=(), repr=False)


async def look(keys: Keys, wanted: Wanted, clock: Clock) -> list[Found]:
    """Look at everything; nothing is changed and nobody is written to."""
    workspaces = Workspaces(keys.api_base)
    try:
        found = await _tokens(workspaces, keys, wanted)
        if keys.client is not None or any(workspaces):  # without a good token the rest follows from that
            for team_id, channels in wanted.channels.items():
                found += await _workspace(workspaces, keys, team_id, channels)
        return [*found, await (_sockets(workspaces, keys) if keys.door is None else _door(keys.door, clock))]
    except _TROUBLES as problem:
        return [Found(f"Slack cannot be asked now ({reason(problem)}).", _AGAIN)]


async def _tokens(workspaces: Workspaces, keys: Keys, wanted: Wanted) -> list[Found]:
    """Look at every token, and know the workspaces of those that are good."""
    found = []
    if keys.bot_token:
        try:
            access = await workspaces.whose(keys.bot_token)
        except SlackApiError as problem:
            if error_of(problem) not in BAD_TOKENS:
                raise
            mend = (
                "Copy the “Bot User OAuth Token” from the app's page under OAuth & Permissions and set it as "
                "KITH_SLACK_BOT_TOKEN."
            )
            return [Found(f"Slack does not accept the bot's token ({error_of(problem)}).", mend)]
        found += await _access(workspaces, access, _REINSTALL)
    for access in wanted.installed if keys.client is not None else ():
        found += await _access(workspaces, access, f"Install the app there again: {_page(keys)}")
    return found


async def _access(workspaces: Workspaces, access: Access, mend: str) -> list[Found]:
    try:
        told = await workspaces.new_client(access.token).auth_test()
    except SlackApiError as problem:
        if error_of(problem) == "token_expired":
            what = f"The token of {access.name} ({access.team_id}) ended while the bot was away."
            return [Found(what, "Start the bot: `kith run` exchanges it.")]
        if error_of(problem) not in BAD_TOKENS:
            raise
        return [Found(f"The app is not in {access.name} ({access.team_id}) any more ({error_of(problem)}).", mend)]
    workspaces.put(access)
    found = [Found(f"The token of {access.name} ({access.team_id}) is good.")]
    granted = {scope.strip() for scope in str(told.headers.get("x-oauth-scopes") or "").split(",")}
    for scope, why in SCOPES.items():
        if scope not in granted:
            found.append(Found(f"In {access.name} the scope {scope} is missing: it is needed {why}.", mend))
    return found


async def _workspace(workspaces: Workspaces, keys: Keys, team_id: str, channels: Mapping[str, str]) -> list[Found]:
    access = workspaces.find(team_id)
    if access is None:
        return [_not_there(keys, team_id)]
    client = workspaces.client(team_id)
    return [await _channel(client, name, channel_id) for name, channel_id in channels.items()]


def _not_there(keys: Keys, team_id: str) -> Found:
    what = f"A cohort lives in the workspace {team_id}, and the app is not there."
    if keys.client is not None:
        return Found(what, f"Install it there: {_page(keys)}")
    return Found(
        what,
        "Set the token of that workspace as KITH_SLACK_BOT_TOKEN, or name the token's own workspace in the cohort "
        'file; several workspaces need `mode = "http"`.',
    )


async def _channel(client: AsyncWebClient, name: str, channel_id: str) -> Found:
    """Read one message: that shows membership and the right to read at once, with no scope for it alone."""
    if not is_made(channel_id):
        return Found(f"{name} has no channel yet: the bot makes a private one for it.")
    if not channel_id.startswith(_ID):
        mend = "In Slack, open the channel's details: its id, like C0123ABCD, stands at the end."
        return Found(f"The channel of {name} is “{channel_id}”, which is no channel's id.", mend)
    try:
        await client.conversations_history(channel=channel_id, limit=1)
    except SlackApiError as problem:
        match error_of(problem):
            case "channel_not_found" | "not_in_channel":
                mend = "Write `/invite @Kith` in that channel, or name another channel's id in the cohort file."
                return Found(f"The bot is not in the channel of {name} ({channel_id}), or there is none.", mend)
            case "missing_scope":
                return Found(f"The bot may not read in the channel of {name}: {reason(problem)}.", _REINSTALL)
            case "ratelimited" | "rate_limited":
                return Found(f"The channel of {name} was not looked at: Slack asks to slow down.", "Look again later.")
        raise
    return Found(f"The bot is in the channel of {name} and may read there.")


async def _sockets(workspaces: Workspaces, keys: Keys) -> Found:
    try:
        async with asyncio.timeout(15):
            await workspaces.new_client(None).apps_connections_open(app_token=keys.app_token)
    except SlackApiError as problem:
        sentence = refusal(problem)
        if not sentence:
            raise
        return Found("Slack gives no connection for Socket Mode.", sentence)
    return Found("The app-level token opens connections for Socket Mode.")


async def _door(door: Door, clock: Clock) -> Found:
    match await asked(door, clock):
        case 200:
            return Found(f"Slack reaches the bot at {door.public_url}.")
        case 401:
            mend = (
                "Compare KITH_SLACK_SIGNING_SECRET with the app's page, and this machine's clock; start the bot again."
            )
            return Found(f"The bot at {door.public_url} does not believe what this signing secret signs.", mend)
        case status:
            what = f"The bot does not answer at {door.public_url} ({status or 'no connection'})."
            mend = f"Start it with `kith run`, and let the TLS proxy pass /slack/ on to {door.host}:{door.port}."
            return Found(what, mend)


def _page(keys: Keys) -> str:
    """Where workspaces install the app."""
    return f"{keys.door.public_url.rstrip('/')}{INSTALL}" if keys.door is not None else ""
