"""The channel for help answers (L4): what nobody takes up is told to whoever is on duty, without its words."""

from tests.world import World

WAITS = "asking.waits"


async def test_a_question_nobody_takes_up_is_told_to_the_one_on_duty_after_three_hours(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.says("L1", "where is the sample file?", at="Tue 2 Mar 10:00", in_="help")
        await cohort.until("Tue 2 Mar 12:59")
        assert WAITS not in cohort.sent_to("C1")

        await cohort.until("Tue 2 Mar 13:01")
        card = cohort.last("C1", WAITS)
        assert "**Name L1** wrote in the help channel 3 hours ago" in card.text
        assert "sample" not in card.text
        assert WAITS not in cohort.sent_to("C2")
        assert WAITS not in cohort.sent_to("L1")


async def test_an_answer_of_a_mentor_or_a_reply_is_enough(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await cohort.says("L1", "where is the sample file?", at="Tue 2 Mar 10:00", in_="help")
        await cohort.says("M1", "in the second folder", at="Tue 2 Mar 10:20", in_="help")
        await cohort.says("L1", "thank you", at="Tue 2 Mar 10:25", in_="help")
        await cohort.says("L2", "does it need Python?", at="Tue 2 Mar 14:00", in_="help")
        await cohort.answers("L1", "no", to="L2", at="Tue 2 Mar 14:10")
        await cohort.until("Thu 4 Mar 12:00")

        assert WAITS not in cohort.sent_to("C1")


async def test_what_is_asked_at_night_is_told_in_the_morning_and_once_a_day_for_each_learner(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        for minute in ("40", "41"):
            await cohort.says("L1", "anybody awake?", at=f"Tue 2 Mar 23:{minute}", in_="help")
        await cohort.until("Wed 3 Mar 08:59")
        assert WAITS not in cohort.sent_to("C1")
        await cohort.until("Wed 3 Mar 09:01")

        assert cohort.sent_to("C1").count(WAITS) == 1


async def test_other_channels_and_what_others_than_learners_write_wait_for_nobody(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.says("L1", "hello everybody", at="Tue 2 Mar 10:00", in_="cohort")
        await cohort.says("M1", "here is a link", at="Tue 2 Mar 10:01", in_="help")
        await cohort.until("Wed 3 Mar 12:00")

        assert WAITS not in cohort.sent_to("C1")
