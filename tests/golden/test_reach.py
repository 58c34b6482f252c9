"""Every button, list, form and timer has a handler, and every handler something that leads to it."""

from typing import get_args

from bot.cards import Action, Button, Card, Form, Option, Select
from bot.effects import Effects
from bot.events import Event
from bot.flows import all_routes
from bot.router import Router
from bot.turn import Turn
from bot.wording.commands import MENUS
from tests.golden.case import Shown
from tests.golden.cases import all_cases
from tests.golden.reach import dead_ends, orphans, sources, timers_named, timers_set
from tests.golden.typed import FRIENDLY

CARDS: list[Shown] = [case.shown() for case in all_cases(FRIENDLY)]
CARDS += [Button(label, action) for label, action in MENUS.items()]
SET = {name for source in sources() for name in timers_set(source)}
NAMED = {name for source in sources() for name in timers_named(source)}


def test_everything_that_can_be_pressed_sent_or_set_has_a_handler() -> None:
    assert dead_ends(all_routes(), CARDS, SET) == set()


def test_every_handler_can_be_reached() -> None:
    assert orphans(all_routes(), CARDS, NAMED) == set()


def test_every_event_that_a_flow_listens_to_is_one_that_happens() -> None:
    assert set(all_routes().events) <= set(get_args(Event))


async def _handler(_turn: Turn, _subject: str) -> Effects:
    return []


def test_a_planted_orphan_of_every_kind_is_found() -> None:
    planted = Router()
    planted.action("planted.button")(_handler)
    planted.form("planted.form")(_handler)
    planted.timer("planted.timer")(_handler)
    everything = Router.joined([all_routes(), planted])

    assert orphans(everything, CARDS, NAMED) == {"button planted.button", "form planted.form", "timer planted.timer"}


def test_a_planted_dead_end_of_every_kind_is_found() -> None:
    nowhere = Action("planted.button", "x")
    lists = Select(Action("planted.list"), "Choose", (Option("One", "1"),))
    cards: list[Shown] = [
        Card("Hi", kind="planted.card", buttons=(Button("Go", nowhere),), select=lists),
        Card("Hi", kind="planted.card", buttons=(Button("Go", Action("command.run", "peer.nothing")),)),
        Form(Action("planted.form"), "Form", ()),
    ]
    source = 'def flow(turn):\n    return [Later(turn.now, Action("planted.timer", "x"))]\n'

    assert dead_ends(all_routes(), cards, timers_set(source)) == {
        "button v1:planted.button:x",
        "button v1:planted.list:",
        "button v1:command.run:peer.nothing",
        "form v1:planted.form:",
        "timer planted.timer",
    }


def test_what_is_only_a_kind_or_a_name_of_its_own_is_no_timer() -> None:
    source = '@routes.timer("a.alone")\ndef f(turn):\n    return [Send(to, Card("", kind="a.kind")), helper("a.set")]\n'

    assert timers_named(source) == {"a.set"}
