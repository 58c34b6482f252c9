"""A mentor who is worried about a learner brings it to a coordinator: one note, and they are not alone with it."""

from bot.domain.cases import CaseState
from bot.domain.signals.severity import Severity
from tests.scenarios.test_reports import NOON, heard
from tests.scenarios.test_safety import ALERT, SENTENCE, cases
from tests.world import World

NOTE = "hasn't slept for days"


async def test_a_mentor_brings_a_worry_and_hears_who_has_it_and_the_learner_is_told_nothing(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.commands("M1", f"/mentor escalate L1 crisis {NOTE}", at=NOON)

        assert "Name C1, a coordinator, hears of it now" in cohort.last("M1", "mentor.escalated").text
        alert = cohort.last("C1", ALERT)
        assert "A mentor asks for help" in alert.text
        assert NOTE not in alert.text
        (case,) = await cases(cohort)
        assert (case.severity, case.excerpt) == (Severity.CRITICAL, NOTE)

        await cohort.presses("C1", "I have it")
        assert "Talk with the mentor who wrote it first" in cohort.last("C1").text
        assert cohort.last("M1", "report.taken").text.startswith("Name C1, a coordinator, has")
        assert cohort.dms_to("L1") == []


async def test_a_learner_reads_who_looked_and_not_who_brought_it_or_was_given_it(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.commands("M1", f"/mentor escalate L1 crisis {NOTE}", at=NOON)
        await cohort.presses("C1", "I have it")
        await cohort.presses("C1", "Pass on")
        await cohort.submits("C1", to=(await cohort.member("C2")).id)

        await cohort.commands("L1", "/peer mydata show")
        (who_looked,) = [field.value for field in cohort.last("L1", "mydata.shown").fields]
        await cohort.commands("L1", "/peer mydata export")
        taken = str(cohort.last("L1", "mydata.export"))

        assert who_looked.count("Name C1") == 2
        assert ("took" in who_looked, "passed" in who_looked) == (True, True)
        assert "Name M1" not in who_looked
        for text in (who_looked, taken):
            assert "case.opened" not in text
            assert NOTE not in text
            assert (await cohort.member("C2")).id not in text


async def test_a_note_is_needed_and_the_form_asks_for_it(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.commands("M1", "/mentor escalate L1 struggling", at=NOON)
        assert await cases(cohort) == []

        await cohort.submits("M1", text="two weeks without a word")

        (case,) = await cases(cohort)
        assert case.severity is Severity.NORMAL


async def test_only_ones_own_learner_can_be_escalated(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.commands("M2", f"/mentor escalate L1 crisis {NOTE}", at=NOON)

        assert cohort.last("M2").kind == "refusal.right"
        assert await cases(cohort) == []


async def test_whoever_a_mentor_names_in_a_worry_about_harassment_hears_nothing(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.commands("M1", "/mentor escalate L1 harassment Name C1 keeps calling L1", at=NOON)

        assert ALERT not in cohort.dms_to("C1")
        assert ALERT in cohort.dms_to("C2")


async def test_a_mentor_cannot_tell_whether_there_was_a_case_before(world: World) -> None:
    answers = []
    for says in (SENTENCE, "all good"):
        async with world(learners="L1") as cohort:
            await cohort.says("L1", says, at="Tue 2 Mar 11:00", in_="#g1")
            await cohort.commands("M1", f"/mentor escalate L1 crisis {NOTE}", at=NOON)
            await cohort.presses("M1", "How it stands")
            refs = [case.ref for case in await cases(cohort) if case.category == "mentor"]
            answers.append(heard(cohort, "M1").replace(refs[0], "REF"))
        (cohort.play.file.source and world.folder / "kith.sqlite3").unlink()

    assert answers[0] == answers[1]


async def test_how_it_stands_is_told_without_what_was_noted(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.commands("M1", f"/mentor escalate L1 other {NOTE}", at=NOON)
        await cohort.presses("C1", "I have it", at="Tue 2 Mar 12:05")
        await cohort.presses("C1", "Add a note")
        await cohort.submits("C1", note="rang the family")
        await cohort.commands("M1", "/peer report")
        await cohort.presses("M1", "How mine stand")

        assert "Name C1 has it and is at work on it" in cohort.last("M1").text
        assert "family" not in heard(cohort, "M1")
        (case,) = await cases(cohort)
        assert case.state is CaseState.IN_CONTACT
