"""What has had its time is erased on its day, or when a coordinator asks for it; the figures stay."""

from datetime import time, timedelta

from bot.cards import Action
from bot.domain.cohorts import Cohort
from bot.domain.members import Role
from bot.domain.schedule import LocalTime
from bot.effects import Effects, Later, Reply
from bot.flows.people import the_cohort
from bot.purging import erase_identities, erase_texts, erase_words, purge
from bot.router import Router
from bot.turn import Turn
from bot.wording import retention as wording
from bot.wording.voice import Voice

routes = Router()

_AT = time(3)
_AGAIN = timedelta(days=30)
"""When identities are looked at again after some were still needed in a case."""


def erasures(cohort: Cohort) -> Effects:
    """Set the days on which a cohort's texts, then its identities are erased, on its own clock."""
    texts, identities = cohort.plan.retention.texts, cohort.plan.retention.identities
    return [
        Later(LocalTime(cohort.ends_on + texts, _AT, cohort.timezone), Action("retention.cohort", cohort.id)),
        Later(LocalTime(cohort.ends_on + identities, _AT, cohort.timezone), Action("retention.people", cohort.id)),
    ]


@routes.timer("retention.cohort")
async def cohort_texts(turn: Turn, cohort_id: str) -> Effects:
    """Erase everybody's check-in texts and drafts."""
    await erase_texts(turn.tx, await the_cohort(turn, cohort_id), turn.now)
    return []


@routes.timer("retention.people")
async def identities(turn: Turn, cohort_id: str) -> Effects:
    """Put random names in the place of people; whoever is needed in an open case is looked at again."""
    cohort = await the_cohort(turn, cohort_id)
    await erase_identities(turn.tx, cohort, turn.now)
    for member in await turn.tx.members.in_cohort(cohort.id):
        if member.role is not Role.COORDINATOR and not await turn.tx.retention.is_forgotten(member.id):
            return [Later(turn.now + _AGAIN, Action("retention.people", cohort.id))]
    return []


@routes.timer("retention.case")
async def case_texts(turn: Turn, case_id: str) -> Effects:
    """Erase a case's excerpt and notes, unless it is on hold, or was opened again or closed anew since."""
    case = await turn.tx.cases.get(case_id)
    if case is not None:
        await erase_words(turn.tx, case, turn.now)
    return []


@routes.command("coord purge", role=Role.COORDINATOR)
async def purge_command(turn: Turn) -> Effects:
    """Erase now whatever has had its time; it happens every day by itself, too."""
    await turn.tx.audit.add(turn.now, turn.me.id, "purge.asked", turn.here.id)
    await purge(turn.tx, turn.now)
    return [Reply(wording.purged(Voice.to(turn.me), turn.here))]
