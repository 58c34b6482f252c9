"""Somebody who coordinates two cohorts at the same time reaches the cases of both from their private conversation."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from bot.cards import Action, Card
from bot.domain.cases import CaseState
from bot.domain.members import MemberState, Role
from bot.events import Account, ActionChosen, CommandInvoked
from tests.permissions.bottle import NOW, bottle, empty_database, places
from tests.permissions.table import Facts, Somebody

PEOPLE = [
    Somebody(f"{cohort}{role.value[0]}0", cohort, role, MemberState.ACTIVE)
    for cohort in ("a", "b")
    for role in (Role.LEARNER, Role.COORDINATOR)
]
BOTH = Account("local", "demo", "u-both")


@pytest.mark.parametrize("cohort", ["a", "b"])
@pytest.mark.parametrize("way", ["button", "command"])
def test_a_case_of_either_is_taken_where_its_alert_stands(tmp_path: Path, cohort: str, way: str) -> None:
    empty = empty_database(tmp_path)

    async def scenario() -> None:
        facts = Facts(subjects={person.handle: frozenset() for person in PEOPLE})
        async with bottle(empty, PEOPLE, facts) as world:
            async with world.storage.transaction() as tx:
                for handle in ("ac0", "bc0"):
                    one = await tx.members.get(f"id-{handle}")
                    assert one is not None
                    await tx.members.add(replace(one, id=f"{handle}-both", handle=f"{handle}both"), [BOTH])
            direct, ref = next(places(cohort)), f"R{cohort}L0".upper()
            take = ActionChosen("e1", NOW, BOTH, direct, Action("case.acknowledge", f"k-{cohort}l0"))
            typed = CommandInvoked("e2", NOW, BOTH, direct, "coord case ack", {"ref": ref})

            (answer,) = [reply.answer for reply in await world.doing.handle(take if way == "button" else typed)]

            assert isinstance(answer, Card)
            assert answer.kind == "case.card"
            async with world.storage.snapshot() as tx:
                case = await tx.cases.find(f"k-{cohort}l0")
            assert case is not None
            assert (case.state, case.owner_id) == (CaseState.ACKNOWLEDGED, f"{cohort}c0-both")

    asyncio.run(scenario())
