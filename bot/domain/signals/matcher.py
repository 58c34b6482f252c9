"""Finds what the rules of one language see in a text: prefilter, readings, patterns, decisions."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace

from bot.domain.signals.anchors import Anchors, Spelling
from bot.domain.signals.decision import OTHER, Cues, Finding, judge
from bot.domain.signals.glance import Glance
from bot.domain.signals.lanes import MAX_LANES, Lane, Rewrites, plain_lane, read_lanes
from bot.domain.signals.pieces import Piece, literal_pieces, pieces
from bot.domain.signals.prefilter import Prefilter
from bot.domain.signals.readings import Reader, Reading
from bot.domain.signals.rule import KeywordReader, Pattern, Phrase, Rule, words_of
from bot.domain.signals.severity import Severity
from bot.domain.signals.source import read
from bot.domain.signals.switches import Switches
from bot.domain.signals.vocabulary import Vocabulary

WINDOW = 4000
"""Characters looked at in one go; a longer text is read in windows."""
OVERLAP = 400
WORK = 400_000
"""Characters that patterns may go through per window, gravest rules first: about 5 ms, counted instead of timed."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What the packs of one language say besides rules."""

    switches: Switches
    rewrites: Rewrites
    cues: Cues
    protected: frozenset[str]
    ordinary: frozenset[str]


class Matcher:
    """The rules that share a language and switches, ready to search with."""

    def __init__(self, lexicon: Lexicon, rules: Sequence[Rule]) -> None:
        self._lexicon = lexicon
        self._others = {rule.category: rule for rule in rules if rule.id == f"{rule.category}.{OTHER}"}
        self._patterns = list(_numbered(rules))
        self._reader = Reader(_vocabulary(lexicon, rules), lexicon.switches)
        spelling = Spelling(lexicon.rewrites)
        anchors = {number: _anchors(pattern, spelling) for number, (_, pattern) in enumerate(self._patterns)}
        self._prefilter = Prefilter(anchors, self._reader, lexicon.switches)
        self._glance = None if lexicon.switches.is_literal else Glance(self._reader, lexicon.rewrites, lexicon.switches)

    def findings(self, text: str, *, prefilter: bool = True) -> list[Finding]:
        """Return what the rules found, windows put together.

        With `prefilter` off every pattern is tried on every reading: slow, and by definition right.
        """
        if len(text) <= WINDOW:
            return self._in_window(text, prefilter=prefilter)
        found: list[Finding] = []
        for offset in range(0, len(text) - OVERLAP, WINDOW - OVERLAP):
            found += (
                replace(finding, start=finding.start + offset, end=finding.end + offset)
                for finding in self._in_window(text[offset : offset + WINDOW], prefilter=prefilter)
            )
        return found

    def is_dull(self, text: str) -> bool:
        """Tell whether neither a text nor any part of it has anything in it; where that is not told at once, False."""
        return len(text) <= WINDOW and self._prefilter.is_dull(text)

    def shielding(self, phrases: Mapping[str, Sequence[str]]) -> "Matcher":
        """Return the same with more phrases that rules, by id, leave alone; everything else is shared."""
        reader = KeywordReader(self._lexicon.switches, self._lexicon.rewrites)
        changed = {
            rule.id: replace(rule, allow=(*rule.allow, *(reader.phrase(one, exact=True) for one in phrases[rule.id])))
            for rule, _ in self._patterns
            if rule.id in phrases
        }
        shielded = copy(self)
        shielded._patterns = [(changed.get(rule.id, rule), pattern) for rule, pattern in self._patterns]
        shielded._others = {category: changed.get(rule.id, rule) for category, rule in self._others.items()}
        return shielded

    def lanes(self, text: str) -> list[Lane]:
        """Return every reading of a text, those of the last resort included."""
        cut = self._cut(text[:WINDOW])
        readings = self._readings(cut)
        return [*self._first_lanes(cut, readings), *self._last_lanes(cut, readings)]

    def _in_window(self, text: str, *, prefilter: bool) -> list[Finding]:
        possible = self._possible(text) if prefilter else range(len(self._patterns))
        return self._read(text, possible) if possible is None or possible else []

    def _possible(self, text: str) -> Collection[int] | None:
        possible = self._prefilter.possible(text)
        return self._at_a_glance(text, possible) if possible else possible

    def _read(self, text: str, possible: Collection[int] | None) -> list[Finding]:
        cut = self._cut(text)
        readings = self._readings(cut)
        search = _Search(self, possible)
        search.run(self._first_lanes(cut, readings))
        if not search.is_grave:
            search.run(self._last_lanes(cut, readings))
        return search.found

    def _at_a_glance(self, text: str, possible: Collection[int]) -> Collection[int]:
        """Return those of the patterns that are in some text of the lanes, where these can be told at a glance."""
        if self._glance is None or len(possible) * len(text) * MAX_LANES > WORK:
            return possible
        texts = self._glance.texts(text)
        return [n for n in possible if any(map(self._patterns[n][1].is_in, texts))] if texts else possible

    def _cut(self, text: str) -> list[Piece]:
        source = read(text, self._lexicon.switches)
        return literal_pieces(source) if self._lexicon.switches.is_literal else pieces(source)

    def _readings(self, cut: Sequence[Piece]) -> list[Reading]:
        return [] if self._lexicon.switches.is_literal else self._reader.readings(cut)

    def _first_lanes(self, cut: Sequence[Piece], readings: Sequence[Reading]) -> Iterator[Lane]:
        yield plain_lane(cut, self._lexicon.rewrites)
        yield from read_lanes(cut, readings, self._lexicon.rewrites)

    def _last_lanes(self, cut: Sequence[Piece], readings: Sequence[Reading]) -> Iterator[Lane]:
        if not self._lexicon.switches.is_literal and (repairs := self._reader.repairs(cut)):
            yield from read_lanes(cut, [*repairs, *readings], self._lexicon.rewrites)


