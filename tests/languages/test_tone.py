"""Nobody is judged in any language: every translation and every shipped question, by lists of words of its own."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.prompts import library_of
from tests.languages.update import PLURALS, read

_JUDGING = {
    "es": r"fracas\w*|(tu|su) culpa|culpa tuya|vagos?|perezos\w*|deberías haber|tendrías que haber|decepcion\w*"
    r"|descuidad\w*|inútil\w*|negligen\w*|incumpl\w*|obviamente|evidentemente|simplemente|es muy fácil"
    r"|por qué no (has |re|hi|lle|es)\w*|nunca (respondes|haces)|siempre (llegas|haces)|como todo el mundo sabe",
    "fr": r"échou\w*|échecs?|ta faute|paresseu\w*|fainéant\w*|tu aurais dû|déçu\w*|décevant\w*|néglig\w*|inutiles?"
    r"|évidemment|de toute évidence|c’est (très )?facile|pourquoi n’as-tu pas|tu ne (réponds|fais) jamais"
    r"|comme chacun sait",
    "pt": r"fracass\w*|(sua|tua) culpa|preguiç\w*|deveria ter|decepcion\w*|descuidad\w*|inúte?i[ls]\w*|negligen\w*"
    r"|inadimplen\w*|obviamente|evidentemente|simplesmente|é (muito )?fácil|por que você não|você nunca (responde|faz)"
    r"|como todos sabem",
}
_LOUD = re.compile(r"!!|[A-ZÀ-Þ]{4,} [A-ZÀ-Þ]{4,}")
_BREATH = re.compile(r"[.!?…:;\n]+")
_MOST_WORDS = 42
"""Romance languages take a quarter more words than English does."""


def _texts(language: str) -> Iterator[str]:
    for message in filter(lambda each: each.id, read(language)):
        yield from message.string if isinstance(message.string, tuple) else (message.string,)
    for each in library_of("shipped", Path("cohort.toml"), language):
        yield from (each.theme, each.focus, each.guide, each.practise, each.own_it, each.hint, each.follow_up)


def judged(language: str, text: str) -> str:
    """Return what judges, belittles or shouts in a text; "" where nothing does."""
    patterns = (re.compile(rf"\b({_JUDGING[language]})\b", re.IGNORECASE), _LOUD)
    return next((found.group() for pattern in patterns if (found := pattern.search(text))), "")


@pytest.mark.parametrize("language", sorted(PLURALS))
def test_no_sentence_judges_anybody_or_takes_a_long_breath(language: str) -> None:
    texts = list(_texts(language))

    assert [f"{found}: {text}" for text in texts if (found := judged(language, text))] == []
    assert [one for text in texts for one in _BREATH.split(text) if len(one.split()) > _MOST_WORDS] == []


@pytest.mark.parametrize(
    ("language", "planted"),
    [
        ("es", "Fracasaste esta semana."),
        ("es", "¿Por qué no respondiste?"),
        ("fr", "C’est ta faute."),
        ("fr", "Évidemment, c’était à faire."),
        ("pt", "Você deveria ter escrito antes."),
        ("pt", "RESPONDA AGORA MESMO"),
    ],
)
def test_a_planted_harsh_sentence_is_found(language: str, planted: str) -> None:
    assert judged(language, planted)
