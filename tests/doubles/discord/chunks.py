"""Answers to op 8: the members of a server, in chunks."""

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from tests.doubles.discord import shapes
from tests.doubles.discord.identify import Closed
from tests.doubles.discord.model import Guild, Member
from tests.doubles.discord.sessions import Intent, Session

if TYPE_CHECKING:
    from tests.doubles.discord.gateways import Gateways

CHUNK = 1000
DECODE_ERROR = 4002
ALL_MEMBERS_EVERY = timedelta(seconds=30)
Told = tuple[str, dict[str, Any]]


def member_chunks(gateways: "Gateways", session: Session, wanted: dict[str, Any]) -> Iterator[Told]:
    """Yield the events that answer a request for members; the whole list needs the members intent."""
    guild = gateways.state.guilds.get(str(wanted.get("guild_id")))
    query, ids = wanted.get("query"), wanted.get("user_ids")
    if guild is None or (query is None and ids is None):
        raise Closed(DECODE_ERROR)
    is_all = query == "" and wanted.get("limit") == 0 and not ids
    if is_all and not session.intents & Intent.GUILD_MEMBERS:
        gateways.complaints.append("op 8 asked for all members without the GUILD_MEMBERS intent")
        return
    if is_all and (wait := _too_soon(gateways, guild)):
        meta = {"guild_id": guild.id, "nonce": wanted.get("nonce")}
        yield "RATE_LIMITED", {"opcode": 8, "retry_after": wait, "meta": meta}
        return
    found = _found(guild, query, ids, int(wanted.get("limit") or 0))
    missing = [str(one) for one in _listed(ids) if str(one) not in guild.members]
    chunks = [found[start : start + CHUNK] for start in range(0, len(found), CHUNK)] or [[]]
    for number, chunk in enumerate(chunks):
        data: dict[str, Any] = {"guild_id": guild.id, "members": [shapes.member(one) for one in chunk]}
        data |= {"chunk_index": number, "chunk_count": len(chunks), "not_found": missing}
        yield "GUILD_MEMBERS_CHUNK", {**data, "nonce": wanted["nonce"]} if wanted.get("nonce") else data


def _too_soon(gateways: "Gateways", guild: Guild) -> float:
    now, last = gateways.state.clock.now(), gateways.listed_at.get(guild.id)
    if last is not None and now - last < ALL_MEMBERS_EVERY:
        return (last + ALL_MEMBERS_EVERY - now).total_seconds()
    gateways.listed_at[guild.id] = now
    return 0.0


def _listed(ids: Any) -> list[Any]:
    return ids if isinstance(ids, list) else [] if ids is None else [ids]


def _found(guild: Guild, query: Any, ids: Any, limit: int) -> list[Member]:
    if ids is not None:
        return [guild.members[str(one)] for one in _listed(ids)[:100] if str(one) in guild.members]
    start = str(query or "").lower()
    found = [one for one in guild.members.values() if (one.nick or one.user.name).lower().startswith(start)]
    return found[: min(limit, 100)] if limit else found
