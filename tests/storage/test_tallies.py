"""A cohort counted by the database is the same cohort counted from its rows."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.domain.check_ins import CheckIn, CheckInState, Mood
from bot.domain.deadlines import Module
from bot.domain.figures import Cut, diagnose, early_warnings, figures, of_whole
from bot.domain.members import Absence, AbsenceKind, Group, Member, MemberState, Pairing, Participation, Role
from bot.domain.plan import Plan
from bot.domain.recognition import Kudos
from bot.domain.room import Traits
from bot.domain.sessions import Session, SessionState
from bot.flows.counting import counted, diagnoses, warned_of, warnings
from bot.flows.figures import FORTNIGHT, facts, for_nobody
from bot.ports import Storage, Tx
from tests.storage.sample import COHORT

NOW = datetime(2026, 4, 1, 12, tzinfo=UTC)
BEGINS = datetime(2026, 3, 2, 9, tzinfo=UTC)
CUTS = (Cut.COHORT, Cut.WEEK)
PLAN = Plan(modules=(Module("one", 1), Module("two", 2), Module("three", 3)))
HERE = replace(COHORT, starts_on=BEGINS.date(), weeks=6, plan=PLAN)


async def test_the_figures_of_a_whole_cohort_are_the_same_as_from_every_row(storage: Storage) -> None:
    async with storage.transaction() as tx:
        await _lived(tx, random.Random(7))

    async with storage.snapshot() as tx:
        read = await facts(tx, HERE, NOW, for_nobody, since=NOW - FORTNIGHT)
        few, tallies = await counted(tx, HERE, NOW, for_nobody, NOW - FORTNIGHT)

    assert of_whole(few, tallies) == tuple(one for one in figures(read) if one.cut in CUTS)
    assert len(of_whole(few, tallies)) > 15


async def test_whom_to_write_to_is_counted_as_it_is_from_every_row(storage: Storage) -> None:
    for seed in range(3):
        async with storage.transaction() as tx:
            await _lived(tx, random.Random(seed), f"{seed}")

    async with storage.snapshot() as tx:
        expected = early_warnings(await facts(tx, HERE, NOW, for_nobody, since=NOW - FORTNIGHT))
        ids = await warned_of(tx, HERE, NOW)

        assert await warnings(tx, HERE, NOW, ids) == expected
        assert ids == [one.learner.id for one in expected]
        assert len(ids) > 5


async def test_quiet_groups_are_looked_at_as_they_are_from_every_row(storage: Storage) -> None:
    async with storage.transaction() as tx:
        await _lived(tx, random.Random(3))

    async with storage.snapshot() as tx:
        read = await facts(tx, HERE, NOW, for_nobody, since=NOW - FORTNIGHT)
        for week in range(1, 5):
            expected = diagnose(read, week)
            quiet = await tx.tallies.quiet_groups(HERE.id, week)
            assert quiet == [one.group.id for one in expected]
            groups = [one.group for one in expected]
            assert await diagnoses(tx, HERE, NOW, groups, week) == expected


async def _lived(tx: Tx, dice: random.Random, mark: str = "") -> None:
    """Let some weeks pass in which anything may have happened to anybody."""
    if await tx.cohorts.find(HERE.id) is None:
        await tx.cohorts.add(HERE)
    mentor = _member(f"M{mark}", Role.MENTOR)
    await tx.members.add(mentor)
    learners = [_member(f"L{mark}-{n}", Role.LEARNER, dice.choice(_STATES)) for n in range(24)]
    for learner in learners:
        await tx.members.add(learner)
    for n in range(4):
        group = Group(f"g{mark}-{n}", HERE.id, f"g{mark}-{n}", f"Group {n}", "Europe/Lisbon", mentor.id)
        await tx.groups.add(group, [one.id for one in learners[6 * n : 6 * n + 5]], HERE.starts_on)
    for number, learner in enumerate(learners):
        await _life(tx, dice, learner, mentor, number)


_STATES = [MemberState.ACTIVE] * 6 + [MemberState.PAUSED, MemberState.LEFT, MemberState.INVITED]


async def _life(tx: Tx, dice: random.Random, learner: Member, mentor: Member, number: int) -> None:
    ended = HERE.starts_on if dice.random() < 0.2 else None
    await tx.pairings.add(Pairing(f"p{learner.id}", HERE.id, learner.id, mentor.id, HERE.starts_on, ended))
    if dice.random() < 0.2:
        away = NOW.date() + timedelta(days=dice.choice((-1, 0, 1)))
        await tx.absences.add(Absence(f"a{learner.id}", learner.id, next(iter(AbsenceKind)), away, away))
    if dice.random() < 0.5:
        await tx.traits.put(Traits(learner.id, module=dice.randrange(4)))
    for week in range(1, 5):
        at = BEGINS + timedelta(weeks=week - 1, hours=number)
        state = dice.choice([CheckInState.ANSWERED, CheckInState.OVERDUE, *CheckInState])
        answered = at if state is CheckInState.ANSWERED else None
        asked = CheckIn(f"c{learner.id}{week}", HERE.id, learner.id, week, at, at, state, answered)
        await tx.check_ins.add(replace(asked, mood=Mood.FINE if answered else None))
        held = dice.choice([SessionState.ATTENDED, SessionState.MISSED, *SessionState])
        ids = (f"s{learner.id}{week}", HERE.id, learner.id, mentor.id)
        await tx.sessions.add(Session(*ids, week, 45, held, None if held is SessionState.UNPLANNED else at))
        if dice.random() < 0.3:
            whom = mentor.id if dice.random() < 0.5 else learner.id
            await tx.participations.add(Participation(HERE.id, learner.id, f"m{at}", "c", at, "", whom))
    if dice.random() < 0.2:
        await tx.kudos.add(Kudos(f"k{learner.id}", HERE.id, mentor.id, learner.id, NOW - timedelta(days=3), "thanks"))


def _member(handle: str, role: Role, state: MemberState = MemberState.ACTIVE) -> Member:
    zone = "Pacific/Auckland" if len(handle) % 2 else "America/Los_Angeles"
    return Member(handle, HERE.id, handle, handle, role, zone, state)
