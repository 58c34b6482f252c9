"""Whatever may happen to messages and to whoever sends them, in any order: a state machine over the protocol."""

import asyncio
import shutil
import tempfile
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from adapters.clock import SimulatedClock
from bot.domain.members import MemberState
from bot.effects import Urgency
from bot.errors import TryLater
from bot.ports import Delivery
from bot.sweeper import Sweeper
from storage.address import at_file
from storage.engine import open_storage
from tests.core.copies import History
from tests.core.fate import Fate, lived
from tests.core.office import Office, staffed
from tests.core.platform import REFUSED, Platform, Step
from tests.storage.sample import KEY, L1, NOW, add_people

WORKERS = ("one", "two")
LANES = {"prompts": Urgency.PROMPT, "notices": Urgency.NOTICE, "alarms": Urgency.ESCALATION}
ENDS: tuple[Step, ...] = ("ok", "lost", "late", "gone", REFUSED, TryLater("again"), KeyError("a bug"))
LONG = timedelta(minutes=30)

ends = st.lists(st.sampled_from(ENDS), max_size=4)
workers = st.sampled_from(WORKERS)


class Protocol(RuleBasedStateMachine):
    """Two processes on one database and one platform; `made` is a file with the schema."""

    made: Path

    @initialize()
    def begin(self) -> None:
        """Open an office with two processes and nothing to do."""
        self.runner = asyncio.Runner()
        self.folder = tempfile.TemporaryDirectory(prefix="kith-protocol-")
        path = Path(self.folder.name) / "kith.sqlite3"
        shutil.copy(self.made, path)
        self.storage = self.runner.run(open_storage(at_file(path, is_scratch=True), key=KEY))
        self.clock = SimulatedClock(NOW)
        self.platform = Platform(self.clock)
        self.runner.run(self._people())
        self.offices = {name: self._started(name) for name in WORKERS}
        self.planned: dict[str, list[str]] = {lane: [] for lane in LANES}
        self.wrong: list[str] = []

    async def _people(self) -> None:
        async with self.storage.transaction() as tx:
            await add_people(tx)
            await tx.members.save(replace(L1, state=MemberState.ACTIVE))

    def _started(self, name: str, fate: Fate | None = None) -> Office:
        return staffed(self.storage, self.clock, self.platform, name, fate or Fate())

    @rule(lane=st.sampled_from(sorted(LANES)), many=st.integers(1, 3))
    def plan(self, lane: str, many: int) -> None:
        """Put messages into a lane."""
        keys = [f"{lane}-{len(self.planned[lane]) + number:03}" for number in range(many)]
        self.planned[lane] += keys
        self.runner.run(self.offices["one"].add(*keys, lane=lane, urgency=LANES[lane]))

    @rule(name=workers, script=ends)
    def deliver(self, name: str, script: list[Step]) -> None:
        """Let a process deliver what is due, each request ending as it is told."""
        self.platform.script = list(script)
        before = len(self.platform.tries)
        self.runner.run(self.offices[name].courier.deliver())
        tried = [attempt.urgency for attempt in self.platform.tries[before:]]
        if tried != sorted(tried):
            self.wrong.append(f"something less urgent went first: {tried}")

    @rule(name=workers, script=ends, step=st.integers(1, 12))
    def die(self, name: str, script: list[Step], step: int) -> None:
        """Let a process die at a step of delivering, and start anew."""
        self.platform.script = list(script)
        self.runner.run(lived(self._started(name, Fate(step)).courier.deliver()))
        self.platform.meanwhile.clear()
        self.offices[name] = self._started(name)
        self.runner.run(self.offices[name].courier.recover())

    @rule(
        name=workers, where=st.sampled_from(("after look", "after post")), seconds=st.sampled_from((20, 61, 100, 300))
    )
    def stand_still(self, name: str, where: str, seconds: int) -> None:
        """Let a process stand still in the middle of a message, while the other one goes on."""
        other = self.offices[next(other for other in WORKERS if other != name)]

        async def still(_: Delivery) -> None:
            self.platform.script = []
            self.clock.set(self.clock.now() + timedelta(seconds=seconds))
            await other.run(60)

        self.platform.script = []
        self.platform.meanwhile[where] = still
        self.runner.run(self.offices[name].courier.deliver())
        self.platform.meanwhile.clear()

    @rule(seconds=st.sampled_from((1, 9, 29, 31, 61, 130, 400)))
    def time_passes(self, seconds: int) -> None:
        """Wait."""
        self.clock.set(self.clock.now() + timedelta(seconds=seconds))

    @rule(is_readable=st.booleans())
    def history(self, is_readable: bool) -> None:
        """Let the platform's history be read, or not."""
        self.platform.broken_history = None if is_readable else TryLater("no history")

    @rule()
    def sweep(self) -> None:
        """Look for copies."""
        self.runner.run(Sweeper(self.storage, self.clock, {"local": History(self.platform)}).sweep())

    @invariant()
    def nothing_is_there_twice(self) -> None:
        """An alarm may come again where nobody could look, and says so then."""
        said = Counter(post.key for post in self.platform.posts if "may have had" not in post.card.text)
        assert not [key for key, number in said.items() if number > 1], said

    @invariant()
    def lanes_keep_their_order(self) -> None:
        """What came in a lane came in the order in which it was planned."""
        for lane, planned in getattr(self, "planned", {}).items():
            came = list(dict.fromkeys(post.key for post in self.platform.posts if post.key.startswith(lane)))
            assert came == planned[: len(came)], (came, planned)

    @invariant()
    def the_urgent_goes_first(self) -> None:
        """An alarm overtakes whatever is due beside it."""
        assert not self.wrong, self.wrong

    def teardown(self) -> None:
        """Let everything go well from now on: whatever was planned comes, and nothing twice."""
        try:
            self.platform.script, self.platform.broken_history = [], None
            for office in self.offices.values():
                self.runner.run(office.run(LONG.total_seconds()))
            came = {post.key for post in self.platform.posts}
            lost = [key for planned in self.planned.values() for key in planned if key not in came]
            assert not lost, lost
            self.nothing_is_there_twice()
            self.lanes_keep_their_order()
        finally:
            self.runner.run(self.storage.close())
            self.runner.close()
            self.folder.cleanup()


def machine(made: Path) -> Any:
    """Return the machine for databases that begin as a copy of this one."""
    return type("MadeProtocol", (Protocol,), {"made": made})
