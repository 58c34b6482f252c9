"""A member's own language: seen and changed in the chat; what a file or a profile said gives way to it."""

from dataclasses import replace

from bot.catalogues import languages
from bot.effects import Effects, Reply
from bot.router import Router
from bot.turn import Turn
from bot.wording import languages as wording
from bot.wording.voice import Voice

routes = Router()


@routes.command("peer my language")
async def page(turn: Turn) -> Effects:
    """Choose the language in which I write to you."""
    return [Reply(wording.page(Voice.to(turn.me), languages()))]


@routes.action("language.choose")
async def choose(turn: Turn, language: str) -> Effects:
    """Keep somebody's language, and answer in it; one I don't speak is answered with those I do."""
    if language not in languages():
        return await page(turn)
    member = replace(turn.me, language=language, knows_language=True)
    await turn.tx.members.save(member)
    return [Reply(wording.chosen(Voice.to(member)))]
