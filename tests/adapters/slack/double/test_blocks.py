"""Block Kit: every limit, just inside and just outside."""

from typing import Any

import pytest

from tests.adapters.slack.double.limits import LIMITS, Block, actions, button, plain, section, typed
from tests.doubles.slack.blocks import check_blocks, check_view


@pytest.mark.parametrize(("fits", "is_refused", "problem"), [row[1:] for row in LIMITS], ids=[row[0] for row in LIMITS])
def test_a_block_has_limits(fits: Block, is_refused: Block, problem: str) -> None:
    assert check_blocks([fits], "message") == []
    assert problem in check_blocks([is_refused], "message")


@pytest.mark.parametrize(("surface", "most"), [("message", 50), ("modal", 100), ("home", 100)])
def test_a_surface_holds_so_many_blocks(surface: str, most: int) -> None:
    divider = {"type": "divider"}

    assert check_blocks([divider] * most, surface) == []
    assert check_blocks([divider] * (most + 1), surface) == [
        f"no more than {most} items allowed [json-pointer:/blocks]"
    ]


def test_ids_are_not_used_twice() -> None:
    twice_in_a_row = check_blocks([actions(button(action_id="a"), button(action_id="a"))], "message")
    twice_on_a_surface = check_blocks([section(text=plain("x"), block_id="b")] * 2, "message")
    once_in_each_row = check_blocks([actions(button(action_id="a"))] * 2, "message")

    assert twice_in_a_row == ["`action_id` a already exists [json-pointer:/blocks/0]"]
    assert twice_on_a_surface == ["`block_id` b already exists [json-pointer:/blocks]"]
    assert once_in_each_row == []


def test_options_differ() -> None:
    options = [{"text": plain("a"), "value": "v"}, {"text": plain("b"), "value": "v"}]

    found = check_blocks([actions({"type": "static_select", "options": options})], "message")

    assert found == ["option values must be unique [json-pointer:/blocks/0/elements/0]"]


def modal(*blocks: Block, **more: Any) -> Block:
    return {"type": "modal", "title": plain("Form"), "submit": plain("Send"), "blocks": list(blocks), **more}


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        ({"title": plain("x" * 25)}, "must be less than 25 characters [json-pointer:/view/title/text]"),
        ({"submit": plain("x" * 25)}, "must be less than 25 characters [json-pointer:/view/submit/text]"),
        ({"close": plain("x" * 25)}, "must be less than 25 characters [json-pointer:/view/close/text]"),
        ({"private_metadata": "x" * 3001}, "must be less than 3001 characters [json-pointer:/view/private_metadata]"),
        ({"callback_id": "x" * 256}, "must be less than 256 characters [json-pointer:/view/callback_id]"),
        ({"submit": None}, "submit is required when an input block is within blocks [json-pointer:/view/submit]"),
        ({"title": None}, "missing required field: title [json-pointer:/view]"),
        ({"colour": "red"}, "invalid additional property: colour [json-pointer:/view]"),
        ({"blocks": [typed("x" * 2001)]}, "must be less than 2001 characters [json-pointer:/view/blocks/0/label/text]"),
    ],
)
def test_a_form_has_limits(more: Block, problem: str) -> None:
    assert check_view(modal(typed()), "modal") == []
    assert problem in check_view(modal(typed(), **more), "modal")


def test_a_home_has_no_title_and_a_form_is_no_home() -> None:
    home = {"type": "home", "blocks": [section(text=plain("hi"))]}

    assert check_view(home, "home") == []
    assert check_view({**home, "title": plain("x")}, "home") == [
        "invalid additional property: title [json-pointer:/view]"
    ]
    assert "must be a valid enum value (home) [json-pointer:/view/type]" in check_view(modal(), "home")
