"""Every sentence there is: what the wording says, what stands in its tables, and the data it reads out."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import bot.wording
from bot.domain.deadlines import NEXT_STEP, QUESTIONS
from bot.domain.plan import USUAL_MENTOR_TIME, USUAL_TIME
from bot.domain.signals import Rulebook
from bot.domain.signals.severity import Severity
from bot.domain.surveys import DEFAULT_QUESTIONS
from bot.flows import all_routes
from bot.helplines import register

FOLDER = Path(bot.wording.__file__).parent
ENGLISH = {
    "tour": "the demonstration's chrome, as all around it",
    "upcoming": "read by operators, in the terminal and beside the local workspace",
    "installing": "read by whoever installs the app, before anybody is known",
    "commands": "registered with the platforms once, for everybody",
    "exchange": "read by whoever writes a program that talks to this one",
    "desk.stale_link": "at the desk's door, before anybody is known",
    "desk.not_in": "at the desk's door, before anybody is known",
    "desk.not_there": "the desk's own pages are English",
    "desk.stale_page": "the desk's own pages are English",
    "desk.too_fast": "the desk's own pages are English",
    "desk.too_big": "the desk's own pages are English",
    "desk.done_before": "the desk's own pages are English",
    "desk.left": "the desk's own pages are English",
    "desk.failed": "the desk's own pages are English",
    "roster.lines": "said of a file, as in the terminal",
    "roster.faults": "said of a file, as in the terminal",
    "roster._line": "said of a file, as in the terminal",
    "roster._why": "said of a file, as in the terminal",
    "languages.NAMES": "each in its own language",
    "surface.NAME": "the name of the product",
    "group_drafts.NAMES": "names of trees, which groups are given",
    "grouping.in_all": "printed in the terminal",
    "grouping.too_few": "printed in the terminal",
    "grouping.enough": "printed in the terminal",
    "pairing.without_mentor": "printed in the terminal",
}
"""Modules and functions of the wording that speak English to everybody, and why."""
_WORD = re.compile(r"[^\W\d_]{2}")
_SENTENCE = re.compile(r"\s*\S+\s+\S|\s*[A-Z][^\W\d_]*[a-z]", re.DOTALL)
_MACHINE = re.compile(r"\w+\.[\w.]+|" + r"(peer|mentor|coord)( [a-z]+)+")
_COMMAND = re.compile(r"/?(peer|mentor|coord)( [a-z]+)+")


@dataclass(frozen=True, order=True)
class Sentence:
    """What has to be translated; `many` is the form for a number of things, where there is one."""

    text: str
    many: str = ""


@cache
def every_sentence() -> frozenset[Sentence]:
    """Return every sentence of every module, and of the data read out by `Voice.word`."""
    found = set(map(Sentence, _read_out()))
    for path in FOLDER.glob("*.py"):
        if path.stem not in ENGLISH:
            found.update(in_source(path.read_text(encoding="utf-8"), path.stem))
    return frozenset(found)


def _read_out() -> Iterator[str]:
    for command in all_routes().described().values():
        yield command.summary
        yield from (parameter.hint for parameter in command.parameters if parameter.hint)
    yield from (line.hours for country in register().values() for line in country.lines if line.hours)
    yield from (category.title for category in Rulebook().packs().categories)
    yield from map(str, Severity)
    yield from (question for questions in DEFAULT_QUESTIONS.values() for question in questions)
    yield from (*QUESTIONS, NEXT_STEP, USUAL_TIME, USUAL_MENTOR_TIME)


def has_words(text: str) -> bool:
    """Whether a literal could be for people: words with a blank between them, or one with a capital; no command."""
    return bool(_WORD.search(text) and _SENTENCE.match(text) and not _COMMAND.fullmatch(text))


def in_source(source: str, module: str = "") -> Iterator[Sentence]:
    """Yield the sentences of one module; a word alone counts where it is said, or stands in a table with sentences."""
    tree = ast.parse(source)
    passed, names = set(_not_for_people(tree, module)), set[str]()
    for spoken in _spoken(tree):
        if all(map(_is_text, spoken)):
            yield Sentence(*(ast.literal_eval(each) for each in spoken))
            passed |= set(map(id, spoken))
        names |= {node.id for node in ast.walk(spoken[0]) if isinstance(node, ast.Name)}
    for node in tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if not _is_text(value):
                held = [text for text in _texts(value, passed | set(_keys(value))) if _WORD.search(text)]
                if name in names or any(" " in text and has_words(text) for text in held):
                    yield from (Sentence(text) for text in held if not _MACHINE.fullmatch(text))
    yield from (Sentence(text) for text in _texts(tree, passed) if has_words(text))


def glued(source: str, module: str = "") -> Iterator[str]:
    """Yield what is glued together from words, where no catalogue can have it: an f-string with words in it."""
    tree = ast.parse(source)
    passed = set(_not_for_people(tree, module))
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr) and id(node) not in passed:
            words = "".join(part.value for part in node.values if isinstance(part, ast.Constant))
            if has_words(words) and " " in words.strip():
                yield ast.unparse(node)


def _spoken(tree: ast.AST) -> Iterator[list[ast.expr]]:
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(attr="say"), args=[text, *_]):
                yield [text]
            case ast.Call(func=ast.Attribute(attr="count"), args=[one, many, *_]):
                yield [one, many]


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _texts(tree: ast.AST, passed: set[int]) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in passed:
            yield node.value


def _keys(tree: ast.AST) -> Iterator[int]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Dict):
            yield from map(id, node.keys)


def _not_for_people(tree: ast.AST, module: str) -> Iterator[int]:
    """Yield the literals nobody reads: docstrings, types, parts of f-strings; and what is English on purpose."""
    for node in ast.walk(tree):
        match node:
            case ast.Expr(value=ast.Constant() as value):
                yield id(value)
            case ast.JoinedStr(values=parts):
                yield from map(id, parts)
            case ast.FunctionDef(name=name) | ast.Assign(targets=[ast.Name(id=name)]) if f"{module}.{name}" in ENGLISH:
                yield from map(id, ast.walk(node))
            case ast.FunctionDef(returns=ast.expr() as annotation) | ast.arg(annotation=ast.expr() as annotation):
                yield from map(id, ast.walk(annotation))
