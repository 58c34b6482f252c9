"""From pack files to matchers: overrides, compiled keywords, and the examples of every rule tried."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.domain.signals.decision import Cues
from bot.domain.signals.faults import Fault, PackError
from bot.domain.signals.grammar import MAX_LENGTH, GrammarError
from bot.domain.signals.hit import Category
from bot.domain.signals.linear import Linear
from bot.domain.signals.matcher import Lexicon, Matcher
from bot.domain.signals.regex import RegexError
from bot.domain.signals.rule import Expression, KeywordReader, Phrase, Rule, rewrites
from bot.domain.signals.schema import PackFile, PackSource, PackTable, RuleTable, read_pack
from bot.domain.signals.switches import Switches

Pick = Callable[[PackSource, PackFile, RuleTable], RuleTable | None]
"""Says of each rule of a file how it is to be compiled; None leaves it out."""

_Group = tuple[str, Switches]
_CUES = ("negation", "affirmation", "contrast", "first_person", "third_person")


@dataclass(frozen=True, slots=True)
class Compiled:
    """Everything a set of packs comes down to."""

    matchers: tuple[Matcher, ...]
    rules: tuple[Rule, ...]
    categories: Mapping[str, Category]
    packs: tuple[PackTable, ...]
    warnings: tuple[Fault, ...]


@dataclass(slots=True)
class _Faults:
    """Collects what is wrong and what is only worth knowing."""

    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)

    def add(self, name: str, where: str, problem: str, remedy: str = "") -> None:
        self.faults.append(Fault(name, where, problem, remedy))

    def stop(self) -> None:
        if self.faults:
            raise PackError(self.faults)


@dataclass(frozen=True, slots=True)
class _File:
    source: PackSource
    content: PackFile

    @property
    def name(self) -> str:
        return self.source.name

    @property
    def group(self) -> _Group:
        table = self.content.normalise.model_dump(exclude={"words"})
        return self.content.pack.lang.partition("-")[0], Switches(**table)


def _as_written(_source: PackSource, _file: PackFile, table: RuleTable) -> RuleTable:
    return table


def compile_packs(sources: Sequence[PackSource], pick: Pick = _as_written) -> Compiled:
    """Compile packs, or what is picked of their rules.

    Raises `PackError` with all faults of form, or, where there are none, all of content.
    """
    faults = _Faults()
    opened = list(_opened(sources, faults))
    faults.stop()
    categories = _categories(opened, faults)
    chosen = _chosen(opened, categories, faults, pick)
    groups = _by_group(opened)
    lexicons = {group: _lexicon(group, members, faults) for group, members in groups.items()}
    rules = {
        group: _rules(lexicons[group], [item for item in chosen if item[1].group == group], categories, faults)
        for group in groups
    }
    faults.stop()
    matchers = {group: Matcher(lexicons[group], rules[group]) for group in groups if rules[group]}
    for _, file, table in chosen:
        _try_examples(matchers[file.group], file, table, faults)
    faults.stop()
    every = sorted((rule for group in groups for rule in rules[group]), key=lambda rule: rule.order)
    packs = tuple(file.content.pack for file in opened)
    return Compiled(tuple(matchers.values()), tuple(every), categories, packs, tuple(faults.warnings))


def _opened(sources: Sequence[PackSource], faults: _Faults) -> Iterator[_File]:
    seen: dict[str, str] = {}
    for source in sources:
        match read_pack(source):
            case PackFile() as content:
                if (before := seen.setdefault(content.pack.id, source.name)) != source.name:
                    faults.add(source.name, "pack.id", f"{content.pack.id!r} is also the id of {before}", "one each")
                yield _File(source, content)
            case found:
                faults.faults += found


def _categories(opened: Sequence[_File], faults: _Faults) -> dict[str, Category]:
    """Return every category as the first pack has it: rules are overridden by id, and categories never.

    Otherwise a file alone could take away the reply that somebody in distress gets. Whatever differs is a warning.
    """
    known: dict[str, Category] = {}
    for file in opened:
        for table in file.content.category:
            mine = Category(table.id, table.title, table.route, table.learner_reply)
            first = known.setdefault(table.id, mine)
            for key in ("title", "route", "learner_reply"):
                if getattr(mine, key) != (holds := getattr(first, key)):
                    problem = f'not used; "{holds}" holds, as the first pack has it'
                    where, remedy = f"category {table.id}: {key}", "take it out, or name another category"
                    faults.warnings.append(Fault(file.name, where, problem, remedy))
    return known


def _chosen(
    opened: Sequence[_File], categories: Mapping[str, Category], faults: _Faults, pick: Pick
) -> list[tuple[int, _File, RuleTable]]:
    """Return the rules that count, in order: a later pack's rule takes the place of an earlier one of the same id.

    Only within a language: the Spanish rule for something stands beside the English one.
    """
    chosen: dict[tuple[str, str], tuple[int, _File, RuleTable]] = {}
    for file in opened:
        own: set[str] = set()
        for table in file.content.rule:
            _check_rule(file, table, own, categories, faults)
            own.add(table.id)
            if (picked := pick(file.source, file.content, table)) is None:
                continue
            key = (file.group[0], table.id)
            order = chosen[key][0] if key in chosen else len(chosen)
            chosen[key] = (order, file, picked)
    return sorted(chosen.values(), key=lambda item: item[0])


def _check_rule(
    file: _File, table: RuleTable, own: set[str], categories: Mapping[str, Category], faults: _Faults
) -> None:
    where = f"rule {table.id}"
    if table.id in own:
        faults.add(file.name, where, "a rule of this id is already in this file", "ids are unique")
    if table.category not in categories:
        known = ", ".join(categories) or "none"
        faults.add(file.name, f"{where}: category", f"no category {table.category!r}", f"known: {known}")
    if not table.match and not table.regex:
        faults.add(file.name, where, "it has neither match nor regex", "a rule needs at least one")
    if table.category == "crisis" and table.negation == "drop":
        faults.add(file.name, f"{where}: negation", "a crisis rule never drops a hit", "keep or downgrade")


def _by_group(opened: Sequence[_File]) -> dict[_Group, list[_File]]:
    groups: dict[_Group, list[_File]] = {}
    for file in opened:
        groups.setdefault(file.group, []).append(file)
    return groups


def _lexicon(group: _Group, members: Sequence[_File], faults: _Faults) -> Lexicon:
    words: dict[str, tuple[str, ...]] = {}
    for file in members:
        for pair in file.content.normalise.words.items():
            try:
                words |= rewrites([pair], group[1])
            except GrammarError as error:
                faults.add(file.name, f"normalise.words.{pair[0]}", str(error))
    reader = KeywordReader(group[1], words)
    cues = {name: [p for file in members for p in _cue_phrases(file, name, reader, faults)] for name in _CUES}
    protected = {w for file in members for w in file.content.vocabulary.protected}
    ordinary = {w for file in members for w in file.content.vocabulary.ordinary}
    return Lexicon(group[1], words, Cues(cues), frozenset(protected), frozenset(ordinary))


def _cue_phrases(file: _File, name: str, reader: KeywordReader, faults: _Faults) -> Iterator[Phrase]:
    lines: list[str] = getattr(file.content.cues, name)
    for line in lines:
        try:
            yield reader.phrase(line, exact=True)
        except GrammarError as error:
            faults.add(file.name, f"cues.{name}: «{line}»", str(error))


def _rules(
    lexicon: Lexicon,
    chosen: Iterable[tuple[int, _File, RuleTable]],
    categories: Mapping[str, Category],
    faults: _Faults,
) -> list[Rule]:
    reader = KeywordReader(lexicon.switches, lexicon.rewrites)
    return [_rule(reader, order, file, table, categories, faults) for order, file, table in chosen]


def _rule(
    reader: KeywordReader,
    order: int,
    file: _File,
    table: RuleTable,
    categories: Mapping[str, Category],
    faults: _Faults,
) -> Rule:
    phrases = list(_phrases(reader, file, table, table.match, faults))
    title = table.title or (categories[table.category].title if table.category in categories else "")
    return Rule(
        id=table.id,
        category=table.category,
        severity=table.severity,
        title=title,
        mode=table.mode,
        negation=table.negation,
        patterns=(*phrases, *_expressions(file, table, faults)),
        allow=tuple(_phrases(reader, file, table, table.allow, faults)),
        order=order,
    )


def _phrases(
    reader: KeywordReader, file: _File, table: RuleTable, lines: Sequence[str], faults: _Faults
) -> Iterator[Phrase]:
    for line in lines:
        where = f"rule {table.id}: «{line[:80]}»"
        if len(line) > MAX_LENGTH:
            faults.warnings.append(Fault(file.name, where, f"longer than {MAX_LENGTH}", "AutoMod cannot hold it"))
        try:
            yield reader.phrase(line, exact=table.exact or lines is table.allow)
        except GrammarError as error:
            faults.add(file.name, where, str(error))


def _expressions(file: _File, table: RuleTable, faults: _Faults) -> Iterator[Expression]:
    for line in table.regex:
        try:
            yield Expression(Linear(line))
        except RegexError as error:
            faults.add(file.name, f"rule {table.id}: regex «{line[:80]}»", str(error), "a subset of RE2")


def _try_examples(matcher: Matcher, file: _File, table: RuleTable, faults: _Faults) -> None:
    for wanted, lines in ((True, table.examples.fire), (False, table.examples.hold)):
        for line in lines:
            fired = any(f.rule.id == table.id and f.outcome == "hit" for f in matcher.findings(line))
            if fired is not wanted:
                problem = "should fire and does not" if wanted else "fires and should hold"
                faults.add(file.name, f"rule {table.id}: example «{line[:80]}»", problem)
