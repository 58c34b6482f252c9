"""The weekly check-in and what follows a missed one."""

import pytest

from adapters.simulation.surface import NothingToPress
from bot.domain.check_ins import CheckInState
from tests.world import World

OPEN, REMINDER, ONE_TAP = "check_in.open", "check_in.reminder", "nudge.check_in"
DRAFT, ALERT, THANKS = "draft.check_in", "case.alert", "check_in.thanks"


async def test_a_check_in_opens_on_thursday_at_nine_and_one_tap_answers_it(world: World) -> None:
    async with world() as cohort:
        await cohort.until("Thu 4 Mar 08:59")
        assert OPEN not in cohort.sent_to("L1")

        await cohort.until("Thu 4 Mar 09:00")
        await cohort.presses("L1", "Going fine", at="Thu 4 Mar 12:00")
        await cohort.until("Thu 11 Mar 08:00")

        assert cohort.dms_to("L1") == [OPEN]
        assert cohort.sent_to("L1") == [OPEN, THANKS]
        assert cohort.dms_to("L2") == [OPEN, REMINDER, ONE_TAP]


async def test_a_second_missed_check_in_in_a_row_becomes_a_draft_for_the_mentor(world: World) -> None:
    async with world() as cohort:
        await cohort.says("L2", "fine, thanks", at="Thu 4 Mar 10:00")
        await cohort.presses("L2", "Going fine", at="Thu 11 Mar 10:00")
        await cohort.until("Mon 15 Mar 12:00")

        assert cohort.dms_to("L1") == [OPEN, REMINDER, ONE_TAP, OPEN, REMINDER]
        assert cohort.dms_to("L2") == [OPEN, OPEN]
        assert cohort.dms_to("M1").count(DRAFT) == 1
        assert "Name L1" in cohort.last("M1", DRAFT).text


