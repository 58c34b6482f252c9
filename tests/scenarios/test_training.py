"""Mentors are trained before anybody learns who their learners are: live or in chat, counted, never graded."""

from bot.upcoming import upcoming
from tests.world import Cohort, World

TRAINING = """
[training]
at = "2027-02-22 17:00"
link = "https://meet.example.org/training"
refresher = "2027-03-23 17:00"
"""
STARTS = {"onboarding": "2027-02-15", "extra": TRAINING}


def told(cohort: Cohort, kind: str) -> list[str]:
    return [line.to for line in cohort.lines if line.kind == kind]


async def practises(cohort: Cohort, who: str, answers: str = "BBB") -> None:
    for answer in answers:
        await cohort.presses(who, f"Answer {answer}", on="training.scene")


async def was_there(cohort: Cohort, who: str, at: str | None = None) -> None:
    await cohort.presses(who, "I was there", at=at, on="training.ask")
    await cohort.presses(who, "Start the practice", on="training.there")
    await practises(cohort, who)


async def reads_it_all(cohort: Cohort, who: str) -> None:
    await cohort.commands(who, "/mentor training")
    await cohort.presses(who, "Begin", on="training.overview")
    for _ in range(4):
        await cohort.presses(who, "Next", on="training.page")
    await cohort.presses(who, "To the practice", on="training.page")
    await practises(cohort, who, "ACB")


async def test_pairs_wait_for_the_training_and_are_published_when_the_last_mentor_made_it_up(world: World) -> None:
    async with world(learners="L1 L2", **STARTS) as cohort:
        await cohort.until("Mon 22 Feb 16:00")
        assert told(cohort, "training.invitation") == ["M1", "M2"]
        attachment = cohort.last("M1", "training.invitation").attachment
        assert attachment is not None
        assert attachment.link == "https://meet.example.org/training"

        await was_there(cohort, "M2", at="Mon 22 Feb 18:40")
        await cohort.presses("M1", "I missed it", on="training.ask")
        await cohort.until("Wed 24 Feb 12:00")
        assert told(cohort, "training.make_up") == ["M1"]
        assert told(cohort, "training.overdue") == ["C2"]
        assert "Name M1 (M1)" in cohort.last("C2", "training.overdue").text
        assert "M2" not in cohort.last("C2", "training.overdue").text

        await cohort.commands("C1", "/coord pair approve")
        await cohort.commands("C1", "/coord pair publish")
        refused = cohort.last("C1", "pairing.not_trained").text
        assert "Nothing was published" in refused
        assert "Name M1: Name L1, Name L2" in refused
        await cohort.commands("L1", "/peer session")
        assert "Name M1" not in cohort.last("L1").text

        await reads_it_all(cohort, "M1")
        assert cohort.last("M1").kind == "training.finished"
        assert told(cohort, "pairing.all_trained") == ["C2"]
        await cohort.presses("C2", "Publish", on="pairing.all_trained")
        assert told(cohort, "pairing.your_mentor") == ["L1", "L2"]
        assert "Name L1 (L1), Name L2 (L2)" in cohort.last("M1", "pairing.your_learners").text


async def test_whoever_made_it_up_in_time_is_not_asked_again(world: World) -> None:
    async with world(learners="L1", **STARTS) as cohort:
        await cohort.until("Tue 16 Feb 12:00")
        await reads_it_all(cohort, "M1")
        await cohort.until("Thu 25 Feb 12:00")

        assert told(cohort, "training.ask") == ["M2"]
        assert told(cohort, "training.make_up") == ["M2"]
        await cohort.commands("M1", "/mentor training")
        assert "You are through" in cohort.last("M1").text


async def test_every_answer_of_the_practice_gets_a_kind_word_and_none_is_kept(world: World) -> None:
    async with world(learners="L1", **STARTS) as cohort:
        await cohort.until("Tue 16 Feb 12:00")
        await cohort.commands("M1", "/mentor training")
        await cohort.presses("M1", "Begin")
        await cohort.presses("M1", "Next", on="training.page")
        await cohort.commands("M1", "/mentor training")
        assert "Go on" in [button.label for button in cohort.last("M1").buttons]

        async with await cohort.tx() as tx:
            progress = await tx.trainings.of((await cohort.member("M1")).id)
        assert (progress.parts, progress.scenes, progress.is_finished) == (1, 0, False)
        assert [line.to for line in cohort.lines if line.kind == "training.scene" and line.surface == "channel"] == []


