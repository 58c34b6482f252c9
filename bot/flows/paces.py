"""The pace of a whole group: a coordinator lets its questions and dates come later, shown before it holds (G10)."""

from dataclasses import replace
from typing import Annotated

from bot.domain.members import Group, Role
from bot.domain.paces import paced, possible
from bot.effects import Effects, Refused, Reply, Send, ToGroup, Urgency
from bot.flows.milestones import next_deadline_post
from bot.router import Router
from bot.turn import Turn
from bot.wording import common
from bot.wording import paces as wording
from bot.wording.voice import Voice

routes = Router()


@routes.command("coord group pace", role=Role.COORDINATOR)
async def pace(
    turn: Turn,
    group: Annotated[str, "Which group, by its name"],
    weeks: Annotated[int, "How many weeks behind the cohort: 1, or 0 to go with everybody"] = 1,
) -> Effects:
    """Let a whole group take more time: its questions and dates come later; you see it before it holds."""
    voice, wanted = Voice.to(turn.me), group.strip().casefold()
    every = await turn.tx.groups.in_cohort(turn.here.id)
    found = next((one for one in every if wanted in (one.handle.casefold(), one.name.casefold())), None)
    if found is None:
        raise Refused(wording.no_group(voice, group))
    return [Reply(wording.preview(voice, _as_it_would_go(turn, found, weeks)))]


def _as_it_would_go(turn: Turn, group: Group, weeks: int) -> wording.Pace:
    """Return the group with that pace at its next question; Refused where it cannot be."""
    following = turn.here.plan.rhythm.prompt.after(turn.now, group.timezone).on
    may = possible(turn.here, turn.here.week(following))
    if weeks not in may:
        raise Refused(wording.impossible(Voice.to(turn.me), len(may) - 1))
    own = paced(turn.here, replace(group, weeks_behind=weeks))
    return wording.Pace(group, weeks, own, own.week(following))


@routes.action("pace.set", role=Role.COORDINATOR)
async def settle(turn: Turn, subject: str) -> Effects:
    """Let it hold: the group hears of it in neutral words, and its dates move along."""
    group_id, _, weeks = subject.partition(":")
    group = await turn.tx.groups.find(group_id)
    if group is None or group.cohort_id != turn.here.id or not weeks.isdecimal():
        raise Refused(common.not_yours())
    going = _as_it_would_go(turn, group, int(weeks))
    settled = replace(group, weeks_behind=int(weeks))
    await turn.tx.groups.save(settled)
    await turn.tx.audit.add(turn.now, turn.me.id, f"group.pace:{weeks}", group.id)
    return [
        Reply(wording.holds(Voice.to(turn.me), group)),
        Send(ToGroup(group.id), wording.told(Voice.to(group), going), Urgency.PROMPT),
        *next_deadline_post(turn.here, settled, turn.now),
    ]
