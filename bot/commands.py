"""Commands as data: name, help, typed parameters, who may. Discord gets them typed, others parse the text here."""

import difflib
import inspect
import re
import shlex
import types
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from bot import limits
from bot.domain.cases import CaseRef
from bot.domain.members import Member, Role

_STOP = re.compile(r"[:;,.(]")


class Wants(StrEnum):
    """What a parameter takes; adapters map it to their own option types."""

    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    MEMBER = "member"
    CASE = "case"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One option of a command; `hint` is shown to people, `choices` are the values of a CHOICE."""

    name: str
    wants: Wants
    hint: str
    is_required: bool = True
    choices: tuple[str, ...] = ()
    kind: type | None = None


def short(summary: str) -> str:
    """Return what a command does in a few words: its summary up to the first stop."""
    return _STOP.split(summary)[0].strip()


@dataclass(frozen=True, slots=True)
class Command:
    """A command as every surface knows it. `role`: who may use it (None: everybody)."""

    name: str
    summary: str
    role: Role | None
    parameters: tuple[Parameter, ...] = ()

    def __post_init__(self) -> None:
        if len(self.summary) > limits.COMMAND_DESCRIPTION:
            raise ValueError(f"{self.name}: the summary has more than {limits.COMMAND_DESCRIPTION} characters")

    @property
    def root(self) -> str:
        """`peer`, `mentor` or `coord`."""
        return self.name.split()[0]

    @property
    def short(self) -> str:
        """What it does in a few words: its summary up to the first stop."""
        return short(self.summary)

    @property
    def usage(self) -> str:
        """How to type it: `/peer away from_day [until]`."""
        shown = [p.name if p.is_required else f"[{p.name}]" for p in self.parameters]
        return " ".join([f"/{self.name}", *shown])


def describe(name: str, role: Role | None, handler: Callable[..., Any]) -> Command:
    """Read a handler's signature: the docstring's first line is the help, annotated parameters are the options."""
    hints = get_type_hints(handler, include_extras=True)
    signature = inspect.signature(handler)
    parameters = [_parameter(parameter, hints[parameter.name]) for parameter in list(signature.parameters.values())[1:]]
    summary = (inspect.getdoc(handler) or "").partition("\n")[0]
    return Command(name, summary, role, tuple(parameters))


def _parameter(parameter: inspect.Parameter, hint: Any) -> Parameter:
    if get_origin(hint) is not Annotated:
        raise TypeError(f"parameter {parameter.name} needs Annotated[type, 'what it is']")
    kind, text = get_args(hint)[:2]
    if get_origin(kind) in (Union, types.UnionType):
        kind = next(part for part in get_args(kind) if part is not type(None))
    choices = tuple(member.value for member in kind) if issubclass(kind, Enum) else ()
    is_required = parameter.default is inspect.Parameter.empty
    return Parameter(parameter.name, _wants(kind), text, is_required, choices, kind)


def _wants(kind: type) -> Wants:
    if issubclass(kind, Enum):
        return Wants.CHOICE
    return {str: Wants.TEXT, int: Wants.NUMBER, date: Wants.DAY, Member: Wants.MEMBER, CaseRef: Wants.CASE}[kind]


@dataclass(frozen=True, slots=True)
class Parsed:
    """What somebody typed, understood: the command and its arguments by parameter name, still as text."""

    command: Command
    arguments: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """What somebody typed, not understood: the words, and the nearest commands."""

    typed: str
    nearest: tuple[Command, ...]


STATUS = {"peer": "peer me", "mentor": "mentor week", "coord": "coord case list"}
"""What a bare root means: the person's own status."""


PAGE = ("peer me", "mentor week", "coord case list", "coord rota show")
"""What stands on somebody's own page, as far as their role has it; none of these changes anything."""


def parse(text: str, commands: Mapping[str, Command]) -> Parsed | NotUnderstood:
    """Understand `/peer away 2026-04-02 until:2026-04-07`; the longest command name wins."""
    words = _words(text.strip().removeprefix("/"))
    if len(words) == 1 and words[0].lower() in STATUS:
        words = STATUS[words[0].lower()].split()
    for length in range(min(3, len(words)), 0, -1):
        command = commands.get(" ".join(words[:length]).lower())
        if command is not None:
            return Parsed(command, _arguments(command, words[length:]))
    typed = " ".join(words[:3])
    return NotUnderstood(typed, nearest(typed.lower(), commands.values()))


def nearest(typed: str, commands: Iterable[Command]) -> tuple[Command, ...]:
    """Return up to three commands whose names look like what was typed; people also leave the root out ("/why")."""
    by_name = {command.name: command for command in commands}
    first = typed.split()[0] if typed.split() else ""
    tried = [typed, " ".join(typed.split()[:2]), first]
    close = [name for guess in tried for name in difflib.get_close_matches(guess, by_name, n=3, cutoff=0.6)]
    verbs = difflib.get_close_matches(first, {name.split()[-1] for name in by_name}, n=2, cutoff=0.7)
    close += [name for verb in verbs for name in by_name if name.split()[-1] == verb]
    return tuple(by_name[name] for name in dict.fromkeys(close))[:3]


def _words(text: str) -> list[str]:
    lexer = shlex.shlex(text.replace("“", '"').replace("”", '"'), posix=True)
    lexer.whitespace_split, lexer.quotes, lexer.commenters, lexer.escape = True, '"', "", ""
    try:
        return list(lexer)
    except ValueError:
        return text.split()


def _arguments(command: Command, words: list[str]) -> dict[str, str]:
    by_name = {parameter.name: parameter for parameter in command.parameters}
    arguments: dict[str, str] = {}
    loose: list[str] = []
    for word in words:
        name, colon, value = word.partition(":")
        if colon and name.lower() in by_name and value:
            arguments[name.lower()] = value
        else:
            loose.append(word)
    free = [p for p in command.parameters if p.name not in arguments]
    for position, parameter in enumerate(free):
        if not loose:
            break
        takes_rest = parameter.wants is Wants.TEXT and position == len(free) - 1
        arguments[parameter.name] = " ".join(loose) if takes_rest else loose[0]
        loose = [] if takes_rest else loose[1:]
    return arguments
