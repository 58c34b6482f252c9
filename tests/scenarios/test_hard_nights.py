"""Cases on nights that are hard on a programme: the clocks change, the cohort has just ended."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.cases import CaseState
from bot.domain.cohorts import CohortState
from bot.domain.escalation import first_at
from bot.domain.severities import Safety
from bot.domain.signals.severity import Severity
from tests.scenarios.test_retention import crisis
from tests.scenarios.test_safety import ALERT, SENTENCE
from tests.world import World

SPRING = ("2027-03-22", "Sun 28 Mar 00:50")
AUTUMN = ("2027-10-25", "Sun 31 Oct 00:50")
QUARTERS = [0, 15, 30, 45, 60, 75]


@pytest.mark.parametrize(("starts", "night"), [SPRING, AUTUMN])
async def test_on_the_night_the_clocks_change_a_quarter_of_an_hour_is_one(
    world: World, starts: str, night: str
) -> None:
    async with world(learners="L1", starts=starts) as cohort:
        await cohort.says("L1", SENTENCE, at=night, in_="#g1")
        begun = cohort.play.clock.now()
        await cohort.until(night.replace("00:50", "12:00"))

        alerts = [line for line in cohort.lines if line.kind == ALERT and line.to in ("C1", "C2")]
        minutes = sorted({round((line.at - begun) / timedelta(minutes=1)) for line in alerts})
        assert minutes == QUARTERS
        outside = [line.at for line in cohort.lines if line.kind == "case.outside"]
        assert [round((at - begun) / timedelta(minutes=1)) for at in outside] == [90]
        assert (await crisis(cohort)).state is CaseState.EXHAUSTED


@pytest.mark.parametrize(
    ("opened", "told"),
    [
        (datetime(2027, 3, 27, 23, 30, tzinfo=UTC), datetime(2027, 3, 28, 6, 0, tzinfo=UTC)),
        (datetime(2027, 3, 28, 0, 59, tzinfo=UTC), datetime(2027, 3, 28, 6, 0, tzinfo=UTC)),
        (datetime(2027, 10, 30, 22, 30, tzinfo=UTC), datetime(2027, 10, 31, 7, 0, tzinfo=UTC)),
        (datetime(2027, 10, 31, 0, 30, tzinfo=UTC), datetime(2027, 10, 31, 7, 0, tzinfo=UTC)),
        (datetime(2027, 10, 31, 1, 30, tzinfo=UTC), datetime(2027, 10, 31, 7, 0, tzinfo=UTC)),
    ],
)
def test_a_high_case_of_that_night_is_told_at_seven_by_the_clock_on_the_wall(opened: datetime, told: datetime) -> None:
    assert first_at(opened, Safety().severities[Severity.HIGH], "Europe/Lisbon") == told


async def test_a_case_that_is_open_when_the_cohort_ends_goes_up_the_line_and_can_be_looked_after(world: World) -> None:
    async with world(learners="L1", weeks=1) as cohort:
        await cohort.says("L1", SENTENCE, at="Tue 9 Mar 11:50", in_="#g1")
        assert cohort.dms_to("C1").count(ALERT) == 0
        await cohort.until("Tue 9 Mar 16:00")
        async with await cohort.tx() as tx:
            assert (await tx.cohorts.by_handle("test")).state is CohortState.CLOSED
        assert cohort.dms_to("C1").count(ALERT) == 5
        assert [line.kind for line in cohort.lines if line.to == "outside"] == ["case.outside"]
        assert (await crisis(cohort)).state is CaseState.EXHAUSTED
        await cohort.presses("C1", "I have it", at="Tue 9 Mar 16:05")
        await cohort.presses("C1", "Add a note")
        await cohort.submits("C1", note="With them now.")

        case = await crisis(cohort)
        assert (case.state, case.owner_id) == (CaseState.IN_CONTACT, (await cohort.member("C1")).id)
        await cohort.commands("C1", f'/coord case handover {case.ref} counselling "They go there on Tuesday."')
        await cohort.commands("C2", f"/coord case reopen {case.ref}", at="Tue 16 Mar 12:00")
        await cohort.until("Tue 16 Mar 12:20")
        assert (await crisis(cohort)).state is CaseState.OPEN
        assert cohort.dms_to("C2")[-1] == ALERT or cohort.dms_to("C1")[-1] == ALERT
