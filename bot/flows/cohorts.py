"""A cohort begins: its file becomes rows, and its weeks become timers."""

from dataclasses import replace
from datetime import date, time, timedelta

from bot.cards import Action
from bot.cohort_file import CohortFile, GroupRow, PersonRow
from bot.domain.affinity import Space
from bot.domain.auditing import CONFIG, OPERATOR
from bot.domain.cohorts import Cohort
from bot.domain.members import Group, MeetingFormat, Member, MemberState, Role
from bot.domain.privacy import NOTICE_VERSION
from bot.domain.room import Traits
from bot.domain.schedule import LocalTime, Weekly, local_date
from bot.domain.sessions import next_choice
from bot.effects import Effects, Later
from bot.events import Account, CohortOpened, CohortRead, Place
from bot.flows import fit, hub, pairing, training, wellbeing
from bot.flows.auditing import next_report
from bot.flows.closing import closing, farewell
from bot.flows.cohort_prompts import asking_everybody
from bot.flows.cohort_reports import report_timers
from bot.flows.encouragement import first_look
from bot.flows.gatherings import of_file
from bot.flows.hosts import asking_hosts
from bot.flows.milestones import next_close, next_deadline_post
from bot.flows.notices import brief, post_notices
from bot.flows.prompts import next_post
from bot.flows.retention import erasures
from bot.flows.review_rounds import rounds
from bot.flows.surveys import first_surveys
from bot.ports import Spot
from bot.router import Router
from bot.turn import Turn

routes = Router()

INVITE_AT = time(9)
"""When invitations go out, in each person's zone (acceptance cohort, 17 February)."""
WAITING_AT = time(11)
"""When coordinators hear, a week later and in one list, who has not answered (acceptance cohort, 24 February)."""


@routes.on(CohortOpened)
async def opened(turn: Turn, event: CohortOpened) -> Effects:
    """Store a cohort file's people, groups and pairings, and set the first timer of everything that repeats."""
    file = event.file
    if await turn.tx.cohorts.by_handle(file.handle) is not None:
        return []
    cohort = Cohort(
        turn.new_id("cohort", file.handle),
        file.handle,
        file.name,
        file.timezone,
        file.starts_on,
        file.weeks,
        file.language,
        plan=file.plan,
    )
    await turn.tx.cohorts.add(cohort)
    people = {row.id: await _add_person(turn, cohort, row) for row in file.people}
    groups = [await _add_group(turn, cohort, row, people) for row in file.groups]
    await _add_channels(turn, cohort, file)
    await _add_spaces(turn, cohort, file)
    await pairing.of_file(turn, cohort, file.pairings, people)
    await hub.of_file(turn, cohort, file.hub, people)
    return [
        *await post_notices(turn, cohort),
        *await brief(turn, cohort),
        *[effect for member in people.values() for effect in first_timers(turn, cohort, member)],
        *[next_post(turn, cohort, group) for group in groups],
        *first_surveys(turn, cohort, people.values()),
        *report_timers(cohort, list(people.values())),
        *[later for group in groups for later in next_deadline_post(cohort, group, turn.now)],
        *next_close(cohort, turn.now),
        *asking_everybody(turn, cohort),
        *training.overdue_list(turn, cohort),
        *await of_file(turn, cohort, file),
        *[later for group in groups for later in (first_look(cohort, group), *asking_hosts(cohort, group))],
        *rounds(cohort),
        *erasures(cohort),
        next_report(turn, cohort),
        closing(cohort),
    ]


@routes.on(CohortRead)
async def read_again(turn: Turn, event: CohortRead) -> Effects:
    """Take up who is on call, the outside contact and the places to turn; all else is as the cohort began, or as
    coordinators changed it in chat since. An outside contact is never taken away: channels may be scanned."""
    cohort = await turn.tx.cohorts.by_handle(event.file.handle)
    if cohort is None:
        return []
    told, plan = event.file.plan, cohort.plan
    safety = replace(plan.safety, outside=told.safety.outside or plan.safety.outside)
    now = {"on_call": told.on_call, "safety": safety, "services": told.services}
    changed = [name for name, value in now.items() if value != getattr(plan, name)]
    if changed:
        new = replace(plan, on_call=told.on_call, safety=safety, services=told.services)
        await turn.tx.cohorts.save(replace(cohort, plan=new))
    for name in changed:
        await turn.tx.audit.add(turn.now, OPERATOR, f"{CONFIG}:{name}", "config")
    return []


