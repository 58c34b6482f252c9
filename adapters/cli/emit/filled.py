"""The files that are written as they stand, but for a few words."""

from importlib.metadata import version
from importlib.resources import files
from string import Template


def filled(name: str, **words: str) -> str:
    """Return a file of `files/` with its words filled in; `$version` is this version."""
    text = (files(__package__) / "files" / name).read_text(encoding="utf-8")
    return Template(text).substitute(version=version("kith"), **words)
