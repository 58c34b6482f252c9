"""People come into a cohort that runs: pasted by a coordinator, looked at first, all rows or none."""

from bot.domain.members import MemberState
from tests.world import World

ROWS = "id,name,role,timezone,account\nL7,Gil,learner,Europe/Lisbon,local:L7\nL1,,,,\n"


async def test_a_coordinator_pastes_rows_sees_what_they_do_and_then_takes_them_in(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await cohort.commands("C1", "/coord cohort import", at="Tue 2 Mar 12:00")
        await cohort.submits("C1", rows=ROWS, do="no")
        assert "new: L7, learner" in cohort.last("C1", "roster.shown").text
        await cohort.commands("C1", "/coord cohort import")
        await cohort.submits("C1", rows=ROWS, do="yes")

        assert "unchanged: L1" in cohort.last("C1", "roster.taken_up").text
        assert (await cohort.member("L7")).state is MemberState.INVITED
        await cohort.until("Wed 3 Mar 12:00")
        assert [line.kind for line in cohort.lines if line.to == "L7"] == ["onboarding.invitation"]


async def test_rows_that_contradict_each_other_are_named_together_and_nothing_is_half_saved(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await cohort.commands("C1", "/coord cohort import", at="Tue 2 Mar 12:00")
        await cohort.submits("C1", rows=ROWS + "L8,Hal,learner,Mars,\nL2,Ben,mentor,,\n", do="yes")

        card = cohort.last("C1", "roster.refused")
        assert "rows:4" in card.text
        assert "rows:5" in card.text
        assert "L2 is a learner already" in card.text
        async with await cohort.tx() as tx:
            member = await cohort.member("L1")
            assert await tx.members.by_handle(member.cohort_id, "L7") is None


async def test_what_is_no_table_is_answered_with_what_to_do(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.commands("C1", "/coord cohort import", at="Tue 2 Mar 12:00")
        await cohort.submits("C1", rows="\n", do="yes")

        assert cohort.last("C1").kind == "roster.unreadable"


async def test_a_cohort_that_grows_past_what_is_easy_is_told_so_before_and_allowed(world: World) -> None:
    rows = "id,name,role,timezone,account\n" + "".join(
        f"N{n},New {n},learner,Europe/Lisbon,local:N{n}\n" for n in range(19)
    )
    async with world(learners="L1 L2") as cohort:
        for do, kind in (("no", "roster.shown"), ("yes", "roster.taken_up")):
            await cohort.commands("C1", "/coord cohort import", at="Tue 2 Mar 12:00")
            await cohort.submits("C1", rows=rows, do=do)
            assert "21 learners and 2 mentors. 10 to 20 learners" in cohort.last("C1", kind).text
        await cohort.commands("C1", "/coord cohort import")
        await cohort.submits("C1", rows=f"{rows}N19,New 19,learner,Europe/Lisbon,local:N19\n", do="no")
        assert "22 learners" not in cohort.last("C1", "roster.shown").text, "said once, when it happens"
