"""What follows a missed check-in when life is not as planned: days off, no mentor, an answer in between, an outage."""

from tests.world import World

OPEN, REMINDER, ONE_TAP, DRAFT = "check_in.open", "check_in.reminder", "nudge.check_in", "draft.check_in"


async def test_nobody_is_reminded_or_asked_on_their_days_off(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.until("Thu 4 Mar 12:00")
        await cohort.commands("L1", "/peer away 2027-03-05 2027-03-09")
        await cohort.until("Wed 10 Mar 09:59")
        assert cohort.dms_to("L1") == [OPEN]
        await cohort.commands("L1", "/peer why")
        assert "off these days" in cohort.last("L1").text

        await cohort.until("Wed 10 Mar 12:00")
        assert cohort.dms_to("L1") == [OPEN, ONE_TAP], "the question waits for the first day back"


async def test_a_mentor_is_not_asked_to_write_to_somebody_on_their_days_off(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.commands("L1", "/peer away 2027-03-15 2027-03-16", at="Sun 14 Mar 12:00")
        await cohort.until("Tue 16 Mar 12:00")
        assert DRAFT not in cohort.dms_to("M1")

        await cohort.until("Wed 17 Mar 12:00")
        assert cohort.dms_to("M1").count(DRAFT) == 1


async def test_without_a_mentor_who_is_there_the_coordinator_hears_of_the_second_miss(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.commands("M1", "/peer away 2027-03-10 2027-03-31", at="Tue 9 Mar 12:00")
        await cohort.until("Mon 15 Mar 12:00")

        assert DRAFT not in cohort.dms_to("M1")
        assert "has no mentor who is there" in cohort.last("C1", "draft.no_mentor").text
        await cohort.presses("C1", "Draft a message", on="draft.no_mentor")
        await cohort.submits("C1", text="Hi, how are you?")
        assert "reach_out.message" in cohort.dms_to("L1")


async def test_who_asks_for_help_while_the_mentor_is_away_reaches_a_coordinator_and_is_told_so(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.commands("M1", "/peer away 2027-03-03 2027-03-31", at="Tue 2 Mar 12:00")
        await cohort.presses("L1", "I need help", at="Thu 4 Mar 10:00", on=OPEN)

        assert "A coordinator has been asked" in cohort.last("L1", "check_in.thanks").text
        assert "case.alert" in cohort.dms_to("C1")


async def test_an_answer_in_between_takes_the_hurry_out_of_the_mentors_draft(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.until("Mon 15 Mar 12:00")
        await cohort.presses("L1", "Going fine", at="Mon 15 Mar 14:00", on=REMINDER)
        await cohort.until("Thu 18 Mar 12:00")

        shown = [card.kind for card in cohort.shown("M1")]
        assert "draft.not_needed" in shown
        assert DRAFT not in shown
        assert "draft.reminder" not in cohort.dms_to("M1")
        assert "draft.not_sent" not in cohort.dms_to("C1")


async def test_a_step_whose_monday_went_by_in_an_outage_is_late_and_not_dropped(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.until("Sun 7 Mar 19:00")
        cohort.play.clock.set(cohort.at("Tue 9 Mar 12:00"))

        await cohort.play.house.engine.beat()

        assert cohort.dms_to("L1") == [OPEN, REMINDER, ONE_TAP]


async def test_thanks_name_the_real_day_of_the_next_check_in(world: World) -> None:
    async with world(learners="L1 L2 L3", weeks=4) as cohort:
        await cohort.commands("C1", "/coord pace L2 2", at="Tue 2 Mar 12:00")
        await cohort.commands("L3", "/peer away 2027-03-10 2027-03-12")
        for who in ("L1", "L2", "L3"):
            await cohort.presses(who, "Going fine", at="Thu 4 Mar 10:00" if who == "L1" else None)

        assert cohort.last("L1").text.endswith("Next check-in: Thursday 11 March.")
        assert cohort.last("L2").text.endswith("Next check-in: Thursday 18 March.")
        assert cohort.last("L3").text.endswith("Next check-in: Thursday 18 March.")
        await cohort.presses("L1", "Skip this week", at="Thu 25 Mar 10:00")
        assert cohort.last("L1").text == "Skipped, no problem. That was your last check-in of Test cohort."


async def test_support_fades_and_comes_back_for_somebody_who_slips(world: World) -> None:
    phases = '[[phase]]\nname = "practise"\nweeks = "3-8"\nnudges_per_week = 1\n'
    async with world(learners="L1 L2", guide="1-2", extra=phases) as cohort:
        for week in ("Thu 4 Mar", "Thu 11 Mar"):
            await cohort.presses("L1", "Going fine", at=f"{week} 10:00")
            await cohort.presses("L2", "Going fine")
        await cohort.presses("L1", "Going fine", at="Thu 18 Mar 10:00")
        await cohort.until("Thu 25 Mar 12:00")

        def steps(who: str) -> bool:
            return "This week in small steps" in [button.label for button in cohort.last(who, OPEN).buttons]

        assert "One tap is enough; what was hardest" in cohort.last("L1", OPEN).text
        assert not steps("L1")
        assert "If something is hard, say what it is" in cohort.last("L2", OPEN).text
        assert steps("L2")
        await cohort.presses("L2", "This week in small steps")
        assert cohort.last("L2").kind == "prompt.steps"


async def test_the_budget_of_the_first_phase_holds_again_for_somebody_who_slips(world: World) -> None:
    phases = '[[phase]]\nname = "practise"\nweeks = "3-8"\nnudges_per_week = 0\n[nudges]\nstop_after = 20\n'
    async with world(learners="L1 L2", guide="1-2", extra=phases) as cohort:
        for when in ("Thu 4 Mar 10:00", "Thu 11 Mar 10:00"):
            await cohort.presses("L1", "Going fine", at=when)
        await cohort.until("Mon 22 Mar 12:00")

        assert cohort.dms_to("L1") == [OPEN, OPEN, OPEN, ONE_TAP], "no reminder in a phase without nudges"
        assert cohort.dms_to("L2") == [OPEN, REMINDER, ONE_TAP, OPEN, REMINDER, OPEN, REMINDER]


async def test_what_to_do_when_things_go_quiet_is_one_tap_from_the_draft(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.presses("M1", "What to do when things go quiet", at="Mon 15 Mar 12:00", on=DRAFT)

        assert "“Are you okay?” before “What happened?”" in cohort.last("M1", "mentor.script").text


async def test_whoever_is_asked_once_more_reads_other_words_than_the_first_time(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await cohort.until("Mon 8 Mar 11:00")
        first = cohort.last("L1", "nudge.check_in").text
        await cohort.presses("L1", "Going fine", at="Thu 11 Mar 10:00", on="check_in.open")
        await cohort.until("Mon 22 Mar 11:00")

        assert cohort.sent_to("L1").count("nudge.check_in") == 2
        assert cohort.last("L1", "nudge.check_in").text != first
