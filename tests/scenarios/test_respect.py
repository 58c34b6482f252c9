"""How people speak with each other, and what follows when somebody does not: readable at any time."""

from tests.world import World


async def test_the_guidelines_say_how_we_speak_and_what_follows_step_by_step_and_are_there_for_everybody(
    world: World,
) -> None:
    async with world(learners="L1 L2", L2={"consented": False}) as cohort:
        await cohort.commands("L1", "/peer limits", at="Tue 2 Mar 12:00")
        await cohort.presses("L1", "How we speak with each other")
        await cohort.commands("L2", "/peer limits")
        await cohort.presses("L2", "How we speak with each other")

        page = cohort.last("L1", "policy.respect")
        assert [line[:2] for line in page.fields[0].value.splitlines()] == ["1.", "2.", "3.", "4."]
        assert "a coordinator hears of them at once" in page.fields[1].value
        assert cohort.last("L2", "policy.respect") == page
