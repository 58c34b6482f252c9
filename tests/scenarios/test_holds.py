"""A legal hold keeps what a case holds until a coordinator ends it; everything else about it stays as it is."""

import sqlite3
from contextlib import closing

from tests.scenarios.test_retention import close, crisis, notes
from tests.scenarios.test_safety import SENTENCE, cases
from tests.world import Cohort, World


async def closed_case(cohort: Cohort) -> str:
    await cohort.says("L1", SENTENCE, at="Wed 3 Mar 12:00", in_="#g1")
    await close(cohort, "Wed 3 Mar 12:05")
    return (await crisis(cohort)).ref


def audited(world: World) -> list[str]:
    """What the audit log says of cases and erased texts, oldest first."""
    with closing(sqlite3.connect(world.folder / "kith.sqlite3")) as opened:
        return [what for (what,) in opened.execute("SELECT what FROM audit ORDER BY n")]


async def test_a_case_on_hold_keeps_its_words_past_their_time_and_loses_them_once_it_is_released(world: World) -> None:
    async with world(learners="L1") as cohort:
        ref = await closed_case(cohort)
        await cohort.commands("C1", f"/coord case hold {ref} 2027-06-01 a lawyer wrote")
        assert "on hold" in cohort.last("C1").text

        await cohort.until("Mon 3 May 12:00")
        assert (await crisis(cohort)).excerpt == SENTENCE
        assert len(await notes(cohort)) == 2
        await cohort.commands("C1", f"/coord case release {ref}")
        await cohort.until("Mon 3 May 12:01")

        assert (await crisis(cohort)).excerpt == ""
        assert await notes(cohort) == []
        about_it = [what for what in audited(world) if what.startswith(("case.held", "case.released", "texts"))]
        assert about_it[:1] + about_it[-2:] == ["case.held:2027-06-01", "case.released", "texts.erased"]
        async with await cohort.tx() as tx:
            assert await tx.audit.verify() is None


async def test_on_the_day_named_the_one_on_call_is_asked_and_the_hold_goes_on(world: World) -> None:
    async with world(learners="L1") as cohort:
        ref = await closed_case(cohort)
        await cohort.commands("C1", f"/coord case hold {ref} 2027-03-10 a lawyer wrote")

        await cohort.until("Wed 10 Mar 09:01")

        assert "case.review" in cohort.dms_to("C2")
        assert (await crisis(cohort)).is_held
        await cohort.until("Thu 25 Mar 12:00")
        assert (cohort.dms_to("C1") + cohort.dms_to("C2")).count("case.review") == 3
        await cohort.commands("C1", f"/coord case release {ref}")
        await cohort.until("Thu 15 Apr 12:00")
        assert (cohort.dms_to("C1") + cohort.dms_to("C2")).count("case.review") == 3


async def test_a_hold_needs_a_reason_and_a_day_ahead_and_the_button_asks_for_both(world: World) -> None:
    async with world(learners="L1") as cohort:
        ref = await closed_case(cohort)
        await cohort.commands("C1", f"/coord case hold {ref} 2027-03-01 late")
        assert cohort.last("C1").kind == "case.past_review"
        await cohort.presses("C1", "Choose again")
        await cohort.submits("C1", text="a lawyer wrote", review_on="some day")
        assert not (await crisis(cohort)).is_held

        await cohort.submits("C1", text="a lawyer wrote", review_on="2027-04-01")

        assert (await crisis(cohort)).is_held


async def test_a_false_alarm_is_erased_at_once_unless_it_is_on_hold(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.says("L1", SENTENCE, at="Wed 3 Mar 12:00", in_="#g1")
        held = (await crisis(cohort)).ref
        await cohort.commands("C1", f"/coord case hold {held} 2027-06-01 a lawyer wrote")
        await cohort.commands("C1", f"/coord case close {held} false_alarm")
        assert (await crisis(cohort)).excerpt == SENTENCE

        await cohort.commands("C1", f"/coord case release {held}")
        await cohort.until("Fri 2 Apr 14:00")

        assert "crisis" not in {one.category for one in await cases(cohort)}  # not kept longer than its words


async def test_only_coordinators_who_may_know_of_a_case_hold_it(world: World) -> None:
    async with world(learners="L1") as cohort:
        ref = await closed_case(cohort)
        await cohort.commands("M1", f"/coord case hold {ref} 2027-06-01 because")

        assert cohort.last("M1").kind == "refusal.right"
        assert not (await crisis(cohort)).is_held
