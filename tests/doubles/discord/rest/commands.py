"""Registering application commands, for a server or for everywhere."""

from typing import Any

from tests.doubles.discord.commands import CHAT, check, check_all, stored
from tests.doubles.discord.errors import Refused, no_access, unknown
from tests.doubles.discord.forms import Form
from tests.doubles.discord.rest.routing import Answer, Call, Rate, route

ALL = "/applications/{application_id}/commands"
ONE = "/applications/{application_id}/commands/{command_id}"
ALL_IN_GUILD = "/applications/{application_id}/guilds/{guild_id}/commands"
ONE_IN_GUILD = "/applications/{application_id}/guilds/{guild_id}/commands/{command_id}"
SYNCING = Rate(2, 20)
Registry = dict[str, dict[str, Any]]


def _registry(call: Call) -> Registry:
    state = call.discord.state
    if call.ids["application_id"] != state.application.id:
        raise Refused(403, 20012, "You are not authorized to perform this action on this application")
    if "guild_id" not in call.ids:
        return state.application.commands
    guild = state.guilds.get(call.ids["guild_id"])
    if guild is None or state.bot.id not in guild.members:
        raise no_access()
    return guild.commands


def _one(call: Call) -> dict[str, Any]:
    found = _registry(call).get(call.ids["command_id"])
    if found is None:
        raise unknown("command")
    return found


def _same(registry: Registry, command: dict[str, Any]) -> dict[str, Any] | None:
    key = (command.get("type") or CHAT, command["name"])
    return next((one for one in registry.values() if (one["type"], one["name"]) == key), None)


def _keep(call: Call, registry: Registry, command: dict[str, Any], earlier: dict[str, Any] | None) -> dict[str, Any]:
    state = call.discord.state
    command_id = state.new_id() if earlier is None else earlier["id"]
    guild_id = call.ids.get("guild_id")
    kept = stored(command, state.application.id, guild_id, (command_id, state.new_id()))
    registry[command_id] = kept
    return kept


def _spend(call: Call, created: int) -> None:
    call.discord.created_commands.use(call.ids.get("guild_id", ""), created)


@route("GET", ALL)
@route("GET", ALL_IN_GUILD)
def listed(call: Call) -> Answer:
    """List the commands."""
    return Answer(body=list(_registry(call).values()))


@route("PUT", ALL, rate=SYNCING)
@route("PUT", ALL_IN_GUILD, rate=SYNCING)
def overwrite(call: Call) -> Answer:
    """Replace all commands; those of the same kind and name keep their id."""
    registry, wanted, form = _registry(call), call.json, Form()
    if not isinstance(wanted, list):
        raise Refused(400, 50109, "The request body contains invalid JSON.")
    check_all(wanted, form)
    form.done()
    earlier = [_same(registry, one) for one in wanted]
    _spend(call, sum(one is None for one in earlier))
    registry.clear()
    return Answer(body=[_keep(call, registry, one, old) for one, old in zip(wanted, earlier, strict=True)])


@route("POST", ALL)
@route("POST", ALL_IN_GUILD)
def create(call: Call) -> Answer:
    """Register one command, over one of the same kind and name."""
    registry, form = _registry(call), Form()
    check(call.body, form)
    form.done()
    earlier = _same(registry, call.body)
    _spend(call, int(earlier is None))
    return Answer(201 if earlier is None else 200, _keep(call, registry, call.body, earlier))


@route("GET", ONE)
@route("GET", ONE_IN_GUILD)
def one(call: Call) -> Answer:
    """Show a command."""
    return Answer(body=_one(call))


@route("PATCH", ONE)
@route("PATCH", ONE_IN_GUILD)
def change(call: Call) -> Answer:
    """Change a command."""
    earlier, form = _one(call), Form()
    command = {**earlier, **call.body}
    check(command, form)
    form.done()
    return Answer(body=_keep(call, _registry(call), command, earlier))


@route("DELETE", ONE)
@route("DELETE", ONE_IN_GUILD)
def delete(call: Call) -> Answer:
    """Take a command away."""
    del _registry(call)[_one(call)["id"]]
    return Answer(204)
