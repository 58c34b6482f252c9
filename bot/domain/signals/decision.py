"""What a match means: shielded, negated, about somebody else, or a hit; and which hits are told."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bot.domain.signals.grammar import BREAK
from bot.domain.signals.lanes import Lane
from bot.domain.signals.rule import Pattern, Phrase, Rule, words_of
from bot.domain.signals.severity import Severity

NEGATION_WORDS = 3
"""How many words before a hit a negation may stand."""
PERSON_WORDS = 4
OTHER = "other"
"""The rule of a category, `<category>.other`, that takes over where somebody else is meant."""


class Cues:
    """The words of a language that turn a hit around, each list as one regular expression."""

    def __init__(self, lists: Mapping[str, Iterable[Phrase]]) -> None:
        self._regexes = {name: _union(phrases) for name, phrases in lists.items()}

    def is_negative(self, phrase: Phrase) -> bool:
        """Tell whether a keyword says "not" itself, so that the word inside its hit denies nothing."""
        return self._last("negation", f" {' '.join(words_of([phrase]))} ") is not None

    def negates(self, before: str, hit: str, *, inside: bool) -> bool:
        """Tell whether a hit is denied by words before it or, with `inside`, by words in its gaps.

        `before` and `hit` have a space at both ends.
        """
        if not (regex := self._regexes.get("negation")):
            return False
        text = before + hit[1:]
        stop = len(text) if inside else len(before) - 1
        found = max((match.end() for match in regex.finditer(text) if match.start() < stop), default=None)
        if found is None or self._last("affirmation", text) is not None:
            return False
        return self._last("contrast", text[found : len(before)]) is None

    def is_about_another(self, before: str, hit: str) -> bool:
        """Tell whether the hit is said of somebody else: the last person named before it is not the writer."""
        if self._last("first_person", hit) is not None:
            return False
        found = self._last("third_person", before)
        return found is not None and self._last("first_person", before[found:]) is None

    def _last(self, name: str, text: str) -> int | None:
        """Return where the last cue of a list ends, or None."""
        regex = self._regexes.get(name)
        return max((match.end() for match in regex.finditer(text)), default=None) if regex else None


def _union(phrases: Iterable[Phrase]) -> re.Pattern[str] | None:
    patterns = [phrase.keyword.pattern for phrase in phrases]
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns)) if patterns else None


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule's match in one reading, with what became of it. Only those with outcome `hit` count."""

    rule: Rule
    severity: Severity
    start: int
    end: int
    variant: str
    pattern: str
    outcome: Literal["hit", "allowed", "dropped"]

    @property
    def is_clean(self) -> bool:
        """Tell whether nothing weakens it, so that no other reading can say more."""
        return self.outcome == "hit" and self.severity == self.rule.severity and "+" + OTHER not in self.variant


def judge(
    lane: Lane, rule: Rule, pattern: Pattern, span: tuple[int, int], others: Mapping[str, Rule], cues: Cues
) -> Finding:
    """Decide what one match means."""
    start, end = lane.span(*span)
    finding = Finding(rule, rule.severity, start, end, lane.variant, pattern.source, "hit")
    if _is_allowed(lane.text, rule.allow, span):
        return replace(finding, outcome="allowed")
    hit = f" {lane.text[span[0] : span[1]].strip()} "
    other = others.get(rule.category)
    if other and other is not rule and cues.is_about_another(_before(lane.text, span[0], PERSON_WORDS), hit):
        finding = about_another(finding, other)
    inside = isinstance(pattern, Phrase) and not cues.is_negative(pattern)
    if rule.negation != "keep" and cues.negates(_before(lane.text, span[0], NEGATION_WORDS), hit, inside=inside):
        if rule.negation == "drop":
            return replace(finding, outcome="dropped")
        return replace(finding, severity=finding.severity.lowered(), variant=f"{finding.variant}+negated")
    return finding


def about_another(finding: Finding, other: Rule) -> Finding:
    """Return the finding as one of the rule for somebody else, never at a higher severity than its own."""
    severity = min(finding.severity, other.severity)
    return replace(finding, rule=other, severity=severity, variant=f"{finding.variant}+{OTHER}")


def _is_allowed(text: str, allow: Sequence[Phrase], span: tuple[int, int]) -> bool:
    return any(start <= span[0] and span[1] <= end for phrase in allow for start, end in phrase.spans(text))


def _before(text: str, start: int, words: int) -> str:
    """Return up to `words` words before `start`, within the sentence, with a space at both ends."""
    sentence = text[max(0, start - 200) : start].rpartition(BREAK)[2]
    return f" {' '.join(sentence.split()[-words:])} "


def told(findings: Iterable[Finding]) -> list[Finding]:
    """Return what is reported: the gravest live hit of each category, and every shadow rule once."""
    best: dict[tuple[str, str], Finding] = {}
    for finding in findings:
        if finding.outcome != "hit":
            continue
        rule = finding.rule
        key = (rule.category, "") if rule.mode == "live" else (rule.category, rule.id)
        if key not in best or _rank(finding) < _rank(best[key]):
            best[key] = finding
    return sorted(best.values(), key=_rank)


def _rank(finding: Finding) -> tuple[int, int, int, int]:
    return -finding.severity.rank, finding.rule.order, finding.start, finding.end
