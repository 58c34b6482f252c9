"""Cards and forms as a person reads them, in plain lines."""

from collections.abc import Iterator

from bot.cards import Button, Card, ChoiceInput, Form, FormInput, Look, Option
from bot.markup import plain
from bot.wording import surface
from bot.wording.tour import Stop
from bot.wording.upcoming import Explained
from tests.golden.case import Shown


def readable(shown: Shown | Explained | Stop) -> str:
    """Return what somebody reads, buttons in brackets, the one that asks to be pressed with a star."""
    match shown:
        case Card():
            return "\n".join(_card(shown))
        case Form():
            return "\n".join(_form(shown))
        case Button():
            return _button(shown)
        case Option():
            return f"{shown.label} = {shown.value}"
        case tuple():
            return " ".join(map(_button, shown))
        case Explained():
            return f"{shown.what}: {shown.why}"
        case Stop():
            return f"{shown.title}: {shown.what} [{shown.label}]"
        case None:
            return "(nothing)"
        case _:
            return shown


def _card(card: Card) -> Iterator[str]:
    yield f"({card.kind})"
    if card.title:
        yield f"## {card.title}"
    yield plain(card.text)
    for field in card.fields:
        yield f"{field.name}: {plain(field.value)}"
    if card.buttons:
        yield " ".join(map(_button, card.buttons))
    if card.select:
        yield f"{card.select.placeholder}: {' / '.join(option.label for option in card.select.options)}"
    if card.why:
        yield f"Why: {plain(card.why)}"


def _button(button: Button) -> str:
    return f"[{button.label}{'*' if button.look is Look.PRIMARY else '!' if button.look is Look.DANGER else ''}]"


def _form(form: Form) -> Iterator[str]:
    yield f"({form.action.name})"
    yield f"## {form.title}"
    yield from map(_input, form.inputs)
    yield f"[{surface.submit(form)}*] [Cancel]"


def _input(asked: FormInput) -> str:
    label = asked.label if asked.is_required else f"{asked.label} (optional)"
    if isinstance(asked, ChoiceInput):
        chosen = [f"({'x' if option.value == asked.value else ' '}) {option.label}" for option in asked.options]
        return f"{label} {' '.join(chosen)}"
    hint = f" ({asked.hint})" if asked.hint else ""
    return f"{label}{hint} <{asked.value}>"
