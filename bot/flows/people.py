"""What several flows ask about people: their cohort, mentor, coordinators, days off."""

from datetime import datetime

from bot.domain.case_load import MOST, taken
from bot.domain.cohorts import Cohort
from bot.domain.members import Member, Role
from bot.domain.schedule import local_date
from bot.turn import Turn


async def the_cohort(turn: Turn, cohort_id: str) -> Cohort:
    """Return a cohort that must exist."""
    if turn.cohort is not None and turn.cohort.id == cohort_id:
        return turn.cohort
    cohort = await turn.tx.cohorts.find(cohort_id)
    if cohort is None:
        raise ValueError(f"no cohort {cohort_id}")
    return cohort


async def the_member(turn: Turn, member_id: str) -> Member:
    """Return a member that must exist, not locked."""
    member = await turn.tx.members.find(member_id)
    if member is None:
        raise ValueError(f"no member {member_id}")
    return member


async def mentor_of(turn: Turn, learner: Member) -> Member | None:
    """Return a learner's mentor now."""
    pairing = await turn.tx.pairings.of_learner(learner.id)
    return await turn.tx.members.find(pairing.mentor_id) if pairing else None


async def is_away(turn: Turn, member: Member) -> bool:
    """Whether a member is away today, in their own zone."""
    return await is_away_at(turn, member, turn.now)


async def is_away_at(turn: Turn, member: Member, at: datetime) -> bool:
    """Whether a member is away on the day of a moment, in their own zone."""
    day = local_date(at, member.timezone)
    return any(absence.covers(day) for absence in await turn.tx.absences.of_member(member.id))


async def on_call(
    turn: Turn, cohort: Cohort, excluded: tuple[str, ...] = (), at: datetime | None = None
) -> list[Member]:
    """Return the coordinators who may hear of something, the one on call (now, or then) first; `excluded` by member id.

    Whoever has days off today, or took many grave cases within a day, comes last: they are told where nobody else is.
    """
    handles = cohort.plan.on_call.at(at or turn.now, cohort.starts_on)
    by_handle = {m.handle: m for m in await turn.tx.members.in_cohort(cohort.id, Role.COORDINATOR)}
    people = [by_handle[handle] for handle in handles if handle in by_handle]
    there = [person for person in people if person.id not in excluded and person.is_active]
    if len(there) < 2:
        return there
    cases = await turn.tx.cases.in_cohort(cohort.id)
    resting = {
        one.id for one in there if taken(cases, one.id, turn.now) >= MOST or await is_away_at(turn, one, at or turn.now)
    }
    return sorted(there, key=lambda person: person.id in resting)
