"""Somebody's own page: what commands show them now, and a button for everything they may do."""

from collections.abc import Iterable, Mapping

from bot.cards import Button, Card, Page
from bot.commands import PAGE, Command
from bot.domain.access import Standing, may_use, standing
from bot.effects import Refused, Reply
from bot.router import Route, Router
from bot.turn import Turn
from bot.wording import home as wording
from bot.wording.voice import Voice

_SHOWN = {*PAGE, "peer commands"}
"""Commands that need no button: the page shows them already."""


async def page(turn: Turn, router: Router) -> Page:
    """Return the page of the acting member. Reads only."""
    routes = [router.commands[name] for name in PAGE]
    mine = [route for route in routes if route.role in (None, turn.me.role)]
    cards = [card for route in mine for card in await _answers(route, turn)]
    takes_part = standing(turn.me, turn.here) is Standing.TAKES_PART
    usable = [c for c in router.described().values() if takes_part or router.commands[c.name].always]
    return Page(tuple(cards), _deeds(turn, usable))


def _deeds(turn: Turn, commands: Iterable[Command]) -> Mapping[str, tuple[Button, ...]]:
    usable = [c for c in commands if may_use(turn.me.role, c.role) and c.name not in _SHOWN]
    ordered = sorted(usable, key=lambda command: command.name)
    voice = Voice.to(turn.me)
    found = {
        voice.say(heading): tuple(wording.button(voice, command) for command in ordered if command.root == root)
        for root, heading in wording.HEADINGS.items()
    }
    return {heading: buttons for heading, buttons in found.items() if buttons}


async def _answers(route: Route, turn: Turn) -> list[Card]:
    """Return the cards a command answers with."""
    try:
        effects = await route.handler(turn)
    except Refused as refusal:
        return [refusal.card]
    return [e.answer for e in effects if isinstance(e, Reply) and isinstance(e.answer, Card)]
