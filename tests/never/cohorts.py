"""Small cohorts, drawn: who declines, who is silent, who is in need, who can't be reached; each lived to its end."""

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import strategies as st

from adapters.cli.house import built
from adapters.simulation.play import seeded_key
from adapters.simulation.player import Player
from adapters.simulation.rehearsal import Rehearsal, ends, rehearsal
from bot.cohort_file import CohortFile, load_cohort
from bot.domain.members import Member, Role
from bot.domain.survey_answers import AnswerState
from bot.domain.surveys import Survey
from bot.errors import Undeliverable
from bot.ports import Delivery, Messenger, Settle, Tx
from bot.rooms import rooms
from bot.script_file import Act, Fault, Script
from bot.transcript import Said
from storage.address import at_file
from tests.acceptance.spring import CRISIS, Arrival, utc, watched

NAMES = ("Aalto", "Bikita", "Cuenca", "Dalarna", "Esbjerg", "Fukui", "Gondar", "Huelva", "Ibarra", "Jenin", "Kisumu")
DECLINED, IN_NEED, NO_NUDGES, CLOSED = "L1", "L2", "L3", "L4"
THREAT = "I know where you live and I will come"
WROTE = utc("2027-03-10 12:07")
"""When somebody in need writes into their group's channel: a minute in which nothing else is due."""
UNTOLD = utc("2027-03-11 12:07")
"""When somebody who declined writes the same there."""


@dataclass(frozen=True)
class Drawn:
    """What is drawn: a seed, the sizes of two groups, the shares of check-ins and of surveys that are answered."""

    seed: int = 1
    sizes: tuple[int, int] = (6, 3)
    answers: float = 0.2
    surveys: float = 0.8

    @property
    def learners(self) -> list[str]:
        """The handles of all learners, group by group."""
        return [f"L{n}" for n in range(1, sum(self.sizes) + 1)]


def drawn() -> st.SearchStrategy[Drawn]:
    """Any small cohort."""
    share = st.sampled_from([0.0, 0.3, 0.6, 1.0])
    sizes = st.tuples(st.integers(4, 6), st.integers(1, 5))
    return st.builds(Drawn, st.integers(1, 10_000), sizes, share, st.sampled_from([0.5, 0.8, 1.0]))


@dataclass(frozen=True)
class Lived:
    """A cohort that was lived: what was said, what arrived, and what stands in the storage at its end."""

    file: CohortFile
    lines: Sequence[Said]
    arrivals: Sequence[Arrival]
    lost: Sequence[tuple[str, str]]
    members: Mapping[str, Member]
    grouped: frozenset[str]
    paired: frozenset[str]
    cases: Sequence[tuple[str, datetime]]
    surveys: Sequence[tuple[Survey, frozenset[str]]]
    groups: Mapping[str, frozenset[str]]
    withheld: Mapping[str, frozenset[str]]
    rooms: tuple[frozenset[str], frozenset[str]]

    @property
    def names(self) -> dict[str, str]:
        """The learners' names by handle."""
        return {row.id: row.name for row in self.file.people if row.role is Role.LEARNER}

    def to(self, handle: str) -> list[Said]:
        """What somebody was sent or answered."""
        return [line for line in self.lines if line.to == handle]


@dataclass
class Door:
    """A way out that notes to whom nothing could be brought, and of which kind."""

    inner: Messenger
    lost: list[tuple[str, str]]
    settle: Settle = field(default=Settle())

    async def send(self, delivery: Delivery) -> str:
        """Bring it, or note that it could not be brought."""
        try:
            return await self.inner.send(delivery)
        except Undeliverable:
            self.lost.append((delivery.target.id, delivery.card.kind))
            raise

    async def find(self, delivery: Delivery) -> str | None:
        """Look."""
        return await self.inner.find(delivery)


async def lived(what: Drawn, made: Path) -> Lived:
    """Live a cohort from its invitations to its end; `made` is a database with its tables and nothing in them."""
    with tempfile.TemporaryDirectory(prefix="kith-") as folder:
        path = Path(folder, "cohort.toml")
        path.write_text(_toml(what), encoding="utf-8")
        file = load_cohort(path)
        place = at_file(Path(folder, "kith.sqlite3"), is_scratch=True)
        shutil.copy(made, Path(folder, "kith.sqlite3"))
        lost: list[tuple[str, str]] = []
        surface = watched(file, wrapped=lambda messenger: Door(messenger, lost))
        build = lambda clock, out: built(place, seeded_key(1), clock, out)  # noqa: E731 - a builder is a function
        async with rehearsal(file, surface, build, surface.clock) as play:
            async with play.house.storage.snapshot() as tx:
                before = await _rooms(tx)
            await Player(play, _script(what), what.seed, by_rates=True).advance(ends(file))
            async with play.house.storage.snapshot() as tx:
                return Lived(file, tuple(play.lines), tuple(surface.arrivals), lost, **await _left(tx, play, before))


