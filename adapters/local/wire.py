"""Messages, forms and people as the JSON of our own calls."""

from typing import Any

from adapters.local.gateway import Answer
from adapters.local.records import Channel, Dialog, Message, Person
from adapters.local.stage import Upcoming
from bot.cards import Card, ChoiceInput, FormInput, TextInput
from bot.commands import Command
from bot.limits import PICKED
from bot.markup import plain
from bot.wording import surface

Json = dict[str, Any]


def person(of: Person, unread: int = 0) -> Json:
    """A person, with how much they have not read."""
    return {
        "id": of.id,
        "name": of.name,
        "role": of.role,
        "timezone": of.timezone,
        "is_here": of.is_here,
        "takes_direct": of.takes_direct,
        "unread": unread,
    }


def channel(of: Channel, unread: int = 0) -> Json:
    """A channel, with how much the person has not read there."""
    return {"id": of.id, "name": of.name, "topic": of.topic, "is_direct": of.is_direct, "unread": unread}


def message(of: Message) -> Json:
    """A message; `text` is plain, `card` holds what the bot's has besides."""
    return {
        "id": of.id,
        "seq": of.seq,
        "channel": of.channel_id,
        "thread": of.thread,
        "author": of.author_id,
        "at": of.at.isoformat(),
        "text": plain(of.card.text) if of.card is not None else of.text,
        "card": card(of.card) if of.card is not None else None,
        "is_private": bool(of.private_to),
        "edited_at": of.edited_at.isoformat() if of.edited_at else None,
    }


def card(of: Card) -> Json:
    """A card, its text as the core wrote it."""
    return {
        "kind": of.kind,
        "why": plain(of.why),
        "title": of.title,
        "text": of.text,
        "fields": [{"name": field.name, "value": field.value} for field in of.fields],
        "buttons": [{"label": b.label, "action": b.action.id, "look": b.look.value} for b in of.buttons],
        "select": None
        if of.select is None
        else {
            "action": of.select.action.id,
            "placeholder": of.select.placeholder,
            "options": [{"label": option.label, "value": option.value} for option in of.select.options],
        },
    }


def dialog(of: Dialog | None) -> Json | None:
    """The open form, filled in as far as it was, with what is wrong by input."""
    if of is None:
        return None
    form = of.asked.form
    return {
        "id": of.id,
        "title": form.title,
        "action": form.action.id,
        "submit": surface.submit(form),
        "inputs": [_input(given) for given in form.inputs],
        "errors": dict(of.asked.errors),
    }


def _input(of: FormInput) -> Json:
    common: Json = {"name": of.name, "label": of.label, "value": of.value, "is_required": of.is_required}
    if isinstance(of, ChoiceInput):
        return {**common, "options": [{"label": option.label, "value": option.value} for option in of.options]}
    if isinstance(of, TextInput):
        return {**common, "hint": of.hint, "is_long": of.is_long, "limit": of.limit}
    return {**common, "hint": of.hint, "is_long": False, "limit": PICKED}


def answer(of: Answer) -> Json:
    """What came of an act."""
    return {
        "said": message(of.said) if of.said is not None else None,
        "shown": [message(shown) for shown in of.shown],
        "dialog": dialog(of.dialog),
    }


def command(of: Command) -> Json:
    """A command, for completion."""
    return {
        "name": of.name,
        "usage": of.usage,
        "summary": of.summary,
        "parameters": [
            {"name": p.name, "hint": p.hint, "is_required": p.is_required, "wants": p.wants.value}
            for p in of.parameters
        ],
    }


def upcoming(of: Upcoming) -> Json:
    """One thing the bot will do."""
    return {"at": of.at.isoformat(), "what": of.what, "to": of.to, "why": of.why}
