"""What follows a missed session: a message drafted for the mentor, a note, a coordinator with four choices."""

from bot.domain.sessions import SessionState
from tests.scenarios.test_sessions import ASK, CHOOSE, WED, states
from tests.world import Cohort, World

DRAFT, NOTE = "draft.session", "session.note_wanted"


async def missed(cohort: Cohort, at: str, label: str) -> None:
    """Plan a session at `at`, and let the mentor say that it did not take place."""
    await cohort.presses("L1", label, at=at, on=CHOOSE)
    moment = cohort.at(f"{label.replace(',', '')}")
    await cohort.play.until(moment.replace(hour=19, minute=10))
    await cohort.presses("M1", "We didn't meet", on=ASK)


async def test_one_missed_session_drafts_are_you_okay_with_two_times_to_make_up_for_it(world: World) -> None:
    async with world(learners="L1", sessions=True) as cohort:
        await missed(cohort, WED, "Thu 4 Mar, 18:00")
        draft = cohort.last("M1", DRAFT)
        assert "Are you okay?" in draft.text
        assert "Monday 8 March, 18:00\n- Thursday 11 March, 18:00" in draft.text

        await cohort.presses("M1", "Edit first", on=DRAFT)
        await cohort.submits("M1", text="Hello you. Tea?")
        message = cohort.last("L1", "reach_out.message")
        assert (message.title, message.text) == ("From Name M1, your mentor", "Hello you. Tea?")
        await cohort.presses("L1", "Mon 8 Mar, 18:00", on="reach_out.message")
        assert await states(cohort) == [SessionState.MISSED, SessionState.PLANNED]

        await cohort.presses("M1", "Yes, we met", at="Mon 8 Mar 19:10", on=ASK)
        assert await states(cohort) == [SessionState.MISSED, SessionState.ATTENDED]
        await missed(cohort, "Wed 10 Mar 12:30", "Mon 15 Mar, 18:00")
        assert cohort.dms_to("M1").count(DRAFT) == 2, "one that was made up for ends the row"
        assert NOTE not in cohort.dms_to("M1")


async def test_a_draft_offers_no_time_right_beside_another_meeting_and_no_day_the_two_meet_anyway(world: World) -> None:
    hours = {"availability": "Thu 18:00-20:00;Fri 18:00-20:00;Mon 18:00-20:00;Tue 18:00-20:00"}
    async with world(learners="L1 L2", sessions=True, M1=hours, L1=hours, L2=hours) as cohort:
        await cohort.commands("M1", "/mentor session plan L2 Fri 5 Mar 18:00", at=WED)
        await cohort.commands("M1", "/mentor session plan L1 Mon 8 Mar 18:00")
        await cohort.commands("M1", "/mentor reachout L1", at="Thu 4 Mar 10:00")
        await cohort.submits("M1", text="Tea?")

        offered = [button.label for button in cohort.last("L1", "reach_out.message").buttons][:2]
        assert offered == ["Fri 5 Mar, 19:00", "Tue 9 Mar, 18:00"]


async def test_a_make_up_is_not_placed_where_one_of_them_meets_somebody_by_now(world: World) -> None:
    async with world(learners="L1 L2", sessions=True) as cohort:
        await missed(cohort, WED, "Thu 4 Mar, 18:00")
        await cohort.presses("M1", "Send as it is", on=DRAFT)
        await cohort.presses("L2", "Mon 8 Mar, 18:00", on=CHOOSE)
        await cohort.presses("L1", "Mon 8 Mar, 18:00", on="reach_out.message")
        assert cohort.last("L1").kind == "reach_out.not_free"

        await cohort.presses("L1", "Thu 11 Mar, 18:00", on="reach_out.message")
        assert "reach_out.time_chosen" in cohort.dms_to("M1")


async def test_an_unsent_draft_reminds_the_mentor_and_then_shows_in_the_coordinators_view(world: World) -> None:
    async with world(learners="L1", sessions=True) as cohort:
        await missed(cohort, WED, "Thu 4 Mar, 18:00")
        await cohort.presses("L1", "Going fine", at="Fri 5 Mar 10:00", on="check_in.open")
        await cohort.until("Sat 6 Mar 20:00")

        assert "draft.reminder" in cohort.dms_to("M1"), "an answered check-in makes up for no session"
        assert "missed a session" in cohort.last("C1", "draft.not_sent").text


