"""Groups that shrank or went quiet: a merge is proposed to a coordinator, and done by them alone (G16)."""

from bot.domain.cohorts import Cohort, CohortState
from bot.domain.members import Group, Member, MemberState, Role
from bot.domain.merging import AGAIN, QUIET, Circle, Merge, advised, gone_quiet, needy
from bot.domain.schedule import local_date
from bot.effects import Effects, Refused, Reply, Send, ToGroup, ToMember
from bot.flows.people import on_call
from bot.router import Router
from bot.turn import Turn
from bot.wording import merging as wording
from bot.wording.voice import Voice

routes = Router()


async def circles(turn: Turn, cohort: Cohort) -> list[Circle]:
    """Return the groups as they are now: whoever can be reached, and what was written lately."""
    found = []
    for group in await turn.tx.groups.in_cohort(cohort.id):
        inside = frozenset(one.id for one in await turn.tx.groups.members(group.id) if one.is_reachable)
        found.append(Circle(group, inside, await turn.tx.participations.in_group(group.id, turn.now - QUIET)))
    return found


@routes.command("coord group merge", role=Role.COORDINATOR)
async def merge(turn: Turn) -> Effects:
    """Look at groups that shrank or went quiet, with the merge in which the fewest people move."""
    advice = advised(await circles(turn, turn.here), turn.here.plan.group_size)
    return [Reply(wording.advice(Voice.to(turn.me), advice))]


async def shrunk(turn: Turn, cohort: Cohort, group: Group | None) -> Effects:
    """Tell the coordinator on duty when a group has become too small and another one has room; else nothing."""
    if group is None:
        return []
    every = await circles(turn, cohort)
    size = cohort.plan.group_size
    if not any(one.group.id == group.id and len(one.members) < size.min for one in needy(every, size)):
        return []
    advice = advised(every, size)
    is_new = any(group.id in (one.leaving.group.id, one.staying.group.id) for one in advice.merges)
    first = (await on_call(turn, cohort))[:1] if is_new else []
    return [Send(ToMember(one.id), wording.shrunk(Voice.to(one), group, advice)) for one in first]


async def fallen_silent(turn: Turn, cohort: Cohort, reader: Member) -> Effects:
    """Tell the coordinator on duty of groups of enough people gone quiet, of each one again only after a month."""
    week = cohort.week_at(turn.now - QUIET, reader.timezone)  # a group two weeks old has had the time to be lively
    is_running = week >= 1 and cohort.has_week(cohort.week_at(turn.now, reader.timezone))
    if not is_running or cohort.state is not CohortState.OPEN or reader not in (await on_call(turn, cohort))[:1]:
        return []
    every, size, voice = await circles(turn, cohort), cohort.plan.group_size, Voice.to(reader)
    advice = advised(every, size)
    return [
        Send(ToMember(reader.id), wording.silent(voice, one.group, advice.about(one.group.id)), tag=_tag(one))
        for one in gone_quiet(every, size)
        if not await _was_told(turn, one)
    ]


def _tag(circle: Circle) -> str:
    return f"group.quiet:{circle.group.id}"


async def _was_told(turn: Turn, circle: Circle) -> bool:
    return any(turn.now - told.at < AGAIN for told in await turn.tx.outbox.tagged(_tag(circle)))


@routes.action("group.merge", role=Role.COORDINATOR)
async def merge_these(turn: Turn, subject: str) -> Effects:
    """Bring two groups together as proposed, if it still holds; everybody in them hears of it in neutral words."""
    leaving, _, staying = subject.partition(":")
    voice, size = Voice.to(turn.me), turn.here.plan.group_size
    chosen = _of(await circles(turn, turn.here), leaving, staying)
    if chosen is None or not chosen.moves or chosen.moves + len(chosen.staying.members) > size.max:
        raise Refused(wording.no_longer(voice))
    moved = [one for one in await turn.tx.groups.members(leaving) if one.is_reachable]
    stayed = await turn.tx.groups.members(staying)
    for one in moved:
        today = local_date(turn.now, one.timezone)
        await turn.tx.groups.leave(one.id, today)
        await turn.tx.groups.join(staying, one.id, today)
    await turn.tx.audit.add(turn.now, turn.me.id, f"groups.merged:{leaving}", staying)
    return [Reply(wording.merged(voice, chosen)), *await _told(turn, chosen, moved, stayed)]


def _of(every: list[Circle], leaving: str, staying: str) -> Merge | None:
    by_id = {circle.group.id: circle for circle in every}
    if leaving == staying or leaving not in by_id or staying not in by_id:
        return None
    return Merge(by_id[leaving], by_id[staying])


async def _told(turn: Turn, merge: Merge, moved: list[Member], stayed: list[Member]) -> Effects:
    group = merge.staying.group
    mentor = await turn.tx.members.find(group.facilitator_id) if group.facilitator_id else None
    told: Effects = [
        Send(ToMember(one.id), wording.yours(Voice.to(one), group, stayed))
        for one in moved
        if one.state is not MemberState.INVITED
    ]
    if mentor is not None and mentor.is_reachable:
        told.append(Send(ToMember(mentor.id), wording.to_facilitator(Voice.to(mentor), group, moved)))
    return [*told, Send(ToGroup(group.id), wording.new_faces(Voice.to(group), len(moved)))]
