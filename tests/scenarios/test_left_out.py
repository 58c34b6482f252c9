"""What cannot be delivered, or takes too long: somebody who can do something about it hears of it, once."""

from datetime import timedelta

import pytest

from bot.events import DeliveryFailed
from tests.world import Cohort, World

SENTENCE = "I don't want to be here anymore"
ALERT, OUTSIDE = "case.alert", "case.outside"


def shown(cohort: Cohort, who: str) -> list[str]:
    """What somebody really got, by kind."""
    return [each.card.kind for each in cohort.surface.shown if each.to == who]


def told_outside(cohort: Cohort) -> int:
    return sum(line.kind == OUTSIDE for line in cohort.lines)


async def test_a_closed_direct_message_goes_to_the_next_person_now_and_only_once(world: World) -> None:
    async with world(learners="L1") as cohort:
        cohort.surface.closed.add("C1")
        await cohort.says("L1", SENTENCE, at="Wed 3 Mar 12:00", in_="#g1")
        assert shown(cohort, "C2").count(ALERT) == 1
        assert told_outside(cohort) == 0

        await cohort.until("Wed 3 Mar 12:16")

        assert shown(cohort, "C2").count(ALERT) == 2, "the policy goes on at its pace"
        assert told_outside(cohort) == 0


async def test_when_no_coordinator_can_be_reached_the_outside_contact_is_told_at_once(world: World) -> None:
    async with world(learners="L1") as cohort:
        cohort.surface.closed.update({"C1", "C2"})

        await cohort.says("L1", SENTENCE, at="Wed 3 Mar 12:00", in_="#g1")

        assert told_outside(cohort) == 1


async def test_the_timeline_says_in_plain_words_who_could_not_be_told(world: World) -> None:
    async with world(learners="L1") as cohort:
        cohort.surface.closed.add("C1")
        await cohort.says("L1", SENTENCE, at="Wed 3 Mar 12:00", in_="#g1")
        await cohort.presses("C2", "I have it")
        await cohort.presses("C2", "Open the case")

        assert "a coordinator could not be reached" in cohort.last("C2", "case.card").text


@pytest.mark.fault(25)
async def test_when_the_platform_is_down_the_outside_contact_hears_of_a_case_within_150_seconds(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.until("Wed 3 Mar 11:59")
        cohort.surface.is_down = True
        await cohort.says("L1", SENTENCE, at="Wed 3 Mar 12:00", in_="#g1")
        assert told_outside(cohort) == 0

        await cohort.until("Wed 3 Mar 12:03")
        (told,) = (line for line in cohort.lines if line.kind == OUTSIDE)
        assert told.at - cohort.at("Wed 3 Mar 12:00") <= timedelta(seconds=150)
        await cohort.until("Wed 3 Mar 12:20")
        assert told_outside(cohort) == 1, "once, however many alerts hang"

        cohort.surface.is_down = False
        await cohort.until("Wed 3 Mar 12:22")

        assert ALERT in shown(cohort, "C1")
        assert ALERT in shown(cohort, "C2")
        assert shown(cohort, "L1").count("crisis.reply") == 1


async def test_a_case_that_somebody_took_meanwhile_is_not_told_outside(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.says("L1", SENTENCE, at="Wed 3 Mar 12:00", in_="#g1")
        cohort.surface.is_down = True
        await cohort.until("Wed 3 Mar 12:15")
        await cohort.presses("C1", "I have it")

        await cohort.until("Wed 3 Mar 12:30")

        assert told_outside(cohort) == 0


async def test_a_question_for_a_channel_that_is_closed_is_told_to_the_coordinators(world: World) -> None:
    async with world(learners="L1") as cohort:
        cohort.surface.closed.add(cohort.play.channel("#g1"))

        await cohort.until("Mon 1 Mar 09:01")

        assert shown(cohort, "C1").count("prompt.refused") == 1
        assert shown(cohort, "C2").count("prompt.refused") == 1
        assert "Group One on Monday 1 March" in cohort.last("C1", "prompt.refused").text


async def test_a_question_that_hangs_for_too_long_is_left_out_and_told(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.until("Mon 1 Mar 08:59")
        cohort.surface.is_down = True
        await cohort.until("Mon 1 Mar 15:05")
        cohort.surface.is_down = False
        await cohort.until("Mon 1 Mar 16:00")

        assert "prompt.week" not in [each.card.kind for each in cohort.surface.shown]
        assert shown(cohort, "C1").count("prompt.skipped") == 1


async def test_a_question_that_hangs_for_a_while_comes_late_and_says_so(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.until("Mon 1 Mar 08:59")
        cohort.surface.is_down = True
        await cohort.until("Mon 1 Mar 12:00")
        cohort.surface.is_down = False
        await cohort.until("Mon 1 Mar 12:10")

        (post,) = [each.card for each in cohort.surface.shown if each.card.kind == "prompt.week"]
        assert post.text.startswith("_A little later than usual today")
        assert "prompt.skipped" not in cohort.dms_to("C1")


async def test_a_question_nobody_can_look_for_is_told_as_uncertain(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.until("Mon 1 Mar 15:00")
        tag = await _tag_of_the_question(cohort)
        now = cohort.play.clock.now()
        lost = DeliveryFailed("dead:x", now, "prompt.week", tag, "no history", is_skipped=True, is_uncertain=True)

        await cohort.play.house.app.handle(lost)

        assert "I can't tell whether" in cohort.last("C1", "prompt.uncertain").text


async def _tag_of_the_question(cohort: Cohort) -> str:
    async with await cohort.tx() as tx:
        found = await tx.cohorts.by_handle("test")
        (group,) = await tx.groups.in_cohort(found.id)
        (posted,) = await tx.outbox.tagged(f"prompt:{group.id}:2027-03-01T09:00")
    return posted.tag


async def test_nobody_has_missed_a_check_in_that_never_came(world: World) -> None:
    async with world(
        learners="L1", extra='[rhythm]\ncheck_in_reminder = "Thu 11:00"\ncheck_in_closes = "Thu 12:00"\n'
    ) as cohort:
        await cohort.until("Thu 4 Mar 08:59")
        cohort.surface.is_down = True
        await cohort.until("Thu 4 Mar 12:10")
        cohort.surface.is_down = False
        await cohort.until("Mon 8 Mar 12:00")

        assert shown(cohort, "L1") == []
        await cohort.commands("L1", "/peer why")
        assert "too late to be useful" in cohort.last("L1").text
        await cohort.until("Mon 15 Mar 12:00")

        assert shown(cohort, "L1")[1:] == ["check_in.open", "check_in.reminder", "nudge.check_in"]
        assert "draft.check_in" not in cohort.dms_to("M1"), "it is the first miss"
