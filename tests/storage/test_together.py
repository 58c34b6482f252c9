"""Aims, norms, spaces and proposed groups: kept whole, and gone when their time is over."""

from dataclasses import replace

from bot.domain.affinity import Space
from bot.domain.aims import Aims, Word
from bot.domain.group_drafts import DraftState, GroupDraft
from bot.domain.norms import Norm
from bot.domain.room import Traits
from storage.engine import SqlStorage
from tests.storage.sample import L1, L2, M1, NOW


async def test_aims_come_back_as_they_were_and_their_words_go_with_the_key(peopled: SqlStorage) -> None:
    aims = Aims(L1.id, "One question 🙂", "A draft", "Captions", 3, Word.TALK)
    async with peopled.transaction() as tx:
        await tx.aims.put(replace(aims, hours=1))
        await tx.aims.put(aims)
        assert await tx.aims.of(L1.id) == aims
        assert await tx.aims.of(L2.id) == Aims(L2.id)

    async with peopled.transaction() as tx:
        await tx.retention.forget_member(L1.id)

    async with peopled.snapshot() as tx:
        assert await tx.aims.of(L1.id) == Aims(L1.id, hours=3, word_2=Word.TALK)


async def test_a_norm_is_decided_on_and_its_words_go_with_whoever_offered_it(peopled: SqlStorage) -> None:
    norms = [Norm(f"n{n}", "g1", who.id, NOW, text=f"line {n}") for n, who in enumerate((L1, L2))]
    async with peopled.transaction() as tx:
        for norm in norms:
            await tx.norms.add(norm)
        await tx.norms.save(norms[0].decided(is_agreed=True))
        assert await tx.norms.get("n0") == norms[0].decided(is_agreed=True)
        assert await tx.norms.get("n9") is None

    async with peopled.transaction() as tx:
        await tx.retention.forget_member(L1.id)

    async with peopled.snapshot() as tx:
        assert [norm.text for norm in await tx.norms.of_group("g1")] == ["", "line 1"]


async def test_a_space_counts_who_is_inside_and_forgets_who_leaves(peopled: SqlStorage) -> None:
    space = Space("s1", "c1", "women", "Women in the cohort")
    async with peopled.transaction() as tx:
        await tx.spaces.add(space)
        await tx.spaces.add(replace(space, id="s2", handle="parents"))
        for who in (L1, L2, L1):
            await tx.spaces.join("s1", who.id)
        await tx.spaces.join("s2", L1.id)

    async with peopled.transaction() as tx:
        assert await tx.spaces.find("s1") == space
        assert [one.id for one in await tx.spaces.in_cohort("c1")] == ["s2", "s1"]
        assert await tx.spaces.counts("c1") == {"s1": 2, "s2": 1}
        assert [one.id for one in await tx.spaces.members("s1")] == [L1.id, L2.id]
        await tx.spaces.leave("s1", L2.id)
        await tx.spaces.leave_all(L1.id)
        assert await tx.spaces.counts("c1") == {}


async def test_one_proposal_of_groups_waits_and_a_decided_one_makes_room(peopled: SqlStorage) -> None:
    draft = GroupDraft("d1", "c1", NOW, M1.id, ((L1.id, L2.id),), ("x",), 8000, 9000)
    async with peopled.transaction() as tx:
        await tx.group_drafts.add(draft)
        assert await tx.group_drafts.of_cohort("c1") == draft
        await tx.group_drafts.save(draft.decided(DraftState.DROPPED, M1.id))
        assert await tx.group_drafts.of_cohort("c1") is None
        await tx.group_drafts.add(replace(draft, id="d2"))


async def test_traits_keep_the_words_for_groups_and_pairs(peopled: SqlStorage) -> None:
    traits = Traits(L1.id, goals=frozenset({"data", "writing"}), avoid=frozenset({"L2"}))
    async with peopled.transaction() as tx:
        await tx.traits.put(traits)
        assert await tx.traits.of(L1.id) == traits
