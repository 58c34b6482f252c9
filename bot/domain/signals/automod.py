"""Rules to and from Discord's AutoMod, as the JSON its API speaks.

Names and limits after Discord's API documentation, resource "auto moderation": 1,000 keywords of 60 characters, 10
regular expressions of 260, 1,000 allowed phrases of 60 at most per rule (100 for keyword rules).
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

import tomlkit

from bot.domain.signals.linear import Linear
from bot.domain.signals.regex import RegexError
from bot.domain.signals.rule import Expression, Phrase, Rule

KEYWORD = 1
"""AutoMod's trigger type for keyword rules; presets and spam rules have no keywords to carry over."""
MESSAGE_SEND = 1
SEND_ALERT = 2
MAX_KEYWORDS, MAX_REGEXES, MAX_ALLOWED, MAX_LENGTH = 1000, 10, 100, 60
_SPECIAL = re.compile(r"[()|?~_]")
_SIMPLE = re.compile(r"\([^()]*\)\??")
_MOST_WAYS = 200


@dataclass(frozen=True, slots=True)
class Exported:
    """AutoMod rules, ready for `json.dumps`, and what could not be carried over, one sentence each."""

    rules: tuple[dict[str, Any], ...]
    left_out: tuple[str, ...]


def import_automod(
    document: str | Mapping[str, Any] | Iterable[Mapping[str, Any]], *, pack_id: str, category: str = "custom"
) -> tuple[str, tuple[str, ...]]:
    """Return a pack (TOML text) that does what the AutoMod rules do, and what could not be carried over.

    Imported rules are in shadow mode: they count until somebody has looked at them. Discord's white-space rule is kept.
    """
    rules = _rules_of(json.loads(document) if isinstance(document, str) else document)
    pack = tomlkit.document()
    pack["format"] = 1
    pack["pack"] = {"id": pack_id, "lang": "en", "version": "1", "licence": "", "reviewed_by": ""}
    pack["normalise"] = {"boundary": "whitespace"}
    pack["category"] = [{"id": category, "title": category.capitalize(), "route": category, "learner_reply": ""}]
    left_out: list[str] = []
    pack["rule"] = [
        table for number, rule in enumerate(rules, 1) if (table := _table(rule, number, category, left_out)) is not None
    ]
    return tomlkit.dumps(pack), tuple(left_out)


def export_automod(rules: Iterable[Rule]) -> Exported:
    """Return keyword rules for AutoMod: groups written out, gaps and stars inside words left out with a note."""
    left_out: list[str] = []
    return Exported(tuple(_exported(rule, left_out) for rule in rules), tuple(left_out))


def _rules_of(document: Any) -> list[Mapping[str, Any]]:
    return [document] if isinstance(document, Mapping) else list(document)


def _table(rule: Mapping[str, Any], number: int, category: str, left_out: list[str]) -> dict[str, Any] | None:
    name = str(rule.get("name") or f"rule {number}")
    if rule.get("trigger_type", KEYWORD) != KEYWORD:
        left_out.append(f"{name}: its trigger type {rule['trigger_type']} has no keywords of its own")
        return None
    meta = rule.get("trigger_metadata") or {}
    regexes = [*map(str, meta.get("regex_patterns", ()))]
    keywords = []
    for keyword in map(str, meta.get("keyword_filter", ())):
        if _SPECIAL.search(keyword):
            regexes.append(_as_regex(keyword))
        else:
            keywords.append(keyword)
    table: dict[str, Any] = {
        "id": f"{category}.{re.sub(r'[^a-z0-9]+', '-', name.lower()).strip('-') or 'rule'}-{number}",
        "category": category,
        "severity": "normal",
        "title": name,
        "mode": "shadow",
        "exact": True,
        "match": keywords,
        "regex": [regex for regex in regexes if _is_linear(name, regex, left_out)],
        "allow": [str(allowed) for allowed in meta.get("allow_list", ()) if not _SPECIAL.search(str(allowed))],
    }
    return table if table["match"] or table["regex"] else None


def _as_regex(keyword: str) -> str:
    """Write a keyword with signs of the keyword grammar as an expression of the same meaning."""
    body = re.sub(r"([^\w\s])", r"\\\1", keyword.strip("*").strip().lower())
    before, after = ("" if keyword.startswith("*") else r"(?:^|\s)"), ("" if keyword.endswith("*") else r"(?:\s|$)")
    return before + body + after


def _is_linear(name: str, regex: str, left_out: list[str]) -> bool:
    try:
        Linear(regex)
    except RegexError as error:
        left_out.append(f"{name}: the expression «{regex}» was left out: {error}")
        return False
    return True


def _exported(rule: Rule, left_out: list[str]) -> dict[str, Any]:
    keywords = [k for p in rule.patterns if isinstance(p, Phrase) for k in _plain(rule, p.source, left_out)]
    regexes = [pattern.source for pattern in rule.patterns if isinstance(pattern, Expression)]
    allowed = [k for phrase in rule.allow for k in _plain(rule, phrase.source, left_out)]
    for kind, found, most in (
        ("keywords", keywords, MAX_KEYWORDS),
        ("expressions", regexes, MAX_REGEXES),
        ("allowed phrases", allowed, MAX_ALLOWED),
    ):
        if len(found) > most:
            left_out.append(f"{rule.id}: {len(found) - most} {kind} beyond AutoMod's {most}")
    return {
        "name": rule.id[:100],
        "event_type": MESSAGE_SEND,
        "trigger_type": KEYWORD,
        "trigger_metadata": {
            "keyword_filter": keywords[:MAX_KEYWORDS],
            "regex_patterns": regexes[:MAX_REGEXES],
            "allow_list": allowed[:MAX_ALLOWED],
        },
        "actions": [{"type": SEND_ALERT, "metadata": {}}],
        "enabled": rule.mode == "live",
    }


def _plain(rule: Rule, source: str, left_out: list[str]) -> list[str]:
    """Write a keyword without groups; [] where AutoMod has no way to say it."""
    if "~" in source or "*" in source.strip("*"):
        left_out.append(f"{rule.id}: «{source}» has a gap or a star inside")
        return []
    parts = [[literal] for literal in _SIMPLE.split(source)]
    groups = [
        [*group.strip("()?").replace("_", " ").split("|"), *[""] * group.endswith("?")]
        for group in _SIMPLE.findall(source)
    ]
    merged = [options for pair in zip(parts, [*groups, [""]], strict=True) for options in pair]
    ways = [" ".join("".join(way).replace("_", " ").split()) for way in product(*merged)]
    fitting = [way for way in dict.fromkeys(ways) if len(way) <= MAX_LENGTH][:_MOST_WAYS]
    if len(fitting) < len(set(ways)):
        left_out.append(f"{rule.id}: «{source}» has {len(set(ways)) - len(fitting)} ways that do not fit")
    return fitting
