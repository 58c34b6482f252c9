"""Rules of a cohort's own: what its coordinators look for beside the packs, first on trial, then live.

They are compiled as a pack of their own, after the packs that are shipped, which they can neither change nor silence.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from hashlib import sha256

from bot.domain.signals import (
    Category,
    Fault,
    PackError,
    Packs,
    PackSource,
    Severity,
    load_packs,
    shipped_languages,
    shipped_sources,
)

MOST_RULES = 40
"""Rules of one cohort, those that are switched off included."""
MOST_PHRASES = 40
FILE = "own rules"
OWN = "own."
"""How the ids of a cohort's own rules begin; no pack of ours has such a category."""
_LANGUAGE = "language.toml"


class OwnMode(StrEnum):
    """What a rule does: counted only, told, or nothing."""

    TRIAL = "trial"
    LIVE = "live"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class OwnRule:
    """One rule: `match` and `allow` are phrases as packs write them, `fire` and `hold` sentences it is tried on.

    `replaces`: the rule that stays live until this one is switched live in its place ("": none).
    """

    id: str
    title: str
    category: str
    severity: Severity
    match: tuple[str, ...]
    allow: tuple[str, ...] = ()
    fire: tuple[str, ...] = ()
    hold: tuple[str, ...] = ()
    mode: OwnMode = OwnMode.TRIAL
    replaces: str = ""

    @property
    def mark(self) -> str:
        """A short name of how it reads and stands now: whoever changes another one has not seen this."""
        return sha256(repr(self).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def own_packs(rules: Iterable[OwnRule], language: str, packs: Packs) -> Packs | None:
    """Return the compiled rules that are on trial or live; None where there are none.

    Their categories are those of `packs`; `language` says by which words texts are read. What no longer loads, since
    the packs changed, is left out.
    """
    on = tuple(rule for rule in rules if rule.mode is not OwnMode.OFF)
    return _compiled(on, language, packs.categories) if on else None


def faults(rule: OwnRule, language: str, packs: Packs) -> tuple[Fault, ...]:
    """Return everything that is wrong with a rule, as the loader of packs says it; its sentences are tried too."""
    try:
        load_packs(_sources([rule], language, packs.categories))
    except PackError as error:
        return error.faults
    return ()


def alone(rule: OwnRule, language: str, packs: Packs) -> Packs:
    """Return one rule compiled, live and without its sentences, to be tried. Raises `PackError`."""
    return load_packs(_sources([replace(rule, mode=OwnMode.LIVE, fire=(), hold=())], language, packs.categories))


def switched_live(rules: Sequence[OwnRule], id: str) -> tuple[OwnRule, ...]:
    """Return the rules with one of them live, and the one it replaces off."""
    over = next((rule.replaces for rule in rules if rule.id == id), "")
    modes = {id: OwnMode.LIVE} | ({over: OwnMode.OFF} if over else {})
    return tuple(replace(rule, mode=modes[rule.id], replaces="") if rule.id in modes else rule for rule in rules)


@lru_cache(maxsize=64)
def _compiled(rules: tuple[OwnRule, ...], language: str, categories: tuple[Category, ...]) -> Packs | None:
    try:
        return load_packs(_sources(rules, language, categories))
    except PackError:  # a rule was fine when it was saved, and the packs have changed since
        sound = tuple(rule for rule in rules if _is_sound(rule, language, categories))
    return load_packs(_sources(sound, language, categories)) if sound else None


def _is_sound(rule: OwnRule, language: str, categories: tuple[Category, ...]) -> bool:
    try:
        load_packs(_sources([rule], language, categories))
    except PackError:
        return False
    return True


def _sources(rules: Sequence[OwnRule], language: str, categories: Sequence[Category]) -> list[PackSource]:
    spoken = language if language in shipped_languages() else "en"
    shared = [source for source in shipped_sources((spoken,)) if source.name.endswith(_LANGUAGE)]
    return [*shared, PackSource(FILE, _written(rules, spoken, categories))]


def _written(rules: Sequence[OwnRule], language: str, categories: Sequence[Category]) -> str:
    """Return the rules as a pack file. What JSON writes on one line reads alike in TOML, but for one character."""
    head = {"id": "own-rules", "lang": language, "version": "1", "licence": ""}
    lines = ["format = 1", "[pack]", *_pairs(head)]
    for category in categories:
        named = {"id": category.id, "title": category.title, "route": category.route}
        lines += ["[[category]]", *_pairs(named | {"learner_reply": category.learner_reply})]
    for rule in rules:
        lines += ["[[rule]]", *_pairs(_row(rule)), "[rule.examples]", *_pairs({"fire": rule.fire, "hold": rule.hold})]
    return "\n".join(lines)


def _row(rule: OwnRule) -> dict[str, object]:
    words = {"id": rule.id, "category": rule.category, "severity": rule.severity.value, "title": rule.title}
    mode = "live" if rule.mode is OwnMode.LIVE else "shadow"
    return words | {"mode": mode, "negation": "downgrade", "match": rule.match, "allow": rule.allow}


def _pairs(table: dict[str, object] | dict[str, str] | dict[str, tuple[str, ...]]) -> list[str]:
    return [f"{key} = {json.dumps(value, ensure_ascii=False)}".replace("\x7f", " ") for key, value in table.items()]
