"""What a workspace has refused so far is tried at once when the bot is there again."""

from dataclasses import replace

from bot.ports import DeliveryState
from storage.engine import SqlStorage
from tests.storage.sample import DAY, HOUR, NOW, claim, keys, message, post


async def test_what_was_refused_is_tried_now_and_what_waits_for_a_reason_of_ours_is_not(storage: SqlStorage) -> None:
    here = message("refused").target
    elsewhere = replace(here, workspace="elsewhere")
    await post(storage, message("refused"), replace(message("there", "lane 2"), target=elsewhere))
    for claimed in await claim(storage):
        async with storage.transaction() as tx:
            await tx.outbox.again(claimed, DeliveryState.PENDING, NOW + HOUR, "the app is not installed")
    await post(storage, replace(message("tomorrow", "lane 3"), next_at=NOW + DAY))

    async with storage.transaction() as tx:
        hurried = await tx.outbox.hurry(here.platform, here.workspace, NOW)

    assert hurried == 1
    assert keys(await claim(storage)) == ["refused"]
