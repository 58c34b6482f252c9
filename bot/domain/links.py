"""Addresses at which people meet."""

import re

_LINK = re.compile(r"https://[^\s()<>\[\]\"]{3,300}\Z")


def parse_link(text: str) -> str:
    """Read the address of a meeting, or nothing; ValueError says what would do."""
    if text and not _LINK.match(text):
        raise ValueError(f'"{text[:60]}" is not an address like "https://meet.example.org/sofia"')
    return text
