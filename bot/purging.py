"""What has had its time goes: words, identities, texts of messages. Twice changes nothing; all of it is audited.

It runs by timers on the day itself, once a day for whatever a timer missed, and whenever somebody asks for it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.cases import Case
from bot.domain.cohorts import Cohort
from bot.domain.members import Role
from bot.domain.mydata import is_in, stays
from bot.domain.precision import by_rule
from bot.domain.schedule import local_date
from bot.ports import Tx

KEEP_MESSAGES = timedelta(days=7)
"""How long a message that is delivered, skipped or dead keeps its text (reliability design)."""
KEEP_EVENTS = timedelta(days=30)
"""How long the key of a handled event is remembered; platforms send again within minutes."""
KEEP_AUDIT = timedelta(days=730)
"""How long the audit log keeps a row (safety design, retention defaults)."""
TEXTS, IDENTITY, CASE = "texts.erased", "identity.erased", "case.erased"
"""What the audit log calls it."""


@dataclass(frozen=True, slots=True)
class Purged:
    """What a purge found: people whose words went, cases whose words went, identities, messages emptied, event keys.

    `whole_cases` and `audit_rows` are gone altogether.
    """

    people: int = 0
    cases: int = 0
    identities: int = 0
    messages: int = 0
    events: int = 0
    whole_cases: int = 0
    audit_rows: int = 0


async def purge(tx: Tx, now: datetime) -> Purged:
    """Erase everything whose time is over, in every cohort."""
    people = cases = identities = messages = whole = 0
    for cohort in await tx.cohorts.all():
        people += await erase_texts(tx, cohort, now)
        known = await tx.cases.in_cohort(cohort.id)
        cases += sum([await erase_words(tx, case, now) for case in known])
        whole += sum([await erase_case(tx, case, now) for case in known])
        identities += await erase_identities(tx, cohort, now)
    while emptied := await tx.retention.blank_messages(now - KEEP_MESSAGES):
        messages += emptied
    events = await tx.retention.forget_events(now - KEEP_EVENTS)
    trimmed = await tx.audit.trim(now - KEEP_AUDIT, now)
    return Purged(people, cases, identities, messages, events, whole, trimmed)


async def erase_texts(tx: Tx, cohort: Cohort, now: datetime) -> int:
    """Erase what everybody of a cohort wrote, once its time is over; return of how many people there was something."""
    if local_date(now, cohort.timezone) < cohort.ends_on + cohort.plan.retention.texts:
        return 0
    erased = 0
    if await tx.retention.forget_cohort(cohort.id):
        await tx.audit.add(now, "", TEXTS, cohort.id)
    for member in await tx.members.in_cohort(cohort.id):
        if await tx.retention.forget_member(member.id):
            await tx.audit.add(now, "", TEXTS, member.id)
            erased += 1
    return erased


async def erase_words(tx: Tx, case: Case, now: datetime) -> bool:
    """Erase a closed case's excerpt and notes, once their time is over and unless it is on hold."""
    if stays(case) or now < await erased_at(tx, case):
        return False
    locked = await tx.cases.get(case.id)  # it may have been put on hold, or opened again, a moment ago
    if locked is None or stays(locked) or not await tx.retention.forget_case(case.id):
        return False
    await tx.audit.add(now, "", TEXTS, case.id)
    return True


async def erase_case(tx: Tx, case: Case, now: datetime) -> bool:
    """Erase a case altogether once its time is over; how often its rule was wrong stays, as a count.

    What somebody must not hear of is not even counted.
    """
    if case.goes_at is None or now < case.goes_at:
        return False
    locked = await tx.cases.get(case.id)
    if locked is None or locked.goes_at is None:
        return False
    await tx.retention.forget_case(case.id)
    for one in by_rule([case] if not case.kept_from else []):
        await tx.cases.count(case.cohort_id, one)
    await tx.allowances.drop_proposed(case.id)
    await tx.cases.remove(case.id)
    await tx.audit.add(now, "", CASE, case.id)
    return True


async def erased_at(tx: Tx, case: Case) -> datetime:
    """Return when a closed case's words have had their time: as it is closed, where its learner asked for erasure."""
    if case.closed_at is None:
        raise ValueError(f"case {case.id} is not closed")
    cohort = await tx.cohorts.find(case.cohort_id)
    if cohort is None or await tx.retention.is_forgotten(case.learner_id):
        return case.closed_at
    return case.closed_at + cohort.plan.retention.texts


async def erase_identities(tx: Tx, cohort: Cohort, now: datetime) -> int:
    """Put random names in the place of learners and mentors, once the time of identities is over; return how many.

    Whoever is in a case that is open or on hold keeps theirs until it is not. Coordinators keep theirs: they answer
    for what is still there.
    """
    if local_date(now, cohort.timezone) < cohort.ends_on + cohort.plan.retention.identities:
        return 0
    open_cases = [case for case in await tx.cases.in_cohort(cohort.id) if stays(case)]
    erased = 0
    for member in await tx.members.in_cohort(cohort.id):
        if member.role is Role.COORDINATOR or any(is_in(case, member.id) for case in open_cases):
            continue
        if await tx.retention.forget_person(member.id, now):
            await tx.audit.add(now, "", IDENTITY, member.id)
            erased += 1
    return erased
