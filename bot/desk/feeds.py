"""What a subscribed calendar shows: its owner's own sessions, asked anew at every look."""

from datetime import timedelta
from typing import Final

from bot.app import Application
from bot.domain.access import Standing, standing
from bot.domain.calendars import CalendarFile
from bot.domain.members import Member, MemberState
from bot.domain.seals import is_sealed
from bot.flows.calendar_feed import ADDRESS_OF
from bot.flows.session_calendar import link_of
from bot.ports import Tx
from bot.wording.session_calendar import entry
from bot.wording.voice import Voice

PAST: Final = timedelta(days=30)
"""So far back planned sessions are shown."""


async def own_sessions(app: Application, secret: str) -> list[CalendarFile] | None:
    """Return the sessions of whoever has a secret address, by time; None where it is not, or no longer, in use."""
    feed_id, _, mark = secret.partition(".")
    if not is_sealed(app.secret, mark, ADDRESS_OF, feed_id):
        return None
    async with app.storage.snapshot() as tx:
        feed = await tx.feeds.find(feed_id)
        member = await tx.members.find(feed.member_id) if feed is not None else None
        if feed is None or member is None or not await _may_look(tx, member):
            return None
        sessions = await tx.sessions.taken(member.id, app.clock.now() - PAST)
        entries = []
        for session in sessions:
            other = await tx.members.find(session.mentor_id if session.learner_id == member.id else session.learner_id)
            if other is not None:
                # stamped with one moment, so that the file changes only where a session does
                made = entry(Voice.to(member), session, other, await link_of(tx, session), feed.made_at)
                entries += [made] if made is not None else []
        return entries


async def _may_look(tx: Tx, member: Member) -> bool:
    cohort = await tx.cohorts.find(member.cohort_id)
    is_there = member.state in (MemberState.ACTIVE, MemberState.PAUSED)
    return is_there and cohort is not None and standing(member, cohort) is Standing.TAKES_PART
