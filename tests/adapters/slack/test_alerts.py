"""Who hears of a case on Slack where somebody cannot be reached."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.adapters.slack.office import THURSDAY, Office
from tests.adapters.slack.office import office as furnished
from tests.doubles.faults import Fault, Harm

WORRYING = "I want to kill myself"


async def test_when_a_coordinator_takes_no_private_messages_the_next_one_hears_at_once(office: Office) -> None:
    await office.until(THURSDAY)
    await office.people["C1"].goes()

    await office.people["L1"].says(office.people["L1"].direct, WORRYING)
    await office.settled()
    await office.beat()

    assert ["I have it" in message.buttons for message in office.sees("C2")][-1]
    assert not any("I have it" in message.buttons for message in office.sees("C1"))


async def test_a_crisis_reply_that_cannot_be_delivered_is_told_to_the_one_on_call(office: Office) -> None:
    await office.until(THURSDAY)
    ada = office.people["L1"]
    office.slack.faults.plan(
        Fault(
            Harm.REFUSED,
            "chat.postMessage",
            times=None,
            error="messages_tab_disabled",
            when=lambda asked: asked.get("channel") == ada.direct.id,
        )
    )

    await ada.says(ada.direct, WORRYING)
    await office.settled()
    await office.beat()
    await office.passes(seconds=2)
    await office.beat()

    assert any("could not deliver a private message" in message.text for message in office.sees("C1"))
    assert not any("988" in message.text for message in office.sees("L2", "g1"))


@pytest.mark.fault(36)
async def test_when_the_token_is_revoked_while_it_runs_a_case_goes_outside_and_comes_once_it_is_good_again(
    office: Office,
) -> None:
    await office.until(THURSDAY)
    office.team.token.is_revoked = True

    await office.people["L1"].says(office.people["L1"].direct, WORRYING)
    await office.settled()
    await office.beat()
    await office.until(office.clock.now() + timedelta(seconds=150))
    async with office.house.storage.snapshot() as tx:
        waiting = [each.card.kind for each in await tx.outbox.waiting(100)]
    assert waiting.count("case.outside") == 1
    assert not any("I have it" in seen.buttons for seen in office.sees("C1"))

    office.team.token.is_revoked = False
    await office.until(office.clock.now() + timedelta(minutes=6))

    assert any("I have it" in seen.buttons for seen in office.sees("C1"))
    assert sum("Talk to someone now" in seen.buttons for seen in office.sees("L1")) == 1


async def test_fifty_press_i_have_it_at_once_one_has_it_and_forty_nine_read_who(
    tmp_path: Path, made_sqlite_url: str
) -> None:
    async with furnished(tmp_path, made_sqlite_url, coordinators=50) as office:
        await office.until(THURSDAY)
        await office.people["L1"].says(office.people["L1"].direct, WORRYING)
        await office.settled()
        await office.beat()
        alert = next(seen for seen in office.sees("C1") if "I have it" in seen.buttons)
        original = office.team.team.messages.find(alert.channel_id, alert.ts)
        assert original is not None
        shown = replace(original, channel_id=office.rooms["g1"].id)  # where all of them can press the same one
        office.team.team.messages.add(shown)
        pressing = [f"C{n}" for n in range(1, 51)]

        await asyncio.gather(*(office.people[who].presses(shown, "I have it") for who in pressing))
        await office.settled()

        async with office.house.storage.snapshot() as tx:
            [cohort] = await tx.cohorts.all()
            [case] = await tx.cases.in_cohort(cohort.id)
        answers = {who: office.sees(who, "g1")[-1].text for who in pressing}
        [owner] = [who for who, answer in answers.items() if "It's yours, thank you." in answer]
        assert case.owner_id == (await office.member(owner)).id
        assert sum(f"Name {owner}" in answer and "has case" in answer for answer in answers.values()) == 49
