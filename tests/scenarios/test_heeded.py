"""Words that wait for a person are looked at when they come: nobody in danger waits for working hours."""

import pytest

from bot.domain.signals.severity import Severity
from tests.scenarios.test_extensions import DUE
from tests.scenarios.test_pointing import CLAIM, FLAG
from tests.scenarios.test_reports import heard, report, the_report
from tests.scenarios.test_retention import crisis
from tests.scenarios.test_safety import ALERT, SENTENCE, cases
from tests.scenarios.test_surveys import MONDAY
from tests.world import World

NIGHT = "Wed 3 Mar 23:40"


async def test_who_asks_for_help_at_night_and_is_in_danger_gets_help_and_somebody_hears_now(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.commands("L1", f"/peer help {SENTENCE.replace(chr(39), '’')}", at=NIGHT)

        assert "crisis.reply" in cohort.dms_to("L1")
        assert cohort.dms_to("C1").count(ALERT) == 1
        assert {case.category for case in await cases(cohort)} == {"help", "crisis"}


async def test_any_other_question_still_waits_for_the_morning(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.commands("L1", "/peer help I can't keep up, thinking of dropping out", at=NIGHT)

        assert ALERT not in cohort.dms_to("C1")
        assert "struggling.reply" not in cohort.dms_to("L1")


async def test_what_is_written_in_a_check_in_is_looked_at_and_kept_all_the_same(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.presses("L1", "Tell a bit more", at="Thu 4 Mar 12:00")
        await cohort.submits("L1", mood="hard", hardest=SENTENCE)

        assert (await crisis(cohort)).severity is Severity.CRITICAL
        assert "crisis.reply" in cohort.dms_to("L1")
        async with await cohort.tx() as tx:
            [check_in] = await tx.check_ins.history((await cohort.member("L1")).id)
        assert check_in.answered_at is not None
        assert SENTENCE in repr(check_in)


async def test_a_report_by_somebody_who_wants_to_die_is_told_at_night_and_still_not_to_whom_it_is_about(
    world: World,
) -> None:
    async with world(learners="L1") as cohort:
        await report(cohort, "L1", text=f"Name C1 follows me. {SENTENCE}", at=NIGHT)

        case = await the_report(cohort)
        assert case.severity is Severity.CRITICAL
        assert (ALERT in cohort.dms_to("C1"), ALERT in cohort.dms_to("C2")) == (False, True)
        assert len(await cases(cohort)) == 1
        await cohort.until("Thu 4 Mar 03:00")
        assert ALERT not in cohort.dms_to("C1")


async def test_help_against_a_coordinator_is_not_asked_of_them(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.commands("L1", "/peer help I am being harassed by Name C1", at="Wed 3 Mar 12:00")

        assert ALERT not in cohort.dms_to("C1")
        assert cohort.dms_to("C2").count(ALERT) == 2
        assert "Name C1" not in cohort.last("L1", "help.asked").text
        await cohort.commands("C1", "/coord case list")
        assert not [case.ref for case in await cases(cohort) if case.ref in cohort.last("C1").text]


async def test_a_reason_for_more_time_is_looked_at_too(world: World) -> None:
    async with world(learners="L1", extra=DUE) as cohort:
        await cohort.commands("L1", '/peer extension 5d "I want to kill myself"', at="Wed 10 Mar 23:40")

        assert cohort.sent_to("L1").count("extension.preview") == 1
        assert "crisis.reply" in cohort.dms_to("L1")
        assert ALERT in cohort.dms_to("C1") + cohort.dms_to("C2")


@pytest.mark.parametrize("words", ["my mentor keeps asking me for nudes", "I want to die"])
async def test_what_a_check_in_says_of_danger_or_of_the_mentor_is_not_read_by_the_mentor(
    world: World, words: str
) -> None:
    async with world(learners="L1", L1={"shares_check_ins": True}) as cohort:
        await cohort.presses("L1", "Tell a bit more", at="Thu 4 Mar 12:00")
        await cohort.submits("L1", mood="hard", hardest=words)
        await cohort.until("Mon 8 Mar 12:00")
        await cohort.commands("M1", "/mentor week")

        assert words not in heard(cohort, "M1")
        assert ALERT in cohort.dms_to("C1")


async def test_whoever_wants_help_against_their_mentor_is_not_sent_to_them(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.presses("L1", "Tell a bit more", at="Thu 4 Mar 12:00")
        await cohort.submits("L1", mood="hard", hardest="my mentor keeps asking me for nudes", help="yes")

        assert {case.category for case in await cases(cohort)} == {"help", "harassment"}
        assert cohort.dms_to("M1") == ["digest.mentor"]


async def test_words_in_a_survey_are_looked_at_when_they_come(world: World) -> None:
    async with world(learners="L1", extra=MONDAY, surveys=True) as cohort:
        await cohort.until("Mon 1 Mar 12:30")
        await cohort.chooses("L1", "4", on="survey.open")
        await cohort.presses("L1", "Add a few words", on="survey.thanks")
        await cohort.submits("L1", words=SENTENCE, quote="nameless")

        assert cohort.dms_to("C1").count(ALERT) == 1
        assert "crisis.reply" in cohort.dms_to("L1")


async def test_what_is_asked_about_a_message_is_looked_at_when_it_comes(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await cohort.says("L2", CLAIM, at=NIGHT, in_="#g1")
        await cohort.points("L1", FLAG, CLAIM)
        await cohort.submits("L1", text=SENTENCE)

        assert ALERT in cohort.dms_to("C1")
        assert "crisis.reply" in cohort.dms_to("L1")
