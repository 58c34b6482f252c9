"""The clock jumps, or the machine was off for weeks: nothing comes twice, what is late says so or stays away."""

from datetime import timedelta

import pytest

from tests.world import Cohort, World

QUESTION, ALERT = "prompt.week", "case.alert"


async def jumps(cohort: Cohort, **by: float) -> None:
    """Set the clock to another moment, back too, and let the bot look what is due."""
    play = cohort.play
    play.clock._now += timedelta(**by)
    await play.house.engine.settle()


def arrived(cohort: Cohort, kind: str) -> int:
    """How often something of a kind has arrived."""
    return sum(each.card.kind == kind for each in cohort.surface.shown)


@pytest.mark.fault(31)
async def test_after_a_jump_of_half_a_minute_the_question_comes_as_always(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.until("Mon 1 Mar 08:59")
        await jumps(cohort, seconds=90)

        assert arrived(cohort, QUESTION) == 1
        assert not cohort.last("g1", QUESTION).text.startswith("_A little later")


@pytest.mark.fault(31)
async def test_after_a_jump_of_a_day_the_question_stays_away_and_the_coordinators_hear_of_it(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.until("Mon 1 Mar 08:59")
        await jumps(cohort, days=1)

        assert arrived(cohort, QUESTION) == 0
        assert cohort.dms_to("C1").count("prompt.skipped") == 1


@pytest.mark.fault(31)
async def test_an_hour_back_brings_nothing_again(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await cohort.until("Mon 1 Mar 09:30")
        before = len(cohort.surface.shown)
        await jumps(cohort, hours=-1)
        assert len(cohort.surface.shown) == before
        await cohort.until("Mon 1 Mar 10:00")

        assert arrived(cohort, QUESTION) == 1


@pytest.mark.fault(34)
async def test_after_three_weeks_off_the_newest_question_comes_alone_and_what_is_urgent_first(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await cohort.until("Mon 1 Mar 12:00")
        cohort.surface.is_down = True
        await cohort.says("L1", "I don't want to be here anymore", at="Mon 1 Mar 12:01", in_="#g1")
        cohort.surface.shown.clear()
        cohort.surface.is_down = False
        await jumps(cohort, days=20, hours=22)

        kinds = [each.card.kind for each in cohort.surface.shown]
        assert kinds.count(QUESTION) == 1
        assert cohort.last("g1", QUESTION).text.startswith("_A little later than usual today")
        assert ALERT in kinds
        assert kinds.index(ALERT) < kinds.index(QUESTION)
