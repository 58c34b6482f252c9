"""A language nobody speaks: every letter of a catalogue's sentence is another one, so that what stayed English is seen."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any

from bot.cards import Card, Form
from bot.domain.signals import Packs
from bot.wording.voice import Voice
from tests.golden.case import Case
from tests.languages.sentences import every_sentence

LANGUAGE = "qps"
_LETTERS = str.maketrans(
    {letter: chr(0x24D0 + place) for place, letter in enumerate("abcdefghijklmnopqrstuvwxyz")}
    | {letter: chr(0x24B6 + place) for place, letter in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZ")}
)
_AS_IT_IS = re.compile(r"(\{[^}]*\}|`[^`]*`|https?://\S+)")
_WORD = re.compile(r"[A-Za-z][A-Za-z']+")
_CODE = re.compile(r"`[^`]*`|https?://\S+|/(?:peer|mentor|coord)(?: [a-z]+)*|\b\w+\.\w[\w.]*\b")


def other_letters(text: str) -> str:
    """Return a text with every letter as another one; placeholders, code and addresses stay."""
    return "".join(part if number % 2 else part.translate(_LETTERS) for number, part in enumerate(_AS_IT_IS.split(text)))


class Pseudo:
    """A catalogue that has every sentence there is, in other letters; any other text it returns as it is."""

    def __init__(self) -> None:
        self._known = {sentence.text for sentence in every_sentence()}
        self.dates = _Days()

    def sentence(self, english: str) -> str:
        """Return it in other letters, where it is a sentence of the catalogues."""
        return other_letters(english) if english in self._known else english

    def counted(self, one: str, many: str, number: int) -> str:
        """Return the form English has, in other letters, where it is a sentence of the catalogues."""
        is_known = one in self._known
        form = one if number == 1 else many
        return other_letters(form) if is_known else form


class _Days:
    def day(self, day: date) -> str:
        return other_letters(f"{day:%A} {day.day} {day:%B}")

    def short(self, day: date) -> str:
        return other_letters(f"{day:%a} {day.day} {day:%b}")

    def weekday(self, day: date) -> str:
        return other_letters(f"{day:%A}")


def in_language(case: Case, language: str) -> Case:
    """Return a golden case for a reader of a language."""
    arguments = tuple(_speaking(each, language) for each in case.arguments)
    return replace(case, arguments=arguments, named={key: _speaking(one, language) for key, one in case.named.items()})


def _speaking(argument: Any, language: str) -> Any:
    return replace(argument, language=language) if isinstance(argument, Voice | Card | Form) else argument


def english(text: str, case: Case) -> list[str]:
    """Return the words of what somebody reads that are English still, and that nobody gave to the bot to show."""
    given = {word.lower() for each in given_texts((case.arguments, case.named)) for word in _WORD.findall(each)}
    return [word for word in _WORD.findall(_CODE.sub(" ", text)) if word.lower() not in given]


def given_texts(value: Any) -> Iterator[str]:
    """Yield every text in what a wording function was given: names, words, titles."""
    match value:
        case str():
            yield value
        case Mapping():
            yield from (text for key, each in value.items() for part in (key, each) for text in given_texts(part))
        case Sequence() | set() | frozenset():
            yield from (text for each in value for text in given_texts(each))
        case _ if is_dataclass(value) and not isinstance(value, Packs | type):
            yield from (text for field in fields(value) for text in given_texts(getattr(value, field.name)))
