"""Variant f: L03 reports coordinator C1 in week 7, then has their data deleted. Figures stay; text and identity go."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from adapters.cli.rehearsing import played
from adapters.simulation.play import Part, seeded_key
from bot.script_file import Act, Script
from storage.engine import open_storage
from tests.acceptance.spring import changed, shipped, utc
from tests.unsealing import unsealing

TUESDAY, WEDNESDAY = utc("2026-04-14 07:00"), utc("2026-04-15 07:00")
WORDS = "shouted at me in front of the whole group"


def erased(name: str, coordinator: str) -> Part:
    """L03 reports on Tuesday and is erased on Wednesday, before the check-in of that week; nobody acts as L03 after."""
    acts = [
        Act(TUESDAY, ("L03",), 0, command="/peer report"),
        Act(TUESDAY, ("L03",), 0, presses="Write a report"),
        Act(TUESDAY, ("L03",), 0, submits={"text": f"{coordinator} {WORDS}", "now": "can_wait"}),
        Act(WEDNESDAY, ("L03",), 0, command="/peer mydata delete"),
        Act(WEDNESDAY, ("L03",), 0, presses="Delete it"),
    ]
    part = changed(shipped(until=utc("2026-04-15 23:00")), acts)
    script = part.script or Script("")
    return replace(part, script=replace(script, acts=tuple(act for act in script.acts if act.at <= WEDNESDAY)))


async def test_figures_stay_text_and_identity_go_and_the_report_survives_for_the_other_coordinator(
    tmp_path: Path,
) -> None:
    people = {row.id: row.name for row in shipped().file.people}
    url = f"sqlite+aiosqlite:///{tmp_path}/kith.sqlite3"

    done = await played(erased(people["L03"], people["C1"]), "core", url)

    assert done.problems == ()
    assert (done.totals["check_ins_answered"], done.totals["check_ins_expected"]) == (89, 104)  # weeks 1 to 6
    with closing(unsealing(sqlite3.connect(tmp_path / "kith.sqlite3"), seeded_key(1))) as opened:
        [(member_id, name)] = opened.execute("SELECT id, name FROM members WHERE handle LIKE 'left-%'")
        counted = opened.execute("SELECT count(*) FROM check_ins WHERE learner_id = ?", (member_id,)).fetchone()
        tables = [each for (each,) in opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        everything = "\n".join(str(row) for each in tables for row in opened.execute(f'SELECT * FROM "{each}"'))
        everything += "\n".join(str(row) for row in opened.execute("SELECT opened(card, id) FROM outbox"))
    assert counted == (6,)
    assert name.startswith("left-")
    assert people["C1"] in everything
    assert people["L03"] not in everything
    assert "'L03'" not in everything
    storage = await open_storage(url, key=seeded_key(1))
    async with storage.snapshot() as tx:
        assert [each.hardest for each in await tx.check_ins.history(member_id) if each.hardest] == []
        [cohort] = await tx.cohorts.all()
        [case] = [each for each in await tx.cases.in_cohort(cohort.id) if each.opener_id == member_id]
        c1 = await tx.members.by_handle(cohort.id, "C1")
        assert c1 is not None
        assert c1.id in case.kept_from
        assert WORDS in case.excerpt
        assert await tx.audit.verify() is None
    await storage.close()
    told = [line for line in done.messages if line.at >= TUESDAY and line.kind == "case.alert"]
    assert {line.to for line in told} == {"C2"}
