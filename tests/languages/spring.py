"""The sample cohort in another language: everybody reads it, and presses what their buttons say in it."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from functools import cache

from ahocorasick_rs import AhoCorasick

from adapters.simulation.play import Part
from bot.catalogues import Catalogue, catalogue
from bot.script_file import Act
from tests.acceptance.spring import shipped
from tests.languages.pseudo import texts
from tests.languages.sentences import Sentence, every_sentence

_MOMENT = re.compile(r"(?P<day>[A-Z][a-z]{2} \d{1,2} [A-Z][a-z]{2})(?P<time>, \d\d:\d\d)")
_NAMES, _FILLED = re.compile(r"\{(\w+)\}"), re.compile(r"\\\{(\w+)\\\}")
_PLACE = re.compile(r"\{[^}]*\}|`[^`]*`|\n")
_LABEL = 40
_FEWEST_WORDS = 3
"""Words of a stretch of English that no other language writes by chance."""


def in_language(language: str) -> Part:
    """Return the cohort as it is shipped, with everybody reading a language."""
    part, known = shipped(), catalogue(language)
    assert known is not None
    assert part.script is not None
    file = replace(
        part.file, language=language, people=tuple(replace(one, language=language) for one in part.file.people)
    )
    acts = tuple(_translated(act, known, part.file.starts_on.year) for act in part.script.acts)
    return replace(part, file=file, script=replace(part.script, acts=acts))


def _translated(act: Act, known: Catalogue, year: int) -> Act:
    return replace(act, presses=_label(act.presses, known, year), chooses=_label(act.chooses, known, year))


def _label(english: str, known: Catalogue, year: int) -> str:
    if (moment := _MOMENT.fullmatch(english)) is not None:
        day = datetime.strptime(f"{moment['day']} {year}", "%a %d %b %Y").date()  # noqa: DTZ007 -- a day on a button
        return known.dates.short(day) + moment["time"]
    return _filled(english, known) or known.sentence(english)


def _filled(english: str, known: Catalogue) -> str:
    """Return a label with a value in it, like “Answer B”, in a language; "" for a label without any."""
    if Sentence(english) in every_sentence():
        return ""
    for pattern, sentence in _patterns():
        if (found := pattern.fullmatch(english)) is not None:
            return known.sentence(sentence).format(**found.groupdict())
    return ""


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    labels = [one.text for one in every_sentence() if len(_NAMES.findall(one.text)) == 1 and len(one.text) <= _LABEL]
    by_most_words = sorted(labels, key=lambda text: -len(_NAMES.sub("", text)))
    return [(re.compile(_FILLED.sub(r"(?P<\1>.+)", re.escape(text))), text) for text in by_most_words]


def own_words(part: Part) -> list[str]:
    """Return what the cohort file and its people say themselves: the programme's words, and not the bot's."""
    assert part.script is not None
    said = [text for act in part.script.acts for text in (act.says, act.to, *(act.submits or {}).values())]
    return [*said, *texts(part.file)]


def english_finder(own: Iterable[str]) -> Callable[[str], list[str]]:
    """Return what finds, in a text, stretches of English sentences: three words or more, without values and code.

    A stretch that stands in somebody's `own` words is not the bot's to translate.
    """
    said = "\n".join(own)
    found = AhoCorasick(
        {
            stretch
            for sentence in every_sentence()
            for text in (sentence.text, sentence.many)
            for stretch in map(str.strip, _PLACE.split(text))
            if len(stretch.split()) >= _FEWEST_WORDS and stretch not in said
        }
    )
    return lambda text: found.find_matches_as_strings(text, overlapping=True)
