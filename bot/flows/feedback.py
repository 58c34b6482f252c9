"""Feedback at any time: passed on to the coordinator on call, with or without a name, kept nowhere (M16)."""

from collections.abc import Mapping
from typing import Annotated

from bot.effects import Effects, Refused, Reply, Send, ToMember
from bot.flows.naming import kept_on
from bot.flows.passing_on import looked_at
from bot.flows.people import on_call
from bot.router import Router
from bot.turn import Turn
from bot.wording import feedback as wording
from bot.wording import reviews as review_wording
from bot.wording.voice import Voice

routes = Router()


@routes.command("peer my feedback")
async def feedback(
    turn: Turn, text: Annotated[str, "What works, what should change; it stands in the form"] = ""
) -> Effects:
    """Say what works and what should change, with or without your name; a coordinator reads it."""
    return [Reply(wording.form(Voice.to(turn.me), text.strip()))]


@routes.form("feedback.submit")
async def submitted(turn: Turn, _subject: str, values: Mapping[str, str]) -> Effects:
    """Pass it on; without a name nothing says whose it is."""
    voice, text = Voice.to(turn.me), values.get("text", "").strip()[: wording.LIMIT]
    reader = next(iter(await on_call(turn, turn.here, (turn.me.id, *await kept_on(turn)))), None)
    if not text or reader is None:
        raise Refused(wording.nothing_written(voice))
    care, may_go_on = await looked_at(turn, text)
    if not may_go_on:
        return [Reply(review_wording.held_back(voice)), *care]
    author = turn.me if values.get("named") == wording.NAMED else None
    card = wording.received(Voice.to(reader), author, text)
    return [Reply(wording.passed_on(voice, is_named=author is not None)), Send(ToMember(reader.id), card), *care]
