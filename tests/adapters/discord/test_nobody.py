"""A message whose address is empty is given up, or waits for one: it never goes to somebody else."""

from dataclasses import replace

import pytest

from bot.errors import TryLater, Undeliverable
from bot.ports import TargetKind
from tests.adapters.discord.office import Office
from tests.adapters.discord.test_messenger import PLAIN, delivery


@pytest.mark.parametrize("kind", [TargetKind.MEMBER, TargetKind.CHANNEL])
async def test_a_message_to_nobody_goes_to_nobody(office: Office, kind: TargetKind) -> None:
    lost = delivery(office, PLAIN)
    with pytest.raises((Undeliverable, TryLater)):
        await office.bot.messenger.send(replace(lost, target=replace(lost.target, kind=kind, id="")))

    assert office.sees("L1", "g1") == []
