"""Scheduled events; making them is a permission of its own since February 2026."""

from datetime import datetime
from typing import Any

from tests.doubles.discord import shapes
from tests.doubles.discord.errors import Refused, no_permission, unknown
from tests.doubles.discord.forms import Form
from tests.doubles.discord.model import Guild, Kind, ScheduledEvent
from tests.doubles.discord.permissions import May
from tests.doubles.discord.rest.routing import Answer, Body, Call, Rate, route

STAGE, VOICE, EXTERNAL = 1, 2, 3
SCHEDULED, ACTIVE, COMPLETED, CANCELED = 1, 2, 3, 4
FOLLOWS = {SCHEDULED: (SCHEDULED, ACTIVE, CANCELED), ACTIVE: (ACTIVE, COMPLETED)}
MOST_EVENTS = 100


@route("GET", "/guilds/{guild_id}/scheduled-events")
def listed(call: Call) -> Answer:
    """List what is planned or going on."""
    guild = call.guild()
    return Answer(body=[_shape(call, guild, one) for one in guild.events.values() if one.status < COMPLETED])


@route("GET", "/guilds/{guild_id}/scheduled-events/{guild_scheduled_event_id}")
def one(call: Call) -> Answer:
    """Show an event."""
    guild = call.guild()
    return Answer(body=_shape(call, guild, _found(call, guild)))


@route("POST", "/guilds/{guild_id}/scheduled-events", rate=Rate(5, 60))
def make(call: Call) -> Answer:
    """Plan an event."""
    guild, body = call.guild_with(May.CREATE_EVENTS), call.body
    fields = {"privacy_level": 2, **body}
    _check(call, guild, fields)
    if sum(each.status < COMPLETED for each in guild.events.values()) >= MOST_EVENTS:
        raise Refused(400, 30038, f"Maximum number of uncompleted guild scheduled events reached ({MOST_EVENTS})")
    made = call.discord.events.add(guild, call.discord.state.bot, fields)
    return Answer(body=_shape(call, guild, made))


@route("PATCH", "/guilds/{guild_id}/scheduled-events/{guild_scheduled_event_id}", rate=Rate(5, 60))
def change(call: Call) -> Answer:
    """Change an event: the bot's own, or with MANAGE_EVENTS any."""
    guild = call.guild()
    event = _found(call, guild)
    _check_may_change(call, guild, event)
    changes = dict(call.body)
    status = changes.pop("status", event.status)
    if status not in FOLLOWS.get(event.status, ()):
        raise Refused(400, 180000, "Cannot update a finished event")
    if {"scheduled_start_time", "scheduled_end_time", "name", "description", "entity_metadata"} & set(changes):
        _check(call, guild, {**event.fields, **changes}, is_new="scheduled_start_time" in changes)
    call.discord.events.change(guild, event, status, changes)
    return Answer(body=_shape(call, guild, event))


@route("DELETE", "/guilds/{guild_id}/scheduled-events/{guild_scheduled_event_id}", rate=Rate(5, 60))
def delete(call: Call) -> Answer:
    """Delete an event."""
    guild = call.guild()
    event = _found(call, guild)
    _check_may_change(call, guild, event)
    call.discord.events.delete(guild, event)
    return Answer(204)


def _shape(call: Call, guild: Guild, event: ScheduledEvent) -> Body:
    return shapes.event(guild, event, call.discord.state.users[event.creator_id])


def _found(call: Call, guild: Guild) -> ScheduledEvent:
    event = guild.events.get(call.ids["guild_scheduled_event_id"])
    if event is None:
        raise unknown("event")
    return event


def _check_may_change(call: Call, guild: Guild, event: ScheduledEvent) -> None:
    rights = call.discord.rights(guild)
    is_own = event.creator_id == call.discord.state.bot.id and May.CREATE_EVENTS in rights
    if not is_own and May.MANAGE_EVENTS not in rights:
        raise no_permission()


def _check(call: Call, guild: Guild, fields: Body, *, is_new: bool = True) -> None:
    form = Form()
    form.text(("name",), fields.get("name"), 1, 100)
    if fields.get("description") is not None:
        form.text(("description",), fields["description"], 0, 1000)
    form.choice(("privacy_level",), fields.get("privacy_level"), (2,))
    form.choice(("entity_type",), fields.get("entity_type"), (STAGE, VOICE, EXTERNAL))
    start = _moment(fields, "scheduled_start_time", form)
    end = _moment(fields, "scheduled_end_time", form)
    if start is None and not fields.get("scheduled_start_time"):
        form.missing(("scheduled_start_time",))
    if fields.get("entity_type") == EXTERNAL:
        _check_external(fields, end, form)
    elif not _is_voice(guild, fields.get("channel_id")):
        form.wrong(("channel_id",), "BASE_TYPE_REQUIRED", "This field is required")
    if is_new and start is not None and start <= call.discord.state.clock.now():
        form.wrong(
            ("scheduled_start_time",), "GUILD_SCHEDULED_EVENT_SCHEDULE_PAST", "Cannot schedule event in the past."
        )
    if start is not None and end is not None and end <= start:
        form.wrong(
            ("scheduled_end_time",), "GUILD_SCHEDULED_EVENT_END_BEFORE_START", "Cannot schedule event end before start."
        )
    form.done()


def _check_external(fields: Body, end: datetime | None, form: Form) -> None:
    if end is None:
        form.missing(("scheduled_end_time",))
    if fields.get("channel_id") is not None:
        form.wrong(("channel_id",), "GUILD_SCHEDULED_EVENT_CHANNEL_NOT_ALLOWED", "An external event has no channel.")
    location: Any = (fields.get("entity_metadata") or {}).get("location")
    form.text(("entity_metadata", "location"), location, 1, 100)


def _is_voice(guild: Guild, channel_id: Any) -> bool:
    channel = guild.channels.get(str(channel_id))
    return channel is not None and channel.kind in (Kind.VOICE, Kind.STAGE)


def _moment(fields: Body, name: str, form: Form) -> datetime | None:
    given = fields.get(name)
    if given is None:
        return None
    try:
        moment = datetime.fromisoformat(str(given))
    except ValueError:
        form.wrong((name,), "DATE_TIME_TYPE_PARSE", f"Could not parse {given}. Should be ISO8601.")
        return None
    return moment if moment.tzinfo is not None else moment.astimezone()
