"""What people bring to a person by their own hand: how urgent it is, and whom it must be kept from."""

import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum

from bot.domain.cases import Case, Cause
from bot.domain.members import Member
from bot.domain.own_rules import OWN
from bot.domain.signals.severity import Severity

REPORT, MENTOR, FLAG = "report", "mentor", "flag"
"""Categories of cases people open by their own hand, beside `help`."""
REPORT_LIMIT = 2000
"""Characters of a report, a flag or an escalation that are kept."""


class Now(StrEnum):
    """How it is for the reporter at this moment."""

    CAN_WAIT = "can_wait"
    URGENT = "urgent"
    NOT_SAFE = "not_safe"


class Concern(StrEnum):
    """What a mentor escalates."""

    CRISIS = "crisis"
    HARASSMENT = "harassment"
    HONESTY = "honesty"
    STRUGGLING = "struggling"
    OTHER = "other"


SEVERITY_OF_NOW = {Now.CAN_WAIT: Severity.HIGH, Now.URGENT: Severity.HIGH, Now.NOT_SAFE: Severity.CRITICAL}
"""A report is never less than high: it is told between seven and ten, urgent ones at once (safety design)."""
SEVERITY_OF_CONCERN = {
    Concern.CRISIS: Severity.CRITICAL,
    Concern.HARASSMENT: Severity.HIGH,
    Concern.HONESTY: Severity.NORMAL,
    Concern.STRUGGLING: Severity.NORMAL,
    Concern.OTHER: Severity.NORMAL,
}
KEEPS_AWAY = frozenset({Concern.HARASSMENT, Concern.HONESTY})
"""Concerns in which whoever is named may be who it is about."""
_WORD = re.compile(r"[^\W_]+")
_SHORTEST_NAME = 3
_ACCUSES = re.compile(r"(harassment\.(threat|sexual|abuse)|integrity\.(request|offer))\Z")

_OF_DEEDS = frozenset({"harassment", "integrity"})


def accuses_its_writer(rule: str, category: str = "") -> bool:
    """Whether a signal of this rule is about what its writer did to others, and so a case to keep from them.

    Of a cohort's own rule nobody knows which side it sees, so it may be.
    """
    is_own = rule.startswith(OWN) and category in _OF_DEEDS
    return is_own or _ACCUSES.match(rule) is not None


def tells_of_anothers_deeds(rule: str) -> bool:
    """Whether a signal of this rule is what somebody tells of harm done to them: whoever they name may have done it."""
    return rule == "harassment.disclosure"


_TELL_OF_DEEDS = frozenset({Cause.SIGNAL, Cause.REPORT, Cause.HELP, Cause.MENTOR})


def accused_before(cases: Iterable[Case], member_id: str) -> tuple[str, ...]:
    """Return, by id and sorted, of whom somebody said in what they brought so far that it is to be kept from them.

    What they bring next may be about the same person though it names nobody. A case that somebody else brought is not
    asked: its subjects are nothing they may know.
    """
    own = (case for case in cases if _is_by(case, member_id) and case.cause in _TELL_OF_DEEDS)
    return tuple(sorted({each for case in own for each in case.subject_ids} - {member_id}))


def _is_by(case: Case, member_id: str) -> bool:
    return case.opener_id == member_id or (case.learner_id == member_id and not case.opener_id)


def named_in(text: str, people: Iterable[Member], account_ids: Iterable[tuple[str, str]] = ()) -> tuple[str, ...]:
    """Return, by id and sorted, everybody a text may name; letter case and accents do not count.

    A handle, an account (pairs of its id and the member's), or any word of a name of at least three letters is enough:
    where two share a first name both are meant, but not where the whole name of one stands there. It is better to ask
    the next person than to tell the wrong one.
    """
    everybody, said = tuple(people), _words(text)
    found = {member_id for account_id, member_id in account_ids if _folded(account_id) in said}
    whole = [
        (words, person.id) for person in everybody for words in (_words(person.name), _words(person.handle)) if words
    ]
    for words, member_id in sorted(whole, key=lambda entry: -len(entry[0])):
        found |= {member_id} if _stands_in(words, said) else set()
    left = _without(said, [words for words, member_id in whole if member_id in found])
    for person in everybody:
        found |= (
            {person.id} if any(len(word) >= _SHORTEST_NAME and word in left for word in _words(person.name)) else set()
        )
    return tuple(sorted(found))


def _stands_in(words: list[str], said: list[str]) -> bool:
    return any(said[at : at + len(words)] == words for at in range(len(said) - len(words) + 1))


def _without(said: list[str], phrases: Iterable[list[str]]) -> frozenset[str]:
    """Return the words that are left when whole names are taken out."""
    is_left = [True] * len(said)
    for words in phrases:
        for at in range(len(said) - len(words) + 1):
            if said[at : at + len(words)] == words:
                is_left[at : at + len(words)] = [False] * len(words)
    return frozenset(word for word, stays in zip(said, is_left, strict=True) if stays)


def exactly(typed: str, people: Iterable[Member]) -> tuple[str, ...]:
    """Return, by id and sorted, everybody whose whole name or handle this is."""
    wanted = _folded(typed.strip().removeprefix("@"))
    return tuple(sorted(person.id for person in people if wanted in (_folded(person.handle), _folded(person.name))))


def _words(text: str) -> list[str]:
    return _WORD.findall(_folded(text))


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return "".join(character for character in decomposed if unicodedata.category(character) not in ("Mn", "Cf"))
