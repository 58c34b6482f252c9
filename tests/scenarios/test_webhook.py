"""The operator's own program hears of cases opened and closed, where there is one; else nobody does."""

from bot.cards import Card
from bot.effects import WEBHOOK
from tests.scenarios.test_reports import report
from tests.scenarios.test_safety import cases
from tests.world import Cohort, World

URL = "https://operator.example.org/kith"


def told(cohort: Cohort) -> list[Card]:
    """What the program heard."""
    return [line.card for line in cohort.lines if line.to == "webhook" and isinstance(line.card, Card)]


async def test_a_case_is_announced_when_it_opens_and_when_it_closes_without_a_word_of_it(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        async with cohort.play.house.storage.transaction() as tx:
            await tx.facts.put(WEBHOOK, URL)
        await cohort.commands("L1", "/peer help I feel awful", at="Wed 3 Mar 12:00")
        await cohort.presses("C1", "I have it")
        [opened] = told(cohort)
        await cohort.commands("C1", f"/coord case close {opened.text} supported we talked")
        [_, closed] = told(cohort)

        assert (opened.kind, closed.kind) == ("webhook.opened", "webhook.closed")
        assert opened.text == closed.text
        assert opened.title == "test"
        for card in (opened, closed):
            assert "L1" not in repr(card)
            assert "awful" not in repr(card)


async def test_of_a_report_the_program_hears_nothing_for_nobody_knows_who_reads_along(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        async with cohort.play.house.storage.transaction() as tx:
            await tx.facts.put(WEBHOOK, URL)
        await report(cohort, "L1", text="It is about Name C2", now="urgent")
        await cohort.presses("C1", "I have it")
        [case] = await cases(cohort)
        await cohort.commands("C1", f"/coord case close {case.ref} supported we talked")

        assert told(cohort) == []


async def test_without_a_program_nothing_is_stored(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await cohort.commands("L1", "/peer help I feel awful", at="Wed 3 Mar 12:00")

        assert told(cohort) == []
