"""Every card and form there is, with hostile text in every place where people may have typed."""

from bot.cards import Action, Button, Card, Field, Form, Option, Select
from tests.golden.cases import all_cases
from tests.golden.typed import HOSTILE, Typed

ROUGH = "Eve @everyone <!channel> <@U0EVE> [free](https://evil.example) ``|| **x** \u202e#"
LARGE = Card(
    (ROUGH[:60] + "\n") * 48,
    "large.card",
    why=ROUGH,
    title=(ROUGH * 3)[:150],
    fields=tuple(Field(ROUGH[:70], (ROUGH * 20)[:1024]) for _ in range(10)),
    buttons=tuple(Button(f"{n}{ROUGH}"[:75], Action("large.press", str(n))) for n in range(5)),
    select=Select(Action("large.choose"), ROUGH, tuple(Option(f"{n}{ROUGH}"[:75], str(n)) for n in range(25))),
)
"""The most that a card can hold."""
_SHOWN = {case.name: case.shown() for case in all_cases(Typed.everywhere(HOSTILE))}
CARDS = {name: shown for name, shown in _SHOWN.items() if isinstance(shown, Card)} | {"large": LARGE}
FORMS = {name: shown for name, shown in _SHOWN.items() if isinstance(shown, Form)}


def first_of_each_kind() -> dict[str, Card]:
    """One card of every kind there is."""
    chosen: dict[str, Card] = {}
    for name, card in CARDS.items():
        if card.kind not in [earlier.kind for earlier in chosen.values()]:
            chosen[name] = card
    return chosen
