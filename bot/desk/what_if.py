"""What if: the cohort as it is now, to be played forward somewhere else, and what came of it. Nothing is changed."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.cohort_file import CohortFile
from bot.cohort_file.rows import AccountRow, ChannelRow, GroupRow, PairingRow, PersonRow
from bot.desk.room import for_coordinators
from bot.domain.access import may_see_case
from bot.domain.cases import Case
from bot.domain.members import Group, Member, Pairing, Role
from bot.domain.outlook import Ask, Carried, Outlook
from bot.domain.room import Traits
from bot.domain.schedule import local_date
from bot.turn import Turn

Rehearse = Callable[[CohortFile, Ask, datetime], Awaitable[tuple[Outlook, Outlook]]]
"""Plays a cohort as it is and as it would be, apart from everything that runs; TimeoutError where it takes too long."""


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What a page needs: mentors to choose from, the cohort as a file, names by handle."""

    mentors: tuple[Member, ...]
    file: CohortFile
    names: dict[str, str]
    carried: Carried


async def what_if(turn: Turn) -> Rehearsal:
    """Return the cohort as it is now: who takes part, in which groups and pairs, by which rules; nobody's words."""
    for_coordinators(turn)
    people = [one for one in await turn.tx.members.in_cohort(turn.here.id) if one.is_reachable]
    handles = {one.id: one.handle for one in people}
    traits = await turn.tx.traits.in_cohort(turn.here.id)
    groups, members = await turn.tx.groups.in_cohort(turn.here.id), await turn.tx.groups.member_ids(turn.here.id)
    pairings = await turn.tx.pairings.in_cohort(turn.here.id)
    cohort = turn.here
    file = CohortFile(
        "",
        cohort.handle,
        cohort.name,
        cohort.timezone,
        cohort.starts_on,
        cohort.weeks,
        cohort.language,
        replace(cohort.plan, onboarding_on=None, training=None),
        tuple(_person(one, traits.get(one.id) or Traits(one.id)) for one in people),
        tuple(_group(group, members.get(group.id, frozenset()), handles) for group in groups),
        (ChannelRow("cohort", "local", "what-if", "#cohort"), ChannelRow("help", "local", "what-if", "#help")),
        _pairs(pairings, handles),
    )
    mentors = tuple(one for one in people if one.role is Role.MENTOR and one.is_active)
    return Rehearsal(mentors, file, {one.handle: one.name for one in people}, await _carried(turn, handles))


async def _carried(turn: Turn, handles: dict[str, str]) -> Carried:
    """Return days off and the open cases this reader may know of, without a word of what is in them."""
    today = local_date(turn.now, turn.here.timezone)
    absences = [one for one in await turn.tx.absences.in_cohort(turn.here.id) if one.until_on >= today]
    cases = [
        each
        for each in await turn.tx.cases.open_in(turn.here.id)
        if may_see_case(turn.me, each) and each.learner_id in handles
    ]
    return Carried(
        tuple(replace(one, member_id=handles[one.member_id]) for one in absences if one.member_id in handles),
        tuple(_bare(each, handles[each.learner_id], handles.get(each.owner_id, "")) for each in cases),
    )


def _bare(case: Case, learner: str, owner: str) -> Case:
    """Return a case with handles in the place of ids, and nothing of what is in it."""
    case = replace(case, learner_id=learner, owner_id=owner, opener_id="", subject_ids=())
    return replace(case, excerpt="", channel="", message_id="")


def _person(one: Member, traits: Traits) -> PersonRow:
    return PersonRow(
        one.handle,
        one.name,
        one.role,
        one.timezone,
        language=one.language,
        accounts=(AccountRow("local", "what-if", one.handle),),
        quiet_hours=one.quiet,
        availability=one.availability,
        stage=traits.stage,
        capacity=traits.capacity,
        consented=True,
    )


def _group(group: Group, ids: frozenset[str], handles: dict[str, str]) -> GroupRow:
    inside = tuple(sorted(handles[one] for one in ids if one in handles))
    where = ("local", "what-if", f"#{group.handle}")
    return GroupRow(group.handle, group.name, group.timezone, inside, handles.get(group.facilitator_id, ""), *where)


def _pairs(pairings: list[Pairing], handles: dict[str, str]) -> tuple[PairingRow, ...]:
    found: dict[str, list[str]] = {}
    for one in pairings:
        if one.mentor_id in handles and one.learner_id in handles:
            found.setdefault(handles[one.mentor_id], []).append(handles[one.learner_id])
    return tuple(PairingRow(mentor, tuple(sorted(learners))) for mentor, learners in sorted(found.items()))
