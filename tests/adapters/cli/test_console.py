"""`kith demo --console`: the workspace in a terminal, driven as somebody at a keyboard would."""

import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

DEMO = [sys.executable, "-m", "bot", "demo", "--console", "--port", "0"]
PATIENCE = 120
"""Seconds that anything may take on a busy machine."""


class Terminal:
    """A terminal with the demonstration in it: what is typed goes in, what is shown can be waited for."""

    def __init__(self, data: Path) -> None:
        self._ours, theirs = pty.openpty()
        self.process = subprocess.Popen([*DEMO, "--data", str(data)], stdin=theirs, stdout=theirs, stderr=theirs)
        os.close(theirs)
        self._shown = ""

    def press(self, line: str) -> None:
        """Type a line."""
        os.write(self._ours, f"{line}\n".encode())

    def types(self, line: str) -> str:
        """Type a line; return everything shown until the next prompt."""
        self.press(line)
        return self.shows(rf"{re.escape(line)}[^\n]*\n(.*?)\w+ \w+, \w{{3}} \d+ \w{{3}} \d\d:\d\d > $")

    def shows(self, pattern: str) -> str:
        """Wait until something is shown; return what the pattern's group found, and forget all before its end."""
        until = time.monotonic() + PATIENCE
        while (found := re.search(pattern, self._shown, re.DOTALL)) is None:
            assert time.monotonic() < until, f"{pattern} is not shown, but: {self._shown}"
            if select.select([self._ours], [], [], 1)[0]:
                self._shown += os.read(self._ours, 65_536).decode(errors="replace").replace("\r\n", "\n")
        self._shown = self._shown[found.end() :]
        return found[1]

    def number_of(self, shown: str, label: str) -> str:
        """Return the number of a button."""
        return re.findall(rf"\[(\d+)\] {re.escape(label)}", shown)[-1]

    def ends(self) -> int:
        """Wait for the end; return the exit code."""
        return self.process.wait(PATIENCE)

    def close(self) -> None:
        """Leave nothing behind."""
        self.process.kill()
        self.process.wait()
        os.close(self._ours)


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    """A terminal at its first prompt."""
    opened = Terminal(tmp_path)
    try:
        opened.shows(r"(L01 Wanjiru), Mon 2 Mar 05:00 > $")
        yield opened
    finally:
        opened.close()


def test_a_visit_from_the_keyboard(terminal: Terminal) -> None:
    people = terminal.types("people")
    assert "L15  Joana, learner" in people
    assert "C1   Amina, coordinator" in people

    thursday = terminal.types("until 2026-03-05 09:10")
    assert thursday.startswith("It is Thu 5 Mar 09:10.\n")
    assert "Your check-in, week 1" in thursday
    assert "#baobab  Kith\n    Week 1 of 8" in thursday

    terminal.press(terminal.number_of(thursday, "Tell a bit more"))
    terminal.shows(r"(-- Week 1; Enter keeps what is in brackets)\n")
    terminal.shows(r"(How is it going\? \(fine, mixed, hard\) \[\]:)\n")
    terminal.press("mixed\nFinding a quiet hour.")
    terminal.shows(r"(Would you like your mentor to get in touch\? \(yes, no\) \[no\]:)\n")
    assert "Thank you" in terminal.types("")

    assert "Hello Wanjiru" in terminal.types("/peer me")
    assert "#baobab  Wanjiru\n    hello all" in terminal.types("#baobab hello all")
    assert "Open the weekly check-in: " in terminal.types("plan")
    assert terminal.types("next").startswith("It is Thu 5 Mar 11:00.\n")
    assert terminal.types("+1h").startswith("It is Thu 5 Mar 12:00.\n")

    assert "Monday report" in terminal.types("@C1")

    assert "nobody here is called nobody" in terminal.types("@nobody")
    assert "there is no button 99" in terminal.types("99")
    assert "a step is written like" in terminal.types("+soon")
    assert "A date is written like" in terminal.types("until yesterday")
    assert "Time goes forward only" in terminal.types("until 2026-03-01")

    terminal.process.send_signal(signal.SIGINT)
    terminal.shows(r"(Stopped\.)\n")
    assert terminal.ends() == 0, "Ctrl-C ends it without another press of Enter"


def test_lines_from_a_pipe_are_done_one_after_the_other_until_quit(tmp_path: Path) -> None:
    lines = "@L02\nuntil 2026-03-05 12:00\n/peer checkin\nhard\nthe first page\nyes\n@M2\nquit\npeople\n"

    done = subprocess.run(
        [*DEMO, "--data", str(tmp_path)], input=lines, capture_output=True, text=True, timeout=PATIENCE
    )

    assert done.returncode == 0, done.stderr
    assert "Otieno would like to hear from you" in done.stdout
    assert done.stdout.endswith("Stopped.\n")
    assert " > " not in done.stdout
    assert "Amina, coordinator" not in done.stdout, "after quit nothing is done"
