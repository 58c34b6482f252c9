"""Rule packs, compiled: what the core scans messages with."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from importlib.resources import files

from bot.domain.signals.compiling import Compiled, compile_packs
from bot.domain.signals.decision import Finding, about_another, told
from bot.domain.signals.faults import Fault
from bot.domain.signals.hit import Category, Hit
from bot.domain.signals.matcher import Matcher
from bot.domain.signals.rule import Rule
from bot.domain.signals.schema import PackSource, PackTable

JOINED_MESSAGES = 3
"""How many messages of one author in one channel within a minute are also read as one."""
SEAM = 120
"""Characters on each side of where messages meet that are read as one: phrases have 60 at most, and words between."""


def load_packs(sources: Iterable[PackSource]) -> "Packs":
    """Compile packs, later ones overriding rules of earlier ones by id; a category is as the first one has it.

    Raises `PackError` with everything that is wrong, in every file; the examples of every rule are tried first.
    """
    return Packs(compile_packs(tuple(sources)))


def shipped_sources(languages: Collection[str] = ("en",)) -> tuple[PackSource, ...]:
    """Return the packs that come with the program, to load together with an operator's own."""
    found: list[PackSource] = []
    for language in languages:
        folder = files("bot").joinpath("packs", language)
        if not folder.is_dir():
            raise ValueError(f"no packs are shipped for the language {language!r}")
        packs = sorted((file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)
        found += [PackSource(f"{language}/{file.name}", file.read_bytes()) for file in packs]
    return tuple(found)


def shipped_languages() -> list[str]:
    """Return the languages packs come with, by their two letters."""
    return sorted(folder.name for folder in files("bot").joinpath("packs").iterdir() if folder.is_dir())


def shipped(languages: Collection[str] = ("en",)) -> "Packs":
    """Load the packs that come with the program. Only English is on by default: no other was reviewed by natives."""
    return load_packs(shipped_sources(languages))


def as_one_text(text: str, previous: Sequence[str]) -> tuple[str, int]:
    """Return the author's last messages as one text, and where the newest begins in it.

    Which messages belong together (one author, one channel, 60 s) is the caller's knowledge; the end of the last two
    is used.
    """
    before = "".join(message + "\n" for message in previous[-(JOINED_MESSAGES - 1) :])[-SEAM:]
    return before + text, len(before)


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a text hits or does not: the readings tried, and every match with what became of it."""

    readings: tuple[str, ...]
    findings: tuple[Finding, ...]
    hits: tuple[Hit, ...]

    def lines(self) -> list[str]:
        """Return it as text, one reading or match a line."""
        lines = [f"reading {reading}" for reading in self.readings]
        lines += [
            f"{finding.rule.id} {finding.severity} {finding.variant} {finding.start}–{finding.end}"
            f" by «{finding.pattern}»: {finding.outcome}"
            for finding in self.findings
        ]
        return lines + [f"told: {hit.rule} {hit.severity}" for hit in self.hits]


class Packs:
    """Compiled packs. Pure and deterministic: the same text has the same hits, whatever came before."""

    def __init__(self, compiled: Compiled) -> None:
        self._matchers: tuple[Matcher, ...] = compiled.matchers
        self._categories: Mapping[str, Category] = compiled.categories
        self._others = {rule.category: rule for rule in compiled.rules if rule.id == f"{rule.category}.other"}
        self.rules: tuple[Rule, ...] = compiled.rules
        self.packs: tuple[PackTable, ...] = compiled.packs
        self.warnings: tuple[Fault, ...] = compiled.warnings

    def beside(self, more: "Packs") -> "Packs":
        """Return both as one. Each reads texts by its own words; where both have a category, it is this one's."""
        both = copy(self)
        both._matchers = (*self._matchers, *more._matchers)
        both._categories = {**more._categories, **self._categories}
        both._others = more._others | self._others
        both.rules, both.packs = (*self.rules, *more.rules), (*self.packs, *more.packs)
        both.warnings = (*self.warnings, *more.warnings)
        return both

    def scan(self, text: str, *, previous: Sequence[str] = (), quoted: bool = False) -> tuple[Hit, ...]:
        """Return the gravest live hit of each category and every shadow rule's, gravest first.

        `previous` are the same author's last messages, oldest first (see `as_one_text`). `quoted` says that the text is
        a forward: somebody else's words, so a hit goes to the category's rule for other people where it has one.
        """
        findings = self.findings(text, previous=previous) if previous else self._alone(text)
        if not findings:
            return ()
        if quoted:
            findings = [self._as_quoted(finding) for finding in findings]
        return tuple(map(_hit, told(findings)))

    def findings(self, text: str, *, previous: Sequence[str] = (), prefilter: bool = True) -> list[Finding]:
        """Return every match with what became of it; see `Matcher.findings` for `prefilter`."""
        if not previous:
            return self._alone(text, prefilter=prefilter)
        whole, offset = as_one_text(text, previous)
        if prefilter and all(matcher.is_dull(whole) for matcher in self._matchers):
            return []  # nearly always, and told in one look
        found = self._alone(text, prefilter=prefilter)
        seen = {finding.rule.id for finding in found if finding.is_clean}
        found += (
            replace(
                finding,
                start=max(finding.start - offset, 0),
                end=finding.end - offset,
                variant=f"{finding.variant}+split",
            )
            for finding in self._alone(whole[: offset + SEAM], prefilter=prefilter)
            if finding.start < offset < finding.end and finding.rule.id not in seen
        )
        return found

    def shielding(self, phrases: Mapping[str, Sequence[str]]) -> "Packs":
        """Return packs whose rules, by id, also leave these plain phrases alone, and nothing around them."""
        shielded = copy(self)
        shielded._matchers = tuple(matcher.shielding(phrases) for matcher in self._matchers)
        return shielded

    def category(self, id: str) -> Category:
        """Return a category. Raises `KeyError` for one the packs do not have."""
        return self._categories[id]

    @property
    def categories(self) -> tuple[Category, ...]:
        """Return all categories, in the order of the packs."""
        return tuple(self._categories.values())

    def explain(self, text: str) -> Explanation:
        """Return every reading and every match of a text, those that came to nothing included."""
        findings = self.findings(text)
        readings = [f"{lane.variant}:{lane.text}" for matcher in self._matchers for lane in matcher.lanes(text)]
        return Explanation(tuple(dict.fromkeys(readings)), tuple(findings), tuple(map(_hit, told(findings))))

    def _alone(self, text: str, *, prefilter: bool = True) -> list[Finding]:
        if len(self._matchers) == 1:
            return self._matchers[0].findings(text, prefilter=prefilter)
        return [found for matcher in self._matchers for found in matcher.findings(text, prefilter=prefilter)]

    def _as_quoted(self, finding: Finding) -> Finding:
        other = self._others.get(finding.rule.category)
        if other and finding.rule is not other:
            finding = about_another(finding, other)
        return replace(finding, variant=f"{finding.variant}+quoted")


def _hit(finding: Finding) -> Hit:
    rule = finding.rule
    return Hit(
        rule.id, rule.category, finding.severity, finding.start, finding.end, finding.variant, rule.mode, rule.title
    )
