"""What a platform's profile says of somebody whose zone or language nobody knows yet; who has none there is asked."""

import re
from dataclasses import replace

from bot.domain.cohorts import Cohort
from bot.domain.members import Member, MemberState
from bot.domain.schedule import valid_zone
from bot.effects import Effects, Later, Send, ToMember
from bot.events import ProfileSeen
from bot.flows.cohorts import first_timers
from bot.flows.people import the_cohort
from bot.router import Router
from bot.turn import Turn
from bot.wording import onboarding as wording
from bot.wording.voice import Voice

routes = Router()


@routes.on(ProfileSeen)
async def seen(turn: Turn, event: ProfileSeen) -> Effects:
    """Take what the profile says where nobody said otherwise; ask for a zone it does not say."""
    effects: Effects = []
    for member in await turn.tx.members.of_account(event.by):
        if member.is_reachable and not (member.knows_zone and member.knows_language):
            effects += await _taken(turn, event, member)
    return effects


async def _taken(turn: Turn, event: ProfileSeen, before: Member) -> Effects:
    cohort, member = await the_cohort(turn, before.cohort_id), before
    language = re.match("[a-z]{2,3}", event.locale)
    if language is not None and not before.knows_language:
        member = replace(member, language=language[0], knows_language=True)
    has_zone = not before.knows_zone and valid_zone(event.timezone)
    if has_zone:
        member = replace(member, timezone=event.timezone, knows_zone=True)
    if member != before:
        await turn.tx.members.save(member)
    if has_zone:
        return _retimed(turn, cohort, member)
    if before.knows_zone or before.state is MemberState.INVITED:  # the form they start with asks
        return []
    return [Send(ToMember(member.id), wording.which_zone(Voice.to(member)), key=f"zone.asked:{member.id}")]


def _retimed(turn: Turn, cohort: Cohort, member: Member) -> Effects:
    """Set the timers again on the member's own clock; invitations stay, since one that was sent would be sent twice."""
    timers = first_timers(turn, cohort, member)
    return [t for t in timers if not (isinstance(t, Later) and t.action.name.startswith("onboarding."))]
