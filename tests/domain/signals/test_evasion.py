"""Words in disguise are found as often as plain ones, and a disguise makes no ordinary sentence an alarm.

The phrases are ours. The kinds are those of the design (docs/decisions.md), each on every phrase.
"""

import pytest

from bot.domain.signals import Packs, Severity
from tests.domain.signals.disguises import DISGUISES

PHRASES = [
    "I want to kill myself",
    "I am suicidal again",
    "I don't want to be here anymore",
    "I'm going to end my life",
    "I keep thinking about suicide",
    "I have been cutting myself",
    "suicide has been on my mind",
    "I hope a truck will hit me",
    "my life ends tonight",
    "I keep thinking about being dead",
    "better for everyone if I died",
]
ORDINARY = [
    "this deadline is killing me but the tests pass now",
    "kill the process and restart the server please",
    "we watched a film about a stuntman yesterday evening",
    "I could murder a sandwich after this module",
    "my laptop died in the middle of the exercise again",
    "the train ends here, everybody has to change",
    "I want to be able to explain the chart by Friday",
    "that bug has been hanging around since March",
]
LOSSY = {"starred", "swapped letters"}
"""One letter of one word is gone or elsewhere: the design asks for 92 % of these, of the others for 98 %."""


def alarms(packs: Packs, text: str) -> list[str]:
    """Return the rules that would make somebody look at once."""
    return [hit.rule for hit in packs.scan(text) if hit.severity >= Severity.HIGH]


@pytest.mark.parametrize("phrase", PHRASES)
def test_plain_phrases_are_found(packs: Packs, phrase: str) -> None:
    assert alarms(packs, phrase)


@pytest.mark.parametrize("kind", DISGUISES)
def test_disguised_phrases_are_found(packs: Packs, kind: str) -> None:
    missed = [phrase for phrase in PHRASES if not alarms(packs, DISGUISES[kind](phrase))]

    assert len(missed) <= (1 if kind in LOSSY else 0), missed


@pytest.mark.parametrize("kind", ["", *DISGUISES])
def test_a_disguise_makes_no_ordinary_sentence_an_alarm(packs: Packs, kind: str) -> None:
    disguise = DISGUISES.get(kind, str)

    assert [text for text in ORDINARY if alarms(packs, disguise(text))] == []