async def _left(tx: Tx, play: Rehearsal, before: frozenset[str]) -> dict[str, Any]:
    """Return what stands in the storage."""
    cohort = await tx.cohorts.by_handle(play.file.handle)
    assert cohort is not None
    members = {member.handle: member for member in await tx.members.in_cohort(cohort.id)}
    learners = [member for member in members.values() if member.role is Role.LEARNER]
    names = {member.id: member.handle for member in members.values()}
    groups = {key: frozenset(names[one] for one in ids) for key, ids in (await tx.groups.member_ids(cohort.id)).items()}
    return {
        "members": members,
        "groups": groups,
        "grouped": frozenset[str]().union(*groups.values()),
        "paired": frozenset(names[pair.learner_id] for pair in await tx.pairings.in_cohort(cohort.id)),
        "cases": [(names[case.learner_id], case.opened_at) for case in await tx.cases.in_cohort(cohort.id)],
        "surveys": [(each, await _given(tx, each, names)) for each in await tx.surveys.in_cohort(cohort.id)],
        "withheld": {
            each.handle: frozenset(kind for _, kind, _ in await tx.nudges.withheld(each.id, 1_000)) for each in learners
        },
        "rooms": (before, await _rooms(tx)),
    }


async def _rooms(tx: Tx) -> frozenset[str]:
    return frozenset(room.name for room in await rooms(tx, "local", "demo"))


async def _given(tx: Tx, survey: Survey, names: Mapping[str, str]) -> frozenset[str]:
    answers = await tx.surveys.answers(survey.id)
    return frozenset(names[each.member_id] for each in answers if each.state is AnswerState.ANSWERED)


def _script(what: Drawn) -> Script:
    """What people do beside what is drawn for each message they get."""
    dice = Random(what.seed)
    anybody = dice.choice(what.learners[4:])
    acts = [
        Act(utc("2027-02-15 12:00"), (DECLINED,), 0, presses="Decline"),
        Act(utc("2027-03-01 12:30"), (NO_NUDGES,), 0, command="/peer nudges off"),
        Act(utc("2027-03-09 13:00"), (anybody,), 0, command="/peer away 2027-03-10 2027-03-14"),
        Act(WROTE, (IN_NEED,), 0, says=CRISIS, channel="g1"),
        Act(WROTE + timedelta(hours=2), (IN_NEED,), 0, says=THREAT),
        Act(WROTE + timedelta(minutes=10), ("C2",), 0, presses="I have it"),
        Act(UNTOLD, (DECLINED,), 0, says=CRISIS, channel="g1"),
        Act(utc("2027-03-28 12:31"), ("C1",), 0, command="/coord report"),
        Act(utc("2027-03-28 12:32"), ("C1",), 0, command="/coord export"),
    ]
    return Script("drawn", tuple(acts), (Fault(utc("2027-03-02 12:00"), 0, dm_closed=CLOSED),))


def _toml(what: Drawn) -> str:
    """Write the cohort file."""
    first, second = what.learners[: what.sizes[0]], what.learners[what.sizes[0] :]
    people = "\n".join(_person(handle, "learner", NAMES[n]) for n, handle in enumerate(what.learners))
    roles = {"M1": "mentor", "M2": "mentor", "C1": "coordinator", "C2": "coordinator"}
    staff = "\n".join(_person(handle, role, f"Staff {handle}") for handle, role in roles.items())
    return f"""
[cohort]
handle = "drawn"
name = "Drawn cohort"
timezone = "Europe/Lisbon"
starts_on = 2027-03-01
onboarding_on = 2027-02-15
weeks = 4
prompt_library = "shipped"
[group_size]
min = 1
max = 50
[[phase]]
name = "guide"
weeks = "1-2"
nudges_per_week = 1
[[phase]]
name = "practise"
weeks = "3-4"
nudges_per_week = 1
[nudges]
per_day = 1
[safety]
scan = ["g1", "g2"]
outside = "mailto:outside@example.org"
[on_call]
rotation = ["C1", "C2"]
[simulate]
consent_rate = 0.0
acknowledge_rate = 0.0
answer_rate = {what.answers}
answer_after_reminder_rate = {what.answers / 2}
one_tap_rate = {what.answers}
survey_rate = {what.surveys}
{people}
{staff}
{_group("g1", first, "M1")}
{_group("g2", second, "M2")}
"""


def _person(handle: str, role: str, name: str) -> str:
    agreed = "false" if handle == DECLINED else "true"
    capacity = "capacity = 30" if role == "mentor" else ""
    return f"""
[[person]]
id = "{handle}"
name = "{name}"
role = "{role}"
timezone = "Europe/Lisbon"
language = "en"
consented = {agreed}
availability = "Mon 18:00-20:00;Thu 18:00-20:00"
{capacity}"""


def _group(handle: str, members: Sequence[str], mentor: str) -> str:
    listed = ", ".join(f'"{each}"' for each in members)
    return f"""
[[group]]
id = "{handle}"
name = "Group {handle}"
timezone = "Europe/Lisbon"
members = [{listed}]
facilitator = "{mentor}"
[[pairing]]
mentor = "{mentor}"
learners = [{listed}]
"""