async def test_a_third_missed_check_in_opens_a_case_and_then_the_bot_is_silent(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.until("Mon 22 Mar 12:00")
        assert cohort.dms_to("C1").count(ALERT) == 0, "in week 4 it is C2 who is on call"
        assert cohort.dms_to("C2").count(ALERT) == 1

        await cohort.until("Mon 12 Apr 12:00")

        assert cohort.dms_to("L1").count(ONE_TAP) == 1
        assert cohort.dms_to("M1").count(DRAFT) == 1
        async with await cohort.tx() as tx:
            found = await tx.cohorts.by_handle("test")
            assert len(await tx.cases.in_cohort(found.id)) == 1


async def test_an_answer_ends_the_row_but_a_one_tap_does_not(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await cohort.presses("L1", "Busy", at="Mon 8 Mar 12:00", on=ONE_TAP)
        await cohort.presses("L2", "Going fine", at="Thu 11 Mar 10:00", on=OPEN)
        await cohort.until("Mon 22 Mar 12:00")

        assert [card for card in cohort.dms_to("M1") if card == DRAFT] == [DRAFT]
        assert cohort.dms_to("L2").count(ONE_TAP) == 2


async def test_a_skipped_check_in_neither_counts_nor_asks(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.presses("L1", "Skip this week", at="Thu 4 Mar 10:00")
        await cohort.until("Mon 8 Mar 12:00")

        assert cohort.dms_to("L1") == [OPEN]


async def test_the_form_keeps_words_encrypted_and_tells_the_mentor_only_that_help_is_wanted(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.presses("L1", "Tell a bit more", at="Thu 4 Mar 10:00")
        await cohort.submits("L1", mood="hard", hardest="the chapter on graphs", help="yes")

        assert "graphs" not in cohort.last("M1", "check_in.help_wanted").text
        async with await cohort.tx() as tx:
            member = await tx.members.by_handle((await tx.cohorts.by_handle("test")).id, "L1")
            (check_in,) = await tx.check_ins.history(member.id)
        assert check_in.hardest == "the chapter on graphs"
        assert check_in.state is CheckInState.ANSWERED


async def test_words_reach_the_mentor_only_of_those_who_share_them(world: World) -> None:
    async with world(learners="L1", L1={"shares_check_ins": True}) as cohort:
        await cohort.presses("L1", "Tell a bit more", at="Thu 4 Mar 10:00")
        await cohort.submits("L1", mood="hard", hardest="the chapter on graphs", help="yes")

        assert "graphs" not in cohort.last("M1", "check_in.help_wanted").text, "messages keep no words"
        await cohort.presses("M1", "Read what they wrote")
        assert "graphs" in cohort.last("M1").text

        await cohort.commands("C1", "/coord handoff L1 M2")
        await cohort.presses("M1", "Read what they wrote")
        assert cohort.last("M1").kind == "refusal.right", "only the mentor of now"


async def test_an_answer_after_the_close_is_kept_but_not_counted_and_nobody_asks_again(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.presses("L1", "Going fine", at="Sun 7 Mar 21:00", on=REMINDER)
        await cohort.until("Mon 8 Mar 12:00")

        assert "doesn't count" in cohort.last("L1", THANKS).text
        assert ONE_TAP not in cohort.sent_to("L1")
        async with await cohort.tx() as tx:
            member = await tx.members.by_handle((await tx.cohorts.by_handle("test")).id, "L1")
            (check_in,) = await tx.check_ins.history(member.id)
        assert check_in.state is CheckInState.OVERDUE
        assert check_in.answered_at is not None


async def test_nobody_can_answer_for_somebody_else(world: World) -> None:
    async with world() as cohort:
        await cohort.until("Thu 4 Mar 10:00")
        card = cohort.last("L1", OPEN)
        cohort.surface.shown.append(type(cohort.surface.shown[0])("L2", card))

        await cohort.presses("L2", "Going fine")

        assert cohort.last("L2").kind == "check_in.not_found"
        async with await cohort.tx() as tx:
            member = await tx.members.by_handle((await tx.cohorts.by_handle("test")).id, "L1")
            assert (await tx.check_ins.history(member.id))[0].is_open


async def test_days_off_excuse_a_check_in_and_keep_the_row(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.until("Mon 8 Mar 12:00")
        await cohort.commands("L1", "/peer away 2027-03-11 2027-03-12")
        await cohort.until("Mon 22 Mar 12:00")

        assert cohort.dms_to("L1") == [OPEN, REMINDER, ONE_TAP, OPEN, REMINDER]
        assert cohort.dms_to("M1").count(DRAFT) == 1, "week 1 and week 3 are in a row: week 2 was not due"


async def test_somebody_who_pauses_gets_nothing_until_they_are_back(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.commands("L1", "/peer pause", at="Wed 3 Mar 12:00")
        await cohort.until("Thu 18 Mar 12:00")
        assert cohort.dms_to("L1") == []

        await cohort.commands("L1", "/peer back")
        await cohort.until("Thu 25 Mar 12:00")

        assert cohort.dms_to("L1") == [OPEN]


async def test_a_pause_ends_what_comes_on_a_schedule_not_what_a_mentor_writes(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.commands("L1", "/peer pause", at="Wed 3 Mar 12:00")
        await cohort.commands("M1", "/mentor reachout L1", at="Thu 4 Mar 12:00")
        await cohort.submits("M1")

        assert cohort.dms_to("L1") == ["reach_out.message"]


async def test_nudges_off_stops_nudges_while_misses_still_count(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.commands("L1", "/peer nudges off", at="Wed 3 Mar 12:00")
        await cohort.until("Mon 15 Mar 12:00")

        assert cohort.dms_to("L1") == [OPEN, OPEN]
        assert cohort.dms_to("M1").count(DRAFT) == 1
        await cohort.commands("L1", "/peer why")
        assert "turned reminders off" in cohort.last("L1").text


async def test_the_bot_stops_after_four_unanswered_nudges_and_says_so_once(world: World) -> None:
    ladder = "[ladder]\nask_at = 1\ndraft_at = 20\ncase_at = 20\n"
    async with world(learners="L1", extra=ladder) as cohort:
        await cohort.until("Mon 26 Apr 12:00")

        nudges = [kind for kind in cohort.dms_to("L1") if kind in (REMINDER, ONE_TAP)]
        assert nudges == [REMINDER, ONE_TAP, REMINDER, ONE_TAP]
        assert cohort.dms_to("L1").count("nudge.stopped") == 1
        assert cohort.dms_to("L1").count(OPEN) == 8


async def test_the_mentor_edits_and_sends_in_their_own_name_and_the_learner_picks_a_time(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.until("Mon 15 Mar 12:00")
        await cohort.presses("M1", "Edit first", on=DRAFT)
        await cohort.submits("M1", text="Hi, are you okay? <@everyone> **shout**")

        card = cohort.last("L1", "reach_out.message")
        assert card.title.startswith("From Name M1")
        assert "**shout**" not in card.text
        time = card.buttons[0].label
        assert time.startswith("Thu 18 Mar"), "at least a day ahead, in hours both have"
        await cohort.presses("L1", time)
        assert cohort.last("M1").kind == "reach_out.time_chosen"


async def test_an_unsent_draft_is_recalled_after_a_day_and_shown_to_the_coordinator_after_two(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.until("Wed 17 Mar 12:00")

        assert cohort.dms_to("M1").count("draft.reminder") == 1
        assert cohort.dms_to("C1").count("draft.not_sent") == 1


async def test_the_same_button_twice_is_one_answer(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.presses("L1", "Going fine", at="Thu 4 Mar 10:00")
        with pytest.raises(NothingToPress):
            await cohort.presses("L1", "Going fine")
