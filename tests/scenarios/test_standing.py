"""What somebody gets who is not part of it, not yet, or not any more: always kind, never without help."""

import pytest

from bot.domain.members import MemberState
from tests.world import World


async def test_a_stranger_hears_who_this_is_and_where_help_is(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.says("X9", "hello, who are you?", at="Tue 2 Mar 12:00")
        await cohort.commands("X9", "/peer help")

        assert [card.kind for card in cohort.shown("X9")] == ["refusal.stranger"] * 2
        assert all("findahelpline.com" in card.text for card in cohort.shown("X9"))


async def test_a_stranger_in_a_channel_is_neither_answered_nor_counted_nor_scanned(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.says("X9", "I don't want to be here anymore", at="Tue 2 Mar 12:00", in_="#g1")

        assert cohort.shown("X9") == []
        async with await cohort.tx() as tx:
            found = await tx.cohorts.by_handle("test")
            assert await tx.participations.in_cohort(found.id) == 0
            assert await tx.cases.in_cohort(found.id) == []


async def test_somebody_who_has_not_started_is_offered_the_choice_and_can_get_help(world: World) -> None:
    async with world(learners="L1", L1={"consented": False}) as cohort:
        await cohort.commands("L1", "/peer away tomorrow", at="Tue 2 Mar 12:00")
        assert cohort.last("L1").kind == "refusal.not_started"
        assert [button.label for button in cohort.last("L1").buttons] == ["Start", "Decline", "Get help"]

        await cohort.says("L1", "what is this?")
        assert cohort.last("L1").kind == "refusal.not_started"
        await cohort.commands("L1", "/peer help")
        assert cohort.last("L1").kind == "help.page"


async def test_somebody_who_left_hears_that_nothing_is_to_do_and_how_to_come_back(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.commands("L1", "/peer leave", at="Tue 2 Mar 12:00")
        await cohort.presses("L1", "Leave")
        for typed in ("/peer checkin", "/peer away tomorrow", "/peer pause", "/peer"):
            await cohort.commands("L1", typed)
        assert [line.kind for line in cohort.lines if line.to == "L1"][-4:-1] == ["refusal.left"] * 3
        assert cohort.last("L1").kind == "member.page"

        await cohort.says("L1", "hm")
        assert cohort.last("L1").kind == "refusal.left"
        await cohort.commands("L1", "/peer limits")
        assert cohort.last("L1").kind == "help.limits"


@pytest.mark.parametrize(
    ("who", "typed", "kind"),
    [
        ("L1", "/peer", "member.page"),
        ("M1", "/mentor", "digest.mentor"),
        ("C1", "/coord", "case.list"),
        ("C1", "/mentor", "digest.mentor"),
        ("L1", "/mentor", "refusal.right"),
        ("L1", "/coord", "refusal.right"),
        ("M1", "/coord", "refusal.right"),
    ],
)
async def test_a_bare_root_shows_ones_own_page_to_whom_it_belongs(
    world: World, who: str, typed: str, kind: str
) -> None:
    async with world(learners="L1") as cohort:
        await cohort.commands(who, typed, at="Tue 2 Mar 12:00")

        assert cohort.last(who).kind == kind


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("/peer chekin", "peer checkin"),
        ("/checkin", "peer checkin"),
        ("/why", "peer why"),
        ("/Peer AWYA tomorrow", "peer away"),
    ],
)
async def test_a_wrong_word_gets_the_nearest_command_as_a_button(world: World, typed: str, meant: str) -> None:
    async with world(learners="L1") as cohort:
        await cohort.commands("L1", typed, at="Tue 2 Mar 12:00")

        assert cohort.last("L1").kind == "refusal.unknown"
        assert f"/{meant}" in [button.label for button in cohort.last("L1").buttons]


async def test_only_commands_one_may_use_are_suggested(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.commands("L1", "/coord case lst", at="Tue 2 Mar 12:00")

        assert not any("coord" in button.label for button in cohort.last("L1").buttons)


async def test_after_declining_the_bot_writes_no_more_and_start_still_works(world: World) -> None:
    async with world(learners="L1", L1={"consented": False}) as cohort:
        await cohort.presses("L1", "Decline", at="Tue 2 Mar 12:00")
        await cohort.until("Mon 15 Mar 12:00")
        assert cohort.dms_to("L1") == ["onboarding.invitation"]
        assert (await cohort.member("L1")).state is MemberState.DECLINED

        await cohort.commands("L1", "/peer start")
        await cohort.submits("L1", consent="yes")

        assert (await cohort.member("L1")).state is MemberState.ACTIVE
