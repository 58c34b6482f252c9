"""Whoever starts a cohort of an unusual size is asked once whether it is meant so; a service is not kept from it."""

import sys
from dataclasses import replace

import click
import pytest

from adapters.cli.sizes import is_meant
from bot.cohort_file import load_cohort
from bot.samples import sample

SPRING = load_cohort(sample("spring.toml"))
SMALL = replace(SPRING, warnings=("2 learners: 10 to 20 are easiest to look after.",))


class Terminal:
    """Somebody at a terminal, who types one line."""

    def __init__(self, line: str) -> None:
        self._line = line

    def isatty(self) -> bool:
        return True

    def readline(self) -> str:
        return self._line


@pytest.mark.parametrize(("typed", "begins"), [("y\n", True), ("n\n", False), ("\n", True)])
def test_the_answer_at_the_terminal_decides(monkeypatch: pytest.MonkeyPatch, typed: str, begins: bool) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal(typed))
    monkeypatch.setattr(click.termui, "visible_prompt_func", lambda _: sys.stdin.readline().strip())

    assert is_meant(SMALL, is_sure=False) is begins


def test_nobody_is_asked_about_an_easy_size_or_who_said_yes_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal("n\n"))

    assert is_meant(SPRING, is_sure=False)
    assert is_meant(SMALL, is_sure=True)


def test_without_a_terminal_it_begins_and_the_log_says_so(caplog: pytest.LogCaptureFixture) -> None:
    assert is_meant(SMALL, is_sure=False)
    assert "2 learners" in caplog.text
