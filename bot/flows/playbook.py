"""Cards a mentor has at hand: asked for, or offered at the moment they help (F3, F4, F5, S12)."""

from typing import Annotated

from bot.domain.members import Role
from bot.domain.scripts import Script
from bot.effects import Effects, Reply
from bot.events import ActionChosen
from bot.router import Router
from bot.turn import Turn
from bot.wording import playbook as wording
from bot.wording.voice import Voice

routes = Router()


@routes.command("mentor script", role=Role.MENTOR)
async def script(
    turn: Turn, topic: Annotated[Script, "What it is about; left out: somebody goes quiet"] = Script.QUIET
) -> Effects:
    """What to do and say: somebody is quiet, stuck or hurt, two people clash, how to learn."""
    return [Reply(wording.playbook(Voice.to(turn.me), topic))]


@routes.action("script.open", role=Role.MENTOR)
async def open_script(turn: Turn, subject: str) -> Effects:
    """Show the card that was offered."""
    return _shown(turn, subject)


@routes.action("script.choose", role=Role.MENTOR)
async def choose(turn: Turn, _subject: str) -> Effects:
    """Show another card."""
    return _shown(turn, turn.event.value if isinstance(turn.event, ActionChosen) else "")


def _shown(turn: Turn, topic: str) -> Effects:
    script = Script(topic) if topic in list(Script) else Script.QUIET
    return [Reply(wording.playbook(Voice.to(turn.me), script))]


@routes.command("mentor rubric", role=Role.MENTOR)
async def rubric(turn: Turn) -> Effects:
    """Four questions for feedback on any piece of work, in words and never in marks."""
    return [Reply(wording.rubric(Voice.to(turn.me)))]
