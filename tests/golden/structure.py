"""What of a card is active: its markup, its HTML, and every text in it. Hostile words may add nothing to that."""

import unicodedata
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser

from bot import limits
from bot.cards import Button, Card, ChoiceInput, Form, FormInput, PickInput
from bot.markup import Kind, spans

_ACTIVE = (Kind.LINK, Kind.MEMBER, Kind.MOMENT, Kind.CODE)


def marked_up(card: Card) -> Iterator[str]:
    """Every text of a card that is read as markup."""
    yield from (card.text, card.why, *(field.value for field in card.fields))


def plain_texts(shown: Card | Form) -> Iterator[tuple[str, int]]:
    """Every text that is read as it stands, in one line, with the limit it must keep."""
    if isinstance(shown, Form):
        yield shown.title, limits.FORM_TITLE
        for asked in shown.inputs:
            yield from _of_input(asked)
        return
    yield shown.title, limits.TITLE
    yield from ((field.name, limits.FIELD_NAME) for field in shown.fields)
    for button in shown.buttons:
        yield from _of_button(button)
    if shown.select:
        yield shown.select.placeholder, limits.OPTION_LABEL
        yield from ((option.label, limits.OPTION_LABEL) for option in shown.select.options)


def _of_button(button: Button) -> Iterator[tuple[str, int]]:
    yield button.label, limits.BUTTON_LABEL
    yield button.action.id, limits.ACTION_ID


def _of_input(asked: FormInput) -> Iterator[tuple[str, int]]:
    yield asked.label, limits.INPUT_LABEL
    if isinstance(asked, ChoiceInput):
        yield from ((option.label, limits.OPTION_LABEL) for option in asked.options)
    elif isinstance(asked, PickInput):
        yield asked.value, limits.PICKED
    elif not asked.is_long:
        yield asked.value, asked.limit


def active(shown: Card | Form) -> Counter[tuple[Kind, str]]:
    """How often each kind of markup stands in a card, and what it points at or shows as code."""
    found: Counter[tuple[Kind, str]] = Counter()
    for text in marked_up(shown) if isinstance(shown, Card) else ():
        for span in spans(text):
            if span.kind is not Kind.TEXT:
                found[span.kind, (span.target or span.text) if span.kind in _ACTIVE else ""] += 1
    return found


def unseen(shown: Card | Form) -> set[str]:
    """Characters that steer instead of being seen."""
    texts = [text for text, _ in plain_texts(shown)]
    texts += marked_up(shown) if isinstance(shown, Card) else [getattr(asked, "value", "") for asked in shown.inputs]
    return {
        c for text in texts for c in text if c != "\n" and unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp")
    }


def too_long(shown: Card | Form) -> list[str]:
    """Every text that is longer than its place, and every line break where there is one line."""
    found = [text for text, limit in plain_texts(shown) if len(text) > limit or "\n" in text]
    if isinstance(shown, Form):
        return found + ["inputs"] * (len(shown.inputs) > limits.FORM_INPUTS)
    is_dressed = bool(shown.title or shown.fields or shown.buttons or shown.select)
    found += [shown.text] * (len(shown.text) > (limits.CARD_TEXT if is_dressed else limits.TEXT))
    found += [field.value for field in shown.fields if len(field.value) > limits.FIELD_VALUE]
    found += ["buttons"] * (len(shown.buttons) > limits.BUTTONS) + ["fields"] * (len(shown.fields) > limits.FIELDS)
    return found + ["options"] * (shown.select is not None and len(shown.select.options) > limits.OPTIONS)


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "p":
            return  # an empty text has one less, or one instead of a quote
        names = " ".join(sorted(name for name, _ in attrs))
        leads = " ".join(str(value) for name, value in attrs if name in ("href", "action", "src", "datetime"))
        self.found[f"{tag} {names} {leads}"] += 1


def tags(html: str) -> Counter[str]:
    """Every tag with the names of its attributes and where it leads."""
    parser = _Tags()
    parser.feed(html)
    return parser.found
