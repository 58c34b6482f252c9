"""From a worrying sentence to a person: privately, at once, until somebody says "I have it"."""

import logging

import pytest

from bot.domain.cases import CaseState
from tests.world import Cohort, World

SENTENCE = "I don't want to be here anymore"
ALERT = "case.alert"


async def cases(cohort: Cohort) -> list:
    async with await cohort.tx() as tx:
        found = await tx.cohorts.by_handle("test")
        return await tx.cases.in_cohort(found.id)


async def test_the_writer_gets_help_in_private_and_the_coordinator_an_alert_without_content(world: World) -> None:
    async with world(learners="L1", L1={"country": "US"}) as cohort:
        await cohort.says("L1", SENTENCE, at="Wed 3 Mar 23:40", in_="#g1")

        assert cohort.dms_to("L1") == ["crisis.reply"]
        assert "988" in cohort.last("L1").text
        assert "911" in cohort.last("L1").text
        assert cohort.dms_to("C1") == ["onboarding.coordinator", "digest.coordinator", ALERT]
        alert = cohort.last("C1", ALERT)
        assert "here anymore" not in alert.text + alert.title
        assert cohort.in_channel("g1") == ["privacy.notice", "group.welcome", "prompt.week"]
        assert "Name C1" in cohort.last("L1").text


async def test_without_a_country_no_country_is_guessed(world: World) -> None:
    async with world(learners="L1", L1={"timezone": "America/New_York"}) as cohort:
        await cohort.says("L1", SENTENCE, at="Wed 3 Mar 12:00", in_="#g1")

        assert "your local emergency number" in cohort.last("L1").text
        assert "findahelpline.com" in cohort.last("L1").text
        assert "988" not in cohort.last("L1").text


async def test_nobody_acknowledges_and_the_case_goes_up_the_line_then_outside_then_into_the_digest(
    world: World,
) -> None:
    async with world(learners="L1") as cohort:
        await cohort.says("L1", SENTENCE, at="Wed 3 Mar 23:40", in_="#g1")
        await cohort.until("Wed 3 Mar 23:54")
        assert ALERT not in cohort.dms_to("C2")

        await cohort.until("Wed 3 Mar 23:55")
        assert cohort.dms_to("C2").count(ALERT) == 1
        assert cohort.dms_to("C1").count(ALERT) == 2

        await cohort.until("Sun 7 Mar 12:00")
        assert cohort.dms_to("C1").count(ALERT) == 6
        assert cohort.dms_to("C2").count(ALERT) == 5
        assert [line.kind for line in cohort.lines if line.to == "outside"] == ["case.outside"]
        (case,) = await cases(cohort)
        assert case.state is CaseState.EXHAUSTED

        await cohort.until("Mon 8 Mar 09:00")
        report = cohort.last("C1", "digest.coordinator")
        assert case.ref in str(report.fields)


