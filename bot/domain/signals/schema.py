"""What a pack file may say: the TOML format, version 1, with every fault named at once."""

import tomllib
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from bot.domain.signals.faults import Fault
from bot.domain.signals.severity import Severity
from bot.domain.signals.switches import Scan

MAX_BYTES = 1_000_000
MAX_KEYWORDS = 1000

_Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9._-]*$", max_length=80)]
_Lang = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)?$")]
_Lines = Annotated[list[str], Field(max_length=MAX_KEYWORDS)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class PackTable(_Strict):
    """`[pack]`: what it is and who looked at it. `reviewed_on` is missing where nobody has."""

    id: _Id
    lang: _Lang
    version: str
    licence: str
    reviewed_by: str = ""
    reviewed_on: date | None = None


class NormaliseTable(_Strict):
    """`[normalise]`: how texts are read for this pack, and whole-word rewrites."""

    boundary: Literal["alnum", "whitespace"] = "alnum"
    invisible: bool = True
    homoglyphs: bool = True
    leet: bool = True
    elongation: bool = True
    spaced: bool = True
    joined: bool = True
    markdown: bool = True
    repair: bool = True
    code: Scan = "skip"
    quotes: Scan = "skip"
    urls: Scan = "skip"
    words: dict[str, str] = Field(default_factory=dict)


class CuesTable(_Strict):
    """`[cues]`: words of the language that turn a hit around, in the keyword grammar.

    `negation` before a hit lowers it; `affirmation` looks like a negation and is none (`can not stop`); `contrast`
    between negation and hit cancels it (`not … but`); `third_person` before a hit without `first_person` in between
    says that somebody else is meant.
    """

    negation: _Lines = Field(default_factory=list)
    affirmation: _Lines = Field(default_factory=list)
    contrast: _Lines = Field(default_factory=list)
    first_person: _Lines = Field(default_factory=list)
    third_person: _Lines = Field(default_factory=list)


class VocabularyTable(_Strict):
    """`[vocabulary]`: `protected` words are repaired from typos, `ordinary` ones never taken for a typo."""

    protected: list[str] = Field(default_factory=list)
    ordinary: list[str] = Field(default_factory=list)


class CategoryTable(_Strict):
    """`[[category]]`: a kind of concern, who is on call for it, and the reply its writer gets."""

    id: _Id
    title: str
    route: str
    learner_reply: str = ""


class ExamplesTable(_Strict):
    """`[rule.examples]`: sentences that must and must not fire the rule; tried whenever the pack is loaded."""

    fire: _Lines = Field(default_factory=list)
    hold: _Lines = Field(default_factory=list)


class RuleTable(_Strict):
    """`[[rule]]`: keywords and regular expressions for one thing. An alert shows `title` instead of the phrase."""

    id: _Id
    category: str
    severity: Annotated[Severity, Field(strict=False)]
    title: str = ""
    mode: Literal["live", "shadow"] = "live"
    match: _Lines = Field(default_factory=list)
    regex: _Lines = Field(default_factory=list)
    allow: _Lines = Field(default_factory=list)
    negation: Literal["keep", "downgrade", "drop"] = "keep"
    exact: bool = False
    examples: ExamplesTable = Field(default_factory=ExamplesTable)


class PackFile(_Strict):
    """A whole pack file."""

    format: Literal[1]
    pack: PackTable
    normalise: NormaliseTable = Field(default_factory=NormaliseTable)
    cues: CuesTable = Field(default_factory=CuesTable)
    vocabulary: VocabularyTable = Field(default_factory=VocabularyTable)
    category: list[CategoryTable] = Field(default_factory=list)
    rule: list[RuleTable] = Field(default_factory=list)


@dataclass(frozen=True, slots=True)
class PackSource:
    """A pack as it was written: the name to report faults under, and its TOML."""

    name: str
    content: str | bytes


def read_pack(source: PackSource) -> PackFile | list[Fault]:
    """Return the file's content, or everything that is wrong with its form."""
    content = source.content if isinstance(source.content, bytes) else source.content.encode("utf-8", "surrogatepass")
    if len(content) > MAX_BYTES:
        return [Fault(source.name, "file", f"{len(content):,} bytes", f"a pack has {MAX_BYTES:,} at most")]
    try:
        table = tomllib.loads(content.decode("utf-8"))
        return PackFile.model_validate(table)
    except UnicodeDecodeError as error:
        return [Fault(source.name, f"byte {error.start}", "not UTF-8", "save the file as UTF-8")]
    except tomllib.TOMLDecodeError as error:
        return [Fault(source.name, "file", f"not TOML: {error}")]
    except RecursionError:
        return [Fault(source.name, "file", "nested too deeply", "a pack is two levels deep")]
    except ValidationError as error:
        return [_fault(source.name, table, detail) for detail in error.errors()]


def _fault(name: str, table: dict[str, Any], detail: Any) -> Fault:
    where, remedy = _where(table, detail["loc"]), ""
    match detail["type"]:
        case "extra_forbidden":
            return Fault(name, where, "unknown key", _known_keys(detail["loc"]))
        case "missing":
            return Fault(name, where, "missing", "it is required")
        case "literal_error" | "enum":
            remedy = f"one of {detail['ctx']['expected']}"
        case "string_pattern_mismatch":
            remedy = f"of the form {detail['ctx']['pattern']}"
    return Fault(name, where, f"{str(detail['input'])[:80]!r} does not fit: {detail['msg']}", remedy)


def _where(table: dict[str, Any], loc: tuple[int | str, ...]) -> str:
    """Return `rule crisis.ideation: severity` for ("rule", 3, "severity")."""
    if len(loc) >= 2 and isinstance(loc[1], int) and loc[0] in ("rule", "category"):
        entry = table[loc[0]][loc[1]]
        named = entry.get("id") if isinstance(entry, dict) else None
        return f"{loc[0]} {named or f'number {loc[1] + 1}'}" + "".join(f": {part}" for part in loc[2:])
    return ".".join(map(str, loc))


def _known_keys(loc: tuple[int | str, ...]) -> str:
    model: Any = PackFile
    for part in loc[:-1]:
        if isinstance(part, str):
            annotation = model.model_fields[part].annotation
            model = getattr(annotation, "__args__", [annotation])[0]
    return f"known keys: {', '.join(sorted(model.model_fields))}"
