"""Packs of plain phrases, as operators list them."""

from collections.abc import Sequence

from bot.domain.signals import Packs, PackSource, load_packs

_PACK = """
format = 1
[pack]
id = "listed"
lang = "en"
version = "1"
licence = ""
reviewed_by = ""
[[category]]
id = "listed"
title = "Listed"
route = "listed"
learner_reply = ""
"""
_A_RULE = 500


def pack_of(phrases: Sequence[str]) -> Packs:
    """Return packs that look for these phrases and nothing else."""
    rules = [phrases[at : at + _A_RULE] for at in range(0, len(phrases), _A_RULE)]
    text = _PACK + "".join(_rule(number, rule) for number, rule in enumerate(rules))
    return load_packs([PackSource("listed.toml", text.encode())])


def _rule(number: int, phrases: Sequence[str]) -> str:
    match = ", ".join(f'"{phrase}"' for phrase in phrases)
    return f"""
[[rule]]
id = "listed.rule-{number}"
category = "listed"
severity = "normal"
title = "Listed"
match = [{match}]
"""
