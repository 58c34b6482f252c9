"""Killed and started again at any moment, the sample cohort goes on as if nothing had happened (variant a)."""

import asyncio
import os
from random import Random

import pytest

from adapters.cli.rehearsing import played
from adapters.simulation.play import Played
from adapters.simulation.player import Player
from adapters.simulation.rehearsal import begins, ends, rehearsal
from adapters.simulation.totals import totals
from bot.script_file import Fault
from bot.transcript import Said
from tests.acceptance.doomed import Doom
from tests.acceptance.spring import EXPECTED, Watched, changed, shipped, temporary_database, watch, watched

pytestmark = pytest.mark.faults
KILLS = int(os.environ.get("KITH_KILLS", "20"))
RESTARTS = max(50, KILLS)
STEPS = 6_000
"""About as many steps, around transactions and messages, as the cohort takes."""
ASKED = ("check_ins_answered", "check_ins_expected")


@pytest.fixture(scope="module")
def whole() -> tuple[Played, Watched]:
    """The cohort as it goes when nothing is killed: what was said, and what arrived."""
    return asyncio.run(watch(shipped()))


@pytest.mark.fault(6)
async def test_restarts_at_random_minutes_change_no_line_of_the_transcript(whole: tuple[Played, Watched]) -> None:
    part, dice = shipped(), Random(KILLS)
    span = ends(part.file) - begins(part.file)
    faults = [Fault(begins(part.file) + span * dice.random(), 0, restart=True) for _ in range(RESTARTS)]

    broken = await played(changed(part, faults=faults))

    assert broken.problems == ()
    assert [_told(line) for line in broken.messages] == [_told(line) for line in whole[0].messages]


def _told(line: Said) -> tuple[object, ...]:
    return (line.at, line.to, line.surface, line.kind, line.reason, line.text)


@pytest.mark.fault(1, 6)
async def test_deaths_in_the_middle_of_its_work_lose_double_and_disorder_nothing(
    whole: tuple[Played, Watched],
) -> None:
    part = shipped()

    doom = Doom(Random(KILLS), steps=2 * STEPS // KILLS)
    surface = watched(part.file, wrapped=doom.mortal)
    async with (
        temporary_database(part) as build,
        rehearsal(part.file, surface, doom.building(build), surface.clock) as play,
    ):
        doom.play = play
        await Player(play, part.script, part.seed).advance(ends(part.file))
        async with play.house.storage.snapshot() as tx:
            counted = await totals(tx, part.file.handle, [])

    assert doom.deaths >= KILLS // 2
    assert play.problems == []
    assert surface.by_recipient() == whole[1].by_recipient()
    assert {key: counted[key] for key in ASKED} == {key: EXPECTED[key] for key in ASKED}
