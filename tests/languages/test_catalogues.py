"""No sentence without its translation: every catalogue has exactly what the wording says, and keeps what it must."""

from typing import Any

import pytest

from bot.catalogues import catalogue, languages
from bot.domain.schedule import WEEKDAYS
from tests.languages.checks import faults
from tests.languages.sentences import ENGLISH, FOLDER, Sentence, every_sentence, glued, in_source
from tests.languages.update import PLURALS, brought_up, path_of, read, written

OURS = sorted(PLURALS)


def test_english_needs_no_catalogue_and_three_more_languages_have_one() -> None:
    assert languages() == ("en", *OURS)
    assert catalogue("en") is None
    assert catalogue("tlh") is None


@pytest.mark.parametrize("language", OURS)
def test_every_sentence_is_translated_and_keeps_its_values_its_code_and_its_lines(language: str) -> None:
    assert faults(read(language), every_sentence()) == []


@pytest.mark.parametrize("language", OURS)
def test_a_catalogue_stands_as_make_catalogues_writes_it(language: str) -> None:
    assert written(language, brought_up(language, read(language), every_sentence())) == path_of(language).read_text()


@pytest.mark.parametrize("language", OURS)
def test_no_two_days_of_the_week_read_the_same(language: str) -> None:
    known = catalogue(language)

    assert known is not None
    assert len({known.sentence(f"{day}s at {{time}}") for day in WEEKDAYS}) == 7


def test_no_sentence_of_the_wording_is_glued_from_words() -> None:
    found = {path.stem: list(glued(path.read_text(), path.stem)) for path in FOLDER.glob("*.py")}

    assert {module: sentences for module, sentences in found.items() if sentences and module not in ENGLISH} == {}


def test_what_speaks_english_to_everybody_is_there_and_says_why() -> None:
    modules = {path.stem: path.read_text() for path in FOLDER.glob("*.py")}

    for name, why in ENGLISH.items():
        module, _, inside = name.partition(".")
        assert inside in modules[module]
        assert len(why.split()) > 2


@pytest.mark.parametrize(
    ("planted", "found"),
    [
        ('say = voice.say("A new sentence.")', "A new sentence."),
        ('Card("Never said in any language.", kind="a.b")', "Never said in any language."),
        ('Button("Label", Action("a.b"))', "Label"),
        ('_TABLE = {"key.word": "a few words", "other": "alone"}', "alone"),
        ('def f(voice):\n    """Docstring."""\n    return voice.say(_T[0])\n_T = ("alone",)', "alone"),
    ],
)
def test_a_sentence_that_no_catalogue_has_is_found_wherever_it_stands(planted: str, found: str) -> None:
    assert Sentence(found) in set(in_source(planted))
    assert f"missing: {found}" in faults(read("es"), every_sentence() | set(in_source(planted)))


@pytest.mark.parametrize("planted", ['f"You have {n} cases"', 'f"{name} is there"', '"a" + f"Done, {name}."'])
def test_a_glued_sentence_is_found(planted: str) -> None:
    assert list(glued(planted))


@pytest.mark.parametrize("fine", ['f"- **{name}**"', 'f"opened:{x}"', '"""What this is about."""', 'run("peer me")'])
def test_what_nobody_reads_is_no_sentence(fine: str) -> None:
    assert list(glued(fine)) == []
    assert list(in_source(fine)) == []


@pytest.mark.parametrize(
    ("english", "translated", "fault"),
    [
        ("Hello {name}.", "Hola.", "other values"),
        ("At {start:%H:%M}.", "A las {start}.", "other values"),
        ("Type `/peer me`.", "Escribe `/peer yo`.", "other code"),
        ("Type `Tue 18:00`.", "Escribe `jue 18:00`.", "other code"),
        ("**Now** or never.", "Ahora o nunca.", "other marks or lines"),
        ("One\ntwo", "Uno dos", "other marks or lines"),
        (" and then", "y luego", "other blanks at the ends"),
        ("[Here](https://example.org)", "[Aquí](https://example.com)", "another address"),
        ("Anything", "", "not translated"),
        (("{n} day", "{n} days"), ("{n} día", "días"), "other values"),
    ],
)
def test_a_translation_that_loses_something_is_found(english: Any, translated: Any, fault: str) -> None:
    sentence = Sentence(*english) if isinstance(english, tuple) else Sentence(english)
    planted = brought_up("es", read("es"), frozenset())
    planted.add(english, translated)

    assert faults(planted, frozenset({sentence})) == [f"{fault}: {sentence.text}"]


def test_what_the_wording_no_longer_says_is_found_and_dropped() -> None:
    fewer = frozenset(sorted(every_sentence())[1:])
    gone = sorted(every_sentence())[0]

    assert faults(read("fr"), fewer) == [f"left over: {gone.text}"]
    assert faults(brought_up("fr", read("fr"), fewer), fewer) == []
