"""Groups and pairs on pages: edited, approved and published by the core's own flows, and never over somebody's head."""

from datetime import timedelta
from secrets import token_hex

import httpx

from bot.domain.group_drafts import DraftState, GroupDraft
from bot.domain.proposals import PairProposal
from tests.adapters.dashboard.desk import Desk, button
from tests.adapters.dashboard.test_pages import main
from tests.permissions.bottle import NOW

A, B = "id-al0", "id-al1"


async def propose(desk: Desk) -> None:
    """Two groups of one wait for a coordinator of cohort a, instead of whatever waited."""
    async with desk.storage.transaction() as tx:
        before = await tx.group_drafts.of_cohort("a")
        if before is not None:
            await tx.group_drafts.save(before.decided(DraftState.DROPPED, "id-ac0"))
        await tx.group_drafts.add(GroupDraft(token_hex(4), "a", NOW, "id-ac0", ((A,), (B,)), (), 8000, 9000))


async def stands(desk: Desk) -> tuple[tuple[str, ...], ...]:
    async with desk.storage.snapshot() as tx:
        draft = await tx.group_drafts.of_cohort("a")
    assert draft is not None
    return draft.groups


async def move(browser: httpx.AsyncClient, page: str, who: str | list[str], to: str) -> httpx.Response:
    sent: dict[str, object] = dict(button(page, "Move"))
    return await browser.post("/act", data=sent | {"value-who": who, "value-to": to})


async def test_a_coordinator_moves_people_takes_it_back_approves_and_publishes(desk: Desk) -> None:
    await propose(desk)
    browser = await desk.enter("ac0")

    moved = await move(browser, (await browser.get("/groups")).text, ["al0"], "2")
    assert await stands(desk) == ((B, A),)
    assert "Done: Name of al0." in main(moved)
    assert "Name of ac0 changed it" in main(moved)
    undone = await browser.post("/act", data=button(moved.text, "Undo the last change"))
    assert await stands(desk) == ((A,), (B,))
    assert "taken back" in main(undone)

    swapped = await move(browser, undone.text, ["al0", "al1"], "swap")
    assert await stands(desk) == ((B,), (A,))
    approved = await browser.post("/act", data=button(swapped.text, "Approve"))
    published = await browser.post("/act", data=button(approved.text, "Publish now"))
    assert "No learner" not in main(published)
    async with desk.storage.snapshot() as tx:
        assert await tx.group_drafts.of_cohort("a") is None


async def test_of_two_who_edit_the_same_proposal_the_second_is_told_and_loses_nothing(desk: Desk) -> None:
    await propose(desk)
    first, second = await desk.enter("ac0"), await desk.enter("ac1")
    pages = [(await browser.get("/groups")).text for browser in (first, second)]

    await move(first, pages[0], ["al0"], "new")
    await move(first, (await first.get("/groups")).text, ["al0"], "none")
    told = await move(second, pages[1], ["al1"], "new")

    assert "Name of ac0 changed the proposal at 12:00" in main(told)
    assert 'value="al1"' in main(told)
    assert await stands(desk) == ((B,),)
    kept = button(told.text, "Move")
    done = await second.post("/act", data=kept | {"value-who": "al1, al0", "value-to": "new"})
    assert "Done: Name of al1, Name of al0." in main(done)
    assert await stands(desk) == ((B, A),)


async def test_nobody_approves_or_publishes_what_they_have_not_seen(desk: Desk) -> None:
    await propose(desk)
    first, second = await desk.enter("ac0"), await desk.enter("ac1")
    seen = (await second.get("/groups")).text
    changed = await move(first, (await first.get("/groups")).text, ["al0"], "2")

    told = await second.post("/act", data=button(seen, "Approve"))
    assert "Name of ac0 changed this proposal" in main(told)
    await first.post("/act", data=button(changed.text, "Approve"))
    async with desk.storage.snapshot() as tx:
        draft = await tx.group_drafts.of_cohort("a")
    assert draft is not None
    assert (draft.state, draft.decided_by) == (DraftState.APPROVED, "id-ac0")


async def test_what_cannot_be_moved_is_said_in_the_form(desk: Desk) -> None:
    await propose(desk)
    browser = await desk.enter("ac0")
    page = (await browser.get("/groups")).text
    for who, to, said in (
        ([], "1", "Choose at least one person first."),
        (["nobody"], "1", "Nobody in this proposal is called nobody."),
        (["bl0"], "1", "Nobody in this proposal is called bl0."),
        (["al0"], "9", "A group&#39;s number from 1 to 2"),
        (["al0"], "swap", "Two change places; one is chosen."),
    ):
        answer = await move(browser, page, who, to)
        assert said in main(answer), (who, to)
        page = (await browser.get("/groups")).text
    assert await stands(desk) == ((A,), (B,))


async def test_sizes_are_asked_for_and_wrong_ones_are_explained(desk: Desk) -> None:
    async with desk.storage.transaction() as tx:
        for member_id in (A, B):
            await tx.groups.leave(member_id, NOW.date() - timedelta(days=1))
    browser = await desk.enter("ac0")
    page = await browser.get("/groups")
    assert "2 learners are in no group" in main(page)

    wrong = await browser.post(
        "/act", data=button(page.text, "Propose") | {"value-least": "4", "value-most": "1", "value-seed": "x"}
    )
    assert "A number from 2 to 12, please." in main(wrong)
    sent = {"value-least": "2", "value-most": "2", "value-seed": "7"}
    looked = await browser.post("/act", data=button(wrong.text, "Propose") | sent)
    assert "looking for groups" in main(looked)
    async with desk.storage.snapshot() as tx:
        assert [each.action.subject for each in await tx.timers.due(NOW, 9)] == ["id-ac0.2.2.7"]


async def test_a_pair_that_somebody_else_changed_is_not_changed_over_their_head(desk: Desk) -> None:
    async with desk.storage.transaction() as tx:
        pairing = await tx.pairings.of_learner(A)
        assert pairing is not None
        await tx.pairings.end(pairing.id, NOW.date() - timedelta(days=1))
        await tx.pair_proposals.add(PairProposal("pp1", "a", A, "id-am0", NOW))
    first, second = await desk.enter("ac0"), await desk.enter("ac1")
    pages = [(await browser.get("/pairs")).text for browser in (first, second)]
    assert "1 proposed pair wants" in pages[0]

    given = await first.post("/act", data=button(pages[0], "Give") | {"value": "id-am1"})
    assert "is to get Name of am1" in main(given)
    told = await second.post("/act", data=button(pages[1], "Approve all"))
    assert "Somebody changed these pairs" in main(told)
    told = await second.post("/act", data=button(pages[1], "Give") | {"value": "id-am1"})
    assert "Somebody else gave Name of al0 another mentor" in main(told)
    approved = await second.post("/act", data=button(told.text, "Approve all"))
    assert "approved" in main(approved)


async def test_groups_and_pairs_are_for_coordinators_of_the_cohort(desk: Desk) -> None:
    await propose(desk)
    mentor, other = await desk.enter("am0"), await desk.enter("bc0")
    for path in ("/groups", "/pairs"):
        assert (await mentor.get(path)).status_code == 404
        assert "Name of al0" not in (await other.get(path)).text