async def test_whoever_was_there_need_not_read_what_they_heard(world: World) -> None:
    async with world(learners="L1", **STARTS) as cohort:
        await cohort.until("Tue 16 Feb 12:00")
        await cohort.commands("M1", "/mentor training")
        await cohort.presses("M1", "Begin", on="training.overview")
        await cohort.presses("M1", "I was there", at="Mon 22 Feb 18:40", on="training.ask")
        await cohort.presses("M1", "Start the practice", on="training.there")
        await practises(cohort, "M1", "CAC")

        assert cohort.last("M1").kind == "training.finished"
        assert "bring in a person" in cohort.last("M1").text


async def test_coordinators_see_who_is_through_and_the_monday_report_says_it(world: World) -> None:
    async with world(learners="L1", **STARTS) as cohort:
        await was_there(cohort, "M2", at="Mon 22 Feb 18:40")
        await cohort.commands("C1", "/coord training")
        assert "Not finished: Name M1 (M1)" in cohort.last("C1").text
        assert "Finished: Name M2 (M2)" in cohort.last("C1").text

        await cohort.until("Mon 1 Mar 12:00")
        waiting = [field.value for field in cohort.last("C1", "digest.coordinator").fields]
        assert any("Training not finished: Name M1 (M1)" in value for value in waiting)


async def test_what_comes_next_names_the_training_while_it_is_open_and_no_pair_before_it_is_known(world: World) -> None:
    async with world(learners="L1", sessions=True, **STARTS) as cohort:
        await cohort.until("Mon 22 Feb 18:40")
        async with await cohort.tx() as tx:
            planned = await upcoming(tx, 50)
        (reminder,) = [line.to for line in planned if line.what == "Remind a mentor of the training"]
        assert sorted(reminder.split(", ")) == ["Name M1", "Name M2"]
        assert "Offer two times for the next session" not in {line.what for line in planned}

        await was_there(cohort, "M1")
        await was_there(cohort, "M2")
        async with await cohort.tx() as tx:
            assert not [line for line in await upcoming(tx, 50) if line.what == "Remind a mentor of the training"]


async def test_the_refresher_half_way_is_one_page_for_whoever_missed_it(world: World) -> None:
    async with world(learners="L1", **STARTS) as cohort:
        await cohort.until("Tue 23 Mar 16:00")
        assert told(cohort, "training.invitation").count("M1") == 2
        await cohort.presses("M1", "I missed it", at="Tue 23 Mar 17:50", on="training.ask")
        await cohort.presses("M1", "Done", on="training.refresher")
        await cohort.presses("M2", "I was there", on="training.ask")

        assert told(cohort, "training.refreshed") == ["M1", "M2"]


async def test_a_cohort_without_a_training_pairs_from_the_start_and_asks_nobody(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.until("Mon 8 Mar 12:00")
        assert not [line for line in cohort.lines if line.kind.startswith("training.")]
        await cohort.commands("M1", "/mentor training")
        assert "80 minutes" in cohort.last("M1").text
        await cohort.commands("L1", "/peer session")
        assert cohort.last("L1").kind != "pairing.nothing"


async def test_a_training_in_chat_only_is_reminded_of_and_a_coordinator_hears_after_a_week(world: World) -> None:
    in_chat = {"onboarding": "2027-02-15", "extra": "[training]\n"}
    async with world(learners="L1", **in_chat) as cohort:
        await cohort.until("Wed 17 Feb 12:00")
        assert told(cohort, "training.make_up") == ["M1", "M2"]
        await reads_it_all(cohort, "M2")
        await cohort.until("Mon 22 Feb 12:00")

        assert "Name M1 (M1)" in cohort.last("C2", "training.overdue").text
        assert not told(cohort, "training.ask")


async def test_nobody_untrained_is_proposed_when_somebody_moves(world: World) -> None:
    async with world(learners="L1", **STARTS) as cohort:
        await was_there(cohort, "M1", at="Mon 22 Feb 18:40")
        await cohort.commands("C1", "/coord pair approve")
        await cohort.commands("C1", "/coord pair publish")
        await cohort.commands("M1", "/mentor workload 5", at="Fri 5 Mar 12:00")
        assert not [button for button in cohort.last("M1").buttons if button.label.startswith("Ask Name")]

        await cohort.commands("C1", "/coord handoff L1 M2")
        assert cohort.last("C1").kind == "pairing.mentor_not_trained"

        await reads_it_all(cohort, "M2")
        await cohort.commands("M1", "/mentor workload 5")
        assert [button.label for button in cohort.last("M1").buttons if button.label.startswith("Ask Name")]
