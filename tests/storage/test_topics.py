"""Topics are kept, found while they are open, and changed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.topics import Topic
from storage.engine import SqlStorage
from tests.storage.sample import M1, NOW

TOPIC = Topic("t1", "c1", "", M1.id, "Sources", "Where to look", NOW, NOW)


async def test_open_topics_are_found_oldest_first_and_closed_ones_are_not(peopled: SqlStorage) -> None:
    later = replace(TOPIC, id="t0", opened_at=NOW + timedelta(hours=1), group_id="g1")
    async with peopled.transaction() as tx:
        await tx.topics.add(later)
        await tx.topics.add(TOPIC)
        assert await tx.topics.open_in("c1") == [TOPIC, later]
        await tx.topics.save(TOPIC.closed(NOW))
        assert await tx.topics.open_in("c1") == [later]
        assert await tx.topics.get("t1") == TOPIC.closed(NOW)
        assert await tx.topics.get("t9") is None


async def test_what_is_not_there_cannot_be_changed(peopled: SqlStorage) -> None:
    with pytest.raises(ValueError, match="no topics row"):
        async with peopled.transaction() as tx:
            await tx.topics.save(TOPIC)
