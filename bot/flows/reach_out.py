"""A mentor's message to a learner: drafted by the bot, sent by the mentor, in the mentor's name."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Annotated

from bot.cards import Action
from bot.domain.access import may_reach_out
from bot.domain.availability import options
from bot.domain.drafts import About, Draft
from bot.domain.members import Member, Role
from bot.domain.schedule import local_date
from bot.domain.sessions import SessionState
from bot.effects import Effects, Later, Refused, Reply, Revise, Send, ToMember, Urgency
from bot.flows.passing_on import heeded
from bot.flows.people import on_call, the_cohort, the_member
from bot.flows.session_calendar import dated
from bot.flows.session_plans import Pair, make_up
from bot.flows.session_times import NOTICE, could_meet
from bot.router import Router
from bot.turn import Turn
from bot.wording import common
from bot.wording import reach_out as wording
from bot.wording.voice import Voice

routes = Router()

LENGTH = timedelta(minutes=30)


async def make_draft(turn: Turn, mentor: Member, learner: Member, cause: str, about: About = About.CHECK_IN) -> Effects:
    """Draft a message for the mentor with two real times, and watch that it goes out."""
    cohort = await the_cohort(turn, learner.cohort_id)
    draft = await _new_draft(turn, mentor, learner, cause, about)
    return [
        Send(ToMember(mentor.id), wording.drafted(Voice.to(mentor), learner, draft), tag=f"draft:{draft.id}"),
        Later(turn.now + cohort.plan.ladder.draft_reminder, Action("draft.remind", draft.id)),
        Later(turn.now + cohort.plan.ladder.draft_overdue, Action("draft.overdue", draft.id)),
    ]


async def _new_draft(turn: Turn, mentor: Member, learner: Member, cause: str, about: About = About.CHECK_IN) -> Draft:
    length = LENGTH
    if about is About.SESSION:
        length = timedelta(minutes=(await the_cohort(turn, learner.cohort_id)).plan.sessions.minutes)
    one, other = await could_meet(turn, mentor, learner)
    times = options(one, other, turn.now + NOTICE, length)
    text = wording.suggestion(Voice.to(learner), mentor, learner, about, has_times=bool(times))
    draft_id = turn.new_id("draft", learner.id, cause)
    draft = Draft(draft_id, learner.cohort_id, learner.id, mentor.id, cause, text, times, turn.now, about=about)
    await turn.tx.drafts.add(draft)
    return draft


async def _draft(turn: Turn, draft_id: str) -> Draft:
    draft = await turn.tx.drafts.get(draft_id)
    if draft is None or not draft.is_for(turn.me) or not await _is_still_theirs(turn, draft, turn.me):
        raise Refused(common.not_yours(Voice.to(turn.me)))
    if draft.sent_at is not None:
        raise Refused(wording.already_sent(Voice.to(turn.me), draft))
    return draft


async def _is_still_theirs(turn: Turn, draft: Draft, mentor: Member) -> bool:
    """Whether the learner is still the mentor's: a draft outlives no handoff."""
    learner = await the_member(turn, draft.learner_id)
    return may_reach_out(mentor, learner, await turn.tx.pairings.of_learner(learner.id))


async def _send(turn: Turn, draft: Draft, text: str) -> Effects:
    learner = await the_member(turn, draft.learner_id)
    if not learner.is_reachable:
        raise Refused(wording.cannot_reach(Voice.to(turn.me), learner))
    sent = draft.sent(text, turn.now)
    await turn.tx.drafts.save(sent)
    voice = Voice.to(turn.me)
    return [
        Send(
            ToMember(learner.id),
            wording.message(Voice.to(learner), turn.me, sent),
            Urgency.NOTICE,
            tag=f"message:{draft.id}",
        ),
        Revise(f"draft:{draft.id}", wording.was_sent(voice, learner)),
        Reply(wording.sent(voice, learner)),
    ]


@routes.action("draft.send", role=Role.MENTOR)
async def send_as_it_is(turn: Turn, draft_id: str) -> Effects:
    """Send the draft unchanged."""
    draft = await _draft(turn, draft_id)
    return await _send(turn, draft, draft.text)


