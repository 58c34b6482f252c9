"""What a bot at work scans with: the packs that are shipped, and beside them an operator's own, on trial or live.

An operator's rule is only counted until its id is named as live. One with the id of a shipped rule leaves that one at
work until then, so nothing that finds a crisis is weakened by a file alone. The words of an operator's packs (cues,
vocabulary, categories that are there already) hold for their own rules and never for the shipped ones.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from bot.domain.signals.compiling import compile_packs
from bot.domain.signals.faults import Fault, PackError
from bot.domain.signals.packs import Packs, shipped_sources
from bot.domain.signals.schema import PackFile, PackSource, RuleTable, read_pack
from bot.domain.signals.severity import Severity

_Key = tuple[str, str]
"""A rule as packs override each other: its language and its id."""


@dataclass(frozen=True, slots=True)
class Rulebook:
    """`languages` are those of the shipped packs, `own` an operator's packs, `live` the ids of their rules that tell.

    Equal ones scan alike, so whoever keeps one knows whether a file has changed.
    """

    languages: tuple[str, ...] = ("en",)
    own: tuple[PackSource, ...] = ()
    live: tuple[str, ...] = ()

    def packs(self) -> Packs:
        """Compile everything. Raises `PackError` with everything that is wrong in the operator's packs."""
        return _compiled(self)

    def overridden(self) -> dict[str, str]:
        """Return the shipped rules that a live one of the operator's stands in for: what is theirs, by id."""
        return {rule.id: repr(rule) for _, rule in self._overrides()}

    def on_trial(self) -> list[str]:
        """Return the ids of the operator's rules that are only counted."""
        return list(dict.fromkeys(rule.id for _, rule in _rules(self.own) if rule.id not in self.live))

    def unknown(self) -> list[str]:
        """Return the ids named as live that no pack of the operator's has."""
        known = {rule.id for _, rule in _rules(self.own)}
        return [id for id in self.live if id not in known]

    def grave(self) -> list[str]:
        """Return the ids of the overridden rules that are English and critical or high as they are shipped."""
        keys = self.replaced()
        english = _rules(shipped_sources(("en",)))
        return [rule.id for file, rule in english if rule.severity >= Severity.HIGH and _key(file, rule) in keys]

    def replaced(self) -> frozenset[_Key]:
        """Return the shipped rules that a live one of the operator's stands in for, by language and id."""
        return frozenset(_key(file, rule) for file, rule in self._overrides())

    def theirs(self) -> Packs:
        """Compile the operator's rules alone, on trial or live, in the categories of the shipped packs."""
        return Packs(compile_packs((*self._shipped(), *self.own), self._theirs))

    def _shipped(self) -> tuple[PackSource, ...]:
        return shipped_sources(self.languages)

    def _theirs(self, source: PackSource, _file: PackFile, rule: RuleTable) -> RuleTable | None:
        if source not in self.own:
            return None
        return rule.model_copy(update={"mode": "live" if rule.id in self.live else "shadow"})

    def _overrides(self) -> list[tuple[PackFile, RuleTable]]:
        shipped = {_key(file, rule) for file, rule in _rules(self._shipped())}
        return [(f, r) for f, r in _rules(self.own) if r.id in self.live and _key(f, r) in shipped]


@lru_cache(maxsize=8)
def _compiled(book: Rulebook) -> Packs:
    ours = _ours(book.languages, book.replaced())
    if not book.own:
        return ours
    theirs = book.theirs()
    _answerable(theirs)
    return ours.beside(theirs)


@lru_cache(maxsize=8)
def _ours(languages: tuple[str, ...], without: frozenset[_Key]) -> Packs:
    return Packs(
        compile_packs(shipped_sources(languages), lambda _, file, rule: None if _key(file, rule) in without else rule)
    )


def _key(file: PackFile, rule: RuleTable) -> _Key:
    return file.pack.lang.partition("-")[0], rule.id


def _rules(sources: Iterable[PackSource]) -> list[tuple[PackFile, RuleTable]]:
    """Return the rules of packs, those of files that do not load left out: compiling says what is wrong with them."""
    files = [file for file in map(read_pack, sources) if isinstance(file, PackFile)]
    return [(file, rule) for file in files for rule in file.rule]


def _answerable(packs: Packs) -> None:
    """Refuse a category with a private reply that is not there: its writer would hear nothing, at the worst moment."""
    files = [file for file in map(read_pack, shipped_sources(("en",))) if isinstance(file, PackFile)]
    known = {category.learner_reply for file in files for category in file.category}
    wrong = [each for each in packs.categories if each.learner_reply not in known]
    if wrong:
        told = ", ".join(sorted(f'"{name}"' for name in known))
        raise PackError(
            Fault("packs", f"category {each.id}: learner_reply", f'no reply "{each.learner_reply}"', f"one of {told}")
            for each in wrong
        )
