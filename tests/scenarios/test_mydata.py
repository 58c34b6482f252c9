"""My data: anybody sees what is held about them, takes it along, and has it deleted; nobody else reads it."""

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

from bot.domain.room import Traits
from bot.markup import plain
from tests.scenarios.test_retention import crisis
from tests.scenarios.test_safety import SENTENCE, cases
from tests.world import Cohort, World

WORDS = "Sleep, mostly."


async def a_week_with_words(cohort: Cohort) -> None:
    await cohort.presses("L1", "Tell a bit more", at="Thu 4 Mar 10:00")
    await cohort.submits("L1", mood="hard", hardest=WORDS)


async def exported(cohort: Cohort, who: str) -> dict[str, object]:
    """Read the export as somebody does who copies its parts together."""
    await cohort.commands(who, "/peer mydata export")
    parts = [cohort.last(who, "mydata.export")]
    while any(button.label == "Next part" for button in parts[-1].buttons):
        await cohort.presses(who, "Next part")
        parts.append(cohort.last(who, "mydata.export"))
    found: dict[str, object] = json.loads("\n".join(plain(part.text) for part in parts))
    return found


async def erase(cohort: Cohort, who: str, at: str) -> None:
    await cohort.commands(who, "/peer mydata delete", at=at)
    await cohort.presses(who, "Delete it")
    assert cohort.last(who).kind == "mydata.deleted"


_SEALED = re.compile(r"[A-Za-z0-9+/]{40,}={0,2}")


