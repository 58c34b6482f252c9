"""Loads packs for a command, on top of those that come with the program, and says where a fault is."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from adapters.cli.options import FILE

if TYPE_CHECKING:
    from bot.cohort_file import CohortFile
    from bot.config import Config
    from bot.domain.signals import Packs, PackSource, Rulebook
    from bot.domain.signals.faults import Fault as PackFault
    from bot.errors import Fault
    from bot.toml_file import Key, TomlFile

_NAMED = re.compile(r"(?P<table>rule|category) (?P<id>[^\s:]+)(?:: (?P<key>\w+))?")
_PHRASE = re.compile(r"«(?P<phrase>.*)»", re.DOTALL)
_LISTS = (("match",), ("regex",), ("allow",), ("examples", "fire"), ("examples", "hold"))

language_option = click.option(
    "--language", "languages", multiple=True, default=("en",), metavar="CODE", help="Which shipped packs; usually en."
)
alone_option = click.option("--alone", is_flag=True, help="Without the packs that come with the program.")
pack_option = click.option(
    "--pack", "files", multiple=True, type=FILE, metavar="FILE", help="A pack of your own; may be given again."
)


def load(files: Sequence[Path], languages: Sequence[str] = ("en",), *, alone: bool = False) -> "Packs":
    """Load packs, later ones overriding earlier ones; BadInput tells every fault with file, line and key."""
    from bot.domain.signals import PackSource, load_packs

    own = {str(file): _read(file) for file in files}
    sources = [PackSource(name, content) for name, (content, _) in own.items()]
    return _compiled(lambda: load_packs([*(() if alone else _shipped(languages)), *sources]), own)


def rulebook(toml: "TomlFile", config: "Config", cohorts: "Iterable[CohortFile]") -> "Rulebook":
    """Return what a configuration's bot scans with; BadInput tells every fault of its packs with file, line and key.

    A pack is read whole here, so that what was checked is what is used.
    """
    from bot.domain.signals import PackSource, Rulebook
    from bot.errors import BadInput

    own = {name: _read(Path(name)) for name in config.safety.packs}
    sources = tuple(PackSource(name, content) for name, (content, _) in own.items())
    languages = tuple(sorted({language for file in cohorts for language in file.plan.safety.languages}))
    book = Rulebook(languages or ("en",), sources, config.safety.live)
    _compiled(book.packs, own)
    if unknown := book.unknown():
        remedy = "Write it as it stands in the pack, or take it out."
        where = [(id, ("safety", "live", config.safety.live.index(id))) for id in unknown]
        raise BadInput([toml.fault(key, f'No rule of your packs has the id "{id}".', remedy) for id, key in where])
    return book


def told(book: "Rulebook") -> list[str]:
    """Return what an operator should know of their rules, as sentences; none where they have no packs."""
    grave, mine = book.grave(), book.on_trial()
    found = []
    if replaced := book.overridden():
        found.append(f"your own wording is live in the place of these rules of ours: {', '.join(sorted(replaced))}.")
    if grave:
        found.append(f"of these, the ones that find people in danger: {', '.join(sorted(grave))}. Read them with care.")
    if mine:
        found.append(f"these rules of yours are only counted, and tell nobody: {', '.join(mine)}.")
    return found


def not_used(book: "Rulebook") -> "list[Fault]":
    """Return what stands in an operator's packs and does nothing, with file, line and key: a category that is ours."""
    tomls = {source.name: _read(Path(source.name))[1] for source in book.own}
    warnings = [warning for warning in book.packs().warnings if warning.where.startswith("category ")]
    return [_located(warning, tomls.get(warning.file)) for warning in warnings]


def _compiled(compile_: "Callable[[], Packs]", own: "Mapping[str, tuple[bytes, TomlFile]]") -> "Packs":
    from bot.domain.signals import PackError
    from bot.errors import BadInput

    try:
        return compile_()
    except PackError as problem:
        tomls = {name: toml for name, (_, toml) in own.items()}
        raise BadInput([_located(fault, tomls.get(fault.file)) for fault in problem.faults]) from None


def _shipped(languages: Sequence[str]) -> "Sequence[PackSource]":
    from bot.domain.signals import shipped_sources

    try:
        return shipped_sources(languages)
    except ValueError as problem:
        raise click.UsageError(f"{str(problem).capitalize()}. English is there: --language en.") from None


def _read(file: Path) -> "tuple[bytes, TomlFile]":
    """Read a pack file; BadInput says what is wrong with it as TOML."""
    from bot.toml_file import read_toml

    return file.read_bytes() if file.is_file() else b"", read_toml(file)


def _located(fault: "PackFault", toml: "TomlFile | None") -> "Fault":
    from bot.errors import Fault

    line = toml.line(_key(toml, fault.where)) if toml else 0
    remedy = f"{fault.remedy[:1].upper()}{fault.remedy[1:]}." if fault.remedy else ""
    return Fault(fault.file, line, fault.where, f"{fault.problem}.", remedy)


def _key(toml: "TomlFile", where: str) -> "Key":
    """Return the key of what a fault names: a rule, its key, or one phrase in its lists."""
    named = _NAMED.match(where)
    if named is None:
        return tuple(where.partition(":")[0].split("."))
    entries: Sequence[Mapping[str, object]] = toml.data.get(named["table"], ())
    index = next((i for i, entry in enumerate(entries) if entry.get("id") == named["id"]), None)
    if index is None:
        return (named["table"],)
    key: Key = (named["table"], index)
    phrase = _PHRASE.search(where)
    return (*key, *(_place(entries[index], phrase["phrase"]) if phrase else (named["key"] or "id",)))


def _place(rule: Mapping[str, object], phrase: str) -> "Key":
    for path in _LISTS:
        value: object = rule
        for name in path:
            value = value.get(name, {}) if isinstance(value, Mapping) else {}
        lines = value if isinstance(value, Sequence) else ()
        position = next((i for i, line in enumerate(lines) if str(line).startswith(phrase)), None)
        if position is not None:
            return (*path, position)
    return ("id",)
