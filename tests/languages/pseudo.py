"""A language nobody speaks: every sentence of the catalogues in other letters, so that what stayed English is seen."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any

from bot.cards import Action, Button, Card, ChoiceInput, FieldErrors, Form, Option, PickInput, Select, TextInput
from bot.domain.signals import Packs
from bot.wording.languages import NAMES
from bot.wording.voice import Voice
from tests.golden.case import Case
from tests.languages.sentences import Sentence, every_sentence

LANGUAGE = "qps"
_LETTERS = str.maketrans(
    {letter: chr(0x24D0 + place) for place, letter in enumerate("abcdefghijklmnopqrstuvwxyz")}
    | {letter: chr(0x24B6 + place) for place, letter in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZ")}
)
_AS_IT_IS = re.compile(r"(\{[^}]*\}|`[^`]*`|https?://\S+)")
_WORD = re.compile(r"[A-Za-z][A-Za-z']+")
_KEPT = {  # machine words that a sentence shows without marking them as code
    "utc",
    "kith",
    "csv",
    "json",
    "id",
    "min",
}
_CODE = re.compile(
    "|".join(NAMES.values()) + r"|`[^`]*`|https?://\S+|/(?:peer|mentor|coord)(?: [a-z]+)*|\b[\w-]+\.\w[\w.]*\b"
)


def other_letters(text: str) -> str:
    """Return a text with every letter as another one; placeholders, code and addresses stay."""
    return "".join(
        part if number % 2 else part.translate(_LETTERS) for number, part in enumerate(_AS_IT_IS.split(text))
    )


class Pseudo:
    """A catalogue that has every sentence there is, in other letters; any other text it returns as it is."""

    def __init__(self) -> None:
        self._known = {sentence.text for sentence in every_sentence() if not sentence.many}
        self.dates = _Days()

    def sentence(self, english: str) -> str:
        """Return it in other letters, where it is a sentence of the catalogues."""
        return other_letters(english) if english in self._known else english

    def counted(self, one: str, many: str, number: int) -> str:
        """Return the form English has, in other letters, where it is a sentence of the catalogues."""
        form = one if number == 1 else many
        return other_letters(form) if Sentence(one, many) in every_sentence() else form


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


def english(case: Case) -> list[str]:
    """Return the words of what somebody reads that are English still, and that nobody gave to the bot to show."""
    given = {word.lower() for each in texts((case.arguments, case.named)) for word in _WORD.findall(each)}
    words = [word for text in read(case.shown()) for word in _WORD.findall(_CODE.sub(" ", text))]
    return [
        word for word in words if word.lower() not in _KEPT and not any(one.startswith(word.lower()) for one in given)
    ]


def read(shown: Any) -> Iterator[str]:
    """Yield every text that somebody reads on a card, in a form, on a button."""
    match shown:
        case str():
            yield shown
        case tuple() | list():
            yield from (text for each in shown for text in read(each))
        case Card():
            yield from (shown.title, shown.text, shown.why)
            yield from read([part for field in shown.fields for part in (field.name, field.value)])
            yield from read([*shown.buttons, *([shown.select] if shown.select else [])])
        case Form():
            yield shown.title
            yield from read([shown.submit, *shown.inputs])
        case FieldErrors():
            yield from read([shown.form, *shown.errors.values()])
        case Select():
            yield shown.placeholder
            yield from read(shown.options)
        case ChoiceInput():
            yield shown.label
            yield from read(shown.options)
        case TextInput() | PickInput():
            yield from (shown.label, shown.hint)
        case Button() | Option():
            yield shown.label


def texts(value: Any) -> Iterator[str]:
    """Yield every text in what a wording function was given: names, words, titles."""
    match value:
        case str():
            yield value
        case Mapping():
            yield from (text for key, each in value.items() for part in (key, each) for text in texts(part))
        case Sequence() | set() | frozenset():
            yield from (text for each in value for text in texts(each))
        case _ if is_dataclass(value) and not isinstance(value, Packs | Action | Voice | type):
            yield from (text for field in fields(value) for text in texts(getattr(value, field.name)))