def stored(folder: Path) -> str:
    """Every value of every row, as text; what is sealed is left out, since its letters spell anything by chance."""
    with closing(sqlite3.connect(folder / "kith.sqlite3")) as opened:
        names = [name for (name,) in opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = (f"{name} {row}" for name in names for row in opened.execute(f'SELECT * FROM "{name}"'))
        return "\n".join(_SEALED.sub("", row) for row in rows)


async def test_what_is_held_is_a_plain_list_with_who_looked_at_it(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await a_week_with_words(cohort)
        await cohort.says("L1", SENTENCE, at="Thu 4 Mar 12:00", in_="#g1")
        await cohort.presses("C1", "I have it", at="Thu 4 Mar 12:05")
        await cohort.commands("C1", f"/coord case show {(await crisis(cohort)).ref}")

        await cohort.commands("L1", "/peer mydata show")

        card = cohort.last("L1", "mydata.shown")
        assert "1, of which 1 answered; your own words in 1 of them" in card.text
        assert (await crisis(cohort)).ref in card.text
        assert "Name C1 opened" in card.fields[0].value


async def test_the_export_is_json_in_private_parts_and_holds_the_persons_own_words(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await a_week_with_words(cohort)
        await cohort.says("L1", SENTENCE, at="Thu 4 Mar 12:00", in_="#g1")
        await cohort.presses("C1", "I have it", at="Thu 4 Mar 12:05")
        await cohort.commands("C1", "/coord case list")
        case = await crisis(cohort)
        await cohort.commands("C1", f'/coord case close {case.ref} supported "Met with Name L2, who stays tonight."')

        mine = await exported(cohort, "L1")

        assert mine["you"]["name"] == "Name L1"  # type: ignore[index]
        assert [row["words"] for row in mine["check_ins"]] == [WORDS]  # type: ignore[attr-defined]
        (one,) = mine["cases"]  # type: ignore[misc]
        assert one["words"] == SENTENCE
        assert [row["note"] for row in one["notes"]] == ["Met with [somebody else], who stays tonight."]
        assert not [line for line in cohort.lines if line.kind == "mydata.export" and line.surface != "reply"]


async def test_nobody_finds_a_case_that_is_kept_from_them_in_their_own_data(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await cohort.commands("L2", "/peer report", at="Thu 4 Mar 12:00")
        await cohort.presses("L2", "Write a report")
        await cohort.submits("L2", text="Name L1 threatened me", now="can_wait")
        (case,) = await cases(cohort)
        assert (await cohort.member("L1")).id in case.subject_ids

        await cohort.commands("L1", "/peer mydata show", at="Thu 4 Mar 13:00")

        card = cohort.last("L1", "mydata.shown")
        assert case.ref not in card.text + card.fields[0].value
        assert (await exported(cohort, "L1"))["cases"] == []


async def test_deleting_takes_words_and_identity_and_leaves_the_figures(world: World) -> None:
    async with world(learners="L1 L2", L1={"name": "Zuleika Ødegård"}) as cohort:
        await a_week_with_words(cohort)
        await cohort.says("L1", "Good morning", at="Thu 4 Mar 11:00", in_="#g1")
        await cohort.until("Mon 8 Mar 11:00")
        before = await figures(cohort)

        await erase(cohort, "L1", "Mon 8 Mar 12:00")
        await cohort.until("Tue 9 Mar 12:00")

        assert await figures(cohort) == before
        assert (before[0], before[1]) == (2, 1)
        left = stored(world.folder)
        assert not [found for found in ("Zuleika", "degård", "'L1'") if found in left]
        assert cohort.account("L1").id not in left
        await cohort.commands("L1", "/peer me")
        assert cohort.shown("L1")[-1].kind == "refusal.stranger"


async def figures(cohort: Cohort) -> tuple[int, int, int, int]:
    """Check-ins opened and answered, messages written, nudges made."""
    async with await cohort.tx() as tx:
        found = await tx.cohorts.by_handle("test")
        opened = await tx.check_ins.in_cohort(found.id)
        answered = [each for each in opened if each.answered_at is not None]
        wrote, nudged = await tx.participations.in_cohort(found.id), await tx.nudges.in_cohort(found.id)
        return len(opened), len(answered), wrote, len(nudged)


async def test_an_open_case_keeps_its_words_and_who_it_was_until_it_is_closed(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await cohort.says("L1", SENTENCE, at="Wed 3 Mar 12:00", in_="#g1")
        await cohort.presses("C1", "I have it", at="Wed 3 Mar 12:05")
        ref = (await crisis(cohort)).ref
        await cohort.commands("L1", "/peer mydata delete", at="Wed 3 Mar 13:00")
        assert f"{ref} (open)" in cohort.last("L1", "mydata.sure").text

        await cohort.presses("L1", "Delete it")

        assert ref in cohort.last("L1", "mydata.deleted").text
        assert "case.news" in cohort.dms_to("C1")
        await cohort.commands("C1", f"/coord case show {ref}")
        assert "Name L1 (L1)" in cohort.last("C1").text
        await cohort.commands("C1", f'/coord case close {ref} supported "They are well."')
        await cohort.until("Wed 3 Mar 13:30")
        async with await cohort.tx() as tx:
            case = await crisis(cohort)
            assert (case.excerpt, [entry.note for entry in await tx.cases.timeline(case.id) if entry.note]) == ("", [])
            assert await tx.audit.verify() is None


async def test_a_legal_hold_outlives_an_erasure_and_is_told_to_who_asks_for_it(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await cohort.says("L1", SENTENCE, at="Wed 3 Mar 12:00", in_="#g1")
        await cohort.presses("C1", "I have it", at="Wed 3 Mar 12:05")
        ref = (await crisis(cohort)).ref
        await cohort.commands("C1", f'/coord case close {ref} supported "They are well."')
        await cohort.commands("C1", f"/coord case hold {ref} 2027-06-01 a lawyer wrote")
        await cohort.commands("L1", "/peer mydata delete")
        assert f"{ref} (legal hold)" in cohort.last("L1", "mydata.sure").text

        await cohort.presses("L1", "Delete it")
        assert (await crisis(cohort)).excerpt == SENTENCE
        await cohort.commands("C1", f"/coord case release {ref}", at="Mon 8 Mar 12:00")
        await cohort.until("Mon 8 Mar 12:01")

        assert (await crisis(cohort)).excerpt == ""


async def test_a_report_about_a_coordinator_outlives_its_reporter_and_stays_hidden_from_them(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await cohort.commands("L1", "/peer report", at="Wed 3 Mar 12:00")
        await cohort.presses("L1", "Write a report")
        await cohort.submits("L1", text="It is about Name C1, who shouted at me", now="can_wait")
        (case,) = await cases(cohort)
        told_before = len(cohort.lines)

        await erase(cohort, "L1", "Wed 3 Mar 13:00")
        await cohort.until("Thu 4 Mar 13:00")

        (kept,) = await cases(cohort)
        assert (kept.ref, kept.excerpt) == (case.ref, case.excerpt)
        assert not [line for line in cohort.lines[told_before:] if line.to == "C1" and line.kind.startswith("case.")]
        await cohort.commands("C2", f"/coord case show {case.ref}")
        assert "Name L1 (L1)" in cohort.last("C2").text
        await cohort.commands("C1", f"/coord case show {case.ref}")
        assert cohort.last("C1").kind == "case.none"


async def test_the_last_coordinator_is_not_erased_and_the_mentor_hears_that_a_learner_left(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        await erase(cohort, "C2", "Wed 3 Mar 12:00")
        await cohort.commands("C1", "/peer mydata delete")
        await cohort.presses("C1", "Delete it")
        assert cohort.last("C1").kind == "leaving.last"

        await erase(cohort, "L1", "Wed 3 Mar 13:00")

        assert "leaving.mentor" in cohort.dms_to("M1")


async def test_what_somebody_said_for_pairing_is_shown_exported_and_erased(world: World) -> None:
    async with world(learners="L1 L2") as cohort:
        member = await cohort.member("L1")
        async with cohort.play.house.storage.transaction() as tx:
            await tx.traits.put(
                Traits(member.id, style="quietly", goals=frozenset({"gardening"}), avoid=frozenset({"M2"}))
            )

        await cohort.commands("L1", "/peer mydata show", at="Thu 4 Mar 10:00")
        mine = await exported(cohort, "L1")
        await erase(cohort, "L1", at="Thu 4 Mar 11:00")

        assert "gardening, quietly" in cohort.last("L1", "mydata.shown").text
        (said,) = mine["pairing"]  # type: ignore[misc]
        assert (said["style"], said["goals"], said["avoid"]) == ("quietly", ["gardening"], 1)
        async with await cohort.tx() as tx:
            assert await tx.traits.of(member.id) == Traits(member.id)