@routes.action("draft.edit", role=Role.MENTOR)
async def edit(turn: Turn, draft_id: str) -> Effects:
    """Open the draft to change its words."""
    return [Reply(wording.editor(Voice.to(turn.me), await _draft(turn, draft_id)))]


@routes.form("draft.submit", role=Role.MENTOR)
async def submitted(turn: Turn, draft_id: str, values: Mapping[str, str]) -> Effects:
    """Send the draft as the mentor wrote it."""
    draft = await _draft(turn, draft_id)
    text = values.get("text", "").strip()
    if not text:
        raise Refused(wording.empty(Voice.to(turn.me), draft))
    return await _send(turn, draft, text[:1000])


async def still_wanted(turn: Turn, draft: Draft) -> bool:
    """Whether a drafted message still waits for its mentor, with the facts as they are now."""
    learner = await the_member(turn, draft.learner_id)
    cohort = await the_cohort(turn, draft.cohort_id)
    is_over = local_date(turn.now, cohort.timezone) > cohort.ends_on + timedelta(days=1)
    if draft.sent_at is not None or is_over or not learner.is_active:
        return False
    if not await _is_still_theirs(turn, draft, await the_member(turn, draft.mentor_id)):
        return False
    if draft.about is About.SESSION:
        session = await turn.tx.sessions.find(draft.cause)
        return session is not None and session.state is SessionState.MISSED
    return not draft.is_moot(await last_answer_at(turn, learner))


async def last_answer_at(turn: Turn, learner: Member) -> datetime | None:
    """Return when a learner answered a check-in last."""
    history = await turn.tx.check_ins.history(learner.id)
    return max((check_in.answered_at for check_in in history if check_in.answered_at is not None), default=None)


async def withdraw(turn: Turn, learner: Member) -> Effects:
    """The learner was heard from: take the hurry out of every draft about them that still waits."""
    waiting = await turn.tx.drafts.unsent(learner.cohort_id, turn.now)
    mine = [draft for draft in waiting if _is_about_check_in(draft, learner)]
    effects: Effects = []
    for draft in mine:
        mentor = await the_member(turn, draft.mentor_id)
        effects.append(Revise(f"draft:{draft.id}", wording.heard_meanwhile(Voice.to(mentor), learner, draft)))
    return effects


def _is_about_check_in(draft: Draft, learner: Member) -> bool:
    return draft.learner_id == learner.id and bool(draft.cause) and draft.about is About.CHECK_IN


@routes.timer("draft.remind")
async def remind(turn: Turn, draft_id: str) -> Effects:
    """After a day: the draft is still here."""
    draft = await turn.tx.drafts.get(draft_id)
    if draft is None or not await still_wanted(turn, draft):
        return []
    mentor, learner = await the_member(turn, draft.mentor_id), await the_member(turn, draft.learner_id)
    card = wording.still_here(Voice.to(mentor), learner, draft)
    return [Send(ToMember(mentor.id), card, tag=f"draft:{draft.id}")]


@routes.timer("draft.overdue")
async def overdue(turn: Turn, draft_id: str) -> Effects:
    """After two days: the coordinator on call sees that nobody reached out."""
    draft = await turn.tx.drafts.get(draft_id)
    if draft is None or not await still_wanted(turn, draft):
        return []
    mentor, learner = await the_member(turn, draft.mentor_id), await the_member(turn, draft.learner_id)
    coordinators = await on_call(turn, await the_cohort(turn, draft.cohort_id))
    return [
        Send(ToMember(c.id), wording.not_sent(Voice.to(c), mentor, learner, draft.about), key=f"not_sent:{draft.id}")
        for c in coordinators[:1]
    ]


@routes.action("reach_out.draft", role=Role.MENTOR)
async def draft_button(turn: Turn, learner_id: str) -> Effects:
    """Open a draft for one learner, with times both can."""
    learner = await turn.tx.members.find(learner_id)
    if learner is None:
        raise Refused(common.gone(Voice.to(turn.me)))
    return await _open_draft(turn, learner)


