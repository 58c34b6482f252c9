"""A cohort ends: a thank you to everybody in it, and quiet from then on."""

from dataclasses import replace
from datetime import time, timedelta

from bot.cards import Action
from bot.domain.cohorts import Cohort, CohortState
from bot.domain.members import Member, Role
from bot.domain.schedule import LocalTime, local_date
from bot.domain.survey_answers import change
from bot.domain.surveys import TOLD_BACK, SurveyKind
from bot.effects import Effects, Later, Reply, Send, ToMember
from bot.flows.people import mentor_of, the_cohort, the_member
from bot.flows.recognition import earned_by
from bot.router import Router
from bot.turn import Turn
from bot.wording import closing as wording
from bot.wording.voice import Voice

routes = Router()

FAREWELL_AT = time(17)
"""On the day after the last one, on everybody's own clock: after the last step of the ladder."""
CLOSES_AT = time(12)
LATER, LATER_AT = timedelta(weeks=4), time(10)
"""So long after the farewell one last hello comes (O10)."""


def farewell(cohort: Cohort, member: Member) -> Later:
    """Set the last word to somebody."""
    day = cohort.ends_on + timedelta(days=1)
    return Later(LocalTime(day, FAREWELL_AT, member.timezone), Action("closing.farewell", member.id))


def closing(cohort: Cohort) -> Later:
    """Set the end of the cohort: two days after the last one, when every zone is done."""
    day = cohort.ends_on + timedelta(days=2)
    return Later(LocalTime(day, CLOSES_AT, cohort.timezone), Action("closing.cohort", cohort.id))


@routes.timer("closing.farewell")
async def say_farewell(turn: Turn, member_id: str) -> Effects:
    """Thank somebody, and say what becomes of what is kept."""
    member = await the_member(turn, member_id)
    if not member.is_active:
        return []
    cohort = await the_cohort(turn, member.cohort_id)
    voice = Voice.to(member)
    learned = await _learned(turn, cohort)
    if member.role is Role.MENTOR:
        return [
            Send(ToMember(member.id), wording.to_mentor(voice, member, cohort, learned), key=f"farewell:{member.id}"),
            _later(turn, member),
        ]
    history = await turn.tx.check_ins.history(member.id)
    answered = sum(check_in.answered_at is not None for check_in in history)
    mentor, badges = await mentor_of(turn, member), await earned_by(turn, member)
    card = wording.to_learner(voice, wording.Ended(member, cohort, mentor, answered, learned, badges))
    return [Send(ToMember(member.id), card, key=f"farewell:{member.id}"), _later(turn, member)]


async def _learned(turn: Turn, cohort: Cohort) -> wording.Learned:
    """Return what everybody may know: how satisfied people were, what changed, what will be different (M14)."""
    newest = {survey.kind: survey for survey in await turn.tx.surveys.in_cohort(cohort.id)}
    review = newest.get(SurveyKind.REVIEW)
    answers = await turn.tx.surveys.answers(review.id) if review is not None else []
    promised = tuple(answer.words[TOLD_BACK] for answer in answers if len(answer.words) > TOLD_BACK)
    end = newest.get(SurveyKind.END)
    return wording.Learned(
        newest.get(SurveyKind.SATISFACTION),
        end.questions if end is not None else (),
        change(newest.get(SurveyKind.BASELINE), end),
        tuple(words for words in promised if words),
    )


def _later(turn: Turn, member: Member) -> Later:
    day = local_date(turn.now, member.timezone) + LATER
    return Later(LocalTime(day, LATER_AT, member.timezone), Action("closing.later", member.id))


@routes.timer("closing.later")
async def word_later(turn: Turn, member_id: str) -> Effects:
    """Some weeks after the end: one last hello to whoever still wants to hear."""
    member = await turn.tx.members.find(member_id)
    if member is None or not member.is_active or not member.nudges_on:
        return []
    card = wording.later(Voice.to(member), member, await the_cohort(turn, member.cohort_id))
    return [Send(ToMember(member.id), card, key=f"later:{member.id}")]


@routes.action("closing.quiet", always=True)
async def no_word_later(turn: Turn, _subject: str) -> Effects:
    """No last hello: nothing comes any more."""
    await turn.tx.members.save(replace(turn.me, nudges_on=False))
    return [Reply(wording.quiet(Voice.to(turn.me)))]


@routes.timer("closing.cohort")
async def close(turn: Turn, cohort_id: str) -> Effects:
    """Close the cohort: nothing is sent on a schedule or scanned in channels any more; cases go on until closed."""
    cohort = await the_cohort(turn, cohort_id)
    await turn.tx.cohorts.save(replace(cohort, state=CohortState.CLOSED))
    await turn.tx.audit.add(turn.now, "", "cohort.closed", cohort.id)
    return []
