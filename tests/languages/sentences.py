"""Every sentence of the wording, as its code has it: what goes through `say` and `count`, and what stands in tables."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import bot.wording

FOLDER = Path(bot.wording.__file__).parent
_WORD = re.compile(r"[^\W\d_]{2}")
_SENTENCE = re.compile(r"\s*\S+\s+\S|\s*[^\W\d_]*[A-Z]", re.DOTALL)
_COMMAND = re.compile(r"/?(peer|mentor|coord)( [a-z]+)+")


@dataclass(frozen=True, order=True)
class Sentence:
    """What has to be translated; `many` is the form for a number of things, where there is one."""

    text: str
    many: str = ""


def has_words(text: str) -> bool:
    """Whether a literal could be for people: words with a blank between them, or one with a capital; no command."""
    return bool(_WORD.search(text) and _SENTENCE.match(text) and not _COMMAND.fullmatch(text))


def in_wording() -> set[Sentence]:
    """Return every sentence of every module."""
    return {sentence for path in FOLDER.glob("*.py") for sentence in in_source(path.read_text(encoding="utf-8"))}


def in_source(source: str) -> Iterator[Sentence]:
    """Yield the sentences of one module; a word alone counts where it is said, or stands in a table that is said."""
    tree = ast.parse(source)
    passed, names = set(_not_for_people(tree)), set[str]()
    for spoken in _spoken(tree):
        if all(map(_is_text, spoken)):
            yield Sentence(*(ast.literal_eval(each) for each in spoken))
            passed |= set(map(id, spoken))
        names |= {node.id for node in ast.walk(spoken[0]) if isinstance(node, ast.Name)}
    for node in tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if name in names and not _is_text(value):
                keys = set(_keys(value))
                yield from (Sentence(text) for text in _texts(value, passed | keys) if _WORD.search(text))
    yield from (Sentence(text) for text in _texts(tree, passed) if has_words(text))


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


def _not_for_people(tree: ast.AST) -> Iterator[int]:
    """Yield the literals nobody reads: docstrings, types, and parts of f-strings, which are not allowed at all."""
    for node in ast.walk(tree):
        match node:
            case ast.Expr(value=ast.Constant() as value):
                yield id(value)
            case ast.JoinedStr(values=parts):
                yield from map(id, parts)
            case ast.FunctionDef(returns=annotation) | ast.arg(annotation=annotation) if annotation:
                yield from map(id, ast.walk(annotation))
