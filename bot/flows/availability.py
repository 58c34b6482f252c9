"""When a mentor can meet, in their own words and on their own clock; what is planned stays planned."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated

from bot.cards import FieldErrors
from bot.domain.availability import fits, parse_availability
from bot.domain.members import Role
from bot.domain.sessions import Session
from bot.effects import Effects, Reply
from bot.flows.session_times import can_meet
from bot.router import Router
from bot.turn import Turn
from bot.wording import availability as wording
from bot.wording.voice import Voice

routes = Router()


@routes.command("mentor availability", role=Role.MENTOR)
async def availability(
    turn: Turn, hours: Annotated[str, "Like Mon 18:00-20:00; Thu 12:00-13:30. Left out: see and change yours"] = ""
) -> Effects:
    """See or change the hours in which you can meet, on your own clock."""
    if not hours:
        return [Reply(wording.form(Voice.to(turn.me), turn.me.availability))]
    return await _set(turn, hours)


@routes.form("availability.save", role=Role.MENTOR)
async def save(turn: Turn, _subject: str, values: Mapping[str, str]) -> Effects:
    """Keep the hours; what cannot be read is named, and nothing changes."""
    return await _set(turn, values.get("hours", ""))


async def _set(turn: Turn, typed: str) -> Effects:
    voice = Voice.to(turn.me)
    lines = ";".join(part.strip() for part in typed.replace("\n", ";").split(";") if part.strip())
    try:
        windows = parse_availability(lines)
    except ValueError:
        form = wording.form(voice, typed[: wording.LIMIT])
        return [Reply(FieldErrors(form, {"hours": wording.not_hours(voice)}))]
    await turn.tx.members.save(replace(turn.me, availability=lines))
    planned = await turn.tx.sessions.taken(turn.me.id, turn.now)
    outside = sum([await _is_outside(turn, session, lines) for session in planned])
    return [Reply(wording.kept(voice, windows, outside))]


async def _is_outside(turn: Turn, session: Session, hours: str) -> bool:
    free = await can_meet(turn, replace(turn.me, availability=hours), session.id)
    return session.starts_at is not None and not fits(free, free, session.starts_at, session.length)