async def test_one_has_it_and_every_other_copy_says_so(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.says("L1", SENTENCE, at="Wed 3 Mar 23:40", in_="#g1")
        await cohort.until("Wed 3 Mar 23:55")
        await cohort.presses("C2", "I have it", at="Wed 3 Mar 23:58")

        (case,) = await cases(cohort)
        assert case.state is CaseState.ACKNOWLEDGED
        copies = [shown.card for shown in cohort.surface.shown if shown.to == "C1" and "Case" in shown.card.title]
        assert all("Name C2 has it" in card.text for card in copies)
        await cohort.until("Thu 4 Mar 00:20")
        assert cohort.dms_to("C1").count(ALERT) == 2


async def test_the_second_who_presses_is_told_who_has_it(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.says("L1", SENTENCE, at="Wed 3 Mar 12:00", in_="#g1")
        await cohort.until("Wed 3 Mar 12:16")
        stale = next(s for s in cohort.surface.shown if s.to == "C2" and s.card.kind == ALERT).card
        await cohort.presses("C1", "I have it")
        cohort.surface.shown.append(type(cohort.surface.shown[0])("C2", stale))

        await cohort.presses("C2", "I have it")

        assert cohort.last("C2").kind == "case.already_taken"
        assert "Name C1" in cohort.last("C2").text


async def test_two_sentences_are_one_case(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.says("L1", SENTENCE, at="Wed 3 Mar 12:00", in_="#g1")
        await cohort.says("L1", "I want to die", at="Wed 3 Mar 12:07", in_="#g1")

        (case,) = await cases(cohort)
        assert case.signals == 2
        assert cohort.dms_to("C1").count(ALERT) == 1
        assert cohort.dms_to("L1").count("crisis.reply") == 1


async def test_a_case_without_a_note_comes_back(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.says("L1", SENTENCE, at="Wed 3 Mar 12:00", in_="#g1")
        await cohort.presses("C1", "I have it", at="Wed 3 Mar 12:05")
        await cohort.until("Wed 3 Mar 12:36")
        assert cohort.dms_to("C1").count("case.reminder") == 1

        await cohort.until("Wed 3 Mar 13:06")

        (case,) = await cases(cohort)
        assert case.state is CaseState.OPEN
        assert cohort.dms_to("C1").count(ALERT) == 2


async def test_closing_a_critical_case_needs_a_note(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.says("L1", SENTENCE, at="Wed 3 Mar 12:00", in_="#g1")
        await cohort.presses("C1", "I have it", at="Wed 3 Mar 12:05")
        (case,) = await cases(cohort)
        await cohort.commands("C1", f"/coord case close {case.ref} supported")
        assert cohort.last("C1").kind == "case.note_needed"

        await cohort.commands("C1", f"/coord case close {case.ref} supported wrote and spoke with them")

        (case,) = await cases(cohort)
        assert case.state is CaseState.RESOLVED


async def test_a_harmless_idiom_alerts_nobody(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.says("L1", "this deadline is killing me lol", at="Wed 3 Mar 12:00", in_="#g1")

        assert await cases(cohort) == []
        assert cohort.dms_to("L1") == []


async def test_an_edit_into_a_worrying_sentence_is_seen_once(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.says("L1", "all good", at="Wed 3 Mar 12:00", in_="#g1")
        await cohort.edits("L1", "all good", SENTENCE, at="Wed 3 Mar 12:01")

        assert len(await cases(cohort)) == 1
        assert cohort.dms_to("C1").count(ALERT) == 1


async def test_channels_that_are_not_listed_are_not_scanned(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.says("L1", SENTENCE, at="Wed 3 Mar 12:00", in_="#cohort")

        assert await cases(cohort) == []


async def test_people_who_have_not_agreed_are_not_scanned(world: World) -> None:
    async with world(learners="L1 L2", L1={"consented": False}) as cohort:
        await cohort.says("L1", SENTENCE, at="Wed 3 Mar 12:00", in_="#g1")

        assert await cases(cohort) == []


async def test_struggling_tells_nobody_without_a_yes(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.says("L1", "I can't keep up, thinking of dropping out", at="Wed 3 Mar 12:00", in_="#g1")
        assert await cases(cohort) == []
        assert cohort.last("L1").kind == "struggling.reply"

        await cohort.presses("L1", "Yes, tell them")

        assert len(await cases(cohort)) == 1
        assert cohort.dms_to("C1").count(ALERT) == 1


async def test_a_closed_direct_message_of_the_writer_is_told_at_once_and_never_posted(world: World) -> None:
    async with world(learners="L1") as cohort:
        cohort.surface.closed.add("L1")
        await cohort.says("L1", SENTENCE, at="Wed 3 Mar 12:00", in_="#g1")

        assert "case.unreachable" in cohort.dms_to("C1")
        assert cohort.in_channel("g1") == ["privacy.notice", "group.welcome", "prompt.week"]


async def test_a_learner_cannot_take_or_read_a_case(world: World) -> None:
    async with world() as cohort:
        await cohort.says("L1", SENTENCE, at="Wed 3 Mar 12:00", in_="#g1")
        alert = cohort.last("C1", ALERT)
        for who in ("L2", "M1"):
            cohort.surface.shown.append(type(cohort.surface.shown[0])(who, alert))
            for label in ("I have it", "Show excerpt", "False alarm", "Pass on"):
                await cohort.presses(who, label)
                assert cohort.last(who).kind == "refusal.right"

        (case,) = await cases(cohort)
        assert case.state is CaseState.OPEN


async def test_no_message_text_in_any_log(world: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with world(learners="L1") as cohort:
        await cohort.says("L1", SENTENCE + " zebra-marker", at="Wed 3 Mar 12:00", in_="#g1")
        await cohort.presses("C1", "Show excerpt")

    assert "zebra-marker" not in caplog.text


async def test_who_says_they_are_harassed_gets_a_reply_and_who_threatens_gets_none(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await cohort.says("L1", "somebody here keeps threatening me", at="Wed 3 Mar 12:00", in_="#g1")
        await cohort.says("L2", "I know where you live and I will come", at="Wed 3 Mar 12:05", in_="#g1")

        assert cohort.dms_to("L1") == ["harassment.reply"]
        assert cohort.dms_to("L2") == []
        assert cohort.dms_to("C1").count(ALERT) == 2
