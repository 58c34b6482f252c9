"""The delivery protocol with one of its rules taken out, and the story that goes wrong without that rule."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import pytest
from sqlalchemy import bindparam, case, literal, update

from bot import delivery, outcomes, sweeper
from bot.breaker import Breaker
from bot.deliveries import Delivery, DeliveryState, Settle
from bot.delivery import Courier
from bot.errors import TryLater
from bot.outcomes import Outcome
from bot.sweeper import Sweeper
from bot.tally import Upshot
from storage import doubts
from storage import outbox as table
from storage.outbox import SqlOutbox
from storage.types import FLAG
from tests.core import stories
from tests.core.office import Office

Patch = pytest.MonkeyPatch
TakeOut = Callable[[pytest.MonkeyPatch], None]
Story = Callable[[Office], Awaitable[bool]]


@dataclass(frozen=True)
class Rule:
    """A rule of the protocol: how to take it out, and the story that ends well only where it holds."""

    name: str
    take_out: TakeOut
    ends_well: Story


def no_look(patch: Patch) -> None:
    async def resend(self: Courier, delivery: Delivery, messenger: Any, _members: object) -> Outcome:
        return await self._post(delivery, messenger)

    patch.setattr(Courier, "_resend", resend)


def a_refusal_ends_a_doubt(patch: Patch) -> None:
    def again(delivery: Delivery, why: str, next_at: datetime) -> Outcome:
        return Outcome(delivery, DeliveryState.PENDING, Upshot.WAITED, error=why, next_at=next_at)

    patch.setattr(outcomes, "_again", again)
    is_unknown = case((table.outbox.c.state == DeliveryState.UNKNOWN, literal(True, FLAG)), else_=literal(False, FLAG))
    patch.setattr(table, "_CLAIM", table._CLAIM.values(is_doubtful=is_unknown))
    led = {dialect: claim.values(is_doubtful=is_unknown) for dialect, claim in table._CLAIM_LED.items()}
    patch.setattr(table, "_CLAIM_LED", led)


def no_sweeper(patch: Patch) -> None:
    async def sweep(_: Sweeper) -> int:
        return 0

    patch.setattr(Sweeper, "sweep", sweep)


def an_expired_lease_is_a_fresh_start(patch: Patch) -> None:
    for name in ("_OVER", "_OWNED"):
        patch.setattr(doubts, name, getattr(doubts, name).values(state=DeliveryState.PENDING))
    left = {dialect: doubt.values(state=DeliveryState.PENDING) for dialect, doubt in doubts._LEFT.items()}
    patch.setattr(doubts, "_LEFT", left)


def a_lease_settles_at_once(patch: Patch) -> None:
    patch.setattr(Courier, "_settles", lambda _: {"local": Settle()})


def an_attempt_settles_at_once(patch: Patch) -> None:
    doubted = outcomes.doubted
    patch.setattr(outcomes, "doubted", lambda delivery, why, _, now: doubted(delivery, why, Settle(), now))


def one_transaction_around_a_send(patch: Patch) -> None:
    async def deliver(self: Courier) -> int:
        async with self._storage.transaction() as tx:
            claimed = await tx.outbox.claim(self._clock.now(), self.owner, 100)
            for each in claimed:
                await self._record(tx, await self._attempt(each, {}))
        return len(claimed)

    patch.setattr(Courier, "deliver", deliver)


def send_then_mark(patch: Patch) -> None:
    """What everybody writes first: what is not marked as sent is sent, then marked, and nobody looks back."""
    no_look(patch)
    no_sweeper(patch)
    an_expired_lease_is_a_fresh_start(patch)
    a_lease_settles_at_once(patch)
    an_attempt_settles_at_once(patch)


def no_guard_of_the_lease(patch: Patch) -> None:
    patch.setattr(Delivery, "lease_left", lambda *_: timedelta(days=1))


def no_fence(patch: Patch) -> None:
    async def finish(self: SqlOutbox, delivery: Delivery, change: dict[str, Any], _: object) -> bool:
        row = update(table.outbox).where(table.outbox.c.id == bindparam("this_id"))
        return bool(await self._session.change(row, change | {"this_id": delivery.id, "lease_until": None}))

    patch.setattr(SqlOutbox, "_finish", finish)


def no_order(patch: Patch) -> None:
    values = table._values
    patch.setattr(table, "_values", lambda new: values(new) | {"lane": new.key})


def an_id_for_every_attempt(patch: Patch) -> None:
    post = Courier._post

    async def renamed(self: Courier, delivery: Delivery, messenger: Any) -> Outcome:
        done = await post(self, replace(delivery, id=f"{delivery.id}:{delivery.attempt}"), messenger)
        return replace(done, delivery=delivery)

    patch.setattr(Courier, "_post", renamed)


def everything_goes_again_unread(patch: Patch) -> None:
    patch.setattr(outcomes, "unreadable", lambda *_: None)


def nothing_goes_again_unread(patch: Patch) -> None:
    unreadable = outcomes.unreadable
    wait = timedelta(minutes=1)
    patch.setattr(outcomes, "unreadable", lambda d, _, now: unreadable(replace(d, first_at=now), wait, now))


def a_fault_is_a_refusal(patch: Patch) -> None:
    patch.setattr(outcomes, "doubted", lambda delivery, why, _, now: outcomes.refused(delivery, TryLater(why), now))


def a_failure_is_told_afterwards(patch: Patch) -> None:
    async def leave_out(self: Courier, outcome: Outcome) -> None:
        async with self._storage.transaction() as tx:
            await self._record(tx, outcome)
        await self._app.handle(outcome.failed(self._clock.now()))

    patch.setattr(Courier, "_leave_out", leave_out)


def nobody_is_asked_about_again(patch: Patch) -> None:
    patch.setattr(outcomes, "waited", lambda *_: False)


def a_key_is_a_new_message_each_time(patch: Patch) -> None:
    values, numbers = table._values, count()
    patch.setattr(table, "_values", lambda new: values(replace(new, key=f"{new.key}#{next(numbers)}")))
    name = table._id
    patch.setattr(table, "_id", lambda key: name(f"{key}#{next(numbers)}"))


def first_come_first_served(patch: Patch) -> None:
    claim = SqlOutbox.claim

    async def in_turn(self: SqlOutbox, now: datetime, owner: str, limit: int, **more: bool) -> list[Delivery]:
        return sorted(await claim(self, now, owner, limit, **more), key=lambda delivery: delivery.seq)

    patch.setattr(SqlOutbox, "claim", in_turn)
    patch.setattr(delivery, "_parts", lambda claimed: [claimed])


def the_platforms_wait_is_not_kept(patch: Patch) -> None:
    refused = outcomes.refused
    patch.setattr(outcomes, "refused", lambda delivery, why, now: refused(delivery, TryLater(why.reason), now))


def everybody_tries_all_the_time(patch: Patch) -> None:
    patch.setattr(Breaker, "held_until", lambda *_: None)


def nobody_else_hears_of_an_alarm(patch: Patch) -> None:
    patch.setattr(Outcome, "is_overdue", False)


def copies_stay(patch: Patch) -> None:
    patch.setattr(sweeper, "LOOKED_AT_FOR", timedelta())


RULES: Sequence[Rule] = (
    Rule("the history is asked before a repeat", no_look, stories.an_answer_is_lost),
    Rule("doubt is sticky", a_refusal_ends_a_doubt, stories.a_refusal_follows_a_lost_answer),
    Rule("an expired lease is a doubt", an_expired_lease_is_a_fresh_start, stories.a_process_dies_over_a_post),
    Rule("a lost lease settles first", a_lease_settles_at_once, stories.a_lease_runs_out_over_a_post),
    Rule("an attempt settles first", an_attempt_settles_at_once, stories.the_platform_stores_late),
    Rule("a claim is stored before the send", one_transaction_around_a_send, stories.a_process_dies_over_a_post),
    Rule("a send fits into its lease", no_guard_of_the_lease, stories.a_frozen_process_wakes_up),
    Rule("only the newest fence may finish", no_fence, stories.a_frozen_process_reports),
    Rule("a lane keeps its order", no_order, stories.the_head_of_a_lane_is_refused),
    Rule("every attempt has the same id", an_id_for_every_attempt, stories.an_answer_is_lost),
    Rule("a prompt waits for the history", everything_goes_again_unread, stories.a_prompt_cannot_be_looked_for),
    Rule("an escalation does not", nothing_goes_again_unread, stories.an_alarm_cannot_be_looked_for),
    Rule("a fault nobody foresaw is a doubt", a_fault_is_a_refusal, stories.a_messenger_has_a_fault),
    Rule("a failure is stored with its news", a_failure_is_told_afterwards, stories.a_process_dies_over_a_failure),
    Rule("a key is stored once", a_key_is_a_new_message_each_time, stories.the_same_is_asked_for_twice),
    Rule("the urgent goes first", first_come_first_served, stories.an_alarm_comes_after_many_questions),
    Rule("a platform's wait is kept", the_platforms_wait_is_not_kept, stories.the_platform_asks_for_time),
    Rule("a line that is down rests", everybody_tries_all_the_time, stories.the_platform_is_away),
    Rule("an alarm nobody takes goes elsewhere", nobody_else_hears_of_an_alarm, stories.nobody_takes_an_alarm),
    Rule("the later copy goes", copies_stay, stories.a_copy_slips_in),
    Rule("what waited is asked about again", nobody_is_asked_about_again, stories.bedtime_comes_before_the_retry),
)
