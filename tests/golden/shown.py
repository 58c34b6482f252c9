"""Every card and form there is, with hostile text wherever people may have typed; platforms show what becomes of it."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

import pytest

from bot.cards import Action, Button, Card, Field, Form, Option, Select
from tests.golden.cases import all_cases
from tests.golden.typed import HOSTILE, Typed

_SHOWN = {case.name: case.shown() for case in all_cases(Typed.everywhere(HOSTILE))}
FORMS = {name: shown for name, shown in _SHOWN.items() if isinstance(shown, Form)}


def cards(rough: str) -> dict[str, Card]:
    """Return every card by its name, with one that holds the most a card can, in rough words of the platform's."""
    return {name: shown for name, shown in _SHOWN.items() if isinstance(shown, Card)} | {"large": _largest(rough)}


def _largest(rough: str) -> Card:
    return Card(
        (rough[:60] + "\n") * 48,
        "large.card",
        why=rough,
        title=(rough * 3)[:150],
        fields=tuple(Field(rough[:70], (rough * 20)[:1024]) for _ in range(10)),
        buttons=tuple(Button(f"{n}{rough}"[:75], Action("large.press", str(n))) for n in range(5)),
        select=Select(Action("large.choose"), rough, tuple(Option(f"{n}{rough}"[:75], str(n)) for n in range(25))),
    )


def first_of_each_kind(every: Mapping[str, Card]) -> dict[str, Card]:
    """Return one card of every kind there is."""
    first: dict[str, str] = {}
    for name, card in every.items():
        first.setdefault(card.kind, name)
    return {name: every[name] for name in first.values()}


def by_module(names: Iterable[str]) -> list[Any]:
    """Return the names as one parameter for each module of wording: a test each takes longer than what it tests."""
    parts = groupby(sorted(names), key=lambda name: name.partition(".")[0])
    return [pytest.param(list(every), id=module) for module, every in parts]
