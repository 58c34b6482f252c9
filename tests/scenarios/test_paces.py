"""A whole group takes more time: its questions and dates move, its check-ins and last day stay, nobody is compared."""

from tests.world import World

DATES = """
[[milestone]]
name = "Main assignment"
due_on = 2027-04-02
[[milestone]]
name = "Final"
due_on = 2027-04-23
"""


async def test_a_group_goes_a_week_slower_with_its_dates_and_nobody_else_does(world: World) -> None:
    async with world(learners="L1 L2", extra=DATES) as cohort:
        await cohort.commands("C1", '/coord group pace group:"group one" weeks:1', at="Tue 16 Mar 12:00")
        card = cohort.last("C1", "pace.preview")
        assert "would be one week behind" in card.text
        assert [field.value for field in card.fields] == [
            "Week 3",
            "- Main assignment: Friday 9 April\n- Final: Sunday 25 April",
        ]
        assert "pace.told" not in cohort.in_channel("g1")
        await cohort.presses("C1", "Let it hold")
        assert "nothing to make up" in cohort.last("g1", "pace.told").text

        await cohort.until("Mon 22 Mar 12:00")
        assert cohort.last("g1", "prompt.week").title == "Week 3 of 7: Week 3"
        await cohort.commands("L1", "/peer me")
        assert "9 April" in str(cohort.last("L1"))
        await cohort.until("Sat 3 Apr 12:00")
        reminded = [f"{line.at:%d %b}" for line in cohort.lines if line.kind == "milestone.post"]
        assert reminded == ["02 Apr"]
        await cohort.until("Mon 3 May 12:00")
        titles = [line.card.title for line in cohort.lines if line.kind == "prompt.week"]
        assert titles[-1] == "Week 7 of 7: Week 7"
        assert cohort.dms_to("L1").count("closing.farewell") == 1


async def test_check_ins_speak_of_what_the_group_is_at(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await cohort.commands("C1", "/coord group pace group:g1 weeks:1", at="Tue 9 Mar 12:00")
        await cohort.presses("C1", "Let it hold")
        await cohort.until("Thu 18 Mar 18:00")

        assert cohort.last("g1", "prompt.week").title == "Week 2 of 7: Week 2"
        assert cohort.last("L1", "check_in.open").title == "Your check-in, week 3: Week 2"


async def test_a_group_catches_up_and_what_cannot_be_changes_nothing(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await cohort.commands("C1", "/coord group pace group:g1 weeks:1", at="Tue 23 Feb 12:00")
        assert cohort.last("C1").kind == "pace.impossible"
        await cohort.commands("C1", "/coord group pace group:g1 weeks:1", at="Tue 9 Mar 12:00")
        await cohort.presses("C1", "Let it hold")
        await cohort.commands("C1", "/coord group pace group:g1 weeks:5")
        assert "From 0 to 2" in cohort.last("C1", "pace.impossible").text
        await cohort.commands("C1", "/coord group pace group:nine weeks:1")
        assert cohort.last("C1").kind == "pace.no_group"

        await cohort.commands("C1", "/coord group pace group:g1 weeks:0", at="Tue 16 Mar 12:00")
        await cohort.presses("C1", "Let it hold")
        await cohort.until("Mon 22 Mar 12:00")
        titles = [line.card.title for line in cohort.lines if line.kind == "prompt.week"]
        assert titles == ["Week 1 of 8: Week 1", "Week 2 of 8: Week 2", "Week 2 of 7: Week 2", "Week 4 of 8: Week 4"]
