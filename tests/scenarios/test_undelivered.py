"""What cannot be delivered: somebody who can do something about it hears of it, once."""

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
