"""A mentor's week: their own word, relief with consent first, cover, and how they are themselves."""

import pytest

from tests.world import Cohort, World


def told(cohort: Cohort, kind: str) -> list[str]:
    return [line.to for line in cohort.lines if line.kind == kind]


async def test_too_full_a_week_leads_to_a_hand_off_the_learner_agrees_to_first(world: World) -> None:
    async with world(learners="L1", sessions=True) as cohort:
        await cohort.commands("M1", "/mentor session plan L1 Thu 18:00", at="Wed 3 Mar 12:00")
        await cohort.presses("M1", "Yes, we met", at="Thu 4 Mar 19:05")
        await cohort.commands("M1", "/mentor note L1")
        await cohort.submits("M1", step="Draw one chart", by="2027-03-11", shared="Small steps help", private="Tired?")
        await cohort.commands("M1", "/mentor workload 5", at="Fri 5 Mar 12:00")
        await cohort.presses("M1", "Ask Name L1")
        assert told(cohort, "handoff.consent") == ["L1"]
        assert told(cohort, "move.proposal") == []

        await cohort.presses("L1", "What would they read?")
        assert "Small steps help" in cohort.last("L1").text
        await cohort.presses("L1", "Fine with me", on="handoff.consent")
        assert "Name L1 agrees" in cohort.last("M1", "handoff.answer").text
        assert told(cohort, "move.proposal") == ["C1"]
        assert told(cohort, "handoff.card") == []

        await cohort.presses("C1", "Approve")
        card = cohort.last("M2", "handoff.card").text
        assert "Draw one chart" in card
        assert "Small steps help" in card
        assert "Tired?" not in card
        assert "is now your mentor" in cohort.last("L1", "pairing.new_mentor").text


async def test_a_learner_who_would_rather_stay_stays(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.commands("M1", "/mentor workload 5", at="Fri 5 Mar 12:00")
        await cohort.presses("M1", "Ask Name L1")
        await cohort.presses("L1", "I'd rather stay")

        assert "which is a compliment" in cohort.last("M1", "handoff.answer").text
        assert told(cohort, "move.proposal") == told(cohort, "pairing.moved") == []
        await cohort.presses("L1", "I'd rather stay", on="handoff.consent")
        assert cohort.last("L1").kind == "move.settled"


@pytest.mark.parametrize(("load", "kind"), [(1, "workload.noted"), (3, "workload.noted"), (4, "workload.heavy")])
async def test_a_week_that_is_fine_is_only_noted(world: World, load: int, kind: str) -> None:
    async with world(learners="L1") as cohort:
        await cohort.commands("M1", f"/mentor workload {load}", at="Fri 5 Mar 12:00")

        assert cohort.last("M1").kind == kind
        assert "Ask Name L1" not in [button.label for button in cohort.last("M1").buttons]


async def test_a_load_that_cannot_be_is_asked_again(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.commands("M1", "/mentor workload 7", at="Fri 5 Mar 12:00")

        assert cohort.last("M1").kind == "workload.no_level"


async def test_nobody_whose_own_week_is_heavy_is_proposed(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.commands("M2", "/mentor workload 4", at="Fri 5 Mar 12:00")
        await cohort.commands("M1", "/mentor workload 5")

        assert not [button for button in cohort.last("M1").buttons if button.label.startswith("Ask Name")]


async def test_the_weekly_question_stands_below_the_digest(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.until("Mon 8 Mar 12:00")
        select = cohort.last("M1", "digest.mentor").select

        assert select is not None
        assert [option.value for option in select.options] == ["1", "2", "3", "4", "5"]


async def test_cover_keeps_the_mentor_free_and_tells_a_coordinator_who_has_room(world: World) -> None:
    async with world(learners="L1", sessions=True) as cohort:
        await cohort.commands("M1", "/mentor session plan L1 Thu 18:00", at="Wed 3 Mar 12:00")
        await cohort.commands("M1", "/mentor cover 2027-03-12")

        said = cohort.last("C1", "cover.wanted").text
        assert "Their learners: Name L1" in said
        assert "Mentors with room: Name M2" in said
        assert "is off" in cohort.last("L1").text or cohort.last("L1").kind == "session.called_off"
        await cohort.commands("M1", "/mentor cover 2027-03-01")
        assert cohort.last("M1").kind == "care.past"


async def test_mentors_are_asked_once_how_they_are_and_a_person_hears_only_that_they_want_to_talk(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.until("Wed 24 Mar 11:00")
        assert told(cohort, "wellbeing.question") == []
        await cohort.until("Wed 21 Apr 12:00")
        assert told(cohort, "wellbeing.question") == ["M1", "M2"]
        await cohort.presses("M1", "I'm well")
        await cohort.presses("M2", "I'd like to talk")

        said = [line for line in cohort.lines if line.kind == "wellbeing.wanted"]
        assert len(said) == 1
        assert "I know no more than that" in said[0].text
        await cohort.presses("M1", "It's a bit much", on="wellbeing.question")
        assert "Ask for cover" in [button.label for button in cohort.last("M1").buttons]
