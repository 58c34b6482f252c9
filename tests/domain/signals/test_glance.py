"""What is read at a glance is every lane's text, so nothing that full reading would find is missed."""

from functools import cache

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.domain.signals import shipped
from bot.domain.signals.matcher import Matcher

WORDS = (
    *(
        "i",
        "a",
        "can",
        "t",
        "don't",
        "dont",
        "wanna",
        "im",
        "u",
        "r",
        "me",
        "in",
        "s",
        "d",
        "good",
        "too",
        "interesting",
    ),
    *(
        "killl",
        "k1ll",
        "su*cide",
        "s*****e",
        "suicdie",
        "killmyself",
        "k.i.l.l",
        "die.",
        "life!!",
        "end;",
        "not",
        "**bold**",
    ),
    *(
        "`code`",
        "http://x.example",
        "www.x.example",
        "<@U1>",
        ":smile:",
        "&amp;",
        "%41",
        "#12",
        "kíll",
        "ｄｉｅ",
        "🙂",
        "can’t",
    ),
    *(
        "my_self",
        "to-day",
        "200+",
        "@me",
        "…",
        "»die«",
        "no.",
        "awesome",
        "understanding",
        "income",
        "deaaad",
        "\n> quoted",
    ),
)


@cache
def _matcher() -> Matcher:
    (matcher,) = shipped()._matchers
    return matcher


def _texts(message: str) -> list[str]:
    glance = _matcher()._glance
    assert glance is not None
    return glance.texts(message)


@settings(deadline=None)  # the packs are compiled in the first one
@given(st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join))
@example("can t i e d")
@example("i ca n t go on")
@example("good. too interesting\nkillmyself")
def test_every_lane_stands_in_the_texts_or_there_are_none(message: str) -> None:
    texts = _texts(message)

    assert not texts or {lane.text for lane in _matcher().lanes(message)} <= set(texts)


def test_an_ordinary_message_is_read_at_a_glance() -> None:
    assert _texts("That's interesting: I can't open `x`, see https://x.example/y") != []
    assert _texts("") == ["  "]


def test_words_over_spaces_and_too_many_readings_are_left_to_full_reading() -> None:
    assert _texts("s u i c i d e") == []
    assert _texts("can t") == []
    assert _texts("killl diie deaad liife goood tooo soo") == []
