"""A mentor and a learner plan a session: two real times, one tap; moved, left out, or agreed on by themselves."""

from bot.domain.sessions import SessionState
from bot.events import ActionChosen, Place
from tests.world import Cohort, World

CHOOSE, AGREED, REMINDER, ASK = "session.choose", "session.agreed", "session.reminder", "session.ask"
WED = "Wed 3 Mar 12:30"
HERE = Place("local", "demo", "dm:L1", is_direct=True)


async def states(cohort: Cohort) -> list[SessionState]:
    async with await cohort.tx() as tx:
        found = await tx.cohorts.by_handle("test")
        return [session.state for session in await tx.sessions.in_cohort(found.id)]


def about_sessions(cohort: Cohort, who: str) -> list[str]:
    return [kind for kind in cohort.dms_to(who) if kind.startswith("session.")]


async def test_two_times_one_tap_two_reminders_and_a_question_afterwards(world: World) -> None:
    async with world(learners="L1", sessions=True, M1={"timezone": "Europe/Berlin"}) as cohort:
        await cohort.until(WED)
        offered = cohort.last("L1", CHOOSE)
        assert [button.label for button in offered.buttons[:2]] == ["Thu 4 Mar, 18:00", "Mon 8 Mar, 18:00"]
        assert "Monday 8 March, 18:00 (19:00 for Name M1)" in offered.text

        await cohort.presses("L1", "Mon 8 Mar, 18:00", on=CHOOSE)
        assert "Monday 8 March, 19:00 (18:00 for Name L1)" in cohort.last("M1", AGREED).text

        await cohort.until("Mon 8 Mar 18:59")
        assert about_sessions(cohort, "L1") == [CHOOSE, REMINDER, REMINDER]
        assert about_sessions(cohort, "M1") == [AGREED, REMINDER, REMINDER]
        assert "15 min one step of it" in cohort.last("M1", REMINDER).text
        await cohort.until("Mon 8 Mar 19:05")
        assert cohort.dms_to("L1")[-1] == cohort.dms_to("M1")[-1] == ASK

        await cohort.presses("M1", "Yes, we met", on=ASK)
        assert await states(cohort) == [SessionState.ATTENDED]
        await cohort.commands("L1", "/peer why")
        assert "Your session with Name M1 was planned for just now" in cohort.last("L1").text


async def test_every_slot_has_one_session_and_is_asked_about_in_time(world: World) -> None:
    async with world(learners="L1", sessions=True, weeks=4) as cohort:
        await cohort.until("Sun 28 Mar 20:00")
        asked = [f"{line.at:%a %d %b}" for line in cohort.lines if line.kind == CHOOSE]

        assert asked == ["Wed 03 Mar", "Wed 10 Mar"]
        assert await states(cohort) == [SessionState.UNPLANNED, SessionState.UNPLANNED]


async def test_without_a_place_of_their_own_the_reminder_leaves_it_to_the_two(world: World) -> None:
    async with world(learners="L1", sessions=True) as cohort:
        await cohort.presses("L1", "Thu 4 Mar, 18:00", at=WED)
        await cohort.until("Thu 4 Mar 17:30")

        assert "as you two agreed" in cohort.last("L1", REMINDER).text


async def test_a_session_moves_with_one_tap_and_counts_once(world: World) -> None:
    async with world(learners="L1", sessions=True) as cohort:
        await cohort.presses("L1", "Thu 4 Mar, 18:00", at=WED)
        await cohort.presses("M1", "Move it", at="Wed 3 Mar 13:00", on=AGREED)
        assert "Thu 4 Mar, 18:00" not in [button.label for button in cohort.last("M1").buttons]
        await cohort.presses("M1", "Mon 8 Mar, 18:00", on=CHOOSE)

        assert await states(cohort) == [SessionState.MOVED, SessionState.PLANNED]
        assert "Monday 8 March, 18:00" in cohort.last("L1", AGREED).text
        await cohort.until("Sun 7 Mar 12:00")
        assert ASK not in cohort.dms_to("L1"), "nobody asks about the time before"
        assert REMINDER not in cohort.dms_to("L1")


async def test_a_time_pressed_twice_is_planned_once(world: World) -> None:
    async with world(learners="L1", sessions=True) as cohort:
        await cohort.until(WED)
        first = cohort.last("L1", CHOOSE).buttons[0]
        await cohort.presses("L1", first.label)
        await cohort.commands("L1", "/peer me")
        assert "Thursday 4 March, 18:00" in str(cohort.last("L1").fields)
        event = ActionChosen("again", cohort.play.clock.now(), cohort.account("L1"), HERE, first.action)
        await cohort.play.house.app.handle(event)

        assert cohort.last("L1").kind == "session.planned"
        assert await states(cohort) == [SessionState.PLANNED]


