"""What every card looks like on Slack, hostile text included; read the golden file like prose."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from adapters.slack import render
from bot.cards import Action, Button, Card, Field
from bot.markup import mention, moment, passage
from tests.adapters.slack.shown import CARDS, ROUGH
from tests.doubles.slack.blocks import check_blocks
from tests.doubles.slack.blocks.surfaces import ALL_TEXT, text_length
from tests.golden.shown import by_module, first_of_each_kind

SPECIAL = ("user", "usergroup", "broadcast", "channel", "emoji")
NOW = datetime(2026, 3, 26, 3, 40, tzinfo=UTC)


def parts(value: Any) -> Iterator[dict[str, Any]]:
    match value:
        case dict():
            yield value
            for inner in value.values():
                yield from parts(inner)
        case list():
            for inner in value:
                yield from parts(inner)


@pytest.mark.parametrize("name", first_of_each_kind(CARDS))
def test_every_card_looks_like_this(name: str, snapshot: SnapshotAssertion) -> None:
    assert render.message(CARDS[name]) == snapshot


@pytest.mark.parametrize("names", by_module(CARDS))
def test_every_card_is_within_slacks_limits(names: list[str]) -> None:
    for name in names:
        for body in (render.message(CARDS[name]), render.answer(CARDS[name])):
            assert check_blocks(body["blocks"], "message") == []
            assert text_length(body["blocks"]) <= ALL_TEXT
            assert 0 < len(body["text"]) <= render.TEXT


@pytest.mark.parametrize("names", by_module(CARDS))
def test_no_card_calls_anybody_or_means_more_than_it_says(names: list[str]) -> None:
    for name in names:
        body = render.message(CARDS[name])

        assert [part for part in parts(body["blocks"]) if part.get("type") in (*SPECIAL, "mrkdwn")] == []
        assert "@everyone" not in body["text"]
        assert "<@" not in body["text"]
        assert "<!channel" not in body["text"]


@pytest.mark.parametrize("names", by_module(CARDS))
def test_the_meaning_of_a_button_is_in_the_button(names: list[str]) -> None:
    for name in names:
        card = CARDS[name]
        ids = [part["action_id"] for part in parts(render.message(card)["blocks"]) if "action_id" in part]
        meant = [button.action for button in card.buttons] + ([card.select.action] if card.select else [])

        assert [Action.parse(text.partition("#")[0]) for text in ids] == meant


def test_two_buttons_may_mean_the_same() -> None:
    same = Button("Help", Action("help.page"))

    body = render.answer(Card("Hello", "a.b", buttons=(same, same)))

    assert check_blocks(body["blocks"], "message") == []
    ids = [part["action_id"] for part in parts(body["blocks"]) if "action_id" in part]
    assert ids == ["v1:help.page:", "v1:help.page:#2"]


def test_people_and_moments_are_slacks_own() -> None:
    card = Card(f"{mention('m1')} and {mention('m9')} meet {moment(NOW)}", "a.b")

    body = render.message(card, {"m1": "U0ADA"})

    assert [part["type"] for part in parts(body["blocks"]) if part.get("type") in ("user", "date")] == ["user", "date"]
    assert body["text"] == (
        "<@U0ADA> and somebody meet <!date^1774496400^{date_long}, {time}|Thursday 26 March 2026, 03:40 UTC>"
    )
    assert render.mentioned(card) == {"m1", "m9"}


def test_a_moment_slack_cannot_hold_is_said_in_words() -> None:
    body = render.message(Card("Until <t:99999999999>", "a.b"))

    assert body["text"] == "Until a time that does not exist"
    assert check_blocks(body["blocks"], "message") == []


def test_lists_and_quotations_are_shown_as_such() -> None:
    card = Card("You said:\n\n> one\n\n- **first**\n- second\nThat is all.", "a.b")

    [block] = render.answer(card)["blocks"]

    kinds = [element["type"] for element in block["elements"]]
    assert kinds == [
        "rich_text_section",
        "rich_text_quote",
        "rich_text_section",
        "rich_text_list",
        "rich_text_section",
    ]


def test_what_people_typed_cannot_pose_as_a_quotation_or_markup() -> None:
    [block] = render.answer(Card(passage("> *loud* <!channel> `x`\n**b** [a](https://e.example)"), "a.b"))["blocks"]

    [section] = block["elements"]
    assert section["elements"] == [
        {"type": "text", "text": "> *loud* <!channel> `x`\n**b** [a](https://e.example)"},
    ]


def test_fields_that_are_too_much_are_cut() -> None:
    fields = tuple(Field("Name", "x" * 1024) for _ in range(10))

    body = render.message(Card("y" * 3000, "a.b", fields=fields))

    assert text_length(body["blocks"]) <= ALL_TEXT
    assert any(part.get("text") == "…" for part in parts(body["blocks"]))


def test_a_title_is_one_line_and_shows_no_emoji() -> None:
    [header, _] = render.answer(Card("t", "a.b", title=f":wave:\n{ROUGH}"))["blocks"]

    assert header["text"]["emoji"] is False
    assert "\n" not in header["text"]["text"]
    assert "\u202e" not in header["text"]["text"]
