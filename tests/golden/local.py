"""Cards and forms as the local workspace's HTML, through its own templates and nothing beside them."""

from types import SimpleNamespace

from adapters.local.pages import TEMPLATES
from adapters.local.records import BOT, Message, Person
from adapters.local.views import Seer
from bot.cards import Card, FieldErrors, Form
from tests.golden.sample import NOW

_READER = Person("L04", "Wanjiru Kamau", "learner", "Europe/Lisbon", "id-L04")
_AT = SimpleNamespace(address="/as/L04/dm", asked={}, channel=SimpleNamespace(is_direct=True))


def html(shown: Card | Form | FieldErrors) -> str:
    """Return what the browser gets for one card, or for one open form."""
    if isinstance(shown, Card):
        message = Seer(_READER, [_READER], {}).message(Message("m1", 1, "dm", BOT, NOW, card=shown))
        macro = TEMPLATES.get_template("message.html").module.card  # type: ignore[attr-defined]
        return _tidy(str(macro(message.card, message, _AT, "token")))
    asked = shown if isinstance(shown, FieldErrors) else FieldErrors(shown)
    dialog = SimpleNamespace(id="d1", asked=asked)
    return _tidy(TEMPLATES.get_template("dialog.html").render(dialog=dialog, at=_AT, token="token"))


def _tidy(markup: str) -> str:
    return "\n".join(line.strip() for line in markup.splitlines() if line.strip())
