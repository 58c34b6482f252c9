"""Cards as Slack's messages, pages and windows. Pure; built through slack_sdk.models, which knows Slack's limits."""

from collections.abc import Sequence
from typing import Any, Final

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    HeaderBlock,
    Option,
    PlainTextObject,
    RichTextBlock,
    RichTextElement,
    RichTextElementParts,
    RichTextSectionElement,
    StaticSelectElement,
)

from adapters.slack.mrkdwn import literal, notification
from adapters.slack.rich_text import People, elements, rich_text
from bot import cards, limits
from bot.cards import Card, Look
from bot.markup import Kind, clean, spans

Json = dict[str, Any]

TEXT: Final = 3_000
"""Characters of the text beside the blocks; a change of a message takes no more than 4,000."""
ALL_TEXT: Final = 12_000
"""Characters of all blocks together: Slack refuses a message somewhat above."""
_WHY: Final = 2_000
_NOBODY: People = {}
_LOOKS = {Look.PRIMARY: "primary", Look.DANGER: "danger", Look.PLAIN: None}


def message(card: Card, people: People = _NOBODY) -> Json:
    """Return text and blocks of a durable message, with the sentence that says why it came."""
    return {"text": said(card, people), "blocks": as_json([*blocks(card, people), *_why(card)])}


def answer(card: Card, people: People = _NOBODY) -> Json:
    """Return text and blocks of an answer that only the person who acted sees; why it came they know."""
    return {"text": said(card, people), "blocks": as_json(blocks(card, people))}


def said(card: Card, people: People = _NOBODY) -> str:
    """Return what notifications and screen readers say."""
    heading = f"{literal(line(card.title, limits.TITLE))}\n" if card.title else ""
    return (heading + notification(card.text, people, TEXT - len(heading))).strip() or card.kind


def blocks(card: Card, people: People = _NOBODY) -> list[Block]:
    """Return a card's heading, text, fields, buttons and list."""
    found: list[Block] = []
    if card.title:
        found.append(HeaderBlock(text=plain(card.title, limits.TITLE)))
    if card.text.strip():
        found.append(rich_text(card.text, people))
    if card.fields:
        found.append(RichTextBlock(elements=_fields(card, people)))
    if card.buttons:
        found.append(ActionsBlock(elements=buttons(card.buttons)))
    if card.select is not None:
        found.append(ActionsBlock(elements=[_select(card.select)]))
    return found


def mentioned(card: Card) -> set[str]:
    """Return the members a card mentions."""
    texts = [card.text, *(field.value for field in card.fields)]
    return {span.target for text in texts for span in spans(text) if span.kind is Kind.MEMBER}


def buttons(given: Sequence[cards.Button]) -> list[ButtonElement]:
    """Return buttons in a row; a second one with the same meaning gets a number, since Slack wants ids to differ."""
    found: list[ButtonElement] = []
    seen: dict[str, int] = {}
    for button in given:
        meaning = button.action.id
        seen[meaning] = seen.get(meaning, 0) + 1
        action_id = meaning if seen[meaning] == 1 else f"{meaning}#{seen[meaning]}"
        label = plain(button.label, limits.BUTTON_LABEL)
        found.append(ButtonElement(text=label, action_id=action_id, style=_LOOKS[button.look]))
    return found


def options(given: Sequence[cards.Option]) -> list[Option]:
    """Return the choices of a list."""
    return [Option(text=plain(option.label, limits.OPTION_LABEL), value=option.value) for option in given]


def plain(text: str, limit: int) -> PlainTextObject:
    """Return a text that Slack shows as it is."""
    return PlainTextObject(text=line(text, limit) or "…", emoji=False)


def line(text: str, limit: int) -> str:
    """Return a text as one line of at most `limit` characters."""
    whole = " ".join(clean(text).split())
    return whole if len(whole) <= limit else whole[: limit - 1].rstrip() + "…"


def as_json(given: Sequence[Block]) -> list[Json]:
    """Return blocks as they are sent; slack_sdk raises where one is beyond a limit."""
    return [dict(block.to_dict()) for block in given]


def _why(card: Card) -> list[Block]:
    return [ContextBlock(elements=[plain(card.why, _WHY)])] if card.why else []


def _fields(card: Card, people: People) -> list[RichTextElement]:
    """Return names and values below each other; what would be too much for one message is cut."""
    left = ALL_TEXT - len(card.text) - len(card.why) - _of_rows(card)
    found: list[RichTextElement] = []
    for field in card.fields:
        name, value = line(field.name, limits.FIELD_NAME), field.value
        left -= len(name) + 1
        if len(value) > left:
            value = "…"
        left -= len(value)
        heading = f"{name}\n" if not found else f"\n{name}\n"
        bold = RichTextElementParts.TextStyle(bold=True)
        found.append(RichTextSectionElement(elements=[RichTextElementParts.Text(text=heading, style=bold)]))
        found += elements(value, people)
    return found


def _of_rows(card: Card) -> int:
    labels = sum(len(button.label) for button in card.buttons)
    return labels + (sum(len(option.label) for option in card.select.options) if card.select is not None else 0)


def _select(select: cards.Select) -> StaticSelectElement:
    return StaticSelectElement(
        action_id=select.action.id, placeholder=plain(select.placeholder, 150), options=options(select.options)
    )
