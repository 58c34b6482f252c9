"""What is offered while somebody types a command: what helps, and nobody they may not name."""

from bot.domain.members import MemberState
from bot.events import Place
from tests.world import Cohort, World

DIRECT = Place("local", "demo", "dm", is_direct=True)
TWO_GROUPS = """
[[group]]
id = "g2"
name = "Group Two"
timezone = "Europe/Lisbon"
members = ["L3"]
[[pairing]]
mentor = "M2"
learners = ["L3"]
[[person]]
id = "L3"
name = "Name L3"
role = "learner"
timezone = "Europe/Lisbon"
consented = true
"""


async def offered(cohort: Cohort, who: str, command: str, option: str, typed: str = "") -> list[str]:
    found = await cohort.play.house.app.suggest(cohort.play.account(who), DIRECT, command, option, typed)
    return [choice.value for choice in found]


async def test_a_coordinator_is_offered_every_learner_and_for_a_mentor_every_mentor(world: World) -> None:
    async with world("L1 L2", extra=TWO_GROUPS) as cohort:
        assert await offered(cohort, "C1", "coord pace", "learner") == ["L1", "L2", "L3"]
        assert await offered(cohort, "C1", "coord handoff", "mentor") == ["M1", "M2"]
        assert await offered(cohort, "C1", "coord pace", "learner", "name l2") == ["L2"]


async def test_a_mentor_is_offered_their_own_learners_alone(world: World) -> None:
    async with world("L1 L2", extra=TWO_GROUPS) as cohort:
        assert await offered(cohort, "M1", "mentor reachout", "learner") == ["L1", "L2"]
        assert await offered(cohort, "M2", "mentor reachout", "learner") == ["L3"]


async def test_nobody_is_offered_anything_for_a_command_that_is_not_theirs(world: World) -> None:
    async with world() as cohort:
        assert await offered(cohort, "L1", "mentor reachout", "learner") == []
        assert await offered(cohort, "M1", "coord pace", "learner") == []
        assert await offered(cohort, "C1", "coord unknown", "learner") == []
        assert await offered(cohort, "C1", "coord pace", "unknown") == []


async def test_who_left_is_offered_nothing(world: World) -> None:
    async with world() as cohort:
        await cohort.commands("M1", "/peer leave")
        await cohort.presses("M1", "Leave")
        async with await cohort.tx() as tx:
            [member] = await tx.members.of_account(cohort.play.account("M1"))

        assert member.state is MemberState.LEFT
        assert await offered(cohort, "M1", "mentor reachout", "learner") == []


async def test_a_coordinator_is_offered_the_open_cases(world: World) -> None:
    async with world() as cohort:
        await cohort.says("L1", "I want to kill myself", at="Thu 4 Mar 10:00")
        async with await cohort.tx() as tx:
            [case] = await tx.cases.open_in((await tx.cohorts.all())[0].id)

        assert await offered(cohort, "C1", "coord case ack", "ref") == [case.ref]
        assert await offered(cohort, "M1", "coord case ack", "ref") == []


async def test_days_are_offered_on_the_persons_own_calendar(world: World) -> None:
    async with world() as cohort:
        await cohort.until("Thu 4 Mar 10:00")

        assert (await offered(cohort, "L1", "peer away", "from_day"))[:2] == ["2027-03-04", "2027-03-05"]
        assert await offered(cohort, "L1", "peer away", "from_day", "2 Apr") == ["2027-04-02"]
        assert await offered(cohort, "L1", "peer away", "from_day", "sat") == ["2027-03-06"]
        assert await offered(cohort, "L1", "peer nudges", "switch", "o") == []
