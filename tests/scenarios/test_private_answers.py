"""The week's question may be answered in the thread, to one person, or not at all."""

from tests.world import World

MONDAY = "Mon 1 Mar 10:00"


async def test_an_answer_in_private_reaches_the_mentor_counts_and_is_kept_nowhere(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await cohort.presses("L1", "Answer in private", at=MONDAY)
        await cohort.submits("L1", text="I am slower than everybody")

        assert "I am slower than everybody" in cohort.last("M1", "prompt.answer").text
        assert "Name M1 reads it, and nobody else" in cohort.last("L1").text
        member = await cohort.member("L1")
        async with await cohort.tx() as tx:
            assert await tx.participations.of_member(member.id, cohort.at("Mon 1 Mar 00:00")) == 1


async def test_without_a_mentor_who_is_there_whoever_looks_after_the_group_reads_it(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await cohort.commands("M1", "/peer pause", at=MONDAY)
        await cohort.presses("L1", "Answer in private")
        await cohort.submits("L1", text="I am slower than everybody")

        assert "prompt.answer" in cohort.sent_to("C1")


async def test_an_empty_answer_passes_nothing_on_and_a_hard_one_is_looked_after(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await cohort.presses("L1", "Answer in private", at=MONDAY)
        await cohort.submits("L1", text=" ")
        assert cohort.last("L1").kind == "prompt.no_reader"
        await cohort.presses("L1", "Answer in private")
        await cohort.submits("L1", text="I don't want to be here anymore")

        assert {"words.held_back", "crisis.reply"} <= set(cohort.sent_to("L1"))
        assert "prompt.answer" not in cohort.sent_to("M1")


async def test_what_people_try_in_their_own_work_is_asked_about_a_week_later(world: World) -> None:
    async with world(learners="L1 L2", follow_up="How did your half hour go?") as cohort:
        await cohort.until("Mon 8 Mar 10:00")

        posts = [line.card for line in cohort.lines if line.kind == "prompt.week"]
        assert posts[0].fields[0].name == "Where to ask"
        assert (posts[1].fields[0].name, posts[1].fields[0].value) == ("How did it go?", "How did your half hour go?")