async def test_whoever_leaves_leaves_nobody_waiting(world: World) -> None:
    async with world(learners="L1", sessions=True) as cohort:
        await cohort.presses("L1", "Mon 8 Mar, 18:00", at=WED)
        await cohort.commands("L1", "/peer leave")
        await cohort.presses("L1", "Leave")

        assert await states(cohort) == [SessionState.EXCUSED]
        assert "session.called_off" in cohort.dms_to("M1")


async def test_a_session_that_is_left_out_counts_for_nobody(world: World) -> None:
    async with world(learners="L1", sessions=True) as cohort:
        await cohort.presses("L1", "Thu 4 Mar, 18:00", at=WED)
        await cohort.presses("L1", "Not this time", at="Thu 4 Mar 10:00")
        await cohort.until("Sat 6 Mar 12:00")

        assert await states(cohort) == [SessionState.EXCUSED]
        assert "session.called_off" in cohort.dms_to("M1")
        assert ASK not in cohort.dms_to("M1")


async def test_days_off_excuse_what_was_planned_in_them(world: World) -> None:
    async with world(learners="L1 L2", sessions=True) as cohort:
        await cohort.presses("L1", "Mon 8 Mar, 18:00", at=WED)
        await cohort.presses("L2", "Thu 4 Mar, 18:00")
        await cohort.commands("L1", "/peer away 2027-03-07 2027-03-09", at="Wed 3 Mar 14:00")
        await cohort.commands("C1", "/coord care L2 2027-03-20")

        assert await states(cohort) == [SessionState.EXCUSED, SessionState.EXCUSED]
        assert cohort.dms_to("M1").count("session.called_off") == 2
        assert "session.called_off" in cohort.dms_to("L2"), "who did not do it is told"


async def test_nobody_is_offered_a_time_at_which_their_mentor_meets_somebody_else(world: World) -> None:
    async with world(learners="L1 L2", sessions=True) as cohort:
        await cohort.presses("L1", "Thu 4 Mar, 18:00", at=WED)

        await cohort.presses("L2", "Thu 4 Mar, 18:00", on=CHOOSE)
        stale = cohort.last("L2")
        assert stale.text.startswith("That time isn't free any more")
        assert stale.buttons[0].label == "Thu 4 Mar, 18:45"
        await cohort.presses("L2", "Thu 4 Mar, 18:45", on=CHOOSE)
        assert await states(cohort) == [SessionState.PLANNED, SessionState.PLANNED]


async def test_hours_that_never_meet_are_said_to_the_mentor_who_plans_any_time_they_agree_on(world: World) -> None:
    async with world(learners="L1", sessions=True, L1={"availability": "Sat 09:00-10:00"}) as cohort:
        await cohort.until(WED)
        assert CHOOSE not in cohort.dms_to("L1")
        await cohort.commands("L1", "/peer why")
        assert "I asked Name M1 to find one with you" in cohort.last("L1").text
        assert "/mentor session plan L1 Tue 18:00" in cohort.last("M1", "session.no_common_time").text

        await cohort.commands("M1", "/mentor session plan L1 Tue 18:00")
        assert "Tuesday 9 March, 18:00" in cohort.last("L1", AGREED).text
        assert await states(cohort) == [SessionState.PLANNED]


async def test_a_typed_time_that_cannot_be_is_answered_with_what_would_do(world: World) -> None:
    async with world(learners="L1 L2", sessions=True, L2={"quiet_hours": "17:00-19:30"}) as cohort:
        await cohort.commands("M1", "/mentor session plan L1 4 Mar 18:00", at=WED)

        async def refusal(text: str) -> str:
            await cohort.commands("M1", f"/mentor session plan {text}")
            return cohort.last("M1").kind

        assert await refusal("L1 soon") == "session.no_such_time"
        assert await refusal("L1 28 Mar 01:30") == "session.no_such_time", "the clocks skip that half hour"
        assert await refusal("L1 1 Mar 18:00") == "session.out_of_bounds"
        assert await refusal("L1 2 Jun 18:00") == "session.out_of_bounds"
        assert await refusal("L2 5 Mar 18:00") == "session.quiet_hours"
        assert await refusal("L2 4 Mar 18:30") == "session.taken"
        await cohort.commands("L2", "/peer away 2027-03-10")
        assert await refusal("L2 10 Mar 20:00") == "session.taken"
        assert await states(cohort) == [SessionState.PLANNED, SessionState.UNPLANNED]


