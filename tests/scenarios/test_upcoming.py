"""What the bot says it will do next is what it does next, for the reason it gives."""

from datetime import timedelta

from bot.domain.cases import Case
from bot.effects import Urgency
from bot.upcoming import Planned, upcoming
from tests.world import Cohort, World

SENTENCE = "I don't want to be here anymore"
OPEN_CHECK_IN, REMIND, CLOSE = "Open the weekly check-in", "Remind of the check-in", "Close the check-in"


async def plan(cohort: Cohort, limit: int = 100) -> list[Planned]:
    async with await cohort.tx() as tx:
        return await upcoming(tx, limit)


async def cases(cohort: Cohort) -> list[Case]:
    async with await cohort.tx() as tx:
        found = await tx.cohorts.by_handle("test")
        return list(await tx.cases.in_cohort(found.id))


async def told(cohort: Cohort) -> list[tuple[str, str]]:
    return [(line.what, line.to) for line in await plan(cohort)]


async def test_every_line_comes_true_at_its_moment(world: World) -> None:
    async with world() as cohort:
        await cohort.presses("L2", "Going fine", at="Thu 4 Mar 12:00")
        seen: set[str] = set()
        while cohort.play.clock.now() < cohort.at("Mon 22 Mar 12:00"):
            before = len(cohort.lines)
            line, *others = await plan(cohort)
            await cohort.play.until(line.at - timedelta(seconds=1))
            assert len(cohort.lines) == before, f"something came before “{line.what}”"
            await cohort.play.until(line.at)
            assert len(cohort.lines) > before or line.what == CLOSE, f"“{line.what}” did not come true"
            seen |= {line.what, *(other.what for other in others if other.at == line.at)}

        assert {"Ask how things are, in private", "Draft a message for the mentor to send"} <= seen
        assert "Open a case for the coordinator" in seen


async def test_whoever_answered_is_not_reminded(world: World) -> None:
    async with world() as cohort:
        await cohort.until("Thu 4 Mar 10:00")
        assert (REMIND, "Name L1, Name L2") in await told(cohort)

        await cohort.presses("L1", "Going fine")

        lines = await told(cohort)
        assert (REMIND, "Name L2") in lines
        assert (CLOSE, "Name L2") in lines


async def test_whoever_is_away_paused_or_wants_no_nudges_is_left_out(world: World) -> None:
    async with world(learners="L1 L2 L3") as cohort:
        await cohort.commands("L1", "/peer away 2027-03-03 until:2027-03-07", at="Tue 2 Mar 10:00")
        await cohort.commands("L2", "/peer pause")
        await cohort.commands("L3", "/peer nudges off")
        assert (OPEN_CHECK_IN, "Name L3") in await told(cohort)

        await cohort.until("Thu 4 Mar 10:00")

        lines = await told(cohort)
        assert (CLOSE, "Name L3") in lines
        assert [line for line in lines if line[0] == REMIND] == []


async def test_a_case_that_somebody_has_moves_on_no_more(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.says("L1", SENTENCE, at="Wed 3 Mar 12:00", in_="#g1")
        (case,) = await cases(cohort)
        first = (await plan(cohort))[0]
        assert (first.what, first.to) == ("Tell whoever is next about the case", case.ref)

        await cohort.presses("C1", "I have it")

        whats = [what for what, _ in await told(cohort)]
        assert "Tell whoever is next about the case" not in whats
        assert whats[0] == "Ask whether somebody is in touch"


async def test_what_waits_for_the_morning_is_in_the_plan(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.presses("L1", "I need help", at="Thu 4 Mar 22:30")

        waiting = [line for line in await plan(cohort) if line.why == "It waits for the end of quiet hours"]

        assert [(line.to, line.at) for line in waiting] == [("Name M1", cohort.at("Fri 5 Mar 08:00"))]


async def test_that_somebody_gets_help_in_private_is_nobodys_business(world: World) -> None:
    async with world(learners="L1") as cohort:
        cohort.surface.is_down = True
        await cohort.says("L1", SENTENCE, at="Wed 3 Mar 12:00", in_="#g1")

        async with await cohort.tx() as tx:
            waiting, lines = await tx.outbox.waiting(50), await upcoming(tx, 50)
        assert [each for each in waiting if each.urgency is Urgency.SAFETY]
        assert not [line for line in lines if line.to == "Name L1" and "message" in line.what]