async def _add_person(turn: Turn, cohort: Cohort, row: PersonRow) -> Member:
    takes_part = row.consented or row.role is Role.COORDINATOR
    member = Member(
        id=turn.new_id("member", cohort.id, row.id),
        cohort_id=cohort.id,
        handle=row.id,
        name=row.name,
        role=row.role,
        timezone=row.timezone,
        state=MemberState.ACTIVE if takes_part else MemberState.INVITED,
        country=row.country,
        language=row.language,
        quiet=row.quiet_hours or cohort.plan.rhythm.quiet_hours,
        availability=row.availability,
        consent_version=NOTICE_VERSION if takes_part else 0,
        consented_at=turn.now if takes_part else None,
        shares_check_ins=row.shares_check_ins,
        is_alumnus=row.alumnus,
        knows_zone=row.knows_zone,
        knows_language=row.knows_language,
    )
    accounts = [Account(account.platform, account.workspace, account.id) for account in row.accounts]
    await turn.tx.members.add(member, accounts)
    if row.role is not Role.COORDINATOR:
        meets = MeetingFormat(row.format)
        await turn.tx.traits.put(Traits(member.id, row.stage, row.style, meets, row.capacity))
    return member


async def _add_group(turn: Turn, cohort: Cohort, row: GroupRow, people: dict[str, Member]) -> Group:
    facilitator = people[row.facilitator].id if row.facilitator else ""
    peers = tuple(people[handle].id for handle in row.peer_mentors)
    group_id = turn.new_id("group", cohort.id, row.id)
    group = Group(group_id, cohort.id, row.id, row.name, row.timezone, facilitator, row.purpose, peers)
    await turn.tx.groups.add(group, [people[handle].id for handle in row.members], cohort.starts_on)
    place = Place(row.platform, row.workspace, row.channel)
    await turn.tx.places.add(Spot(place, cohort.id, row.id, group.id))
    return group


async def _add_channels(turn: Turn, cohort: Cohort, file: CohortFile) -> None:
    for channel in file.channels:
        place = Place(channel.platform, channel.workspace, channel.channel)
        await turn.tx.places.add(Spot(place, cohort.id, channel.name))


async def _add_spaces(turn: Turn, cohort: Cohort, file: CohortFile) -> None:
    for row in file.spaces:
        space = Space(turn.new_id("space", cohort.id, row.id), cohort.id, row.id, row.name, row.about)
        await turn.tx.spaces.add(space)
        place = Place(row.platform, row.workspace, f"#{space.place_name}")
        await turn.tx.places.add(Spot(place, cohort.id, space.place_name))


def first_timers(turn: Turn, cohort: Cohort, member: Member) -> Effects:
    """Set what repeats for one member, and their invitation."""
    rhythm = cohort.plan.rhythm
    effects: Effects = []
    if member.state is MemberState.INVITED:
        when = LocalTime(_invited_on(turn, cohort, member), INVITE_AT, member.timezone)
        effects.append(Later(when, Action("onboarding.invite", member.id)))
    if member.role is not Role.COORDINATOR:
        effects.append(farewell(cohort, member))
    match member.role:
        case Role.LEARNER:
            effects.append(_first(cohort, member, rhythm.check_in_opens, "check_in.open", turn))
            choice = next_choice(cohort, member.timezone, turn.now)
            effects += [Later(choice, Action("session.choose", member.id))] if choice is not None else []
            effects += fit.first_question(turn, cohort, member)
        case Role.MENTOR:
            effects.append(_first(cohort, member, rhythm.mentor_digest, "digest.mentor", turn))
            effects += wellbeing.first_question(turn, cohort, member)
            effects += training.first_steps(turn, cohort, member)
        case Role.COORDINATOR:
            effects.append(_first(cohort, member, rhythm.coordinator_report, "digest.coordinator", turn))
            week_later = _invited_on(turn, cohort, member) + timedelta(days=7)
            listed = LocalTime(week_later, WAITING_AT, member.timezone)
            effects.append(Later(listed, Action("onboarding.waiting", member.id)))
    return effects


def _invited_on(turn: Turn, cohort: Cohort, member: Member) -> date:
    return cohort.plan.onboarding_on or local_date(turn.now, member.timezone)


def _first(cohort: Cohort, member: Member, rule: Weekly, action: str, turn: Turn) -> Later:
    first = rule.on_or_after(cohort.starts_on, member.timezone)
    if first.moment() <= turn.now:
        first = rule.after(turn.now, member.timezone)
    return Later(first, Action(action, member.id))
