"""A case that somebody outside looks after now, and one that a coordinator opens again."""

from bot.domain.cases import KEEP_CASE, CaseState
from tests.scenarios.test_reports import report
from tests.scenarios.test_retention import close, crisis, notes
from tests.scenarios.test_safety import ALERT, SENTENCE, cases
from tests.world import Cohort, World

CALLED = "Called 112 with them; an ambulance is there."


async def handed_over(cohort: Cohort) -> str:
    """Let L1's case be taken and handed over by its form."""
    await cohort.says("L1", SENTENCE, at="Wed 3 Mar 12:00", in_="#g1")
    await cohort.presses("C1", "I have it", at="Wed 3 Mar 12:05")
    await cohort.presses("C1", "Close case")
    await cohort.submits("C1", reason="emergency", note=CALLED)
    return (await crisis(cohort)).ref


async def test_a_grave_case_is_handed_over_with_a_note_and_nobody_is_asked_about_it_again(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.says("L1", SENTENCE, at="Wed 3 Mar 12:00", in_="#g1")
        await cohort.presses("C1", "I have it", at="Wed 3 Mar 12:05")
        ref = (await crisis(cohort)).ref
        await cohort.commands("C1", f"/coord case handover {ref} emergency")
        assert cohort.last("C1").kind == "case.note_needed"
        assert (await crisis(cohort)).state is CaseState.ACKNOWLEDGED

        await cohort.commands("C1", f'/coord case handover {ref} emergency "{CALLED}"')

        assert "I tell nobody outside myself" in cohort.last("C1").text
        case = await crisis(cohort)
        assert (case.state, case.closed_at, case.resolution) == (CaseState.HANDED_OVER, cohort.play.clock.now(), None)
        before = cohort.dms_to("C1") + cohort.dms_to("C2")
        await cohort.until("Thu 4 Mar 12:00")
        since = (cohort.dms_to("C1") + cohort.dms_to("C2"))[len(before) :]
        assert not [kind for kind in since if kind.startswith("case.")]
        await cohort.commands("C1", f"/coord case show {ref}")
        assert "handed over to the emergency service" in cohort.last("C1").text
        assert CALLED in cohort.last("C1").text
        assert [button.label for button in cohort.surface.shown[-1].card.buttons] == [
            "Open it again",
            "Keep it (legal hold)",
        ]


async def test_what_was_handed_over_is_kept_as_long_as_what_is_closed_and_a_hold_keeps_it(world: World) -> None:
    async with world(learners="L1") as cohort:
        await handed_over(cohort)

        await cohort.until("Fri 2 Apr 12:00")
        assert await notes(cohort) == [CALLED]
        await cohort.until("Fri 2 Apr 14:00")

        case = await crisis(cohort)
        assert (case.excerpt, await notes(cohort)) == ("", [])
        assert case.goes_at == case.closed_at + KEEP_CASE


async def test_a_new_signal_after_it_was_handed_over_opens_the_same_case(world: World) -> None:
    async with world(learners="L1") as cohort:
        await handed_over(cohort)

        await cohort.says("L1", SENTENCE, at="Wed 10 Mar 12:00", in_="#g1")

        (case,) = await cases(cohort)
        assert (case.state, case.signals, case.closed_at) == (CaseState.OPEN, 2, None)


async def test_who_reported_reads_that_a_service_outside_has_it_and_a_mentor_only_that_it_is_closed(
    world: World,
) -> None:
    async with world(learners="L1", mentor="M1") as cohort:
        await report(cohort, "L1", now="urgent")
        await cohort.commands("M1", '/mentor escalate L1 crisis "I fear for them."')
        for case in await cases(cohort):
            await cohort.commands("C1", f"/coord case ack {case.ref}")
            await cohort.commands("C1", f'/coord case handover {case.ref} safeguarding "They have it."')

        assert "A service outside the programme looks after" in cohort.last("L1").text
        assert "was closed" in cohort.last("M1").text
        for who, words in (("L1", "with a service outside the programme since"), ("M1", "closed on")):
            await cohort.presses(who, "How mine stand")
            assert words in cohort.last(who).text
            assert "safeguarding" not in cohort.last(who).text


async def test_a_coordinator_opens_a_closed_case_again_and_it_goes_up_the_line_anew(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.says("L1", SENTENCE, at="Wed 3 Mar 12:00", in_="#g1")
        await close(cohort, "Wed 3 Mar 12:05")
        ref = (await crisis(cohort)).ref
        before = cohort.dms_to("C1").count(ALERT)
        await cohort.commands("C2", f"/coord case show {ref}", at="Fri 5 Mar 12:00")
        await cohort.presses("C2", "Open it again")
        await cohort.submits("C2", note="Their sister called.")

        case = await crisis(cohort)
        assert (case.state, case.owner_id, case.closed_at) == (CaseState.OPEN, "", None)
        assert case.resolution is None
        assert cohort.dms_to("C1").count(ALERT) == before + 1
        await cohort.until("Fri 5 Mar 12:16")
        assert cohort.dms_to("C2").count(ALERT) == 1
        await cohort.presses("C2", "I have it")
        case = await crisis(cohort)
        assert (case.state, case.owner_id) == (CaseState.ACKNOWLEDGED, (await cohort.member("C2")).id)
        assert "Their sister called." in await notes(cohort)
        await cohort.until("Mon 5 Apr 12:00")
        assert len(await notes(cohort)) == 2


async def test_a_false_alarm_that_was_none_is_opened_again_and_can_be_written_in(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.says("L1", SENTENCE, at="Wed 3 Mar 12:00", in_="#g1")
        await cohort.presses("C1", "False alarm", at="Wed 3 Mar 12:05")
        ref = (await crisis(cohort)).ref

        await cohort.commands("C1", f"/coord case reopen {ref} pressed by mistake")

        assert (await crisis(cohort)).state is CaseState.OPEN
        assert await notes(cohort) == ["pressed by mistake"]
        async with await cohort.tx() as tx:
            assert await tx.audit.verify() is None


async def test_after_fourteen_days_a_case_stays_closed_and_one_reads_how_to_open_a_new_one(world: World) -> None:
    async with world(learners="L1") as cohort:
        ref = await handed_over(cohort)

        await cohort.commands("C1", f"/coord case reopen {ref}", at="Wed 17 Mar 12:06")

        assert "/mentor escalate" in cohort.last("C1").text
        assert (await crisis(cohort)).state is CaseState.HANDED_OVER
