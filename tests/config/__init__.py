"""Files people write, with something wrong in them, and what they are told."""

from collections.abc import Callable
from pathlib import Path

from bot.errors import BadInput, Fault


def changed(text: str, old: str, new: str) -> str:
    """Return a sound file with one thing changed; what is changed must be there."""
    assert old in text
    return text.replace(old, new, 1)


def faults_of(load: Callable[[Path], object], path: Path, text: str) -> list[Fault]:
    """Write a file and return everything that is said to be wrong with it."""
    path.write_text(text, encoding="utf-8")
    try:
        load(path)
    except BadInput as problem:
        return list(problem.faults)
    return []


def line_of(text: str, words: str) -> int:
    """Return the line, from 1, on which words stand first."""
    return text[: text.index(words)].count("\n") + 1


def only(faults: list[Fault]) -> Fault:
    """Return the one fault there is."""
    (fault,) = faults
    return fault
