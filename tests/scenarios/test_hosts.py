"""A learner hosts: asked in private first, may decline, and one line names only who agreed."""

from tests.world import World

OWN_IT = """
[[phase]]
name = "own_it"
weeks = "3-8"
nudges_per_week = 3
"""
ASKED, MONDAY = "Thu 11 Mar 12:30", "Mon 15 Mar 09:30"


async def test_whoever_agrees_is_named_in_one_line_below_the_question(world: World) -> None:
    async with world(learners="L1 L2 L3", guide="1-2", extra=OWN_IT) as cohort:
        await cohort.presses("L1", "I'll host", at=ASKED)
        await cohort.until(MONDAY)

        assert cohort.in_channel("g1")[-2:] == ["prompt.week", "host.week"]
        line = next(line for line in cohort.lines if line.kind == "host.week")
        assert line.text.startswith("Name L1 hosts this week")
        assert "host.asked" not in cohort.sent_to("L2")


async def test_whoever_declines_is_asked_nothing_more_and_somebody_else_is_asked_in_private(world: World) -> None:
    async with world(learners="L1 L2 L3", guide="1-2", extra=OWN_IT) as cohort:
        await cohort.presses("L1", "Not this time", at=ASKED)
        await cohort.presses("L2", "I'll host", at="Fri 12 Mar 09:00")
        await cohort.until(MONDAY)

        assert [line.to for line in cohort.lines if line.kind == "host.asked"] == ["L1", "L2"]
        assert not any("L1" in line.text for line in cohort.lines if line.surface == "channel")


async def test_without_an_answer_two_are_asked_and_then_the_week_goes_without_a_host(world: World) -> None:
    async with world(learners="L1 L2 L3 L4", guide="1-2", extra=OWN_IT) as cohort:
        await cohort.until(MONDAY)

        assert [line.to for line in cohort.lines if line.kind == "host.asked"] == ["L1", "L2"]
        assert "host.week" not in cohort.in_channel("g1")
        await cohort.presses("L1", "I'll host")
        assert cohort.last("L1").kind == "host.taken"


async def test_somebody_who_is_away_is_not_asked(world: World) -> None:
    async with world(learners="L1 L2", guide="1-2", extra=OWN_IT) as cohort:
        await cohort.commands("L1", "/peer away 2027-03-14 2027-03-16", at="Wed 10 Mar 12:00")
        await cohort.until(ASKED)

        assert "host.asked" not in cohort.sent_to("L1")
        assert "host.asked" in cohort.sent_to("L2")


async def test_in_the_first_phases_nobody_is_asked_to_host(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await cohort.until(MONDAY)

        assert not any(line.kind.startswith("host.") for line in cohort.lines)


async def test_whoever_asks_for_the_groups_card_reads_who_hosts_this_week_and_what_everybody_does(world: World) -> None:
    async with world(learners="L1 L2 L3", guide="1-2", extra=OWN_IT) as cohort:
        await cohort.presses("L1", "I'll host", at=ASKED)
        await cohort.commands("L2", "/peer my group")
        before = cohort.last("L2", "group.page").fields[0].value
        await cohort.commands("L2", "/peer my group", at=MONDAY)

        assert "Name L1" not in before
        assert "A host, in the later weeks" in before
        assert "Name L1 hosts this week" in cohort.last("L2", "group.page").fields[0].value
