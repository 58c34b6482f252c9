"""Before a milestone: a post in each group, a word to those with a date of their own, and to mentors for a main one."""

from datetime import datetime, time, timedelta

from bot.cards import Action
from bot.domain.cohorts import Cohort, CohortState
from bot.domain.deadlines import Milestone
from bot.domain.members import Group, Member, Role
from bot.domain.milestones import DeadlinePost, DueItem, deadline_posts, due_items, next_reminder, pressure_at
from bot.domain.office_hours import free_places
from bot.domain.paces import paced
from bot.domain.schedule import LocalTime, local_date
from bot.effects import Effects, Later, Send, ToGroup, ToMember, Urgency, Withhold
from bot.flows.people import is_away, the_cohort, the_member
from bot.router import Router
from bot.turn import Turn
from bot.wording import milestones as wording
from bot.wording.voice import Voice

routes = Router()

MENTORS_AT = time(9)
"""When mentors hear that a main milestone is close, on the cohort's clock; their quiet hours come first."""


def next_deadline_post(cohort: Cohort, group: Group, now: datetime) -> Effects:
    """Set the group's next post before a milestone."""
    coming = (when for when, _ in _posts(cohort, group) if when.moment() > now)
    return [Later(when, Action("milestone.post", group.id)) for when in list(coming)[:1]]


def _posts(cohort: Cohort, group: Group) -> list[tuple[LocalTime, DeadlinePost]]:
    at = cohort.plan.rhythm.prompt.at
    milestones = paced(cohort, group).plan.milestones
    posts = deadline_posts(milestones, cohort.plan.holidays_of(group.handle))
    return [(LocalTime(post.on, at, group.timezone), post) for post in posts]


@routes.timer("milestone.post")
async def post(turn: Turn, group_id: str) -> Effects:
    """Remind a group of what is due; a post whose moment passed long ago is dropped."""
    group = await turn.tx.groups.find(group_id)
    if group is None:
        return []
    cohort = await the_cohort(turn, group.cohort_id)
    if cohort.state is CohortState.CLOSED:
        return []
    effects = next_deadline_post(cohort, group, turn.now)
    if not await turn.tx.groups.members(group.id):
        return effects
    earliest = turn.now - cohort.plan.rhythm.late_limit
    due = [(when, one) for when, one in _posts(cohort, group) if earliest <= when.moment() <= turn.now]
    if not due or cohort.state is CohortState.PAUSED:
        return effects
    free = await free_in(turn, cohort)
    voice, latest = Voice.to(group), max(when.moment() for when, _ in due)
    return effects + [
        Send(
            ToGroup(group.id),
            wording.before(voice, group, one.milestone, one.days, free),
            Urgency.PROMPT,
            key=f"milestone:{group.id}:{one.number}:{one.days}",
            deadline_at=when.moment() + cohort.plan.rhythm.late_limit,
        )
        for when, one in due
        if when.moment() == latest
    ]


def opened(cohort: Cohort, now: datetime) -> frozenset[str]:
    """Return the milestones whose first reminder has begun: their extra office hours are open."""
    today = local_date(now, cohort.timezone)
    return frozenset(m.name for m in cohort.plan.milestones if today >= _begins(cohort, m).on)


def _begins(cohort: Cohort, milestone: Milestone) -> LocalTime:
    """Return when a milestone comes close: the first post of any group."""
    holidays = {holiday.on for holiday in cohort.plan.holidays}
    posts = deadline_posts([milestone], holidays)
    first = posts[0].on if posts else milestone.due_on - timedelta(days=7)
    return LocalTime(first, MENTORS_AT, cohort.timezone)


async def free_in(turn: Turn, cohort: Cohort) -> int:
    """Return how many places in office hours can be booked now."""
    booked = await turn.tx.bookings.in_cohort(cohort.id, turn.now) if cohort.plan.office_hours else []
    hosts = {m.id: m.handle for m in await turn.tx.members.in_cohort(cohort.id)} if booked else {}
    taken = {(hosts[one.host_id], one.starts_at) for one in booked}
    return len(free_places(cohort.plan.office_hours, taken, opened(cohort, turn.now), turn.now))


def next_close(cohort: Cohort, now: datetime) -> Effects:
    """Set when mentors hear of the next main milestone."""
    coming = sorted(
        (w for m in cohort.plan.milestones if m.is_main and (w := _begins(cohort, m)).moment() > now), key=_on
    )
    return [Later(when, Action("milestone.close", cohort.id)) for when in coming[:1]]


def _on(when: LocalTime) -> datetime:
    return when.moment()


@routes.timer("milestone.close")
async def comes_close(turn: Turn, cohort_id: str) -> Effects:
    """Tell mentors that a main milestone is close: availability up, nudges softened."""
    cohort = await the_cohort(turn, cohort_id)
    if cohort.state is not CohortState.OPEN:
        return []
    today = local_date(turn.now, cohort.timezone)
    mentors = await turn.tx.members.in_cohort(cohort.id, Role.MENTOR)
    return next_close(cohort, turn.now) + [
        Send(ToMember(mentor.id), wording.to_mentor(Voice.to(mentor), one), key=f"close:{mentor.id}:{number}")
        for number, one in enumerate(cohort.plan.milestones)
        if one.is_main and _begins(cohort, one).on <= today <= one.due_on
        for mentor in mentors
        if mentor.is_active
    ]


async def close_to(turn: Turn, member: Member) -> Milestone | None:
    """Return the main milestone that is close for somebody now: what the bot says is softer then."""
    cohort = await the_cohort(turn, member.cohort_id)
    return pressure_at(cohort.plan, local_date(turn.now, member.timezone))


async def dates_of(turn: Turn, learner: Member) -> tuple[DueItem, ...]:
    """Return a learner's milestones: their group's dates, and their own in the place of those."""
    cohort = await the_cohort(turn, learner.cohort_id)
    if not cohort.plan.milestones:
        return ()
    group = await turn.tx.groups.of_member(learner.id)
    return due_items(paced(cohort, group).plan, await turn.tx.extensions.of_learner(learner.id))


def remind_of(cohort: Cohort, learner: Member, item: DueItem, now: datetime) -> Effects:
    """Set the next reminder of somebody's own date; the one of an earlier date is moved by it."""
    day = next_reminder(item, local_date(now, learner.timezone))
    if day is None:
        return []
    when = LocalTime(day, cohort.plan.rhythm.prompt.at, learner.timezone)
    return [Later(when, Action("milestone.remind", f"{learner.id}:{item.number}"))]


@routes.timer("milestone.remind")
async def remind(turn: Turn, subject: str) -> Effects:
    """Remind somebody of their own date, on the days that belong to the date as it is now."""
    learner_id, _, number = subject.partition(":")
    learner = await the_member(turn, learner_id)
    cohort = await the_cohort(turn, learner.cohort_id)
    item = next((one for one in await dates_of(turn, learner) if str(one.number) == number), None)
    if item is None or not item.is_own or cohort.state is CohortState.CLOSED or not learner.is_active:
        return []
    effects = remind_of(cohort, learner, item, turn.now)
    voice = Voice.to(learner)
    if local_date(turn.now, learner.timezone) not in item.reminders():
        return effects
    if not learner.nudges_on or await is_away(turn, learner):
        return [*effects, Withhold(learner.id, "milestone.own", wording.why_no_reminder(voice))]
    key = f"own:{learner.id}:{item.number}:{item.due_on}:{local_date(turn.now, learner.timezone)}"
    return [*effects, Send(ToMember(learner.id), wording.own(voice, item), key=key)]
