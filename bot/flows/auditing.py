"""The audit report: monthly to coordinators, and whenever one asks, without any case that is kept from its reader."""

from datetime import time, timedelta

from bot.auditing import report
from bot.cards import Action
from bot.domain.cohorts import Cohort
from bot.domain.members import Role
from bot.domain.schedule import LocalTime, local_date
from bot.effects import Effects, Later, Reply, Send, ToMember
from bot.flows.people import the_cohort
from bot.router import Router
from bot.turn import Turn
from bot.wording import auditing as wording
from bot.wording.voice import Voice

routes = Router()

_AT = time(9)
_MONTH = timedelta(days=31)


def next_report(turn: Turn, cohort: Cohort) -> Later:
    """Set the first of the next month, nine o'clock on the cohort's clock; none before it began."""
    today = max(local_date(turn.now, cohort.timezone), cohort.starts_on)
    first = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    return Later(LocalTime(first, _AT, cohort.timezone), Action("audit.report", cohort.id))


@routes.timer("audit.report")
async def monthly(turn: Turn, cohort_id: str) -> Effects:
    """Send every coordinator what they may know of last month's audit log; it ends once everybody's data is gone."""
    cohort = await the_cohort(turn, cohort_id)
    if turn.now.date() > cohort.ends_on + cohort.plan.retention.identities:
        return []
    effects: Effects = [next_report(turn, cohort)]
    for reader in await turn.tx.members.in_cohort(cohort.id, Role.COORDINATOR):
        found = await report(turn.tx, cohort, turn.now - _MONTH, turn.now, reader.id)
        effects.append(Send(ToMember(reader.id), wording.shown(Voice.to(reader), found)))
    return effects


@routes.command("coord audit", role=Role.COORDINATOR)
async def audit_command(turn: Turn) -> Effects:
    """Show who looked at what in the last month, what changed, and whose rights want a look."""
    found = await report(turn.tx, turn.here, turn.now - _MONTH, turn.now, turn.me.id)
    await turn.tx.audit.add(turn.now, turn.me.id, "audit.read", turn.here.id)
    return [Reply(wording.shown(Voice.to(turn.me), found))]
