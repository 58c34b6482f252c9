"""Pairs are proposed with reasons, changed and approved by a coordinator, and known to nobody before."""

from tests.scenarios.test_training import STARTS, told, was_there
from tests.world import Cohort, World

EVENING = "Thu 18:00-20:00"
PEOPLE = {
    "L1": {"stage": 2, "style": "step by step", "availability": EVENING},
    "L2": {"stage": 2, "style": "free", "availability": EVENING},
    "M1": {"stage": 3, "style": "step by step", "availability": EVENING, "capacity": 2},
    "M2": {"stage": 3, "style": "free", "availability": EVENING, "capacity": 2},
}


async def unplanned(cohort: Cohort) -> None:
    """Take the file's pairs away, as if it had none."""
    async with cohort.play.house.storage.transaction() as tx:
        found = await tx.cohorts.by_handle("test")
        assert found is not None
        for pair in await tx.pair_proposals.in_cohort(found.id):
            await tx.pair_proposals.remove(pair.id)


async def test_whoever_has_nobody_gets_the_best_mentor_with_the_reasons_and_no_points(world: World) -> None:
    async with world(learners="L1 L2", **STARTS, **PEOPLE) as cohort:
        await unplanned(cohort)
        await was_there(cohort, "M1", at="Mon 22 Feb 18:40")
        await was_there(cohort, "M2")
        await cohort.commands("C1", "/coord pair propose")
        shown = cohort.last("C1", "pairing.planned").text
        assert "**Name M1**: Name L1 (to be approved)" in shown
        assert "**Name M2**: Name L2 (to be approved)" in shown

        await cohort.commands("C1", "/coord pair explain L1")
        explained = cohort.last("C1", "pairing.explained").text
        assert "works in the same way" in explained
        assert "points" not in explained
        assert told(cohort, "pairing.your_mentor") == []
        assert [line.to for line in cohort.lines if line.kind.startswith("pairing.") and line.to != "C1"] == []


async def test_mentors_are_asked_what_they_are_good_at_and_pairs_proposed_in_chat_know_it(world: World) -> None:
    async with world(learners="L1", **STARTS) as cohort:
        await unplanned(cohort)
        for who, words in (("M1", "writing"), ("M2", "Graphs, planning")):
            await cohort.commands(who, "/peer my profile", at="Mon 22 Feb 18:40" if who == "M1" else None)
            assert [one.name for one in cohort.form(who).inputs] == ["style", "format", "slots", "words", "stage"]
            await cohort.submits(who, words=words, stage="3", slots=EVENING)
        await cohort.commands("L1", "/peer my profile")
        hints = {asked.name: getattr(asked, "hint", "") for asked in cohort.form("L1").inputs}
        assert hints["words"] == "graphs, planning, writing"
        await cohort.submits("L1", words="graphs", slots=EVENING)
        await cohort.commands("C1", "/coord pair propose")
        assert "**Name M2**: Name L1" in cohort.last("C1", "pairing.planned").text
        await cohort.commands("C1", "/coord pair explain L1")
        assert "can help with what they want to reach" in cohort.last("C1", "pairing.explained").text

        await cohort.commands("M1", "/peer my profile")
        await cohort.submits("M1", words="sql", stage="far", slots=EVENING)
        member = await cohort.member("M1")
        async with await cohort.tx() as tx:
            assert (await tx.traits.of(member.id)).strengths == {"writing"}


async def test_a_change_by_hand_wants_a_yes_again_and_stays_when_pairs_are_proposed_anew(world: World) -> None:
    async with world(learners="L1 L2", **STARTS, **PEOPLE) as cohort:
        await unplanned(cohort)
        await was_there(cohort, "M1", at="Mon 22 Feb 18:40")
        await was_there(cohort, "M2")
        await cohort.commands("C1", "/coord pair propose")
        await cohort.commands("C1", "/coord pair approve")
        await cohort.commands("C1", "/coord pair explain L1")
        await cohort.chooses("C1", "Name M2", on="pairing.explained")
        await cohort.commands("C1", "/coord pair publish")
        assert cohort.last("C1").kind == "pairing.not_approved"

        await cohort.commands("C1", "/coord pair propose")
        assert "**Name M2**: " in cohort.last("C1").text
        assert "Name M1" not in cohort.last("C1").text
        await cohort.presses("C1", "Approve all", on="pairing.planned")
        await cohort.presses("C1", "Publish", on="pairing.approved")
        assert [cohort.last(who, "pairing.your_mentor").text[:25] for who in ("L1", "L2")] == [
            "Your mentor is Name M2: s"
        ] * 2


async def test_what_is_ready_can_be_published_while_the_others_wait(world: World) -> None:
    async with world(learners="L1 L2", **STARTS, **PEOPLE) as cohort:
        await unplanned(cohort)
        await cohort.commands("C1", "/coord pair propose")
        await was_there(cohort, "M1", at="Mon 22 Feb 18:40")
        await cohort.commands("C1", "/coord pair approve")
        await cohort.commands("C1", "/coord pair publish")
        await cohort.presses("C1", "Publish the other one", on="pairing.not_trained")
        assert told(cohort, "pairing.your_mentor") == ["L1"]

        await was_there(cohort, "M2")
        await cohort.commands("C1", "/coord pair publish")
        assert told(cohort, "pairing.your_mentor") == ["L1", "L2"]
        await cohort.commands("C1", "/coord pair publish")
        assert cohort.last("C1").kind == "pairing.nothing"


async def test_somebody_who_leaves_before_takes_their_pair_along(world: World) -> None:
    async with world(learners="L1 L2", **STARTS) as cohort:
        await was_there(cohort, "M1", at="Mon 22 Feb 18:40")
        await cohort.commands("L2", "/peer leave")
        await cohort.presses("L2", "Leave")
        await cohort.commands("C1", "/coord pair approve")
        assert "1 pair is approved" in cohort.last("C1").text
        await cohort.commands("C1", "/coord pair publish")

        assert told(cohort, "pairing.your_mentor") == ["L1"]


async def test_there_is_nothing_to_propose_where_everybody_has_a_mentor(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.commands("C1", "/coord pair propose", at="Mon 1 Mar 12:00")
        assert cohort.last("C1").kind == "pairing.nothing"
        await cohort.commands("C1", "/coord pair explain L1")
        assert cohort.last("C1").kind == "pairing.nothing"
