"""A cohort opens: people are told what is read before anything is read, and coordinators what will reach them."""

from bot.domain.privacy import NOTICE_VERSION
from tests.world import World


async def test_every_scanned_channel_gets_the_notice_first_and_keeps_it_in_sight(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.until("Mon 1 Mar 12:00")

        assert cohort.in_channel("g1") == ["privacy.notice", "group.welcome", "prompt.week"]
        assert cohort.in_channel("help") == ["privacy.notice"]
        assert cohort.in_channel("cohort") == [], "it is not scanned"
        notice = cohort.last("g1", "privacy.notice")
        assert notice.is_pinned
        for told in ("mental-health crisis", "240 characters", "Name C1, Name C2", "erased 30 days", "serious harm"):
            assert told in notice.text
        assert f"notice {NOTICE_VERSION}" in notice.title


async def test_the_notice_and_the_page_on_privacy_say_the_same_version_and_whether_somebody_agreed(
    world: World,
) -> None:
    async with world(learners="L1 L2", L2={"consented": False}) as cohort:
        for who in ("L1", "L2"):
            await cohort.commands(who, "/peer privacy", at="Mon 1 Mar 12:00" if who == "L1" else None)

        assert cohort.last("L1").title == f"Privacy notice, version {NOTICE_VERSION}"
        assert "You agreed to version 1" in cohort.last("L1").text
        assert "#g1, #help" in cohort.last("L1").text
        assert "haven't agreed" in cohort.last("L2").text


async def test_a_cohort_that_scans_nothing_posts_no_notice(world: World) -> None:
    async with world(learners="L1", scan=False) as cohort:
        await cohort.until("Mon 1 Mar 12:00")

        assert cohort.in_channel("g1") == ["group.welcome", "prompt.week"]


async def test_coordinators_hear_of_a_notice_that_could_not_be_posted(world: World) -> None:
    async with world(learners="L1") as cohort:
        cohort.surface.closed.add("#help")
        await cohort.until("Mon 1 Mar 12:00")

        assert "#help" in cohort.last("C1", "privacy.not_posted").text
        assert "privacy.not_posted" in cohort.dms_to("C2")


async def test_a_coordinator_is_briefed_before_the_first_alert(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.until("Mon 1 Mar 12:00")

        assert cohort.dms_to("C1")[0] == "onboarding.coordinator"
        fields = " ".join(field.value for field in cohort.last("C1", "onboarding.coordinator").fields)
        for told in ("I have it", "15 minutes", "outside contact", "I never call anybody", "Name C2"):
            assert told in fields


async def test_a_coordinator_whose_private_messages_are_closed_is_known_before_the_first_alert(world: World) -> None:
    async with world(learners="L1") as cohort:
        cohort.surface.closed.add("C1")
        await cohort.until("Mon 1 Mar 12:00")

        assert "Name C1" in cohort.last("C2", "onboarding.unreachable").text


async def test_the_weekly_question_has_one_thread_and_answers_in_it_are_counted_with_whom_they_answer(
    world: World,
) -> None:
    async with world(learners="L1 L2 L3") as cohort:
        await cohort.until("Mon 1 Mar 12:00")
        assert cohort.last("g1", "prompt.week").has_thread
        await cohort.answers("L1", "I plan badly", to="#g1")
        await cohort.answers("L2", "me too, what helps?", to="L1", at="Tue 2 Mar 10:00")
        await cohort.answers("L1", "a timer", to="L2")

        one, two = await cohort.member("L1"), await cohort.member("L2")
        assert cohort.in_channel("g1").count("prompt.week") == 1
        async with await cohort.tx() as tx:
            group = await tx.groups.of_member(one.id)
            assert await tx.participations.in_group(group.id, cohort.at("Mon 1 Mar 00:00")) == 3
            assert await tx.participations.replies(group.id, cohort.at("Mon 1 Mar 00:00")) == {
                (two.id, one.id): 1,
                (one.id, two.id): 1,
            }
