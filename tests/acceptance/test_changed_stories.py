"""The crisis night told otherwise: a closed direct message (variant d), an edited message (variant e).

Over the wires of the platforms `test_variants.py` tells both, in a cohort that has just begun.
"""

import asyncio
from datetime import datetime

import pytest

from adapters.cli.rehearsing import played
from adapters.simulation.play import Part, Played
from bot.script_file import Act, Fault
from tests.acceptance.spring import CRISIS, EXPECTED, Watched, changed, shipped, utc, watch

NIGHT, MORNING = utc("2026-03-26 03:00"), utc("2026-03-27 23:59")
WRITTEN = utc("2026-03-26 03:40")
HARMLESS = "long day at the shop, off to bed"


def heard(done: Played) -> list[tuple[str, str, str]]:
    """What was sent about the case that night, and when."""
    kinds = ("crisis.reply", "case.alert", "case.unreachable")
    return [
        (f"{line.at:%H:%M}", line.to, line.kind) for line in done.messages if line.at >= NIGHT and line.kind in kinds
    ]


def closed() -> Part:
    """L11 takes no private messages from that evening on."""
    return changed(shipped(until=MORNING), faults=[Fault(utc("2026-03-26 02:00"), 0, dm_closed="L11")])


def edited(until: datetime | None = None) -> Part:
    """L11 writes something harmless and changes it a little later."""
    acts = [
        Act(utc("2026-03-26 03:38"), ("L11",), 0, says=HARMLESS, channel="#dogwood"),
        Act(WRITTEN, ("L11",), 0, edits=HARMLESS, to=CRISIS),
    ]
    return changed(shipped(until=until), acts, without=CRISIS)


@pytest.fixture(scope="module")
def behind_a_closed_door() -> tuple[Played, Watched]:
    """What the core alone makes of it: what was said, and what arrived."""
    return asyncio.run(watch(closed()))


def test_a_closed_direct_message_is_told_to_the_coordinator_at_once(
    behind_a_closed_door: tuple[Played, Watched],
) -> None:
    done, _ = behind_a_closed_door

    assert heard(done) == [
        ("03:40", "L11", "crisis.reply"),
        ("03:40", "C2", "case.alert"),
        ("03:40", "C2", "case.unreachable"),
        ("03:55", "C2", "case.alert"),
        ("03:55", "C1", "case.alert"),
    ]
    assert len(done.problems) == 1
    assert "I'm safe" in done.problems[0]


async def test_what_a_closed_direct_message_does_not_take_goes_nowhere_else(
    behind_a_closed_door: tuple[Played, Watched],
) -> None:
    done, surface = behind_a_closed_door

    since = [arrival for arrival in surface.arrivals if arrival.at >= NIGHT]
    assert [arrival for arrival in since if arrival.to in ("L11", "#dogwood")] == []
    assert done.totals["critical_channel_messages"] == 0
    told = next(arrival for arrival in since if arrival.kind == "case.unreachable")
    assert "Jordan" in told.text
    assert "not posted anywhere else" in told.text
    *_, last = (arrival.text for arrival in since if arrival.kind == "case.alert")
    assert "was sent a private message" not in last


async def test_an_edit_into_a_crisis_triggers_once() -> None:
    done = await played(edited(MORNING))

    assert done.problems == ()
    assert heard(done) == [
        ("03:40", "L11", "crisis.reply"),
        ("03:40", "C2", "case.alert"),
        ("03:55", "C2", "case.alert"),
        ("03:55", "C1", "case.alert"),
    ]


async def test_with_the_edit_the_totals_are_those_of_the_story() -> None:
    done = await played(edited())

    assert {key: done.totals[key] for key in EXPECTED} == EXPECTED