async def test_two_in_a_row_ask_for_a_note_that_may_not_be_empty_and_open_a_case_with_it(world: World) -> None:
    async with world(learners="L1", sessions=True) as cohort:
        await missed(cohort, WED, "Thu 4 Mar, 18:00")
        await cohort.presses("M1", "Send as it is", on=DRAFT)
        await missed(cohort, "Wed 10 Mar 12:30", "Mon 15 Mar, 18:00")
        assert cohort.dms_to("M1").count(DRAFT) == 1

        await cohort.presses("M1", "Write the note", on=NOTE)
        await cohort.submits("M1", note="  ")
        assert cohort.last("M1").kind == "session.note_needed"
        assert "case.alert" not in cohort.dms_to("C1") + cohort.dms_to("C2")
        await cohort.presses("M1", "Write the note", on="session.note_needed")
        await cohort.submits("M1", note="wrote twice, no answer")

        await cohort.presses("C1", "I have it", at="Tue 16 Mar 10:00", on="case.alert")
        await cohort.presses("C1", "What could help", on="case.card")
        await cohort.submits("C1", offer="pace", by="2027-03-01")
        assert cohort.last("C1").kind == "case.offer_unclear"
        await cohort.presses("C1", "Try again", on="case.offer_unclear")
        await cohort.submits("C1", offer="pace", by="2027-03-30", note="slower")
        await cohort.commands("C1", f"/coord case show {_ref(cohort)}")
        assert "wrote twice, no answer" in cohort.last("C1").text
        assert "chosen: another pace" in cohort.last("C1").text

        await cohort.until("Tue 30 Mar 09:30")
        assert "case.follow_up" in cohort.dms_to("C1")
        kinds = [line.kind for line in cohort.lines if line.to == "L1" and line.at > cohort.at("Tue 16 Mar 10:00")]
        assert "check_in.reminder" not in kinds, "while a person is there, nothing else asks"


def _ref(cohort: Cohort) -> str:
    return cohort.last("C1", "case.alert").title.split()[1]


async def test_a_missing_note_reminds_the_mentor_and_then_shows_in_the_coordinators_view(world: World) -> None:
    async with world(learners="L1", sessions=True) as cohort:
        await missed(cohort, WED, "Thu 4 Mar, 18:00")
        await missed(cohort, "Wed 10 Mar 12:30", "Mon 15 Mar, 18:00")
        await cohort.until("Wed 17 Mar 20:00")

        assert "session.note_reminder" in cohort.dms_to("M1")
        on_call = cohort.dms_to("C1") + cohort.dms_to("C2")
        assert on_call.count("session.note_missing") == 1


async def test_the_mentors_word_counts_and_both_see_that_they_differ(world: World) -> None:
    async with world(learners="L1", sessions=True) as cohort:
        await cohort.presses("L1", "Thu 4 Mar, 18:00", at=WED)
        await cohort.presses("L1", "Yes, we met", at="Thu 4 Mar 19:05", on=ASK)
        assert await states(cohort) == [SessionState.PLANNED]
        await cohort.presses("M1", "We didn't meet", at="Thu 4 Mar 19:20", on=ASK)

        assert await states(cohort) == [SessionState.MISSED]
        assert "session.differs" in cohort.dms_to("L1")
        await cohort.presses("M1", "Yes, we met", on="session.differs")
        assert await states(cohort) == [SessionState.ATTENDED]
        await cohort.until("Sun 7 Mar 20:00")
        assert "draft.reminder" not in cohort.dms_to("M1"), "there is nothing to make up for any more"


async def test_without_a_word_nobody_knows_and_the_learners_counts_where_it_is_the_only_one(world: World) -> None:
    async with world(learners="L1 L2", sessions=True) as cohort:
        await cohort.presses("L1", "Thu 4 Mar, 18:00", at=WED)
        await cohort.commands("L2", "/peer session")
        await cohort.presses("L2", "Thu 4 Mar, 18:45")
        await cohort.presses("L2", "We didn't meet", at="Thu 4 Mar 20:00", on=ASK)
        assert DRAFT not in cohort.dms_to("M1")
        await cohort.until("Sun 7 Mar 12:00")

        assert set(await states(cohort)) == {SessionState.UNKNOWN, SessionState.MISSED}
        assert cohort.dms_to("M1").count(DRAFT) == 1


async def test_a_mentor_records_in_words_too_and_nothing_before_its_time(world: World) -> None:
    async with world(learners="L1", sessions=True) as cohort:
        await cohort.commands("M1", "/mentor session done L1", at=WED)
        assert cohort.last("M1").kind == "session.none_yet"
        await cohort.presses("L1", "Thu 4 Mar, 18:00", on=CHOOSE)
        await cohort.commands("M1", "/mentor session done L1", at="Thu 4 Mar 18:50")
        assert await states(cohort) == [SessionState.ATTENDED]
        await cohort.commands("M1", "/mentor session missed L1")
        assert await states(cohort) == [SessionState.MISSED]
        assert DRAFT in cohort.dms_to("M1")


async def test_somebody_who_missed_a_session_gets_the_support_of_the_first_weeks_again(world: World) -> None:
    phases = '[[phase]]\nname = "practise"\nweeks = "2-8"\nnudges_per_week = 0\n'
    async with world(learners="L1 L2", sessions=True, guide="1", extra=phases) as cohort:
        for who, label in (("L1", "Thu 4 Mar, 18:00"), ("L2", "Mon 8 Mar, 18:00")):
            await cohort.presses(who, label, at=WED, on=CHOOSE)
        for who in ("L1", "L2"):
            await cohort.presses(who, "Going fine", at="Thu 4 Mar 10:00", on="check_in.open")
        await cohort.presses("M1", "We didn't meet", at="Thu 4 Mar 19:10", on=ASK)
        await cohort.until("Sat 13 Mar 12:00")

        assert "This week in small steps" in [b.label for b in cohort.last("L1", "check_in.open").buttons]
        assert "This week in small steps" not in [b.label for b in cohort.last("L2", "check_in.open").buttons]
        assert "check_in.reminder" in cohort.dms_to("L1"), "a phase without nudges is over for somebody who slipped"
        assert "check_in.reminder" not in cohort.dms_to("L2")
