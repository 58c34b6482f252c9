"""What every form looks like on Discord, and what comes back from it."""

from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from adapters.discord.forms import filled, modal, values
from bot.cards import Action, ChoiceInput, FieldErrors, Form, Option, TextInput
from tests.golden.shown import FORMS

FORM = Form(
    Action("check_in.submit", "7"),
    "Week 1",
    (
        ChoiceInput("mood", "How is it going?", (Option("Going fine", "fine"), Option("Hard right now", "hard"))),
        TextInput("hardest", "What was hardest?", hint="A few words are enough", is_long=True, limit=20),
    ),
)


@pytest.mark.parametrize("name", FORMS)
def test_every_form_looks_like_this(name: str, snapshot: SnapshotAssertion) -> None:
    assert modal(FORMS[name]) == snapshot


@pytest.mark.parametrize("name", FORMS)
def test_every_form_is_within_discords_limits(name: str) -> None:
    shown = modal(FORMS[name])

    assert 1 <= len(shown["custom_id"]) <= 100
    assert 1 <= len(shown["title"]) <= 45
    assert 1 <= len(shown["components"]) <= 5
    for labelled in shown["components"]:
        inner = labelled["component"]
        assert 1 <= len(labelled["label"]) <= 45
        assert 1 <= len(labelled.get("description", "x")) <= 100
        assert 1 <= inner.get("max_length", 1) <= 4000
        assert len(inner.get("value", "")) <= inner.get("max_length", 0)
        assert len(inner.get("options", [])) <= 25


def submitted(**given: Any) -> list[dict[str, Any]]:
    """What Discord sends of a modal: a label around each input."""
    return [{"type": 18, "id": 1, "component": {"custom_id": name, "id": 2, **value}} for name, value in given.items()]


def test_what_was_filled_in_comes_back_by_name() -> None:
    assert values(submitted(mood={"values": ["hard"]}, hardest={"value": "loops"})) == {
        "mood": "hard",
        "hardest": "loops",
    }


@pytest.mark.parametrize(
    "components", [None, "x", [None], [{"component": None}], [{"component": {"custom_id": 7, "value": "x"}}], [{}]]
)
def test_what_is_not_of_a_forms_shape_is_left_out(components: Any) -> None:
    assert values(components) == {}


def test_a_list_nobody_chose_from_is_empty() -> None:
    assert values(submitted(mood={"values": []})) == {}


def test_a_form_tried_again_shows_what_was_typed_and_what_was_wrong() -> None:
    again = modal(FieldErrors(filled(FORM, {"mood": "hard", "hardest": "l" * 30}), {"hardest": "Shorter, please."}))

    mood, hardest = again["components"]
    assert [option.get("default", False) for option in mood["component"]["options"]] == [False, True]
    assert hardest["component"]["value"] == "l" * 20
    assert hardest["description"] == "Shorter, please."


def test_a_hint_stays_in_sight_while_somebody_types() -> None:
    assert modal(FORM)["components"][1]["description"] == "A few words are enough"
