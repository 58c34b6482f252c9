"""The sample cohort on two platforms at once: Baobab and Cedar on Discord, Dogwood and Elm on Slack, one bot."""

import asyncio
from dataclasses import dataclass, replace

import pytest

from adapters.clock import SimulatedClock
from adapters.simulation.play import Played, simulate
from adapters.simulation.rehearsal import begins
from bot.cohort_file import CohortFile
from tests.acceptance.once import once
from tests.acceptance.spring import EXPECTED, Arrival, Watched, shipped, temporary_database
from tests.doubles.surfaces.split import surface


@dataclass(frozen=True)
class Both:
    """The cohort as it lived on both: what was said, what arrived where, and who is where."""

    done: Played
    file: CohortFile
    arrivals: list[Arrival]

    def of(self, handle: str) -> str:
        """Return the account somebody is sent things to."""
        return next(row.accounts[0].id for row in self.file.people if row.id == handle)

    def platform(self, handle: str) -> str:
        """Return where somebody is."""
        return next(row.accounts[0].platform for row in self.file.people if row.id == handle)


@pytest.fixture(scope="session")
def both(tmp_path_factory: pytest.TempPathFactory) -> Both:
    """The cohort, played once on both."""
    return once(tmp_path_factory, "split", lambda: asyncio.run(_on_both()))


async def _on_both() -> Both:
    part = shipped()
    clock = SimulatedClock(begins(part.file))
    async with surface(part.file, clock) as (there, file), temporary_database(part) as build:
        watched = Watched(there, clock)
        done = await simulate(replace(part, file=file, clock=clock), watched, "split", build)
        return Both(done, file, watched.arrivals)


def test_the_totals_and_the_ordered_transcript_are_those_of_one_platform(both: Both, spring: Played) -> None:
    assert both.done.problems == ()
    assert {key: both.done.totals[key] for key in EXPECTED} == EXPECTED
    told = [
        [(line.at, line.to, line.kind, line.reason, line.text) for line in each.messages]
        for each in (both.done, spring)
    ]
    assert told[0] == told[1]


def test_a_learner_is_where_their_group_is_and_coordinators_are_on_one_of_them(both: Both) -> None:
    groups = {group.id: group.platform for group in both.file.groups}

    assert groups == {"baobab": "discord", "cedar": "discord", "dogwood": "slack", "elm": "slack"}
    assert {both.platform(who) for group in both.file.groups[:2] for who in group.members} == {"discord"}
    assert {both.platform(who) for group in both.file.groups[2:] for who in group.members} == {"slack"}
    assert {who: both.platform(who) for who in ("C1", "C2", "M2", "M1", "M4", "M3", "M5")} == {
        **dict.fromkeys(("C1", "C2", "M2", "M1"), "discord"),
        **dict.fromkeys(("M4", "M3", "M5"), "slack"),
    }


def test_what_a_mentor_sends_reaches_the_platform_of_the_learner_in_the_mentors_name(both: Both) -> None:
    sent = [arrival for arrival in both.arrivals if arrival.kind == "reach_out.message"]
    to_l05 = [arrival for arrival in sent if arrival.to == both.of("L05")]
    to_l16 = [arrival for arrival in sent if arrival.to == both.of("L16")]

    assert (both.platform("M3"), both.platform("L05"), both.platform("L16")) == ("slack", "discord", "slack")
    assert to_l05
    assert to_l16
    assert all("Katrin" in arrival.text for arrival in (*to_l05, *to_l16))


def test_the_crisis_on_slack_reaches_the_coordinators_on_discord(both: Both) -> None:
    reply = next(arrival for arrival in both.arrivals if arrival.kind == "crisis.reply")
    first = next(arrival for arrival in both.arrivals if arrival.kind == "case.alert" and arrival.at == reply.at)

    assert (reply.to, first.to) == (both.of("L11"), both.of("C2"))
    assert (both.platform("L11"), both.platform("C2")) == ("slack", "discord")
