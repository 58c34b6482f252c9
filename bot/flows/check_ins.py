"""The weekly check-in: opens, one reminder, closes; answered in one tap, in a form, in words, or skipped."""

from collections.abc import Mapping
from dataclasses import replace

from bot.cards import Action
from bot.domain.access import may_read_words
from bot.domain.check_ins import CheckIn, CheckInState, Mood, is_due, next_opening
from bot.domain.cohorts import Cohort, CohortState
from bot.domain.ladder import slips
from bot.domain.members import Member, Role
from bot.domain.schedule import LocalTime
from bot.effects import Effects, Later, Refused, Reply, Revise, Send, ToMember, Withhold
from bot.flows import help_wanted
from bot.flows.ladder import after_miss
from bot.flows.milestones import close_to
from bot.flows.modules import behind
from bot.flows.passing_on import asks_for_a_person, heeded
from bot.flows.people import is_away, the_cohort, the_member
from bot.flows.questions import question_of
from bot.flows.reach_out import withdraw
from bot.flows.session_notes import step_to_ask
from bot.router import Router
from bot.turn import Turn
from bot.wording import check_ins as wording
from bot.wording import common
from bot.wording.voice import Voice

routes = Router()


@routes.timer("check_in.open")
async def opens(turn: Turn, learner_id: str) -> Effects:
    """Open this week's check-in where one is due, and set next week's timer."""
    learner = await the_member(turn, learner_id)
    cohort = await the_cohort(turn, learner.cohort_id)
    if not learner.is_reachable or cohort.state is CohortState.CLOSED:
        return []
    rule = cohort.plan.rhythm.check_in_opens
    opening = rule.newest_until(turn.now, learner.timezone)
    week = cohort.week(opening.on)
    following = rule.after(turn.now, learner.timezone)
    effects: Effects = []
    if cohort.week(following.on) <= cohort.weeks:
        effects.append(Later(following, Action("check_in.open", learner.id)))
    if cohort.has_week(week) and cohort.state is CohortState.OPEN:
        effects += await _open(turn, cohort, learner, opening)
    return effects


async def _open(turn: Turn, cohort: Cohort, learner: Member, opening: LocalTime) -> Effects:
    week, zone, rhythm = cohort.week(opening.on), learner.timezone, cohort.plan.rhythm
    closes = rhythm.check_in_closes.after(opening.moment(), zone)
    if turn.now >= closes.moment():
        return []
    due = is_due(learner, week, opening.on, await turn.tx.absences.of_member(learner.id))
    takes_part = due and learner.is_active
    check_in = CheckIn(
        turn.new_id("check_in", learner.id, week),
        cohort.id,
        learner.id,
        week,
        turn.now,
        closes.moment(),
        CheckInState.OPEN if takes_part else CheckInState.EXCUSED,
    )
    if not await turn.tx.check_ins.add(check_in):
        return []
    voice = Voice.to(learner)
    if not takes_part:
        return [Withhold(learner.id, "check_in.open", wording.not_due(voice, learner))]
    reminder = rhythm.check_in_reminder.after(opening.moment(), zone)
    earlier = [past for past in await turn.tx.check_ins.history(learner.id) if past.week < week]
    is_slipping = slips([past.state for past in earlier], await turn.tx.sessions.counted(learner.id))
    question = await question_of(turn, cohort, await turn.tx.groups.of_member(learner.id), opening.on)
    asks = wording.Asked(await step_to_ask(turn, learner, earlier), await behind(turn, cohort, learner, week), question)
    return [
        Send(
            ToMember(learner.id),
            wording.opened(voice, cohort, check_in, asks, slips=is_slipping),
            tag=f"check_in:{check_in.id}",
            deadline_at=check_in.closes_at,
        ),
        Later(reminder, Action("check_in.remind", check_in.id)),
        Later(closes, Action("check_in.close", check_in.id)),
    ]


@routes.timer("check_in.remind")
async def remind(turn: Turn, check_in_id: str) -> Effects:
    """Ask once more, only whoever has not answered."""
    check_in = await turn.tx.check_ins.find(check_in_id)
    if check_in is None or not check_in.is_open:
        return []
    learner = await the_member(turn, check_in.learner_id)
    if await is_away(turn, learner):
        return [Withhold(learner.id, "check_in.reminder", wording.away_now(Voice.to(learner)))]
    return [
        Send(
            ToMember(learner.id),
            wording.reminder(Voice.to(learner), check_in, await close_to(turn, learner)),
            is_nudge=True,
            tag=f"check_in:{check_in.id}",
            deadline_at=check_in.closes_at,
        )
    ]


@routes.timer("check_in.close")
async def closes(turn: Turn, check_in_id: str) -> Effects:
    """Close it; a miss sets the next step of the ladder, for Monday, when somebody can look at it."""
    check_in = await turn.tx.check_ins.get(check_in_id)
    if check_in is None or not check_in.is_open:
        return []
    learner = await the_member(turn, check_in.learner_id)
    if not learner.is_active:
        await turn.tx.check_ins.save(replace(check_in, state=CheckInState.EXCUSED))
        return []
    overdue = replace(check_in, state=CheckInState.OVERDUE)
    await turn.tx.check_ins.save(overdue)
    return await after_miss(turn, learner, overdue)


async def _mine(turn: Turn, check_in_id: str) -> CheckIn:
    check_in = await turn.tx.check_ins.get(check_in_id)
    if check_in is None or check_in.learner_id != turn.me.id:
        raise Refused(wording.not_found(Voice.to(turn.me)))
    return check_in


async def _current(turn: Turn) -> CheckIn:
    found = await turn.tx.check_ins.open_of(turn.me.id)
    if found is None:
        raise Refused(wording.none_open(Voice.to(turn.me)))
    return found


