"""What people wrote is erased when its time is over; that something happened stays."""

from bot.domain.cases import Case
from tests.scenarios.test_safety import SENTENCE, cases
from tests.world import Cohort, World


async def answers(cohort: Cohort, who: str) -> list[tuple[str, str]]:
    async with await cohort.tx() as tx:
        found = await tx.cohorts.by_handle("test")
        member = await tx.members.by_handle(found.id, who)
        return [(str(check_in.state), check_in.hardest) for check_in in await tx.check_ins.history(member.id)]


async def crisis(cohort: Cohort) -> Case:
    (case,) = [case for case in await cases(cohort) if case.category == "crisis"]
    return case


async def notes(cohort: Cohort) -> list[str]:
    case = await crisis(cohort)
    async with await cohort.tx() as tx:
        return [entry.note for entry in await tx.cases.timeline(case.id) if entry.note]


async def answer(cohort: Cohort) -> None:
    await cohort.presses("L1", "Tell a bit more", at="Thu 4 Mar 10:00")
    await cohort.submits("L1", mood="hard", hardest="Sleep, mostly.")


async def test_check_in_texts_are_erased_thirty_days_after_the_last_day_and_the_answer_stays(world: World) -> None:
    async with world(learners="L1", weeks=1) as cohort:  # its last day is Sunday 7 March
        await answer(cohort)

        await cohort.until("Tue 6 Apr 02:59")
        assert await answers(cohort, "L1") == [("answered", "Sleep, mostly.")]
        await cohort.until("Tue 6 Apr 03:00")
        assert await answers(cohort, "L1") == [("answered", "")]
        async with await cohort.tx() as tx:
            assert await tx.audit.verify() is None


async def test_the_time_is_the_cohorts_own_and_the_privacy_notice_says_it(world: World) -> None:
    async with world(learners="L1", weeks=1, extra='\n[retention]\ntexts = "10 days"\n') as cohort:
        await answer(cohort)
        await cohort.commands("L1", "/peer privacy")
        assert "10 days after the last day" in cohort.last("L1", "help.privacy").text

        await cohort.until("Wed 17 Mar 03:00")
        assert await answers(cohort, "L1") == [("answered", "")]


async def close(cohort: Cohort, at: str) -> None:
    await cohort.presses("C1", "I have it", at=at)
    case = await crisis(cohort)
    await cohort.commands("C1", f'/coord case close {case.ref} supported "We talked; a friend stays tonight."')


async def test_a_closed_case_loses_excerpt_and_notes_after_thirty_days(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.says("L1", SENTENCE, at="Wed 3 Mar 12:00", in_="#g1")
        await close(cohort, "Wed 3 Mar 12:05")

        await cohort.until("Fri 2 Apr 12:00")
        case = await crisis(cohort)
        assert case.excerpt == SENTENCE
        assert await notes(cohort) == ["We talked; a friend stays tonight."]
        await cohort.until("Fri 2 Apr 14:00")
        case = await crisis(cohort)
        assert (case.ref, case.excerpt, str(case.state)) == (case.ref, "", "resolved")
        assert await notes(cohort) == []


async def test_a_case_that_opened_again_keeps_what_it_holds_until_it_is_closed_anew(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.says("L1", SENTENCE, at="Wed 3 Mar 12:00", in_="#g1")
        await close(cohort, "Wed 3 Mar 12:05")
        await cohort.says("L1", SENTENCE, at="Wed 10 Mar 12:00", in_="#g1")

        await cohort.until("Mon 5 Apr 12:00")
        assert len(await notes(cohort)) == 1


async def test_a_message_loses_its_text_a_week_after_it_was_sent_and_still_says_why_it_came(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.until("Wed 10 Mar 09:00")
        async with await cohort.tx() as tx:
            found = await tx.cohorts.by_handle("test")
            member = await tx.members.by_handle(found.id, "L1")
            young = await tx.outbox.to_member(member.id)
        assert all(delivery.card.text for delivery in young)

        await cohort.until("Sun 21 Mar 09:00")
        async with await cohort.tx() as tx:
            old = [d for d in await tx.outbox.to_member(member.id) if d.id in {each.id for each in young}]
        assert len(old) == len(young) > 0
        assert all(delivery.card.text == "" and delivery.card.why and delivery.card.kind for delivery in old)


async def names(cohort: Cohort) -> list[str]:
    async with await cohort.tx() as tx:
        found = await tx.cohorts.by_handle("test")
        return [member.name for member in await tx.members.in_cohort(found.id)]


async def test_ninety_days_after_the_end_random_names_stand_in_the_figures(world: World) -> None:
    async with world(learners="L1 L2", weeks=1) as cohort:
        await answer(cohort)

        await cohort.until("Sat 5 Jun 02:59")
        assert "Name L1" in await names(cohort)
        await cohort.until("Sat 5 Jun 03:00")

        assert [name for name in await names(cohort) if name.startswith("Name")] == ["Name C1", "Name C2"]
        async with await cohort.tx() as tx:
            found = await tx.cohorts.by_handle("test")
            answered = [each.answered_at is not None for each in await tx.check_ins.in_cohort(found.id)]
            assert sorted(answered) == [False, True]
            assert await tx.audit.verify() is None


async def test_who_is_needed_in_an_open_case_keeps_their_name_until_it_is_closed(world: World) -> None:
    async with world(learners="L1 L2", weeks=1) as cohort:
        await cohort.says("L1", SENTENCE, at="Wed 3 Mar 12:00", in_="#g1")
        await cohort.presses("C1", "I have it", at="Wed 3 Mar 12:05")
        await cohort.presses("C1", "Add a note")
        await cohort.submits("C1", note="in touch")

        await cohort.until("Sat 5 Jun 04:00")
        assert [name for name in await names(cohort) if name.startswith("Name L")] == ["Name L1"]
        case = await crisis(cohort)
        await cohort.commands("C1", f'/coord case close {case.ref} supported "They are well."')
        await cohort.until("Mon 5 Jul 04:00")

        assert [name for name in await names(cohort) if name.startswith("Name L")] == []


async def test_a_coordinator_may_ask_for_it_twice_and_the_answer_tells_of_no_case(world: World) -> None:
    async with world(learners="L1 L2", weeks=1) as cohort:
        await answer(cohort)
        await cohort.until("Mon 5 Apr 12:00")
        await cohort.commands("C1", "/coord purge")
        assert await answers(cohort, "L1") == [("answered", "Sleep, mostly.")]

        for _ in range(2):
            await cohort.commands("C1", "/coord purge", at="Tue 6 Apr 12:00")

        assert await answers(cohort, "L1") == [("answered", "")]
        assert not any(figure in cohort.last("C1").text for figure in (" 1 ", " 2 ", "case K"))
