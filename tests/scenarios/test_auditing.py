"""The audit report says who looked at what; it holds no content, and no case that is kept from its reader."""

from bot.auditing import note_settings
from tests.scenarios.test_safety import SENTENCE, cases
from tests.world import Cohort, World


async def looked(cohort: Cohort, who: str) -> str:
    await cohort.commands(who, "/coord audit")
    card = cohort.last(who, "audit.report")
    return "\n".join([card.text, *(f"{field.name}: {field.value}" for field in card.fields)])


async def test_coordinators_read_once_a_month_who_looked_at_what(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.says("L1", SENTENCE, at="Wed 3 Mar 12:00", in_="#g1")
        await cohort.presses("C1", "I have it", at="Wed 3 Mar 12:05")
        await cohort.presses("C1", "Show excerpt")

        await cohort.until("Thu 1 Apr 09:00")

        assert "audit.report" in cohort.dms_to("C1")
        assert "audit.report" in cohort.dms_to("C2")
        card = cohort.last("C2", "audit.report")
        assert "Name C1: excerpts read, 1" in card.fields[0].value
        assert SENTENCE not in str(card)
        assert "The log is whole" in card.text
        await cohort.until("Sat 1 May 09:00")
        assert cohort.dms_to("C1").count("audit.report") == 2


async def test_who_a_report_is_about_finds_no_trace_of_it_in_the_audit_report(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.commands("L1", "/peer report", at="Wed 3 Mar 12:00")
        await cohort.presses("L1", "Write a report")
        await cohort.submits("L1", text="It is about Name C1", now="can_wait")
        (case,) = await cases(cohort)
        await cohort.commands("C2", f"/coord case show {case.ref}")

        theirs, other = await looked(cohort, "C1"), await looked(cohort, "C2")

        assert "Name C2: cases opened, 1" in other
        assert "Looked at: Nothing." in theirs
        assert "as far as you may know: Name C1, Name C2" in theirs


async def test_it_says_whose_rights_want_a_look_and_which_settings_changed(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.until("Wed 3 Mar 12:00")
        async with cohort.play.house.storage.transaction() as tx:
            now = cohort.play.clock.now()
            assert await note_settings(tx, now, {"discord": b"1", "log": b"1"}) == []
            assert await note_settings(tx, now, {"discord": b"2", "log": b"1"}) == ["discord"]
            assert await note_settings(tx, now, {"discord": b"2", "log": b"1"}) == []

        found = await looked(cohort, "C1")

        assert "the configuration differs from the start before: discord, 1" in found
        assert "Nothing done with it in that time, as far as you may know: Name C1, Name C2" in found


async def test_only_coordinators_read_it(world: World) -> None:
    async with world(learners="L1") as cohort:
        await cohort.commands("M1", "/coord audit")

        assert cohort.last("M1").kind == "refusal.right"
