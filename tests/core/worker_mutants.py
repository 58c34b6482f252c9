"""The rules of several workers, each taken out; the simulation finds every one of them missing."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import false, true

from bot.app import Application
from bot.events import TimerFired
from bot.ports import Delivery, Timer
from bot.recorder import Recorder
from storage import leases
from storage.inbox import SqlInbox
from storage.outbox import SqlOutbox
from tests.core import mutants

Patch = pytest.MonkeyPatch


def everybody_sends(patch: Patch) -> None:
    claim, is_due = SqlOutbox.claim, SqlOutbox.is_due

    async def anything(
        self: SqlOutbox, now: datetime, owner: str, limit: int, *, is_leased: bool = False
    ) -> list[Delivery]:
        assert is_leased
        return await claim(self, now, owner, limit)

    patch.setattr(SqlOutbox, "claim", anything)
    patch.setattr(SqlOutbox, "is_due", lambda self, now, _leased_to="": is_due(self, now))


def a_lease_lasts_for_ever(patch: Patch) -> None:
    _held_while(patch, true())


def anybody_takes_a_lease(patch: Patch) -> None:
    _held_while(patch, false())


def _held_while(patch: Patch, runs: Any) -> None:
    patch.setattr(leases, "runs", lambda _: runs)
    patch.setattr(leases, "_HOLD", {dialect: leases._hold(dialect) for dialect in leases.DIALECTS})


def a_timer_is_taken_before_its_work(patch: Patch) -> None:
    async def fire(self: Application, timer: Timer) -> bool:
        now = self.clock.now()
        async with self.storage.transaction() as tx:
            taken = await tx.timers.take(timer.action, now)
        return taken is not None and await _worked(self, taken, now)

    patch.setattr(Application, "_fire", fire)


def a_timer_is_taken_after_its_work(patch: Patch) -> None:
    async def fire(self: Application, timer: Timer) -> bool:
        now = self.clock.now()
        async with self.storage.transaction() as tx:
            await tx.timers.take(timer.action, now)
        return await _worked(self, timer, now)

    patch.setattr(Application, "_fire", fire)


async def _worked(app: Application, timer: Timer, now: datetime) -> bool:
    async with app.storage.transaction() as tx:
        event = TimerFired(f"timer:{timer.action.id}:{timer.due_at.isoformat()}", now, timer.action, timer.due_at)
        turn = await app._turn(event, tx, now)
        await Recorder.of(turn).record(await app._dispatch(turn))
    return True


def events_are_not_remembered(patch: Patch) -> None:
    async def claim(_self: SqlInbox, _key: str, _now: datetime) -> bool:
        return True

    patch.setattr(SqlInbox, "claim", claim)


RULES: Mapping[str, Callable[[Patch], None]] = {
    "only who has the platform sends": everybody_sends,
    "a lease runs out": a_lease_lasts_for_ever,
    "a lease has one holder": anybody_takes_a_lease,
    "a timer is gone only with its work": a_timer_is_taken_before_its_work,
    "a timer is whose transaction takes it": a_timer_is_taken_after_its_work,
    "an event is remembered": events_are_not_remembered,
    "the history is asked before a repeat": mutants.no_look,
    "an expired lease is a doubt": mutants.an_expired_lease_is_a_fresh_start,
    "doubt is sticky": mutants.a_refusal_ends_a_doubt,
    "a lane keeps its order": mutants.no_order,
}
