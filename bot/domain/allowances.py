"""What false alarms teach: a phrase that no longer alarms where a coordinator says so, and nothing around it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.domain.signals import Packs

WORDS_AROUND = 3
"""Words on each side of what alarmed: a phrase that is nothing but that would switch the rule off."""
LEAST_AROUND = 2
MOST_WORDS = 12
LONGEST = 120
_WORD = re.compile(r"\S+")
_ENDS = re.compile(r"[.!?\n]")
_NOT_PLAIN = re.compile(r"[^\w\s'’]|_")


class AllowState(StrEnum):
    """Where a phrase stands."""

    PROPOSED = "proposed"
    ALLOWED = "allowed"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Allowance:
    """A phrase out of the words of `member_id` for one rule of one cohort.

    Sealed with their key, and with the cohort's once a coordinator allowed it: a decision outlives whose words it was.

    `id` is the case's that was a false alarm.
    """

    id: str
    cohort_id: str
    member_id: str
    rule: str
    made_at: datetime
    state: AllowState = AllowState.PROPOSED
    phrase: str = ""

    def decided(self, phrase: str) -> "Allowance":
        """Return it with a coordinator's word: the phrase they allow, or "" to leave the rule as it is."""
        return replace(self, state=AllowState.ALLOWED if phrase else AllowState.LEFT, phrase=phrase)


def proposed(packs: Packs, rule: str, text: str) -> str:
    """Return what alarmed with a few words around it, from the same sentence; "" where that is nothing to allow."""
    for finding in packs.findings(text):
        if finding.rule.id == rule and finding.outcome == "hit":
            phrase = _around(text, finding.start, finding.end)
            if is_narrow(packs, rule, phrase):
                return phrase
    return ""


def plain(phrase: str) -> str:
    """Return a phrase as plain words: nothing in it may mean more than itself."""
    return " ".join(_NOT_PLAIN.sub(" ", phrase).split())


def is_narrow(packs: Packs, rule: str, phrase: str) -> bool:
    """Tell whether a phrase alarms, is more than what alarms in it, and no longer alarms once it is allowed."""
    words = plain(phrase)
    hits = [finding for finding in packs.findings(words) if finding.rule.id == rule and finding.outcome == "hit"]
    if not hits or len(words.split()) > MOST_WORDS or len(words) > LONGEST:
        return False
    most = len(words.split()) - LEAST_AROUND
    is_wider = all(len(words[finding.start : finding.end].split()) <= most for finding in hits)
    left = packs.shielding({rule: [words]}).findings(words)
    return is_wider and not any(finding.rule.id == rule and finding.outcome == "hit" for finding in left)


def allowed(allowances: Iterable[Allowance], rules: Iterable[str]) -> Mapping[str, list[str]]:
    """Return the phrases that hold, by rule, of these rules; one whose words were erased holds no more."""
    wanted, found = set(rules), dict[str, list[str]]()
    for one in allowances:
        if one.state is AllowState.ALLOWED and one.phrase and one.rule in wanted:
            found.setdefault(one.rule, []).append(one.phrase)
    return found


def counted(allowances: Iterable[Allowance]) -> dict[str, tuple[int, int]]:
    """Count by rule the phrases that are allowed, and those that wait for somebody's word."""
    found: dict[str, tuple[int, int]] = {}
    for one in allowances:
        holds, waits = found.get(one.rule, (0, 0))
        found[one.rule] = (holds + (one.state is AllowState.ALLOWED), waits + (one.state is AllowState.PROPOSED))
    return found


def _around(text: str, start: int, end: int) -> str:
    before, after = _ENDS.split(text[:start])[-1], _ENDS.split(text[end:])[0]
    first = _WORD.findall(before)[-WORDS_AROUND:]
    last = _WORD.findall(after)[:WORDS_AROUND]
    return plain(" ".join([*first, text[start:end], *last]))
