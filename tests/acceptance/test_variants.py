"""Short variants of the sample cohort, each a run of its own, on the core and through each wire that knows of it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from adapters.cli.rehearsing import played
from adapters.simulation.play import Part, Played
from bot.cohort_file import load_cohort
from bot.script_file import load_script

HERE = Path(__file__).parent
JORDAN_STARTS = """
[[act]]
at = "2026-02-17 12:30"
who = "L11"
presses = "Start"
[[act]]
at = "2026-02-17 12:31"
who = "L11"
submits = { consent = "yes" }
"""
HARMLESS_THEN_NOT = """
[[act]]
at = "2026-03-04 23:40"
who = "L11"
says = "I had a long day, good night all"
in = "#dogwood"
[[act]]
at = "2026-03-04 23:42"
who = "L11"
edits = "I had a long day, good night all"
to = "I don't want to be here anymore"
[[act]]
at = "2026-03-04 23:43"
who = "L11"
edits = "I don't want to be here anymore"
to = "I don't want to be here anymore, good night"
"""
CLOSED = """
[[fault]]
at = "2026-03-04 12:00"
until = "2026-03-05 12:00"
dm_closed = "L11"
[[act]]
at = "2026-03-04 23:40"
who = "L11"
says = "I don't want to be here anymore"
in = "#dogwood"
[[act]]
at = "2026-03-05 08:30"
who = "L11"
command = "/peer me"
"""


async def play(script: str, surface: str, tmp_path: Path) -> Played:
    file = load_cohort(HERE / "spring.toml")
    path = tmp_path / "variant.script.toml"
    path.write_text(JORDAN_STARTS + script, encoding="utf-8")
    until = datetime(2026, 3, 6, tzinfo=UTC)
    done = await played(Part(file, load_script(path, file), until=until), surface)
    assert done.problems == ()
    return done


def kinds(done: Played, to: str, *surfaces: str) -> list[str]:
    return [line.kind for line in done.messages if line.to == to and line.surface in surfaces]


@pytest.mark.parametrize("surface", ["core", "local", "discord", "slack"])
async def test_editing_a_harmless_message_into_a_crisis_line_triggers_once(surface: str, tmp_path: Path) -> None:
    done = await play(HARMLESS_THEN_NOT, surface, tmp_path)

    assert kinds(done, "L11", "dm").count("crisis.reply") == 1
    assert (done.totals["critical_alerts"], done.totals["deduplicated_signals"]) == (1, 0)
    first = next(line for line in done.messages if line.kind == "case.alert")
    assert (first.to, first.at) == ("C1", datetime(2026, 3, 5, 4, 42, tzinfo=UTC))
    assert kinds(done, "dogwood", "channel") == ["privacy.notice", "group.welcome", "prompt.week"]


@pytest.mark.parametrize("surface", ["core", "local", "discord"])
async def test_a_learner_who_blocks_private_messages_is_reached_by_a_person_and_at_the_next_private_word(
    surface: str, tmp_path: Path
) -> None:
    done = await play(CLOSED, surface, tmp_path)

    wrote_at = datetime(2026, 3, 5, 4, 40, tzinfo=UTC)
    unreachable = [line for line in done.messages if line.kind == "case.unreachable"]
    assert [(line.to, line.at) for line in unreachable] == [("C1", wrote_at)]
    assert not any(line.kind.startswith(("crisis.", "case.")) for line in done.messages if line.surface == "channel")
    shown = kinds(done, "L11", "reply")
    assert shown[shown.index("member.page") :] == ["member.page", "crisis.reply"]
    assert done.totals["critical_alerts"] == 1
