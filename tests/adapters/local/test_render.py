"""Cards and people's words as HTML: what is ours is dressed, what was typed stands for itself."""

from datetime import UTC, datetime

import pytest

from adapters.local.pages import TEMPLATES
from adapters.safe_html import Reader, blocks, clean, name, rich, time, typed

READER = Reader("Asia/Kolkata", {"member-6": "Rui <3", "L06": "Rui <3"})


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("plain & simple <b>", "plain &amp; simple &lt;b&gt;"),
        ("**bold** _slanted_ `code`", "<strong>bold</strong> <em>slanted</em> <code>code</code>"),
        ("\\*\\*not bold\\*\\*", "**not bold**"),
        ("for <@member-6>", 'for <span class="mention">@<bdi>Rui &lt;3</bdi></span>'),
        ("for <@member-9>", 'for <span class="mention">@<bdi>somebody</bdi></span>'),
        ("<t:99999999999999>", "a time that does not exist"),
        ("[x](javascript:alert)", "[x](javascript:alert)"),
        ("[x](https://[broken)", "x"),
    ],
)
def test_a_line_of_a_card(text: str, html: str) -> None:
    assert rich(text, READER) == html


def test_a_link_says_where_it_leads_also_in_other_alphabets() -> None:
    assert "<small>(xn--pypal-4ve.example)</small>" in rich("[paypal](https://p\u0430ypal.example/x)", READER)


def test_a_moment_is_on_the_readers_clock_and_keeps_utc_beside_it() -> None:
    at = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

    html = '<time datetime="2026-03-02T09:00:00Z" title="Mon 2 Mar 2026, 09:00 UTC">Mon 2 Mar, 14:30</time>'
    assert time(at, READER) == html
    assert rich(f"<t:{int(at.timestamp())}>", READER) == html


def test_lists_quotes_and_paragraphs_are_what_they_look_like() -> None:
    text = "First\nsecond line\n\n- one\n- **two**\n\n3. three\n4. four\n> said\n> so\nLast"

    assert blocks(text, READER) == (
        "<p>First\nsecond line</p><ul><li>one</li><li><strong>two</strong></li></ul>"
        '<ol start="3"><li>three</li><li>four</li></ol><blockquote>said\nso</blockquote><p>Last</p>'
    )


@pytest.mark.parametrize(
    "character", ["\x00", "\x1b", "\x85", "\u202e", "\u2066", "\u200f", "\u061c", "\ufeff", "\u2028", "\ud800"]
)
def test_what_steers_a_page_or_a_terminal_is_taken_out(character: str) -> None:
    assert clean(f"a{character}b\tc\nd") == "ab\tc\nd"


def test_a_name_stays_in_one_line_and_keeps_its_direction_to_itself() -> None:
    assert name("\u202eEve\n<i>") == "<bdi>Eve &lt;i&gt;</bdi>"


def test_what_people_typed_is_never_markup_but_names_them() -> None:
    shown = typed("**no** <b> [x](https://a.example) <@member-6> @L06 me@L06 @nobody", READER)

    mention = '<span class="mention">@<bdi>Rui &lt;3</bdi></span>'
    assert shown.head == f"**no** &lt;b&gt; [x](https://a.example) {mention} {mention} me@L06 @nobody"
    assert shown.rest == ""


@pytest.mark.parametrize("text", ["word " * 8_000, "x" * 40_000, "line\n" * 500, "\n" * 40_000])
def test_a_long_message_is_cut_where_it_can_be_and_nothing_is_lost(text: str) -> None:
    shown = typed(text, READER)

    assert shown.head + shown.rest == text
    assert shown.length == len(text)
    assert len(shown.head) <= 1_500
    assert shown.head.count("\n") <= 20


def test_what_comes_next_says_each_reason_once() -> None:
    offer = {"at": "Wed 09:30", "what": "Offer two times", "to": "Ana", "why": "Every pair meets"}
    page = TEMPLATES.get_template("plan.html").render(upcoming=[offer, offer | {"what": "Look for groups"}, offer])

    assert (page.count("Offer two times"), page.count("Every pair meets")) == (2, 2)
