"""Who hears of a case on Discord, also where one of them cannot be reached or all of them press at once."""

import asyncio

from tests.adapters.discord.office import THURSDAY, Office

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


async def test_when_a_coordinator_takes_no_private_messages_the_next_one_hears_at_once(office: Office) -> None:
    await office.until(THURSDAY)
    await office.people["C1"].closes_dms()

    await office.people["L1"].says(office.people["L1"].chat, WORRYING)

    await until_told(office, "C2")
    assert (alerts(office, "C1"), alerts(office, "C2")) == (0, 1)


async def test_two_press_i_have_it_at_once_one_has_it_and_the_other_is_told_who(office: Office) -> None:
    await office.until(THURSDAY)
    await office.people["L1"].says(office.people["L1"].chat, WORRYING)
    await until_told(office, "C1")
    async with office.house.storage.snapshot() as tx:
        [cohort] = await tx.cohorts.all()
        [case] = await tx.cases.in_cohort(cohort.id)
    shown = office.discord.said_before(office.rooms["g1"], "Case", Take=f"v1:case.acknowledge:{case.id}")

    await asyncio.gather(*(office.people[who].presses(shown, "Take") for who in ("C1", "C2")))
    await office.settled()

    answers = [office.sees(who, "g1")[-1] for who in ("C1", "C2")]
    owner = next(who for who, answer in zip(("C1", "C2"), answers, strict=True) if "has it" not in answer.whole)
    other = "C2" if owner == "C1" else "C1"
    assert f"Name {owner}" in answers[("C1", "C2").index(other)].whole
