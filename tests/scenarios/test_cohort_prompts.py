"""A question for the whole cohort, in the weeks its file has one for, and in no others."""

from tests.world import World

QUESTIONS = """
[[cohort_prompt]]
week = 2
text = "What surprised you so far?"
[[cohort_prompt]]
week = 4
text = "Whom would you ask?"
"""


async def test_everybody_is_asked_in_the_cohorts_channel_in_the_weeks_of_the_file(world: World) -> None:
    async with world(learners="L1 L2", extra=QUESTIONS) as cohort:
        await cohort.until("Fri 2 Apr 12:00")

        asked = [(f"{line.at:%d %b %H:%M}", line.text) for line in cohort.lines if line.kind == "prompt.everybody"]
        assert [text.split("\n")[-1] for _, text in asked] == ["What surprised you so far?", "Whom would you ask?"]
        assert [at for at, _ in asked] == ["10 Mar 12:00", "24 Mar 12:00"]
        assert cohort.last("cohort", "prompt.everybody").has_thread


async def test_a_cohort_without_such_questions_has_none(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await cohort.until("Fri 2 Apr 12:00")

        assert "prompt.everybody" not in cohort.in_channel("cohort")
