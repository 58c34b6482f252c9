"""A question for the whole cohort, in its own channel, in the weeks its file has one for (G6)."""

from datetime import timedelta

from bot.cards import Action
from bot.domain.cohorts import Cohort, CohortState
from bot.domain.schedule import LocalTime
from bot.effects import Effects, Later, Send, ToChannel, Urgency
from bot.flows.people import the_cohort
from bot.router import Router
from bot.turn import Turn
from bot.wording import cohort_prompts as wording
from bot.wording.voice import Voice

routes = Router()

CHANNEL = "cohort"


def asking_everybody(turn: Turn, cohort: Cohort) -> list[Later]:
    """Set when each question for everybody is posted; what is over is left out."""
    return [
        Later(when, Action("cohort.ask", f"{cohort.id}:{prompt.week}"))
        for prompt in cohort.plan.cohort_prompts
        if (when := _when(cohort, prompt.week)).moment() > turn.now
    ]


def _when(cohort: Cohort, week: int) -> LocalTime:
    monday = cohort.starts_on + timedelta(weeks=week - 1)
    return cohort.plan.rhythm.cohort_prompt.on_or_after(monday, cohort.timezone)


@routes.timer("cohort.ask")
async def ask(turn: Turn, subject: str) -> Effects:
    """Post one; too late to be useful, it is left out."""
    cohort_id, _, week = subject.partition(":")
    cohort = await the_cohort(turn, cohort_id)
    prompt = next((one for one in cohort.plan.cohort_prompts if str(one.week) == week), None)
    if prompt is None or cohort.state is not CohortState.OPEN:
        return []
    too_late_at = _when(cohort, prompt.week).moment() + cohort.plan.rhythm.late_limit
    if turn.now > too_late_at:
        return []
    card, key = wording.asked(Voice(cohort.timezone, cohort.language), cohort, prompt), f"everybody:{subject}"
    return [Send(ToChannel(cohort.id, CHANNEL), card, Urgency.PROMPT, key=key, tag=key, deadline_at=too_late_at)]
