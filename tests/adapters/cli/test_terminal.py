"""Tables, progress and JSON: what a terminal sees, and what everything else sees."""

import io
import json
import sys

import pytest

from adapters.cli import terminal
from adapters.cli.terminal import harmless, progress, show_json, show_table, working


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


ROWS = [("Ana", "one\ttwo\nthree"), ("[red]Ben[/red]", "\x1b[31mred\x1b[0m"), ("\u202eevil", "\x00")]


def test_away_from_a_terminal_a_table_is_plain_lines(capsys: pytest.CaptureFixture[str]) -> None:
    show_table("People", ("Name", "Said"), ROWS)

    assert capsys.readouterr().out == "Ana\tone two three\n[red]Ben[/red]\t[31mred [0m\nevil\t\n"


def test_on_a_terminal_a_table_has_a_title_and_shows_what_people_typed_as_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sys.stdout", Terminal())
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")

    show_table("People", ("Name", "Said"), ROWS)

    shown = sys.stdout.getvalue()  # type: ignore[attr-defined]
    assert "People" in shown
    assert "[red]Ben[/red]" in shown
    assert "\x1b[31mred" not in shown


def test_nothing_that_steers_a_terminal_is_left() -> None:
    assert harmless("a\x1b]0;title\x07b\u2028c\u202ed\ud800") == "a ]0;title b cd"


def test_json_is_the_same_bytes_for_the_same_value(capsys: pytest.CaptureFixture[str]) -> None:
    show_json({"b": "ü", "a": [1]})

    shown = capsys.readouterr().out
    assert json.loads(shown) == {"b": "ü", "a": [1]}
    assert "ü" in shown


def test_progress_is_silent_away_from_a_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(terminal, "SHOWN_AFTER", 0.0)

    with progress("Playing") as step, working("Looking"):
        step(0.5)

    assert capsys.readouterr() == ("", "")


def test_progress_is_shown_on_a_terminal_once_it_takes_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr", Terminal())
    monkeypatch.setenv("TERM", "xterm")

    with progress("Playing") as step:
        step(0.1)
        assert sys.stderr.getvalue() == ""  # type: ignore[attr-defined]
        monkeypatch.setattr(terminal, "SHOWN_AFTER", 0.0)
        step(0.5)

    assert "Playing" in sys.stderr.getvalue()  # type: ignore[attr-defined]
    assert "50%" in sys.stderr.getvalue()  # type: ignore[attr-defined]
