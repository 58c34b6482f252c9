"""The file of a cohort that runs is read again: who is on call changes with it, and what was picked in chat stays."""

from dataclasses import replace

from bot.cohort_file import CohortFile
from bot.domain.on_call import OnCall
from bot.events import CohortRead
from tests.world import Cohort, World


async def read(cohort: Cohort, file: CohortFile) -> None:
    """Let the operator start the bot again with a file."""
    now = cohort.play.clock.now()
    await cohort.play.house.app.handle(CohortRead(f"cohort:{file.handle}:{now.isoformat()}", now, file))


async def test_whoever_the_file_puts_on_call_hears_of_the_next_case(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        file = cohort.play.file
        assert file.plan.on_call.rotation[0] == "C1"
        await cohort.until("Wed 3 Mar 11:00")
        await read(cohort, replace(file, plan=replace(file.plan, on_call=OnCall(("C2",)))))
        await cohort.commands("L1", "/peer help I feel awful", at="Wed 3 Mar 12:00")

        told = {line.to for line in cohort.lines if line.kind.startswith("case.")}
        assert told == {"C2"}, [(line.to, line.kind) for line in cohort.lines]


async def test_an_outside_contact_is_changed_and_never_taken_away(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        file = cohort.play.file
        for address in ("mailto:new@example.org", ""):
            safety = replace(file.plan.safety, outside=address, scan=())
            await read(cohort, replace(file, plan=replace(file.plan, safety=safety)))
            await cohort.until("Wed 3 Mar 11:00" if address else "Wed 3 Mar 12:00")

        async with cohort.play.house.storage.transaction() as tx:
            (kept,) = await tx.cohorts.all()
            noted = [row.what for row in await tx.audit.since(cohort.at("Mon 1 Feb 00:00"))]
        assert (kept.plan.safety.outside, kept.plan.safety.scan) == ("mailto:new@example.org", file.plan.safety.scan)
        assert noted.count("config.changed:safety") == 1
