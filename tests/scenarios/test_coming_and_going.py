"""People enter and leave the workspace or the programme. Nobody is shamed, and nobody is left without a person."""

from bot.domain.cases import CaseState
from bot.domain.members import MemberState
from tests.world import World

INVITATION = "onboarding.invitation"


async def test_a_stranger_who_enters_the_workspace_is_left_in_peace(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.joins("X9", at="Tue 2 Mar 12:00")
        await cohort.leaves("X9")

        assert cohort.shown("X9") == []
        assert "X9" not in str([line.text for line in cohort.lines])


async def test_somebody_who_was_not_there_when_invited_is_invited_when_they_enter(world: World) -> None:
    async with world(learners="L1", L1={"consented": False}) as cohort:
        cohort.surface.closed.add("L1")
        await cohort.until("Mon 1 Mar 12:00")
        assert cohort.shown("L1") == []

        cohort.surface.closed.discard("L1")
        await cohort.joins("L1", at="Tue 2 Mar 12:00")

        assert [card.kind for card in cohort.shown("L1")] == [INVITATION]


async def test_entering_twice_does_not_invite_twice(world: World) -> None:
    async with world(learners="L1", L1={"consented": False}) as cohort:
        await cohort.joins("L1", at="Tue 2 Mar 12:00")
        await cohort.leaves("L1")
        await cohort.joins("L1")

        assert cohort.dms_to("L1") == [INVITATION]


async def test_entering_before_the_invitations_waits_for_their_day(world: World) -> None:
    async with world(learners="L1", onboarding="2027-03-03", L1={"consented": False}) as cohort:
        await cohort.joins("L1", at="Tue 2 Mar 12:00")
        assert cohort.dms_to("L1") == []

        await cohort.until("Wed 3 Mar 09:00")
        assert cohort.dms_to("L1") == [INVITATION]


async def test_somebody_who_leaves_the_workspace_gets_nothing_more_and_their_place_is_kept(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await cohort.leaves("L1", at="Fri 5 Mar 12:00")
        sent = len(cohort.sent_to("L1"))
        await cohort.until("Mon 22 Mar 12:00")

        assert len(cohort.sent_to("L1")) == sent
        assert "Their place with you is kept" in cohort.last("M1", "leaving.mentor").text
        assert "It may be an accident" in cohort.last("C1", "leaving.learner").text
        assert "leaving.learner" not in cohort.dms_to("C2"), "one person on call is enough"
        assert not any(line.surface == "channel" and "Name L1" in line.text for line in cohort.lines)
        member = await cohort.member("L1")
        assert member.state is MemberState.GONE
        async with await cohort.tx() as tx:
            assert (await tx.groups.of_member(member.id)).handle == "g1"
            assert [case for case in await tx.cases.in_cohort(member.cohort_id) if case.learner_id == member.id] == []


async def test_somebody_who_comes_back_is_welcome_and_asked_nothing_until_they_say_so(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.leaves("L1", at="Wed 3 Mar 12:00")
        await cohort.joins("L1", at="Wed 10 Mar 12:00")
        await cohort.until("Tue 16 Mar 12:00")
        assert cohort.dms_to("L1") == ["leaving.welcome_back"]

        await cohort.presses("L1", "I'm back")
        await cohort.until("Thu 18 Mar 12:00")
        assert cohort.dms_to("L1") == ["leaving.welcome_back", "check_in.open"]


async def test_leaving_the_programme_tells_the_mentor_and_the_coordinator_in_neutral_words(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await cohort.commands("L1", "/peer leave", at="Fri 5 Mar 12:00")
        assert "leaving.mentor" not in cohort.dms_to("M1"), "asked once whether they are sure"
        await cohort.presses("L1", "Leave")

        assert "says nothing about you" in cohort.last("M1", "leaving.mentor").text
        assert "no reason was asked" in cohort.last("C1", "leaving.learner").text
        assert cohort.in_channel("g1") == ["privacy.notice", "group.welcome", "prompt.week"]
        await cohort.commands("L1", "/peer leave")
        assert cohort.last("L1").kind == "member.gone_already"


async def test_start_brings_back_somebody_who_left_into_their_group(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await cohort.commands("L1", "/peer leave", at="Fri 5 Mar 12:00")
        await cohort.presses("L1", "Leave")
        await cohort.commands("L1", "/peer start", at="Wed 10 Mar 12:00")
        await cohort.submits("L1", consent="yes")

        assert cohort.last("L1").title == "You're in"
        assert "has no mentor" in cohort.last("C2", "onboarding.joined").text
        member = await cohort.member("L1")
        async with await cohort.tx() as tx:
            assert (await tx.groups.of_member(member.id)).handle == "g1"
        await cohort.until("Thu 11 Mar 12:00")
        assert "check_in.open" in cohort.dms_to("L1")


async def test_a_mentor_who_leaves_is_followed_by_words_to_their_learners_and_work_for_the_coordinator(
    world: World,
) -> None:
    async with world(learners="L1 L2") as cohort:
        await cohort.commands("M1", "/peer leave", at="Fri 5 Mar 12:00")
        await cohort.presses("M1", "Leave")

        gone = cohort.last("C1", "leaving.mentor_gone")
        assert "Name L1 (L1), Name L2 (L2)" in gone.text
        assert "nothing to do with you" in cohort.last("L1", "leaving.between_mentors").text
        await cohort.until("Mon 15 Mar 12:00")
        assert "draft.no_mentor" in cohort.dms_to("C1")
        await cohort.commands("C1", "/coord handoff L1 M2")
        assert cohort.last("L1").kind == "pairing.new_mentor"


async def test_a_mentor_who_drops_out_of_the_workspace_keeps_their_learners_for_now(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.leaves("M1", at="Fri 5 Mar 12:00")

        assert "leaving.mentor_gone" in cohort.dms_to("C1")
        assert "leaving.between_mentors" not in cohort.dms_to("L1")


async def test_the_cases_of_a_coordinator_who_leaves_go_to_the_next_person_now(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.says("L1", "I want to die", at="Wed 3 Mar 12:00", in_="#g1")
        await cohort.presses("C1", "I have it", at="Wed 3 Mar 12:05")
        assert "case.alert" not in cohort.dms_to("C2")

        await cohort.leaves("C1", at="Wed 3 Mar 12:10")

        assert "leaving.coordinator" in cohort.dms_to("C2")
        assert "case.alert" in cohort.dms_to("C2")
        member = await cohort.member("L1")
        async with await cohort.tx() as tx:
            (case,) = await tx.cases.in_cohort(member.cohort_id)
        assert case.state is CaseState.OPEN


async def test_the_last_coordinator_is_asked_to_find_another_one_first(world: World) -> None:
    async with world(learners="L1") as cohort:
        for who in ("C1", "C2"):
            await cohort.commands(who, "/peer leave", at="Wed 3 Mar 12:00" if who == "C1" else None)
            await cohort.presses(who, "Leave")

        assert (await cohort.member("C1")).state is MemberState.LEFT
        assert cohort.last("C2").kind == "leaving.last"
        assert (await cohort.member("C2")).is_active
