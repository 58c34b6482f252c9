"""A case waits for the morning of whoever is on call when it is told, not of whoever was when it was opened."""

from dataclasses import replace

import pytest

from tests.scenarios.test_reports import report
from tests.scenarios.test_safety import ALERT
from tests.world import World

NAIROBI, LISBON = "Africa/Nairobi", "Europe/Lisbon"


@pytest.mark.parametrize(
    ("before", "after", "not_yet", "told"),
    [
        (NAIROBI, LISBON, "Mon 8 Mar 06:59", "Mon 8 Mar 07:00"),
        (LISBON, NAIROBI, "Mon 8 Mar 03:59", "Mon 8 Mar 04:00"),
    ],
)
async def test_on_a_sunday_night_it_is_seven_for_who_is_on_call_on_monday(
    world: World, before: str, after: str, not_yet: str, told: str
) -> None:
    async with world(learners="L1", C1={"timezone": before}, C2={"timezone": after}) as cohort:
        await report(cohort, "L1", at="Sun 7 Mar 23:00")
        assert "Name C2" in cohort.last("L1", "report.received").text

        await cohort.until(not_yet)
        assert ALERT not in cohort.dms_to("C1") + cohort.dms_to("C2")
        await cohort.until(told)

        assert (ALERT in cohort.dms_to("C1"), ALERT in cohort.dms_to("C2")) == (False, True)


async def test_whoever_is_on_call_and_travels_meanwhile_is_told_at_seven_where_they_are(world: World) -> None:
    async with world(learners="L1", C1={"timezone": NAIROBI}) as cohort:
        await report(cohort, "L1", at="Tue 2 Mar 23:00")
        async with cohort.play.house.storage.transaction() as tx:
            member = await tx.members.get((await cohort.member("C1")).id)
            await tx.members.save(replace(member, timezone=LISBON))

        await cohort.until("Wed 3 Mar 06:59")
        assert ALERT not in cohort.dms_to("C1")
        await cohort.until("Wed 3 Mar 07:00")

        assert ALERT in cohort.dms_to("C1")


async def test_who_should_have_heard_in_the_morning_hears_at_night_when_the_bot_was_away_all_day(world: World) -> None:
    async with world(learners="L1", C1={"timezone": LISBON}) as cohort:
        await report(cohort, "L1", at="Tue 2 Mar 23:00")
        cohort.play.clock.set(cohort.at("Wed 3 Mar 23:40"))

        await cohort.until("Wed 3 Mar 23:41")

        assert ALERT in cohort.dms_to("C1")
