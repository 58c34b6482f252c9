"""Whatever somebody changes in a case, in how the bot is set up, or for others, stands in the audit log."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.app import Application
from bot.cards import Action
from bot.effects import Reply
from bot.events import ActionChosen
from bot.flows import all_routes
from bot.ports import Tx
from storage.engine import SqlStorage
from storage.tx import SqlTx
from tests.permissions.bottle import KEY, NOW, FixedClock, account, bottle, empty_database, packs, places
from tests.permissions.deeds import DEEDS, Deed
from tests.permissions.table import Facts, Rule, Somebody
from tests.permissions.test_permissions import EVERYBODY

ON_ITS_WAY = frozenset({"inbox", "outbox", "timers", "withheld", "lanes", "audit", "keys", "sqlite_sequence"})
"""What any press leaves behind: messages, their times, the marks of events."""
OF_OTHERS = {Rule.CASE, Rule.FLAG, Rule.COORDINATOR, Rule.ABOUT, Rule.MOVE, Rule.ASKED_DATE}
"""Rows of the table by which a coordinator, or who looks after a group, changes what is not theirs alone."""
READS = {"case.show": "case.read", "coord case show": "case.read", "case.excerpt": "case.excerpt_read"}
READS |= {"flag.show": "case.excerpt_read", "coord audit": "audit.read", "coord export": "report.exported"}
"""Looks that change nothing, and what they are called."""
_FACTS = Facts(mentors={"al0": "am0", "al1": "am0"}, drafted_for={"al0": "am0"}, facilitators={"a": "am0"})


@dataclass
class Peeking:
    """A storage that says what one deed changed and noted, and then takes it back."""

    storage: SqlStorage
    changed: set[str] = field(default_factory=set)
    noted: set[tuple[str, str]] = field(default_factory=set)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Tx]:
        """Run a whole transaction and look at it from inside, then roll it back."""
        try:
            async with self.storage.transaction() as tx:
                assert isinstance(tx, SqlTx)
                before, last = await _tables(tx), len(await tx.audit.newest(0, 1000))
                yield tx
                await tx.complete()
                rows = await tx.audit.newest(0, 1000)
                self.noted |= {(row.actor_id, row.what.partition(":")[0]) for _, row in rows[: len(rows) - last]}
                after = await _tables(tx)
                self.changed |= {name for name, held in after.items() if held != before[name]}
                raise _Undo
        except _Undo:
            pass

    def snapshot(self) -> object:
        """Read."""
        return self.storage.snapshot()


class _Undo(Exception):
    pass


async def _tables(tx: SqlTx) -> dict[str, Counter[str]]:
    names = [row[0] for row in await tx._session.rows(text("SELECT name FROM sqlite_master WHERE type = 'table'"))]
    return {
        name: Counter(str(tuple(row)) for row in await tx._session.rows(text(f'SELECT * FROM "{name}"')))
        for name in names
        if name not in ON_ITS_WAY
    }


def somebody(handle: str) -> Somebody:
    return next(person for person in EVERYBODY if person.handle == handle)


TRIED = [
    Deed(kind, name, somebody(who), somebody(about))
    for kind, name in DEEDS
    for who in ("ac0", "am0")
    for about in ("al0", "al1")
    if Deed(kind, name, somebody(who), somebody(about)).rule in OF_OTHERS
]
"""The first learner's case is taken, the second's is not; both are tried."""


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Deed, Peeking, list[Reply]]]:
    return asyncio.run(_all(empty_database(tmp_path_factory.mktemp("audited"))))


async def _all(empty: Path) -> list[tuple[Deed, Peeking, list[Reply]]]:
    tried = []
    facts = Facts(_FACTS.mentors, subjects={p.handle: frozenset() for p in EVERYBODY}, drafted_for=_FACTS.drafted_for)
    async with bottle(empty, EVERYBODY, facts) as world:
        by, direct = account(somebody("ac0")), next(places("a"))
        await world.doing.handle(ActionChosen("take", NOW, by, direct, Action("case.acknowledge", "k-al0")))
        for number, deed in enumerate(TRIED):
            peeking = Peeking(world.storage)
            app = Application(peeking, all_routes(), FixedClock(), packs(), KEY)  # type: ignore[arg-type]
            replies = await app.handle(deed.event(number, account(deed.who), direct))
            tried.append((deed, peeking, replies))
    return tried


def test_whoever_changes_something_stands_in_the_audit_log(found: list[tuple[Deed, Peeking, list[Reply]]]) -> None:
    silent = {
        f"{deed.name} changed {sorted(peeking.changed)}"
        for deed, peeking, _ in found
        if peeking.changed and not any(actor == f"id-{deed.who.handle}" for actor, _ in peeking.noted)
    }

    assert silent == set()


def test_every_act_on_a_case_is_among_them(found: list[tuple[Deed, Peeking, list[Reply]]]) -> None:
    changing = {deed.name for deed, peeking, _ in found if "cases" in peeking.changed}

    assert {"case.acknowledge", "case.noted", "case.closed", "case.false_alarm", "case.held"} <= changing
    assert {"case.offered", "case.measured", "coord case ack", "coord case close", "coord case hold"} <= changing
    assert "coord case handover" in changing


def test_whoever_looks_at_what_was_confided_stands_there_too(found: list[tuple[Deed, Peeking, list[Reply]]]) -> None:
    seen: dict[str, set[str]] = {}
    for deed, peeking, _ in found:
        seen.setdefault(deed.name, set()).update(
            what for actor, what in peeking.noted if actor == f"id-{deed.who.handle}"
        )

    assert {name: what for name, what in READS.items() if what not in seen.get(name, ())} == {}
