"""Slack's text, out and in."""

import pytest

from adapters.slack.mrkdwn import notification, typed
from bot.markup import quoted
from tests.doubles.slack import SlackDouble, Workspace
from tests.doubles.slack.mrkdwn import pings
from tests.doubles.slack.mrkdwn import typed as as_sent


@pytest.mark.parametrize(
    "text", ["<!channel>", "<!here|x>", "@ada hi", "<@U0ADA>", "<#C1>", "<!subteam^S1>", "@channel"]
)
async def test_nothing_typed_calls_anybody_in_a_notification(river: Workspace, text: str) -> None:
    river.person("ada")

    assert pings(notification(quoted(text), {}, 300), river.team) == frozenset()


def test_a_notification_is_cut_to_fit() -> None:
    assert notification("x" * 50, {}, 10) == "x" * 9 + "…"
    assert len(notification("word " * 20 + "**bold** and more", {}, 30)) <= 30


def test_markup_is_said_without_its_signs() -> None:
    text = "**Hello** _you_, `run` [this](https://example.org/a)"

    assert notification(text, {}, 300) == "Hello you, run this (https://example.org/a)"


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("Tom &amp; &lt;b&gt;", "Tom & <b>"),
        ("<@U123> and <@U123|ada>", "<@U123> and <@U123>"),
        ("see <#C1|general> and <#C2>", "see #general and #C2"),
        ("<https://example.org/a?b=1|here> <https://example.org>", "https://example.org/a?b=1 https://example.org"),
        ("<mailto:a@example.org|a@example.org>", "a@example.org"),
        ("<!channel> <!here|here> <!subteam^S1|@team>", "@channel here @team"),
        ("&lt;@U123&gt;", "<@U123>"),
        ("a < b", "a < b"),
    ],
)
def test_what_people_typed_is_read_as_it_looks(sent: str, read: str) -> None:
    assert typed(sent) == read


async def test_what_clients_send_comes_back_as_it_was_typed(slack: SlackDouble, river: Workspace) -> None:
    ada = river.person("ada")
    text = "1 < 2 & 3 > 2, see https://example.org/?a=1&b=2 #nowhere"

    assert typed(as_sent(text, river.team)) == text
    assert typed(as_sent("hi @ada", river.team)) == f"hi <@{ada.id}>"
