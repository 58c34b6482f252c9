"""Rows of some people at once, for a page that shows so many of thousands. Sealed text is left closed."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select

from bot.domain.check_ins import CheckIn
from bot.domain.figures import Talk
from bot.domain.members import Pairing
from bot.domain.room import Traits
from bot.domain.sessions import Session as Meeting
from storage.participations import COUNT, REPLIES, SINCE
from storage.schema import check_ins, group_members, groups, pairings, participations, sessions, traits
from storage.session import Session, Shape

_SOME: Any = bindparam("ids", expanding=True)
_NOW = group_members.c.until_on.is_(None)
_OF_GROUPS = select(group_members.c.group_id, group_members.c.member_id).where(
    _NOW, group_members.c.group_id.in_(_SOME)
)
_CHECK_IN = Shape(CheckIn, check_ins)
_THEIR_CHECK_INS = _CHECK_IN.select(check_ins.c.learner_id.in_(_SOME)).order_by(check_ins.c.week, check_ins.c.id)
_MEETING = Shape(Meeting, sessions)
_THEIR_SESSIONS = _MEETING.select(sessions.c.learner_id.in_(_SOME)).order_by(sessions.c.starts_at, sessions.c.id)
_THEIR_TALK = (
    select(participations.c.member_id, COUNT, REPLIES)
    .where(participations.c.member_id.in_(_SOME), SINCE)
    .group_by(participations.c.member_id)
)
_TRAITS = Shape(Traits, traits)
_THEIR_TRAITS = _TRAITS.select(traits.c.member_id.in_(_SOME))
_PAIRING = Shape(Pairing, pairings)
_PAIRINGS = _PAIRING.select(pairings.c.mentor_id.in_(_SOME), pairings.c.until_on.is_(None)).order_by(
    pairings.c.mentor_id, pairings.c.learner_id
)
_PAIRINGS_OF = _PAIRING.select(pairings.c.learner_id.in_(_SOME), pairings.c.until_on.is_(None)).order_by(
    pairings.c.learner_id, pairings.c.from_on, pairings.c.id.desc()
)
_GROUPS_OF = (
    select(group_members.c.member_id, groups.c.name)
    .join(groups, groups.c.id == group_members.c.group_id)
    .where(group_members.c.member_id.in_(_SOME), _NOW)
)


class SqlSome:
    """Reads many tables and writes none."""

    def __init__(self, session: Session) -> None:
        self._session = session

    async def of_groups(self, group_ids: Collection[str]) -> Mapping[str, frozenset[str]]:
        """Who is in some groups now, by the group's id."""
        return _by_first(await self._session.rows(_OF_GROUPS, {"ids": [*group_ids]}))

    async def check_ins(self, learner_ids: Collection[str]) -> list[CheckIn]:
        """Those of some learners, by week; without what they wrote."""
        return _CHECK_IN.read_all(await self._session.rows(_THEIR_CHECK_INS, {"ids": [*learner_ids]}))

    async def sessions(self, learner_ids: Collection[str]) -> list[Meeting]:
        """Those of some learners, by time; without steps and notes."""
        return _MEETING.read_all(await self._session.rows(_THEIR_SESSIONS, {"ids": [*learner_ids]}))

    async def talk(self, member_ids: Collection[str], since: datetime) -> Mapping[str, Talk]:
        """How often some people wrote since then, and answered somebody else."""
        rows = await self._session.rows(_THEIR_TALK, {"ids": [*member_ids], "since": since})
        return {member_id: Talk(messages, replies) for member_id, messages, replies in rows}

    async def traits(self, member_ids: Collection[str]) -> Mapping[str, Traits]:
        """What was said of some people; who nobody said anything of is left out."""
        rows = await self._session.rows(_THEIR_TRAITS, {"ids": [*member_ids]})
        return {one.member_id: one for one in _TRAITS.read_all(rows)}

    async def groups_of(self, member_ids: Collection[str]) -> Mapping[str, str]:
        """Names of the groups some people are in now, by member id."""
        return dict(map(tuple, await self._session.rows(_GROUPS_OF, {"ids": [*member_ids]})))

    async def pairings_of(self, learner_ids: Collection[str]) -> list[Pairing]:
        """Who looks after some learners now, by the learner's id; the newest last."""
        return _PAIRING.read_all(await self._session.rows(_PAIRINGS_OF, {"ids": [*learner_ids]}))

    async def pairings(self, mentor_ids: Collection[str]) -> list[Pairing]:
        """Whom some mentors look after now, by the mentor's id, then the learner's."""
        return _PAIRING.read_all(await self._session.rows(_PAIRINGS, {"ids": [*mentor_ids]}))


def _by_first(rows: Sequence[Any]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for key, one in rows:
        found.setdefault(key, set()).add(one)
    return {key: frozenset(ids) for key, ids in found.items()}
