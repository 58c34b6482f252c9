"""Somebody's identity goes and what is counted stays: name, handle, accounts, addresses of what was sent, days off.

The statements are the same in a running transaction and in a backup that takes the database's place.
"""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    Connection,
    Executable,
    and_,
    bindparam,
    delete,
    or_,
    select,
    update,
)

from bot.domain.cases import CLOSED
from bot.domain.members import DEFAULT_QUIET, MeetingFormat
from bot.ports import DeliveryState
from storage.schema import (
    absences,
    accounts,
    cases,
    cohorts,
    feeds,
    members,
    outbox,
    pair_proposals,
    pairings,
    participations,
    space_members,
    topics,
    traits,
    visits,
    withheld,
)
from storage.session import AnyRow
from storage.vault import Vault
from storage.waiting import BLANK, FINAL, FOLLOW, PAGE, TOLD, Naming, emptied, told_of

PERSON = "person"
"""The kind under which the list of erasures knows somebody whose identity was erased."""

_WHO: BindParameter[str] = bindparam("who")
_ZONE = select(cohorts.c.timezone).where(cohorts.c.id == members.c.cohort_id).scalar_subquery()
_NOBODY = {
    "handle": bindparam("pseudonym"),
    "folded_handle": bindparam("pseudonym"),
    "name": bindparam("pseudonym"),
    "timezone": _ZONE,
    "country": "",
    "quiet": DEFAULT_QUIET,
    "availability": "",
}
_NOTHING_SAID = {
    "style": "",
    "format": MeetingFormat.EITHER,
    "load": 0,
    "load_on": None,
    "shares_goals": False,
    **dict.fromkeys(("goals", "strengths", "affinity", "avoid", "prefer"), frozenset[str]()),
}
"""What somebody said for pairing goes; how far they came (stage, module, capacity) is counted."""
_IS_OVER = and_(cases.c.state.in_(sorted(CLOSED)), cases.c.held_at.is_(None))
IDENTITY: Sequence[Executable] = (
    update(members).where(members.c.id == _WHO).values(_NOBODY),
    delete(accounts).where(accounts.c.member_id == _WHO),
    delete(visits).where(visits.c.member_id == _WHO),
    delete(feeds).where(feeds.c.member_id == _WHO),
    delete(withheld).where(withheld.c.member_id == _WHO),
    delete(absences).where(absences.c.member_id == _WHO),
    update(traits).where(traits.c.member_id == _WHO).values(_NOTHING_SAID),
    delete(space_members).where(space_members.c.member_id == _WHO),
    delete(pair_proposals).where(or_(pair_proposals.c.learner_id == _WHO, pair_proposals.c.mentor_id == _WHO)),
    update(topics).where(topics.c.opener_id == _WHO).values(purpose=""),
    update(topics).where(topics.c.opener_id == _WHO, topics.c.closed_at.is_not(None)).values(title=""),
    update(participations).where(participations.c.member_id == _WHO).values(message_id=""),
    update(cases).where(cases.c.learner_id == _WHO, _IS_OVER).values(message_id=""),
    update(pairings).where(or_(pairings.c.learner_id == _WHO, pairings.c.mentor_id == _WHO)).values(link=""),
    update(outbox)
    .where(outbox.c.recipient_id == _WHO, outbox.c.state == DeliveryState.PENDING)
    .values(state=DeliveryState.SKIPPED, final_at=bindparam("now", type_=outbox.c.final_at.type)),
)
"""Each takes `who`, and what it needs of `pseudonym` and `now`."""
ADDRESSES = (
    update(outbox)
    .where(outbox.c.recipient_id == _WHO, outbox.c.state.in_(FINAL))
    .values(target="", lane="", remote_id="", last_error="")
)
"""Where it went is no longer known, of what is no longer on its way."""
WAITING = (
    select(outbox.c.seq)
    .where(or_(outbox.c.recipient_id == _WHO, outbox.c.tag == bindparam("told")), outbox.c.state.not_in(FINAL))
    .limit(1)
)
NAME_OF = select(members.c.name).where(members.c.id == _WHO)
HANDLE_OF = select(members.c.folded_handle, members.c.cohort_id).where(members.c.id == _WHO)
WISHES = (
    select(traits.c.member_id, traits.c.avoid, traits.c.prefer)
    .join_from(traits, members, members.c.id == traits.c.member_id)
    .where(members.c.cohort_id == bindparam("of_cohort"))
)
"""Whom everybody of a cohort wished for, or not, by handle: those of others name whoever goes."""
WISH = (
    update(traits)
    .where(traits.c.member_id == bindparam("whose"))
    .values(avoid=bindparam("avoiding"), prefer=bindparam("preferring"))
)


def pseudonym() -> str:
    """Return a new name that says nothing of whose it was."""
    return f"left-{secrets.token_hex(4)}"


def without(rows: Sequence[AnyRow], handle: str) -> list[Mapping[str, Any]]:
    """Return what `WISH` takes where these wishes name somebody, by folded handle."""
    named = [row for row in rows if any(one.casefold() == handle for one in (*row.avoid, *row.prefer))]
    return [
        {
            "whose": row.member_id,
            "avoiding": frozenset(one for one in row.avoid if one.casefold() != handle),
            "preferring": frozenset(one for one in row.prefer if one.casefold() != handle),
        }
        for row in named
    ]


def erase_identity(connection: Connection, who: str, pseudonym: str, now: datetime, vault: Vault) -> None:
    """Erase somebody's identity in a backup that takes the database's place."""
    naming = Naming(who, connection.execute(NAME_OF, {"who": who}).scalar() or "", vault)
    page = naming.first_page
    while page is not None:
        page = naming.next_page(connection.execute(PAGE, page).all())
    for handle, cohort_id in connection.execute(HANDLE_OF, {"who": who}).all():
        if wishes := without(connection.execute(WISHES, {"of_cohort": cohort_id}).all(), handle):
            connection.execute(WISH, wishes)
    for statement in (*IDENTITY, ADDRESSES):
        connection.execute(statement, {"who": who, "pseudonym": pseudonym, "now": now})
    told = connection.execute(TOLD, {"who": who, "told": told_of(who)}).all()
    for change, rows in ((FOLLOW, naming.follows), (BLANK, [*naming.blanks, *emptied(told, vault)])):
        if rows:
            connection.execute(change, rows)