class _Search:
    """One text's search: stops looking for a rule once it has been seen and nothing weakens it."""

    def __init__(self, matcher: Matcher, possible: Collection[int] | None) -> None:
        self._matcher = matcher
        self._possible = None if possible is None else sorted(possible)
        self._done: set[str] = set()
        self._work = 0
        self.found: list[Finding] = []

    @property
    def is_grave(self) -> bool:
        """Tell whether something was found that other readings cannot raise."""
        return any(finding.is_clean and finding.severity is Severity.CRITICAL for finding in self.found)

    def run(self, lanes: Iterable[Lane]) -> None:
        for lane in lanes:
            for number in self._candidates(lane.text):
                rule, pattern = self._matcher._patterns[number]
                if rule.id in self._done:
                    continue
                self._work += len(lane.text)
                if self._work > WORK:
                    return
                self._try(lane, rule, pattern)

    def _candidates(self, text: str) -> Iterable[int]:
        return self._matcher._prefilter.candidates(text) if self._possible is None else self._possible

    def _try(self, lane: Lane, rule: Rule, pattern: Pattern) -> None:
        for span in pattern.spans(lane.text):
            if not lane.is_new(*span):
                continue
            finding = judge(lane, rule, pattern, span, self._matcher._others, self._matcher._lexicon.cues)
            self.found.append(finding)
            if finding.is_clean:
                self._done.add(rule.id)
                return


def _numbered(rules: Sequence[Rule]) -> Iterator[tuple[Rule, Pattern]]:
    """Yield patterns, gravest rules first: where the work runs out, the least grave go untried."""
    for rule in sorted(rules, key=lambda rule: (-rule.severity.rank, rule.order)):
        yield from ((rule, pattern) for pattern in rule.patterns)


def _anchors(pattern: Pattern, spelling: Spelling) -> Anchors:
    if isinstance(pattern, Phrase):
        return spelling.anchors(pattern.keyword)
    return spelling.literals(pattern.linear.anchors)


def _vocabulary(lexicon: Lexicon, rules: Sequence[Rule]) -> Vocabulary:
    words: set[str] = set()
    prefixes: set[str] = set()
    suffixes: set[str] = set()
    for word in words_of(p for rule in rules for p in rule.patterns if isinstance(p, Phrase)):
        if "*" not in word:
            words.add(word)
        elif not word.startswith("*"):
            prefixes.add(word.partition("*")[0])
        elif not word.endswith("*"):
            suffixes.add(word.rpartition("*")[2])
        else:
            words.add(word.strip("*"))
    _mappings: Mapping[str, tuple[str, ...]] = lexicon.rewrites
    return Vocabulary(
        words | set(_mappings),
        prefixes=prefixes,
        suffixes=suffixes,
        protected=lexicon.protected,
        ordinary=lexicon.ordinary,
    )
