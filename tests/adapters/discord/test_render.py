"""What every card looks like on Discord, hostile text included; read the golden file like prose."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from adapters.discord import render
from adapters.discord.components import marker
from bot.cards import Action, Button, Card, Field
from tests.golden.shown import by_module, cards, first_of_each_kind

CARDS = cards("Eve @everyone <@&7> [free](https://evil.example) ``|| **x** \u202e#")
MENTION = re.compile(r"(?<!\\)<(?:@|#|:|a:|/)|@(?:everyone|here)", re.IGNORECASE)
MASKED = re.compile(r"(?<!\\)\[[^\]\n]*\]\(")


def length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def texts(body: dict[str, Any]) -> list[str]:
    return [body["content"], *(embed["description"] for embed in body["embeds"])]


def components(body: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for row in body["components"]:
        yield from row["components"]


@pytest.mark.parametrize("name", first_of_each_kind(CARDS))
def test_every_card_looks_like_this(name: str, snapshot: SnapshotAssertion) -> None:
    assert render.message(CARDS[name], delivery_id="d1") == snapshot


@pytest.mark.parametrize("names", by_module(CARDS))
def test_no_card_pings_anybody_or_hides_where_a_link_leads(names: list[str]) -> None:
    for name in names:
        body = render.message(CARDS[name])

        assert body["allowed_mentions"] == {"parse": []}
        for text in texts(body):
            assert not MENTION.search(text), text
            assert not MASKED.search(text), text


@pytest.mark.parametrize("names", by_module(CARDS))
def test_every_card_is_within_discords_limits(names: list[str]) -> None:
    for name in names:
        for body in (render.message(CARDS[name], delivery_id="d1"), render.answer(CARDS[name])):
            assert any(texts(body))
            assert length(body["content"]) <= 2000
            assert len(body["embeds"]) <= 10
            assert all(0 < length(embed["description"]) <= 4096 for embed in body["embeds"])
            assert sum(length(embed["description"]) for embed in body["embeds"]) <= 6000
            assert all(1 <= len(row["components"]) <= 5 for row in body["components"])
            for shown in components(body):
                assert 1 <= len(shown["custom_id"]) <= 100
                assert 1 <= length(shown.get("label", "x")) <= 80
                assert all(1 <= length(option["label"]) <= 100 for option in shown.get("options", []))


@pytest.mark.parametrize("names", by_module(CARDS))
def test_the_meaning_of_a_button_is_in_the_button(names: list[str]) -> None:
    for name in names:
        ids = [shown["custom_id"] for shown in components(render.message(CARDS[name]))]
        card = CARDS[name]
        meant = [button.action for button in card.buttons] + ([card.select.action] if card.select else [])

        assert [Action.parse(text) for text in ids] == meant
        assert len(set(ids)) == len(ids)


def test_an_answer_is_for_one_person_and_does_not_explain_what_they_just_asked_for() -> None:
    card = Card("Noted.", "check_in.thanks", why="You just answered.")

    assert render.answer(card)["flags"] & render.EPHEMERAL
    assert render.answer(card)["content"] == "Noted."
    assert render.message(card)["content"] == "Noted.\n-# You just answered."
    assert not render.message(card)["flags"] & render.EPHEMERAL


def test_what_is_longer_than_a_message_goes_on_in_embeds_without_losing_a_word() -> None:
    words = " ".join(f"word{n}" for n in range(400))
    body = render.message(Card(words[:2990], "long.card", title="Long"))

    assert body["content"] == "### Long"
    assert body["embeds"][0]["description"] == words[:2990]
    assert not body["flags"] & render.NO_PREVIEWS  # the flag would hide the embeds too


def test_a_text_is_cut_between_lines_and_never_inside_an_escape() -> None:
    assert render.pieces("one\ntwo\nthree", 9, 99) == ["one\ntwo", "three"]
    assert render.pieces("one two three", 8, 99) == ["one two", "three"]
    assert render.pieces("aaaa\\*aaaa", 5, 99) == ["aaaa", "\\*aaa", "a"]
    assert render.pieces("aaaaaaaa", 5, 6) == ["aaaaa", "…"]
    assert render.pieces("\U0001f600" * 3, 2, 99) == ["\U0001f600"] * 3


def test_the_marker_of_a_delivery_is_on_its_first_row() -> None:
    card = Card("Well?", "check_in.open", buttons=(Button("Fine", Action("check_in.fine", "7")),))

    body = render.message(card, delivery_id="d1")

    assert body["components"][0]["id"] == marker("d1")
    assert marker("d1") != marker("d2")
    assert 1000 <= marker("d1") < 2**31


def test_people_are_named_by_their_account_or_not_at_all() -> None:
    card = Card("With <@m1> and <@m2>.", "group.made", fields=(Field("Host", "<@m1>"),))

    body = render.message(card, {"m1": "4711"})

    assert body["content"] == "With <@4711> and somebody.\n\n**Host**\n<@4711>"
