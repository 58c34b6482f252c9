"""The whole sample cohort in every language: the same story to the unit, and nobody reads a sentence of English."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from adapters.cli.rehearsing import played
from adapters.simulation.play import Played
from bot.catalogues import SOURCE, languages
from tests.acceptance.spring import EXPECTED, shipped
from tests.languages.spring import english_finder, in_language, own_words


@pytest.mark.parametrize("language", [language for language in languages() if language != SOURCE])
def test_the_cohort_plays_in_a_language_without_an_untranslated_sentence(language: str) -> None:
    part = in_language(language)
    done, found = asyncio.run(played(part)), english_finder(own_words(part))

    assert done.problems == ()
    assert {key: done.totals[key] for key in EXPECTED} == EXPECTED
    assert [(line.kind, each) for line in done.messages for each in found(f"{line.text}\n{line.reason}")] == []


def test_an_untranslated_sentence_would_be_found() -> None:
    found = english_finder(["You asked for a hint. So we wrote one."])

    assert found("Hola, Wanjiru. Lo pediste.") == []
    assert found("Hola. You asked for it. Y más.") == ["You asked for it."]
    assert found("You asked for a hint.") == []


def test_people_who_behave_by_rates_press_buttons_of_their_own_language() -> None:
    spanish = in_language("es")
    until = datetime(2026, 3, 10, tzinfo=UTC)
    plain = replace(shipped(), script=None, until=until)
    in_spanish, in_english = (asyncio.run(played(part)) for part in (replace(plain, file=spanish.file), plain))

    def told(done: Played) -> list[tuple[datetime, str, str]]:
        return [(line.at, line.to, line.kind) for line in done.messages]

    assert in_spanish.problems == ()
    assert told(in_spanish) == told(in_english)
    assert {"check_in.thanks", "session.noted", "training.finished"} <= {line.kind for line in in_spanish.messages}
