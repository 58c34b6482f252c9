"""Crisis packs in Spanish, French and Portuguese: found plainly, in disguise, without accents; idioms are left alone.

No native speaker has reviewed them: they are off unless a cohort turns a language on.
"""

import unicodedata
from functools import cache

import pytest

from bot.cohort_file.safety import SafetySection
from bot.domain.signals import Packs, Severity, shipped
from bot.domain.signals.packs import shipped_languages, shipped_sources
from tests.domain.signals.disguises import DISGUISES
from tests.domain.signals.test_evasion import LOSSY, alarms
from tests.domain.signals.test_evasion import PHRASES as ENGLISH

LANGUAGES = ["es", "fr", "pt"]
PHRASES = {
    "es": [
        *("Voy a matarme esta noche", "ya no quiero vivir", "pienso en suicidarme", "me corté las venas"),
        *("mi hermano quiere suicidarse", "tengo ganas de morirme"),
    ],
    "fr": [
        *("je vais me suicider", "je ne veux plus vivre", "j'ai des pensées suicidaires", "je me scarifie"),
        *("mon amie veut se suicider", "j'ai envie de mourir"),
    ],
    "pt": [
        *("vou me matar hoje", "não quero mais viver", "tenho pensamentos suicidas", "voltei a me cortar"),
        *("minha irmã quer se matar", "tenho vontade de morrer"),
    ],
}
ORDINARY = {
    "es": [
        *("me muero de risa con este error", "este plazo me mata pero las pruebas pasan", "mata el proceso y reinicia"),
        *("la batería murió a mitad del ejercicio", "quiero terminar con esta tarea hoy", "hoy me corto el pelo"),
        *("no quiero vivir en otra ciudad este año", "nos vemos mañana, adiós a todos", "me quiero ir a casa"),
    ],
    "fr": [
        *("je suis morte de rire", "ce délai me tue mais les tests passent", "tue le processus et relance le serveur"),
        *("ma batterie est morte au milieu de l'exercice", "je veux en finir avec ce devoir", "on se voit demain"),
        *("je me coupe les cheveux demain", "adieu les vacances", "je n'en peux plus de ce bug"),
    ],
    "pt": [
        *(
            "estou morrendo de rir com esse erro",
            "esse prazo me mata mas os testes passam",
            "mata o processo e reinicia",
        ),
        *("a bateria morreu no meio do exercício", "quero acabar com essa tarefa hoje", "vou cortar o cabelo"),
        *("não quero viver em outra cidade", "até amanhã, pessoal", "morri de vergonha na reunião"),
    ],
}
SEVERITIES = {
    "es": {"soy una carga para todos": "crisis.passive", "tengo miedo de que se suicide": "crisis.other"},
    "fr": {"ils seraient mieux sans moi": "crisis.passive", "j'ai peur qu'elle se suicide": "crisis.other"},
    "pt": {"sou um peso para todos": "crisis.passive", "tenho medo que ela se mate": "crisis.other"},
}
DENIED = {"es": "no quiero matarme", "fr": "je ne veux pas me tuer", "pt": "não quero me matar"}


@cache
def packs(language: str) -> Packs:
    return shipped((language,))


@cache
def all_packs() -> Packs:
    return shipped(("en", *LANGUAGES))


def bare(text: str) -> str:
    """A text as somebody types it who leaves every accent out."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def test_they_are_shipped_unreviewed_and_off_by_default() -> None:
    assert shipped_languages() == ["en", *LANGUAGES]
    assert SafetySection().languages == ("en",)
    for source in shipped_sources(LANGUAGES):
        assert b'reviewed_by = ""' in source.content  # type: ignore[operator]


@pytest.mark.parametrize("language", LANGUAGES)
def test_plain_phrases_are_found_with_and_without_accents(language: str) -> None:
    for phrase in PHRASES[language]:
        assert alarms(packs(language), phrase), phrase
        assert alarms(packs(language), bare(phrase)), phrase


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", DISGUISES)
def test_disguised_phrases_are_found(language: str, kind: str) -> None:
    missed = [phrase for phrase in PHRASES[language] if not alarms(packs(language), DISGUISES[kind](phrase))]

    assert len(missed) <= (1 if kind in LOSSY else 0), missed


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["", *DISGUISES])
def test_idioms_and_ordinary_sentences_are_left_alone_also_in_disguise(language: str, kind: str) -> None:
    disguise = DISGUISES.get(kind, str)

    assert [text for text in ORDINARY[language] if alarms(packs(language), disguise(text))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_burden_and_worry_about_others_have_rules_of_their_own(language: str) -> None:
    for text, rule in SEVERITIES[language].items():
        assert rule in [hit.rule for hit in packs(language).scan(text)], text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_denial_lowers_it_and_never_drops_it(language: str) -> None:
    (hit,) = packs(language).scan(DENIED[language])

    assert hit.severity is Severity.HIGH


def test_every_language_is_heard_beside_english() -> None:
    for phrase in [*ENGLISH, *(phrase for each in PHRASES.values() for phrase in each)]:
        assert alarms(all_packs(), phrase), phrase
