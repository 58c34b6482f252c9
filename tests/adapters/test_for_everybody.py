"""What Discord and Slack show can be read and pressed by everybody: words on everything, and no sign on its own (L7).

Looked at is what their adapters hand over for every card and form there is, as a screen reader or a phone gets it.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from adapters.discord import forms as discord_forms
from adapters.discord import render as discord
from adapters.slack import forms as slack_forms
from adapters.slack import render as slack
from bot.cards import Action, Button, Card, Form, Look
from tests.golden.cases import all_cases
from tests.golden.typed import FRIENDLY

SHOWN = {case.name: case.shown() for case in all_cases(FRIENDLY)}
CARDS = {name: shown for name, shown in SHOWN.items() if isinstance(shown, Card)}
FORMS = {name: shown for name, shown in SHOWN.items() if isinstance(shown, Form)}
WORD = re.compile(r"[^\W_]")
"""A letter or a digit: what is left of a text for whoever sees neither colours nor pictures."""
JARGON = re.compile(
    r"\b(payload|endpoint|boolean|null|regex(es)?|callback|timestamp|uuid|cron|stack trace|async|daemon|mutex|enum"
    r"|middleware|idempotent|deserial\w+|backend|frontend)\b",
    re.IGNORECASE,
)
LABELS = ("label", "placeholder", "title")


def labels(value: Any) -> Iterator[str]:
    """Yield everything that names something to press, choose or fill in, wherever it stands in a platform's message."""
    match value:
        case dict():
            for key, inner in value.items():
                text = inner.get("text", "") if isinstance(inner, dict) else inner
                is_button = key == "text" and value.get("type") in ("button", "plain_text") and isinstance(text, str)
                if (key in LABELS and isinstance(text, str)) or is_button:
                    yield text
                yield from labels(inner)
        case list() | tuple():
            for inner in value:
                yield from labels(inner)


def bodies(card: Card) -> list[dict[str, Any]]:
    """Return a card as both platforms get it."""
    return [discord.message(card, delivery_id="d1"), slack.message(card)]


def nameless(cards: Mapping[str, Card]) -> list[str]:
    """Return what has a button or list without a word on it."""
    found = [(name, label) for name, card in cards.items() for body in bodies(card) for label in labels(body)]
    return [f"{name}: {label!r}" for name, label in found if not WORD.search(label)]


def same(cards: Mapping[str, Card]) -> list[str]:
    """Return the cards where one label does two things, so that only colour or place could tell them apart."""
    found = []
    for name, card in cards.items():
        does = {(button.label, button.action.name, button.look) for button in card.buttons}
        if len({label for label, *_ in does}) < len(does):
            found.append(name)
    return found


def signs(cards: Mapping[str, Card]) -> list[str]:
    """Return the lines that are a picture and no word."""
    lines = [(name, line) for name, card in cards.items() for line in card.text.splitlines() if line.strip()]
    return [f"{name}: {line}" for name, line in lines if not (line.isascii() or WORD.search(line))]


def learned(texts: Mapping[str, str]) -> list[str]:
    """Return the words one would have to work with computers to know."""
    return [f"{name}: {found.group()}" for name, text in texts.items() if (found := JARGON.search(text))]


def test_everything_to_press_or_choose_has_words_on_it() -> None:
    assert "Next question" in labels(discord.message(CARDS["quizzes.explained: right"]))
    assert "Next question" in labels(slack.message(CARDS["quizzes.explained: right"]))
    assert nameless(CARDS) == []


def test_no_two_buttons_are_told_apart_by_their_colour() -> None:
    assert same(CARDS) == []


def test_no_line_is_a_picture_alone() -> None:
    assert signs(CARDS) == []


def test_nobody_has_to_know_the_words_of_programmers() -> None:
    assert learned({name: f"{card.title} {card.text} {card.why}" for name, card in CARDS.items()}) == []


def test_every_box_of_every_form_says_what_belongs_into_it() -> None:
    for name, form in FORMS.items():
        for body in (discord_forms.modal(form), slack_forms.modal(form, slack_forms.Where())):
            assert [label for label in labels(body) if not WORD.search(label)] == [], name


def test_a_slack_notification_has_the_words_and_not_only_the_blocks() -> None:
    assert [name for name, card in CARDS.items() if not WORD.search(slack.message(card)["text"])] == []


@pytest.mark.parametrize("rule", [nameless, same, signs])
def test_what_is_planted_is_found(rule: Any) -> None:
    buttons = (Button("✅", Action("a.yes")), Button("✅", Action("a.no"), Look.DANGER))
    assert rule({"planted": Card("🎉\nWell done", "planted.card", buttons=buttons)})


def test_a_planted_programmers_word_is_found() -> None:
    assert learned({"planted": "The payload was null."}) == ["planted: payload"]
