"""Reporting something privately: to a person, never to whom it is about, and the reporter's safety comes first."""

import logging
import sqlite3
from contextlib import closing

import pytest

from bot.domain.cases import Case
from bot.domain.signals.severity import Severity
from tests.scenarios.test_safety import ALERT, cases
from tests.world import Cohort, World

WORDS = "he follows me around after every call"
NOON = "Tue 2 Mar 12:00"
_DOORS = ("/coord case list", "/coord report", "/peer why", "/peer me", "/peer report")


async def report(cohort: Cohort, who: str, text: str = WORDS, at: str = NOON, **values: str) -> None:
    await cohort.commands(who, "/peer report", at=at)
    await cohort.presses(who, "Write a report")
    await cohort.submits(who, text=text, **values)


async def the_report(cohort: Cohort) -> Case:
    (case,) = [case for case in await cases(cohort) if case.category == "report"]
    return case


def heard(cohort: Cohort, who: str) -> str:
    """Everything somebody has ever been shown."""
    return "\n".join(f"{card.title} {card.text} {card.fields}" for card in cohort.shown(who))


async def test_a_report_goes_to_the_one_on_call_and_its_words_stay_in_the_case(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await report(cohort, "L1", about="Name L2")

        answer = cohort.last("L1", "report.received")
        assert "Name C1, a coordinator, hears now" in answer.text
        assert "Never told, and never shown any of it: Name L2" in answer.text
        alert = cohort.last("C1", ALERT)
        assert "A confidential report" in alert.text
        assert WORDS not in heard(cohort, "C1")
        await cohort.presses("C1", "Show excerpt")
        assert WORDS in cohort.last("C1").text
        assert heard(cohort, "L2").count(WORDS) == 0
        assert cohort.dms_to("M1") == ["digest.mentor"]


async def test_a_report_about_the_one_on_call_goes_to_the_next(world: World) -> None:
    async with world(learners="L1") as cohort:
        await report(cohort, "L1", about="Name C1")
        case = await the_report(cohort)

        assert "Name C2, a coordinator, hears now" in cohort.last("L1", "report.received").text
        assert ALERT in cohort.dms_to("C2")
        for door in (*_DOORS, f"/coord case show {case.ref}", f"/coord case ack {case.ref}"):
            await cohort.commands("C1", door)
        assert f"I don't find a case {case.ref}" in cohort.last("C1").text
        await cohort.until("Mon 8 Mar 12:00")
        shown = "\n".join(line for line in heard(cohort, "C1").splitlines() if "I don't find" not in line)
        assert case.ref not in shown
        assert "confidential" not in shown.lower()


@pytest.mark.parametrize("text", ["Name C1 follows me", "c1 keeps writing to me", "<@C1> keeps writing to me"])
async def test_whoever_is_named_in_the_words_hears_nothing_although_no_name_was_given(world: World, text: str) -> None:
    async with world(learners="L1", C2={"name": "Teresa Duarte"}) as cohort:
        await report(cohort, "L1", text)

        assert ALERT not in cohort.dms_to("C1")
        assert ALERT in cohort.dms_to("C2")


async def test_somebody_else_can_be_left_out_too(world: World) -> None:
    async with world(learners="L1") as cohort:
        first = (await cohort.member("C1")).id
        await report(cohort, "L1", without=first)

        assert ALERT not in cohort.dms_to("C1")
        assert "Never told, and never shown any of it: Name C1" in cohort.last("L1", "report.received").text


async def test_where_nobody_on_call_may_know_the_outside_contact_hears_that_something_waits(world: World) -> None:
    async with world(learners="L1") as cohort:
        await report(cohort, "L1", about="Name C1, Name C2", now="urgent")

        assert ALERT not in cohort.dms_to("C1") + cohort.dms_to("C2")
        (outside,) = [line for line in cohort.lines if line.to == "outside"]
        assert "Please don't ask them about it" in outside.text
        assert "Name" not in outside.text
        assert "You can write to them: outside@example.org" in cohort.last("L1", "report.received").text


async def test_somebody_who_is_not_safe_reads_first_whom_to_call_and_a_person_hears_at_night(world: World) -> None:
    async with world(learners="L1", L1={"country": "US"}) as cohort:
        await report(cohort, "L1", at="Tue 2 Mar 23:40", now="not_safe")

        answer = cohort.last("L1", "report.received").text
        assert answer.startswith("**Your safety first:** call 911")
        assert ALERT in cohort.dms_to("C1")
        assert (await the_report(cohort)).severity is Severity.CRITICAL


async def test_what_can_wait_waits_for_the_morning_and_the_reporter_reads_when(world: World) -> None:
    async with world(learners="L1") as cohort:
        await report(cohort, "L1", at="Tue 2 Mar 23:40", now="can_wait")

        assert "hears on Wednesday 3 March, 07:00" in cohort.last("L1", "report.received").text
        assert ALERT not in cohort.dms_to("C1")


async def test_a_name_nobody_has_is_asked_about_and_nothing_is_sent(world: World) -> None:
    async with world(learners="L1") as cohort:
        await report(cohort, "L1", about="Zebulon")

        assert await cases(cohort) == []
        form = cohort.form("L1")
        assert form.inputs[0].value == WORDS


async def test_the_reporter_sees_how_it_stands_and_nothing_of_what_is_in_it(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await report(cohort, "L1", about="L2")
        case = await the_report(cohort)
        await cohort.presses("L1", "How mine stand")
        assert f"{case.ref}" in cohort.last("L1").text
        assert "nobody has it yet" in cohort.last("L1").text

        await cohort.presses("C1", "I have it")
        assert (
            cohort.last("L1", "report.taken").text == f"Name C1, a coordinator, has {case.ref} and will write to you."
        )
        await cohort.presses("C1", "Add a note")
        await cohort.submits("C1", note="spoke with both, quietly")
        await cohort.commands("C1", f"/coord case close {case.ref} supported spoke with both")
        await cohort.presses("L1", "How mine stand")

        assert "closed on" in cohort.last("L1").text
        assert "report.closed" in cohort.dms_to("L1")
        assert "quietly" not in heard(cohort, "L1")
        assert WORDS not in heard(cohort, "L1")


async def test_who_writes_again_about_the_same_person_joins_and_whoever_has_it_hears(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await report(cohort, "L1", about="L2")
        await cohort.presses("C1", "I have it")
        await report(cohort, "L1", "it happened again", at="Tue 2 Mar 13:00", about="L2")

        assert (await the_report(cohort)).signals == 2
        assert cohort.dms_to("C1")[-1] == "case.news"
        assert "again" not in cohort.last("C1", "case.news").text
        await cohort.presses("C1", "Open the case")
        assert "it happened again" in cohort.last("C1").text


async def test_reports_about_two_people_are_two_cases_so_that_neither_reads_the_other(world: World) -> None:
    async with world(learners="L1") as cohort:
        await report(cohort, "L1", about="C1")
        await report(cohort, "L1", "and she does too", at="Tue 2 Mar 12:10", about="C2")

        assert len(await cases(cohort)) == 2
        assert (cohort.dms_to("C1").count(ALERT), cohort.dms_to("C2").count(ALERT)) == (0, 1)  # "she does too", of C1
        assert cohort.sent_to("outside") == ["case.outside"]


async def test_a_message_is_reported_from_its_menu_and_its_author_never_hears_of_it(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await cohort.says("C1", "nobody likes your drawings", at=NOON, in_="#g1")
        await cohort.points("L1", "Report privately", "nobody likes your drawings")
        assert cohort.form("L1").inputs[1].value == "Name C1"

        await cohort.submits("L1", text="this is the third time", about="")

        assert ALERT not in cohort.dms_to("C1")
        assert "From Name L1 in \\#g1" in cohort.last("C2", ALERT).text


async def test_a_coordinator_who_reports_does_not_look_after_their_own_report(world: World) -> None:
    async with world(learners="L1") as cohort:
        await report(cohort, "C1", about="L1")
        case = await the_report(cohort)

        assert ALERT not in cohort.dms_to("C1")
        assert ALERT in cohort.dms_to("C2")
        await cohort.commands("C1", f"/coord case show {case.ref}")
        assert "I don't find" in cohort.last("C1").text


async def test_whoever_writes_a_threat_does_not_hear_of_the_case_about_it(world: World) -> None:
    async with world(learners="L1", C1={"consented": True}) as cohort:
        await cohort.says("C1", "I know where you live and I will come", at=NOON, in_="#g1")

        assert ALERT not in cohort.dms_to("C1")
        assert ALERT in cohort.dms_to("C2")


async def test_many_reports_about_the_same_person_are_one_case_and_one_alert(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        for number in range(30):
            await report(cohort, "L1", f"again, number {number}", about="L2")

        assert (await the_report(cohort)).signals == 30
        assert cohort.dms_to("C1").count(ALERT) == 1


async def test_a_reporter_who_cannot_be_reached_is_told_of_to_nobody(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await report(cohort, "L1", about="C1")
        cohort.surface.closed.add("L1")
        await cohort.presses("C2", "I have it")

        assert "case.unreachable" not in cohort.dms_to("C1") + cohort.dms_to("C2")
        cohort.surface.closed.clear()
        await cohort.commands("L1", "/peer me")
        assert "Name C2, a coordinator, has" in heard(cohort, "L1")


async def test_where_the_only_one_who_may_know_cannot_be_reached_the_outside_contact_hears_at_once(
    world: World,
) -> None:
    async with world(learners="L1") as cohort:
        cohort.surface.closed.add("C2")
        await report(cohort, "L1", about="C1", now="not_safe")
        await cohort.until("Tue 2 Mar 15:00")

        assert [line.kind for line in cohort.lines if line.to == "outside"] == ["case.outside"]
        assert ALERT not in cohort.dms_to("C1")


async def test_no_word_of_a_report_stands_in_a_log_a_message_or_the_file(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with world(learners="L1 L2") as cohort:
        await report(cohort, "L1", about="L2")
        await cohort.presses("C1", "I have it")
        with closing(sqlite3.connect(world.folder / "kith.sqlite3")) as opened:
            kept = "\n".join(opened.iterdump())

    assert 'INSERT INTO "cases"' in kept
    assert WORDS not in kept
    assert WORDS not in caplog.text
