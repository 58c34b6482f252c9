"""Groups and pairs at the desk: how groups are by counts, and what is proposed, to be edited, approved, published."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.cards import Button, Form
from bot.desk.paged import Paged
from bot.desk.room import for_coordinators
from bot.domain.figures import Cut, Facts, Figure, Measure, diagnose, figures
from bot.domain.group_drafts import GroupDraft
from bot.domain.grouping import Criterion
from bot.domain.members import Group, Member
from bot.domain.schedule import local_date
from bot.flows.counting import with_people
from bot.flows.grouping import changer, looked_at, rules_of
from bot.turn import Turn
from bot.wording import desk_groups as wording
from bot.wording import group_edits
from bot.wording.figures import looked_at as diagnosis
from bot.wording.grouping import meets
from bot.wording.voice import Voice

ON_A_PAGE = 50
"""Groups on one page: with their people and how they are, about 50 kB."""


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group as it is: counts of the last two weeks, and where to look first if it went quiet."""

    group: Group
    people: tuple[Member, ...]
    mentor: str
    messages: int
    check_ins: Figure | None = None
    sessions: Figure | None = None
    quiet: str = ""


@dataclass(frozen=True, slots=True)
class ProposedGroup:
    """A group that is only proposed; `number` counts from 1."""

    number: int
    people: tuple[Member, ...]
    points: float
    meets: str
    criteria: Mapping[Criterion, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposal as it stands; `buttons` and `form` name it, so that whoever acts on an older one is told."""

    draft: GroupDraft
    groups: tuple[ProposedGroup, ...]
    unplaced: tuple[Member, ...]
    said: str
    buttons: tuple[Button, ...]
    form: Form
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class GroupsPage:
    """Groups there are, page `number` of `count`, and what is proposed or can be."""

    rows: tuple[GroupRow, ...]
    waiting: int
    proposal: Proposal | None
    look: Form
    number: int = 1
    count: int = 1


async def groups_page(turn: Turn, number: int = 1) -> GroupsPage:
    """Return one page of the groups of a cohort, and the proposal that waits."""
    for_coordinators(turn)
    draft = await turn.tx.group_drafts.of_cohort(turn.here.id)
    page = Paged.of(await turn.tx.groups.in_cohort(turn.here.id), number, ON_A_PAGE)
    sizes = rules_of(turn.here).sizes
    return GroupsPage(
        await _rows(turn, page.rows),
        await turn.tx.tallies.ungrouped(turn.here.id),
        await _proposal(turn, draft) if draft is not None else None,
        group_edits.look_form(Voice.to(turn.me), str(sizes.least), str(sizes.most), ""),
        page.number,
        page.count,
    )


async def _rows(turn: Turn, groups: Sequence[Group]) -> tuple[GroupRow, ...]:
    read = await with_people(turn.tx, turn.here, turn.now, groups)
    counted = figures(read)
    by_name = {
        measure: {one.name: one for one in counted if one.cut is Cut.GROUP and one.measure is measure}
        for measure in (Measure.CHECK_INS, Measure.SESSIONS)
    }
    week = turn.here.week(local_date(turn.now, turn.me.timezone)) - 1
    everywhere = await turn.tx.tallies.answered(turn.here.id, week)
    quiet = {one.group.id: diagnosis(Voice.to(turn.me), one) for one in diagnose(read, week, everywhere)}
    people = {one.id: one for one in read.people}
    return tuple(_row(read, group, people, by_name, quiet.get(group.id, "")) for group in groups)


def _row(
    read: Facts,
    group: Group,
    people: Mapping[str, Member],
    counted: Mapping[Measure, Mapping[str, Figure]],
    quiet: str,
) -> GroupRow:
    inside = [people[one] for one in read.members_of.get(group.id, ()) if one in people]
    mentor = people.get(group.facilitator_id)
    return GroupRow(
        group,
        tuple(sorted(inside, key=lambda one: one.handle)),
        mentor.name if mentor is not None else "",
        sum(read.talk[one.id].messages for one in inside if one.id in read.talk),
        counted[Measure.CHECK_INS].get(group.name),
        counted[Measure.SESSIONS].get(group.name),
        quiet,
    )


async def _proposal(turn: Turn, draft: GroupDraft) -> Proposal:
    voice, seen = Voice.to(turn.me), await looked_at(turn, turn.here, draft)
    groups = tuple(
        ProposedGroup(
            number, tuple(seen.members[one] for one in ids), group.points, meets(voice, group.meets), group.criteria
        )
        for number, (ids, group) in enumerate(zip(draft.groups, seen.groups, strict=True), 1)
    )
    return Proposal(
        draft,
        groups,
        tuple(seen.members[one] for one in draft.unplaced if one in seen.members),
        wording.standing(voice, seen, await changer(turn, draft)),
        wording.choices(voice, draft),
        group_edits.move_form(voice, draft, "", ""),
        draft.changed_at,
    )