async def test_a_new_mentor_takes_over_and_the_time_is_chosen_anew(world: World) -> None:
    hours = {"L1": {"availability": "Mon 18:00-19:00;Tue 18:00-19:00"}, "M2": {"availability": "Tue 18:00-19:00"}}
    async with world(learners="L1", sessions=True, **hours) as cohort:
        await cohort.presses("L1", "Mon 8 Mar, 18:00", at=WED)
        await cohort.commands("C1", "/coord handoff L1 M2", at="Thu 4 Mar 12:00")

        assert await states(cohort) == [SessionState.UNPLANNED]
        assert cohort.last("L1", CHOOSE).buttons[0].label == "Tue 9 Mar, 18:00"
        await cohort.presses("L1", "Tue 9 Mar, 18:00", on=CHOOSE)
        await cohort.until("Tue 9 Mar 20:00")
        assert ASK in cohort.dms_to("M2")
        assert ASK not in cohort.dms_to("M1")


async def test_the_day_before_each_of_the_two_reads_the_agenda_as_their_own(world: World) -> None:
    async with world(learners="L1", sessions=True) as cohort:
        await cohort.commands("L1", "/peer session", at="Tue 2 Mar 10:00")
        await cohort.presses("L1", "Thu 4 Mar, 18:00")
        await cohort.until("Wed 3 Mar 18:01")

        assert "one topic, your choice" in cohort.last("L1", REMINDER).text
        assert "the answer stays yours" in cohort.last("L1", REMINDER).text
        assert "one topic, the learner's choice" in cohort.last("M1", REMINDER).text


async def test_whoever_met_last_time_reads_the_agenda_in_one_line_and_a_mentor_has_all_of_it_one_tap_away(
    world: World,
) -> None:
    async with world(learners="L1", sessions=True) as cohort:
        await cohort.presses("L1", "Mon 8 Mar, 18:00", at=WED)
        await cohort.until("Sun 7 Mar 18:01")
        assert "- 15 min: one step of it together" in cohort.last("M1", REMINDER).text
        await cohort.presses("M1", "Yes, we met", at="Mon 8 Mar 19:10", on=ASK)
        await cohort.presses("L1", "Mon 15 Mar, 18:00", at="Wed 10 Mar 12:30", on=CHOOSE)
        await cohort.until("Sun 14 Mar 18:01")

        for reader in ("L1", "M1"):
            assert "\n5 min how you are, 10 min one topic, 15 min one step of it" in cohort.last(reader, REMINDER).text
        await cohort.presses("M1", "Agenda of a session", on=REMINDER)
        assert "- 15 min: one step of it together" in cohort.last("M1").text


async def test_my_session_and_the_agenda_are_one_command_away(world: World) -> None:
    async with world(learners="L1", sessions=True) as cohort:
        await cohort.commands("L1", "/peer session", at="Tue 2 Mar 10:00")
        assert cohort.last("L1").kind == CHOOSE, "also before anybody asked"
        await cohort.presses("L1", "Thu 4 Mar, 18:00")
        await cohort.commands("L1", "/peer session")
        assert cohort.last("L1").kind == "session.planned"
        await cohort.commands("M1", "/mentor session plan L1")
        assert cohort.last("M1").kind == "session.planned"

        await cohort.commands("M1", "/mentor template 30")
        assert cohort.last("M1").text.split("\n")[1:3] == [
            "- 3 min: how are you, and what has happened since",
            "- 7 min: one topic, the learner's choice",
        ]
        await cohort.commands("M1", "/mentor template 20")
        assert cohort.last("M1").kind == "mentor.no_length"


async def test_mondays_show_mentors_their_sessions_and_coordinators_what_nobody_said(world: World) -> None:
    async with world(learners="L1 L2 L3", sessions=True) as cohort:
        await cohort.presses("L1", "Thu 4 Mar, 18:00", at=WED)
        await cohort.presses("L2", "Mon 8 Mar, 18:00")
        await cohort.until("Mon 8 Mar 12:00")

        digest = cohort.last("M1", "digest.mentor").text
        assert "Name L2 (L2): no answer last time; you meet on Mon 8 Mar, 18:00" in digest
        assert "Name L3 (L3): no answer last time; your session has no time yet" in digest
        report = {field.name: field.value for field in cohort.last("C1", "digest.coordinator").fields}
        assert report["Sessions last week"] == "Nobody said how it went: Name L1.\nNo time yet: Name L3."
