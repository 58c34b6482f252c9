"""The training, pairs before they are known, the hub: kept whole, each thing only once."""

from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from bot.domain.hub import HubItem, HubKind, HubState
from bot.domain.proposals import PairProposal
from bot.domain.training import Progress
from storage.engine import SqlStorage
from tests.storage.sample import L1, L2, M1, MONDAY, NOW


async def test_progress_is_the_one_put_last_and_none_where_nobody_began(peopled: SqlStorage) -> None:
    done = Progress(M1.id, 5, 3, NOW, NOW)
    async with peopled.transaction() as tx:
        await tx.trainings.put(replace(done, scenes=1, finished_at=None, refreshed_at=None))
        await tx.trainings.put(done)

    async with peopled.snapshot() as tx:
        assert await tx.trainings.of(M1.id) == done
        assert await tx.trainings.of(L1.id) == Progress(L1.id)
        assert await tx.trainings.in_cohort("c1") == {M1.id: done}
        assert await tx.trainings.in_cohort("c2") == {}


async def test_a_learner_has_one_proposed_mentor_until_it_is_gone(peopled: SqlStorage) -> None:
    first, other = (PairProposal(f"p{one.id}", "c1", one.id, M1.id, NOW, "https://x.example") for one in (L1, L2))
    async with peopled.transaction() as tx:
        await tx.pair_proposals.add(first)
        await tx.pair_proposals.add(other)
        await tx.pair_proposals.save(first.approved(NOW, "C1"))
    with pytest.raises(IntegrityError):
        async with peopled.transaction() as tx:
            await tx.pair_proposals.add(replace(first, id="p9"))
    async with peopled.transaction() as tx:
        await tx.pair_proposals.remove(other.id)

    async with peopled.snapshot() as tx:
        assert await tx.pair_proposals.in_cohort("c1") == [first.approved(NOW, "C1")]
        assert await tx.pairings.in_cohort("c1") == []


async def test_the_hub_keeps_what_it_was_given_by_kind_and_title(peopled: SqlStorage) -> None:
    guide = HubItem("i1", "c1", "H1", HubKind.GUIDE, "Zebra", "Stripes 🙂", M1.id, MONDAY)
    link = HubItem("i2", "c1", "H2", HubKind.LINK, "Gallery", "", M1.id, MONDAY, "https://x.example", HubState.PROPOSED)
    early = replace(guide, id="i3", ref="H3", title="Ant")
    async with peopled.transaction() as tx:
        for item in (guide, link, early):
            await tx.hub.add(item)
        await tx.hub.save(link.approved())

    async with peopled.snapshot() as tx:
        assert await tx.hub.in_cohort("c1") == [early, guide, link.approved()]
        assert await tx.hub.get("i1") == guide
        assert await tx.hub.get("i9") is None
