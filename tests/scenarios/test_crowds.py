"""Many at once: fifty who press the same button, five hundred sentences of one person."""

import asyncio

from bot.cards import Action, Card
from bot.events import ActionChosen, Place
from tests.scenarios.test_safety import SENTENCE, cases
from tests.world import World

FIFTY = [f"C{number}" for number in range(1, 51)]
MORE = "".join(
    f'[[person]]\nid = "{who}"\nname = "Name {who}"\nrole = "coordinator"\naccounts = ["local:demo:{who}"]\n'
    for who in FIFTY[2:]
)
TRIGGERS = 500


async def test_fifty_press_i_have_it_at_once_one_has_it_and_the_others_are_told_who(world: World) -> None:
    async with world(learners="L1", extra=MORE) as cohort:
        await cohort.says("L1", SENTENCE, at="Wed 3 Mar 12:00", in_="#g1")
        (case,) = await cases(cohort)
        now, take = cohort.play.clock.now(), Action("case.acknowledge", case.id)
        presses = [
            ActionChosen(f"press:{who}", now, account, Place("local", "demo", f"dm:{who}", is_direct=True), take)
            for who in FIFTY
            for account in [cohort.account(who)]
        ]

        answers = await asyncio.gather(*map(cohort.play.house.app.handle, presses))

        cards = [reply.answer for replies in answers for reply in replies]
        kinds = [card.kind for card in cards if isinstance(card, Card)]
        (taken,) = await cases(cohort)
        async with await cohort.tx() as tx:
            owner = await tx.members.find(taken.owner_id)
            lines = [entry.what for entry in await tx.cases.timeline(taken.id)]
        assert owner is not None
        assert len(kinds) == 50
        told = [card for card in cards if isinstance(card, Card) and owner.name in card.text]
        assert len(told) == 49
        assert lines.count("acknowledged") == 1


async def test_five_hundred_triggers_of_one_person_are_one_case_one_reply_and_two_alerts(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await cohort.says("L1", SENTENCE, at="Wed 3 Mar 12:00", in_="#g1")
        before = (cohort.dms_to("C1"), cohort.dms_to("L1"))
        for number in range(1, TRIGGERS):
            deed = await cohort._deed("L1", None)
            await cohort.surface.says(deed, cohort.play.channel("#g1"), f"{SENTENCE} {number}")
        await cohort.says("L2", "I want to kill myself", in_="#g1")

        (flood, other) = sorted(await cases(cohort), key=lambda case: -case.signals)
        assert (flood.signals, other.signals) == (TRIGGERS, 1)
        assert cohort.dms_to("L1") == before[1]
        assert cohort.dms_to("C1")[len(before[0]) :] == ["case.flood", "case.alert"]
