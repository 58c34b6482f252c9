"""How a pair fits: asked in private, held until changes open, then proposed to one coordinator, told without blame."""

from tests.world import Cohort, World


async def met(cohort: Cohort) -> None:
    """L1 and M1 meet in the first week."""
    await cohort.commands("M1", "/mentor session plan L1 Thu 18:00", at="Wed 3 Mar 12:00")
    await cohort.presses("M1", "Yes, we met", at="Thu 4 Mar 19:05")


def kinds(cohort: Cohort, who: str, prefix: str) -> list[str]:
    return [
        f"{line.kind} {line.at:%a %d %H:%M}" for line in cohort.lines if line.to == who and line.kind.startswith(prefix)
    ]


async def test_learners_who_met_are_asked_once_on_the_last_sunday_before_changes_open(world: World) -> None:
    async with world(sessions=True) as cohort:
        await met(cohort)
        await cohort.until("Sun 28 Mar 20:00")

        assert kinds(cohort, "L1", "fit.") == ["fit.question Sun 14 12:00"]
        assert kinds(cohort, "L2", "fit.") == []
        assert kinds(cohort, "M1", "fit.") == []


async def test_not_a_good_fit_waits_for_the_window_and_reaches_only_whoever_is_on_duty_then(world: World) -> None:
    async with world(sessions=True) as cohort:
        await met(cohort)
        await cohort.presses("L1", "Not a good fit", at="Sun 14 Mar 13:00")
        assert "On Monday 15 March" in cohort.last("L1", "fit.heard").text
        await cohort.until("Sun 14 Mar 23:00")
        assert [line.to for line in cohort.lines if line.kind.startswith("move.")] == []

        await cohort.until("Mon 15 Mar 12:00")
        proposals = [line for line in cohort.lines if line.kind == "move.proposal"]
        assert [(line.to, f"{line.at:%d %H:%M}") for line in proposals] == [("C1", "15 09:00")]
        assert "Name M2" in proposals[0].text
        assert kinds(cohort, "M1", "move.") == kinds(cohort, "M1", "pairing.") == []


async def test_an_approved_change_is_told_in_neutral_words_and_takes_the_sessions_along(world: World) -> None:
    async with world(sessions=True) as cohort:
        await met(cohort)
        await cohort.presses("L1", "Not a good fit", at="Sun 14 Mar 13:00")
        await cohort.presses("C1", "Approve", at="Mon 15 Mar 10:00")

        assert "Thank you for the time you gave them" in cohort.last("M1", "pairing.moved").text
        for who in ("M1", "M2"):
            said = " ".join(
                line.text.lower() for line in cohort.lines if line.to == who and line.kind.startswith("pairing.")
            )
            assert not any(word in said for word in ("fit", "asked", "because", "fault"))
        assert "is now your mentor" in cohort.last("L1", "pairing.new_mentor").text
        learner, mentor = await cohort.member("L1"), await cohort.member("M2")
        async with await cohort.tx() as tx:
            coming = await tx.sessions.open_of(learner.id)
            pairing = await tx.pairings.of_learner(learner.id)
        assert {session.mentor_id for session in coming} == {mentor.id}
        assert pairing is not None
        assert pairing.mentor_id == mentor.id


async def test_before_the_window_the_door_says_when_it_opens_and_who_helps_until_then(world: World) -> None:
    async with world(sessions=True) as cohort:
        await cohort.commands("L1", "/peer fit", at="Wed 3 Mar 12:00")

        assert "opens on Monday 15 March" in cohort.last("L1").text
        assert [button.label for button in cohort.last("L1").buttons] == ["Office hours", "Talk to a coordinator"]


async def test_after_the_window_opened_it_goes_to_a_person_at_once_and_only_once(world: World) -> None:
    async with world(sessions=True) as cohort:
        await cohort.commands("L1", "/peer fit", at="Wed 24 Mar 12:00")
        await cohort.presses("L1", "Not a good fit")
        await cohort.commands("L1", "/peer fit")
        await cohort.presses("L1", "Not a good fit")

        assert [line.to for line in cohort.lines if line.kind == "move.proposal"] == ["C2"]


async def test_whoever_changes_their_mind_before_the_window_is_heard(world: World) -> None:
    async with world(sessions=True) as cohort:
        await met(cohort)
        await cohort.presses("L1", "Not a good fit", at="Sun 14 Mar 13:00")
        await cohort.presses("L1", "Good", at="Sun 14 Mar 18:00")
        await cohort.until("Mon 15 Mar 12:00")

        assert [line.kind for line in cohort.lines if line.kind.startswith("move.")] == []


async def test_nobody_is_proposed_beyond_their_capacity(world: World) -> None:
    async with world(sessions=True, M2={"capacity": 0}) as cohort:
        await cohort.commands("L1", "/peer fit", at="Wed 24 Mar 12:00")
        await cohort.presses("L1", "Not a good fit")
        assert "Raise a capacity" in cohort.last("C2", "move.proposal").text

        await cohort.presses("C2", "Not now")
        assert "a coordinator would like to find" in cohort.last("L1", "move.stays").text.lower()


async def test_a_proposal_nobody_decides_is_remembered_a_day_later(world: World) -> None:
    async with world(sessions=True) as cohort:
        await cohort.commands("L1", "/peer fit", at="Wed 24 Mar 12:00")
        await cohort.presses("L1", "Not a good fit")
        await cohort.until("Fri 26 Mar 12:00")

        assert [line.to for line in cohort.lines if line.kind == "move.waits"] == ["C2", "C1"]
        await cohort.commands("C1", "/coord repair L1")
        await cohort.presses("C1", "Approve")
        assert "is now your mentor" in cohort.last("L1", "pairing.new_mentor").text


async def test_a_coordinator_can_ask_who_would_fit(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.commands("C1", "/coord repair L1", at="Tue 2 Mar 12:00")
        assert "has plenty of hours in common" in cohort.last("C1").fields[0].value
        await cohort.presses("C1", "Somebody else")
        assert cohort.last("C1").kind == "move.others"
        await cohort.presses("C1", "Approve", on="move.proposal")

        assert "is now your learner" in cohort.last("M2", "pairing.new_learner").text
        await cohort.commands("M2", "/mentor workload 5")
        await cohort.presses("M2", "Ask Name L1")
        await cohort.commands("C1", "/coord repair L1")
        assert cohort.last("C1").kind == "move.not_to_be"
