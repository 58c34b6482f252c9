"""More time: shown before it holds, granted at once inside the policy, decided by a person beyond it."""

import pytest

from bot.cards import Card
from tests.world import Cohort, World

DUE = '\n[[milestone]]\nname = "Main assignment"\ndue_on = 2027-03-19\n'
TWO = DUE + '[[milestone]]\nname = "Reflection"\ndue_on = 2027-04-09\n'
POLICY = "[extensions]\nautomatic_days = 3\nautomatic_times = 2\n"


def fields(card: Card) -> dict[str, str]:
    return {field.name: field.value for field in card.fields}


def reminded(cohort: Cohort, who: str) -> list[str]:
    return [f"{line.at:%a %d %b %H:%M}" for line in cohort.lines if line.to == who and line.kind == "milestone.own"]


async def page(cohort: Cohort, who: str) -> str:
    await cohort.commands(who, "/peer me")
    return fields(cohort.last(who, "member.page"))["Your dates"]


async def test_a_first_short_extension_is_shown_and_holds_with_one_tap(world: World) -> None:
    async with world(extra=DUE) as cohort:
        await cohort.commands("L1", "/peer extension 5d a full week", at="Wed 10 Mar 12:00")
        shown = fields(cohort.last("L1", "extension.preview"))
        assert shown["Your date"] == "Friday 19 March → **Wednesday 24 March**"
        assert shown["Your reminders"] == "They move along: Wednesday 17 March, Monday 22 March."
        assert "Friday 19 March" in await page(cohort, "L1")

        await cohort.presses("L1", "Move it")
        assert "Wednesday 24 March (your own date)" in await page(cohort, "L1")
        assert "Friday 19 March" in await page(cohort, "L2")
        assert [line.to for line in cohort.lines if line.kind == "extension.wanted"] == []


async def test_only_the_reminders_of_whoever_got_more_time_move(world: World) -> None:
    async with world(extra=DUE) as cohort:
        await cohort.commands("L1", "/peer extension 5d", at="Wed 10 Mar 12:00")
        await cohort.presses("L1", "Move it")
        before = [line.kind for line in cohort.lines if line.to == "L2"]
        await cohort.until("Fri 26 Mar 12:00")

        assert reminded(cohort, "L1") == ["Wed 17 Mar 09:00", "Mon 22 Mar 09:00"]
        assert reminded(cohort, "L2") == []
        kinds = [[line.kind for line in cohort.lines if line.to == who] for who in ("L1", "L2")]
        assert kinds[0].count("check_in.open") == kinds[1].count("check_in.open")
        assert before == [kind for kind in before if not kind.startswith("milestone.")]


async def test_a_second_or_longer_one_is_decided_by_the_coordinator_on_duty(world: World) -> None:
    async with world(extra=DUE) as cohort:
        await cohort.commands("L1", "/peer extension 2w", at="Wed 10 Mar 12:00")
        await cohort.presses("L1", "Ask for it")
        assert [line.to for line in cohort.lines if line.kind == "extension.wanted"] == ["C2"]
        assert "Friday 19 March" in await page(cohort, "L1")
        await cohort.commands("C1", "/coord report")
        assert "asked, not answered yet" in fields(cohort.last("C1"))["Own dates"]

        await cohort.presses("C2", "Approve")
        assert "due for you on **Friday 2 April**" in cohort.last("L1", "extension.granted").text
        assert "Friday 2 April (your own date)" in await page(cohort, "L1")
        assert "L1 now has until Friday 2 April" in cohort.shown("C2")[-2].text


async def test_a_no_is_kind_and_changes_nothing(world: World) -> None:
    async with world(extra=DUE) as cohort:
        await cohort.commands("L1", "/peer extension 14d", at="Wed 10 Mar 12:00")
        await cohort.presses("L1", "Ask for it")
        await cohort.commands("C1", "/coord extension deny L1 Let's cut it in two instead")

        said = cohort.last("L1", "extension.denied")
        assert "about the calendar, not about you" in said.text
        assert "Let's cut it in two instead" in said.text
        assert "Friday 19 March" in await page(cohort, "L1")
        await cohort.until("Fri 26 Mar 12:00")
        assert reminded(cohort, "L1") == []
        await cohort.commands("C1", "/coord extension approve L1")
        assert cohort.last("C1").kind == "extension.none_asked"


async def test_a_coordinator_can_set_how_much_is_granted_at_once(world: World) -> None:
    async with world(extra=DUE + POLICY) as cohort:
        await cohort.commands("L1", "/peer extension 3", at="Wed 10 Mar 12:00")
        await cohort.presses("L1", "Move it")
        await cohort.commands("L1", "/peer extension 3d")
        assert "It holds as soon as you say so" in cohort.last("L1").text
        await cohort.presses("L1", "Move it")
        assert "Thursday 25 March" in await page(cohort, "L1")
        await cohort.commands("L1", "/peer extension 3d")
        assert "A coordinator looks at it first" in cohort.last("L1").text


async def test_another_milestone_can_be_meant(world: World) -> None:
    async with world(extra=TWO) as cohort:
        await cohort.commands("L1", "/peer extension 1 week", at="Wed 10 Mar 12:00")
        await cohort.presses("L1", "For Reflection instead")
        assert fields(cohort.last("L1"))["Your date"] == "Friday 9 April → **Friday 16 April**"
        await cohort.presses("L1", "Move it")

        assert "Main assignment, Friday 19 March" in await page(cohort, "L1")
        assert "Reflection, Friday 16 April (your own date)" in await page(cohort, "L1")


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("/peer extension soon", "extension.no_length"),
        ("/peer extension 0d", "extension.no_length"),
        ("/peer extension 60d", "extension.too_long"),
    ],
)
async def test_what_cannot_be_is_answered_with_what_can(world: World, typed: str, kind: str) -> None:
    async with world(extra=DUE) as cohort:
        await cohort.commands("L1", typed, at="Wed 10 Mar 12:00")

        assert cohort.last("L1").kind == kind
        assert cohort.last("L1").buttons


async def test_when_nothing_is_due_there_is_nothing_to_move(world: World) -> None:
    async with world(extra=DUE) as cohort:
        await cohort.commands("L1", "/peer extension 5d", at="Sat 20 Mar 12:00")

        assert cohort.last("L1").kind == "extension.nothing_due"


async def test_whoever_turned_reminders_off_keeps_their_date_and_their_peace(world: World) -> None:
    async with world(extra=DUE) as cohort:
        await cohort.commands("L1", "/peer extension 5d", at="Wed 10 Mar 12:00")
        await cohort.presses("L1", "Move it")
        await cohort.commands("L1", "/peer nudges off")
        await cohort.until("Fri 26 Mar 12:00")

        assert reminded(cohort, "L1") == []
