"""What people typed stands for itself: it adds no mention, link or markup, steers nothing, and always fits."""

from collections.abc import Callable

import pytest

from adapters import safe_html as render
from adapters.safe_html import Reader
from bot.cards import Card, Form
from tests.golden.cases import all_cases
from tests.golden.local import html
from tests.golden.structure import active, tags, too_long, unseen
from tests.golden.typed import ENDLESS, HOSTILE, INVISIBLE, Typed

TEXTS = {
    "hostile": HOSTILE,
    "one line": HOSTILE.replace("\n", " ")[60:],
    "endless": ENDLESS,
    "invisible": INVISIBLE,
    "nothing": "",
}
JOINERS = {"\u200b", "\u200c", "\u200d", "\U000e0041"}
"""Characters that emoji and scripts are made with: they stay in people's own messages, and steer nothing."""
PLANTED = Card(f"Hi {HOSTILE}", kind="planted.card", why=HOSTILE, title=HOSTILE[:150])


def shown(typed: Typed) -> dict[str, Card | Form]:
    cards = {case.name: case.shown() for case in all_cases(typed)}
    return {name: card for name, card in cards.items() if isinstance(card, Card | Form)}


SAFE = shown(Typed.everywhere("A"))


@pytest.fixture(scope="module", params=TEXTS)
def typed(request: pytest.FixtureRequest) -> dict[str, Card | Form]:
    return shown(Typed.everywhere(TEXTS[request.param]))


def _failing(cards: dict[str, Card | Form], is_wrong: Callable[[str, Card | Form], object]) -> dict[str, object]:
    return {name: wrong for name, card in cards.items() if (wrong := is_wrong(name, card))}


def test_it_adds_no_markup_no_mention_and_no_link(typed: dict[str, Card | Form]) -> None:
    assert _failing(typed, lambda name, card: active(card) - active(SAFE[name])) == {}


def test_it_adds_no_tag_and_no_address_to_the_page(typed: dict[str, Card | Form]) -> None:
    assert _failing(typed, lambda name, card: tags(html(card)) - tags(html(SAFE[name]))) == {}


def test_it_steers_nothing(typed: dict[str, Card | Form]) -> None:
    assert _failing(typed, lambda _, card: unseen(card)) == {}


def test_it_always_fits(typed: dict[str, Card | Form]) -> None:
    assert _failing(typed, lambda _, card: too_long(card)) == {}


def test_a_name_in_which_there_is_nothing_to_see_leaves_no_hole_in_a_sentence() -> None:
    nameless = shown(Typed.everywhere(INVISIBLE))
    greeting = nameless["onboarding.reminder: the first"]

    assert isinstance(greeting, Card)
    assert greeting.text.startswith("Hi …, … starts on")


def test_each_check_finds_what_a_careless_card_lets_through() -> None:
    safe = Card("Hi Ana", kind="planted.card")

    assert active(PLANTED) - active(safe)
    assert unseen(PLANTED)
    assert too_long(Card("Hi", kind="planted.card", title="two\nlines"))
    assert tags(f"<p>{HOSTILE}</p>") - tags("<p>Hi Ana</p>")


def test_what_a_person_writes_in_the_workspace_is_shown_as_written() -> None:
    reader = Reader("Europe/Lisbon", {"1": HOSTILE})
    head, rest = render.typed(f"{HOSTILE} <@1>", reader).head, render.typed(ENDLESS, Reader("Europe/Lisbon", {}))

    assert set(tags(str(head))) == {"span class ", "bdi  "}
    assert rest.length == len(ENDLESS)
    assert set(tags(str(rest.head + rest.rest))) == set()
    assert unseen(Card(str(head)[:1000], kind="planted.card")) <= JOINERS
