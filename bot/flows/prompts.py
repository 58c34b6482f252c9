"""The weekly post: one focus, one question, one thread, at the group's own hour."""

from collections.abc import Callable
from datetime import date, timedelta

from bot.cards import Action, Card
from bot.domain.cohorts import Cohort, CohortState
from bot.domain.members import Group, Role
from bot.domain.paces import paced
from bot.domain.plan import LATE
from bot.domain.schedule import LocalTime, workday_after
from bot.effects import Effects, Later, Reply, Send, ToGroup, ToMember, Urgency
from bot.events import DeliveryFailed
from bot.flows import introductions
from bot.flows.hosts import host_line
from bot.flows.people import the_cohort
from bot.flows.questions import question_of
from bot.router import Router
from bot.turn import Turn
from bot.wording import groups as group_wording
from bot.wording import prompts as wording
from bot.wording.voice import Voice

routes = Router()


def post_time(cohort: Cohort, group: Group, nominal: LocalTime) -> LocalTime:
    """Return when a nominal post really goes: on a holiday of the group the next working day, same hour."""
    holidays = cohort.plan.holidays_of(group.handle)
    if nominal.on not in holidays:
        return nominal
    return LocalTime(workday_after(nominal.on, holidays), nominal.at, nominal.zone)


def next_post(turn: Turn, cohort: Cohort, group: Group) -> Later:
    """Set the group's next weekly post."""
    rule = cohort.plan.rhythm.prompt
    nominal = rule.on_or_after(cohort.starts_on, group.timezone)
    if nominal.moment() <= turn.now:
        nominal = rule.after(turn.now, group.timezone)
    return Later(post_time(cohort, group, nominal), Action("prompt.post", group.id))


@routes.timer("prompt.post")
async def post(turn: Turn, group_id: str) -> Effects:
    """Post this week's question, once per nominal date; too late to be useful, tell the coordinators instead."""
    group = await turn.tx.groups.find(group_id)
    if group is None:
        return []
    cohort = await the_cohort(turn, group.cohort_id)
    nominal = cohort.plan.rhythm.prompt.newest_until(turn.now, group.timezone)
    week = cohort.week(nominal.on)
    if week > cohort.weeks or cohort.state is CohortState.CLOSED:
        return []
    effects: Effects = [next_post(turn, cohort, group)]
    prompt = await question_of(turn, cohort, group, nominal.on)
    if week < 1 or prompt is None or cohort.state is CohortState.PAUSED:
        return effects
    goes = post_time(cohort, group, nominal)
    late = turn.now - goes.moment()
    if not await turn.tx.groups.members(group.id):  # it was merged into another one, or all have left
        return effects
    if late < timedelta():
        return [Later(goes, Action("prompt.post", group.id))]
    named = f"{group.id}:{nominal.key}"
    if late > cohort.plan.rhythm.late_limit:
        return [*effects, *await _tell(turn, named, wording.skipped)]
    card = wording.weekly(Voice.among(group, cohort), paced(cohort, group), group, prompt, is_late=late > LATE)
    too_late_at = goes.moment() + cohort.plan.rhythm.late_limit
    key = f"prompt:{named}"
    return [
        *effects,
        await welcome(turn, cohort, group),
        Send(ToGroup(group.id), card, Urgency.PROMPT, key=key, tag=key, deadline_at=too_late_at),
        *([] if await introductions.has_begun(turn, group) else await introductions.of_group(turn, group)),
        *await host_line(turn, cohort, group, week, too_late_at),
    ]


async def welcome(turn: Turn, cohort: Cohort, group: Group, mark: str = "") -> Send:
    """Greet the group; the key makes sure that it is only once, and with a `mark` once more."""
    facilitator = await turn.tx.members.find(group.facilitator_id) if group.facilitator_id else None
    peers = [await turn.tx.members.find(member_id) for member_id in group.peer_mentor_ids]
    there = group_wording.Around(facilitator, tuple(peer for peer in peers if peer is not None))
    card = group_wording.welcome(Voice.among(group, cohort), cohort, group, there)
    tag = "" if mark else introductions.greeting(group)
    return Send(ToGroup(group.id), card, Urgency.PROMPT, key=f"welcome:{group.id}{mark}", tag=tag)


async def not_posted(turn: Turn, event: DeliveryFailed, post: str) -> Effects:
    """A question never arrived, or nobody can tell: the coordinators hear of it, whatever the reason."""
    if event.is_uncertain:
        return await _tell(turn, post, wording.uncertain)
    return await _tell(turn, post, wording.skipped if event.is_skipped else wording.refused)


async def _tell(turn: Turn, post: str, say: Callable[[Voice, Group, date], Card]) -> Effects:
    """Tell the coordinators about a post, named by its group and nominal local time."""
    group_id, _, nominal = post.partition(":")
    group = await turn.tx.groups.find(group_id)
    if group is None:
        return []
    on = LocalTime.parse(nominal, group.timezone).on
    coordinators = await turn.tx.members.in_cohort(group.cohort_id, Role.COORDINATOR)
    return [Send(ToMember(c.id), say(Voice.to(c), group, on)) for c in coordinators]


@routes.action("prompt.steps")
async def steps(turn: Turn, week: str) -> Effects:
    """Show the week's question step by step to whoever asks for it, whatever the phase (P10)."""
    return [Reply(wording.steps(Voice.to(turn.me), turn.here.plan.question(week)))]


@routes.action("prompt.hint")
async def hint(turn: Turn, key: str) -> Effects:
    """Show a hint to whoever asks for it, and to nobody else."""
    return [Reply(wording.hint(Voice.to(turn.me), turn.here.plan.question(key)))]


@routes.action("prompt.skip")
async def skip(turn: Turn, key: str) -> Effects:
    """Say that a question may be left out; nothing is noted, so that nobody can count who did (L1, P14)."""
    return [Reply(wording.left_out(Voice.to(turn.me), turn.here.plan.question(key)))]
