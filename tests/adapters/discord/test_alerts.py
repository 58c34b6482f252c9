"""Who hears of a case on Discord, also where one of them cannot be reached or all of them press at once."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.cases import Case
from tests.adapters.discord.office import THURSDAY, Office
from tests.adapters.discord.office import office as furnished
from tests.doubles.discord import Discord
from tests.doubles.discord.errors import Refused

WORRYING = "I want to kill myself"


async def until_told(office: Office, who: str) -> None:
    """Beat until somebody has an alert; fail when they never get one."""
    for _ in range(100):
        await office.beat()
        if alerts(office, who):
            return
        await asyncio.sleep(0.02)
    raise AssertionError(f"{who} was never told")


def alerts(office: Office, who: str) -> int:
    """Count somebody's alerts."""
    return sum("I have it" in seen.buttons for seen in office.sees(who))


async def office_cases(office: Office) -> list[Case]:
    """Return the cohort's cases."""
    async with office.house.storage.snapshot() as tx:
        [cohort] = await tx.cohorts.all()
        return await tx.cases.in_cohort(cohort.id)


async def waiting(office: Office, kind: str) -> int:
    """Count what waits of a kind."""
    async with office.house.storage.snapshot() as tx:
        return sum(each.card.kind == kind for each in await tx.outbox.waiting(100))


async def test_when_a_coordinator_takes_no_private_messages_the_next_one_hears_at_once(office: Office) -> None:
    await office.until(THURSDAY)
    await office.people["C1"].closes_dms()

    await office.people["L1"].says(office.people["L1"].chat, WORRYING)

    await until_told(office, "C2")
    assert (alerts(office, "C1"), alerts(office, "C2")) == (0, 1)


@pytest.mark.fault(36)
async def test_when_the_token_is_revoked_while_it_runs_a_case_goes_outside_and_comes_once_it_is_good_again(
    office: Office,
) -> None:
    await office.until(THURSDAY)
    refused = Refused(401, 0, "401: Unauthorized")
    revoked = office.discord.fails(next="*", how="refuse", times=1_000_000, refusal=refused)

    await office.people["L1"].says(office.people["L1"].chat, WORRYING)
    await office.settled()
    await office.beat()
    assert await waiting(office, "case.outside") == 1
    assert alerts(office, "C1") == 0

    revoked.left = 0
    await office.until(office.clock.now() + timedelta(minutes=6))

    assert alerts(office, "C1") == 1
    assert sum("Talk to someone now" in seen.buttons for seen in office.sees("L1")) == 1


@pytest.mark.fault(37)
async def test_two_press_i_have_it_at_once_one_has_it_and_the_other_is_told_who(office: Office) -> None:
    await office.until(THURSDAY)
    await office.people["L1"].says(office.people["L1"].chat, WORRYING)
    await until_told(office, "C1")
    [case] = await office_cases(office)
    shown = office.discord.said_before(office.rooms["g1"], "Case", Take=f"v1:case.acknowledge:{case.id}")

    await asyncio.gather(*(office.people[who].presses(shown, "Take") for who in ("C1", "C2")))
    await office.settled()

    answers = [office.sees(who, "g1")[-1] for who in ("C1", "C2")]
    owner = next(who for who, answer in zip(("C1", "C2"), answers, strict=True) if "has it" not in answer.whole)
    other = "C2" if owner == "C1" else "C1"
    assert f"Name {owner}" in answers[("C1", "C2").index(other)].whole


@pytest.mark.fault(37)
async def test_fifty_press_i_have_it_at_once_one_has_it_and_forty_nine_read_who(
    discord: Discord, tmp_path: Path, made_sqlite_url: str
) -> None:
    async with furnished(discord, tmp_path, made_sqlite_url, coordinators=50) as office:
        await office.people["L1"].says(office.people["L1"].chat, WORRYING)
        await office.settled()
        [case] = await office_cases(office)
        shown = office.discord.said_before(office.rooms["g1"], "Case", Take=f"v1:case.acknowledge:{case.id}")
        pressing = [f"C{n}" for n in range(1, 51)]

        await asyncio.gather(*(office.people[who].presses(shown, "Take") for who in pressing))
        await office.settled()

        [taken] = await office_cases(office)
        answers = {who: office.sees(who, "g1")[-1].whole for who in pressing}
        [owner] = [who for who, answer in answers.items() if "It's yours, thank you." in answer]
        assert taken.owner_id == (await office.member(owner)).id
        assert sum(f"Name {owner}" in answer and "has case" in answer for answer in answers.values()) == 49
