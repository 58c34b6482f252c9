"""Whoever waits for a person learns that one is there and which; how long it took is measured on every case."""

import itertools

import pytest

from tests.world import Cohort, World

CRISIS, HARASSMENT = "I don't want to be here anymore", "he keeps sending me sexual messages"
LIMITS = "complements professional care and does not replace it, and this is not an emergency service"


async def case_ref(cohort: Cohort) -> str:
    member = await cohort.member("L1")
    async with await cohort.tx() as tx:
        (case,) = await tx.cases.in_cohort(member.cohort_id)
    return str(case.ref)


async def test_a_learner_who_asked_for_help_hears_who_has_the_question(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.commands("L1", "/peer help I can't open the course page", at="Wed 3 Mar 12:00")
        assert "Name C1 hears of it" in cohort.last("L1").text
        await cohort.presses("C1", "I have it", at="Wed 3 Mar 12:20")

        assert cohort.last("L1").kind == "help.taken"
        assert "Name C1, a coordinator, has your question" in cohort.last("L1").text


async def test_the_writer_of_a_worrying_sentence_hears_who_is_there_also_at_night(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.says("L1", CRISIS, at="Wed 3 Mar 23:40", in_="#g1")
        await cohort.presses("C2", "I have it", at="Wed 3 Mar 23:58")

        assert cohort.dms_to("L1") == ["crisis.reply", "help.taken"]
        assert "Name C2" in cohort.last("L1", "help.taken").text
        assert any(card.kind == "help.taken" for card in cohort.shown("L1")), "quiet hours don't hold it"


async def test_nobody_hears_of_a_case_they_do_not_know_of(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.presses("C2", "I have it", at="Mon 22 Mar 12:00", on="case.alert")

        assert "help.taken" not in cohort.sent_to("L1")


async def test_how_long_it_took_stands_in_the_case_and_in_the_monday_report(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.says("L1", CRISIS, at="Wed 3 Mar 12:00", in_="#g1")
        ref = await case_ref(cohort)
        await cohort.commands("C1", f"/coord case show {ref}")
        assert "not taken yet, no contact noted yet (goal: 30 minutes)" in str(cohort.last("C1").fields)

        await cohort.presses("C1", "I have it", at="Wed 3 Mar 12:18", on="case.alert")
        await cohort.presses("C1", "Add a note", at="Wed 3 Mar 12:25")
        await cohort.submits("C1", note="we spoke")
        await cohort.until("Mon 8 Mar 09:00")

        report = cohort.last("C2", "digest.coordinator")
        assert f"{ref}: taken after 18 minutes, in touch after 25 minutes (goal: 30 minutes)" in str(report.fields)
        assert f"Case {ref} is open, Name C1 has it" in str(report.fields)
        await cohort.until("Mon 15 Mar 09:00")
        assert "How fast" not in str(cohort.last("C2", "digest.coordinator").fields), "last week's cases only"


async def test_a_reply_at_night_says_when_somebody_will_be_told_and_does_not_claim_they_were(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.says("L1", "my friend wants to kill herself", at="Wed 3 Mar 23:40", in_="#g1")

        reply = cohort.last("L1", "crisis.other").text
        assert "Nobody has been told yet. Thursday 4 March, 07:00, Name C1" in reply
        assert "case.alert" not in cohort.dms_to("C1")
        await cohort.until("Thu 4 Mar 07:01")
        assert "case.alert" in cohort.dms_to("C1")


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        (CRISIS, "crisis.reply"),
        ("I want to kill myself tonight", "crisis.reply"),
        ("my friend wants to kill herself", "crisis.other"),
        ("everyone would be better off without me", "crisis.check"),
        (HARASSMENT, "harassment.reply"),
    ],
)
async def test_every_private_reply_says_the_limits_who_is_told_and_where_help_is(
    world: World, sentence: str, kind: str
) -> None:
    async with world(learners="L1", L1={"country": "PT"}) as cohort:
        await cohort.says("L1", sentence, at="Wed 3 Mar 12:00", in_="#g1")

        reply = cohort.last("L1", kind)
        assert LIMITS in reply.text
        assert "Name C1" in reply.text
        assert "1411" in reply.text or "112" in reply.text
        labels = [button.label for button in reply.buttons]
        assert labels == ["Talk to someone now", "I'm safe", "This was a mistake", "Remove my message"]
        assert not any(word in reply.text for word in sentence.split() if len(word) > 6), "the trigger is not quoted"


async def test_an_alert_says_how_fast_and_whoever_takes_it_what_helps(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await cohort.says("L1", CRISIS, at="Wed 3 Mar 12:00", in_="#g1")
        assert "please look now" in cohort.last("C1", "case.alert").text
        await cohort.presses("C1", "I have it")
        assert "emergency number" in cohort.last("C1").text
        assert "/coord pace" not in cohort.last("C1").text

        await cohort.says("L2", "I can't keep up, thinking of dropping out", in_="#g1")
        await cohort.presses("L2", "Yes, tell them")
        assert "the goal is an answer within 2 days" in cohort.last("L2").text.lower()
        assert "no emergency, in working hours" in cohort.last("C1", "case.alert").text
        await cohort.presses("C1", "I have it", on="case.alert")
        assert "/coord pace L2 2" in cohort.last("C1").text
        assert "emergency number" not in cohort.last("C1").text


async def test_a_note_is_one_box_in_plain_words(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.says("L1", CRISIS, at="Wed 3 Mar 12:00", in_="#g1")
        await cohort.presses("C1", "I have it")
        await cohort.presses("C1", "Add a note")

        assert [field.label for field in cohort.form("C1").inputs] == ["What happened, in plain words"]


async def test_a_case_that_comes_back_again_and_again_changes_what_is_new_and_not_every_copy_there_ever_was(
    world: World,
) -> None:
    async with world(learners="L1") as cohort:
        await cohort.says("L1", CRISIS, at="Wed 3 Mar 12:00", in_="#g1")
        rows = []
        for taken in ("12:05", "13:10", "14:15", "15:20", "16:25"):
            await cohort.presses("C1", "I have it", at=f"Wed 3 Mar {taken}", on="case.alert")
            async with await cohort.tx() as tx:
                rows.append(sum((await tx.outbox.counts()).values()))

        added = [after - before for before, after in itertools.pairwise(rows)]
        assert added[1:] == added[:1] * (len(added) - 1)


async def test_whoever_was_told_before_reads_who_has_it_now_though_they_were_not_told_again(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.says("L1", CRISIS, at="Wed 3 Mar 12:00", in_="#g1")
        await cohort.presses("C2", "I have it", at="Wed 3 Mar 12:20", on="case.alert")
        await cohort.presses("C1", "I have it", at="Wed 3 Mar 13:25", on="case.alert")

        assert "Name C1 has it" in cohort.shown("C2")[-1].text
