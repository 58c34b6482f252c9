"""A small pack for one test: what it should find is said in the test."""

from collections.abc import Sequence

from bot.domain.signals import Packs, PackSource, load_packs

HEAD = """
format = 1
[pack]
id = "test"
lang = "en"
version = "1"
licence = "CC0-1.0"
[[category]]
id = "crisis"
title = "Crisis"
route = "wellbeing"
learner_reply = "crisis"
"""


def pack(
    *match: str, allow: Sequence[str] = (), extra: str = "", before: str = "", severity: str = "critical"
) -> Packs:
    """Return packs with one rule; `extra` are further lines of the rule, `before` further tables ahead of it."""
    lines = [
        HEAD,
        before,
        "[[rule]]",
        'id = "crisis.test"',
        'category = "crisis"',
        f'severity = "{severity}"',
        f"match = {list(match)!r}",
        f"allow = {list(allow)!r}",
        extra,
    ]
    return load_packs([PackSource("test.toml", "\n".join(lines))])


def found(packs: Packs, text: str) -> list[str]:
    """Return what was found, as it stands in the text."""
    return [text[hit.start : hit.end] for hit in packs.scan(text)]
