"""The week's question may be answered in the thread, to one person, or not at all."""

from bot.domain.room import Traits
from tests.world import Cohort, World

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


async def test_a_question_is_skipped_with_a_button_and_nobody_hears_or_counts_it(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await cohort.presses("L1", "Skip this question", at=MONDAY)

        assert "Nobody sees that you skipped it" in cohort.last("L1").text
        assert [line.to for line in cohort.lines if line.kind == "prompt.left_out"] == ["L1"]
        member = await cohort.member("L1")
        async with await cohort.tx() as tx:
            assert await tx.participations.of_member(member.id, cohort.at("Mon 1 Mar 00:00")) == 0


async def test_last_weeks_question_may_still_be_answered_in_private_and_counts(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await cohort.presses("L1", "Skip this question", at=MONDAY)
        await cohort.presses("L1", "Answer after all", at="Tue 9 Mar 10:00")
        await cohort.submits("L1", text="I tried it after all")

        assert "I tried it after all" in cohort.last("M1", "prompt.answer").text
        assert cohort.last("M1", "prompt.answer").title == "Week 1: Week 1"


OTHERS = """
[[prompt]]
week = 2
theme = "Your own tools"
interests = ["Tools", "automation"]
guide = "Which tool saves you the most time?"
hint = "Think of last Friday."
"""


async def are_interested(cohort: Cohort, *people: str) -> None:
    for who in people:
        member = await cohort.member(who)
        async with cohort.play.house.storage.transaction() as tx:
            await tx.traits.put(Traits(member.id, goals=frozenset({"tools"})))


async def test_a_group_gets_the_question_half_of_it_is_interested_in(world: World) -> None:
    async with world(learners="L1 L2 L3 L4", extra=OTHERS) as cohort:
        await are_interested(cohort, "L1", "L2")
        await cohort.until("Mon 8 Mar 10:00")

        posts = [line.text for line in cohort.lines if line.kind == "prompt.week"]
        assert "Which tool" not in posts[0]
        assert "Which tool saves you the most time?" in posts[1]
        await cohort.presses("L3", "Give me a hint")
        assert cohort.last("L3").text == "Think of last Friday."
        await cohort.until("Thu 11 Mar 18:00")
        assert cohort.last("L4", "check_in.open").title == "Your check-in, week 2: Your own tools"


async def test_where_fewer_share_an_interest_the_usual_question_comes(world: World) -> None:
    async with world(learners="L1 L2 L3 L4", extra=OTHERS) as cohort:
        await are_interested(cohort, "L1")
        await cohort.until("Mon 8 Mar 10:00")

        assert not any("Which tool" in line.text for line in cohort.lines)
