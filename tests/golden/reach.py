"""Where buttons, lists, forms and timers lead, and which handlers nothing leads to."""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import bot.flows
from bot.app import RUN
from bot.cards import Action, Button, Card, Form
from bot.router import Router
from tests.golden.case import Shown

_NAME = re.compile(r"[a-z_]+\.[a-z_]+\Z")


def pressed(shown: Shown) -> Iterator[Action]:
    """Every action behind a button or a list."""
    match shown:
        case Card():
            yield from (button.action for button in shown.buttons)
            if shown.select is not None:
                yield shown.select.action
        case Button():
            yield shown.action
        case tuple():
            yield from (button.action for button in shown)


def sent(shown: Shown) -> Iterator[Action]:
    """Every action a form comes back under."""
    if isinstance(shown, Form):
        yield shown.action


def dead_ends(routes: Router, cards: Iterable[Shown], timers: Iterable[str] = ()) -> set[str]:
    """Return what people can press or send, and what wakes us up, that no handler answers."""
    shown = list(cards)
    commands = set(routes.commands)
    found = {f"button {a.id}" for card in shown for a in pressed(card) if not _leads(a, set(routes.actions), commands)}
    found |= {f"form {a.id}" for card in shown for a in sent(card) if not _leads(a, set(routes.forms), commands)}
    return found | {f"timer {name}" for name in timers if name not in routes.timers}


def _leads(action: Action, names: set[str], commands: set[str]) -> bool:
    return action.subject.replace(".", " ") in commands if action.name == RUN else action.name in names


def orphans(routes: Router, cards: Iterable[Shown], timers: Iterable[str]) -> set[str]:
    """Return the handlers that no card, form or timer leads to."""
    shown = list(cards)
    buttons = {action.name for card in shown for action in pressed(card)}
    forms = {action.name for card in shown for action in sent(card)}
    found = {f"button {name}" for name in routes.actions if name not in buttons}
    found |= {f"form {name}" for name in routes.forms if name not in forms}
    return found | {f"timer {name}" for name in routes.timers if name not in set(timers)}


def timers_named(source: str) -> set[str]:
    """Return every name in a flow's code that may be a timer's: timers are set beside a moment or through a helper.

    Not those in a handler's own decorator, nor kinds, buttons and rules.
    """
    tree = ast.parse(source)
    elsewhere = {id(name) for call in _calls(tree, "Send", "Withhold", "Button", "Opening") for name in _names(call)}
    elsewhere |= {id(name) for name in _in_decorators(tree)}
    return {name.value for name in _names(tree) if id(name) not in elsewhere}


def timers_set(source: str) -> set[str]:
    """Return the names in a flow's code that are set as timers for certain."""
    return {name.value for call in _calls(ast.parse(source), "Later") for name in _names(call)}


def _calls(tree: ast.Module, *names: str) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in names:
            yield node


def _in_decorators(tree: ast.Module) -> Iterator[ast.Constant]:
    for node in ast.walk(tree):
        for decorator in getattr(node, "decorator_list", ()):
            yield from _names(decorator)


def _names(within: ast.AST) -> Iterator[ast.Constant]:
    for node in ast.walk(within):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _NAME.match(node.value):
            yield node


def sources() -> list[str]:
    """Return the code of every flow."""
    return [path.read_text(encoding="utf-8") for path in Path(bot.flows.__file__).parent.glob("*.py")]
