"""Every event of the safety design's table, tried on a case in every state: what follows, and nothing else."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.cards import Action
from bot.domain.cases import CLOSED, Case, CaseState, Cause, Resolution
from bot.domain.signals.severity import Severity
from bot.events import ActionChosen, CommandInvoked, Event, FormSubmitted, Place, TimerFired
from tests.scenarios.test_safety import SENTENCE, cases
from tests.world import Cohort, World

OPEN, EXHAUSTED, ACKNOWLEDGED, IN_CONTACT, RESOLVED, HANDED_OVER, VOID = CaseState
EVERY = frozenset(CaseState)
TAKEN = frozenset({ACKNOWLEDGED, IN_CONTACT})
NOTE = {"note": "spoke with them"}
FORMS = {
    "note": ("case.noted", NOTE),
    "close": ("case.closed", {"reason": "supported"} | NOTE),
    "hand over": ("case.closed", {"reason": "emergency"} | NOTE),
    "hand over without a word": ("case.closed", {"reason": "emergency"}),
    "reopen": ("case.reopened", {"note": ""}),
    "reopen after 14 days": ("case.reopened", {"note": ""}),
}
ACTIONS = {"acknowledge": "case.acknowledge", "false alarm": "case.false_alarm"}
TIMERS = {"escalate": "case.escalate", "follow up": "case.follow_up", "review": "case.review"}
COMMANDS = {"hand over by command": ("coord case handover", {"to": "safeguarding", "text": "they have it"})}
BECOMES: dict[str, dict[CaseState, CaseState]] = {
    "acknowledge": dict.fromkeys((OPEN, EXHAUSTED), ACKNOWLEDGED),
    "note": dict.fromkeys(TAKEN, IN_CONTACT),
    "close": dict.fromkeys(TAKEN, RESOLVED),
    "false alarm": dict.fromkeys(EVERY - CLOSED, VOID),
    "hand over": dict.fromkeys(TAKEN, HANDED_OVER),
    "hand over by command": dict.fromkeys(TAKEN, HANDED_OVER),
    "hand over without a word": {},
    "reopen": dict.fromkeys(CLOSED, OPEN),
    "reopen after 14 days": {},
    "escalate": {OPEN: OPEN},
    "follow up": {},
    "review": {},
}
"""What an event makes of a grave case; a state that is not named stays what it was."""


@pytest.mark.parametrize("event", BECOMES)
async def test_an_event_does_to_a_case_in_any_state_what_the_table_says(world: World, event: str) -> None:
    async with world(learners="L1") as cohort:
        await cohort.says("L1", SENTENCE, at="Wed 3 Mar 12:00", in_="#g1")
        for state in CaseState:
            before = await put(cohort, state, days=15 if event == "reopen after 14 days" else 1)
            changes = state in BECOMES[event]

            await cohort.play.house.app.handle(happening(cohort, event, before))

            (after,) = await cases(cohort)
            assert after.state is BECOMES[event].get(state, state), (event, state)
            assert (after.version > before.version) is changes, (event, state)
            assert (after.closed_at is not None) is (after.state in CLOSED), (event, state)
            has_owner = after.state not in (OPEN, EXHAUSTED) and (bool(before.owner_id) or after.state is ACKNOWLEDGED)
            assert bool(after.owner_id) is has_owner, (event, state)


async def put(cohort: Cohort, state: CaseState, days: int) -> Case:
    """Put the one case there is into a state, closed some days ago if it is one of the closed ones."""
    (case,) = await cases(cohort)
    owner = (await cohort.member("C1")).id
    closed_at = cohort.play.clock.now() - timedelta(days=days) if state in CLOSED else None
    resolution = {RESOLVED: Resolution.SUPPORTED, VOID: Resolution.FALSE_ALARM}.get(state)
    is_owned = state not in (OPEN, EXHAUSTED)
    changed = replace(
        case,
        state=state,
        severity=Severity.CRITICAL,
        cause=Cause.SIGNAL,
        owner_id=owner if is_owned else "",
        acknowledged_at=case.opened_at if is_owned else None,
        closed_at=closed_at,
        resolution=resolution,
        version=case.version + 1,
    )
    async with cohort.play.house.storage.transaction() as tx:
        assert await tx.cases.save(changed)
    return changed


def happening(cohort: Cohort, event: str, case: Case) -> Event:
    """Return the event as the gateway tells it: by whoever has the case, or could."""
    now, by = cohort.play.clock.now(), cohort.account("C1")
    direct, event_id = Place("local", "demo", "dm:C1", is_direct=True), f"{event}:{case.version}"
    if event in FORMS:
        name, values = FORMS[event]
        return FormSubmitted(event_id, now, by, direct, Action(name, case.id), values)
    if event in ACTIONS:
        return ActionChosen(event_id, now, by, direct, Action(ACTIONS[event], case.id))
    if event in COMMANDS:
        name, given = COMMANDS[event]
        return CommandInvoked(event_id, now, by, direct, name, {"ref": case.ref} | given)
    return TimerFired(event_id, now, Action(TIMERS[event], case.id), now)
