"""A few plain words stand for a button only where nothing else can be meant."""

import pytest

from bot.domain.short_answers import ShortAnswer, short_answer


@pytest.mark.parametrize(
    "text", ["fine", "All good, thanks!", "Going well so far", "I'm doing great", "ok", "it’s fine"]
)
def test_going_fine(text: str) -> None:
    assert short_answer(text) is ShortAnswer.FINE


@pytest.mark.parametrize("text", ["hard", "Really hard this week", "it's tough", "I am stuck"])
def test_hard_right_now(text: str) -> None:
    assert short_answer(text) is ShortAnswer.HARD


@pytest.mark.parametrize(("text", "meant"), [("Skip please", "skip"), ("help", "help"), ("I need help", "help")])
def test_the_other_two_buttons(text: str, meant: str) -> None:
    assert short_answer(text) == meant


@pytest.mark.parametrize(
    "text",
    [
        "not good",
        "I helped a friend",
        "can you help me with chapter three",
        "good and hard",
        "finding a quiet hour was hardest",
        "thanks",
        "",
        "👍",
        "bien, gracias",
        "fine " * 9,
    ],
)
def test_what_may_mean_more_stays_words(text: str) -> None:
    assert short_answer(text) is None
