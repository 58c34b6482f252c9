"""One violation for each thing that must never happen, put into the living code: rules taken out, words added."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bot import recorder, rooms
from bot.cards import Card
from bot.domain import survey_answers
from bot.domain.members import MemberState
from bot.effects import Send, ToChannel
from bot.flows import ladder, messages, safety, undelivered
from bot.wording import check_ins, prompts, survey_desk
from tests.acceptance.spring import CRISIS
from tests.never.cohorts import NAMES

Patch = pytest.MonkeyPatch


def plant_all(patch: Patch) -> None:
    """Plant every violation at once."""
    _say(patch, prompts, "weekly", f"We have not heard from {NAMES[5]}. Somebody here wrote: {CRISIS}")
    _say(
        patch,
        check_ins,
        "opened",
        "I know how you feel. You are ranked third. Whoever answers is 10 % more likely to finish.",
    )
    patch.setattr(messages, "_agreed", lambda _: True)
    patch.setattr(recorder, "not_now", lambda *_: "")
    patch.setattr(recorder, "silence", lambda *_: None)
    patch.setattr(survey_answers, "tellable", lambda groups, everybody: (everybody, *filter(None, groups.values())))
    patch.setattr(undelivered, "_tell_unreachable", _nobody)
    _also_in_public(patch)
    _out_after_two(patch)
    _state_in_names(patch)
    _named(patch)


def _say(patch: Patch, module: Any, name: str, sentence: str) -> None:
    """Let a function of the wording say one sentence more."""
    wording: Callable[..., Card] = getattr(module, name)

    def more(*args: Any, **options: Any) -> Card:
        card = wording(*args, **options)
        return replace(card, text=f"{card.text} {sentence}")

    patch.setattr(module, name, more)


async def _nobody(*_: Any) -> list[Any]:
    return []


def _also_in_public(patch: Patch) -> None:
    answer = safety._private_reply

    async def loudly(turn: Any, *given: Any) -> list[Any]:
        told = Send(ToChannel(turn.here.id, "help"), Card("We are here for you.", kind="group.post", why="Planted."))
        return [*await answer(turn, *given), told]

    patch.setattr(safety, "_private_reply", loudly)


def _out_after_two(patch: Patch) -> None:
    rung = ladder._rung

    async def strict(turn: Any, cohort: Any, learner: Any, check_in: Any) -> Any:
        step = await rung(turn, cohort, learner, check_in)
        if step is ladder.Rung.CASE:
            await turn.tx.members.save(replace(learner, state=MemberState.PAUSED))
        return step

    patch.setattr(ladder, "_rung", strict)


def _state_in_names(patch: Patch) -> None:
    group = rooms._group

    async def telling(tx: Any, spot: Any, cohort: Any) -> Any:
        name, about, inside = await group(tx, spot, cohort)
        return f"{name}-{sum(member.unanswered_nudges for member in inside)}", about, inside

    patch.setattr(rooms, "_group", telling)


def _named(patch: Patch) -> None:
    fields = survey_desk.fields

    def naming(voice: Any, survey: Any, groups: Any) -> Any:
        return tuple(
            replace(field, value=field.value.replace("offered", f"offered to {NAMES[5]}"))
            for field in fields(voice, survey, groups)
        )

    patch.setattr(survey_desk, "fields", naming)
