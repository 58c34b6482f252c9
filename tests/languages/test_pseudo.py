"""Nothing reaches anybody beside the catalogues: read in other letters, no card keeps a word of English."""

from collections.abc import Iterator

import pytest

from bot.cards import Card
from bot.wording import voice as wording
from bot.wording.voice import Voice
from tests.golden.case import Case, case
from tests.golden.cases import all_cases
from tests.golden.sample import VOICE
from tests.golden.typed import ENDLESS, FRIENDLY, Typed
from tests.languages.pseudo import LANGUAGE, Pseudo, english, in_language
from tests.languages.sentences import ENGLISH
from tests.languages.update import PLURALS


@pytest.fixture
def _other_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wording, "catalogue", {LANGUAGE: Pseudo()}.get)


def _translated() -> Iterator[Case]:
    for each in all_cases(FRIENDLY):
        is_english = each.module in ENGLISH or each.plain_name in ENGLISH
        if not is_english and each.function.__module__.startswith("bot."):
            yield in_language(each, LANGUAGE)


@pytest.mark.usefixtures("_other_letters")
def test_every_word_of_every_card_form_and_button_passes_through_a_catalogue() -> None:
    found = {each.name: words for each in _translated() if (words := english(each))}

    assert found == {}


def _forgotten(voice: Voice) -> Card:
    return Card(voice.say("You asked for it."), kind="a.b", title="Never translated")


def _unknown(voice: Voice) -> str:
    return voice.say("A sentence of which no catalogue knows.")


@pytest.mark.usefixtures("_other_letters")
@pytest.mark.parametrize("planted", [_forgotten, _unknown])
def test_a_word_that_passed_through_none_is_found(planted: object) -> None:
    assert english(in_language(case(planted, "", VOICE), LANGUAGE))  # type: ignore[arg-type]


@pytest.mark.parametrize("typed", [FRIENDLY, Typed.everywhere(ENDLESS)], ids=("friendly", "endless"))
@pytest.mark.parametrize("language", sorted(PLURALS))
def test_every_card_and_form_fits_in_every_language_whatever_people_typed(language: str, typed: Typed) -> None:
    for each in all_cases(typed):
        in_language(each, language).shown()  # cards, forms, buttons refuse what is too long for a platform