async def answer(turn: Turn, check_in: CheckIn, mood: Mood, hardest: str = "", *, wants_help: bool = False) -> Effects:
    """Store an answer and thank; a second answer replaces the first, a late one is kept."""
    answered = await store(turn, check_in, mood, hardest, wants_help=wants_help)
    voice = Voice.to(turn.me)
    told, effects = await _tell(turn, answered) if wants_help else (None, [])
    thanks = wording.thanks(voice, answered, await outlook(turn, told))
    changed = Revise(f"check_in:{check_in.id}", wording.answered(voice, answered))
    return [Reply(thanks), changed, *effects, *await withdraw(turn, turn.me)]


async def store(turn: Turn, check_in: CheckIn, mood: Mood, hardest: str = "", *, wants_help: bool = False) -> CheckIn:
    """Store an answer, and end what the silence before it had begun."""
    answered = check_in.answered(mood, turn.now, hardest, wants_help=wants_help)
    if check_in.state is CheckInState.SKIPPED:
        answered = replace(answered, state=CheckInState.ANSWERED)
    may_be_read = turn.me.shares_check_ins and not await asks_for_a_person(turn, hardest)  # a mentor may be meant
    answered = replace(answered, is_shared=may_be_read)
    await turn.tx.check_ins.save(answered)
    await heard_from(turn)
    return answered


async def outlook(turn: Turn, told: Member | None = None) -> wording.Outlook:
    """Return what comes next for the acting learner, and who was told that they would like to talk."""
    absences = await turn.tx.absences.of_member(turn.me.id)
    opening = next_opening(turn.me, turn.here, absences, turn.now)
    return wording.Outlook(turn.here, opening.on if opening else None, told)


async def heard_from(turn: Turn) -> None:
    """End the row of unanswered nudges: any answer does."""
    await turn.tx.nudges.answer(turn.me.id, turn.now)
    if turn.me.unanswered_nudges:
        await turn.tx.members.save(turn.me.with_nudge_answered())


async def _tell(turn: Turn, check_in: CheckIn) -> tuple[Member | None, Effects]:
    return await help_wanted.tell(
        turn, "check_in.help", lambda mentor: wording.help_wanted(Voice.to(mentor), turn.me, check_in)
    )


@routes.action("check_in.fine")
async def fine(turn: Turn, check_in_id: str) -> Effects:
    """Answer in one tap."""
    return await answer(turn, await _mine(turn, check_in_id), Mood.FINE)


@routes.action("check_in.more")
async def more(turn: Turn, check_in_id: str) -> Effects:
    """Open the form."""
    return [Reply(wording.form(Voice.to(turn.me), await _mine(turn, check_in_id)))]


@routes.action("check_in.help")
async def needs_help(turn: Turn, check_in_id: str) -> Effects:
    """Answer in one tap that help is wanted; the mentor hears of it at once."""
    return await answer(turn, await _mine(turn, check_in_id), Mood.HARD, wants_help=True)


@routes.action("check_in.skip")
async def skip_button(turn: Turn, check_in_id: str) -> Effects:
    """Skip this week, without a reason."""
    return await skip(turn, await _mine(turn, check_in_id))


async def skip(turn: Turn, check_in: CheckIn) -> Effects:
    """Close this week's check-in without an answer: it neither counts nor is asked about."""
    if not check_in.is_open:
        raise Refused(wording.none_open(Voice.to(turn.me)))
    await turn.tx.check_ins.save(replace(check_in, state=CheckInState.SKIPPED, answered_at=turn.now))
    await heard_from(turn)
    voice = Voice.to(turn.me)
    skipped = wording.skipped(voice, await outlook(turn))
    return [Reply(skipped), Revise(f"check_in:{check_in.id}", wording.was_skipped(voice, check_in))]


@routes.form("check_in.submit")
async def submitted(turn: Turn, check_in_id: str, values: Mapping[str, str]) -> Effects:
    """Store what the form says."""
    check_in = await _mine(turn, check_in_id)
    try:
        mood = Mood(values.get("mood", ""))
    except ValueError:
        raise Refused(wording.no_mood(Voice.to(turn.me), check_in)) from None
    hardest = values.get("hardest", "").strip()[:1000]
    care = await heeded(turn, hardest)  # first: whom the words accuse is not the one who hears that help is wanted
    answered = await answer(turn, check_in, mood, hardest, wants_help=values.get("help") == "yes")
    return [*answered, *care]


@routes.action("check_in.words", role=Role.MENTOR)
async def words(turn: Turn, check_in_id: str) -> Effects:
    """Show a mentor what their learner wrote, where the learner shares it."""
    check_in = await turn.tx.check_ins.find(check_in_id)
    pairing = await turn.tx.pairings.of_learner(check_in.learner_id) if check_in is not None else None
    if check_in is None or not may_read_words(turn.me, check_in, pairing):
        raise Refused(common.not_yours(Voice.to(turn.me)))
    learner = await the_member(turn, check_in.learner_id)
    await turn.tx.audit.add(turn.now, turn.me.id, "check_in.words_read", learner.id)
    return [Reply(wording.their_words(Voice.to(turn.me), learner, check_in))]


@routes.command("peer checkin", role=Role.LEARNER)
async def check_in_command(turn: Turn) -> Effects:
    """Answer this week's check-in."""
    return [Reply(wording.form(Voice.to(turn.me), await _current(turn)))]


@routes.command("peer skip", role=Role.LEARNER)
async def skip_command(turn: Turn) -> Effects:
    """Skip this week's check-in; no reason needed."""
    return await skip(turn, await _current(turn))
