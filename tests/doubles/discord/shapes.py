"""Servers, people, roles and channels as Discord writes them in JSON."""

from datetime import datetime
from typing import Any

from tests.doubles.discord.clock import iso
from tests.doubles.discord.model import THREADS, Channel, Guild, Kind, Member, Role, ScheduledEvent, User
from tests.doubles.discord.permissions import in_channel
from tests.doubles.discord.state import State

Shape = dict[str, Any]


def user(one: User) -> Shape:
    """Write an account."""
    shape = {
        "id": one.id,
        "username": one.name.lower().replace(" ", "."),
        "global_name": None if one.is_bot else one.name,
        "discriminator": "0000" if one.is_bot else "0",
        "avatar": None,
        "banner": None,
        "accent_color": None,
        "avatar_decoration_data": None,
        "collectibles": None,
        "primary_guild": None,
        "public_flags": 0,
        "flags": 0,
    }
    return {**shape, "username": one.name, "bot": True} if one.is_bot else shape


def member(one: Member, *, with_user: bool = True) -> Shape:
    """Write a user's membership of a server."""
    shape = {
        "roles": sorted(one.role_ids, key=int),
        "nick": one.nick,
        "avatar": None,
        "banner": None,
        "joined_at": iso(one.joined_at),
        "premium_since": None,
        "communication_disabled_until": iso(one.timed_out_until) if one.timed_out_until else None,
        "flags": 0,
        "pending": False,
        "mute": False,
        "deaf": False,
    }
    return {**shape, "user": user(one.user)} if with_user else shape


def role(one: Role) -> Shape:
    """Write a role."""
    shape: Shape = {
        "id": one.id,
        "name": one.name,
        "permissions": str(int(one.permissions)),
        "position": one.position,
        "color": one.color,
        "colors": {"primary_color": one.color, "secondary_color": None, "tertiary_color": None},
        "hoist": one.is_hoisted,
        "managed": one.bot_id is not None,
        "mentionable": one.is_mentionable,
        "icon": None,
        "unicode_emoji": None,
        "flags": 0,
    }
    return {**shape, "tags": {"bot_id": one.bot_id}} if one.bot_id else shape


def channel(one: Channel) -> Shape:
    """Write a channel, thread or private chat."""
    if one.kind == Kind.DM:
        return _private(one)
    shape: Shape = {
        "id": one.id,
        "type": int(one.kind),
        "guild_id": one.in_guild.id,
        "name": one.name,
        "parent_id": one.parent_id,
        "flags": one.flags,
        "rate_limit_per_user": one.slowmode_seconds,
        "last_message_id": one.last_message_id,
    }
    return {**shape, **(_thread(one) if one.kind in THREADS else _in_guild(one))}


def _private(one: Channel) -> Shape:
    recipients = [user(one.recipient)] if one.recipient else []
    last = one.last_message_id
    return {"id": one.id, "type": int(Kind.DM), "flags": 0, "recipients": recipients, "last_message_id": last}


def _in_guild(one: Channel) -> Shape:
    shape: Shape = {
        "position": one.position,
        "topic": one.topic,
        "nsfw": False,
        "permission_overwrites": [
            {"id": over.id, "type": over.type, "allow": str(over.allow), "deny": str(over.deny)}
            for over in one.overwrites.values()
        ],
    }
    if one.kind in (Kind.VOICE, Kind.STAGE):
        shape |= {"bitrate": 64000, "user_limit": 0, "rtc_region": None}
    if one.kind == Kind.FORUM:
        shape |= {
            "available_tags": one.tags,
            "default_reaction_emoji": None,
            "default_sort_order": None,
            "default_forum_layout": 0,
            "default_thread_rate_limit_per_user": 0,
        }
    return shape


def _thread(one: Channel) -> Shape:
    thread = one.thread
    assert thread is not None
    metadata = {
        "archived": thread.is_archived,
        "archive_timestamp": iso(thread.changed_at),
        "auto_archive_duration": thread.auto_archive_minutes,
        "locked": thread.is_locked,
        "create_timestamp": iso(thread.created_at),
    }
    if one.kind == Kind.PRIVATE_THREAD:
        metadata["invitable"] = thread.invitable
    shape: Shape = {
        "owner_id": thread.owner_id,
        "thread_metadata": metadata,
        "message_count": min(len(one.messages), 50),
        "member_count": min(len(thread.members), 50),
        "total_message_sent": len(one.messages),
    }
    return {**shape, "applied_tags": thread.tags} if thread.tags else shape


def thread_member(one: Channel, user_id: str, joined_at: datetime) -> Shape:
    """Write somebody's membership of a thread."""
    return {"id": one.id, "user_id": user_id, "join_timestamp": iso(joined_at), "flags": 1}


def event(guild: Guild, one: ScheduledEvent, creator: User) -> Shape:
    """Write a scheduled event."""
    blank = dict.fromkeys(
        ("channel_id", "description", "scheduled_end_time", "entity_metadata", "entity_id", "image", "recurrence_rule")
    )
    return {
        **blank,
        **{key: value for key, value in one.fields.items() if key != "image"},
        "id": one.id,
        "guild_id": guild.id,
        "creator_id": one.creator_id,
        "creator": user(creator),
        "status": one.status,
        "user_count": 0,
        "guild_scheduled_event_exceptions": [],
    }


def guild(one: Guild) -> Shape:
    """Write a server as REST shows it."""
    blank = (
        "icon",
        "splash",
        "discovery_splash",
        "home_header",
        "banner",
        "description",
        "afk_channel_id",
        "system_channel_id",
        "widget_channel_id",
        "rules_channel_id",
        "public_updates_channel_id",
        "safety_alerts_channel_id",
        "application_id",
        "vanity_url_code",
        "max_presences",
        "incidents_data",
    )
    return {
        **dict.fromkeys(blank),
        "id": one.id,
        "name": one.name,
        "owner_id": one.owner_id,
        "region": "rotterdam",
        "roles": [role(each) for each in one.roles.values()],
        "features": ["COMMUNITY"],
        "emojis": [],
        "stickers": [],
        "preferred_locale": "en-GB",
        "afk_timeout": 300,
        "system_channel_flags": 0,
        "widget_enabled": False,
        "verification_level": 1,
        "default_message_notifications": 1,
        "mfa_level": 0,
        "explicit_content_filter": 2,
        "max_members": 500000,
        "max_stage_video_channel_users": 50,
        "max_video_channel_users": 25,
        "premium_tier": 0,
        "premium_subscription_count": 0,
        "premium_progress_bar_enabled": False,
        "nsfw": False,
        "nsfw_level": 0,
    }


def whole_guild(state: State, one: Guild) -> Shape:
    """Write a server as the gateway brings it: without the presence intent, the bot is its only member there."""
    me, now = state.me(one), state.clock.now()
    threads = [
        {**channel(each), "member": thread_member(each, me.id, each.thread.members[me.id])}
        if me.id in each.thread.members
        else channel(each)
        for each in one.channels.values()
        if each.thread is not None and not each.thread.is_archived and in_channel(each, me, now)
    ]
    return {
        **guild(one),
        "joined_at": iso(me.joined_at),
        "large": len(one.members) > 250,
        "unavailable": False,
        "member_count": len(one.members),
        "voice_states": [],
        "members": [member(me)],
        "channels": [channel(each) for each in one.channels.values() if each.kind not in THREADS],
        "threads": threads,
        "presences": [],
        "stage_instances": [],
        "soundboard_sounds": [],
        "guild_scheduled_events": [
            event(one, each, state.users[each.creator_id]) for each in one.events.values() if each.status < 3
        ],
    }
