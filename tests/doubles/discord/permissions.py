"""What somebody may do in a place: the server's roles, the channel's overwrites, and what follows from them."""

from datetime import datetime
from enum import IntFlag

from tests.doubles.discord.model import Channel, Guild, Kind, Member


class May(IntFlag):
    """Discord's permissions, by their bits."""

    CREATE_INSTANT_INVITE = 1 << 0
    KICK_MEMBERS = 1 << 1
    BAN_MEMBERS = 1 << 2
    ADMINISTRATOR = 1 << 3
    MANAGE_CHANNELS = 1 << 4
    MANAGE_GUILD = 1 << 5
    ADD_REACTIONS = 1 << 6
    VIEW_AUDIT_LOG = 1 << 7
    PRIORITY_SPEAKER = 1 << 8
    STREAM = 1 << 9
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    SEND_TTS_MESSAGES = 1 << 12
    MANAGE_MESSAGES = 1 << 13
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    MENTION_EVERYONE = 1 << 17
    USE_EXTERNAL_EMOJIS = 1 << 18
    VIEW_GUILD_INSIGHTS = 1 << 19
    CONNECT = 1 << 20
    SPEAK = 1 << 21
    MUTE_MEMBERS = 1 << 22
    DEAFEN_MEMBERS = 1 << 23
    MOVE_MEMBERS = 1 << 24
    USE_VAD = 1 << 25
    CHANGE_NICKNAME = 1 << 26
    MANAGE_NICKNAMES = 1 << 27
    MANAGE_ROLES = 1 << 28
    MANAGE_WEBHOOKS = 1 << 29
    MANAGE_GUILD_EXPRESSIONS = 1 << 30
    USE_APPLICATION_COMMANDS = 1 << 31
    REQUEST_TO_SPEAK = 1 << 32
    MANAGE_EVENTS = 1 << 33
    MANAGE_THREADS = 1 << 34
    CREATE_PUBLIC_THREADS = 1 << 35
    CREATE_PRIVATE_THREADS = 1 << 36
    USE_EXTERNAL_STICKERS = 1 << 37
    SEND_MESSAGES_IN_THREADS = 1 << 38
    USE_EMBEDDED_ACTIVITIES = 1 << 39
    MODERATE_MEMBERS = 1 << 40
    VIEW_CREATOR_MONETIZATION_ANALYTICS = 1 << 41
    USE_SOUNDBOARD = 1 << 42
    CREATE_GUILD_EXPRESSIONS = 1 << 43
    CREATE_EVENTS = 1 << 44
    USE_EXTERNAL_SOUNDS = 1 << 45
    SEND_VOICE_MESSAGES = 1 << 46
    SET_VOICE_CHANNEL_STATUS = 1 << 48
    SEND_POLLS = 1 << 49
    USE_EXTERNAL_APPS = 1 << 50
    PIN_MESSAGES = 1 << 51
    BYPASS_SLOWMODE = 1 << 52


NOTHING = May(0)
ALL = NOTHING
for _one in May:
    ALL |= _one

# What a new server gives to everybody: the app's own default, without the rights that moderate.
EVERYBODY = (
    May.CREATE_INSTANT_INVITE
    | May.ADD_REACTIONS
    | May.STREAM
    | May.VIEW_CHANNEL
    | May.SEND_MESSAGES
    | May.EMBED_LINKS
    | May.ATTACH_FILES
    | May.READ_MESSAGE_HISTORY
    | May.USE_EXTERNAL_EMOJIS
    | May.CONNECT
    | May.SPEAK
    | May.USE_VAD
    | May.CHANGE_NICKNAME
    | May.USE_APPLICATION_COMMANDS
    | May.CREATE_PUBLIC_THREADS
    | May.CREATE_PRIVATE_THREADS
    | May.SEND_MESSAGES_IN_THREADS
    | May.SEND_POLLS
)
IN_PRIVATE = (
    May.ADD_REACTIONS
    | May.VIEW_CHANNEL
    | May.SEND_MESSAGES
    | May.EMBED_LINKS
    | May.ATTACH_FILES
    | May.READ_MESSAGE_HISTORY
    | May.MENTION_EVERYONE
    | May.USE_EXTERNAL_EMOJIS
    | May.USE_APPLICATION_COMMANDS
    | May.PIN_MESSAGES
)
TIMED_OUT = May.VIEW_CHANNEL | May.READ_MESSAGE_HISTORY
NEEDS_SENDING = May.MENTION_EVERYONE | May.SEND_TTS_MESSAGES | May.ATTACH_FILES | May.EMBED_LINKS


def named(names: str) -> May:
    """Read permissions from their names: `named("view_channel send_messages")`."""
    found = NOTHING
    for name in names.split():
        found |= May[name.upper()]
    return found


def in_guild(guild: Guild, member: Member) -> May:
    """Return what the roles give, before any channel has a say."""
    if guild.owner_id == member.id:
        return ALL
    found = May(guild.everyone.permissions)
    for role in guild.roles_of(member):
        found |= May(role.permissions)
    return ALL if May.ADMINISTRATOR in found else found


def in_channel(channel: Channel, member: Member, now: datetime) -> May:
    """Return what a member may do in a channel or thread of their server."""
    guild = channel.in_guild
    found = in_guild(guild, member)
    if found == ALL:
        return ALL
    place = channel if channel.thread is None else guild.channels[channel.parent_id or ""]
    found = _overwritten(found, place, member)
    if May.VIEW_CHANNEL not in found or not _is_let_in(channel, member, found):
        return NOTHING
    sending = May.SEND_MESSAGES if channel.thread is None else May.SEND_MESSAGES_IN_THREADS
    if sending not in found:
        found &= ~NEEDS_SENDING
    if member.is_timed_out(now):
        found &= TIMED_OUT
    return found


def _overwritten(found: May, channel: Channel, member: Member) -> May:
    everybody = channel.overwrites.get(channel.in_guild.id)
    if everybody is not None:
        found = (found & ~May(everybody.deny)) | May(everybody.allow)
    allow, deny = NOTHING, NOTHING
    for overwrite in channel.overwrites.values():
        if overwrite.id in member.role_ids:
            allow |= May(overwrite.allow)
            deny |= May(overwrite.deny)
    found = (found & ~deny) | allow
    own = channel.overwrites.get(member.id)
    return found if own is None else (found & ~May(own.deny)) | May(own.allow)


def _is_let_in(channel: Channel, member: Member, found: May) -> bool:
    if channel.thread is None or channel.kind != Kind.PRIVATE_THREAD:
        return True
    return member.id in channel.thread.members or May.MANAGE_THREADS in found
