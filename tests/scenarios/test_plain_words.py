"""People write to the bot as they write to people, in plain words. Nothing they say is lost on the way."""

import pytest

from bot.domain.check_ins import CheckIn, CheckInState, Mood
from tests.world import Cohort, World


async def check_ins(cohort: Cohort, who: str) -> list[CheckIn]:
    member = await cohort.member(who)
    async with await cohort.tx() as tx:
        found: list[CheckIn] = await tx.check_ins.history(member.id)
    return found


async def test_plain_words_answer_the_open_check_in_and_say_how_they_were_understood(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.says("L1", "the graphs took me three evenings", at="Thu 4 Mar 10:00")

        (check_in,) = await check_ins(cohort, "L1")
        assert (check_in.state, check_in.mood) == (CheckInState.ANSWERED, Mood.MIXED)
        assert check_in.hardest == "the graphs took me three evenings"
        thanks = cohort.last("L1", "check_in.thanks")
        assert "your check-in for week 1: so-so. Nobody else reads it." in thanks.text
        assert "Next check-in: Thursday 11 March." in thanks.text
        assert thanks.buttons[0].label == "Change it"
        await cohort.until("Wed 10 Mar 12:00")
        assert cohort.dms_to("L1") == ["check_in.open"]


@pytest.mark.parametrize(("text", "mood"), [("all good, thanks!", Mood.FINE), ("really hard this week", Mood.HARD)])
async def test_a_short_answer_is_the_button_it_stands_for(world: World, text: str, mood: Mood) -> None:
    async with world(learners="L1") as cohort:
        await cohort.says("L1", text, at="Thu 4 Mar 10:00")

        (check_in,) = await check_ins(cohort, "L1")
        assert (check_in.mood, check_in.hardest) == (mood, "")


async def test_skip_and_help_in_plain_words_do_what_their_buttons_do(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await cohort.says("L1", "skip please", at="Thu 4 Mar 10:00")
        await cohort.says("L2", "I need help")

        assert (await check_ins(cohort, "L1"))[0].state is CheckInState.SKIPPED
        assert "Name M1, your mentor, has been told" in cohort.last("L2", "check_in.thanks").text
        assert "check_in.help_wanted" in cohort.dms_to("M1")


async def test_without_an_open_check_in_the_bot_says_what_it_can_do_and_ends_the_row_of_nudges(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.until("Mon 8 Mar 12:00")
        assert (await cohort.member("L1")).unanswered_nudges == 2

        await cohort.says("L1", "sorry, busy week at work")

        assert cohort.last("L1").kind == "help.bot"
        assert (await cohort.member("L1")).unanswered_nudges == 0


async def test_somebody_who_writes_help_is_one_tap_from_a_person(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.says("L1", "help", at="Tue 2 Mar 12:00")

        await cohort.presses("L1", "Write to a coordinator", on="help.offer")
        await cohort.submits("L1", text="I lost my laptop")
        assert cohort.last("L1").kind == "help.asked"
        assert "case.alert" in cohort.dms_to("C1")


async def test_words_after_a_mentors_message_can_be_passed_on_to_the_mentor(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.presses("M1", "Send as it is", at="Mon 15 Mar 12:00", on="draft.check_in")
        await cohort.says("L1", "thank you for asking", at="Mon 15 Mar 18:00")
        assert cohort.last("L1").kind == "help.mentor_message"

        await cohort.presses("L1", "Write back", on="help.mentor_message")
        await cohort.submits("L1", text="My son was ill. <@everyone> Thursday is fine.")

        answer = cohort.last("M1", "reach_out.answer")
        assert answer.title == "Name L1 wrote back"
        assert "My son was ill. \\<@everyone\\> Thursday is fine." in answer.text
        assert cohort.last("L1").kind == "reach_out.answered"


async def test_mentors_and_coordinators_are_shown_their_own_doors(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.says("M1", "hello?", at="Tue 2 Mar 12:00")
        await cohort.says("C1", "hello?")

        assert [button.label for button in cohort.last("M1").buttons] == ["My page", "My week", "Get help"]
        assert [button.label for button in cohort.last("C1").buttons] == ["My page", "Open cases", "Get help"]
