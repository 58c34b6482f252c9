"""Gathers the audit report of a cohort, and notes at a start which parts of the configuration are not as they were."""

import hashlib
from collections.abc import Mapping
from datetime import datetime

from bot.domain.auditing import CONFIG, OPERATOR, AuditReport, Done, changes, looks, rights, visible
from bot.domain.cohorts import Cohort
from bot.ports import Tx

_FACT = "settings."


async def report(tx: Tx, cohort: Cohort, since: datetime, until: datetime, reader_id: str = "") -> AuditReport:
    """Return what a reader may know of what was done in a cohort; "" for whoever hosts the bot."""
    people = await tx.members.in_cohort(cohort.id)
    cases = await tx.cases.in_cohort(cohort.id)
    ours = {cohort.id, "config", *(one.id for one in people), *(case.id for case in cases)}
    lines = [Done(row.at, row.actor_id, row.what, row.subject_id) for row in await tx.audit.since(since)]
    rows = visible([row for row in lines if row.subject_id in ours], cases, reader_id)
    on_call = cohort.plan.on_call
    return AuditReport(
        since.date(),
        until.date(),
        looks(rows, {one.id: one.name for one in people}),
        changes(rows),
        rights(people, await tx.groups.in_cohort(cohort.id), on_call.rotation, rows),
        await tx.audit.verify(),
    )


async def note_settings(
    tx: Tx, now: datetime, parts: Mapping[str, bytes], exceptions: Mapping[str, bytes] | None = None
) -> list[str]:
    """Remember every part of the configuration by its hash; what differs from last time goes to the audit log.

    `exceptions` are parts that nobody has by default, and go there the first time too.
    """
    changed, notable = [], exceptions or {}
    for name, content in (dict(parts) | dict(notable)).items():
        digest = hashlib.sha256(content).hexdigest()
        known = await tx.facts.get(_FACT + name)
        if known == digest:
            continue
        await tx.facts.put(_FACT + name, digest)
        if known or name in notable:
            await tx.audit.add(now, OPERATOR, f"{CONFIG}:{name}", "config")
            changed.append(name)
    return changed
