"""What a translation has to keep of its sentence: values, code, marks, lines, blanks at the ends."""

import re
import string
from collections.abc import Iterator

from babel.messages import Catalog
from babel.messages.catalog import Message

from bot.domain.day_names import month, plain, weekday
from tests.languages.sentences import Sentence

_CODE = re.compile(r"`[^`]*`")
_DAY = re.compile(r"(?P<of>\d{1,2} )?(?P<name>[^\W\d_]{3,}) (?=\d\d:\d\d)")
_LINKS = re.compile(r"\]\((\S+?)\)")


def faults(catalogue: Catalog, sentences: frozenset[Sentence]) -> list[str]:
    """Return what is wrong with a catalogue: what is missing or left over, and what a translation does not keep."""
    there = {_sentence(message): message for message in catalogue if message.id}
    return [
        *(f"missing: {sentence.text}" for sentence in sorted(sentences - there.keys())),
        *(f"left over: {sentence.text}" for sentence in sorted(there.keys() - sentences)),
        *(f"{fault}: {s.text}" for s in sorted(sentences & there.keys()) for fault in _faults(s, there[s])),
    ]


def _sentence(message: Message) -> Sentence:
    return Sentence(*message.id) if isinstance(message.id, tuple) else Sentence(message.id)


def _faults(sentence: Sentence, message: Message) -> Iterator[str]:
    forms = message.string if isinstance(message.string, tuple) else (message.string,)
    if not all(forms):
        yield "not translated"
        return
    if message.fuzzy:
        yield "guessed by a tool"
    for english, form in zip((sentence.text, sentence.many) if sentence.many else (sentence.text,), forms, strict=True):
        yield from _kept(english, form, is_one=form is forms[0] and bool(sentence.many))


def _kept(english: str, form: str, *, is_one: bool) -> Iterator[str]:
    """`is_one`: a form for one thing may say the number in a word, or as a figure where English has a word."""
    missing = _values(english) ^ _values(form)
    if missing - ({"n"} if is_one else set()):
        yield "other values"
    if _code(english) != _code(form):
        yield "other code"
    if _LINKS.findall(english) != _LINKS.findall(form):
        yield "another address"
    if english.count("**") != form.count("**") or english.count("\n") != form.count("\n"):
        yield "other marks or lines"
    if _ends(english) != _ends(form):
        yield "other blanks at the ends"


def _code(text: str) -> list[str]:
    """Return what is code, the days in it by their numbers: those are typed in every language."""
    return sorted(_DAY.sub(_by_number, code) for code in _CODE.findall(text))


def _by_number(day: re.Match[str]) -> str:
    of, name = day["of"] or "", plain(day["name"])
    return f"{of}{month(name) if of else weekday(name)} "


def _values(text: str) -> set[str]:
    return {
        f"{name}:{spec}" if spec else name for _, name, spec, _ in string.Formatter().parse(text) if name is not None
    }


def _ends(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip(" \n")) :]
