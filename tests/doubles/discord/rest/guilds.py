"""Servers: what they are, their channels, and making one more channel."""

from tests.doubles.discord import shapes
from tests.doubles.discord.errors import Refused, no_permission, unknown
from tests.doubles.discord.forms import Form
from tests.doubles.discord.model import THREADS, Channel, Guild, Kind, Overwrite
from tests.doubles.discord.permissions import ALL, May, in_channel
from tests.doubles.discord.places import Places
from tests.doubles.discord.rest.routing import Answer, Body, Call, Rate, route

MOST_CHANNELS, MOST_IN_A_CATEGORY = 500, 50
MADE = (Kind.TEXT, Kind.VOICE, Kind.CATEGORY, Kind.ANNOUNCEMENT, Kind.STAGE, Kind.FORUM)


@route("GET", "/guilds/{guild_id}")
def one(call: Call) -> Answer:
    """Show a server."""
    shape = shapes.guild(call.guild())
    if call.query.get("with_counts") in ("true", "1"):
        shape |= {"approximate_member_count": len(call.guild().members), "approximate_presence_count": 1}
    return Answer(body=shape)


@route("GET", "/guilds/{guild_id}/channels")
def channels(call: Call) -> Answer:
    """List a server's channels, hidden ones too."""
    return Answer(body=[shapes.channel(each) for each in call.guild().channels.values() if each.kind not in THREADS])


@route("GET", "/guilds/{guild_id}/threads/active")
def active_threads(call: Call) -> Answer:
    """List the threads the bot sees that are not archived."""
    guild, me = call.guild(), call.discord.state.me(call.guild())
    now = call.discord.state.clock.now()
    seen = [
        each
        for each in guild.channels.values()
        if each.thread is not None and not each.thread.is_archived and in_channel(each, me, now)
    ]
    mine = [
        shapes.thread_member(each, me.id, each.thread.members[me.id])
        for each in seen
        if each.thread is not None and me.id in each.thread.members
    ]
    return Answer(body={"threads": [shapes.channel(each) for each in seen], "members": mine, "has_more": False})


@route("POST", "/guilds/{guild_id}/channels", rate=Rate(10, 10))
def make_channel(call: Call) -> Answer:
    """Make a channel."""
    guild, body, form = call.guild_with(May.MANAGE_CHANNELS), call.body, Form()
    form.text(("name",), body.get("name"), 1, 100)
    form.text(("topic",), body.get("topic"), 0, 1024)
    kind = body.get("type") or 0
    form.choice(("type",), kind, tuple(map(int, MADE)))
    _check_room(guild, body.get("parent_id"), form)
    form.done()
    if sum(each.kind not in THREADS for each in guild.channels.values()) >= MOST_CHANNELS:
        raise Refused(400, 30013, f"Maximum number of guild channels reached ({MOST_CHANNELS})")
    given = overwrites(call, guild, body.get("permission_overwrites") or [])
    parent_id = str(body["parent_id"]) if body.get("parent_id") else None
    if parent_id and not given:
        given = dict(guild.channels[parent_id].overwrites)
    places: Places = call.discord.places
    made = places.add(
        guild,
        Kind(kind),
        body["name"],
        parent_id=parent_id,
        topic=body.get("topic"),
        overwrites=given,
        slowmode_seconds=body.get("rate_limit_per_user") or 0,
    )
    return Answer(201, shapes.channel(made))


def _check_room(guild: Guild, parent_id: object, form: Form) -> None:
    if parent_id is None:
        return
    parent: Channel | None = guild.channels.get(str(parent_id))
    if parent is None or parent.kind != Kind.CATEGORY:
        form.wrong(("parent_id",), "CHANNEL_PARENT_INVALID", "Category does not exist")
    elif sum(each.parent_id == parent.id for each in guild.channels.values()) >= MOST_IN_A_CATEGORY:
        message = f"Maximum number of channels in category reached ({MOST_IN_A_CATEGORY})"
        form.wrong(("parent_id",), "CHANNEL_PARENT_MAX_CHANNELS", message)


def overwrites(call: Call, guild: Guild, given: list[Body]) -> dict[str, Overwrite]:
    """Read overwrites; the bot can hand out and withhold only what it has itself."""
    found = {}
    for each in given:
        target = str(each.get("id"))
        kind = each.get("type")
        if kind is None:
            kind = 0 if target in guild.roles else 1
        if target not in guild.roles and target not in guild.members:
            raise unknown("overwrite")
        found[target] = Overwrite(target, int(kind), int(each.get("allow") or 0), int(each.get("deny") or 0))
        check_overwrite(call.discord.rights(guild), found[target])
    return found


def check_overwrite(rights: May, overwrite: Overwrite) -> None:
    """Refuse an overwrite with a permission the bot does not have; MANAGE_ROLES only an administrator may set."""
    touched = May(overwrite.allow | overwrite.deny)
    if rights == ALL:
        return
    if touched & ~rights or May.MANAGE_ROLES in touched:
        raise no_permission()