@routes.command("mentor reachout", role=Role.MENTOR)
async def reach_out(turn: Turn, learner: Annotated[Member, "Whom to write to"]) -> Effects:
    """Draft a message to a learner, with two times you both can."""
    return await _open_draft(turn, learner)


async def _open_draft(turn: Turn, learner: Member) -> Effects:
    if not may_reach_out(turn.me, learner, await turn.tx.pairings.of_learner(learner.id)):
        raise Refused(common.not_yours(Voice.to(turn.me)))
    draft = await _new_draft(turn, turn.me, learner, "")
    return [Reply(wording.editor(Voice.to(turn.me), draft))]


@routes.action("message.first")
async def first(turn: Turn, draft_id: str) -> Effects:
    """The learner takes the first time."""
    return await _choose(turn, draft_id, 0)


@routes.action("message.second")
async def second(turn: Turn, draft_id: str) -> Effects:
    """The learner takes the second time."""
    return await _choose(turn, draft_id, 1)


@routes.action("message.other")
async def other(turn: Turn, draft_id: str) -> Effects:
    """The learner would rather find another time."""
    draft = await _message(turn, draft_id)
    mentor = await the_member(turn, draft.mentor_id)
    return [
        Send(ToMember(mentor.id), wording.wants_another(Voice.to(mentor), turn.me), Urgency.ANSWER),
        Reply(wording.passed_on(Voice.to(turn.me), mentor)),
    ]


@routes.action("message.reply")
async def write_back(turn: Turn, draft_id: str) -> Effects:
    """Open the form for a few words to the mentor."""
    draft = await _message(turn, draft_id)
    mentor = await the_member(turn, draft.mentor_id)
    return [Reply(wording.write_back(Voice.to(turn.me), mentor, draft))]


@routes.form("message.replied")
async def wrote_back(turn: Turn, draft_id: str, values: Mapping[str, str]) -> Effects:
    """Pass the learner's words on to the mentor, as they are."""
    draft = await _message(turn, draft_id)
    mentor, text = await the_member(turn, draft.mentor_id), values.get("text", "").strip()[:1000]
    if not text:
        raise Refused(wording.nothing_to_pass_on(Voice.to(turn.me), draft))
    return [
        Send(ToMember(mentor.id), wording.answer(Voice.to(mentor), turn.me, text), Urgency.ANSWER),
        Reply(wording.answer_sent(Voice.to(turn.me), mentor)),
        *await heeded(turn, text),
    ]


async def _message(turn: Turn, draft_id: str) -> Draft:
    draft = await turn.tx.drafts.get(draft_id)
    if draft is None or draft.learner_id != turn.me.id or draft.sent_at is None:
        raise Refused(common.not_yours(Voice.to(turn.me)))
    return draft


async def _choose(turn: Turn, draft_id: str, number: int) -> Effects:
    draft = await _message(turn, draft_id)
    voice = Voice.to(turn.me)
    if number >= len(draft.options) or draft.options[number] <= turn.now:
        raise Refused(wording.too_late(voice))
    at: datetime = draft.options[number]
    if draft.about is About.SESSION and draft.chosen_at is not None:
        raise Refused(wording.chosen_already(voice, draft.chosen_at))
    mentor = await the_member(turn, draft.mentor_id)
    planned: Effects = []
    told, answer = wording.time_chosen(Voice.to(mentor), turn.me, at), wording.agreed(voice, mentor, at)
    if draft.about is About.SESSION:
        session, planned = await make_up(turn, draft, at, Pair(mentor, turn.me))
        if session is None:
            raise Refused(wording.not_free(voice, at, mentor))
        told = await dated(turn, session, mentor, turn.me, told)
        answer = await dated(turn, session, turn.me, mentor, answer)
    await turn.tx.drafts.save(draft.chosen(at))
    return [
        *planned,
        Send(ToMember(mentor.id), told, Urgency.ANSWER),
        Revise(f"message:{draft.id}", wording.settled(voice, mentor, at)),
        Reply(answer),
    ]
