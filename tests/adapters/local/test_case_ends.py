"""A case is handed over to somebody outside and opened again in the workspace, over HTTP as a browser does it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from adapters.cli.home import Home
from adapters.cli.house import built
from adapters.cli.local_rehearsal import local_rehearsal
from adapters.cli.local_surface import LocalSurface
from adapters.clock import SimulatedClock
from adapters.simulation.play import seeded_key
from adapters.simulation.rehearsal import Rehearsal, begins, rehearsal
from adapters.simulation.surface import Deed
from bot.cards import Card
from bot.cohort_file import load_cohort
from bot.domain.cases import Case, CaseState
from storage.address import at_file
from tests.scenarios.test_safety import SENTENCE
from tests.world import ZONE, cohort_toml


@dataclass
class There:
    """A workspace with one learner, two mentors and two coordinators; whoever acts is named by their handle."""

    play: Rehearsal
    surface: LocalSurface
    deeds: int = 0

    def by(self, who: str) -> Deed:
        """Return the next thing somebody does."""
        self.deeds += 1
        return Deed(f"deed:{self.deeds}", self.play.account(who))

    async def settled(self) -> Case:
        """Let everything that is due be sent; return the one case."""
        await self.play.house.engine.beat()
        async with self.play.house.storage.snapshot() as tx:
            [cohort] = await tx.cohorts.all()
            [case] = await tx.cases.in_cohort(cohort.id)
        return case

    def last(self, who: str) -> str:
        """Return the newest words somebody got."""
        return [line.card.text for line in self.play.lines if line.to == who and isinstance(line.card, Card)][-1]


@pytest.fixture
async def there(tmp_path: Path) -> AsyncIterator[There]:
    """The workspace on a Wednesday at noon; L1 has just written a worrying sentence in the group."""
    (tmp_path / "cohort.toml").write_text(cohort_toml(["L1"], "2027-03-01", 8, {}), encoding="utf-8")
    file = load_cohort(tmp_path / "cohort.toml")
    clock = SimulatedClock(begins(file))
    place = at_file(tmp_path / "kith.sqlite3", is_scratch=True)
    async with (
        local_rehearsal(file, Home(tmp_path), clock) as surface,
        rehearsal(file, surface, lambda time, out: built(place, seeded_key(1), time, out), clock) as play,
    ):
        await play.until(datetime(2027, 3, 3, 12, tzinfo=ZoneInfo(ZONE)))
        found = There(play, surface)
        await surface.says(found.by("L1"), play.channel("#g1"), SENTENCE)
        await found.settled()
        yield found


async def test_a_case_is_handed_over_by_its_form_and_opened_again_by_its_button(there: There) -> None:
    surface = there.surface
    await surface.presses(there.by("C1"), "I have it", "")
    await surface.presses(there.by("C1"), "Close case", "")
    await surface.submits(there.by("C1"), {"reason": "emergency", "note": "Called 112."})
    case = await there.settled()
    assert case.state is CaseState.HANDED_OVER
    assert "it says who looks after it now" in there.last("C1")

    await surface.commands(there.by("C2"), f"/coord case show {case.ref}")
    await surface.presses(there.by("C2"), "Open it again", "")
    await surface.submits(there.by("C2"), {"note": "Their sister called."})

    case = await there.settled()
    assert (case.state, case.owner_id) == (CaseState.OPEN, "")


async def test_the_commands_say_what_is_missing(there: There) -> None:
    surface, case = there.surface, await there.settled()

    for command, answer in (
        (f"/coord case handover {case.ref} safeguarding", "Take it first"),
        (f"/coord case ack {case.ref}", ""),
        (f"/coord case handover {case.ref} safeguarding", "a short note belongs to it"),
        (f'/coord case handover {case.ref} safeguarding "They have it."', "it says who looks after it now"),
        (f"/coord case reopen {case.ref}", ""),
        (f"/coord case reopen {case.ref}", "is open already"),
    ):
        await surface.commands(there.by("C1"), command)
        await there.settled()
        assert answer in there.last("C1"), command
