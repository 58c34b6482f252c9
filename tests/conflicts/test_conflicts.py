"""Whoever a report is about cannot tell, by any door, whether there is one: the world looks the same without it.

Every cohort is played twice, with what somebody brings and without it; everything the subject can see is compared.
"""

import asyncio
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.domain.cases import Case
from bot.domain.members import Role
from tests.conflicts.doors import FORMS, GIVEN, seen_by, sent_to
from tests.conflicts.play import WORDS, Play, bring, play
from tests.conflicts.roster import ROUTES, Person, Roster, rosters
from tests.permissions.bottle import empty_database

PUBLIC = frozenset({"flag.answer"})
"""What holds is posted for everybody to read, its author included; who asked is not."""


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return empty_database(tmp_path_factory.mktemp("conflicts"))


async def lived(empty: Path, roster: Roster, kept: list[Case] | None = None) -> tuple[list[str], list[Case]]:
    """Play a cohort; with `kept`, as if nothing had been brought: those cases are only guessed at."""
    async with play(empty, roster) as the:
        if roster.route == "threat":
            text = "I know where you live and I will come" if kept is None else "See you at the call tomorrow"
            await the.does(roster.subject, "message", text)
        elif roster.route == "disclosed":
            text = f"I am being harassed by {roster.subject.name}, {WORDS}" if kept is None else "See you tomorrow"
            await the.does(roster.reporter, "message", text)
        elif kept is None:
            await bring(the)
        found = await the.brought() if kept is None else kept
        seen = await seen_by(the, roster.subject, found)
        others = [person for person in roster.people if person != roster.subject]
        for who, act, hours in roster.acts:
            if kept is None:
                await handled(the, others[who % len(others)], act, found)
            await the.passes(hours)
            seen += await seen_by(the, roster.subject, found[:1])
        await the.passes(24 * 7)
        seen += await seen_by(the, roster.subject, found)
        if kept is None:
            heard_of(the, found)
        return seen, found


async def handled(the: Play, who: Person, act: str, cases: list[Case]) -> None:
    """Let somebody else work on what was brought; they try to pass it on to whom it is kept from, too."""
    for case in cases if act not in PUBLIC else ():
        values = GIVEN | {"to": f"id-{the.roster.subject.handle}"} if act in FORMS else {}
        await the.does(who, "form" if act in FORMS else "action", act, subject=case.id, values=values)


def heard_of(the: Play, cases: list[Case]) -> None:
    """Somebody who may know hears of it; where nobody may, the outside contact does, and never a word of it."""
    kept = {member_id for case in cases for member_id in case.not_asked}
    may_know = [p for p in the.roster.those(Role.COORDINATOR) if p.is_here and f"id-{p.handle}" not in kept]
    outside = the.rows("SELECT opened(card, id) FROM outbox WHERE target_kind = 'outside'")
    assert not any(WORDS in card for card in outside)
    for case in cases:
        told = any(case.ref in row for person in may_know for row in sent_to(the, person))
        told = told or bool(the.rows(f"SELECT what FROM audit WHERE subject_id = '{case.id}'"))  # somebody is on it
        assert told or not may_know, f"nobody heard of it by {the.roster.route}"
        assert told or any(case.ref in card for card in outside) or not the.roster.has_outside


@pytest.mark.parametrize("route", ROUTES)
@given(data=st.data())
@settings(
    max_examples=3,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # a cohort that fails is small enough to read as it is
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_the_subject_of_a_report_sees_the_same_world_as_if_there_were_none(
    empty: Path, route: str, data: st.DataObject
) -> None:
    roster = data.draw(rosters(route))
    with_it, cases = asyncio.run(lived(empty, roster))
    without_it, _ = asyncio.run(lived(empty, roster, cases))

    assert cases, f"nothing was brought by {roster.route}"
    assert all(f"id-{roster.subject.handle}" in case.subject_ids for case in cases)
    assert not [one for one in with_it if WORDS in one]
    assert with_it == without_it
