"""The people a cohort cannot do without: who is on call, and who hears of it when nobody answers."""

from collections.abc import Collection
from datetime import datetime, timedelta

from adapters.cli.checkup.note import Note
from bot.domain.cases import Case, CaseState
from bot.domain.cohorts import Cohort, CohortState
from bot.domain.helplines import FIND_A_HELPLINE, unknown
from bot.domain.members import Member, Role
from bot.domain.services import due_for_a_look
from bot.helplines import register
from bot.ports import Tx

SUBJECT = "on call"


async def people(tx: Tx, now: datetime, platforms: Collection[str]) -> list[Note]:
    """Look at every cohort that is open; `platforms` are those turned on."""
    notes: list[Note] = []
    for cohort in await tx.cohorts.all():
        if cohort.state is CohortState.CLOSED or cohort.ends_on < (now - timedelta(days=7)).date():
            continue
        notes += await _on_call(tx, cohort, now)
        notes += await _reachable(tx, cohort, platforms)
        notes += _outside(cohort)
        notes += await _waiting(tx, cohort)
        notes += await _helplines(tx, cohort)
        notes += _services(cohort, now)
    return notes or [Note(SUBJECT, "No cohort is open.")]


async def _on_call(tx: Tx, cohort: Cohort, now: datetime) -> list[Note]:
    order = cohort.plan.on_call.at(now, cohort.starts_on)
    if not order:
        what = f"Nobody is on call in {cohort.name}."
        return [Note(SUBJECT, what, "Write `rotation` under [on_call] in its cohort file: the coordinators' ids.")]
    notes = []
    for handle in order:
        member = await tx.members.by_handle(cohort.id, handle)
        if member is None or member.role is not Role.COORDINATOR or not member.is_reachable:
            what = f"{handle} is in the rotation of {cohort.name} and is no coordinator there any more."
            notes.append(Note(SUBJECT, what, "Take the id out of `rotation`, or let somebody else stand in."))
        elif handle == order[0]:
            notes.append(Note(SUBJECT, f"{member.name} ({handle}) is on call in {cohort.name}."))
    return notes


async def _reachable(tx: Tx, cohort: Cohort, platforms: Collection[str]) -> list[Note]:
    coordinators = [m for m in await tx.members.in_cohort(cohort.id, Role.COORDINATOR) if m.is_reachable]
    return [note for member in coordinators if (note := await _account(tx, cohort, member, platforms)) is not None]


async def _account(tx: Tx, cohort: Cohort, member: Member, platforms: Collection[str]) -> Note | None:
    accounts = await tx.members.accounts(member.id)
    who = f"{member.name} ({member.handle}), coordinator of {cohort.name},"
    if not accounts:
        return Note("coordinators", f"{who} has no account.", f"Add one to `accounts` of {member.handle}.")
    if accounts[0].platform not in platforms:
        what = f"{who} is on {accounts[0].platform}, which is not turned on."
        return Note("coordinators", what, f"Turn {accounts[0].platform} on, or name another account first.")
    return None


def _outside(cohort: Cohort) -> list[Note]:
    safety = cohort.plan.safety
    if safety.outside:
        return [Note("outside contact", f"{cohort.name} has one.")]
    if safety.scan:
        what = f"{cohort.name} scans messages and has no outside contact: a case nobody takes would wait unheard."
        return [Note("outside contact", what, 'Write `outside = "mailto:…"` under [safety] in its cohort file.')]
    if len(set(cohort.plan.on_call.rotation)) == 1:
        what = f"{cohort.name} has none, and one person on call: a report about them would reach nobody."
        return [Note("outside contact", what, "Name one more coordinator, or write `outside` under [safety].")]
    return []


async def _waiting(tx: Tx, cohort: Cohort) -> list[Note]:
    left = [case for case in await tx.cases.open_in(cohort.id) if case.state is CaseState.EXHAUSTED]
    remedy = "A coordinator takes it: see `/coord case list`."
    return [Note("cases", _waits(case, cohort), remedy) for case in left]


def _waits(case: Case, cohort: Cohort) -> str:
    which = "A case" if case.kept_from else f"Case {case.ref}"
    return f"{which} of {cohort.name} waits since {case.opened_at:%Y-%m-%d %H:%M} UTC, and nobody took it."


def _services(cohort: Cohort, now: datetime) -> list[Note]:
    old = ", ".join(one.name for one in due_for_a_look(cohort.plan.services, now.date()))
    what = f"Nobody made sure for half a year that these still hold in {cohort.name}: {old}."
    return [Note("services", what, "Look them up, and set `verified_on` of each [[service]].")] if old else []


async def _helplines(tx: Tx, cohort: Cohort) -> list[Note]:
    """Say for whom there is no line of their own country: nothing to mend, and good to know."""
    missing = unknown(register(), [member.country for member in await tx.members.in_cohort(cohort.id)])
    if not missing:
        return []
    what = f"None confirmed for {', '.join(missing)}: people of {cohort.name} there are shown {FIND_A_HELPLINE}."
    return [Note("helplines", what)]
