"""What must never happen, looked for in everything the sample cohort was sent, in every log line, in every wording.

L15 is silent from beginning to end: never starts, never answers. Each rule is also tried on something that breaks it.
"""

import asyncio
import logging
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import pytest

from adapters.cli.rehearsing import played
from adapters.simulation.play import Part, Played
from adapters.simulation.totals import ASKED_FIRST
from bot.cards import Card
from bot.domain.members import Role
from bot.domain.signals import shipped
from bot.script_file import Act
from bot.transcript import Said, said
from tests.acceptance.spring import CRISIS, changed, utc
from tests.acceptance.spring import shipped as sample
from tests.golden.typed import SHORT

SILENT = "L15"
HOSTILE = f"{SHORT} I know where you live and I will come"
"""A threat, with everything in it that any platform might take for its own."""


@dataclass(frozen=True)
class Lived:
    """A cohort that was played: what was written, what the bot said, and what was logged meanwhile."""

    part: Part
    done: Played
    logged: tuple[str, ...]

    @property
    def written(self) -> set[str]:
        """Everything people wrote that is long enough to be known again."""
        assert self.part.script is not None
        every = [(act.says, act.edits, act.to, *(act.submits or {}).values()) for act in self.part.script.acts]
        return {text for texts in every for text in texts if len(text) >= 20}

    @property
    def learners(self) -> list[str]:
        """The names and ids of all learners."""
        people = [person for person in self.part.file.people if person.role is Role.LEARNER]
        return [name for person in people for name in (person.name, person.id)]


def story() -> Part:
    """The sample with hostile sentences in it, and without a word from one learner."""
    acts = [
        Act(utc("2026-03-10 12:00"), ("L01",), 0, says=HOSTILE, channel="baobab"),
        Act(utc("2026-03-10 12:10"), ("L01",), 0, says=HOSTILE),
    ]
    part = changed(sample(), acts)
    assert part.script is not None
    quiet = [replace(act, who=tuple(who for who in act.who if who != SILENT)) for act in part.script.acts]
    return replace(part, script=replace(part.script, acts=tuple(act for act in quiet if act.who)))


class Ear(logging.Handler):
    """Hears every log line of every library, as it would be written, with its traceback."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line."""
        self.heard.append(self.format(record))


@pytest.fixture(scope="module")
def lived() -> Iterator[Lived]:
    """The story, played once with every logger at its most talkative."""
    ear, root = Ear(), logging.getLogger()
    level = root.level
    root.addHandler(ear)
    root.setLevel(logging.DEBUG)
    try:
        part = story()
        yield Lived(part, asyncio.run(played(part)), tuple(ear.heard))
    finally:
        root.removeHandler(ear)
        root.setLevel(level)


# --- the rules, as what breaks them ----------------------------------------------------------------------------------


def public(lines: Iterable[Said]) -> list[Said]:
    """Return what everybody in a channel could read."""
    return [line for line in lines if line.surface == "channel"]


def naming(lines: Iterable[Said], names: Sequence[str]) -> list[Said]:
    """Return the public posts that name somebody who was not asked in private and said yes."""
    named = re.compile(rf"\b({'|'.join(map(re.escape, names))})\b", re.IGNORECASE)
    posts = (line for line in public(lines) if line.kind not in ASKED_FIRST)
    return [line for line in posts if named.search(f"{line.text} {line.reason}")]


def hosts_unasked(lines: Sequence[Said]) -> list[Said]:
    """Return the posts that name a host after whom no private yes was heard."""
    agreed = sum(line.kind == "host.agreed" for line in lines)
    return [line for line in lines if line.kind == "host.week"][agreed:]


def repeating(texts: Iterable[str], written: Iterable[str]) -> list[str]:
    """Return the texts in which somebody's words stand."""
    words = [text.casefold() for text in written]
    return [text for text in texts if any(word in text.casefold() for word in words)]


def beyond_the_invitation(lines: Iterable[Said], who: str) -> list[Said]:
    """Return what came by itself to somebody who never agreed to take part, and is no invitation."""
    allowed = ("onboarding.invitation", "onboarding.reminder")
    return [line for line in lines if line.to == who and line.surface != "reply" and line.kind not in allowed]


def post(text: str, to: str = "baobab", surface: str = "channel", kind: str = "prompt.week") -> Said:
    """Something the bot might say."""
    return said(utc("2026-03-10 12:00"), to, surface, Card(text, kind=kind))


# --- the rules hold --------------------------------------------------------------------------------------------------


def test_no_public_post_names_a_learner_and_so_none_who_did_not_take_part(lived: Lived) -> None:
    assert public(lived.done.messages)
    assert naming(lived.done.messages, lived.learners) == []
    assert naming([post("We missed L15 this week.")], lived.learners)
    assert hosts_unasked(lived.done.messages) == []
    assert hosts_unasked([*lived.done.messages, *[post("L15 hosts", kind="host.week")] * 20])


def test_whoever_has_not_agreed_gets_invitations_and_nothing_else(lived: Lived) -> None:
    came = [line.kind for line in lived.done.messages if line.to == SILENT]
    assert came[0] == "onboarding.invitation"
    assert beyond_the_invitation(lived.done.messages, SILENT) == []
    assert beyond_the_invitation([post("How was it?", SILENT, "dm", "check_in.open")], SILENT)


def test_nothing_anybody_wrote_is_in_any_log(lived: Lived) -> None:
    assert {CRISIS, HOSTILE} <= lived.written
    assert lived.logged
    assert repeating(lived.logged, [*lived.written, SHORT]) == []
    assert repeating([f"handled {CRISIS} in 3 ms"], lived.written)


def test_flagged_words_never_come_back_in_a_channel(lived: Lived) -> None:
    packs = shipped(lived.part.file.plan.safety.languages)
    flagged = {text for text in lived.written if packs.scan(text)}
    assert {CRISIS, HOSTILE} <= flagged
    assert repeating((line.text for line in public(lived.done.messages)), flagged) == []
    assert repeating([post(f"Somebody wrote: {CRISIS}").text], flagged)


def test_a_crisis_is_answered_in_private_only(lived: Lived) -> None:
    answers = [line for line in lived.done.messages if line.kind.startswith(("crisis.", "harassment.", "case."))]
    assert answers
    assert public(answers) == []
    assert public([*answers, post("Here is help.", kind="crisis.reply")])
